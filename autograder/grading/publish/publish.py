"""From result files to all that people look at: gradebook, executed notebooks, feedback."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ..keep.folders import Places, shown
from ..keep.result import Result, Results
from ..read.lesson import Lesson
from .entry import Entry, entry
from .executed import as_bytes, executed_notebook

_OF_THE_DISK = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)


def standing(places: Places, lesson: Lesson, students: list[str] | None = None) -> Iterator[Result]:
    """The results that count: of whoever has handed in, final, and with a verdict of each of the lesson's tests."""
    results = Results(places.results)
    maxima = {test.id: test.points for test in lesson.tests}
    for student in places.handed_in(lesson.name, students):
        result = results.read(lesson.name, student)
        if result is not None and result.is_final and {n: v.maximum for n, v in result.verdicts.items()} == maxima:
            yield result


def write_executed(places: Places, lesson: Lesson, result: Result) -> None:
    """Nbgrader's autograded notebook; written only where it differs."""
    replace_if_new(places.executed(result.student, lesson.name), as_bytes(executed_notebook(lesson, result)))
    stamp = places.executed(result.student, lesson.name).with_name("timestamp.txt")
    if result.timestamp:
        replace_if_new(stamp, (result.timestamp + " UTC").encode())


def replace_if_new(path: Path, data: bytes) -> None:
    """Whole or not at all. Not flushed to the disk: it can be made again from the result."""
    if path.is_file() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(data)
    beside.replace(path)


def publish(places: Places, lesson: Lesson, feedback: Callable[[Lesson], Callable[..., bytes]]) -> dict[str, str]:
    """Write everything for one lesson: executed notebooks, gradebook, pages.

    Tells by student why theirs could not be written. GradebookError or OSError if nobody's can.
    """
    from .gradebook import read_given, write  # here, since nbgrader takes two seconds to import
    from .late import late_penalties

    skipped: dict[str, str] = {}

    def entries() -> Iterator[Entry]:
        names = set()
        for result in standing(places, lesson):
            with _apart(result.student, skipped):
                name = shown(result.student)
                if name in names:
                    raise ValueError(f"another folder is shown as {name}, too; rename one")
                names.add(name)
                write_executed(places, lesson, result)
                yield entry(lesson, result)

    write(places.course, lesson, entries())
    late = {student: off for student, _, off in late_penalties(places.course, lesson.name, keep=True)}
    given = read_given(places.course, lesson)
    page = feedback(lesson)
    for result in standing(places, lesson):
        if result.student not in skipped:
            with _apart(result.student, skipped):
                name = shown(result.student)
                made = page(result, given.get(name, {}), late.get(name, 0.0))
                replace_if_new(places.feedback(result.student, lesson.name), made)
    return skipped


@contextmanager
def _apart(student: str, skipped: dict[str, str]) -> Iterator[None]:
    """What goes wrong with one student's result is said of it, and stops nobody else's; a full disk is everybody's."""
    try:
        yield
    except Exception as error:
        if isinstance(error, OSError) and error.errno in _OF_THE_DISK:
            raise
        skipped[student] = f"{type(error).__name__}: {error}"
