"""The gradebook: the rows that nbgrader would write, whole after any kill, and a sentence where it is damaged."""

import json
import re
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from dataclasses import replace

import pytest

from autograder.grading.keep.folders import GradebookError
from autograder.grading.keep.result import UNREADABLE, Results
from autograder.grading.publish import open_gradebook
from autograder.grading.publish.gradebook import write
from autograder.grading.publish.publish import publish
from autograder.grading.read.lesson import read_lesson
from autograder.reporting.feedback import feedback_page
from tests.authoring import lessons
from tests.authoring.courses import ROOT, new_course, run

from .classes import grade, scores
from .made import NAME, Places, a_class, course, hand_in, keep, result, tables
from .stock import environment, nbgrader, without_ours
from .test_results import LATIN

SMALL = "90_small"


@pytest.fixture
def places(tmp_path):
    return course(tmp_path / "course")


def published(places, lesson):
    skipped = publish(places, lesson, feedback_page)
    assert skipped == {}


def row(places, student, name):
    return {(r[0], r[1]): r[2:] for r in scores(places)}[student, name]


def test_points_comments_and_pages_are_those_of_the_results(places):
    lesson = a_class(places)
    unread = result(lesson, "u", dict.fromkeys({lesson.exercise(t) for t in lesson.tests}, 0.0), state=UNREADABLE)
    keep(places, lesson, replace(unread, texts={}, cells={}, extra={}, notes=("the file is empty",)))
    published(places, lesson)
    assert [row(places, f"s{n}", "test_sigmoid") for n in range(3)] == [(1, None, 0), (0.5, None, 0), (0, None, 0)]
    assert row(places, "u", "test_sigmoid") == (0, None, 1)
    assert len(scores(places)) == 4 * len(lesson.tests)
    with sqlite3.connect(places.gradebook) as database:
        said = list(database.execute("select auto_comment, count(*) from comment group by 1 order by 1"))
    answers = sum(cell.is_answer for cell in lesson.cells)
    assert said == [(None, 3 * answers), ("No response.", answers)]
    page = places.feedback("s1", NAME).read_text(encoding="utf-8")
    assert f"(Score: {lesson.maximum - 1} / {lesson.maximum})" in page
    assert "the file is empty" in places.feedback("u", NAME).read_text(encoding="utf-8")


def test_the_executed_notebook_holds_points_where_nbgrader_reads_them(places):
    import nbformat
    from nbgrader.utils import determine_grade

    lesson = a_class(places)
    published(places, lesson)
    for student, share in (("s0", 1), ("s1", 0.5), ("s2", 0)):
        found = nbformat.read(places.executed(student, NAME), as_version=4)
        nbformat.validate(found)
        cells = {cell["id"]: cell for cell in found.cells}
        assert {test.id: determine_grade(cells[test.id])[0] for test in lesson.tests} == {
            test.id: test.points * (share if lesson.exercise(test) == "sigmoid" else 1) for test in lesson.tests
        }
        shown = cells["test_sigmoid"].outputs[0].data
        assert shown["text/plain"] == f"said of sigmoid: {share:g}"
        assert shown["text/html"].startswith("<div>said of")
        assert [cell.source for cell in found.cells if cell["id"].startswith("extra-1-after")] == [
            "first = 1",
            "print(2)",
        ]


def test_again_changes_no_row_and_no_file(places):
    lesson = a_class(places)
    published(places, lesson)
    before = tables(places.gradebook)
    files = {p: p.stat().st_mtime_ns for f in ("autograded", "feedback") for p in (places.base / f).rglob("*.*")}
    published(places, lesson)
    assert tables(places.gradebook) == before
    assert {path: path.stat().st_mtime_ns for path in files} == files


