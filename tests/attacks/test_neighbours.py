"""A class on lesson 01 in which odd files and names are handed in: the class is graded, each odd one is explained."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from autograder.__main__ import main
from autograder.grading.class_run import Done, Plan, run
from autograder.grading.keep.folders import Places, shown
from autograder.grading.keep.result import ERROR, GRADED, LOOK, UNREADABLE, Result, Results
from autograder.grading.run.sandbox.level import available
from autograder.grading.run.sandbox.limits import Limits
from autograder.grading.submission import grade_handed
from autograder.layout import Course
from tests.authoring.courses import ROOT, new_course
from tests.grading.warm import handed, lesson, references, warm_parents

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300), pytest.mark.sandbox]
NAME = "01_concrete_backprop"
ALL, MiB = 37.0, 1 << 20
HONEST = ("aaa_first", "mmm_middle", "zzz_last")
MOST_MEMORY = 400 * MiB  # of the grading process; a 6 MB cell once took 3.5 GB
_GRADE = """
import re, sys
from autograder.__main__ import main
code = main(sys.argv[1:])
status = open("/proc/self/status").read()
print("peak", re.search(r"VmHWM:\\s+(\\d+)", status)[1], file=sys.stderr)
sys.exit(code)
"""


@dataclass(frozen=True)
class Odd:
    """What one student hands in: ``place`` gets the folder and a right notebook's bytes."""

    student: bytes
    place: Callable[[Path, bytes], object]
    points: float = ALL
    state: str = GRADED
    says: str = ""


def write(folder: Path, data: bytes) -> None:
    (folder / f"{NAME}.ipynb").write_bytes(data)


def beside(name: bytes, content: bytes = b"1,2\n") -> Callable[[Path, bytes], None]:
    """A file with this name next to the notebook."""

    def place(folder: Path, data: bytes) -> None:
        write(folder, data)
        path = folder / os.fsdecode(name)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)

    return place


def changed(change: Callable[[dict], object]) -> Callable[[Path, bytes], None]:
    """Another notebook."""

    def place(folder: Path, data: bytes) -> None:
        notebook = json.loads(data)
        change(notebook)
        write(folder, json.dumps(notebook).encode())

    return place


def _more(source: str) -> Callable[[dict], None]:
    cell = {"cell_type": "code", "id": "more", "metadata": {}, "outputs": [], "execution_count": None}
    return lambda notebook: notebook["cells"].append(cell | {"source": source})


def _list_of(count: int) -> str:
    return "if 0:\n    big = [" + "1," * count + "]"


