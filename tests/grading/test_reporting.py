"""Report, export, late policy, release, doctor: on classes whose results were made by hand, for the real lessons."""

import csv
import io
import json
import sqlite3
import zipfile
from dataclasses import replace

import pytest

from autograder.grading.keep.result import ERROR, LOOK, UNREADABLE
from autograder.grading.publish.publish import publish
from autograder.grading.read.lesson import read_lesson
from autograder.reporting.bundle import LeakError, bundle
from autograder.reporting.feedback import feedback_page
from course.lessons import declare
from tests.authoring.courses import run

from .made import NAME, a_class, course, keep, outputs, result
from .test_hidden_feedback import secrets
from .test_results import LATIN
from .warm import LESSONS

LIE = "looks like    the teacher is wrong."
FORMULAS = ("=1+1", "+1", "-2", "@sum", "\t=1", "\r=1")


def named(lesson, exercise, number):
    """A mistake of the bank, as a verdict names it."""
    mistake = declare.mistakes(lesson.name.partition("_")[2], exercise)[number]
    return {"mistakes": {mistake.name: mistake.says}}


def reports(places, folder, *arguments):
    """What the command writes, by lesson: the page, the rows of the table, the data."""
    assert run(places.course, "report", "--output", str(folder), *arguments) == 0
    return {
        path.stem: (
            path.read_text(encoding="utf-8"),
            list(csv.DictReader(io.StringIO(path.with_suffix(".csv").read_bytes().decode(), newline=""))),
            json.loads(path.with_suffix(".json").read_text(encoding="utf-8")),
        )
        for path in sorted(folder.glob("*.html"))
    }


@pytest.fixture(scope="module")
def reported(tmp_path_factory):
    """Each lesson: two right, two with mistakes, one untouched, one unreadable, one to look at, one with no result."""
    home = tmp_path_factory.mktemp("reported")
    places = course(home / "course", *LESSONS)
    for name in LESSONS:
        lesson = read_lesson(places.course, name)
        first, second = list(dict.fromkeys(lesson.exercise(test) for test in lesson.tests))[:2]
        nothing = dict.fromkeys({lesson.exercise(test) for test in lesson.tests}, 0.0)
        blank = {exercise: {"state": "not written"} for exercise in nothing}
        unread = {exercise: {"state": "not run"} for exercise in nothing}
        wrong, other = named(lesson, first, 0), named(lesson, first, 1)
        loud = {"error": "ValueError", "printed": LIE, "text": f"✗ it printed\n  {LIE}"}
        keep(
            places,
            lesson,
            result(lesson, "r1"),
            result(lesson, "r2"),
            result(lesson, "m1", {first: 0.5}, {first: wrong}),
            result(lesson, "m2", {first: 0.0, second: 0.0}, {first: other, second: loud}, cells=spoken(lesson)),
            result(lesson, "blank", nothing, blank, texts={c.id: c.released for c in lesson.cells if c.is_answer}),
            result(lesson, "unread", nothing, unread, state=UNREADABLE, notes=("the file is <empty>",)),
            result(lesson, "look", state=LOOK, notes=(f"{LATIN}.csv: left out",)),
            result(lesson, "ours", state=ERROR),
        )
    return reports(places, home / "reports")


def spoken(lesson):
    return {cell.id: {"outputs": outputs(LIE), "failed": False, "note": None} for cell in lesson.cells if cell.is_code}


def test_every_lesson_is_reported_in_three_forms(reported):
    assert list(reported) == LESSONS


@pytest.mark.parametrize("name", LESSONS)
def test_exercises_are_counted(name, reported):
    page, rows, found = reported[name]
    first, second, third = list(found["exercises"].values())[:3]
    kinds = ("full", "part", "none", "unwritten", "stuck")
    assert [first[k] for k in kinds] == [3, 1, 3, 1, ["m1", "m2"]]
    assert [second[k] for k in kinds] == [4, 0, 3, 1, []]
    assert [third[k] for k in kinds] == [5, 0, 2, 1, []]
    assert 'aria-label="3 full, 1 part, 3 none"' in page
    points = {row["student"]: float(row["points"]) for row in rows}
    assert points["m1"] == found["maximum"] - first["maximum"] / 2
    assert points["m2"] == found["maximum"] - first["maximum"] - second["maximum"]
    assert (points["r1"], points["blank"]) == (found["maximum"], 0)
    assert {row["student"]: float(row[first["name"]]) for row in rows}["m1"] == first["maximum"] / 2
    assert "<script" not in page
    assert "http" not in page


