"""Rules on ``### BEGIN ...`` and ``### END ...``: what nbgrader takes out of the student's notebook.

As in nbgrader, a mark is any line that holds its words, in text cells too.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..lesson import ANSWERS, Cell, Lesson


def solution(lesson: Lesson) -> Iterator[tuple[int, str]]:
    """Solution marks are balanced and lie in answers."""
    return _balanced(lesson, "SOLUTION", ANSWERS)


def hidden_tests(lesson: Lesson) -> Iterator[tuple[int, str]]:
    """Hidden-test marks are balanced and lie in tests."""
    return _balanced(lesson, "HIDDEN TESTS", ("test",))


def mark_scheme(lesson: Lesson) -> Iterator[tuple[int, str]]:
    """Mark-scheme marks are balanced and lie in tasks."""
    return _balanced(lesson, "MARK SCHEME", ("task",))


def answer_has_solution(lesson: Lesson) -> Iterator[tuple[int, str]]:
    """An answer says which of its lines are the solution; without marks nbgrader clears the whole cell."""
    for cell in lesson.cells:
        if cell.role in ANSWERS and not any("BEGIN SOLUTION" in line for line in cell.written):
            way_out = "put ### BEGIN SOLUTION and ### END SOLUTION around the answer"
            yield cell.line, f"{cell.role} {cell.grade_id!r} does not say which lines are its solution; {way_out}"


def test_stays_visible(lesson: Lesson) -> Iterator[tuple[int, str]]:
    """Something of a test cell is left for the student to read."""
    for cell in lesson.cells:
        if cell.role == "test" and not any(line.strip() for line in _outside(cell, "HIDDEN TESTS")):
            yield cell.line, f"test {cell.grade_id!r} is empty for the student; add a comment line saying what it tests"


def autotest(lesson: Lesson) -> Iterator[tuple[int, str]]:
    """AUTOTEST is out: nbgrader would run the notebook to fill it in, and the result would depend on the machine."""
    for cell in lesson.cells:
        for number, line in enumerate(cell.written, start=1):
            if cell.kind == "code" and "AUTOTEST" in line:
                yield cell.line + number, "AUTOTEST is not used in this course; write the test itself"


def _balanced(lesson: Lesson, words: str, roles: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    for cell in lesson.cells:
        begun = None
        for number, line in enumerate(cell.written, start=cell.line + 1):
            begins, ends = f"BEGIN {words}" in line, f"END {words}" in line
            if (begins or ends) and cell.role not in (*roles, "unknown"):
                yield number, f"{line.strip()!r} stands in a {cell.role} cell; it may only stand in: {', '.join(roles)}"
                break
            if begins and begun:
                yield number, f"BEGIN {words} inside the one of line {begun}; end that one first"
            if ends and not begun:
                yield number, f"END {words} without a beginning; put ### BEGIN {words} above it, or remove it"
            begun = number if begins else None if ends else begun
        if begun:
            yield begun, f"BEGIN {words} is never ended in its cell; add ### END {words}"


def _outside(cell: Cell, words: str) -> Iterator[str]:
    """The lines of a cell that are left when a region has been taken out."""
    inside = False
    for line in cell.written:
        if f"BEGIN {words}" in line or f"END {words}" in line:
            inside = "BEGIN" in line
        elif not inside:
            yield line
