"""``python -m autograder COMMAND``: each module in ``autograder/commands`` is one command, found by its name."""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
from collections.abc import Sequence
from pathlib import Path

from . import commands
from .layout import Course

HERE = Path(__file__).resolve().parent


def parser() -> argparse.ArgumentParser:
    """Put the commands together; each module says its help (docstring), its arguments and what it runs."""
    top = argparse.ArgumentParser(prog="python -m autograder", description="Make and check the course's notebooks.")
    top.add_argument("--root", type=Path, default=HERE.parent, help="the course's folder (default: this repository)")
    below = top.add_subparsers(metavar="COMMAND", required=True)
    for found in sorted(pkgutil.iter_modules(commands.__path__), key=lambda module: module.name):
        module = importlib.import_module(f"{commands.__name__}.{found.name}")
        help_line = module.__doc__.splitlines()[0]
        command = below.add_parser(found.name, help=help_line, description=help_line)
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code: 0 done, 1 the course is not in order, 2 the input is wrong."""
    options = parser().parse_args(arguments)
    return options.run(Course(options.root.resolve()), options)


if __name__ == "__main__":
    sys.exit(main())
