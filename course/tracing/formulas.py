"""How operations are written: linear plain text, such as ``Z1 = x · W1`` and ``dW1 += xᵀ · dZ1``."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import numpy as np

from .rules import ATOM, NEGATED, POWER, PRODUCT, RULES, SUM
from .tape import Op
from .units import Unit

LONGEST = 21
_FRACTIONS = {0.5: "½", 0.25: "¼", 0.75: "¾"}
_POWERS = {2: "²", 3: "³", 4: "⁴", -1: "⁻¹", -2: "⁻²"}
_GREEK = {"sigmoid": "σ"}
_AFTER_A_NAME = re.compile(r"(\[[^\]]+\]|⁽.+⁾)*$")


class Term(NamedTuple):
    """Text and how tightly it holds together (see ``rules``)."""

    text: str
    level: int
    number: bool = False

    def within(self, level: int) -> str:
        """The text as an operand of something of ``level``: in parentheses if it would fall apart."""
        return self.text if self.level >= level or self.level == ATOM else f"({self.text})"


def is_identifier(text: str) -> bool:
    """Whether ``text`` is a variable, ``W1``, ``A[0]`` or ``h⁽²⁾``, not an expression."""
    return _AFTER_A_NAME.sub("", text, count=1).isidentifier() and not text.endswith("ᵀ")


def number(value: Any) -> Term:
    """A constant, as ``½`` or ``0.1``."""
    value = float(value)
    text = _FRACTIONS.get(abs(value)) or f"{abs(value):.6g}"
    return Term(f"−{text}", NEGATED, True) if value < 0 else Term(text, ATOM, True)


def written(op: Op, terms: list[Term]) -> Term:
    """The operation applied to its operands: ``x · W1``, ``(y − t)²``, ``½ Σ (y − t)²``."""
    if op.name == "multiply":
        return _multiplied(op, terms)
    if op.name in ("power", "float_power") and terms[1].number:
        return _raised(op, terms)
    if op.name == "route":
        return _moved(op, terms)
    rule = RULES[op.name]
    texts = [_operand(rule.text, rule.level, n, term) for n, term in enumerate(terms)]
    return Term(rule.text.format(*texts, all=", ".join(t.text for t in terms)), rule.level)


def _operand(template: str, level: int, slot: int, term: Term) -> str:
    """Parenthesised unless the template has brackets of its own around it."""
    if re.search(rf"[(|‖,] ?\{{{slot}\}}[)|‖,]", template) or template == "{0}" or (level == ATOM and slot > 0):
        return term.text
    if level in (SUM, NEGATED):
        return (
            term.within(SUM if slot == 0 and level == SUM else PRODUCT) if template != "{0} + {1}" else term.within(SUM)
        )
    tight = level == PRODUCT and ((slot == 1 and "/" in template) or template.startswith("1/"))
    return term.within(POWER if tight else min(level, PRODUCT) if level == PRODUCT else ATOM)


def _multiplied(op: Op, terms: list[Term]) -> Term:
    a, b = terms
    if a.number != b.number:
        factor, other = (a, b) if a.number else (b, a)
        return Term(f"{factor.text} {other.within(PRODUCT)}", PRODUCT if factor.level != NEGATED else NEGATED)
    sign = "⊙" if min(np.size(v) for v in op.operands) > 1 else "·"
    return Term(f"{a.within(PRODUCT)} {sign} {b.within(PRODUCT)}", PRODUCT)


def _raised(op: Op, terms: list[Term]) -> Term:
    exponent = float(op.operands[1])
    if exponent == 0.5:
        return Term(f"√({terms[0].text})", ATOM)
    return Term(terms[0].within(ATOM) + _POWERS.get(exponent, f"^{terms[1].within(ATOM)}"), POWER)


def _moved(op: Op, terms: list[Term]) -> Term:
    call = op.params["call"]
    if call == "transpose" and np.ndim(op.value) <= 2:
        return Term(terms[0].within(ATOM) + "ᵀ", ATOM)
    if call == "getitem":
        return Term(f"{terms[0].within(ATOM)}[{index_text(op.params['index'])}]", ATOM)
    left = iter(terms)
    texts = [next(left).text if text is None else text for text in op.params.get("texts", [None] * len(terms))]
    return Term(f"{call}({', '.join(texts)})", ATOM)


def index_text(index: Any) -> str:
    """An index as it is written: ``0``, ``:, 1``, ``mask``."""
    parts = index if isinstance(index, tuple) else (index,)
    return ", ".join(_one_index(part) for part in parts)


def _one_index(part: Any) -> str:
    if isinstance(part, slice):
        ends = ["" if v is None else str(v) for v in (part.start, part.stop)]
        return ":".join(ends) + (f":{part.step}" if part.step is not None else "")
    if part is Ellipsis:
        return "..."
    if isinstance(part, (np.ndarray, list)):
        array = np.asarray(part)
        return "mask" if array.dtype == bool else str(array.tolist()) if array.size <= 4 else "rows"
    return str(part)


def helper_call(unit: Unit, term: Term) -> Term:
    """A helper on its operand: ``relu(Z1)``, and ``σ(Z1)`` for sigmoid."""
    return Term(f"{_GREEK.get(unit.helper, unit.helper)}({term.text})", ATOM)


def gradient(name: str) -> str:
    """The usual name of dL/d(name): ``dZ1``; for an expression ``d(y − t)``."""
    return f"d{name}" if is_identifier(name) else f"d({name})"


def back(op: Op, slot: int, rule: str, terms: list[Term], g: str) -> str:
    """What ``op`` passes to operand ``slot``, with ``g`` the name of its own gradient."""
    kind = RULES[op.name].kind
    if kind == "route":
        return _moved_back(op, terms, g)
    template = RULES[op.name].written[min(slot, len(RULES[op.name].written) - 1)]
    if op.name in ("matmul", "dot", "inner") and (np.ndim(op.value) == 0 or 0 in map(np.ndim, op.operands)):
        template = "{g} · {1}" if slot == 0 else "{g} · {0}"
    if op.name in ("power", "float_power") and slot == 0 and terms[1].number:
        template = _power_slope(float(op.operands[1]), terms)
    text = _filled(template, terms, g)
    if kind == "reduce":
        return f"{g} · {text}" if np.size(op.value) == 1 else f"{g} ⊙ {text}"
    return chained(g, text, rule, np.ndim(op.value)) if kind == "elementwise" else text


def _filled(template: str, terms: list[Term], g: str) -> str:
    """The template with its operands: in parentheses where they would fall apart, unless the template has its own."""

    def operand(match: re.Match) -> str:
        before, name, after = match.groups()
        if name == "g":
            return f"{before}{g}{after}"
        term = terms[int(name)]
        return before + (term.text if before == "(" and after == ")" else term.within(ATOM)) + after

    return re.sub(r"(\(?)\{(g|\d)\}(\)?)", operand, template).replace("ᵀᵀ", "")


def chained(g: str, local: str, rule: str, ndim: int) -> str:
    """Upstream times local, element-wise: ``dA1 ⊙ σ'(Z1)``, or summed where the operand was broadcast."""
    sign = "⊙" if ndim else "·"
    text = {"1": g, "−1": f"−{g}"}.get(local, f"{g} {sign} {local}")
    return text if rule != "sum" else f"Σ {text}" if text == g else f"Σ ({text})"


def _power_slope(exponent: float, terms: list[Term]) -> str:
    base = terms[0].within(ATOM)
    if exponent == 2:
        return f"2 {base}"
    less = exponent - 1
    return f"{number(exponent).within(ATOM)} {base}" + _POWERS.get(less, f"^({less:.6g})" if less != 1 else "")


def _moved_back(op: Op, terms: list[Term], g: str) -> str:
    call = op.params["call"]
    if call == "transpose" and np.ndim(op.value) <= 2:
        return f"{g}ᵀ"
    if call == "getitem":
        return f"{g} at [{index_text(op.params['index'])}]"
    return f"{g} moved back ({call})"
