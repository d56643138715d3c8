"""A class through `python -m autograder grade`: killed at any moment, with a broken disk or gradebook."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import threading
import time
from pathlib import Path

import pytest

from autograder.grading.keep.result import Results
from tests.attacks.target import NAME
from tests.authoring.courses import ROOT

from .classes import MAXIMUM, command, grade, grade_and_kill, gradebook, hand_in_one, new_class, points, scores

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600), pytest.mark.sandbox]
STUDENTS = 6


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """A class graded without disturbance, and what the command printed."""
    places = new_class(tmp_path_factory.mktemp("finished") / "course", STUDENTS)
    done = grade(places)
    assert done.returncode == 0, done.stdout + done.stderr
    return places, done.stdout


def test_points_are_those_of_the_answers(finished):
    places, printed = finished
    assert [points(places, f"s{n}") for n in range(STUDENTS)] == [MAXIMUM - 3 * (n % 3 == 2) for n in range(STUDENTS)]
    assert f"{STUDENTS} submissions, {STUDENTS} graded now" in printed


def test_again_runs_nothing_and_changes_nothing(finished):
    places, _ = finished
    before = gradebook(places)
    assert f"{STUDENTS} submissions, 0 graded now" in grade(places).stdout
    assert gradebook(places) == before


def test_one_at_a_time_gives_the_same(finished, tmp_path):
    places = new_class(tmp_path / "course", STUDENTS)
    grade(places, "-j", "1")
    assert scores(places) == scores(finished[0])


def test_feedback_and_executed_notebook_stand_in_nbgraders_places(finished):
    places, _ = finished
    assert f"(Score: {float(MAXIMUM)} / {float(MAXIMUM)})" in places.feedback("s0", NAME).read_text(encoding="utf-8")
    cells = json.loads(places.executed("s0", NAME).read_bytes())["cells"]
    assert next(c["outputs"][-1]["data"]["text/plain"] for c in cells if c["id"].startswith("test")) == "2.0"


@pytest.mark.parametrize("seed", range(2))
def test_in_any_order_and_any_parts_it_is_the_same(seed, finished, tmp_path):
    places, rng = new_class(tmp_path / "course", STUDENTS), random.Random(seed)
    students = [f"s{number}" for number in range(STUDENTS)]
    rng.shuffle(students)
    while students:
        part = [students.pop() for _ in range(min(len(students), rng.randint(1, 4)))]
        assert grade(places, "-j", str(rng.randint(1, 4)), "--students", *part).returncode == 0
    assert gradebook(places) == gradebook(finished[0])


@pytest.mark.parametrize("seed", range(2))
def test_killed_at_any_moment_the_same_command_finishes_the_work(seed, finished, tmp_path):
    places = new_class(tmp_path / "course", STUDENTS)
    rng = random.Random(seed)
    for _ in range(2):
        grade_and_kill(places, rng.uniform(0.5, 8))
    kept = len(Results(places.results).all(NAME))
    done = grade(places)
    assert done.returncode == 0, done.stderr
    assert f"{STUDENTS} submissions, {STUDENTS - kept} graded now" in done.stdout
    assert gradebook(places) == gradebook(finished[0])
    assert not list(places.results.rglob(".*.new"))


def test_interrupted_it_says_how_to_go_on(tmp_path):
    places = new_class(tmp_path / "course", STUDENTS)
    assert grade_and_kill(places, 4, signal.SIGINT) in (0, 1)
    assert grade(places).returncode == 0


def test_killing_the_sandbox_costs_nobody_a_point(finished, tmp_path):
    """Whoever kills the warm parents: what was being graded is graded again, or told as the grader's error."""
    places = new_class(tmp_path / "course", STUDENTS)
    process = subprocess.Popen(command(places.course, "grade", "--quiet"), cwd=ROOT, stdout=subprocess.PIPE, text=True)
    killed = 0
    while process.poll() is None:
        if killed < 2:
            killed += _kill_nursery(process.pid)
        time.sleep(0.7)
    process.stdout.close()
    assert killed
    states = {
        path.stem: Results(places.results).read(NAME, path.stem).state for path in Results(places.results).all(NAME)
    }
    assert set(states.values()) <= {"graded", "grader error"}
    assert grade(places).returncode == 0
    assert scores(places) == scores(finished[0])


