"""Start a lesson: write a small solutions/NN_slug.py that builds."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from ..layout import Course


def add_arguments(parser: ArgumentParser) -> None:
    """Take the new lesson's name."""
    parser.add_argument("name", metavar="NN_slug", help="such as 08_softmax")


def run(course: Course, options: Namespace) -> int:
    """Write the file; exit code 2 if the name is no lesson's name, or its number is taken."""
    from ..authoring.skeleton import skeleton

    path = course.solutions / f"{options.name}.py"
    problem = _problem(course, options.name)
    if problem:
        print(f"{options.name}: {problem}", file=sys.stderr)
        return 2
    path.write_text(skeleton(options.name), encoding="utf-8", newline="\n")
    print(f"{course.shown(path)}: write the lesson there, then run `make build`")
    return 0


def _problem(course: Course, name: str) -> str | None:
    """Why no lesson can have this name, or None."""
    from ..authoring.rules.names import NAME

    if not NAME.fullmatch(name):
        return "a lesson is called NN_slug, such as 08_softmax (two digits, lower case)"
    taken = [path.stem for path in course.lesson_files() if path.stem.startswith(name[:3])]
    return f"number {name[:2]} is taken by {taken[0]}; choose another" if taken else None