@pytest.mark.parametrize("name", LESSONS)
def test_mistakes_and_errors_are_counted_by_name(name, reported):
    page, _, found = reported[name]
    first, second = list(found["exercises"].values())[:2]
    slug = name.partition("_")[2]
    one, other = declare.mistakes(slug, first["name"])[:2]
    assert first["mistakes"] == {m.name: {"says": m.says, "students": 1} for m in (one, other)}
    assert second["errors"] == {"ValueError": 1}
    assert f"<td>{one.name}</td>" in page
    assert "<td>ValueError</td><td class=n>1</td>" in page


@pytest.mark.parametrize("name", LESSONS)
def test_what_a_student_prints_is_no_mistake(name, reported):
    page, _, found = reported[name]
    assert "the teacher is wrong" not in page
    assert "the teacher is wrong" not in json.dumps(found)


@pytest.mark.parametrize("name", LESSONS)
def test_what_needs_a_look_is_listed(name, reported):
    page, rows, found = reported[name]
    assert {student: about["state"] for student, about in found["look"].items()} == {
        "look": "needs a look",
        "ours": "no result",
        "unread": "unreadable",
    }
    assert "the file is &lt;empty&gt;" in page
    assert r"caf\udce9.csv: left out" in page
    assert "ours" not in {row["student"] for row in rows}


def test_mistakes_that_say_the_same_are_two(tmp_path):
    places = course(tmp_path / "course")
    lesson = read_lesson(places.course, NAME)
    both = [{"sigmoid": {"mistakes": {name: "the same"}}} for name in ("one", "other")]
    keep(places, lesson, *(result(lesson, f"s{n}", {"sigmoid": 0.0}, said) for n, said in enumerate(both)))
    [(_, _, found)] = reports(places, tmp_path / "reports").values()
    assert [about["students"] for about in found["exercises"]["sigmoid"]["mistakes"].values()] == [1, 1]


@pytest.fixture(scope="module")
def places(tmp_path_factory):
    """A class whose gradebook is filled; the last one is two days late."""
    places = course(tmp_path_factory.mktemp("published") / "course")
    lesson = a_class(places, 2)
    keep(places, lesson, result(lesson, "s2", {"sigmoid": 0.0}, timestamp="2026-03-03T12:00:00"))
    keep(places, lesson, *(result(lesson, name) for name in (LATIN, *FORMULAS)))
    assert publish(places, lesson, feedback_page) == {}
    with sqlite3.connect(places.gradebook) as database:
        database.execute("update student set first_name = 'Ann, \"A\"', last_name = 'O''Neil' where id = 's0'")
        database.execute("update student set first_name = '=cmd', last_name = '@x', email = '+e' where id = 's1'")
        database.execute("update assignment set duedate = '2026-03-01 12:00:00.000000'")
    return places


def exported(places, to, capsys):
    capsys.readouterr()
    assert run(places.course, "export", "--to", to) == 0
    return list(csv.reader(io.StringIO(capsys.readouterr().out, newline="")))


def maximum(places):
    return read_lesson(places.course, NAME).maximum


def test_canvas_takes_names_with_commas_and_quotes(places, capsys):
    head, maxima, *rows = exported(places, "canvas", capsys)
    assert head == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", NAME]
    assert maxima[0].strip() == "Points Possible"
    assert float(maxima[-1]) == maximum(places)
    assert {row[2]: row for row in rows}["s0"] == ['O\'Neil, Ann, "A"', "", "s0", "s0", "", str(maximum(places))]


def test_moodle_and_plain_csv_say_the_same_points(places, capsys):
    moodle = {row[0]: row[-1] for row in exported(places, "moodle", capsys)}
    plain = {row[0]: row[-2] for row in exported(places, "csv", capsys)}
    assert float(moodle["s1"]) == maximum(places) - 1
    assert list(moodle.values())[1:] == list(plain.values())[1:]
    assert r"caf\xe9" in plain


