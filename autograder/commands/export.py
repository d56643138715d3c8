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
    """Export; exit code 2 if there is no gradebook that can be read, or no such lesson."""
    from ..grading.keep.folders import GradebookError, Places
    from ..grading.read.find_lesson import lesson_names

    if not Places(course).gradebook.is_file():
        print("there is no gradebook yet; run `python -m autograder grade`", file=sys.stderr)
        return 2
    try:
        text = _exported(course, lesson_names(course, options.lessons), options.to)
    except (LookupError, GradebookError) as error:
        print(error.args[0], file=sys.stderr)
        return 2
    if options.output:
        options.output.write_text(text, encoding="utf-8", newline="")
    else:
        sys.stdout.write(text)
    return 0


def _exported(course: Course, names: list[str], to: str) -> str:
    from nbgrader.api import Assignment
    from sqlalchemy.orm import Session

    from ..grading.publish.open_gradebook import gradebook
    from ..reporting.export import FORMATS, rows

    with gradebook(course) as (engine, _), Session(engine) as database:
        return FORMATS[to](*rows(database, names or sorted(a.name for a in database.query(Assignment))))
