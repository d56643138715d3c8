"""Rules on the order of a lesson."""

from __future__ import annotations

from collections.abc import Iterator

from ..lesson import Lesson, exercise_of


def title(lesson: Lesson) -> Iterator[tuple[int, str]]:
    """The first cell is text and starts with the lesson's title."""
    first = lesson.cells[0]
    if first.kind != "markdown" or not lesson.title:
        yield (
            first.line,
            "the first cell has no title; make it `# %% [markdown]` with a line `# # The title`",
        )


def test_after_exercise(lesson: Lesson) -> Iterator[tuple[int, str]]:
    """A test is named after an exercise above it: answer ``sigmoid``, tests ``test_sigmoid`` and ``hidden_sigmoid``."""
    above: tuple[str, ...] = ()
    for cell in lesson.cells:
        if cell.role in ("answer", "manual answer"):
            above += (cell.grade_id,)
        elif cell.role == "test" and exercise_of(cell.grade_id, above) is None:
            known = ", ".join(above) or "none"
            found = f"test {cell.grade_id!r} is named after no exercise above it (there: {known})"
            yield cell.line, f"{found}; call it test_<exercise> or hidden_<exercise>, and put it below"
