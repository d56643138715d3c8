"""Built files against what a build would write: which differ, and where first."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from ..layout import Course
from .plan import Plan

COMMAND = "make build"


def differences(course: Course, plan: Plan) -> Iterator[str]:
    """One sentence for each file that is not as a build would write it."""
    for path, expected in plan.files.items():
        found = path.read_bytes() if path.is_file() else None
        if found != expected:
            place = "it does not exist" if found is None else f"it differs {_first(path, expected, found)}"
            yield f"{course.shown(path)}: {place}; run `{COMMAND}`"
    for path in sorted([*course.solutions.glob("*/*.ipynb"), *course.notebooks.glob("*/*.ipynb")]):
        if path not in plan.files:
            yield f"{course.shown(path)}: no lesson file makes it; remove it, or write solutions/{path.parent.name}.py"


def _first(path: Path, expected: bytes, found: bytes) -> str:
    """Where two versions of a file first differ, in words."""
    if path.suffix == ".ipynb":
        return _first_cell(expected, found)
    pairs = zip_longest(expected.split(b"\n"), found.split(b"\n"))
    return f"first in line {next(number for number, (one, other) in enumerate(pairs, start=1) if one != other)}"


def _first_cell(expected: bytes, found: bytes) -> str:
    try:
        there = json.loads(found)["cells"]
    except (ValueError, KeyError, TypeError):
        return "since it is no notebook"
    pairs = zip_longest(json.loads(expected)["cells"], there)
    for number, (one, other) in enumerate(pairs, start=1):
        if one != other:
            return f"first in cell {number} ({(one or other)['id']}): {_what(one, other)}"
    return "outside its cells (metadata or spacing)"


def _what(expected: dict | None, found: dict | None) -> str:
    """What is different about a cell."""
    if expected is None or found is None:
        return "one cell too many" if expected is None else "the cell is missing"
    return ", ".join(key for key in sorted({*expected, *found}) if expected.get(key) != found.get(key))
