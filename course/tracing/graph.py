"""From the tape to the nodes that are shown: named, in order, each knowing what feeds it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from . import formulas
from .formulas import LONGEST, Term
from .recorded import RecordedRun
from .rules import ATOM
from .tape import Op
from .units import Unit, ancestors, units

_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(eq=False)
class Part:
    """A node in the making. ``unit`` is None for an argument or a constant; ``inside`` are the parts kept within it."""

    id: int
    op: Op | None
    value: np.ndarray
    kind: str
    term: Term
    unit: Unit | None = None
    parents: list[Part] = field(default_factory=list)
    slots: list[int] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)
    formula: str = ""
    group: Part | None = None
    inside: list[Part] = field(default_factory=list)
    gradient: np.ndarray | None = None

    @property
    def name(self) -> str:
        """The student's variable, or the expression."""
        return self.term.text

    @property
    def label(self) -> str:
        """The operation's name: the helper's for a helper call, the moving call's for a route."""
        if self.unit is None:
            return self.kind
        return self.unit.helper or self.unit.ops[0].params.get("call") or self.unit.ops[0].name

    @property
    def line(self) -> int | None:
        """Where it is computed; None for an argument."""
        return self.unit.line if self.unit else self.op.line if self.op else None


class Graph:
    """The parts in order, and which part stands for an operation.

    Parameters
    ----------
    run : the recorded run; without a loss (the function raised before it) every operation is shown.
    """

    def __init__(self, run: RecordedRun) -> None:
        self.run, self.parts, self._of, self._constants = run, [], {}, {}
        inputs = [op for op in run.tape.ops if op.name == "input"]
        needed = ancestors(run.loss) if run.loss else set(run.tape.ops)
        ops = [op for op in run.tape.ops if op in needed and op.name != "input"]
        self._names = self._choose_names({*needed, *inputs})
        for op in inputs:
            name = Term(self._names.get(op, op.params["name"]), ATOM)
            self._add(Part(len(self.parts), op, np.asarray(op.value), "input", name))
        self._fresh = self._free_names()
        for unit in units(ops, run.loss, set(self._names)):
            self._unit(unit)

    @property
    def loss(self) -> Part | None:
        """The part to differentiate; None if the function raised before it."""
        return self._of.get(self.run.loss)

    def shown(self) -> Iterator[Part]:
        """The parts that are not inside another."""
        return (part for part in self.parts if part.group is None)

    def called(self) -> dict[str, list[Part]]:
        """The parts by every name they were given, in order. A name in the outermost function hides it elsewhere."""
        found: dict[str, dict[Part, None]] = {}
        for part in self.shown():
            if part.kind == "input":
                found.setdefault(part.name, {})[part] = None
        outermost = {naming.name for naming in self.run.names if naming.depth == 0}
        for naming in self.run.names:
            part = self._of.get(naming.op)
            if part is not None and part.group is None and (naming.depth == 0 or naming.name not in outermost):
                found.setdefault(naming.name, {})[part] = None
        return {name: list(parts) for name, parts in found.items()}

    def _choose_names(self, ops: set[Op]) -> dict[Op, str]:
        """Each operation's first name in the outermost function; the second value of the same variable is ``h⁽²⁾``."""
        best: dict[Op, Any] = {}
        for naming in self.run.names:
            if naming.op in ops and (naming.op not in best or naming.depth < best[naming.op].depth):
                best[naming.op] = naming
        names, times = {}, {}
        for op in sorted(best, key=lambda op: op.index):
            name = op.params["name"] if op.name == "input" else best[op].name
            times[name] = times.get(name, 0) + 1
            names[op] = name if times[name] == 1 else f"{name}⁽{str(times[name]).translate(_SUPERSCRIPT)}⁾"
        return names

    def _free_names(self) -> Iterator[str]:
        taken = {naming.name for naming in self.run.names}
        return (f"u{n}" for n in range(1, len(self.run.tape.ops) + 2) if f"u{n}" not in taken)

    def _add(self, part: Part) -> Part:
        self.parts.append(part)
        if part.op is not None:
            self._of[part.op] = part
        return part

    def _unit(self, unit: Unit) -> None:
        if len(unit.ops) == 1 and not unit.helper:
            self._single(unit.out, unit)
            return
        inside = [self._single(op, Unit(op, [op], line=op.line), hidden=op is unit.out) for op in unit.ops]
        source = self._of[unit.source]
        part = self._named(unit, formulas.helper_call(unit, source.term) if unit.helper else self._spelled(unit))
        part.parents, part.slots, part.terms, part.inside = [source], [0], [source.term], inside
        for member in inside:
            member.group = part

    def _spelled(self, unit: Unit) -> Term:
        """The scaled sum in one expression: each member written into the next."""
        known: dict[Op, Term] = {}
        for op in unit.ops:
            known[op] = formulas.written(op, self._terms(op, known))
        return known[unit.out]

    def _terms(self, op: Op, known: dict[Op, Term]) -> list[Term]:
        """One term for each operand: as in ``known``, else the name of its part, else the constant as text."""
        terms = []
        for slot, source in enumerate(op.sources):
            part = self._standing(op, slot)
            terms.append(known.get(source) or (part.term if part else self._constant_text(op.operands[slot])))
        return terms

    def _named(self, unit: Unit, expression: Term, hidden: bool = False) -> Part:
        """A part called by its variable, else by its expression, or by a free letter if that is long."""
        is_loss = unit.out is self.run.loss and not hidden
        name = None if hidden else self._names.get(unit.out)
        if name is None and is_loss:
            name = next(n for n in ("loss", "L", "objective") if n not in self._names.values())
        elif name is None and not hidden and len(expression.text) > LONGEST:
            name = next(self._fresh)
        kind = "loss" if is_loss else "constant" if unit.out.name == "constant" else "op"
        term = Term(name, ATOM) if name else expression
        part = Part(len(self.parts), unit.out, np.asarray(unit.out.value), kind, term, unit)
        part.formula = f"{name} = {expression.text}" if name else expression.text
        return self._add(part)

    def _single(self, op: Op, unit: Unit, hidden: bool = False) -> Part:
        """One operation as a part; ``hidden`` if it is the result of a group, which takes its name."""
        terms = self._terms(op, {})
        slots = [slot for slot in range(len(op.operands)) if self._standing(op, slot)]
        parents = [self._standing(op, slot) for slot in slots]
        expression = Term("constant", ATOM) if op.name == "constant" else formulas.written(op, terms)
        part = self._named(unit, expression, hidden)
        part.parents, part.slots, part.terms = parents, slots, terms
        return part

    def _standing(self, op: Op, slot: int) -> Part | None:
        """The part an operand comes from: an operation, or a named constant array."""
        if op.sources[slot] is not None:
            return self._of[op.sources[slot]]
        value = op.operands[slot]
        original, _ = self.run.tape.originals.get(id(value), (value, None))
        if id(original) not in self.run.constants or np.size(value) == 1:
            return None
        if id(value) not in self._constants:
            name = self.run.constants[id(original)][1]
            kind = "input" if name in self.run.arguments else "constant"
            part = Part(len(self.parts), None, np.asarray(value), kind, Term(name, ATOM))
            self._constants[id(value)] = self._add(part)
        return self._constants[id(value)]

    def _constant_text(self, value: Any) -> Term:
        if np.size(value) == 1 and np.asarray(value).dtype.kind in "iuf":
            return formulas.number(np.asarray(value).item())
        original, _ = self.run.tape.originals.get(id(value), (value, None))
        if id(original) in self.run.tape.comparisons:
            _, symbol, sides = self.run.tape.comparisons[id(original)]
            texts = [self._side(side) for side in sides]
            return Term(f"[{texts[0]} {symbol} {texts[1]}]", ATOM)
        if value is None:
            return Term("∞", ATOM)
        array = np.asarray(value)
        if array.ndim == 1 and array.size <= 4 and array.dtype.kind in "iuf":
            return Term(f"[{' '.join(f'{v:g}' for v in array)}]", ATOM)
        return Term(f"const[{'×'.join(map(str, array.shape))}]", ATOM)

    def _side(self, side: Any) -> str:
        if isinstance(side, Op):
            return self._of[side].term.text if side in self._of else "…"
        return self._constant_text(side).text