def test_marks_and_comments_of_people_stay_and_a_new_score_calls_them_back(places):
    lesson = a_class(places)
    published(places, lesson)
    with sqlite3.connect(places.gradebook) as database:
        database.execute("update grade set manual_score = 0.75, extra_credit = 1 where auto_score = 0.5")
        database.execute("update comment set manual_comment = 'well done'")
    published(places, lesson)
    assert row(places, "s1", "test_sigmoid") == (0.5, 0.75, 0)
    keep(places, lesson, result(lesson, "s1", {"sigmoid": 0.0}))
    published(places, lesson)
    assert row(places, "s1", "test_sigmoid") == (0, 0.75, 1)
    page = places.feedback("s1", NAME).read_text(encoding="utf-8")
    assert "well done" in page
    assert "waits for a person" in page


def test_a_student_whose_name_is_no_utf8_is_one_like_the_others(places):
    lesson = a_class(places, 1)
    keep(places, lesson, result(lesson, LATIN, {"sigmoid": 0.5}))
    published(places, lesson)
    assert row(places, r"caf\xe9", "test_sigmoid")[0] == 0.5
    assert places.feedback(LATIN, NAME).is_file()
    assert places.executed(LATIN, NAME).is_file()


def test_what_goes_wrong_with_one_students_files_is_told_and_stops_nobody(places):
    """A file where a folder should be; a folder where the page should be; two folders that look the same in print."""
    lesson = a_class(places, 4)
    keep(places, lesson, result(lesson, LATIN), result(lesson, r"caf\xe9"))
    (places.base / "autograded").mkdir()
    (places.base / "autograded" / "s1").write_text("")
    places.feedback("s2", NAME).mkdir(parents=True)
    skipped = publish(places, lesson, feedback_page)
    assert list(skipped) == [LATIN, "s1", "s2"]
    assert "another folder is shown as" in skipped[LATIN]
    assert {row[0] for row in scores(places)} == {"s0", "s2", "s3", r"caf\xe9"}
    assert all(places.feedback(student, NAME).is_file() for student in ("s0", "s3"))


# Registering a lesson.


def small(root) -> Places:
    """A lesson with each kind of cell, built."""
    made = new_course(root, **{f"L{SMALL}": lessons.SMALL})
    assert run(made, "build") == 0
    return Places(made)


@pytest.mark.slow
@pytest.mark.parametrize("name", [NAME, SMALL])
def test_a_lesson_is_registered_as_nbgrader_registers_it(name, tmp_path):
    """All tables, row for row, but for the random ids."""
    make = small if name == SMALL else course
    ours, theirs = make(tmp_path / "ours"), make(tmp_path / "theirs")
    write(ours.course, read_lesson(ours.course, name), [])
    nbgrader(theirs.course, environment(theirs.course, tmp_path), "generate_assignment", name)
    found, wanted = tables(ours.gradebook, ids=False), tables(theirs.gradebook, ids=False)
    wanted["course"].remove(())  # "default_course": left by those of nbgrader's steps that open it without a name
    assert found == wanted
    assert found["source_cell"]
    nbgrader(ours.course, environment(ours.course, tmp_path), "generate_assignment", name)
    again = tables(ours.gradebook, ids=False)
    assert {n: sorted(rows) for n, rows in again.items() if n != "course"} == {
        n: sorted(rows) for n, rows in found.items() if n != "course"
    }


@pytest.mark.slow
def test_nbgraders_own_commands_go_on_from_our_gradebook(places, tmp_path):
    lesson = read_lesson(places.course, NAME)
    right = {cell.grade_id: cell.source for cell in lesson.cells if cell.is_answer}
    keep(places, lesson, result(lesson, "ada", dict.fromkeys({lesson.exercise(t) for t in lesson.tests}, 0.0)))
    hand_in(places, lesson, "ada", right)
    published(places, lesson)
    without_ours(places.course)
    env = environment(places.course, tmp_path)
    nbgrader(places.course, env, "generate_assignment", NAME)
    nbgrader(places.course, env, "autograde", NAME, "--force")
    nbgrader(places.course, env, "generate_feedback", NAME, "--force")
    assert sum(found[2] for found in scores(places)) == lesson.maximum
    assert f"Score: {lesson.maximum}" in places.feedback("ada", NAME).read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("before", ["no gradebook", "a gradebook with other scores"])
