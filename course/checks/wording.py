"""Turn a verdict into what the student reads: what was called, what is wrong, its name, a question, the points."""

from __future__ import annotations

import numpy as np

from ..lessons.declare import Exercise
from .cases import Case
from .diagnose import Suspects
from .judge import Verdict
from .outcome import Found
from .report import MISSING, NOT_WRITTEN, PART, RIGHT, WRONG, FirstWrong, Heat, Named, Report


def missing(exercise: Exercise, found: Found, points: float) -> Report:
    """There is no function to call."""
    name = exercise.name
    kind, start = (
        ("class", f"class {name}") if isinstance(exercise.reference, type) else ("function", f"def {name}(...)")
    )
    what = (
        f"there is no {kind} of that name yet."
        if found.kind == "nothing"
        else f"it is {found.shown.rstrip(chr(44))}, no {kind}."
    )
    todo = f"run the cell above that starts with `{start}`, then this one. After a restart run all cells again."
    return Report(name, MISSING, what, 0.0, float(points), lines=(("do next", todo),))


def not_written(exercise: Exercise, points: float) -> Report:
    """The stub is still there."""
    todo = "write it in the cell above, in place of `raise NotImplementedError`; run that cell, then this one."
    return Report(exercise.name, NOT_WRITTEN, "not written yet.", 0.0, float(points), lines=(("do next", todo),))


def right(exercise: Exercise, points: float) -> Report:
    """All is as it should be."""
    return Report(exercise.name, RIGHT, "right.", float(points), float(points))


def carried_on(exercise: Exercise, own: Verdict, lent: tuple[str, ...], points: float) -> Report:
    """Right in itself: what is wrong lies in another exercise that it calls."""
    remark = f"it calls a function of yours that is not right yet: {own.fault} Mend that one next."
    return Report(
        exercise.name, RIGHT, "right.", float(points), float(points), lines=(("but", remark),), lent=lent,
        printed=own.outcome.printed,
    )  # fmt: skip


def misfit(exercise: Exercise, fault: str, case: Case, points: float) -> Report:
    """It cannot be called as it is asked for."""
    called, arrays = _called(exercise, case, None)
    return Report(exercise.name, WRONG, fault, 0.0, float(points), called=called, arrays=arrays)


def not_right(
    exercise: Exercise, first: Verdict, suspects: Suspects, trail: str | None, earned: float, points: float
) -> Report:
    """Wrong: the first wrong value in full, then the mistake's name and a question where it is known."""
    called, arrays = _called(exercise, first.case, first)
    value = first.returned is not None
    return Report(
        exercise.name,
        PART if earned > 0 else WRONG,
        first.fault,
        float(earned),
        float(points),
        lines=(("first wrong", trail),) if trail else (),
        called=called,
        arrays=arrays,
        heat=Heat(first.returned, first.expected) if value else None,
        mistakes=tuple(Named(mistake.name, mistake.says, mistake.asks) for mistake in suspects),
        first=_first_wrong(first) if first.result else None,
        error=first.outcome.error.ancestor if first.outcome.error and not first.outcome.is_late else None,
        printed=first.outcome.printed,
    )


def _first_wrong(first: Verdict) -> FirstWrong:
    if first.returned is None:
        return FirstWrong(first.result, (), None, None)
    got, want = float(first.returned[first.index]), float(first.expected[first.index])
    return FirstWrong(first.result, first.index, got, want)


def _called(exercise: Exercise, case: Case, first: Verdict | None) -> tuple[str, tuple[tuple[str, str], ...]]:
    """What was called, in a line, and the arrays that went in and came out."""
    arguments = case.arguments if exercise.takes_arguments else {}
    shapes = [f"{n} of shape {v.shape}" for n, v in arguments.items() if isinstance(v, np.ndarray) and v.ndim]
    on = f", {', '.join(shapes)}" if shapes else ""
    arrays = [(f"{name} =", show_value(value)) for name, value in arguments.items()]
    if first is not None and first.returned is not None:
        arrays += [("returned", show_value(first.returned)), ("expected", show_value(first.expected))]
    used = exercise.drive or exercise.prepare
    how = f"`{exercise.name}`, used" if used else f"`{exercise.name}({', '.join(arguments)})`"
    return f"{how} with {case.label}{on}", tuple(arrays)


def show_value(value: object) -> str:
    """A number, or an array with four digits, cut where it is large; anything else as Python writes it, cut."""
    if isinstance(value, (int, float, np.number)) or (isinstance(value, np.ndarray) and value.ndim == 0):
        return f"{float(value):.8g}"
    if not isinstance(value, np.ndarray):
        text = repr(value)
        return text if len(text) <= 300 else text[:300] + " ..."
    return np.array2string(np.asarray(value), precision=4, suppress_small=True, threshold=40, edgeitems=2)
