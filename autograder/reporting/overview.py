"""A class at a glance: how each exercise went, which mistakes were made, who is stuck, what needs a look."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..grading.keep.folders import shown
from ..grading.keep.result import GRADED, UNREADABLE, Result, Verdict
from ..grading.read.lesson import Cell, Lesson

NO_RESULT = "no result"
NOTHING = ("not written", "missing")


@dataclass
class Mistake:
    """A mistake of the bank: what it says, and how many made it."""

    says: str
    students: int = 0


@dataclass
class Exercise:
    """One exercise: how many got all, some, none of its points, and how many of these did not write anything.

    ``mistakes`` and ``errors`` count students, by the name of the mistake and by the kind of error.
    """

    name: str
    maximum: float
    full: int = 0
    part: int = 0
    none: int = 0
    unwritten: int = 0
    mistakes: dict[str, Mistake] = field(default_factory=dict)
    errors: dict[str, int] = field(default_factory=dict)
    stuck: list[str] = field(default_factory=list)


@dataclass
class Overview:
    """Plain data: what the page, the table and the JSON are made from."""

    lesson: str
    maximum: float
    exercises: dict[str, Exercise]
    students: dict[str, dict] = field(default_factory=dict)
    look: dict[str, dict] = field(default_factory=dict)


def overview(lesson: Lesson, results: Iterable[Result], handed_in: Iterable[str]) -> Overview:
    """Count; one submission at a time, so memory does not grow with outputs."""
    names = {test.id: lesson.exercise(test) for test in lesson.tests}
    most: dict[str, float] = defaultdict(float)
    for test in lesson.tests:
        most[names[test.id]] += test.points
    found = Overview(lesson.name, sum(most.values()), {name: Exercise(name, points) for name, points in most.items()})
    answers = {cell.grade_id: cell for cell in lesson.cells if cell.is_answer}
    for result in results:
        _add(found, names, answers, result)
    for student in map(shown, handed_in):
        if student not in found.students:
            found.look[student] = {
                "state": NO_RESULT,
                "why": ["run `python -m autograder grade` and read what it says"],
            }
    return found


def _add(found: Overview, names: dict[str, str], answers: dict[str, Cell], result: Result) -> None:
    by_exercise: dict[str, list[Verdict]] = defaultdict(list)
    for test, name in names.items():
        by_exercise[name].append(result.verdicts[test])
    student, earned, is_stuck = shown(result.student), {}, False
    for name, exercise in found.exercises.items():
        earned[name] = sum(verdict.points for verdict in by_exercise[name])
        written = result.state != UNREADABLE and not _is_unwritten(by_exercise[name], answers.get(name), result)
        exercise.unwritten += result.state != UNREADABLE and not written
        _count(exercise, by_exercise[name], earned[name])
        if written and not is_stuck and earned[name] < exercise.maximum:
            is_stuck = True
            exercise.stuck.append(student)
    found.students[student] = {"state": result.state, "points": result.points, "exercises": earned}
    if result.state != GRADED:
        found.look[student] = {"state": result.state, "why": list(result.notes)}


def _is_unwritten(verdicts: list[Verdict], answer: Cell | None, result: Result) -> bool:
    """Whether there is no answer; where there is one that does not run, a test finds none either."""
    if not any(verdict.state in NOTHING for verdict in verdicts):
        return False
    return answer is None or result.texts.get(answer.id, "").strip() in ("", answer.released.strip())


def _count(exercise: Exercise, verdicts: list[Verdict], earned: float) -> None:
    kind = "full" if earned >= exercise.maximum else "part" if earned > 0 else "none"
    setattr(exercise, kind, getattr(exercise, kind) + 1)
    for name, says in {n: says for verdict in verdicts for n, says in verdict.mistakes.items()}.items():
        exercise.mistakes.setdefault(name, Mistake(says)).students += 1
    for error in {verdict.error for verdict in verdicts if verdict.error}:
        exercise.errors[error] = exercise.errors.get(error, 0) + 1
