"""From verdicts on all cases to a share of the points: what doing nothing gets right is worth nothing by itself."""

from __future__ import annotations

import copy
import inspect
from collections.abc import Callable, Sequence

import numpy as np

from ..lessons.declare import Exercise
from .cases import Case
from .judge import Verdict, agree
from .safe_call import call

_FREE = "free"


def share(exercise: Exercise, verdicts: Sequence[Verdict]) -> float:
    """The part of the points for what is right on every case; 0 if a stub that does nothing had got as much.

    Such a stub leaves alone what it was given, or gives it back, or answers everything with zeros, or everything with
    one number. Each result counts the same. A better answer never gets less than a worse one: more results right, on
    more cases, can only raise the share.
    """
    right = frozenset.intersection(*(verdict.right for verdict in verdicts))
    if len(right) == len(exercise.returns) and not any(verdict.fault for verdict in verdicts):
        return 1.0
    if not right:
        return 0.0
    cases = [verdict.case for verdict in verdicts]
    free = _free(exercise, cases)
    answers = {_FREE if place in free else _constant(cases, place) for place in right}
    return len(right) / len(exercise.returns) if None in answers or len(answers - {_FREE}) > 1 else 0.0


def _constant(cases: Sequence[Case], place: int) -> object:
    """What a stub says that gets this result right on every case: `_FREE`, a number, or None if no stub does."""
    if all(any(_is_part(case.expected[place], value) for value in case.arguments.values()) for case in cases):
        return _FREE
    numbers = {float(value) for case in cases for value in np.unique(case.expected[place])}
    if numbers == {0.0}:
        return _FREE  # every stub has zeros at hand
    return numbers.pop() if len(numbers) == 1 else None


def _is_part(expected: np.ndarray, value: object) -> bool:
    """Whether ``expected`` is ``value`` as it was given, or a row of it."""
    if not isinstance(value, np.ndarray) or not value.ndim:
        return False
    return np.array_equal(expected, value) or any(np.array_equal(expected, row) for row in value if row.ndim)


def _free(exercise: Exercise, cases: Sequence[Case]) -> frozenset[int]:
    """Places of the results that are right though the answer, used as it is asked for, does nothing at all."""
    if exercise.drive is None and exercise.settle is None:
        return frozenset()
    idle = _idle_class(exercise.reference) if isinstance(exercise.reference, type) else _zero
    return frozenset.intersection(*(_right_of(exercise, case, idle) for case in cases))


def _right_of(exercise: Exercise, case: Case, idle: Callable) -> frozenset[int]:
    def fresh() -> dict:
        return exercise.handed(copy.deepcopy(case.arguments))

    outcome = call(exercise.driven(idle), fresh, idle)
    try:
        settled = exercise.settled(outcome.value, case.arguments)
        results = settled if len(exercise.returns) > 1 else (settled,)
        pairs = enumerate(zip(results, case.expected, strict=True))
        return frozenset(place for place, (got, want) in pairs if agree((got,), (want,)))
    except Exception:  # nothing came of it
        return frozenset()


def _zero(*_: object) -> float:
    return 0.0


def _idle_class(reference: type) -> type:
    """A class that keeps what it is given under the names of the reference, and whose methods all say 0."""
    names = list(inspect.signature(reference).parameters)

    def keep(self: object, *given: object) -> None:
        vars(self).update(zip(names, given, strict=False))

    methods = {name: lambda *_: 0.0 for name in dir(reference) if not name.startswith("_")}
    return type(reference.__name__, (), methods | {"__init__": keep})
