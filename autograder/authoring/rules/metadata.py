"""Rules on what stands behind a cell's ``# %%``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..lesson import ROLES, Lesson

SWITCHES = ("grade", "locked", "solution", "task")
KEYS = {*SWITCHES, "grade_id", "points", "schema_version"}
SCHEMA_VERSION = 3
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")  # nbformat's pattern for cell ids, which is narrower than nbgrader's


def known_keys(lesson: Lesson) -> Iterator[tuple[int, str]]:
    """A cell carries ``nbgrader`` and ``tags``, nothing else."""
    for cell in lesson.cells:
        for key, value in cell.metadata.items():
            if key not in ("nbgrader", "tags"):
                way_out = 'only nbgrader={...} and tags=["..."] may follow `# %%`'
                yield cell.line, f"{key} = {value!r} is not understood; {way_out}"


def nbgrader_keys(lesson: Lesson) -> Iterator[tuple[int, str]]:
    """The keys for nbgrader are all there, known, and the switches are true or false."""
    for cell in lesson.cells:
        if not isinstance(cell.metadata.get("nbgrader", {}), dict):
            yield cell.line, f"nbgrader={cell.metadata['nbgrader']!r} is no mapping; write nbgrader={{...}}"
        elif "nbgrader" in cell.metadata:
            for key in sorted(set(cell.nbgrader) - KEYS):
                yield cell.line, f"nbgrader does not know the key {key!r}; known: {', '.join(sorted(KEYS))}"
            for key in SWITCHES:
                if not isinstance(cell.nbgrader.get(key), bool):
                    yield cell.line, f"nbgrader's {key} is {cell.nbgrader.get(key, 'missing')!r}; write true or false"


def schema(lesson: Lesson) -> Iterator[tuple[int, str]]:
    """The metadata are of schema 3: with another version, autograding stops for the whole class."""
    for cell in lesson.cells:
        version = cell.nbgrader.get("schema_version", "missing")
        if cell.nbgrader and (version != SCHEMA_VERSION or isinstance(version, bool)):
            yield cell.line, f'nbgrader\'s schema_version is {version!r}; write "schema_version": {SCHEMA_VERSION}'


def grade_id(lesson: Lesson) -> Iterator[tuple[int, str]]:
    """Every cell that nbgrader knows has its own name."""
    first: dict[str, int] = {}
    for cell in lesson.cells:
        if not cell.nbgrader:
            continue
        name = cell.nbgrader.get("grade_id", "")
        if not isinstance(name, str) or not _ID.fullmatch(name):
            found = repr(name) if name else "missing"
            yield cell.line, f"grade_id is {found}; give 1 to 64 letters, digits, _ or -, such as test_sigmoid"
        elif first.setdefault(name, cell.line) != cell.line:
            yield cell.line, f"grade_id {name!r} is taken by the cell in line {first[name]}; give each cell its own"


def kind(lesson: Lesson) -> Iterator[tuple[int, str]]:
    """The four switches together mean something, and on a cell of the right type."""
    for cell in lesson.cells:
        switches = {name: cell.nbgrader.get(name) for name in SWITCHES}
        if not cell.nbgrader or not all(isinstance(value, bool) for value in switches.values()):
            continue
        if cell.role == "unknown":
            yield cell.line, _meant(switches)
        elif cell.role in ("answer", "test") and cell.kind != "code":
            yield cell.line, f"this {cell.role} is a {cell.kind} cell, but nbgrader runs code; drop [{cell.kind}]"
        elif cell.role == "task" and cell.kind != "markdown":
            yield cell.line, f"this task is a {cell.kind} cell; a task is text: write `# %% [markdown]`"


def _meant(switches: dict[str, bool]) -> str:
    """What to change in a combination that has no meaning."""
    if switches["task"] and not switches["locked"]:
        return 'a task with "locked": false makes autograding fail for everyone; write "locked": true'
    if switches["grade"] and not switches["solution"] and not switches["locked"]:
        return 'a test with "locked": false can be edited by students; write "locked": true'
    order = ("grade", "solution", "locked", "task")
    table = "; ".join(f"{name}: {_true(order, values)}" for values, name in ROLES.items())
    return f"true for {_true(SWITCHES, switches.values())} has no meaning; set to true for {table}"


def _true(names: Iterable[str], values: Iterable[bool]) -> str:
    return " and ".join(name for name, value in zip(names, values, strict=True) if value) or "none"
