"""One submission through processes S and T, with a fresh pair whenever S is lost, until every test has its verdict."""

from __future__ import annotations

import base64
import hashlib
import tempfile
import time
from dataclasses import asdict, dataclass, field, replace

from ..keep.result import Verdict
from ..read.hand_in import Handed
from ..read.lesson import Lesson
from ..run.channel import LostError, pair
from ..run.fork_client import GraderError, WarmParent
from ..run.fork_pool import Judge, WarmParents
from ..run.sandbox.limits import Limits
from .judge_process import stopped

_GRACE = 15.0
_MOST_PAIRS = 60


@dataclass
class Judged:
    """What became of a submission; ``unreadable`` says why there is nothing else."""

    verdicts: dict[str, Verdict] = field(default_factory=dict)
    cells: dict[str, dict] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    extra: dict[str, list[str]] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    look: bool = False
    asked_key: bool = False
    level: str = "not run"
    seconds: float = 0.0
    unreadable: str | None = None


def judge_submission(
    parents: WarmParents, lesson: Lesson, handed: Handed, limits: Limits, done: dict[str, Verdict]
) -> Judged:
    """Everything of ``handed`` but the tests that are ``done``. GraderError if it is T, or the sandbox, that fails."""
    start = time.monotonic()
    found = Judged(verdicts=dict(done))
    missing: list[str] = []
    skip: list[str] = []
    ended: set[str] = set()
    for _ in range(_MOST_PAIRS):
        left = replace(limits, submission=max(0.0, limits.submission - (time.monotonic() - start)))
        job = {"lesson": lesson.name, "key": _key(handed), "limits": asdict(left), "skip": skip, "ended": sorted(ended)}
        lost = _sit(parents, job | {"done": list(found.verdicts)}, handed, found, left, ended)
        if lost is None:
            break
        if lost["test"]:
            test = next(test for test in lesson.asked if test.cell.id == lost["where"])
            found.verdicts[test.cell.id] = stopped(test, lost["why"])
            ended.add(test.exercise)
            missing.append(f"the student's process was lost while {test.exercise} was called: {lost['why']}")
        elif lost["where"]:
            skip.append(lost["where"])
            found.cells.setdefault(lost["where"], _stopped_cell(lost["why"]))
            missing.append(f"the student's process was lost in cell {lost['where']}: {lost['why']}")
    else:
        raise GraderError(f"process S was lost {_MOST_PAIRS} times")
    if found.asked_key:
        found.look = True
        missing.append("its code asked for the answer key while it was graded")
    found.notes = tuple(dict.fromkeys((*found.notes, *missing)))
    found.seconds = time.monotonic() - start
    return found


def _key(handed: Handed) -> str:
    """Decides the inputs that tests draw: other ones for every student and every hand-in, the same when done again."""
    student = handed.student.encode("utf-8", "surrogateescape")
    return hashlib.sha256(student + b"\0" + handed.digest.encode()).hexdigest()[:16]


def _stopped_cell(why: str) -> dict:
    said = f"This cell was stopped: {why}."
    error = {"output_type": "error", "ename": "Stopped", "evalue": why, "traceback": [said]}
    return {"outputs": [error], "failed": True, "note": why}


def _sit(
    parents: WarmParents, job: dict, handed: Handed, found: Judged, limits: Limits, ended: set[str]
) -> dict | None:
    """One pair of processes: S, which may do what it likes, and T, whose report must come in time.

    What it brings is added to ``found`` and ``ended``; where S was lost, and why, comes back.
    """
    with parents.judge(limits) as judge, _Pair(parents, judge, limits) as both:
        judge.well = False
        try:
            placed = both.start_judge(job, handed)
            if "unreadable" in placed:
                judge.well = True
                found.unreadable = str(placed["unreadable"])
                return None
            _add_placed(found, placed)
            reply = both.start_student(torch=placed["torch"])
            judge.well = True
        except LostError as error:
            raise GraderError(f"process T failed: {error}") from None
    if reply["lost"] is not None and reply["lost"]["where"] and both.killed_from_outside:
        raise GraderError("process S was killed from outside, as the system does where memory runs out")
    lost = _add_judged(found, reply, str(parents.level))
    ended.update(reply["ended"])
    return lost and lost | {"why": both.why or lost["why"]}


class _Pair:
    """A judge and a student, and the line between them; leaving it ends the student."""

    def __init__(self, parents: WarmParents, judge: Judge, limits: Limits) -> None:
        self.parents, self.judge, self.limits = parents, judge, limits
        self._judge_end, self._student_end = pair()
        self._student: tuple[WarmParent, int] | None = None
        self.killed_from_outside = False
        self.why: str | None = None

    def start_judge(self, job: dict, handed: Handed) -> dict:
        """What T makes of the notebook."""
        with tempfile.TemporaryFile() as notebook:
            notebook.write(handed.notebook)
            notebook.seek(0)
            self.judge.line.hand([self._judge_end.fileno(), notebook.fileno()])
        self._judge_end.close()
        files = {name: base64.b64encode(data).decode() for name, data in handed.files.items()}
        self.judge.line.send({**job, "files": files}, 30)
        return self._told(self.limits.cell)

    def start_student(self, *, torch: bool) -> dict:
        """What T judges."""
        parent = self.parents.student(torch=torch)
        self._student = parent, parent.fork([self._student_end.fileno()], self.limits)
        self._student_end.close()
        return self._told(self.limits.submission)

    def _told(self, seconds: float) -> dict:
        reply = self.judge.line.receive(seconds + _GRACE)
        if "problem" in reply:
            raise GraderError(f"process T failed: {reply['problem'].strip()[-600:]}")
        return reply

    def __enter__(self) -> _Pair:
        return self

    def __exit__(self, *_: object) -> None:
        for end in (self._judge_end, self._student_end):
            end.close()
        if self._student is not None:
            parent, child = self._student
            ended = parent.end(child)
            self.why, self.killed_from_outside = ended.why, ended.from_outside


def _add_placed(found: Judged, told: dict) -> None:
    placed = told["placed"]
    found.texts, found.extra, found.remarks = placed["texts"], placed["extra"], tuple(placed["remarks"])
    found.notes, found.look = tuple(told["notes"]), told["look"]


def _add_judged(found: Judged, reply: dict, level: str) -> dict | None:
    if reply["level"] != level:
        raise GraderError(f"process S ran at level {reply['level']}, not {level}")
    found.level = level
    found.cells = reply["cells"] | found.cells
    for name, told in reply["verdicts"].items():
        found.verdicts[name] = Verdict(**told | {"lent": tuple(told["lent"])})
    found.asked_key = found.asked_key or reply["asked_key"]
    return reply["lost"]
