"""Results into nbgrader's gradebook: one writer, large transactions, and what a person gave is never touched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from nbgrader import api
from sqlalchemy import Connection, select

from ...layout import Course
from ..read.lesson import Cell, Lesson
from .entry import Entry
from .open_gradebook import gradebook
from .register import register
from .rows import bring, rows

_AT_ONCE = 100


def write(course: Course, lesson: Lesson, entries: Iterable[Entry]) -> None:
    """Bring the gradebook up to date for ``entries``. Stopped at any point, the next call does the rest."""
    with gradebook(course) as (engine, config):
        with engine.begin() as connection:
            register(connection, course, lesson.name, config)
        for batch in _batches(entries):
            with engine.begin() as connection:
                _Writer(connection, lesson).write(batch)


@dataclass(frozen=True)
class Given:
    """What the gradebook says of one cell of one submission: the score that counts, and the comment."""

    score: float
    waits: bool
    comment: str | None


def read_given(course: Course, lesson: Lesson) -> dict[str, dict[str, Given]]:
    """By student and grade_id, what the gradebook holds, marks and comments given by hand included."""
    cell, paper, sheet = api.BaseCell.__table__, api.SubmittedNotebook.__table__, api.SubmittedAssignment.__table__
    of_lesson = [api.Assignment.name == lesson.name, sheet.c.assignment_id == api.Assignment.id]
    found: dict[str, dict[str, Given]] = {}
    with gradebook(course) as (engine, _), engine.connect() as connection:
        grades = select(sheet.c.student_id, cell.c.name, api.Grade.score, api.Grade.needs_manual_grade)
        joined = [cell.c.id == api.Grade.cell_id, paper.c.id == api.Grade.notebook_id]
        for student, name, score, waits in connection.execute(
            grades.where(*of_lesson, *joined, paper.c.assignment_id == sheet.c.id)
        ):
            found.setdefault(student, {})[name] = Given(score, waits, None)
        comments = select(sheet.c.student_id, cell.c.name, api.Comment.comment)
        joined = [cell.c.id == api.Comment.cell_id, paper.c.id == api.Comment.notebook_id]
        for student, name, comment in connection.execute(
            comments.where(*of_lesson, *joined, paper.c.assignment_id == sheet.c.id)
        ):
            before = found.setdefault(student, {}).get(name, Given(0.0, False, None))
            found[student][name] = Given(before.score, before.waits, comment)
    return found


def _batches(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    entries = iter(entries)
    while batch := list(islice(entries, _AT_ONCE)):
        yield batch


class _Writer:
    """Rows of one lesson, within one transaction. Ids are made from names, so the same run gives the same rows."""

    def __init__(self, connection: Connection, lesson: Lesson) -> None:
        self.connection, self.lesson = connection, lesson
        [(_, self.assignment)] = rows(connection, api.Assignment, ("name", "id"), name=[lesson.name])
        key = ("name", "assignment_id", "id")
        found = rows(connection, api.Notebook, key, name=[lesson.name], assignment_id=[self.assignment])
        [(_, _, self.notebook)] = found
        found = rows(connection, api.BaseCell, ("name", "type"), notebook_id=[self.notebook])
        self.cells = {place: row["id"] for place, row in found.items()}

    def write(self, batch: list[Entry]) -> None:
        """Insert what is missing, update what differs."""
        papers = self._papers(batch)
        key = ("cell_id", "notebook_id")
        among = {"cell_id": self.cells.values(), "notebook_id": papers.values()}
        found = rows(self.connection, api.Grade, key, **among)
        graded = [(self._graded(cell), cell) for cell in self.lesson.cells if cell.is_test or cell.points]
        wanted = [
            _grade(found, number, papers[entry.student], entry.points.get(cell.grade_id), entry.look)
            for entry in batch
            for number, cell in graded
        ]
        bring(self.connection, api.Grade, key, found, wanted)
        commented = [
            (self._commented(cell), cell) for cell in self.lesson.cells if cell.is_answer or cell.role == "task"
        ]
        wanted = [
            {"cell_id": number, "notebook_id": papers[entry.student]}
            | {"auto_comment": "No response." if cell.grade_id in entry.unanswered else None}
            for entry in batch
            for number, cell in commented
        ]
        bring(self.connection, api.Comment, key, rows(self.connection, api.Comment, key, **among), wanted)

    def _papers(self, batch: list[Entry]) -> dict[str, str]:
        """By student the id of what they handed in."""
        students = [entry.student for entry in batch]
        self._bring(api.Student, ("id",), [{"id": student} for student in students], id=students)
        key = ("assignment_id", "student_id")
        wanted = [
            {"assignment_id": self.assignment, "student_id": entry.student, "timestamp": entry.timestamp}
            for entry in batch
        ]
        sheets = self._bring(api.SubmittedAssignment, key, wanted, assignment_id=[self.assignment], student_id=students)
        key = ("notebook_id", "assignment_id")
        wanted = [{"notebook_id": self.notebook, "assignment_id": sheet} for sheet in sheets.values()]
        papers = self._bring(
            api.SubmittedNotebook, key, wanted, notebook_id=[self.notebook], assignment_id=sheets.values()
        )
        return {student: papers[self.notebook, sheets[self.assignment, student]] for student in students}

    def _bring(self, model: type, key: tuple[str, ...], wanted: list[dict], **among: Iterable) -> dict[tuple, str]:
        return bring(self.connection, model, key, rows(self.connection, model, key, **among), wanted)

    def _graded(self, cell: Cell) -> str:
        return self.cells.get((cell.grade_id, "GradeCell")) or self.cells[cell.grade_id, "TaskCell"]

    def _commented(self, cell: Cell) -> str:
        return self.cells.get((cell.grade_id, "SolutionCell")) or self.cells[cell.grade_id, "TaskCell"]


def _grade(found: dict, cell: str, paper: str, points: float | None, look: bool) -> dict:
    """The automatic score. One a person gave stays and counts; a new automatic one calls them back."""
    before = found.get((cell, paper))
    by_hand = before is not None and before["manual_score"] is not None
    changed = before is None or before["auto_score"] != points
    waits = (changed or before["needs_manual_grade"]) if by_hand else (points is None or look)
    return {"cell_id": cell, "notebook_id": paper, "auto_score": points, "needs_manual_grade": waits}
