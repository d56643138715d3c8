"""Scores for a learning management system, from the gradebook: marks given by hand and late penalties are in."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from nbgrader.api import Assignment, Grade, Student, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import func
from sqlalchemy.orm import Session

from .sheet import as_csv, as_text


@dataclass(frozen=True)
class Row:
    """One student: who, and the points by lesson (None: nothing handed in)."""

    student: str
    first_name: str
    last_name: str
    email: str
    lms_id: str
    points: dict[str, float | None]

    @property
    def name(self) -> str:
        """As a list of names has it: "Last, First", or the id."""
        return ", ".join(part for part in (self.last_name, self.first_name) if part) or self.student


def rows(database: Session, lessons: Sequence[str]) -> tuple[list[Row], dict[str, float]]:
    """Every student of the gradebook, and the maximum by lesson."""
    by_sheet = database.query(SubmittedNotebook.assignment_id).group_by(SubmittedNotebook.assignment_id)
    earned = by_sheet.join(Grade, Grade.notebook_id == SubmittedNotebook.id).add_columns(func.sum(Grade.score))
    late = dict(by_sheet.add_columns(func.sum(SubmittedNotebook.late_submission_penalty)))
    scores = {sheet: max(0.0, (score or 0.0) - (late.get(sheet) or 0.0)) for sheet, score in earned}
    sheets = database.query(SubmittedAssignment.id, SubmittedAssignment.student_id, Assignment.name).join(Assignment)
    found = {(student, lesson): scores.get(sheet, 0.0) for sheet, student, lesson in sheets}
    made = [
        Row(
            *(text or "" for text in (s.id, s.first_name, s.last_name, s.email, s.lms_user_id)),
            {lesson: found.get((s.id, lesson)) for lesson in lessons},
        )
        for s in database.query(Student).order_by(Student.id)
    ]
    maxima = {a.name: a.max_score for a in database.query(Assignment) if a.name in lessons}
    return made, {lesson: float(maxima.get(lesson) or 0.0) for lesson in lessons}


def canvas(made: list[Row], maxima: dict[str, float]) -> str:
    """Canvas's gradebook import: five columns that name the student, a line of maxima, one column an assignment."""
    head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *maxima]
    top = ["    Points Possible", "", "", "", "", *map(_number, maxima.values())]
    return _csv([head, top, *(_line([r.name, r.lms_id, r.student, r.student, ""], r) for r in made)])


def moodle(made: list[Row], maxima: dict[str, float]) -> str:
    """Moodle's grade import: mapped by user name, id number or e-mail; "-" leaves a grade as it is."""
    head = ["Username", "ID number", "First name", "Last name", "Email address", *maxima]
    lines = (_line([r.student, r.lms_id, r.first_name, r.last_name, r.email], r, "-") for r in made)
    return _csv([head, *lines])


def plain(made: list[Row], maxima: dict[str, float]) -> str:
    """One line a student and lesson."""
    head = ["student", "first name", "last name", "email", "lesson", "points", "maximum"]
    lines = [
        [
            *map(as_text, (r.student, r.first_name, r.last_name, r.email)),
            lesson,
            _number(r.points[lesson]),
            _number(most),
        ]
        for r in made
        for lesson, most in maxima.items()
    ]
    return _csv([head, *lines])


FORMATS: dict[str, Callable[[list[Row], dict[str, float]], str]] = {"canvas": canvas, "moodle": moodle, "csv": plain}


def _line(about: list[str], row: Row, nothing: str = "") -> list[str]:
    """What is said of a student, and the points; ``nothing`` where nothing was handed in."""
    points = (nothing if points is None else _number(points) for points in row.points.values())
    return [*map(as_text, about), *points]


def _number(value: float | None) -> str:
    return "" if value is None else repr(round(value, 4))


def _csv(lines: list[list[str]]) -> str:
    return as_csv(lines, csv.QUOTE_ALL)
