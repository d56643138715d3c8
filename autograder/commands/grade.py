"""Grade what was handed in: safely, in parallel, and only what has changed."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from ..layout import Course

if TYPE_CHECKING:  # loaded where they are used: not for --help
    from ..grading.class_run import Plan
    from ..grading.keep.folders import Places
    from ..grading.read.lesson import Lesson


def add_arguments(parser: ArgumentParser) -> None:
    """Take lessons, students, and how strictly and how fast."""
    parser.add_argument("lessons", nargs="*", metavar="LESSON", help="01 or 01_slug (default: all that were handed in)")
    parser.add_argument("--students", nargs="+", default=[], metavar="STUDENT", help="these only")
    parser.add_argument("-j", "--jobs", type=int, default=os.cpu_count() or 1, metavar="N", help="at a time")
    choices = ("namespaces", "landlock")
    parser.add_argument("--isolation", choices=choices, help="refuse any other (default: the strictest there is)")
    parser.add_argument("--trust-submissions", action="store_true", help="run them unconfined; read them first")
    parser.add_argument("--seconds", type=float, default=120.0, metavar="S", help="for one submission (default: 120)")
    parser.add_argument("--quiet", action="store_true", help="no progress bar")


def run(course: Course, options: Namespace) -> int:
    """Grade; exit code 0 all graded, 1 some need a look (or it was stopped), 2 it could not start."""
    from ..grading.class_run import BusyError, Plan
    from ..grading.keep.folders import GradebookError, Places
    from ..grading.read.lesson import read_lesson
    from ..grading.run.sandbox.level import NotConfinedError, choose
    from ..grading.run.sandbox.limits import Limits

    places = Places(course)
    try:
        lessons = [read_lesson(course, name) for name in _names(course, places, options.lessons)]
        for lesson in lessons:
            _ = lesson.asked  # whether all tests can be judged
        _students_exist(places, options.students)
        if options.jobs < 1 or not options.seconds > 0:
            raise LookupError("-j and --seconds have to be above 0")
        level = choose(options.isolation, options.trust_submissions)
    except (LookupError, NotConfinedError) as error:
        print(error.args[0], file=sys.stderr)
        return 2
    limits = Limits.of(options.seconds)
    plan = Plan(places, lessons, options.students, level, options.jobs, limits)
    try:
        return _grade(plan, options.quiet)
    except BusyError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Stopped. What is done is kept; the same command goes on from there.", file=sys.stderr)
    except (OSError, GradebookError) as error:
        print(f"Not finished: {error}\nWhat is done is kept; the same command goes on from there.", file=sys.stderr)
    return 1


def _grade(plan: Plan, quiet: bool) -> int:
    from tqdm import tqdm

    from ..grading.class_run import Done, run
    from ..grading.keep.folders import shown
    from ..grading.keep.result import GRADED

    total = sum(len(plan.places.handed_in(lesson.name, plan.students)) for lesson in plan.lessons)
    again = 0
    with tqdm(total=total, desc="grading", unit="", disable=quiet or None, file=sys.stderr) as bar:

        def tell(done: Done) -> None:
            nonlocal again
            again += done.again
            bar.update()
            if done.state != GRADED:
                bar.write(
                    shown(f"{done.student} {done.lesson}: {done.state}: {'; '.join(done.notes)}"), file=sys.stdout
                )

        states = run(plan, tell)
    faults = [fault for lesson in plan.lessons for fault in _published(plan, lesson)]
    print("\n".join(faults), end="\n" if faults else "", file=sys.stderr)
    print(f"{total} submissions, {again} graded now" + "".join(f", {n} {s}" for s, n in states.items() if s != GRADED))
    return 0 if set(states) <= {GRADED} and not faults else 1


def _published(plan: Plan, lesson: Lesson) -> list[str]:
    """Write what people look at; what could not be, in a sentence each. Another lesson is none the worse for it."""
    from ..grading.keep.folders import GradebookError, shown
    from ..grading.publish.publish import publish
    from ..reporting.feedback import feedback_page

    try:
        skipped = publish(plan.places, lesson, feedback_page)
    except (OSError, GradebookError) as error:
        return [f"Not finished: {lesson.name}: {error}\nWhat is done is kept; the same command goes on from there."]
    return [f"{shown(student)} {lesson.name}: not published: {why}" for student, why in skipped.items()]


def _names(course: Course, places: Places, wanted: list[str]) -> list[str]:
    """Full names of the lessons asked for, or of all that were handed in."""
    from ..grading.read.find_lesson import built_lessons, lesson_names

    return lesson_names(course, wanted) or [name for name in built_lessons(course) if places.handed_in(name)]


def _students_exist(places: Places, students: list[str]) -> None:
    for student in students:
        if not (places.submitted / student).is_dir():
            raise LookupError(f"{student} handed in nothing: there is no folder {places.submitted / student}")
