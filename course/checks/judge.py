"""Judge what a call of the student's function came to: which results are right, and what is wrong with the first."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..gradcheck import relative_error
from ..lessons.declare import Exercise
from .cases import Case
from .library import CLOSED
from .outcome import Found, Outcome, Raised
from .returned_arrays import Unreadable, describe, read_all

TOLERANCE = 1e-6


@dataclass(frozen=True)
class Verdict:
    """On one case.

    Attributes
    ----------
    right : frozenset of int
        Places of the results that are right; none if the function misbehaved, whatever it returned.
    fault : str or None
        A sentence on the first thing that is wrong.
    result, index, returned, expected
        Its name, where in it, and both arrays, where it is a wrong value.
    """

    case: Case
    outcome: Outcome
    right: frozenset[int] = frozenset()
    fault: str | None = None
    result: str | None = None
    index: tuple[int, ...] | None = None
    returned: np.ndarray | None = None
    expected: np.ndarray | None = None


def judge(exercise: Exercise, case: Case, first: Outcome, second: Outcome | None = None) -> Verdict:
    """Compare what came of a call, or of two alike, with what is expected; behaviour counts before any share."""
    if first.error is not None:
        return Verdict(case, first, fault=_raised(first.error, exercise.name))
    if exercise.verify is not None:
        return _verified(exercise, case, first)
    verdict = _compare(exercise, case, first)
    behaviour = _behaviour(exercise, case, first, second)
    if behaviour is None:
        return verdict
    if verdict.fault is None:
        return Verdict(case, first, fault=behaviour)
    parts = (verdict.result, verdict.index, verdict.returned, verdict.expected)
    return Verdict(case, first, frozenset(), verdict.fault, *parts)


def _verified(exercise: Exercise, case: Case, first: Outcome) -> Verdict:
    try:
        complaint = exercise.verify(first.value, **case.arguments)
    except Exception:  # what came back is of a kind that nobody thought of
        complaint = f"it returned {describe(first.value)}, which cannot be read"
    return Verdict(case, first, frozenset() if complaint else frozenset({0}), complaint and complaint + ".")


def wrong(value: np.ndarray, expected: np.ndarray) -> tuple[int, ...] | None:
    """Index of the entry furthest off, or None if all agree within the tolerance."""
    error = relative_error(value, expected)
    return np.unravel_index(int(np.argmax(error)), error.shape) if error.max(initial=0.0) > TOLERANCE else None


def agree(values: Sequence[object], expected: Sequence[np.ndarray]) -> bool:
    """Whether as many numbers or arrays have the shapes and, within the tolerance, the entries that are expected."""
    try:
        found = [np.asarray(value, dtype=float) for value in values]
    except (TypeError, ValueError):
        return False
    return len(found) == len(expected) and all(
        f.shape == e.shape and wrong(f, e) is None for f, e in zip(found, expected, strict=True)
    )


def misfit(exercise: Exercise, found: Found, wanted: list[str]) -> str | None:
    """What is wrong with the list of arguments. Other names are fine, another number or order is not."""
    told = None if exercise.drive or found.parameters is None else _signature(found.parameters)
    if told is None:
        return None
    own, name = list(told.parameters), exercise.name
    asked = f"`{name}({', '.join(wanted)})`"
    if sorted(own) == sorted(wanted) and own != wanted:
        return f"its arguments stand in another order: {asked} is expected, this is `{name}({', '.join(own)})`."
    try:
        told.bind(*wanted)
    except TypeError:
        shown = str(told).replace("=None", "=...")
        return f"it does not take the arguments of {asked}: this is `{name}{shown}`."
    return None


@functools.lru_cache(maxsize=256)
def _signature(parameters: tuple[tuple[str, int, bool], ...]) -> inspect.Signature | None:
    """The parameters as `inspect` has them; None if they make no signature."""
    default = {True: None, False: inspect.Parameter.empty}
    try:
        return inspect.Signature(
            [inspect.Parameter(n, inspect._ParameterKind(kind), default=default[d]) for n, kind, d in parameters]
        )
    except ValueError:
        return None


def _results(exercise: Exercise, case: Case, outcome: Outcome) -> list[np.ndarray | Unreadable]:
    """As arrays, or what is wrong with each; Unreadable if they cannot even be told apart."""
    try:
        settled = exercise.settled(outcome.value, case.arguments)
    except Exception:  # it was made for what a right answer returns
        raise Unreadable(f"it returned {describe(outcome.value)}, which is not what was asked for.") from None
    return read_all(settled, exercise.returns, case.expected)


def _compare(exercise: Exercise, case: Case, outcome: Outcome) -> Verdict:
    try:
        results = _results(exercise, case, outcome)
    except Unreadable as fault:
        return Verdict(case, outcome, fault=str(fault))
    faults = [
        str(got) if isinstance(got, Unreadable) else _difference(name, got, want)
        for name, got, want in zip(exercise.returns, results, case.expected, strict=True)
    ]
    right = frozenset(place for place, fault in enumerate(faults) if not fault)
    first = next((place for place, fault in enumerate(faults) if fault), None)
    if first is None:
        return Verdict(case, outcome, right)
    name, got, want = exercise.returns[first], results[first], case.expected[first]
    if isinstance(got, Unreadable):
        return Verdict(case, outcome, right, faults[first], name)
    return Verdict(case, outcome, right, faults[first], name, tuple(map(int, wrong(got, want))), got, want)


def _difference(name: str, got: np.ndarray, want: np.ndarray) -> str | None:
    worst = wrong(got, want)
    if worst is None:
        return None
    where = f"{name}{list(map(int, worst))}" if worst else name
    error = float(relative_error(got, want)[worst])
    return f"{where} is {got[worst]:.8g}, expected is {want[worst]:.8g} (relative error {error:.1e})."


def _behaviour(exercise: Exercise, case: Case, first: Outcome, second: Outcome | None) -> str | None:
    """Right numbers are not enough: the arguments stay as they were, and a second call gives the same."""
    if first.changed:
        names = " and ".join(first.changed)
        return f"the result is right, but {names} has been changed in place. Make a new array: `A - B`, not `A -= B`."
    if second is not None and not _same_results(exercise, case, first, second):
        return "a second call with the same arguments gives another result: keep no state."
    return None


def _same_results(exercise: Exercise, case: Case, first: Outcome, second: Outcome) -> bool:
    if second.error is not None:
        return False
    try:
        a, b = (_results(exercise, case, outcome) for outcome in (first, second))
    except Unreadable:
        return True  # nothing that could be right
    return all(_equal(x, y) for x, y in zip(a, b, strict=True))


def _equal(a: np.ndarray | Unreadable, b: np.ndarray | Unreadable) -> bool:
    if isinstance(a, Unreadable) or isinstance(b, Unreadable):
        return type(a) is type(b)
    return np.array_equal(a, b)


def _raised(error: Raised, name: str) -> str:
    if error.ancestor == "NotImplementedError" and error.own:
        return f"{name} is not written yet."
    if error.ancestor == "NotImplementedError":
        where = f", in line {error.line}, `{error.text.strip()}`," if error.line and error.text else ""
        return f"it calls{where} something that is not written yet."
    if error.kind == "TooLongError":
        return f"it took too long: {error.message}. Is there a loop that never ends?"
    if error.hidden:
        return (
            f"it uses `{error.name}`, a variable of the notebook. A function should work with its arguments alone; "
            "a constant may stand in the same cell."
        )
    if CLOSED in error.message:
        return f"it calls {error.message}"
    where = f" in line {error.line} of {name}, `{error.text.strip()}`" if error.line and error.text else ""
    return f"it stopped with {error.kind}{where}: {error.message or 'no message'}"[:600]
