"""From verdicts on all cases to a share of the points: what doing nothing gets right is worth nothing by itself."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .judge import Verdict


def share(verdicts: Sequence[Verdict], results: int) -> float:
    """The part of the points for what is right on every case; 0 if a stub that does nothing had got as much.

    Such a stub leaves alone what it was given, and answers everything with zeros, or everything with one number. With
    ``results`` results, each counts the same. A better answer never gets less than a worse one: more results right, on
    more cases, can only raise the share.
    """
    right = frozenset.intersection(*(verdict.right for verdict in verdicts))
    if len(right) == results and not any(verdict.fault for verdict in verdicts):
        return 1.0
    answers = {_for_nothing(verdicts, place) for place in right}
    return len(right) / results if None in answers or len(answers - {"given"}) > 1 else 0.0


def _for_nothing(verdicts: Sequence[Verdict], place: int) -> object:
    """What a stub answers that gets this result right on every case: "given", or a number; None if no stub does."""
    cases = [verdict.case for verdict in verdicts]
    if all(any(_same(case.expected[place], value) for value in case.arguments.values()) for case in cases):
        return "given"
    numbers = {float(value) for case in cases for value in np.unique(case.expected[place])}
    if numbers == {0.0}:
        return "given"  # every stub has zeros at hand
    return numbers.pop() if len(numbers) == 1 else None


def _same(expected: np.ndarray, value: object) -> bool:
    return isinstance(value, np.ndarray) and np.array_equal(expected, value)
