"""What the contract suite knows of the lessons: everything by glob, so that a lesson is tested by existing."""

from __future__ import annotations

import ast
import contextlib
import io
from pathlib import Path

import nbformat

from course.lessons import declare

ROOT = Path(__file__).parents[2]
LESSON_FILES = sorted((ROOT / "solutions").glob("[0-9][0-9]_*.py"))
EXERCISES = [(slug, exercise) for slug in declare.slugs() for exercise in declare.exercises(slug).values()]
EXERCISE_IDS = [f"{slug}/{exercise.name}" for slug, exercise in EXERCISES]


def notebook(slug: str, kind: str = "solutions") -> nbformat.NotebookNode:
    """The built notebook of a lesson: the instructor's ("solutions") or the student's ("notebooks")."""
    [path] = (ROOT / kind).glob(f"[0-9][0-9]_{slug}/*.ipynb")
    return nbformat.read(path, as_version=4)


def graded_cells(slug: str) -> dict[str, nbformat.NotebookNode]:
    """The instructor's cells by grade_id."""
    cells = notebook(slug).cells
    return {cell.metadata.nbgrader.grade_id: cell for cell in cells if "nbgrader" in cell.metadata}


def test_cells(slug: str, exercise: str) -> list[nbformat.NotebookNode]:
    """The visible and the hidden test cell of an exercise."""
    cells = graded_cells(slug)
    return [cells[f"test_{exercise}"], cells[f"hidden_{exercise}"]]


test_cells.__test__ = False


def run_test_cell(source: str, namespace: dict) -> tuple[float, str]:
    """Run a test cell as a notebook would: value of its last expression, and what it showed."""
    tree = ast.parse(source)
    last = ast.Expression(tree.body.pop().value)
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown):
        exec(compile(tree, "<cell>", "exec"), namespace)
        value = eval(compile(last, "<cell>", "eval"), namespace)
    return value, shown.getvalue()


def with_answer(slug: str, name: str, function) -> dict:
    """A notebook in which everything is right but ``name``, which is ``function``."""
    return {**{e.name: e.reference for e in declare.exercises(slug).values()}, name: function}
