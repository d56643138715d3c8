"""Report, export, late policy, release, doctor: on a small class that has been graded."""

import csv
import io
import json
import sqlite3
import zipfile

import pytest

from autograder.reporting.bundle import LeakError, bundle
from tests.attacks.target import NAME, SECRET
from tests.authoring.courses import run

from .classes import MAXIMUM, grade, hand_in_one, new_class

pytestmark = [pytest.mark.slow, pytest.mark.sandbox]


@pytest.fixture(scope="module")
def places(tmp_path_factory):
    places = new_class(tmp_path_factory.mktemp("reported") / "course", 3)
    stamp = places.folder(NAME, "s2") / "timestamp.txt"
    stamp.write_text("2026-03-03 12:00:00 UTC")
    assert grade(places).returncode == 0
    with sqlite3.connect(places.gradebook) as database:
        database.execute("update student set first_name = 'Ann, \"A\"', last_name = 'O''Neil' where id = 's0'")
        database.execute("update assignment set duedate = '2026-03-01 12:00:00.000000'")
    return places


def exported(places, to, capsys):
    capsys.readouterr()
    assert run(places.course, "export", "--to", to) == 0
    return list(csv.reader(io.StringIO(capsys.readouterr().out)))


def test_report_counts_each_exercise_in_three_forms(places, tmp_path):
    assert run(places.course, "report", "--output", str(tmp_path)) == 0
    found = json.loads((tmp_path / f"{NAME}.json").read_text(encoding="utf-8"))
    assert {k: found["exercises"]["double"][k] for k in ("full", "part", "none", "stuck")} == {
        "full": 2, "part": 0, "none": 1, "stuck": ["s2"],
    }  # fmt: skip
    rows = list(csv.DictReader(io.StringIO((tmp_path / f"{NAME}.csv").read_text(encoding="utf-8"))))
    assert [float(row["points"]) for row in rows] == [MAXIMUM, MAXIMUM, MAXIMUM - 3]
    page = (tmp_path / f"{NAME}.html").read_text(encoding="utf-8")
    assert 'aria-label="2 full, 0 part, 1 none"' in page
    assert "<script" not in page
    assert "http" not in page


def test_canvas_takes_names_with_commas_and_quotes(places, capsys):
    head, maxima, *rows = exported(places, "canvas", capsys)
    assert head == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", NAME]
    assert maxima[0].strip() == "Points Possible"
    assert float(maxima[-1]) == MAXIMUM
    assert rows[0] == ['O\'Neil, Ann, "A"', "", "s0", "s0", "", str(float(MAXIMUM))]


def test_moodle_and_plain_csv_say_the_same_points(places, capsys):
    moodle = exported(places, "moodle", capsys)
    plain = exported(places, "csv", capsys)
    assert [row[-1] for row in moodle[1:]] == [row[-2] for row in plain[1:]]


def test_lateness_is_said_first_and_taken_off_when_graded(places, capsys):
    config = places.course.nbgrader_config
    config.write_text(config.read_text() + "\nc.LatePolicy.percent_per_day = 10\nc.LatePolicy.cap_percent = 15\n")
    capsys.readouterr()
    assert run(places.course, "report", "--late") == 0
    off = 0.15 * (MAXIMUM - 3)  # two days begun, and the cap
    assert f"s2: 48.0 hours late, {off:g} points off" in capsys.readouterr().out
    assert float(exported(places, "moodle", capsys)[3][-1]) == MAXIMUM - 3
    grade(places)
    assert float(exported(places, "moodle", capsys)[3][-1]) == pytest.approx(MAXIMUM - 3 - off)


def test_the_bundle_holds_no_answer_and_no_hidden_test(places, tmp_path):
    path = tmp_path / "course.zip"
    assert run(places.course, "release", "--output", str(path)) == 0
    with zipfile.ZipFile(path) as archive:
        assert f"notebooks/{NAME}/{NAME}.ipynb" in archive.namelist()
        assert not [n for n in archive.namelist() if n.startswith(("solutions", "autograder", "tests"))]
        assert not [n for n in archive.namelist() if SECRET.encode() in archive.read(n)]
    assert bundle(places.course) == bundle(places.course)


def test_a_leak_stops_the_bundle(tmp_path):
    places = new_class(tmp_path / "course", 0)
    path = places.course.student_notebook(NAME)
    path.write_bytes(places.course.instructor_notebook(NAME).read_bytes())
    with pytest.raises(LeakError, match="is the instructor's"):
        bundle(places.course)
    assert run(places.course, "release") == 1


def test_doctor_names_a_level_that_works(places, capsys):
    assert run(places.course, "doctor") == 0
    assert "works" in capsys.readouterr().out


def test_hand_in_again_is_seen(places):
    folder = places.folder(NAME, "s1")
    (folder / f"{NAME}.ipynb").unlink()
    folder.rmdir()
    hand_in_one(places, "s1", wrong=True)
    assert "1 graded now" in grade(places).stdout
