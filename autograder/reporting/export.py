"""Scores for a learning management system, from the gradebook: marks given by hand and late penalties are in."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from nbgrader.api import Assignment, Gradebook, Student, SubmittedAssignment


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


def rows(gradebook: Gradebook, lessons: Sequence[str]) -> tuple[list[Row], dict[str, float]]:
    """Every student of the gradebook, and the maximum by lesson."""
    database = gradebook.db
    found: dict[tuple[str, str], float] = {}
    fields = (SubmittedAssignment.student_id, Assignment.name, SubmittedAssignment.score)
    query = database.query(*fields, SubmittedAssignment.late_submission_penalty)
    for student, lesson, score, penalty in query.join(Assignment, Assignment.id == SubmittedAssignment.assignment_id):
        found[student, lesson] = max(0.0, (score or 0.0) - (penalty or 0.0))
    people = database.query(Student).order_by(Student.id)
    made = [
        Row(
            *(text or "" for text in (s.id, s.first_name, s.last_name, s.email, s.lms_user_id)),
            {lesson: found.get((s.id, lesson)) for lesson in lessons},
        )
        for s in people
    ]
    maxima = {a.name: a.max_score for a in database.query(Assignment) if a.name in lessons}
    return made, {lesson: float(maxima.get(lesson) or 0.0) for lesson in lessons}


def canvas(made: list[Row], maxima: dict[str, float]) -> str:
    """Canvas's gradebook import: five columns that name the student, a line of maxima, one column an assignment."""
    head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *maxima]
    top = ["    Points Possible", "", "", "", "", *map(_number, maxima.values())]
    return _csv([head, top, *([r.name, r.lms_id, r.student, r.student, "", *_points(r)] for r in made)])


def moodle(made: list[Row], maxima: dict[str, float]) -> str:
    """Moodle's grade import: mapped by user name, id number or e-mail; "-" leaves a grade as it is."""
    head = ["Username", "ID number", "First name", "Last name", "Email address", *maxima]
    lines = ([r.student, r.lms_id, r.first_name, r.last_name, r.email, *_points(r, "-")] for r in made)
    return _csv([head, *lines])


def plain(made: list[Row], maxima: dict[str, float]) -> str:
    """One line a student and lesson."""
    head = ["student", "first name", "last name", "email", "lesson", "points", "maximum"]
    lines = [
        [r.student, r.first_name, r.last_name, r.email, lesson, _number(r.points[lesson]), _number(most)]
        for r in made
        for lesson, most in maxima.items()
    ]
    return _csv([head, *lines])


FORMATS: dict[str, Callable[[list[Row], dict[str, float]], str]] = {"canvas": canvas, "moodle": moodle, "csv": plain}


def _points(row: Row, nothing: str = "") -> list[str]:
    return [nothing if points is None else _number(points) for points in row.points.values()]


def _number(value: float | None) -> str:
    return "" if value is None else repr(round(value, 4))


def _csv(lines: list[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(lines)
    return out.getvalue()
