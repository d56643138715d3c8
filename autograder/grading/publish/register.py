"""A lesson's cells in the gradebook: the rows that ``nbgrader generate_assignment`` writes, in one transaction."""

from __future__ import annotations

import json

import nbformat
from nbformat import NotebookNode
from nbgrader import api, utils
from nbgrader.converters import GenerateAssignment
from nbgrader.preprocessors import SaveCells
from sqlalchemy import Connection, delete, select
from traitlets.config import Config

from ...layout import Course
from ..keep.folders import GradebookError
from .rows import bring, rows

_KINDS = {"GradeCell": utils.is_grade, "SolutionCell": utils.is_solution, "TaskCell": utils.is_task}
_POINTS = ("GradeCell", "TaskCell")


def register(connection: Connection, course: Course, lesson: str, config: Config) -> None:
    """Insert what is missing (all, or what an older version left out when it was killed), update what differs.

    GradebookError if tests have come or gone, and there are submissions with the old ones.
    """
    made = _prepared(course, lesson, config)
    course_id = {"id": config.CourseDirectory.course_id}
    bring(connection, api.Course, ("id",), rows(connection, api.Course, ("id",), id=course_id.values()), [course_id])
    found = rows(connection, api.Assignment, ("name",), name=[lesson])
    wanted = {"name": lesson, "course_id": course_id["id"]}
    assignment = bring(connection, api.Assignment, ("name",), found, [wanted])[(lesson,)]
    key = ("name", "assignment_id")
    found = rows(connection, api.Notebook, key, assignment_id=[assignment], name=[lesson])
    wanted = {
        "name": lesson,
        "assignment_id": assignment,
        "kernelspec": json.dumps(made.metadata.get("kernelspec", {})),
    }
    notebook = bring(connection, api.Notebook, key, found, [wanted])[lesson, assignment]
    _bring_cells(connection, lesson, notebook, made)
    _bring_sources(connection, notebook, made)


def _prepared(course: Course, lesson: str, config: Config) -> NotebookNode:
    """The instructor's notebook after nbgrader's own steps, up to the one that saves its cells."""
    steps = GenerateAssignment(config=config).preprocessors
    found = nbformat.read(course.instructor_notebook(lesson), as_version=4)
    resources = {"nbgrader": {"notebook": lesson, "assignment": lesson, "db_url": config.CourseDirectory.db_url}}
    for step in steps[: steps.index(SaveCells)]:
        found, resources = step(config=config).preprocess(found, resources)
    return found


def _bring_cells(connection: Connection, lesson: str, notebook: str, made: NotebookNode) -> None:
    """Cells that have a grade, a comment, or both: each is a row of `base_cell` and one of its own kind's table."""
    wanted = {
        (cell.metadata.nbgrader["grade_id"], kind, notebook): cell
        for kind, belongs in _KINDS.items()
        for cell in made.cells
        if belongs(cell)
    }
    key = ("name", "type", "notebook_id")
    found = rows(connection, api.BaseCell, key, notebook_id=[notebook])
    gone = [place for place in found if place not in wanted]
    come = [place for place in wanted if place not in found and place[1] in _POINTS]
    if gone or come:
        _refuse_if_handed_in(connection, lesson, notebook, sorted({name for name, *_ in (*gone, *come)}))
    for place in gone:
        for model in (getattr(api, place[1]), api.BaseCell):
            connection.execute(delete(model.__table__).where(model.__table__.c.id == found[place]["id"]))
    ids = bring(connection, api.BaseCell, key, found, [dict(zip(key, place, strict=True)) for place in wanted])
    for kind in _KINDS:
        mine = [_of_its_kind(ids[place], kind, cell) for place, cell in wanted.items() if place[1] == kind]
        model = getattr(api, kind)
        bring(connection, model, ("id",), rows(connection, model, ("id",), id=[row["id"] for row in mine]), mine)


def _of_its_kind(number: str, kind: str, cell: NotebookNode) -> dict:
    if kind not in _POINTS:
        return {"id": number}
    return {"id": number, "max_score": float(cell.metadata.nbgrader["points"]), "cell_type": cell.cell_type}


def _refuse_if_handed_in(connection: Connection, lesson: str, notebook: str, names: list[str]) -> None:
    paper = api.SubmittedNotebook.__table__
    if connection.execute(select(paper.c.id).where(paper.c.notebook_id == notebook).limit(1)).first():
        raise GradebookError(
            f"the gradebook has other cells for {lesson} ({', '.join(names)} came or went), and submissions "
            f"with them; if those may go: nbgrader db assignment remove {lesson} --force"
        )


def _bring_sources(connection: Connection, notebook: str, made: NotebookNode) -> None:
    """The text of each cell that nbgrader knows. Nothing refers to these rows, so they are written anew, in order."""
    belong = (*_KINDS.values(), utils.is_locked)
    wanted = [_source(cell, notebook) for cell in made.cells if any(belongs(cell) for belongs in belong)]
    key, table = ("name", "notebook_id"), api.SourceCell.__table__
    found = rows(connection, api.SourceCell, key, notebook_id=[notebook]).values()
    if [{name: value for name, value in row.items() if name != "id"} for row in found] != wanted:
        connection.execute(delete(table).where(table.c.notebook_id == notebook))
        bring(connection, api.SourceCell, key, {}, wanted)


def _source(cell: NotebookNode, notebook: str) -> dict:
    return {
        "name": cell.metadata.nbgrader["grade_id"],
        "cell_type": cell.cell_type,
        "locked": utils.is_locked(cell),
        "source": cell.source,
        "checksum": cell.metadata.nbgrader.get("checksum"),
        "notebook_id": notebook,
    }
