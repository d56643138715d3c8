"""The one call that test cells and students make."""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence

from ..lessons import declare
from ..lessons.declare import Exercise
from . import wording
from .answer import Answer, Here
from .cases import Case, cases
from .diagnose import diagnose
from .fair import share
from .judge import Verdict, judge, misfit
from .outcome import Outcome
from .report import Report, show, tell


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
    Each exercise stands on its own. Where yours calls an earlier one of the lesson (``compute_dZ1`` calls your
    ``sigmoid_derivative``) and only that one is wrong, this one keeps its points. The notebook's variables are out of
    reach while it runs: a function works with its arguments. So are the functions of the library that are the answer.
    """
    if isinstance(points, bool) or not (math.isfinite(points) and points > 0):
        raise ValueError(f"points has to be a finite number above 0; this came: {points!r}")
    slug, _, name = exercise.partition("/")
    asked = declare.exercise(slug, name)
    space = sys._getframe(1).f_globals if namespace is None else namespace
    report = examine(slug, asked, Here(slug, asked, space), points, seed)
    show(report)
    return report.points


def ready(slug: str, *names: str, namespace: dict | None = None) -> bool:
    """Whether your functions ``names`` of lesson ``slug`` are right; if one is not, say which to write first."""
    space = sys._getframe(1).f_globals if namespace is None else namespace
    asked = [declare.exercise(slug, name) for name in names]
    waiting = [e.name for e in asked if not examine(slug, e, Here(slug, e, space)).right]
    if waiting:
        needed = " and ".join(waiting)
        tell(f"This cell needs your {needed}: write and check that first, then run this cell again.")
    return not waiting


def examine(slug: str, exercise: Exercise, answer: Answer, points: float = 1, seed: int = 0) -> Report:
    """Everything :func:`check` does but looking up and showing."""
    tried = cases(exercise, seed)
    asked = answer.ask([case.arguments for case in tried], lend=False)
    if asked.found.kind != ("class" if isinstance(exercise.reference, type) else "function"):
        return wording.missing(exercise, asked.found, points)
    wanted = list(tried[0].arguments) if exercise.takes_arguments else []
    fault = misfit(
        exercise, asked.found, wanted if exercise.prepare is None else list(exercise.handed(tried[0].arguments))
    )
    if fault:
        return wording.misfit(exercise, fault, tried[0], points)
    own = _judged(exercise, tried, asked.outcomes)
    first = _first(own)
    if first is None:
        return wording.right(exercise, points)
    if _is_stub(first):
        return wording.not_written(exercise, points)
    lend = bool(exercise.lends) and not _too_long(own)
    again = answer.ask([case.arguments for case in tried], lend=True) if lend else asked
    if not again.outcomes:  # what it hands to an earlier exercise cannot be handed to one that is lent
        again, lend = asked, False
    verdicts = _judged(exercise, tried, again.outcomes)
    if _first(verdicts) is None:
        return wording.carried_on(exercise, first, again.lent, points)
    return _not_right(slug, exercise, answer, verdicts, points, lend=lend)


def _judged(exercise: Exercise, tried: Sequence[Case], outcomes: Sequence[list[Outcome]]) -> list[Verdict]:
    """A verdict on each case; where outcomes are missing, the last of those there are says why."""
    verdicts = [judge(exercise, case, *came) for case, came in zip(tried, outcomes, strict=False)]
    if len(verdicts) < len(tried) and _first(verdicts) is None:
        raise ValueError(f"{len(tried)} cases were asked for, {len(verdicts)} outcomes came, and none says why")
    return verdicts


def _first(verdicts: Sequence[Verdict]) -> Verdict | None:
    return next((verdict for verdict in verdicts if verdict.fault), None)


def _too_long(verdicts: Sequence[Verdict]) -> bool:
    return any(verdict.outcome.is_late for verdict in verdicts)


def _is_stub(verdict: Verdict) -> bool:
    """Whether the function itself says that it is not written; one that it calls may say so, too."""
    error = verdict.outcome.error
    return error is not None and error.ancestor == "NotImplementedError" and error.own


def _not_right(
    slug: str, exercise: Exercise, answer: Answer, verdicts: Sequence[Verdict], points: float, *, lend: bool
) -> Report:
    first = _first(verdicts)
    if _is_stub(first):
        return wording.not_written(exercise, points)
    suspects, trail = (), None
    if exercise.verify is None and not _too_long(verdicts):
        bank = declare.mistakes(slug, exercise.name)
        suspects = diagnose(exercise, answer, verdicts, bank, lend=lend)
        if len(exercise.returns) > 1 and not exercise.drive and not exercise.prepare:
            trail = answer.first_wrong_line(first.case.arguments)
    earned = points * share(exercise, verdicts)
    return wording.not_right(exercise, first, suspects, trail, earned, points)
