"""A small class that has handed in a small lesson, and the grading command on it, as a process of its own."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from autograder.grading.keep.folders import Places
from autograder.layout import Course
from tests.attacks.target import LESSON, NAME, POINTS, Attack, hand_in, solved, write_package
from tests.authoring.courses import ROOT, new_course, run

MAXIMUM = sum(points for tests in POINTS.values() for points in tests.values())


def new_class(root: Path, students: int) -> Places:
    """``s0`` to ``s<students - 1>``; every third has one exercise wrong."""
    course = new_course(root, **{f"L{NAME}": LESSON})
    write_package(course)
    assert run(course, "build") == 0
    places = Places(course)
    for number in range(students):
        hand_in_one(places, f"s{number}", wrong=number % 3 == 2)
    return places


def hand_in_one(places: Places, student: str, *, wrong: bool) -> None:
    notebooks = (places.course.student_notebook(NAME), places.course.instructor_notebook(NAME))
    honest = solved(*(json.loads(path.read_bytes()) for path in notebooks))
    cell = "def double(x):\n    return 3 * x" if wrong else ""
    hand_in(Attack(student, cell), honest, places.folder(NAME, student))


def command(course: Course, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "autograder", "--root", str(course.root), *arguments]


def grade(places: Places, *arguments: str) -> subprocess.CompletedProcess:
    asked = command(places.course, "grade", "--quiet", *arguments)
    return subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)


def grade_and_kill(places: Places, after: float, how: signal.Signals = signal.SIGKILL) -> int:
    """Start grading, kill it ``after`` seconds; its exit code."""
    asked = command(places.course, "grade", "--quiet")
    process = subprocess.Popen(asked, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(after)
    process.send_signal(how)
    return process.wait(60)


def gradebook(places: Places) -> list[list[tuple]]:
    """All that grading writes, by names; and a second row for anything would show."""
    comments = """select sa.student_id, bc.name, c.auto_comment, c.manual_comment from comment c
        join base_cell bc on bc.id = c.cell_id join submitted_notebook sn on sn.id = c.notebook_id
        join submitted_assignment sa on sa.id = sn.assignment_id order by 1, 2"""
    papers = """select sa.student_id, sa.timestamp, sn.late_submission_penalty from submitted_notebook sn
        join submitted_assignment sa on sa.id = sn.assignment_id order by 1"""
    with sqlite3.connect(places.gradebook) as database:
        return [scores(places), *(list(database.execute(asked)) for asked in (comments, papers))]


def scores(places: Places) -> list[tuple]:
    asked = """select sa.student_id, bc.name, g.auto_score, g.manual_score, g.needs_manual_grade from grade g
        join base_cell bc on bc.id = g.cell_id join submitted_notebook sn on sn.id = g.notebook_id
        join submitted_assignment sa on sa.id = sn.assignment_id order by 1, 2"""
    with sqlite3.connect(places.gradebook) as database:
        return list(database.execute(asked))


def points(places: Places, student: str) -> float:
    return sum(row[2] or 0 for row in scores(places) if row[0] == student)
