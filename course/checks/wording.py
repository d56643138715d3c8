"""Turn a verdict into what the student reads: what was called, what is wrong, its name, a question, the points."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ..lessons.declare import Exercise
from .diagnose import Suspects
from .judge import Verdict
from .read import describe
from .report import Heat, Report
from .trail import first_wrong_line


def missing(exercise: Exercise, found: object, points: float) -> Report:
    """There is no function to call."""
    name = exercise.name
    kind, start = (
        ("class", f"class {name}") if isinstance(exercise.reference, type) else ("function", f"def {name}(...)")
    )
    what = f"there is no {kind} of that name yet." if found is None else f"it is {describe(found)} and not a {kind}."
    todo = f"run the cell above that starts with `{start}`, then this one. After a restart run all cells again."
    return Report(name, False, what, (("do next", todo),), 0.0, float(points))


def not_written(exercise: Exercise, points: float) -> Report:
    """The stub is still there."""
    todo = "write it in the cell above, in place of `raise NotImplementedError`; run that cell, then this one."
    return Report(exercise.name, False, "not written yet.", (("do next", todo),), 0.0, float(points))


def carried_on(exercise: Exercise, first: Verdict, points: float) -> Report:
    """Right in itself: what is wrong lies in another exercise that it calls."""
    remark = f"it calls a function of yours that is not right yet: {first.fault} Mend that one next."
    return Report(exercise.name, True, "right.", (("but", remark),), float(points), float(points))


def not_right(
    exercise: Exercise, function: Callable, first: Verdict, suspects: Suspects, earned: float, points: float
) -> Report:
    """Wrong: the first wrong value in full, then the mistake's name and a question where it is known."""
    lines = [*_trail(exercise, function, first), *_named(suspects)]
    if first.outcome.printed:
        lines.append(("it printed", first.outcome.printed.strip()[:300]))
    heat = None if first.returned is None else Heat(first.returned, first.expected)
    called, arrays = _called(exercise, first)
    return Report(exercise.name, False, first.fault, tuple(lines), float(earned), float(points), called, arrays, heat)


def _called(exercise: Exercise, first: Verdict) -> tuple[str, tuple[tuple[str, str], ...]]:
    """What was called, in a line, and the arrays that went in and came out."""
    arguments = exercise.given(first.case.arguments)
    shapes = [f"{n} of shape {v.shape}" for n, v in arguments.items() if isinstance(v, np.ndarray) and v.ndim]
    on = f", {', '.join(shapes)}" if shapes else ""
    arrays = [(f"{name} =", show_value(value)) for name, value in arguments.items()]
    if first.returned is not None:
        arrays += [("returned", show_value(first.returned)), ("expected", show_value(first.expected))]
    how = f"`{exercise.name}`, used" if exercise.drive else f"`{exercise.name}({', '.join(arguments)})`"
    return f"{how} with {first.case.label}{on}", tuple(arrays)


def _trail(exercise: Exercise, function: Callable, first: Verdict) -> list[tuple[str, str]]:
    found = first_wrong_line(function, first) if len(exercise.returns) > 1 else None
    return [("first wrong", found)] if found else []


def _named(suspects: Suspects) -> list[tuple[str, str]]:
    both = len(suspects) > 1
    lines = []
    for number, mistake in enumerate(suspects, 1):
        lines += [("looks like", f"{f'({number}) ' if both else ''}{mistake.says}."), ("ask yourself", mistake.asks)]
    return lines


def show_value(value: object) -> str:
    """A number, or an array with four digits, cut where it is large; anything else as Python writes it, cut."""
    if isinstance(value, (int, float, np.number)) or (isinstance(value, np.ndarray) and value.ndim == 0):
        return f"{float(value):.8g}"
    if not isinstance(value, np.ndarray):
        text = repr(value)
        return text if len(text) <= 300 else text[:300] + " ..."
    return np.array2string(np.asarray(value), precision=4, suppress_small=True, threshold=40, edgeitems=2)
