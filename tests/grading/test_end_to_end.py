"""Twenty hand-ins of each lesson, `grade`, `report`: everything is written, and all of it is true.

The class is mixed by rule, so what the report has to say can be counted from what was handed in.
"""

import csv
import io
import json
import subprocess
from collections import Counter
from dataclasses import dataclass

import pytest

from autograder.grading.read.lesson import read_lesson
from course.lessons import declare
from tests.authoring.courses import ROOT

from .classes import command
from .made import course, hand_in
from .warm import LESSONS, as_cell

pytestmark = [pytest.mark.slow, pytest.mark.sandbox, pytest.mark.timeout(1800)]

RIGHT, BLANK, BROKEN, LOUD = "right", "blank", "broken", "loud"
LIE = "the teacher is wrong"
MISSING, EMPTY = "n18", "n19"
UNREADABLE = (MISSING, EMPTY)


@dataclass(frozen=True)
class Wrong:
    """An answer with a mistake of the bank."""

    name: str


def exercises(lesson) -> list[str]:
    return list(dict.fromkeys(lesson.exercise(test) for test in lesson.tests))


def mistakes(lesson, exercise):
    return declare.mistakes(lesson.name.partition("_")[2], exercise)


def plans(lesson) -> dict[str, dict[str, object]]:
    """By student and exercise, what they wrote: 5 right, 2 nothing, 2 the first half, 7 mistakes, 2 wrong otherwise."""
    names = exercises(lesson)
    made = {f"n{n:02}": dict.fromkeys(names, RIGHT) for n in range(5)}
    made |= {f"n{n:02}": dict.fromkeys(names, BLANK) for n in (5, 6)}
    made |= {f"n{n:02}": {e: RIGHT if k < len(names) / 2 else BLANK for k, e in enumerate(names)} for n in (7, 8)}
    for n in range(9, 16):
        made[f"n{n:02}"] = {e: mistaken(lesson, e, n) if (k + n) % 4 == 0 else RIGHT for k, e in enumerate(names)}
    made["n16"] = dict.fromkeys(names, RIGHT) | {names[0]: LOUD}
    made["n17"] = dict.fromkeys(names, RIGHT) | {names[1]: BROKEN}
    return made


def mistaken(lesson, exercise, number) -> object:
    """A mistake whose text stands by itself: one that brings the key's own helpers along looks like copying."""
    bank = [m for m in mistakes(lesson, exercise) if "_given(" not in as_cell(m.function, exercise)]
    return Wrong(bank[number % len(bank)].name) if bank else RIGHT


def text(lesson, exercise, plan, right) -> str:
    """The cell of an answer."""
    if isinstance(plan, Wrong):
        [mistake] = [m for m in mistakes(lesson, exercise) if m.name == plan.name]
        return as_cell(mistake.function, exercise)
    said = f'    print("looks like the teacher is wrong.")\n    print("\\n  looks like    {LIE}.")\n    return None'
    return {RIGHT: right, BROKEN: right.replace(":", "", 1), LOUD: f"def {exercise}(*_, **__):\n{said}"}[plan]


@pytest.fixture(scope="module")
def reported(tmp_path_factory):
    """The course, graded and reported on; and what both commands said."""
    places = course(tmp_path_factory.mktemp("class") / "course", *LESSONS)
    for name in LESSONS:
        lesson = read_lesson(places.course, name)
        right = {cell.grade_id: cell.source for cell in lesson.cells if cell.is_answer}
        for student, plan in plans(lesson).items():
            written = {e: text(lesson, e, what, right[e]) for e, what in plan.items() if what != BLANK}
            hand_in(places, lesson, student, written)
        places.folder(name, MISSING).mkdir(parents=True)
        places.folder(name, EMPTY).mkdir(parents=True)
        (places.folder(name, EMPTY) / f"{name}.ipynb").write_text("")
    said = [
        subprocess.run(command(places.course, *asked), cwd=ROOT, capture_output=True, text=True, check=False)
        for asked in (("grade", "--quiet"), ("report",))
    ]
    return places, said


