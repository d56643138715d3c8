"""Report on a class: how each exercise went, which mistakes were made, who is stuck, what needed a look."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from ..layout import Course


def add_arguments(parser: ArgumentParser) -> None:
    """Take the lessons and where to write."""
    parser.add_argument("lessons", nargs="*", metavar="LESSON", help="01 or 01_slug (default: all that were graded)")
    parser.add_argument("--output", type=Path, metavar="FOLDER", help="default: autograder/reports")
    parser.add_argument("--late", action="store_true", help="only say what lateness would cost whom; change nothing")


def run(course: Course, options: Namespace) -> int:
    """Write LESSON.html, .csv and .json; exit code 2 if there is no such lesson, or no gradebook to be read."""
    from ..grading.keep.folders import GradebookError, Places
    from ..grading.publish.publish import replace_if_new, standing
    from ..grading.read.find_lesson import built_lessons, lesson_names
    from ..grading.read.lesson import read_lesson
    from ..reporting.overview import overview
    from ..reporting.pages import as_json, page, table

    places = Places(course)
    try:
        named = lesson_names(course, options.lessons)
        lessons = [read_lesson(course, name) for name in named or built_lessons(course) if places.handed_in(name)]
        if options.late:
            return _late(course, [lesson.name for lesson in lessons])
    except (LookupError, GradebookError) as error:
        print(error.args[0], file=sys.stderr)
        return 2
    folder = options.output or places.base / "reports"
    for lesson in lessons:
        found = overview(lesson, standing(places, lesson), places.handed_in(lesson.name))
        for suffix, make in ((".html", page), (".csv", table), (".json", as_json)):
            replace_if_new(folder / f"{lesson.name}{suffix}", make(found).encode("utf-8", errors="backslashreplace"))
        print(f"{folder / lesson.name}.html: {len(found.students)} submissions, {len(found.look)} need a look")
    return 0


def _late(course: Course, names: list[str]) -> int:
    from ..grading.publish.late import late_penalties

    for name in names:
        for student, hours, penalty in late_penalties(course, name):
            print(f"{name} {student}: {hours:.1f} hours late, {penalty:g} points off")
    return 0
