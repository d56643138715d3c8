"""Write the scores for Canvas, Moodle, or as plain CSV."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from ..layout import Course


def add_arguments(parser: ArgumentParser) -> None:
    """Take the lessons, the format and the file."""
    parser.add_argument("lessons", nargs="*", metavar="LESSON", help="01 or 01_slug (default: all)")
    parser.add_argument("--to", choices=("canvas", "moodle", "csv"), default="csv", help="whose format (default: csv)")
    parser.add_argument("--output", type=Path, metavar="FILE", help="default: standard output")


def run(course: Course, options: Namespace) -> int:
    """Export; exit code 2 if there is no gradebook or no such lesson."""
    from ..grading.keep.folders import Places
    from ..grading.read.find_lesson import lesson_names

    if not Places(course).gradebook.is_file():
        print("there is no gradebook yet; run `python -m autograder grade`", file=sys.stderr)
        return 2
    try:
        names = lesson_names(course, options.lessons)
    except LookupError as error:
        print(error.args[0], file=sys.stderr)
        return 2
    from nbgrader.api import Gradebook

    from ..authoring.student import nbgrader_config
    from ..reporting.export import FORMATS, rows

    config = nbgrader_config(course.nbgrader_config).CourseDirectory
    with Gradebook(config.db_url, config.course_id) as gradebook:
        names = names or sorted(assignment.name for assignment in gradebook.assignments)
        text = FORMATS[options.to](*rows(gradebook, names))
    if options.output:
        options.output.write_text(text, encoding="utf-8", newline="")
    else:
        sys.stdout.write(text)
    return 0
