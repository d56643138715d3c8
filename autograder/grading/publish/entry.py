"""What the gradebook is to hold of one submission."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ..keep.folders import shown
from ..keep.result import UNREADABLE, Result
from ..read.lesson import Lesson


@dataclass(frozen=True)
class Entry:
    """By grade_id the points (None: a person gives them), and the answers that are as they were released."""

    student: str
    timestamp: datetime | None
    points: dict[str, float | None]
    unanswered: frozenset[str]
    look: bool = False


def entry(lesson: Lesson, result: Result) -> Entry:
    """That of a result."""
    stamp = datetime.fromisoformat(result.timestamp) if result.timestamp else None
    blank = _unanswered(lesson, result)
    look = result.state == UNREADABLE
    return Entry(shown(result.student), stamp, _points(lesson, result, blank), blank, look)


def _points(lesson: Lesson, result: Result, blank: frozenset[str]) -> dict[str, float | None]:
    """The automatic score; None where a person decides. A text left as it was is worth nothing."""
    found: dict[str, float | None] = {test.grade_id: result.verdicts[test.id].points for test in lesson.tests}
    for cell in lesson.by_hand:
        found[cell.grade_id] = 0.0 if cell.grade_id in blank and result.state != UNREADABLE else None
    return found


def _unanswered(lesson: Lesson, result: Result) -> frozenset[str]:
    answers = [cell for cell in lesson.cells if cell.is_answer]
    same = [c for c in answers if result.texts.get(c.id, c.released).strip() == c.released.strip()]
    return frozenset(cell.grade_id for cell in same)
