"""Results into nbgrader's gradebook: one writer, large transactions, and what a person gave is never touched."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

import nbformat
from nbgrader import api
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import GenerateAssignment
from nbgrader.preprocessors import SaveCells
from sqlalchemy import Connection, select
from sqlalchemy.exc import OperationalError
from traitlets.config import Config

from ...authoring.student import nbgrader_config
from ...layout import Course
from ..keep.folders import GradebookError
from ..read.lesson import Cell, Lesson

_AT_ONCE = 100
_PATIENCE = 30.0


@dataclass(frozen=True)
class Entry:
    """What the gradebook is to hold of one submission: by grade_id the points (None: a person gives them)."""

    student: str
    timestamp: str | None
    points: dict[str, float | None]
    unanswered: frozenset[str]
    look: bool = False


def write(course: Course, lesson: Lesson, entries: Iterable[Entry]) -> int:
    """Bring the gradebook up to date for ``entries``; how many there were."""
    config = nbgrader_config(course.nbgrader_config)
    url, course_id = config.CourseDirectory.db_url, config.CourseDirectory.course_id
    try:
        with Gradebook(url, course_id) as gradebook:
            _register(course, lesson, gradebook, config)
            return sum(_patiently(gradebook, lesson, batch) for batch in _batches(entries))
    except OperationalError as error:
        raise GradebookError(f"{url}: {error.orig}") from None


@dataclass(frozen=True)
class Given:
    """What the gradebook says of one cell of one submission: the score that counts, and the comment."""

    score: float
    waits: bool
    comment: str | None


def read_given(course: Course, lesson: Lesson) -> dict[str, dict[str, Given]]:
    """By student and grade_id, what the gradebook holds, marks and comments given by hand included."""
    config = nbgrader_config(course.nbgrader_config)
    with Gradebook(config.CourseDirectory.db_url, config.CourseDirectory.course_id) as gradebook:
        cell, paper, sheet = api.BaseCell.__table__, api.SubmittedNotebook.__table__, api.SubmittedAssignment.__table__
        of_lesson = [api.Assignment.name == lesson.name, sheet.c.assignment_id == api.Assignment.id]
        found: dict[str, dict[str, Given]] = {}
        with gradebook.engine.connect() as connection:
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


def late_penalties(course: Course, lesson: str, *, keep: bool = False) -> list[tuple[str, float, float]]:
    """Who was late: hours, and points it costs by the policy of ``nbgrader_config.py``; ``keep`` writes them."""
    from ...reporting.late import LatePolicy

    config = nbgrader_config(course.nbgrader_config)
    policy = LatePolicy(config=config)
    late = []
    with Gradebook(config.CourseDirectory.db_url, config.CourseDirectory.course_id) as gradebook:
        for submission in gradebook.assignment_submissions(lesson):
            seconds = submission.total_seconds_late
            for paper in submission.notebooks:
                off = policy.late_submission_penalty(submission.student_id, paper.score, seconds) if seconds else None
                if keep and paper.late_submission_penalty != off:
                    paper.late_submission_penalty = off
                if seconds:
                    late.append((submission.student_id, seconds / 3600, off or 0.0))
        gradebook.db.commit()
    return late


def _batches(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    entries = iter(entries)
    while batch := list(islice(entries, _AT_ONCE)):
        yield batch


def _patiently(gradebook: Gradebook, lesson: Lesson, batch: list[Entry]) -> int:
    """One transaction; tried again for a while if another program has the database."""
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            with gradebook.engine.begin() as connection:
                _Writer(connection, lesson).write(batch)
            return len(batch)
        except OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > end:
                raise
            time.sleep(0.2)


def _register(course: Course, lesson: Lesson, gradebook: Gradebook, config: Config) -> None:
    """The assignment with its cells, as ``nbgrader generate_assignment`` would have written it."""
    wanted = {cell.grade_id: cell.points for cell in lesson.cells if cell.is_test or cell in lesson.by_hand}
    try:
        notebook = gradebook.find_notebook(lesson.name, lesson.name)
        if {cell.name: cell.max_score for cell in (*notebook.grade_cells, *notebook.task_cells)} == wanted:
            return
    except MissingEntry:
        gradebook.update_or_create_assignment(lesson.name)
    gradebook.db.commit()
    resources = {"nbgrader": {"notebook": lesson.name, "assignment": lesson.name, "db_url": str(gradebook.engine.url)}}
    found = nbformat.read(course.instructor_notebook(lesson.name), as_version=4)
    steps = GenerateAssignment(config=config).preprocessors
    try:
        for step in steps[: steps.index(SaveCells) + 1]:
            found, resources = step(config=config).preprocess(found, resources)
    except RuntimeError as error:
        raise GradebookError(
            f"the gradebook has other cells for {lesson.name}, and submissions with them ({error}); "
            f"if those may go: nbgrader db assignment remove {lesson.name} --force"
        ) from None
    gradebook.db.expire_all()


class _Writer:
    """Rows of one lesson, within one transaction. Ids are made from names, so the same run gives the same rows."""

    def __init__(self, connection: Connection, lesson: Lesson) -> None:
        self.connection, self.lesson = connection, lesson
        notebook = api.Notebook.__table__
        assignment = api.Assignment.__table__
        self.assignment = connection.scalar(select(assignment.c.id).where(assignment.c.name == lesson.name))
        belongs = notebook.c.assignment_id == self.assignment
        self.notebook = connection.scalar(select(notebook.c.id).where(belongs, notebook.c.name == lesson.name))
        base = api.BaseCell.__table__
        rows = connection.execute(
            select(base.c.name, base.c.type, base.c.id).where(base.c.notebook_id == self.notebook)
        )
        self.cells = {(name, kind): cell for name, kind, cell in rows}

    def write(self, batch: list[Entry]) -> None:
        """Insert what is missing, update what differs."""
        for entry in batch:
            self._upsert(api.Student, {"id": entry.student}, {})
            found = None if entry.timestamp is None else datetime.fromisoformat(entry.timestamp)
            key = {"assignment_id": self.assignment, "student_id": entry.student}
            submission = self._upsert(api.SubmittedAssignment, key, {"timestamp": found})
            key = {"notebook_id": self.notebook, "assignment_id": submission}
            paper = self._upsert(api.SubmittedNotebook, key, {})
            for cell in self.lesson.cells:
                self._cell(cell, paper, entry)

    def _cell(self, cell: Cell, paper: str, entry: Entry) -> None:
        graded = self.cells.get((cell.grade_id, "GradeCell")) or self.cells.get((cell.grade_id, "TaskCell"))
        if graded and (cell.is_test or cell.points):
            self._grade(graded, paper, entry.points.get(cell.grade_id), entry.look)
        commented = self.cells.get((cell.grade_id, "SolutionCell")) or self.cells.get((cell.grade_id, "TaskCell"))
        if commented and (cell.is_answer or cell.role == "task"):
            said = "No response." if cell.grade_id in entry.unanswered else None
            self._upsert(api.Comment, {"cell_id": commented, "notebook_id": paper}, {"auto_comment": said})

    def _grade(self, cell: str, paper: str, points: float | None, look: bool) -> None:
        """The automatic score. One a person gave stays and counts; a new automatic one calls them back."""
        table = api.Grade.__table__
        here = (table.c.cell_id == cell, table.c.notebook_id == paper)
        found = self.connection.execute(select(table).where(*here)).mappings().first()
        by_hand = found is not None and found["manual_score"] is not None
        changed = found is None or found["auto_score"] != points
        waits = (changed or found["needs_manual_grade"]) if by_hand else (points is None or look)
        self._upsert(
            api.Grade, {"cell_id": cell, "notebook_id": paper}, {"auto_score": points, "needs_manual_grade": waits}
        )

    def _upsert(self, model: type, key: dict, values: dict) -> str:
        table = model.__table__
        here = [table.c[name] == value for name, value in key.items()]
        found = self.connection.execute(select(table).where(*here)).mappings().first()
        if found is None:
            name = "/".join([table.name, *key.values()])
            row = {"id": uuid.uuid5(uuid.NAMESPACE_URL, name).hex} | key | values
            self.connection.execute(table.insert().values(row))
            return row["id"]
        if any(found[name] != value for name, value in values.items()):
            self.connection.execute(table.update().where(*here).values(values))
        return found["id"]
