"""Make the instructor's and the student's notebooks from the lesson files."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from ..layout import Course


def add_arguments(parser: ArgumentParser) -> None:
    """Take the lessons to build."""
    parser.add_argument("lessons", nargs="*", metavar="LESSON", help="01, 01_slug or its file (default: all lessons)")


def run(course: Course, options: Namespace) -> int:
    """Build; exit code 2, and nothing written, if any lesson breaks a rule."""
    from ..authoring.lesson import FaultyError  # here, since nbgrader takes two seconds to import: not for --help
    from ..authoring.plan import plan
    from ..authoring.write import write_all

    try:
        made = plan(course, options.lessons)
    except (FaultyError, LookupError) as error:
        print(error.args[0], file=sys.stderr)
        print("Nothing was written.", file=sys.stderr)
        return 2
    changed = write_all(made.files)
    for lesson in made.lessons:
        paths = (course.instructor_notebook(lesson.name), course.student_notebook(lesson.name))
        counts = f"{len(lesson.cells)} cells, {len(lesson.exercises)} exercises, {lesson.points:g} points"
        print(f"{lesson.name}: {counts}{'' if set(paths) & set(changed) else ' (unchanged)'}")
    return 0
