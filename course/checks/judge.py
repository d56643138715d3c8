"""Judge one call of the student's function: which results are right, and what is wrong with the first that is not."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Set
from dataclasses import dataclass

import numpy as np

from ..gradcheck import relative_error
from ..lessons.declare import Exercise
from .call import Outcome, TooLongError, call, failing_line
from .cases import Case
from .read import Unreadable, read_all

TOLERANCE = 1e-6


@dataclass(frozen=True)
class Verdict:
    """``share`` of the results that are right; ``fault``, a sentence on the first that is not, and its numbers."""

    case: Case
    outcome: Outcome
    share: float
    fault: str | None = None
    result: str | None = None
    returned: np.ndarray | None = None
    expected: np.ndarray | None = None


def judge(exercise: Exercise, function: Callable, case: Case, hidden: Set[str] = frozenset()) -> Verdict:
    """Call ``function`` on ``case`` and compare what comes back; ``hidden`` names what it may not lean on."""
    arguments = exercise.given(case.arguments)
    misfit = None if exercise.drive else _misfit(exercise.name, function, list(arguments))
    if misfit:
        return Verdict(case, Outcome(), 0.0, misfit)
    outcome = call(exercise.use(function), arguments)
    if outcome.error is not None:
        return Verdict(case, outcome, 0.0, _raised(outcome.error, function, exercise.name, hidden))
    if exercise.verify is not None:
        complaint = exercise.verify(outcome.value, **case.arguments)
        return Verdict(case, outcome, 0.0 if complaint else 1.0, complaint and complaint + ".")
    try:
        results = read_all(outcome.value, exercise.returns, case.expected)
    except Unreadable as fault:
        return Verdict(case, outcome, 0.0, str(fault))
    verdict = _compare(exercise, case, outcome, results)
    return verdict if verdict.fault else _judge_behaviour(exercise, function, verdict)


def wrong(value: np.ndarray, expected: np.ndarray) -> tuple[int, ...] | None:
    """Index of the entry furthest off, or None if all agree within the tolerance."""
    error = relative_error(value, expected)
    return np.unravel_index(int(np.argmax(error)), error.shape) if error.max(initial=0.0) > TOLERANCE else None


def _misfit(name: str, function: Callable, wanted: list[str]) -> str | None:
    """What is wrong with the list of arguments. Other names are fine, another number or order is not."""
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):
        return None
    own = list(signature.parameters)
    asked = f"`{name}({', '.join(wanted)})`"
    if sorted(own) == sorted(wanted) and own != wanted:
        return f"its arguments stand in another order: {asked} is expected, this is `{name}({', '.join(own)})`."
    try:
        signature.bind(*wanted)
    except TypeError:
        return f"it does not take the arguments of {asked}: this is `{name}{signature}`."
    return None


def _compare(exercise: Exercise, case: Case, outcome: Outcome, results: list) -> Verdict:
    faults = [
        (name, got, want, str(got) if isinstance(got, Unreadable) else _difference(name, got, want))
        for name, got, want in zip(exercise.returns, results, case.expected, strict=True)
    ]
    bad = [fault for fault in faults if fault[3]]
    if not bad:
        return Verdict(case, outcome, 1.0)
    name, got, want, sentence = bad[0]
    numbers = (None, None) if isinstance(got, Unreadable) else (got, want)
    return Verdict(case, outcome, 1 - len(bad) / len(faults), sentence, name, *numbers)


def _difference(name: str, got: np.ndarray, want: np.ndarray) -> str | None:
    worst = wrong(got, want)
    if worst is None:
        return None
    where = f"{name}{list(map(int, worst))}" if worst else name
    error = float(relative_error(got, want)[worst])
    return f"{where} is {got[worst]:.8g}, expected is {want[worst]:.8g} (relative error {error:.1e})."


def _judge_behaviour(exercise: Exercise, function: Callable, verdict: Verdict) -> Verdict:
    """Right numbers are not enough: the arguments stay as they were, and a second call gives the same."""
    case, outcome = verdict.case, verdict.outcome
    if outcome.changed:
        names = " and ".join(outcome.changed)
        fault = f"the result is right, but {names} has been changed in place. Make a new array: `A - B`, not `A -= B`."
        return Verdict(case, outcome, 0.0, fault)
    again = call(exercise.use(function), case.arguments)
    if not _same_results(exercise, case, outcome, again):
        return Verdict(case, outcome, 0.0, "a second call with the same arguments gives another result: keep no state.")
    return verdict


def _same_results(exercise: Exercise, case: Case, first: Outcome, second: Outcome) -> bool:
    try:
        results = [read_all(outcome.value, exercise.returns, case.expected) for outcome in (first, second)]
    except Unreadable:
        return False
    return all(np.array_equal(a, b) for a, b in zip(*results, strict=True))


def _raised(error: BaseException, function: Callable, name: str, hidden: Set[str]) -> str:
    if isinstance(error, NotImplementedError):
        return f"{name} is not written yet."
    if isinstance(error, TooLongError):
        return f"it took too long: {error}. Is there a loop that never ends?"
    if isinstance(error, NameError) and error.name in hidden:
        return f"it uses `{error.name}`, a variable of the notebook. A function should work with its arguments alone."
    found = failing_line(error, function)
    where = f" in line {found[0]} of {name}, `{found[1].strip()}`" if found and found[1] else ""
    return f"it stopped with {type(error).__name__}{where}: {str(error) or 'no message'}"[:600]
