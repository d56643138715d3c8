"""Make the bundle for students: their notebooks, without answers and hidden tests, and the library with its checks."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from ..layout import Course


def add_arguments(parser: ArgumentParser) -> None:
    """Take the file to write."""
    parser.add_argument("--output", type=Path, metavar="FILE", help="default: build/course.zip")


def run(course: Course, options: Namespace) -> int:
    """Write it; exit code 1, and nothing written, if anything in it is not for students."""
    from ..reporting.bundle import LeakError, bundle

    path = options.output or course.root / "build" / "course.zip"
    try:
        data, count = bundle(course)
    except LeakError as error:
        print(error, file=sys.stderr)
        return 1
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    print(f"{path}: {count} files; no answer and no hidden test is in a notebook")
    print("Checks run where students work: course/lessons/*/key is in it, and can be read. Grading reports who did.")
    return 0
