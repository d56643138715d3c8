"""A class at a glance: how each exercise went, which mistakes were made, who is stuck, what needs a look."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..grading.keep.result import GRADED, Result
from ..grading.place.align import Placed
from ..grading.publish.publish import Made, unanswered
from ..grading.read.lesson import Lesson

_NAMED = re.compile(r"^\s+looks like\s+(?:\(\d\) )?(.+?)\.?$", re.MULTILINE)


@dataclass
class Exercise:
    """One exercise: how many got all, some, none of its points, and how many of these did not write anything."""

    name: str
    maximum: float
    full: int = 0
    part: int = 0
    none: int = 0
    unwritten: int = 0
    mistakes: Counter = field(default_factory=Counter)
    stuck: list[str] = field(default_factory=list)


@dataclass
class Overview:
    """Plain data: what the page, the table and the JSON are made from."""

    lesson: str
    maximum: float
    exercises: dict[str, Exercise]
    students: dict[str, dict] = field(default_factory=dict)
    look: dict[str, tuple[str, ...]] = field(default_factory=dict)


def overview(lesson: Lesson, graded: Iterable[Made]) -> Overview:
    """Count; one submission at a time, so memory does not grow with outputs."""
    most: dict[str, float] = defaultdict(float)
    for test in lesson.tests:
        most[lesson.exercise(test)] += test.points
    found = Overview(lesson.name, sum(most.values()), {name: Exercise(name, points) for name, points in most.items()})
    for result, placed in graded:
        _add(found, lesson, result, placed)
    return found


def _add(found: Overview, lesson: Lesson, result: Result, placed: Placed) -> None:
    blank = unanswered(lesson, placed)
    earned: dict[str, float] = defaultdict(float)
    named: dict[str, set[str]] = defaultdict(set)
    for test in lesson.tests:
        name, cell = lesson.exercise(test), result.cells[test.id]
        earned[name] += cell["points"]
        named[name] |= mistakes_in(cell)
    for name, exercise in found.exercises.items():
        kind = "full" if earned[name] >= exercise.maximum else "part" if earned[name] > 0 else "none"
        setattr(exercise, kind, getattr(exercise, kind) + 1)
        exercise.unwritten += name in blank
        exercise.mistakes.update(named[name])
    at = next((n for n, e in found.exercises.items() if earned[n] < e.maximum and n not in blank), None)
    if at is not None:
        found.exercises[at].stuck.append(result.student)
    found.students[result.student] = {"state": result.state, "points": result.points, "exercises": dict(earned)}
    if result.state != GRADED:
        found.look[result.student] = result.notes


def mistakes_in(cell: dict) -> set[str]:
    """The mistakes that a check's report names."""
    texts = [output["data"].get("text/plain", "") for output in cell.get("outputs", []) if "data" in output]
    return {name for text in texts for name in _NAMED.findall(text)}
