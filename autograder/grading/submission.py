"""One submission from its folder to its result."""

from __future__ import annotations

import time
from pathlib import Path

from .judge.judge_submission import Verdict, grade
from .keep import result as r
from .keep.result import Result
from .place.align import Placed, job, needs_torch, place
from .read.hand_in import Handed, read_handed
from .read.lesson import Lesson
from .run.fork_client import GraderError
from .run.fork_pool import WarmParents
from .run.sandbox.limits import Limits

_UNWRITTEN = {"points": 0.0, "failed": True, "outputs": []}


def grade_submission(parents: WarmParents, lesson: Lesson, folder: Path, student: str, limits: Limits) -> Result:
    """The result of ``folder``; never raises for what is in it."""
    return grade_handed(parents, lesson, read_handed(folder, student, lesson.name), limits)


def grade_handed(parents: WarmParents, lesson: Lesson, handed: Handed, limits: Limits) -> Result:
    """The same for a submission that has been read."""
    start = time.monotonic()
    if handed.cells is None:
        cells = {test.id: dict(_UNWRITTEN) for test in lesson.tests}
        return _result(lesson, handed, r.UNREADABLE, cells, handed.remarks, "not run", time.monotonic() - start)
    placed = place(lesson, handed)
    work = job(lesson, handed, placed)
    try:
        verdict = grade(parents.get(torch=needs_torch(work)), work, limits)
        missing = [test.id for test in lesson.tests if "points" not in verdict.cells.get(test.id, {})]
        if missing:
            raise GraderError(f"no verdict on {', '.join(missing)}")
    except GraderError as error:
        notes = (*handed.remarks, *placed.remarks, f"the grader failed: {error}")
        return _result(lesson, handed, r.ERROR, {}, notes, str(parents.level), time.monotonic() - start)
    return _graded(lesson, handed, placed, verdict)


def _graded(lesson: Lesson, handed: Handed, placed: Placed, verdict: Verdict) -> Result:
    tests = {test.id for test in lesson.tests}
    odd = [f"{name}: {cell['note']}" for name, cell in verdict.cells.items() if cell.get("note")]
    look = handed.look or placed.look or any(verdict.cells[test].get("note") for test in tests)
    notes = (*handed.remarks, *placed.remarks, *verdict.notes, *odd)
    return _result(lesson, handed, r.LOOK if look else r.GRADED, verdict.cells, notes, verdict.level, verdict.seconds)


def _result(
    lesson: Lesson, handed: Handed, state: str, cells: dict, notes: tuple[str, ...], level: str, seconds: float
) -> Result:
    return Result(
        student=handed.student,
        lesson=lesson.name,
        state=state,
        input=handed.digest,
        tests=lesson.digest,
        level=level,
        seconds=round(seconds, 3),
        timestamp=handed.timestamp,
        cells=cells,
        notes=notes,
        maximum=lesson.maximum,
    )
