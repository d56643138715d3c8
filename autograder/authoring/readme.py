"""The table of lessons in README.md, between its two markers."""

from __future__ import annotations

from collections.abc import Sequence

from .lesson import Fault, FaultyError, Lesson

BEGIN = "<!-- lessons: made by make build -->"
END = "<!-- /lessons -->"
HEAD = "| lesson | title | exercises | points | minutes |\n|---|---|---|---|---|"


def lesson_table(lessons: Sequence[Lesson]) -> str:
    """One row a lesson; its number leads to the student's notebook."""
    return "\n".join([HEAD, *(_row(lesson) for lesson in lessons)])


def _row(lesson: Lesson) -> str:
    name, title = lesson.name, lesson.title.replace("|", r"\|")
    return (
        f"| [{lesson.number}](notebooks/{name}/{name}.ipynb) | {title} "
        f"| {len(lesson.exercises)} | {lesson.points:g} | {lesson.minutes} |"
    )


def with_table(readme: str, lessons: Sequence[Lesson]) -> str:
    """The README's text with a fresh table; as it is where it has no markers.

    Raises
    ------
    FaultyError
        If one marker stands without the other, or they stand in the wrong order.
    """
    if BEGIN not in readme and END not in readme:
        return readme
    before, begin, rest = readme.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        line = readme[: readme.find(BEGIN if begin else END)].count("\n") + 1
        message = f"the table of lessons needs both {BEGIN} and, below it, {END}; add the one that is missing"
        raise FaultyError([Fault("README.md", line, "lesson table", message)])
    return f"{before}{BEGIN}\n{lesson_table(lessons)}\n{END}{after}"