def test_killed_at_any_commit_or_statement_the_next_run_makes_it_whole(before, tmp_path):
    places = course(tmp_path / "course")
    lesson = a_class(places)
    if before != "no gradebook":
        published(places, lesson)
        with sqlite3.connect(places.gradebook) as database:
            database.execute("update assignment set duedate = '2026-03-01 12:00:00.000000'")
            database.execute("update grade set manual_score = 1.5 where auto_score = 0.5")
            database.execute("delete from source_cell where name like 'hidden%'")
        keep(places, lesson, *(result(lesson, f"s{n}", timestamp="2026-03-03T12:00:00") for n in range(1, 5)))
        config = places.course.nbgrader_config
        config.write_text(config.read_text() + "\nc.LatePolicy.percent_per_day = 10\n")
    asked = [sys.executable, "-m", "tests.grading.kill_publish", str(places.course.root)]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["different"] == []
    assert found["steps"]["commit"] >= 3
    assert found["steps"]["INSERT"] >= 6


def test_what_an_older_version_left_out_when_it_was_killed_is_filled_in(places):
    """It kept cell by cell: all that give points were there, of the others some, and so no comments."""
    lesson = a_class(places)
    published(places, lesson)
    whole = {name: sorted(map(str, rows)) for name, rows in tables(places.gradebook).items()}
    with sqlite3.connect(places.gradebook) as database:
        database.execute("delete from comment")
        for gone in ("solution_cells", "base_cell"):
            database.execute(f"delete from {gone} where id in (select id from solution_cells limit 13)")
        database.execute(
            "delete from base_cell where type = 'SolutionCell' and id not in (select id from solution_cells)"
        )
        database.execute("delete from source_cell")
    published(places, lesson)
    assert {name: sorted(map(str, rows)) for name, rows in tables(places.gradebook).items()} == whole


def test_a_changed_lesson_is_registered_again_and_refused_where_tests_came_or_went(places):
    lesson = a_class(places, 1)
    published(places, lesson)
    path = places.course.instructor_notebook(NAME)
    source = path.read_text(encoding="utf-8")
    path.write_text(source.replace('"points": 1,', '"points": 7,'), encoding="utf-8")
    write(places.course, lesson, [])
    with sqlite3.connect(places.gradebook) as database:
        assert database.execute("select max(max_score) from grade_cells").fetchone() == (7,)
    path.write_text(source.replace('"grade_id": "test_sigmoid"', '"grade_id": "test_squash"'), encoding="utf-8")
    before = tables(places.gradebook)
    with pytest.raises(GradebookError, match=r"test_sigmoid, test_squash came or went.*db assignment remove") as told:
        write(places.course, lesson, [])
    assert "\n" not in str(told.value)
    assert tables(places.gradebook) == before


def test_before_anything_is_handed_in_tests_may_come_and_go(places):
    lesson = read_lesson(places.course, NAME)
    write(places.course, lesson, [])
    path = places.course.instructor_notebook(NAME)
    source = path.read_text(encoding="utf-8")
    path.write_text(source.replace('"grade_id": "test_sigmoid"', '"grade_id": "test_squash"'), encoding="utf-8")
    write(places.course, lesson, [])
    with sqlite3.connect(places.gradebook) as database:
        names = {row[0] for row in database.execute("select name from base_cell")}
        assert database.execute("select count(*) from grade_cells").fetchone() == (len(lesson.tests),)
    assert "test_squash" in names
    assert "test_sigmoid" not in names


# What is damaged, or somebody else's for the moment.


