"""Honest submissions earn the same, cell by cell, from stock nbgrader without our config as from our grading."""

import json
import shutil
import subprocess
import sys

import pytest

from autograder.layout import Course
from course.lessons import declare
from tests.authoring.courses import ROOT, new_course, run

from .stock import cells, environment, nbgrader, scores, without_ours
from .warm import as_cell

pytestmark = [pytest.mark.slow, pytest.mark.sandbox]
LESSONS = ["01_concrete_backprop", "04_oop_optimizer"]


def bank(name: str) -> dict[str, list[str]]:
    """By exercise the text of each of its mistakes."""
    slug = name.partition("_")[2]
    return {e: [as_cell(m.function, e) for m in declare.mistakes(slug, e)] for e in declare.exercises(slug)}


def submit(course: Course, name: str, student: str, answers: dict[str, str]) -> None:
    """The released notebook with these answers, by grade_id."""
    notebook = json.loads(course.student_notebook(name).read_bytes())
    for cell in notebook["cells"]:
        cell["source"] = answers.get(cell["metadata"].get("nbgrader", {}).get("grade_id"), cell["source"])
    path = course.root / "autograder" / "submitted" / student / name / f"{name}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(notebook), encoding="utf-8")


def a_course(home, name: str) -> Course:
    """The lesson, built, and handed in by two students: both have half of the exercises wrong, each in another way."""
    course = new_course(home / "course")
    shutil.copy(Course(ROOT).solutions / f"{name}.py", course.solutions)
    (course.solutions / "01_small.py").unlink()
    assert run(course, "build") == 0
    graded = {c["metadata"].get("nbgrader", {}).get("grade_id"): c for c in cells(course.instructor_notebook(name))}
    for number, student in enumerate(("odd", "even")):
        answers = {e: "".join(graded[e]["source"]) for e in declare.exercises(name.partition("_")[2])}
        for k, (exercise, mistakes) in enumerate(bank(name).items()):
            if mistakes and k % 2 == number:
                answers[exercise] = mistakes[k % len(mistakes)]
        submit(course, name, student, answers)
    return course


@pytest.mark.parametrize("name", LESSONS)
def test_every_cell_earns_the_same(tmp_path, name):
    ours, stock = a_course(tmp_path / "ours", name), a_course(tmp_path / "stock", name)
    asked = [sys.executable, "-m", "autograder", "--root", str(ours.root), "grade", "--quiet"]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    # Some are reported: a mistake of the bank brings what it needs of the key along as text.
    assert "2 submissions, 2 graded now" in done.stdout, done.stdout + done.stderr

    without_ours(stock)
    env = environment(stock, tmp_path)
    nbgrader(stock, env, "generate_assignment", name)
    nbgrader(stock, env, "autograde", name)
    for student in ("odd", "even"):
        theirs = scores(stock, name, student)
        assert scores(ours, name, student) == theirs
        earned, most = (sum(part) for part in zip(*theirs.values(), strict=True))
        assert 0.3 * most < earned < 0.9 * most
