"""From result files to all that people look at: gradebook, executed notebooks, feedback."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from ..keep import result as r
from ..keep.folders import Places
from ..keep.result import Result, Results
from ..place.align import Placed, place
from ..read.hand_in import read_handed
from ..read.lesson import Lesson
from .executed import as_bytes, executed_notebook

Made = tuple[Result, Placed]


def standing(places: Places, lesson: Lesson, students: list[str] | None = None) -> Iterator[Made]:
    """Each result that still fits what was handed in, with the submission's cells beside the lesson's."""
    results = Results(places.results)
    for student in places.handed_in(lesson.name, students):
        result = results.read(lesson.name, student)
        if result is None or not result.is_final:
            continue
        handed = read_handed(places.folder(lesson.name, student), student, lesson.name)
        if handed.digest == result.input:
            empty = Placed({}, {}, (), look=True)
            yield result, place(lesson, handed) if handed.cells is not None else empty


def points(lesson: Lesson, made: Made) -> dict[str, float | None]:
    """By grade_id the automatic score; None where a person decides. A text left as it was is worth nothing."""
    result, placed = made
    found: dict[str, float | None] = {test.grade_id: result.cells[test.id]["points"] for test in lesson.tests}
    for cell in lesson.by_hand:
        blank = cell.is_answer and placed.texts.get(cell.id, cell.released).strip() == cell.released.strip()
        found[cell.grade_id] = 0.0 if blank and result.state != r.UNREADABLE else None
    return found


def unanswered(lesson: Lesson, placed: Placed) -> frozenset[str]:
    """The exercises whose cell is as it was released."""
    answers = [cell for cell in lesson.cells if cell.is_answer]
    same = [c for c in answers if placed.texts.get(c.id, c.released).strip() == c.released.strip()]
    return frozenset(cell.grade_id for cell in same)


def write_executed(places: Places, lesson: Lesson, made: Made) -> None:
    """Nbgrader's autograded notebook; written only where it differs."""
    result, placed = made
    replace_if_new(places.executed(result.student, lesson.name), as_bytes(executed_notebook(lesson, placed, result)))
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


def publish(places: Places, lesson: Lesson, feedback: Callable[..., bytes]) -> int:
    """Write everything for one lesson: executed notebooks, gradebook, pages; how many submissions there are."""
    from .gradebook import Entry, late_penalties, read_given, write  # here, since nbgrader takes two seconds to import

    def entries() -> Iterator[Entry]:
        for made in standing(places, lesson):
            write_executed(places, lesson, made)
            result, placed = made
            look = result.state == r.UNREADABLE
            yield Entry(result.student, result.timestamp, points(lesson, made), unanswered(lesson, placed), look)

    count = write(places.course, lesson, entries())
    late = {student: off for student, _, off in late_penalties(places.course, lesson.name, keep=True)}
    given = read_given(places.course, lesson)
    for made in standing(places, lesson):
        student = made[0].student
        page = feedback(lesson, made, given.get(student, {}), late.get(student, 0.0))
        replace_if_new(places.feedback(student, lesson.name), page)
    return count