def truncated(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def cut_within_the_head(path):
    path.write_bytes(path.read_bytes()[:50])


def garbage(path):
    path.write_bytes(bytes(range(256)) * 64)


def garbage_inside(path):
    data = bytearray(path.read_bytes())
    data[4096:] = bytes(byte ^ 0x5A for byte in data[4096:])
    path.write_bytes(data)


def garbage_where_we_do_not_look(path):
    with closing(sqlite3.connect(path)) as database:
        [(page,)] = database.execute("select rootpage from sqlite_master where name = 'alembic_version'")
        [(size,)] = database.execute("pragma page_size")
    data = bytearray(path.read_bytes())
    data[(page - 1) * size : page * size] = bytes(range(256)) * (size // 256)
    path.write_bytes(data)


def without_a_table(path):
    with closing(sqlite3.connect(path)) as database:
        database.execute("drop table comment")


def without_a_column(path):
    with closing(sqlite3.connect(path)) as database:
        database.execute("alter table grade rename column auto_score to score")


DAMAGE = [
    truncated,
    cut_within_the_head,
    garbage,
    garbage_inside,
    garbage_where_we_do_not_look,
    without_a_table,
    without_a_column,
]


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_gradebook_gives_a_sentence_and_a_way_out(damage, places, capfd):
    lesson = a_class(places)
    published(places, lesson)
    whole = tables(places.gradebook)
    damage(places.gradebook)
    with pytest.raises(
        GradebookError, match=r"is damaged .*put a copy of before in its place; or move it away"
    ) as told:
        publish(places, lesson, feedback_page)
    assert "\n" not in str(told.value)
    capfd.readouterr()
    for asked in (["export"], ["report", "--late"]):
        assert run(places.course, *asked) == 2
        said = capfd.readouterr().err
        assert "Traceback" not in said
        assert said.count("\n") == 1
    places.gradebook.rename(places.gradebook.with_suffix(".damaged"))
    published(places, lesson)
    assert tables(places.gradebook) == whole


@pytest.mark.slow
@pytest.mark.sandbox
def test_grade_with_a_damaged_gradebook_ends_with_1_and_that_sentence(places):
    lesson = read_lesson(places.course, NAME)
    hand_in(places, lesson, "ada")
    places.gradebook.write_bytes(b"damaged" * 1000)
    done = grade(places)
    assert done.returncode == 1
    assert re.fullmatch(r"Not finished: 01_\w+: the gradebook .* is damaged .*\nWhat is done .*\n", done.stderr)
    places.gradebook.unlink()
    assert grade(places).returncode == 0
    assert {row[0] for row in scores(places)} == {"ada"}


def test_an_empty_file_is_filled_again(places):
    lesson = a_class(places)
    published(places, lesson)
    whole = tables(places.gradebook)
    places.gradebook.write_bytes(b"")
    published(places, lesson)
    assert tables(places.gradebook) == whole


def test_a_folder_in_its_place_is_told(places):
    lesson = a_class(places)
    places.gradebook.mkdir()
    with pytest.raises(GradebookError, match="unable to open"):
        publish(places, lesson, feedback_page)


@pytest.mark.parametrize("lock", ["exclusive", "immediate"])
def test_a_locked_gradebook_is_waited_for(lock, places):
    """Also when it is locked before it is opened, and longer than the 5 seconds that SQLite waits by itself."""
    lesson = a_class(places)
    published(places, lesson)
    whole = tables(places.gradebook)
    with closing(sqlite3.connect(places.gradebook, isolation_level=None, check_same_thread=False)) as database:
        database.execute("update grade set auto_score = 0.25")
        database.execute(f"begin {lock}")
        threading.Timer(7, database.rollback).start()
        start = time.monotonic()
        published(places, lesson)
        assert time.monotonic() - start > 6
    assert tables(places.gradebook) == whole


def test_one_that_stays_locked_is_told(places, monkeypatch):
    monkeypatch.setattr(open_gradebook, "PATIENCE", 0.5)
    lesson = a_class(places)
    published(places, lesson)
    with closing(sqlite3.connect(places.gradebook, isolation_level=None)) as database:
        database.execute("begin exclusive")
        with pytest.raises(GradebookError, match=r"database is locked: another program has had .*; close it"):
            publish(places, lesson, feedback_page)


def test_a_result_of_other_points_than_the_lessons_reaches_no_gradebook(places):
    lesson = a_class(places, 2)
    path = Results(places.results).path(NAME, "s1")
    path.write_text(re.sub(r'"points": 1.0, "maximum": 1.0', '"points": 99.0, "maximum": 99.0', path.read_text()))
    published(places, lesson)
    assert {row[0] for row in scores(places)} == {"s0"}