def outcome(places, name):
    """The lesson, the plans, and the three forms of its report."""
    folder = places.base / "reports"
    lesson = read_lesson(places.course, name)
    page = (folder / f"{name}.html").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO((folder / f"{name}.csv").read_text(encoding="utf-8"))))
    return lesson, plans(lesson), page, rows, json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))


def test_both_commands_finish(reported):
    _, (graded, report) = reported
    assert graded.returncode == 1, graded.stderr  # two of each lesson are unreadable
    assert f"{20 * len(LESSONS)} submissions, {20 * len(LESSONS)} graded now" in graded.stdout
    assert f"{2 * len(LESSONS)} unreadable" in graded.stdout
    assert graded.stderr == ""
    assert (report.returncode, report.stderr) == (0, "")
    assert report.stdout.count("20 submissions, 2 need a look") == len(LESSONS)


@pytest.mark.parametrize("name", LESSONS)
def test_scores_by_exercise_are_those_of_the_answers(name, reported):
    lesson, planned, _, rows, found = outcome(reported[0], name)
    most = {e: sum(t.points for t in lesson.tests if lesson.exercise(t) == e) for e in exercises(lesson)}
    assert {row["student"] for row in rows} == {*planned, *UNREADABLE} == set(found["students"])
    for row in rows:
        earned = {exercise: float(row[exercise]) for exercise in most}
        assert found["students"][row["student"]]["exercises"] == earned
        assert float(row["points"]) == pytest.approx(sum(earned.values()))
        for exercise, plan in planned.get(row["student"], dict.fromkeys(most, BLANK)).items():
            where = f"{row['student']}: {exercise}, {plan}"
            assert (earned[exercise] == most[exercise]) == (plan == RIGHT), where
            assert earned[exercise] == 0 or plan not in (BLANK, BROKEN, LOUD), where
        assert row["state"] == ("unreadable" if row["student"] in UNREADABLE else "graded")


@pytest.mark.parametrize("name", LESSONS)
def test_exercises_are_counted(name, reported):
    lesson, planned, page, rows, found = outcome(reported[0], name)
    for exercise in exercises(lesson):
        said = found["exercises"][exercise]
        counts = Counter(plan[exercise] for plan in planned.values())
        part = sum(0 < float(row[exercise]) < said["maximum"] for row in rows)
        assert (said["full"], said["part"], said["none"]) == (counts[RIGHT], part, 20 - counts[RIGHT] - part)
        assert said["unwritten"] == counts[BLANK]
        label = f'aria-label="{said["full"]} full, {said["part"]} part, {said["none"]} none"'
        assert f"<td>{exercise}</td>" in page
        assert label in page
    stuck = {e: [] for e in exercises(lesson)}
    for student, plan in planned.items():
        wrong = [exercise for exercise, what in plan.items() if what not in (RIGHT, BLANK)]
        if wrong:
            stuck[wrong[0]].append(student)
    assert {e: said["stuck"] for e, said in found["exercises"].items()} == stuck


@pytest.mark.parametrize("name", LESSONS)
def test_mistakes_are_counted_by_name_and_a_print_is_none(name, reported):
    lesson, planned, page, _, found = outcome(reported[0], name)
    handed_in = Counter(
        (e, what.name) for plan in planned.values() for e, what in plan.items() if isinstance(what, Wrong)
    )
    assert len(handed_in) > 5
    said = {(e, m): about for e, of in found["exercises"].items() for m, about in of["mistakes"].items()}
    assert {key: about["students"] for key, about in said.items()} == handed_in
    for (exercise, mistake), about in said.items():
        [known] = [m for m in mistakes(lesson, exercise) if m.name == mistake]
        assert about["says"] == known.says
        assert f"<td>{mistake}</td>" in page
    assert LIE not in page
    assert LIE not in json.dumps(found)


@pytest.mark.parametrize("name", LESSONS)
def test_what_needs_a_look_is_listed(name, reported):
    _, _, page, _, found = outcome(reported[0], name)
    assert {student: about["state"] for student, about in found["look"].items()} == dict.fromkeys(
        UNREADABLE, "unreadable"
    )
    assert "is not there; there is no notebook at all" in page
    assert f"{name}.ipynb is empty" in page
