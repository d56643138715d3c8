"""Which operations become a node of their own, and which are kept inside one.

A call of an element-wise helper (``sigmoid(Z1)``) is one node; so is a number times a sum (``0.5 * np.sum(...)``). What
happens inside can be opened, so it stays in the trace, marked with its ``group``.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import FrameType

import numpy as np

from .rules import RULES
from .tape import Op

_SCALINGS = {"multiply", "divide", "negative"}


@dataclass(eq=False)
class Unit:
    """One node to show: ``ops`` are inside, in order; the last, ``out``, gives its value. ``helper`` names the call."""

    out: Op
    ops: list[Op]
    source: Op | None = None
    helper: str | None = None
    line: int | None = None


def ancestors(loss: Op) -> set[Op]:
    """``loss`` and all it was computed from."""
    found, todo = {loss}, [loss]
    while todo:
        for source in todo.pop().sources:
            if source is not None and source not in found:
                found.add(source)
                todo.append(source)
    return found


def units(ops: list[Op], loss: Op | None, named: set[Op]) -> list[Unit]:
    """Sort ``ops`` (in order of execution) into units; ``named`` operations are never hidden in a sum's scaling."""
    readers: dict[Op, list[Op]] = {op: [] for op in ops}
    for op in ops:
        for source in op.sources:
            if source is not None:
                readers.setdefault(source, []).append(op)
    helpers = _helper_calls(ops, readers, loss)
    taken = {op for unit in helpers for op in unit.ops}
    scaled = _scaled_sums([op for op in ops if op not in taken], readers, named, loss)
    taken |= {op for unit in scaled for op in unit.ops}
    single = [Unit(op, [op], line=op.line) for op in ops if op not in taken]
    return sorted(helpers + scaled + single, key=lambda unit: unit.out.index)


def _helper_calls(ops: list[Op], readers: dict[Op, list[Op]], loss: Op | None) -> list[Unit]:
    """The outermost calls that are element-wise with one operand and one result."""
    calls: dict[FrameType, list[Op]] = {}
    for op in ops:
        for frame in op.calls:
            calls.setdefault(frame, []).append(op)
    found, taken = [], set()
    for frame, inside in calls.items():
        unit = None if taken & set(inside) else _element_wise(frame, inside, readers, loss)
        if unit:
            found.append(unit)
            taken |= set(inside)
    return found


def _element_wise(frame: FrameType, inside: list[Op], readers: dict[Op, list[Op]], loss: Op | None) -> Unit | None:
    members = set(inside)
    sources = {s for op in inside for s in op.sources if s is not None and s not in members}
    results = [op for op in inside if op is loss or any(r not in members for r in readers[op])]
    if len(sources) != 1 or len(results) != 1 or results[0] is not inside[-1]:
        return None
    source, shape = sources.pop(), np.shape(results[0].value)
    same = all(_is_element_wise(op) and np.shape(op.value) == shape for op in inside)
    if not same or np.shape(source.value) != shape:
        return None
    depth = inside[-1].calls.index(frame)
    return Unit(results[0], inside, source, _name_of(frame), inside[-1].call_lines[depth])


def _is_element_wise(op: Op) -> bool:
    return op.name == "constant" or RULES[op.name].kind == "elementwise"


def _name_of(frame: FrameType) -> str:
    """The function's name; for a lambda the variable it is called by."""
    name = frame.f_code.co_name
    if name != "<lambda>" or frame.f_back is None:
        return name
    known = {**frame.f_back.f_globals, **frame.f_back.f_locals}
    return next((n for n, v in known.items() if getattr(v, "__code__", None) is frame.f_code), "λ")


def _scaled_sums(ops: list[Op], readers: dict[Op, list[Op]], named: set[Op], loss: Op | None) -> list[Unit]:
    """Reductions to one number, with the constant factors right after them on the same line."""
    found, free = [], set(ops)
    for op in ops:
        if op.name not in RULES or RULES[op.name].kind != "reduce" or np.size(op.value) != 1:
            continue
        chain = [op]
        while (after := _scaling(chain[-1], readers, free)) and chain[-1] not in named and chain[-1] is not loss:
            chain.append(after)
        if len(chain) > 1:
            found.append(Unit(chain[-1], chain, op.sources[0], line=op.line))
    return found


def _scaling(op: Op, readers: dict[Op, list[Op]], free: set[Op]) -> Op | None:
    """The one reader of ``op``, if all it does is multiply by a constant number on the same line."""
    if len(readers[op]) != 1:
        return None
    (reader,) = readers[op]
    constant = sum(s is not None for s in reader.sources) == 1 and all(np.size(v) == 1 for v in reader.operands)
    divided = reader.name != "divide" or reader.sources[0] is op
    return (
        reader
        if reader in free and reader.name in _SCALINGS and constant and divided and reader.line == op.line
        else None
    )
