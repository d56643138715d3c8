"""The one call that test cells and students make."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Set

from ..lessons import declare
from ..lessons.declare import Exercise
from .alone import hidden, references
from .call import TooLongError
from .cases import cases
from .diagnose import Suspects, diagnose
from .judge import Verdict, judge
from .report import Report, show, tell
from .wording import carried_on, missing, not_right, not_written


def check(exercise: str, *, points: float = 1, seed: int = 0, namespace: dict | None = None) -> float:
    """Judge your function on the worked example and on inputs of many shapes, and show what was found.

    Parameters
    ----------
    exercise : str
        Lesson and function, such as ``"concrete_backprop/sigmoid"``.
    points : float
        What a right answer earns. Several results share it: three right ones of four earn three quarters.
    seed : int
        Another seed, other inputs.
    namespace : dict, optional
        Where to find the function; by default the notebook that calls.

    Returns
    -------
    earned : float
        A finite number from 0 to ``points``.

    Raises
    ------
    LookupError
        If there is no such lesson or exercise.
    ValueError
        If ``points`` is not a finite number above 0.

    Notes
    -----
    Each exercise stands on its own. Where yours calls another of the lesson (``compute_dZ1`` calls your
    ``sigmoid_derivative``) and only that one is wrong, this one keeps its points. The notebook's variables are out of
    reach while it runs: a function works with its arguments.
    """
    if isinstance(points, bool) or not (math.isfinite(points) and points > 0):
        raise ValueError(f"points has to be a finite number above 0; this came: {points!r}")
    slug, _, name = exercise.partition("/")
    asked = declare.exercise(slug, name)
    report = examine(slug, asked, sys._getframe(1).f_globals if namespace is None else namespace, points, seed)
    show(report)
    return report.points


def ready(slug: str, *names: str, namespace: dict | None = None) -> bool:
    """Whether your functions ``names`` of lesson ``slug`` are right; if one is not, say which to write first."""
    namespace = sys._getframe(1).f_globals if namespace is None else namespace
    waiting = [name for name in names if not examine(slug, declare.exercise(slug, name), namespace).right]
    if waiting:
        needed = " and ".join(waiting)
        tell(f"This cell needs your {needed}: write and check that first, then run this cell again.")
    return not waiting


def examine(slug: str, exercise: Exercise, namespace: dict, points: float = 1, seed: int = 0) -> Report:
    """Everything :func:`check` does but looking up and showing."""
    function = namespace.get(exercise.name)
    if not callable(function) or isinstance(function, type) != isinstance(exercise.reference, type):
        return missing(exercise, function, points)
    with hidden(namespace) as names:
        with_own = _first(_run(exercise, function, seed, names))
        if with_own is None:
            return Report(exercise.name, True, "right.", (), float(points), float(points))
        with references(slug, exercise, namespace):
            verdicts = _run(exercise, function, seed, names)
            first = _first(verdicts)
            if first is None:
                return carried_on(exercise, with_own, points)
            if isinstance(first.outcome.error, NotImplementedError):
                return not_written(exercise, points)
            suspects = _suspects(slug, exercise, function, verdicts)
            earned = points * min(verdict.share for verdict in verdicts)
            return not_right(exercise, function, first, suspects, earned, points)


def _run(exercise: Exercise, function: Callable, seed: int, names: Set[str]) -> list[Verdict]:
    verdicts = []
    for case in cases(exercise, seed):
        verdicts.append(judge(exercise, function, case, names))
        if _too_long(verdicts[-1]):
            break
    return verdicts


def _too_long(verdict: Verdict) -> bool:
    return isinstance(verdict.outcome.error, TooLongError)


def _first(verdicts: list[Verdict]) -> Verdict | None:
    return next((verdict for verdict in verdicts if verdict.fault), None)


def _suspects(slug: str, exercise: Exercise, function: Callable, verdicts: list[Verdict]) -> Suspects:
    if exercise.verify is not None or any(map(_too_long, verdicts)):
        return ()
    return diagnose(exercise, function, [v.case for v in verdicts], declare.mistakes(slug, exercise.name))