def _output(notebook: dict) -> None:
    code = next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    code["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "x" * (40 * MiB)}]


def _pipe(folder: Path, data: bytes) -> None:
    write(folder, data)
    os.mkfifo(folder / "pipe.csv")


def _pipe_for_the_notebook(folder: Path, data: bytes) -> None:
    os.mkfifo(folder / f"{NAME}.ipynb")


def _sparse(folder: Path, data: bytes) -> None:
    write(folder, data)
    with (folder / "data.bin").open("wb") as file:
        file.truncate(3 << 30)


def _many(folder: Path, data: bytes) -> None:
    write(folder, data)
    for number in range(3000):
        (folder / f"{number}.txt").write_bytes(b"")


def _deep(folder: Path, data: bytes) -> None:
    """1,500 folders, one in the other; too deep for a path in one piece."""
    write(folder, data)
    place = os.open(folder, os.O_RDONLY)
    for _ in range(1500):
        os.mkdir("deeper", dir_fd=place)
        inner = os.open("deeper", os.O_RDONLY, dir_fd=place)
        os.close(place)
        place = inner
    os.close(place)


def _deep_inside(folder: Path, data: bytes) -> None:
    """A notebook as it should be, but for one more field."""
    write(folder, data.rstrip().removesuffix(b"}") + b', "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}")


def _itself(folder: Path, data: bytes) -> None:
    write(folder, data)
    (folder / "loop").symlink_to(folder)


def _unreadable_file(folder: Path, data: bytes) -> None:
    write(folder, data)
    (folder / "locked.csv").write_bytes(b"1")
    (folder / "locked.csv").chmod(0)


def _link_elsewhere(folder: Path, data: bytes) -> None:
    folder.rmdir()
    folder.symlink_to("/etc")


def _no_notebook_but_two(folder: Path, data: bytes) -> None:
    for name in ("one.ipynb", "other.ipynb"):
        (folder / name).write_bytes(data)


ODD = [
    # Names of students, which become folders, files and ids.
    Odd(b"caf\xe9", write),
    Odd(b"new\nline", write),
    Odd(b"tab\tin it", write),
    Odd(b"\"quotes\" and 'more'", write),
    Odd(b"<img src=x onerror=steal()>", write),
    Odd(b"=cmd()", write),
    Odd(b"-rf", write),
    Odd(b"n" * 200, write),
    Odd(b"[a-z]*?", write),
    Odd(b"back\\slash", write),
    Odd("姓名 é".encode(), write),
    Odd(b"{0}%s$HOME`id`", write),
    # Names of files.
    Odd(b"file_not_utf8", beside(b"caf\xe9.csv")),
    Odd(b"folder_not_utf8", beside(b"caf\xe9/data.csv")),
    Odd(b"notebook_not_utf8", lambda f, d: (f / os.fsdecode(b"caf\xe9.ipynb")).write_bytes(d), ALL, LOOK, "caf"),
    Odd(b"file_with_a_newline", beside(b"a\nb.csv")),
    Odd(b"file_of_matplotlib", beside(b"matplotlibrc", b"backend: nonsense\n\xff")),
    # Files that are none, or too much.
    Odd(b"pipe", _pipe, ALL, LOOK, "pipe.csv"),
    Odd(b"pipe_for_notebook", _pipe_for_the_notebook, 0, UNREADABLE, "no file"),
    Odd(b"sparse", _sparse, ALL, LOOK, "data.bin"),
    Odd(b"many", _many),
    Odd(b"deep", _deep, ALL, LOOK, "cannot be listed"),
    Odd(b"loop", _itself, ALL, LOOK, "loop"),
    Odd(b"unreadable_file", _unreadable_file, ALL, LOOK if os.geteuid() else GRADED),
    Odd(b"linked_folder", _link_elsewhere, 0, UNREADABLE, "link"),
    Odd(b"two_notebooks", _no_notebook_but_two, 0, UNREADABLE, "other.ipynb"),
    Odd(b"notebook_70_mb", lambda f, d: write(f, d + b" " * (70 * MiB)), 0, UNREADABLE, "clear all outputs"),
    # Notebooks that are too much to read, to place or to run.
    Odd(b"cell_6_mb", changed(_more(_list_of(3_000_000))), 0, UNREADABLE, "2 million characters"),
    Odd(b"cell_of_300_kb", changed(_more(_list_of(150_000)))),
    Odd(b"comment_40_mb", changed(_more("#" * (40 * MiB))), 0, UNREADABLE, "2 million characters"),
    Odd(b"output_40_mb", changed(_output)),
    Odd(b"json_deep", lambda f, _: write(f, b"[" * 1_000_000 + b"]" * 1_000_000), 0, UNREADABLE, "nested too deep"),
    Odd(b"json_deep_inside", _deep_inside, 0, UNREADABLE, "nested too deep"),
    Odd(b"json_wide", lambda f, _: write(f, b'{"cells": [' + b"[[[[[]]]]]," * 5_000_000 + b"1]}"), 0, UNREADABLE),
    Odd(b"code_deep", changed(_more("x = " + "(" * 100_000 + ")" * 100_000))),
    Odd(b"code_deep_sums", changed(_more("x = " + "1+" * 300_000 + "1"))),
    Odd(b"code_of_many_names", changed(_more("\n".join(f"x{k} = {k}" for k in range(10_000))))),
    Odd(b"nul_and_surrogates", changed(_more("s = '\0\ud800'"))),
]
STUDENTS = {odd.student: odd for odd in ODD} | {name.encode(): Odd(name.encode(), write) for name in HONEST}


@dataclass(frozen=True)
class Graded:
    places: Places
    code: int
    printed: str
    peak: int
    seconds: float

    def result(self, student: bytes) -> Result:
        return Results(self.places.results).read(NAME, os.fsdecode(student))


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graded]:
    places = Places(a_course(tmp_path_factory.mktemp("neighbours") / "course"))
    right = handed(lesson(NAME), references(lesson(NAME))).notebook
    for odd in STUDENTS.values():
        folder = places.folder(NAME, os.fsdecode(odd.student))
        folder.mkdir(parents=True)
        odd.place(folder, right)
    start = time.monotonic()
    command = [sys.executable, "-c", _GRADE, "--root", str(places.course.root), "grade", "--quiet"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    seconds = time.monotonic() - start
    printed = (done.stdout + done.stderr).decode(errors="replace")
    yield Graded(places, done.returncode, printed, 1024 * int(printed.rpartition("peak ")[2].split()[0]), seconds)
    subprocess.run(["rm", "-rf", str(places.submitted)], check=False)  # too deep for shutil


def a_course(root: Path) -> Course:
    """Lesson 01 as it is here, built; a course of its own otherwise."""
    course = new_course(root, **{f"L{NAME}": (Course(ROOT).solutions / f"{NAME}.py").read_text(encoding="utf-8")})
    for of, to in ((Course(ROOT).solutions, course.solutions), (Course(ROOT).notebooks, course.notebooks)):
        shutil.copytree(of / NAME, to / NAME)
    return course


def name_of(student: bytes) -> str:
    return shown(os.fsdecode(student))[:30]


@pytest.mark.parametrize("student", STUDENTS, ids=[ascii(name_of(student)) for student in STUDENTS])
def test_it_is_graded_or_explained(student, graded):
    odd, result = STUDENTS[student], graded.result(student)
    assert result is not None, graded.printed[-3000:]
    assert (result.state, result.points) == (odd.state, odd.points), result.notes
    assert odd.says in " ".join(result.notes)
    assert odd.state == GRADED or name_of(student) in graded.printed


def test_everybody_stands_in_the_gradebook_with_the_points_of_the_tests(graded):
    asked = """select sa.student_id, sum(g.auto_score) from grade g
        join submitted_notebook sn on sn.id = g.notebook_id
        join submitted_assignment sa on sa.id = sn.assignment_id group by 1"""
    with sqlite3.connect(graded.places.gradebook) as database:
        found = dict(database.execute(asked))
    assert found == {shown(os.fsdecode(odd.student)): odd.points for odd in STUDENTS.values()}


def test_everybody_has_feedback_and_no_page_runs_a_script(graded):
    for student in STUDENTS:
        page = graded.places.feedback(os.fsdecode(student), NAME).read_bytes()
        assert b"<script" not in page.lower(), student
        assert b"<img src=x" not in page, student


def test_the_report_says_names_as_text(graded, tmp_path):
    assert main(["--root", str(graded.places.course.root), "report", "--output", str(tmp_path)]) in (0, 1)
    page = (tmp_path / f"{NAME}.html").read_text(encoding="utf-8")
    assert "<img src=x" not in page
    table = (tmp_path / f"{NAME}.csv").read_text(encoding="utf-8")
    assert not [line for line in table.splitlines() if line.startswith(("=", "-", "+", "@"))]
    assert "caf\\xe9" in table


def test_the_command_says_that_some_need_a_look_and_stays_small(graded):
    assert graded.code == 1
    assert "Traceback" not in graded.printed
    assert graded.peak < MOST_MEMORY, f"{graded.peak / MiB:.0f} MiB"
    assert graded.seconds < 600


def test_nobody_is_a_grader_error(graded):
    states = {student: graded.result(student).state for student in STUDENTS}
    assert ERROR not in states.values()


SLOW = "import time\ndef l2_norm(y):\n    time.sleep(0.7)\n    return np.sqrt(np.sum(y ** 2))"


class Killer(threading.Thread):
    """Sends SIGKILL to the student's process of this test run, as the system does where memory runs out."""

    def __init__(self, times: int, after: float) -> None:
        super().__init__(daemon=True)
        self.times, self.after, self.killed, self.stopped = times, after, 0, False

    def run(self) -> None:
        """Wait for a child that has lived long enough to be in a test."""
        seen: dict[int, float] = {}
        while self.killed < self.times and not self.stopped:
            for child in students():
                if time.monotonic() - seen.setdefault(child, time.monotonic()) > self.after:
                    os.kill(child, signal.SIGKILL)
                    self.killed += 1
                    self.after = max(self.after, 0.5)
                    seen[child] = time.monotonic() + 60
                    break
            time.sleep(0.02)

    def __enter__(self) -> Killer:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopped = True
        self.join()


def children(parent: int) -> list[int]:
    found = []
    with contextlib.suppress(OSError):
        for path in Path(f"/proc/{parent}/task").glob("*/children"):
            with contextlib.suppress(OSError):
                found += map(int, path.read_text().split())
    return found


def students() -> list[int]:
    """The processes S below this one: children of a warm parent of students."""
    found = []
    for parent in children(os.getpid()):
        with contextlib.suppress(OSError):
            if b'"kind": "student"' in Path(f"/proc/{parent}/cmdline").read_bytes():
                found += children(parent)
    return found


def test_a_student_s_process_that_is_killed_from_outside_gives_no_mark():
    right = references(lesson(NAME)) | {"l2_norm": SLOW}
    with warm_parents(NAME) as parents:
        grade_handed(parents, lesson(NAME), handed(lesson(NAME), {}), Limits())  # warm
        with Killer(times=1, after=0.6) as killer:
            result = grade_handed(parents, lesson(NAME), handed(lesson(NAME), right), Limits())
        assert killer.killed == 1
        assert (result.state, result.verdicts) == (ERROR, {})
        assert "killed from outside" in " ".join(result.notes)
        assert grade_handed(parents, lesson(NAME), handed(lesson(NAME), right), Limits()).points == ALL


def test_it_is_tried_again(tmp_path):
    places = Places(a_course(tmp_path / "course"))
    folder = places.folder(NAME, "slow")
    folder.mkdir(parents=True)
    write(folder, handed(lesson(NAME), references(lesson(NAME)) | {"l2_norm": SLOW}).notebook)
    told: list[Done] = []
    with Killer(times=1, after=0.6) as killer:
        run(Plan(places, [lesson(NAME)], [], available()[0], 1), told.append)
    assert killer.killed == 1
    assert [done.state for done in told] == [GRADED]
    assert Results(places.results).read(NAME, "slow").points == ALL
