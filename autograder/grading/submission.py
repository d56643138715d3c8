"""One submission from what was handed in to its result."""

from __future__ import annotations

import time

from course.checks.library import CLOSED

from .judge.judge_process import unwritten
from .judge.judge_submission import Judged, judge_submission
from .keep import result as r
from .keep.result import Result, Verdict
from .place.align import EXTRA
from .read.hand_in import Handed
from .read.lesson import Lesson
from .run.fork_client import GraderError
from .run.fork_pool import WarmParents
from .run.sandbox.limits import Limits


def grade_handed(
    parents: WarmParents, lesson: Lesson, handed: Handed, limits: Limits, before: Result | None = None
) -> Result:
    """The result of a submission; never raises for what is in it.

    Where ``before`` is its result by the same lesson, only tests that have changed since are run again.
    """
    start = time.monotonic()
    if handed.notebook is None:
        return _result(lesson, handed, Judged(unreadable=""), handed.remarks, start)
    try:
        judged = judge_submission(parents, lesson, handed, limits, _standing(lesson, handed, before))
        if judged.unreadable is not None:
            return _result(lesson, handed, judged, (*handed.remarks, judged.unreadable), start)
        missing = [test.id for test in lesson.tests if test.id not in judged.verdicts]
        if missing:
            raise GraderError(f"no verdict on {', '.join(missing)}")
    except GraderError as error:
        notes = (*handed.remarks, f"the grader failed: {error}")
        return _result(lesson, handed, Judged(level=str(parents.level)), notes, start, r.ERROR)
    return _graded(lesson, handed, judged, start)


def _standing(lesson: Lesson, handed: Handed, before: Result | None) -> dict[str, Verdict]:
    """The verdicts of ``before`` that still hold. One that did not run may have come of what ran with it."""
    if before is None or not before.is_final or (before.input, before.tests) != (handed.digest, lesson.digest):
        return {}
    if any(verdict.state == "not run" for verdict in before.verdicts.values()):
        return {}
    known = {test.id: before.verdicts.get(test.id) for test in lesson.tests}
    return {test.id: v for test in lesson.tests if (v := known[test.id]) is not None and v.test == test.digest}


def _graded(lesson: Lesson, handed: Handed, judged: Judged, start: float) -> Result:
    odd = [f"{name}: {cell['note']}" for name, cell in judged.cells.items() if cell.get("note")]
    odd += [f"{verdict.exercise}: {verdict.note}" for verdict in judged.verdicts.values() if verdict.note]
    look = bool(handed.remarks) or judged.look or any(verdict.note for verdict in judged.verdicts.values())
    judged.remarks += tuple(_stopped_of_their_own(judged))
    notes = (*handed.remarks, *judged.remarks, *judged.notes, *dict.fromkeys(odd))
    return _result(lesson, handed, judged, notes, start, r.LOOK if look else r.GRADED)


def _stopped_of_their_own(judged: Judged) -> list[str]:
    """What stopped in cells that the student has added: what an answer leans on may have been in one."""
    found = []
    for name, cell in judged.cells.items():
        error = next((o for o in cell["outputs"] if o["output_type"] == "error"), None)
        if not name.startswith(EXTRA) or not cell["failed"]:
            continue
        if cell.get("note"):
            found.append(f"a cell of your own was stopped while it was graded: {cell['note']}; its definitions count")
        elif error and CLOSED not in error["evalue"]:  # a comparison with the library, which is closed here
            found.append(f"a cell of your own stopped while it was graded: {error['ename']}: {error['evalue']}"[:300])
    return list(dict.fromkeys(found))


def _result(
    lesson: Lesson, handed: Handed, judged: Judged, notes: tuple[str, ...], start: float, state: str = r.UNREADABLE
) -> Result:
    verdicts = judged.verdicts
    if state == r.UNREADABLE:
        verdicts = {test.cell.id: unwritten(test) for test in lesson.asked}
    return Result(
        student=handed.student,
        lesson=lesson.name,
        state=state,
        input=handed.digest,
        tests=lesson.digest,
        level=judged.level,
        seconds=round(time.monotonic() - start, 3),
        timestamp=handed.timestamp,
        verdicts={test.id: verdicts[test.id] for test in lesson.tests if test.id in verdicts},
        cells=judged.cells,
        texts=judged.texts,
        extra=judged.extra,
        notes=notes,
        remarks=(*handed.remarks, *judged.remarks),
        maximum=lesson.maximum,
    )
