"""What grading costs: beside stock nbgrader on the same files, on one core and two, and the sandbox alone.

Measured on lesson 01, half of the class with all answers right. The machine should have nothing else to do.
"""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from autograder.grading.read.find_lesson import built_lessons
from autograder.grading.read.hand_in import collect
from autograder.grading.read.lesson import read_lesson
from autograder.grading.run.channel import Channel, pair
from autograder.grading.run.fork_pool import WarmParents
from autograder.grading.run.sandbox.level import Level, available
from autograder.grading.run.sandbox.limits import Limits
from autograder.grading.submission import grade_handed
from autograder.layout import Course
from tests.bench.figure import Figure, median_seconds
from tests.grading.stock import without_ours

ROOT = Path(__file__).resolve().parents[2]
LESSON = "01_concrete_backprop"
CLASS, STOCK_CLASS = 40, 3


def figures() -> Iterator[Figure]:
    levels = available()
    if not levels:
        return
    with tempfile.TemporaryDirectory() as folder:
        course = copy_course(Path(folder) / "course", CLASS)
        yield sandbox_alone(course, levels[0])
        with one_core():
            one = per_submission(course, levels[0])
            stock = stock_seconds(Path(folder) / "stock", config_of_ours=False)
            ours = stock_seconds(Path(folder) / "ours", config_of_ours=True)
            yield Figure("grading: one submission, full sandbox, one core", one, "s", stock, "stock nbgrader autograde")
            yield Figure("grading: plain nbgrader autograde, our config", ours, "s", stock, "without it")
            yield Figure("grading: one student's whole course, one core", whole_course(levels[0]), "s")
        single, double = (run_seconds(course, jobs) for jobs in (1, 2))
        yield Figure("grading: a class on two cores", double, "s", single, "on one")


@contextlib.contextmanager
def one_core() -> Iterator[None]:
    """All that is started inside this block has one core."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def copy_course(root: Path, students: int) -> Course:
    """The built lesson with our config, handed in by ``students``, every other one with all answers."""
    (root / "autograder").mkdir(parents=True)
    shutil.copy(ROOT / "autograder" / "nbgrader_config.py", root / "autograder")
    for part in ("solutions", "notebooks"):
        shutil.copytree(ROOT / part / LESSON, root / part / LESSON)
    course = Course(root)
    answers = {c["id"]: c["source"] for c in json.loads(course.instructor_notebook(LESSON).read_bytes())["cells"]}
    for number in range(students):
        notebook = json.loads(course.student_notebook(LESSON).read_bytes())
        for cell in notebook["cells"]:
            if cell["metadata"].get("nbgrader", {}).get("solution") and number % 2 == 0:
                cell["source"] = answers[cell["id"]]
        path = root / "autograder" / "submitted" / f"s{number}" / LESSON / f"{LESSON}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(notebook))
    return course


def per_submission(course: Course, level: Level) -> float:
    lesson = read_lesson(course, LESSON)
    folder = course.root / "autograder" / "submitted"
    with WarmParents(level, course, [LESSON]) as parents:

        def grade(student: str) -> None:
            handed = collect(folder / student / LESSON, student, LESSON)
            assert grade_handed(parents, lesson, handed, Limits()).state == "graded"

        for first in ("s0", "s1"):  # one of each kind, so that every warm parent there is has started
            grade(first)
        start = time.perf_counter()
        for number in range(CLASS):
            grade(f"s{number}")
        return (time.perf_counter() - start) / CLASS


def whole_course(level: Level) -> float:
    """All lessons with all answers right, each graded three times after once that is not counted."""
    course = Course(ROOT)
    lessons = [lesson for name in built_lessons(course) if (lesson := read_lesson(course, name)).tests]
    with (
        tempfile.TemporaryDirectory() as folder,
        WarmParents(level, course, [lesson.name for lesson in lessons]) as parents,
    ):
        for lesson in lessons:
            place = Path(folder) / lesson.name
            place.mkdir()
            shutil.copy(course.instructor_notebook(lesson.name), place)
        handed = {lesson.name: collect(Path(folder) / lesson.name, "s", lesson.name) for lesson in lessons}

        def grade() -> None:
            for lesson in lessons:
                result = grade_handed(parents, lesson, handed[lesson.name], Limits())
                assert result.points == sum(test.points for test in lesson.tests), result.notes

        return median_seconds(grade, 3)


def sandbox_alone(course: Course, level: Level) -> Figure:
    """A child that is forked, confined and ended, against one that is only forked."""

    def child(parents: WarmParents) -> None:
        parent = parents.student(torch=False)
        ours, theirs = pair()
        number = parent.fork([theirs.fileno()], Limits())
        theirs.close()
        channel = Channel(ours.detach())
        channel.send({"files": {}})
        channel.receive(10)
        channel.close()
        parent.end(number)

    with WarmParents(level, course, []) as confined, WarmParents(Level.NONE, course, []) as free:
        inside, outside = (1e3 * median_seconds(lambda p=p: child(p), 15) for p in (confined, free))
    return Figure("grading: sandbox alone, above a bare fork", inside - outside, "ms", outside, "the bare fork")


def run_seconds(course: Course, jobs: int) -> float:
    """Grading itself: without start-up and publishing, which do not grow with cores."""
    from autograder.grading.class_run import Plan, run
    from autograder.grading.keep.folders import Places

    places = Places(course)
    shutil.rmtree(places.results, ignore_errors=True)
    plan = Plan(places, [read_lesson(course, LESSON)], [], available()[0], jobs)
    marks: list[float] = []
    run(plan, lambda done: marks.append(time.perf_counter()))
    return (marks[-1] - marks[2]) / (len(marks) - 3)


def stock_seconds(root: Path, *, config_of_ours: bool) -> float:
    """Seconds a submission of `nbgrader autograde`: two classes of different size, so that start-up falls out."""
    course = copy_course(root, STOCK_CLASS + 1)
    if not config_of_ours:
        without_ours(course)
    env = os.environ | {"JUPYTER_CONFIG_PATH": str(root / "autograder"), "PYTHONPATH": str(ROOT)}

    def nbgrader(*arguments: str) -> float:
        start = time.perf_counter()
        asked = [sys.executable, "-m", "nbgrader", *arguments]
        subprocess.run(asked, cwd=root, env=env, check=True, capture_output=True)
        return time.perf_counter() - start

    nbgrader("generate_assignment", LESSON)
    nbgrader("autograde", LESSON, "--student", "s0")  # whose files are cold
    one = nbgrader("autograde", LESSON, "--student", "s0", "--force")
    rest = nbgrader("autograde", LESSON, "--force")
    return (rest - one) / STOCK_CLASS
