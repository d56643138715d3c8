"""A course with real lessons and results made by hand: what grading leaves, without running anything."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Mapping
from pathlib import Path

from autograder.grading.keep.folders import Places
from autograder.grading.keep.result import GRADED, Result, Results, Verdict
from autograder.grading.read.lesson import Cell, Lesson, read_lesson
from autograder.layout import Course
from tests.authoring.courses import ROOT

NAME = "01_concrete_backprop"
STATES = {0.0: "wrong", 1.0: "right"}
PICTURE = "iVBORw0KGgo="


def course(root: Path, *names: str) -> Places:
    """The lessons as they are built here, with our config, and nothing handed in."""
    (root / "autograder").mkdir(parents=True)
    shutil.copy(Course(ROOT).nbgrader_config, root / "autograder")
    for name in names or (NAME,):
        for part in ("solutions", "notebooks"):
            shutil.copytree(ROOT / part / name, root / part / name)
    return Places(Course(root))


def hand_in(places: Places, lesson: Lesson, student: str, answers: Mapping[str, str] | None = None) -> None:
    """The released notebook with these answers, by grade_id."""
    notebook = json.loads(places.course.student_notebook(lesson.name).read_bytes())
    for cell in notebook["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        cell["source"] = (answers or {}).get(name, cell["source"])
    path = places.folder(lesson.name, student) / f"{lesson.name}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook), encoding="utf-8")


def verdict(lesson: Lesson, test: Cell, share: float = 1.0, **changes: object) -> Verdict:
    """One test's, as the judge makes it: a hidden one's text is short."""
    name = lesson.exercise(test)
    fields = {
        "exercise": name,
        "points": share * test.points,
        "maximum": test.points,
        "hidden": test.is_hidden,
        "state": STATES.get(share, "part"),
        "mistakes": {},
        "first": None if share == 1 else {"result": "A2", "index": [0, 1], "returned": 0.25, "expected": 0.75},
        "error": None,
        "lent": (),
        "printed": "",
        "text": f"said of {name}: {share:g}",
        "html": f"<div>said of <code>{name}</code>: {share:g}</div>",
        "note": None,
        "test": "a digest",
    }
    return Verdict(**fields | changes)


def result(
    lesson: Lesson,
    student: str = "ada",
    shares: Mapping[str, float] | None = None,
    said: Mapping[str, Mapping] | None = None,
    **changes: object,
) -> Result:
    """All right but for ``shares`` (by exercise); ``said`` changes what the verdicts of an exercise say."""
    shares, said = shares or {}, said or {}
    names = {test.id: lesson.exercise(test) for test in lesson.tests}
    verdicts = {
        test.id: verdict(lesson, test, shares.get(names[test.id], 1.0), **said.get(names[test.id], {}))
        for test in lesson.tests
    }
    answers = [cell for cell in lesson.cells if cell.is_answer]
    fields = {
        "student": student,
        "lesson": lesson.name,
        "state": GRADED,
        "input": "a digest",
        "tests": lesson.digest,
        "level": "namespaces",
        "seconds": 0.25,
        "timestamp": None,
        "verdicts": verdicts,
        "cells": {cell.id: {"outputs": outputs(cell.id), "failed": False, "note": None} for cell in answers},
        "texts": {cell.id: cell.source for cell in answers},
        "extra": {"": ["first = 1"], answers[0].id: ["print(2)"]},
        "notes": (),
        "remarks": (),
        "maximum": lesson.maximum,
    }
    return Result(**fields | changes)


def outputs(word: str) -> list[dict]:
    """One of each kind."""
    shown = {"text/plain": f"a picture of {word}", "image/png": PICTURE}
    return [
        {"output_type": "stream", "name": "stdout", "text": f"printed by {word}\n"},
        {"output_type": "display_data", "data": shown, "metadata": {}},
        {"output_type": "execute_result", "data": {"text/plain": "17"}, "metadata": {}, "execution_count": None},
        {"output_type": "error", "ename": "ValueError", "evalue": "no", "traceback": ["\x1b[31mValueError\x1b[0m: no"]},
    ]


def keep(places: Places, lesson: Lesson, *results: Result) -> None:
    """Hand in, and write the result files."""
    for made in results:
        hand_in(places, lesson, made.student)
        Results(places.results).write(made)


def a_class(places: Places, students: int = 3) -> Lesson:
    """Lesson 01 with results: ``s0`` all right, ``s1`` half of sigmoid, ``s2`` no sigmoid."""
    lesson = read_lesson(places.course, NAME)
    keep(places, lesson, *(result(lesson, f"s{n}", {"sigmoid": 1 - n % 3 / 2}) for n in range(students)))
    return lesson


def tables(path: Path, *, ids: bool = True) -> dict[str, list[tuple]]:
    """Every table of a gradebook, in the order of its rows; without the ids where these are random."""
    with sqlite3.connect(path) as database:
        names = [row[0] for row in database.execute("select name from sqlite_master where type = 'table' order by 1")]
        return {name: _rows(database, name, ids) for name in names}


def _rows(database: sqlite3.Connection, name: str, ids: bool) -> list[tuple]:
    found = database.execute(f"select * from {name} order by rowid")
    kept = [n for n, about in enumerate(found.description) if ids or not _is_id(about[0])]
    return [tuple(row[n] for n in kept) for row in found]


def _is_id(column: str) -> bool:
    return column == "id" or (column.endswith("_id") and column not in ("course_id", "student_id"))
