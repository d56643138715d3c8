"""All attacks in one run of `python -m autograder grade`, honest students among them; each scores as tagged."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from autograder.grading.keep.folders import Places
from autograder.grading.keep.result import Result, Results
from autograder.grading.run.sandbox import kernel
from autograder.layout import Course
from tests.authoring.courses import ROOT, new_course, run

from . import exhausting, forging, harming, malformed, reading
from .target import LESSON, NAME, SECRET, Attack, hand_in, solved, write_package

FAMILIES = {
    "forging": forging,
    "reading": reading,
    "harming": harming,
    "exhausting": exhausting,
    "malformed": malformed,
}
ALL = {f"{family}_{attack.name}": attack for family, module in FAMILIES.items() for attack in module.ATTACKS}
HONEST = ("aaa_first", "mmm_middle", "zzz_last")
SECONDS = 20
_CHILD_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER of prctl(2)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(1200),
    pytest.mark.sandbox,
]


@dataclass(frozen=True)
class Graded:
    course: Course
    results: dict[str, Result]
    code: int
    printed: str
    seconds: float
    before: dict[str, str]
    left: set[str]

    def points(self, student: str) -> dict[str, float]:
        return {name: verdict.points for name, verdict in self.results[student].verdicts.items()}


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Graded:
    course = new_course(tmp_path_factory.mktemp("attacked") / "course", **{f"L{NAME}": LESSON})
    write_package(course)
    assert run(course, "build") == 0
    places = Places(course)
    student, instructor = (
        json.loads(path(NAME).read_bytes()) for path in (course.student_notebook, course.instructor_notebook)
    )
    honest = solved(student, instructor)
    for name in HONEST:
        hand_in(Attack(name, loses=()), honest, places.folder(NAME, name))
    for name, attack in ALL.items():
        hand_in(attack, honest, places.folder(NAME, name))
    kernel.prctl(_CHILD_SUBREAPER, 1)  # who outlives the grader becomes ours
    before, processes = fingerprint(course.root), children()
    start = time.monotonic()
    command = [
        sys.executable,
        "-m",
        "autograder",
        "--root",
        str(course.root),
        "grade",
        "--quiet",
        "--seconds",
        str(SECONDS),
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    seconds = time.monotonic() - start
    results = {path.stem: Results(places.results).read(NAME, path.stem) for path in Results(places.results).all(NAME)}
    left = children() - processes
    return Graded(course, results, done.returncode, done.stdout + done.stderr, seconds, before, left)


def fingerprint(root: Path) -> dict[str, str]:
    """Every file but what grading is there to write."""
    made = ("autograded", "feedback", "results", "gradebook.db")
    files = [p for p in root.rglob("*") if p.is_file() and not p.is_symlink() and not set(p.parts) & set(made)]
    return {str(p): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def children() -> set[str]:
    """Those of this process that still run; of one that has ended the command line is empty."""
    numbers = " ".join(path.read_text() for path in Path("/proc/self/task").glob("*/children")).split()
    found = set()
    for number in numbers:
        with contextlib.suppress(OSError):
            command = Path(f"/proc/{number}/cmdline").read_bytes().replace(bytes(1), b" ")
            found |= {f"{number} {command.decode(errors='replace')}"} if command else set()
    return found


def test_there_are_enough_of_each_family():
    assert len(ALL) >= 60
    assert all(len(module.ATTACKS) >= 12 for module in FAMILIES.values())


@pytest.mark.parametrize("name", [*HONEST, *ALL])
def test_it_scores_what_it_must(name, graded):
    attack = ALL.get(name, Attack(name, loses=()))
    result = graded.results[name]
    assert graded.points(name) == attack.expected(), result.notes
    assert result.state == attack.state or attack.state is None, result.notes
    assert result.state != "grader error", result.notes
    assert attack.says in " ".join(result.notes), result.notes


@pytest.mark.parametrize("name", list(ALL))
def test_it_finds_nothing_and_shows_no_hidden_test(name, graded):
    shown = json.dumps(graded.results[name].cells)
    assert "FOUND" not in shown, [
        out for cell in graded.results[name].cells.values() for out in cell["outputs"] if "FOUND" in str(out)
    ]
    assert SECRET not in shown
    page = Places(graded.course).feedback(name, NAME)
    assert SECRET not in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [name for name in ALL if "script_in" in name])
def test_no_script_of_a_student_reaches_a_page(name, graded):
    places = Places(graded.course)
    assert "<script>steal" not in places.feedback(name, NAME).read_text(encoding="utf-8")
    outputs = [
        out for c in json.loads(places.executed(name, NAME).read_bytes())["cells"] for out in c.get("outputs", [])
    ]
    shown = [str(out.get("data", {}).get("text/html", "")) + str(out.get("data", {}).keys()) for out in outputs]
    assert not [text for text in shown if "<script>steal" in text or "javascript" in text.lower()]


def test_why_an_answer_did_not_run_is_shown(graded):
    """Though the released cell was run in its place."""
    for name, why in (("malformed_syntax_error", "SyntaxError"), ("exhausting_endless_cell", "TooLongError")):
        assert why in json.dumps(graded.results[name].cells["double"]), name
        assert why in Places(graded.course).feedback(name, NAME).read_text(encoding="utf-8"), name


def test_nothing_is_left_behind(graded):
    assert graded.left == set()
    assert fingerprint(graded.course.root) == graded.before
    assert not any(
        Path(place, "planted").exists()
        for place in ("/", "/tmp", "/etc", "/usr/lib", "/dev/shm", str(Path(os.__file__).parent))
    )


def test_the_run_comes_to_its_end(graded):
    assert graded.code == 1, graded.printed
    assert set(graded.results) == {*HONEST, *ALL}
    assert max(result.seconds for result in graded.results.values()) < SECONDS + 15
