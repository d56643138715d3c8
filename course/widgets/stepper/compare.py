"""Two computations side by side: which step of one goes with which of the other, and where they first differ."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from ...tracing.brief import phrase
from .plain import plain
from .shell import Stepper, html_of

if TYPE_CHECKING:
    from ...tracing.trace import Step, Trace

RELATIVE, ABSOLUTE = 1e-9, 1e-12  # two ways to write the same sum may differ in the last digits


class Comparison(Stepper):
    """Two steppers that step together; the first step where they differ is said and can be gone to.

    Parameters
    ----------
    trace, other : Trace
        Such as the student's and the reference's, or before and after a change.
    """

    def __init__(self, trace: Trace, other: Trace) -> None:
        super().__init__(trace)
        self.other = Stepper(other).trace

    def data(self) -> dict:
        """All that the JavaScript core needs, as plain data."""
        links = linked(self.trace, self.other)
        numbers, steps = differences(self.trace, self.other, links), alone(self.trace, self.other, links)
        said = steps | numbers
        first = min(numbers or steps, default=None)  # where numbers differ that is the point, not how they are computed
        return plain(self.trace, opening=False) | {
            "options": {"step": 0}, "other": plain(self.other, opening=False), "links": links, "differences": said,
            "first": first, "summary": _summary(first, said),
        }  # fmt: skip

    def to_html(self) -> str:
        """Both as a piece of HTML that needs nothing else."""
        return html_of(self.data())

    def __repr__(self) -> str:
        said = self.data()["summary"]
        return f"Comparison: {self.trace.title} with {self.other.title}. {said}"


def compare(trace: Trace, other: Trace) -> Comparison:
    """Show two recorded computations side by side, step by step.

    Parameters
    ----------
    trace, other : Trace
        What :func:`course.tracing.record` returned.

    Returns
    -------
    Comparison
        Shows itself as the last value of a cell.
    """
    return Comparison(trace, other)


def linked(trace: Trace, other: Trace) -> list[int | None]:
    """For each step of ``trace`` the step of ``other`` that does the same to the variable of the same name, or None."""
    places = defaultdict(list)
    for k, key in reversed(list(enumerate(_keys(other)))):
        places[key].append(k)
    return [places[key].pop() if places[key] else None for key in _keys(trace)]


def differences(trace: Trace, other: Trace, links: list[int | None]) -> dict[int, str]:
    """Where both have a step but not the same numbers: what differs, in words, by the step of ``trace``."""
    found = {}
    for k, partner in enumerate(links):
        if partner is not None:
            mine = _brings(trace, trace.steps[k])
            theirs = _brings(other, other.steps[partner])
            if not _same(mine, theirs):
                what = _what(trace, trace.steps[k])
                found[k] = f"{what[0].upper()}{what[1:]} differs: {_words(mine, theirs)}."
    return found


def alone(trace: Trace, other: Trace, links: list[int | None]) -> dict[int, str]:
    """Steps that only one side has, in words, by the step of ``trace`` at which the left then stands."""
    found = {k: f"Only the left has {_what(trace, trace.steps[k])}." for k, link in enumerate(links) if link is None}
    for missing in sorted(set(range(len(other.steps))) - set(links)):
        at = max((k for k, link in enumerate(links) if link is not None and link < missing), default=0)
        found.setdefault(at, f"Next, only the right has {_what(other, other.steps[missing])}.")
    return found


def _keys(trace: Trace) -> list[tuple]:
    names = {node.id: node.name for node in trace.nodes}
    return [(step.phase, names[step.node], names.get(step.to), step.slot) for step in trace.steps]


def _brings(trace: Trace, step: Step) -> np.ndarray:
    """The value that a step shows first, or the sum that it leaves."""
    node = next(node for node in trace.nodes if node.id == step.node)
    value = step.total if step.total is not None else node.gradient if step.phase == "seed" else node.value
    return np.asarray(value, float)


def _same(a: np.ndarray, b: np.ndarray) -> bool:
    return a.shape == b.shape and np.allclose(a, b, RELATIVE, ABSOLUTE, equal_nan=True)


def _what(trace: Trace, step: Step) -> str:
    names = {node.id: node.name for node in trace.nodes}
    where = f" (line {step.line})" if step.line else ""
    if step.phase == "backward":
        return f"the gradient of {names[step.to]} along {names[step.node]}{where}"
    return f"{names[step.node]}{where}"


def _words(a: np.ndarray, b: np.ndarray) -> str:
    if a.shape != b.shape:
        left, right = ("×".join(map(str, x.shape)) or "a number" for x in (a, b))
        return f"its shape is {left} on the left, {right} on the right"
    most = f", largest difference {np.nanmax(np.abs(a - b)):.3g}" if np.isfinite(a - b).any() else ""
    return f"{phrase(a)} on the left, {phrase(b)} on the right{most}"


def _summary(first: int | None, said: dict[int, str]) -> str:
    if first is None:
        return "No difference: every step brings the same numbers on both sides."
    return f"First difference at step {first + 1}: {said[first]}"