def _kill_nursery(parent: int) -> int:
    for path in Path(f"/proc/{parent}/task").glob("*/children"):
        for child in path.read_text().split():
            if b"fork_server" in Path(f"/proc/{child}/cmdline").read_bytes():
                signal.pidfd_send_signal(os.pidfd_open(int(child)), signal.SIGKILL)
                return 1
    return 0


def test_cut_and_lost_result_files_are_made_again(finished):
    places, _ = finished
    before = gradebook(places)
    results = Results(places.results)
    path = results.path(NAME, "s0")
    path.write_bytes(path.read_bytes()[:100])
    results.path(NAME, "s1").unlink()
    assert f"{STUDENTS} submissions, 2 graded now" in grade(places).stdout
    assert gradebook(places) == before


def test_an_emptied_gradebook_is_filled_again(finished):
    places, _ = finished
    before = scores(places)
    places.gradebook.unlink()
    assert f"{STUDENTS} submissions, 0 graded now" in grade(places).stdout
    assert scores(places) == before


def test_a_locked_gradebook_is_told_and_filled_later(finished):
    places, _ = finished
    before = scores(places)
    with sqlite3.connect(places.gradebook) as database:
        database.execute("update grade set auto_score = 0")
        database.commit()
        database.execute("begin exclusive")
        done = grade(places)
        database.rollback()
    assert done.returncode == 1
    assert "locked" in done.stderr
    assert grade(places).returncode == 0
    assert scores(places) == before


def test_a_gradebook_that_cannot_be_written_is_told(tmp_path):
    places = new_class(tmp_path / "course", 1)
    places.gradebook.mkdir()
    done = grade(places)
    assert done.returncode == 1
    assert "the same command goes on from there" in done.stderr
    places.gradebook.rmdir()
    assert "0 graded now" in grade(places).stdout


def test_a_full_disk_is_told_and_leaves_no_half_file(tmp_path):
    places = new_class(tmp_path / "course", 2)
    limited = ["sh", "-c", 'ulimit -f 4; exec "$@"', "sh", *command(places.course, "grade", "--quiet")]
    done = subprocess.run(limited, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Not finished" in done.stderr
    assert not list(places.results.rglob(".*.new"))
    assert all(Results(places.results).read(NAME, path.stem) for path in Results(places.results).all(NAME))
    assert grade(places).returncode == 0


def test_marks_and_comments_given_by_hand_survive_a_new_submission(tmp_path):
    places = new_class(tmp_path / "course", 1)
    grade(places)
    with sqlite3.connect(places.gradebook) as database:
        database.execute("update grade set manual_score = 1.5 where auto_score = 2")
        database.execute("update comment set manual_comment = 'well done'")
    (places.folder(NAME, "s0") / f"{NAME}.ipynb").unlink()
    places.folder(NAME, "s0").rmdir()
    hand_in_one(places, "s0", wrong=True)
    assert "1 graded now" in grade(places).stdout
    with sqlite3.connect(places.gradebook) as database:
        assert database.execute("select count(*) from grade where manual_score = 1.5").fetchone()[0] == 3
        assert {row[0] for row in database.execute("select manual_comment from comment")} == {"well done"}
    changed = {row[1]: row for row in scores(places)}["test_double"]
    assert changed[2:] == (0, 1.5, 1)  # a new automatic score calls the person back
    assert "well done" in places.feedback("s0", NAME).read_text(encoding="utf-8")


def test_two_runs_at_once_are_refused(tmp_path):
    places = new_class(tmp_path / "course", 3)
    answers = []
    threads = [threading.Thread(target=lambda: answers.append(grade(places).returncode)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) in ([0, 2], [0, 0])


@pytest.mark.parametrize("arguments", [("77",), ("--students", "nobody"), ("-j", "0")])
def test_misuse_is_refused(arguments, finished):
    assert grade(finished[0], *arguments).returncode == 2
