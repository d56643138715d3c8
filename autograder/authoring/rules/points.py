"""Rules on points and on how a test cell reports them."""

from __future__ import annotations

import math
from collections.abc import Iterator

from ..lesson import GRADED, Lesson


def points(lesson: Lesson) -> Iterator[tuple[int, str]]:
    """A graded cell is worth a finite number above zero, any other cell has no points."""
    for cell in lesson.cells:
        value = cell.nbgrader.get("points", "missing")
        if cell.role in GRADED and not _is_worth(value):
            yield cell.line, f"the {cell.role} {cell.grade_id!r} has points {value!r}; give a finite number above 0"
        elif cell.role in ("answer", "read-only") and value != "missing":
            yield (
                cell.line,
                f"the {cell.role} {cell.grade_id!r} has points, but is not graded; remove them",
            )


def _is_worth(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value) and value > 0


def shown(lesson: Lesson) -> Iterator[tuple[int, str]]:
    """No test cell ends with ``;``: IPython then hides the points returned, and nbgrader gives all of them."""
    for cell in lesson.cells:
        lines = [(number, line.rstrip()) for number, line in enumerate(cell.written, start=1)]
        code = [(number, line) for number, line in lines if line and not line.lstrip().startswith("#")]
        if cell.role == "test" and code and code[-1][1].endswith(";"):
            number, last = code[-1]
            yield cell.line + number, f"{last!r} hides the points, and nbgrader then gives all of them; drop the ;"
