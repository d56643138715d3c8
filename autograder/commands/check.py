"""Tell whether the notebooks and the README's table are what a build would write now."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from ..layout import Course


def add_arguments(parser: ArgumentParser) -> None:
    """Take none."""


def run(course: Course, options: Namespace) -> int:
    """Compare byte for byte; exit code 1 if a file differs, 2 if a lesson breaks a rule."""
    from ..authoring.compare import differences
    from ..authoring.lesson import FaultyError
    from ..authoring.plan import plan

    try:
        made = plan(course)
    except FaultyError as error:
        print(error, file=sys.stderr)
        return 2
    found = list(differences(course, made))
    print("\n".join(found) or f"{len(made.lessons)} lessons, all in sync", file=sys.stderr if found else sys.stdout)
    return 1 if found else 0
