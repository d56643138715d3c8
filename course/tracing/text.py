"""A Trace as text: a list of steps that reads well in a terminal, or to a screen reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .brief import short

if TYPE_CHECKING:
    from .trace import Check, Step, Trace

_RULES = {
    "hadamard": "{up} ⊙ {local}", "sum": "Σ ({up} ⊙ {local})", "matmul-left": "{up} · {local}",
    "matmul-right": "{local} · {up}", "route": "{up}, moved",
}  # fmt: skip


def to_text(trace: Trace) -> str:
    """The code with line numbers, the steps with their numbers, and how the student's own gradients compare."""
    title = trace.title or "trace"
    parts = [title, "=" * len(title), _listing(trace.code), ""]
    parts += [f"{n:>4}  {line}" for n, step in enumerate(trace.steps, 1) for line in [_step(step, trace)]]
    if trace.checks:
        parts += ["", "Your gradients", *(_check(check) for check in trace.checks)]
    if trace.note:
        parts += ["", f"Note: {trace.note}"]
    if trace.error:
        parts += ["", f"{trace.error['type']} at line {trace.error['line']}: {trace.error['message']}"]
    return "\n".join(parts)


def _listing(code: str) -> str:
    lines = code.split("\n") if code else []
    return "\n".join(f"{n:>4} | {line}" for n, line in enumerate(lines, 1))


def _numbers(array: np.ndarray | None) -> str:
    return "?" if array is None else short(array, 4)


def _step(step: Step, trace: Trace) -> str:
    line = f"{step.line:>3}" if step.line else "   "
    head = f"{step.phase:<8} {line}  {step.formula}"
    if step.phase != "backward":
        value = trace.nodes[step.node].value if step.product is None else step.product
        return head if step.phase == "seed" else f"{head}  →  {_numbers(value)}"
    return f"{head}\n{_arithmetic(step)}"


def _arithmetic(step: Step) -> str:
    """Second line of a backward step: the numbers of upstream times local, and the sum so far."""
    made = _RULES.get(step.rule, "")
    made = made.format(up=_numbers(step.upstream), local=_numbers(step.local)) + " = " if made else ""
    text = f"{'':>21}{made}{_numbers(step.product)}"
    if step.before is not None:
        text += f";  {_numbers(step.before)} + this = {_numbers(step.total)}"
    return text + (f"  (waits for {step.pending} more)" if step.pending else "")


def _check(check: Check) -> str:
    line = f"line {check.line}: " if check.line else ""
    return f"  {'✓' if check.ok else '✗'} {line}{check.message}"