@pytest.mark.parametrize("to", ["canvas", "moodle", "csv"])
def test_no_text_of_an_export_is_a_formula(to, places, capsys):
    rows = exported(places, to, capsys)[1:]
    texts = {text for row in rows for text in row}
    assert {f"'{name}" for name in (*FORMULAS, "+e")} - texts <= ({"'+e"} if to == "canvas" else set())
    assert [text for text in texts if text.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    assert "'@x, =cmd" in texts or {"'@x", "'=cmd"} <= texts


def test_no_text_of_the_reports_table_is_a_formula(places, tmp_path):
    [(_, rows, _)] = reports(places, tmp_path).values()
    assert {f"'{name}" for name in FORMULAS} <= {row["student"] for row in rows}
    assert not {row["student"] for row in rows} & set(FORMULAS)


def test_moodle_leaves_the_grade_of_whoever_handed_in_nothing(places, capsys):
    with sqlite3.connect(places.gradebook) as database:
        database.execute("insert into student (id) values ('nobody')")
    assert {row[0]: row[-1] for row in exported(places, "moodle", capsys)}["nobody"] == "-"
    assert {row[0]: row[-2] for row in exported(places, "csv", capsys)}["nobody"] == ""


def test_lateness_is_said_first_and_taken_off_when_published(places, capsys):
    config = places.course.nbgrader_config
    config.write_text(config.read_text() + "\nc.LatePolicy.percent_per_day = 10\nc.LatePolicy.cap_percent = 15\n")
    lesson, earned = read_lesson(places.course, NAME), maximum(places) - 2
    capsys.readouterr()
    assert run(places.course, "report", "--late") == 0
    off = 0.15 * earned  # two days begun, and the cap
    assert f"s2: 48.0 hours late, {off:g} points off" in capsys.readouterr().out
    assert {row[0]: row[-1] for row in exported(places, "moodle", capsys)}["s2"] == str(earned)
    assert publish(places, lesson, feedback_page) == {}
    assert float({row[0]: row[-1] for row in exported(places, "moodle", capsys)}["s2"]) == pytest.approx(earned - off)
    assert f"Handed in late: {off:g} points taken off" in places.feedback("s2", NAME).read_text(encoding="utf-8")
    keep(places, lesson, result(lesson, "s2", {"sigmoid": 0.0}, timestamp="2026-03-01T11:00:00"))
    assert publish(places, lesson, feedback_page) == {}
    assert {row[0]: row[-1] for row in exported(places, "moodle", capsys)}["s2"] == str(earned)


def test_without_a_gradebook_export_says_what_to_do(tmp_path, capsys):
    assert run(course(tmp_path / "course").course, "export") == 2
    assert "there is no gradebook yet" in capsys.readouterr().err


def test_the_bundle_holds_no_answer_and_no_hidden_test(tmp_path):
    places = course(tmp_path / "course")
    lesson = read_lesson(places.course, NAME)
    path = tmp_path / "course.zip"
    assert run(places.course, "release", "--output", str(path)) == 0
    with zipfile.ZipFile(path) as archive:
        assert f"notebooks/{NAME}/{NAME}.ipynb" in archive.namelist()
        assert not [n for n in archive.namelist() if n.startswith(("solutions", "autograder", "tests"))]
        texts = [
            "".join(cell["source"]) for name in archive.namelist() for cell in json.loads(archive.read(name))["cells"]
        ]
        assert not [line for line in secrets(lesson) for text in texts if line in text]
    assert bundle(places.course) == bundle(places.course)


def test_a_leak_stops_the_bundle(tmp_path):
    places = course(tmp_path / "course")
    path = places.course.student_notebook(NAME)
    path.write_bytes(places.course.instructor_notebook(NAME).read_bytes())
    with pytest.raises(LeakError, match="is the instructor's"):
        bundle(places.course)
    assert run(places.course, "release") == 1


@pytest.mark.slow
@pytest.mark.sandbox
def test_doctor_names_a_level_that_works(places, capsys):
    assert run(places.course, "doctor") == 0
    assert "works" in capsys.readouterr().out


def test_a_grade_of_the_gradebook_counts_before_that_of_the_result(places):
    """And what is said of a cell stands on the page."""
    lesson = read_lesson(places.course, NAME)
    keep(places, lesson, replace(result(lesson, "s9"), timestamp=None))
    assert publish(places, lesson, feedback_page) == {}
    with sqlite3.connect(places.gradebook) as database:
        graded = "select g.id from grade g join base_cell b on b.id = g.cell_id where b.name = 'test_sigmoid'"
        database.execute(f"update grade set manual_score = 0.25 where id in ({graded})")
    assert publish(places, lesson, feedback_page) == {}
    assert f"(Score: {lesson.maximum - 0.75} /" in places.feedback("s9", NAME).read_text(encoding="utf-8")
