"""What a large class costs, and what is lost when grading is killed: memory, feedback and export, 50 kills.

The class is lesson 01 handed in 1,000 times, every other one with all answers. The machine should have nothing to do.
"""

import contextlib
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from autograder.grading.class_run import Done, Plan, run
from autograder.grading.keep.folders import Places
from autograder.grading.keep.result import Results
from autograder.grading.publish.publish import publish
from autograder.grading.read.lesson import Lesson, read_lesson
from autograder.grading.run.sandbox.level import available
from autograder.layout import Course
from autograder.reporting.feedback import feedback_page
from tests.attacks.target import NAME
from tests.bench.bench_grading import LESSON, ROOT, copy_course
from tests.bench.figure import Figure, seconds
from tests.grading.classes import command, grade, grade_and_kill, gradebook, new_class

CLASS, EARLY, FEW = 1000, 100, 11
KILLS, KILLED_CLASS = 50, 6


def figures() -> Iterator[Figure]:
    if not available():
        return
    with tempfile.TemporaryDirectory() as folder:
        yield from of_a_large_class(Path(folder))
        yield from of_a_changed_test(Path(folder), CLASS)
        yield from of_kills(Path(folder))


def of_a_large_class(folder: Path) -> Iterator[Figure]:
    places = Places(copy_course(folder / "large", CLASS))
    lesson = read_lesson(places.course, LESSON)
    held: list[float] = []

    def tell(done: Done) -> None:
        held.append(memory())

    took = seconds(lambda: run(Plan(places, [lesson], [], available()[0], os.cpu_count()), tell))
    yield Figure(f"grading: {CLASS} submissions", took, "s")
    # The least of some: the processes of the submissions that are being graded come and go.
    early, late = min(held[EARLY : 2 * EARLY]), min(held[-EARLY:])
    yield Figure(f"grading: memory at the end of {CLASS}", late, "MiB", early, f"after {EARLY}")
    ours = seconds(lambda: publish(places, lesson, feedback_page))
    ours += seconds(lambda: autograder(places, "export", "--output", str(folder / "scores.csv")))
    theirs = CLASS * stock_feedback(folder / "few") + nbgrader(places, "export", "--to", str(folder / "stock.csv"))
    yield Figure(
        f"grading: gradebook, feedback and export of {CLASS}", ours, "s", theirs, "stock's feedback and export"
    )


def of_a_changed_test(folder: Path, students: int) -> Iterator[Figure]:
    """A hidden test asks other inputs: the same hand-ins again, against all from the start; both are equal."""
    places = Places(copy_course(folder / "changed", students))

    def graded(lesson: Lesson) -> float:
        return seconds(lambda: run(Plan(places, [lesson], [], available()[0], os.cpu_count()), lambda done: None))

    def kept() -> dict[str, dict]:
        found = Results(places.results)
        results = [found.read(LESSON, path.stem) for path in found.all(LESSON)]
        return {result.student: asdict(result) | {"seconds": 0} for result in results}

    graded(read_lesson(places.course, LESSON))
    changed = change_a_test(places.course)
    again = graded(changed)
    some = kept()
    shutil.rmtree(places.results)
    whole = graded(changed)
    yield Figure(f"grading: {students} again after a changed test", again, "s", whole, "all from the start")
    yield Figure(
        "grading: of these, other results than from the start", sum(some[s] != r for s, r in kept().items()), ""
    )


def change_a_test(course: Course) -> Lesson:
    """The lesson, once its author has changed the seed of the hidden test of ``forward``."""
    path = course.instructor_notebook(LESSON)
    text = path.read_text(encoding="utf-8")
    changed = text.replace('forward\\", points=1, seed=7)', 'forward\\", points=1, seed=8)')
    assert changed != text
    path.write_text(changed, encoding="utf-8")
    return read_lesson(course, LESSON)


def memory() -> float:
    """MiB of this process and of all below it."""
    return sum(map(resident, family(os.getpid()))) / 1024


def family(number: int) -> list[int]:
    """A process and those below it."""
    found = [number]
    for parent in found:  # grows
        found += children(parent)
    return found


def children(number: int) -> list[int]:
    """Those of all threads of a process; none once it has ended."""
    found: list[int] = []
    tasks = Path(f"/proc/{number}/task")
    with contextlib.suppress(OSError):  # ended while we looked, as each of its threads may have
        for thread in os.listdir(tasks):  # noqa: PTH208  all names at once: nothing can end between two of them
            with contextlib.suppress(OSError):
                found += map(int, (tasks / thread / "children").read_text().split())
    return found


def resident(number: int) -> int:
    """KiB; none for a process that has ended."""
    with contextlib.suppress(OSError):
        found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{number}/status").read_text())
        return int(found[1]) if found else 0
    return 0


def autograder(places: Places, *arguments: str) -> None:
    subprocess.run(command(places.course, *arguments), cwd=ROOT, check=True, capture_output=True)


def nbgrader(places: Places, *arguments: str) -> float:
    root = places.course.root
    env = os.environ | {"JUPYTER_CONFIG_PATH": str(root / "autograder"), "PYTHONPATH": str(ROOT)}
    asked = [sys.executable, "-m", "nbgrader", *arguments]
    return seconds(lambda: subprocess.run(asked, cwd=root, env=env, check=True, capture_output=True))


def stock_feedback(root: Path) -> float:
    """Seconds a submission of `nbgrader generate_feedback`: for one and for some, so that start-up falls out."""
    places = Places(copy_course(root, FEW))
    autograder(places, "grade", "--quiet")
    shutil.rmtree(places.feedback("s0", LESSON).parents[2])
    one = nbgrader(places, "generate_feedback", LESSON, "--student", "s0")
    return (nbgrader(places, "generate_feedback", LESSON, "--force") - one) / (FEW - 1)


def of_kills(folder: Path) -> Iterator[Figure]:
    """Grading killed once at a random moment of its time, then asked again, against a run that nobody disturbed."""
    with contextlib.redirect_stdout(None):
        places = new_class(folder / "killed", KILLED_CLASS)
    whole = seconds(lambda: grade(places))
    right, rng, start = gradebook(places), random.Random(0), time.perf_counter()
    different = more = 0
    for _ in range(KILLS):
        for made in (places.results, places.gradebook, *(folder / "killed" / "autograder" / n for n in MADE)):
            shutil.rmtree(made, ignore_errors=True) if made.is_dir() else made.unlink(missing_ok=True)
        grade_and_kill(places, rng.uniform(0, whole))
        kept = [Results(places.results).read(NAME, path.stem) for path in Results(places.results).all(NAME)]
        missing = KILLED_CLASS - sum(result is not None and result.is_final for result in kept)
        said = grade(places).stdout
        different += gradebook(places) != right
        more += f"{KILLED_CLASS} submissions, {missing} graded now" not in said
    took = time.perf_counter() - start
    yield Figure(f"grading: other gradebooks after {KILLS} kills", different, "of 50")
    yield Figure(f"grading: reruns that did not run just what was missing ({took:.0f} s)", more, "of 50")


MADE = ("autograded", "feedback")
