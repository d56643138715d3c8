"""One submission through processes S and T, with a fresh pair whenever S is lost, until every test has its verdict."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass, field, replace

from ..run.channel import Channel, LostError, pair
from ..run.fork_client import GraderError, WarmParent
from ..run.sandbox.limits import Limits

_GRACE = 15.0
_MOST_PAIRS = 40


@dataclass(frozen=True)
class Job:
    """What T is told.

    Attributes
    ----------
    steps : list of dict
        In the instructor's order. "run": a cell for S with the ``sources`` to try; "own": statements of the
        instructor's that tests need; "test": a test cell with its ``points``, and whether it is ``hidden``.
    wanted, reserved : list of str
        Names that tests take from the student; names that they must not take from there.
    classes : list of str
        Classes that the student writes.
    key : str
        Decides the inputs that hidden tests draw.
    files : dict
        Name to base64: what lies beside the notebook.
    """

    steps: list[dict]
    wanted: list[str]
    reserved: list[str]
    classes: list[str]
    key: str
    files: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Verdict:
    """By cell what it showed and earned; what was lost on the way, in words; the level; the seconds it took."""

    cells: dict[str, dict]
    notes: tuple[str, ...]
    level: str
    seconds: float


def grade(parent: WarmParent, job: Job, limits: Limits) -> Verdict:
    """All steps of ``job``, whatever becomes of S. GraderError if it is T, or the sandbox, that fails."""
    start = time.monotonic()
    cells: dict[str, dict] = {}
    notes: list[str] = []
    skip: list[str] = []
    dead: list[str] = []
    level = str(parent.level)
    for _ in range(_MOST_PAIRS):
        left = replace(limits, submission=max(0.0, limits.submission - (time.monotonic() - start)))
        told = asdict(job) | {"limits": asdict(left), "done": list(cells), "skip": skip, "dead": dead}
        reply = _sit(parent, told, left)
        new = {name: cell for name, cell in reply["cells"].items() if "points" in cell or name not in skip}
        cells, level = cells | new, reply["level"]
        lost = reply["lost"]
        if lost is None:
            break
        if level != str(parent.level):
            raise GraderError(f"process S ran at level {level}, not {parent.level}")
        note = _told_of(lost, cells)
        notes.append(note)
        _without(lost, cells, job, skip, dead)
    else:
        raise GraderError(f"process S was lost {_MOST_PAIRS} times")
    if level != str(parent.level):
        raise GraderError(f"process S ran at level {level}, not {parent.level}")
    return Verdict(cells, tuple(dict.fromkeys(notes)), level, time.monotonic() - start)


def _without(lost: dict, cells: dict, job: Job, skip: list[str], dead: list[str]) -> None:
    """What to leave out of the next sitting, so that the same cannot happen again."""
    step = next(step for step in job.steps if step["id"] == lost["step"])
    if step["kind"] == "test":
        cells.setdefault(step["id"], {"outputs": [], "failed": True, "points": 0.0})
        if lost["function"]:
            dead.append(lost["function"])
        return
    if len(step["sources"]) > 1:
        step["sources"].pop(0)
        return
    skip.append(step["id"])
    said = f"This cell was stopped: {lost['why']}."
    error = {"output_type": "error", "ename": "Stopped", "evalue": lost["why"], "traceback": [said]}
    cells[step["id"]] = {"outputs": [error], "failed": True, "note": lost["why"]}


def _told_of(lost: dict, cells: dict) -> str:
    what = f"while {lost['function']} was called in {lost['step']}" if lost["function"] else f"in cell {lost['step']}"
    return f"the student's process was lost {what}: {lost['why']}"


def _sit(parent: WarmParent, told: dict, limits: Limits) -> dict:
    """One pair of processes: S, which may do what it likes, and T, whose report must come in time."""
    ours, of_tester = pair()
    tester_end, student_end = pair()
    children = []
    try:
        children.append(parent.fork("student", [student_end], limits))
        children.append(parent.fork("tester", [of_tester, tester_end], limits))
        for end in (of_tester, tester_end, student_end):
            end.close()
        control = Channel(ours.detach())
        try:
            control.send({"files": told["files"]}, 30)
            _without_problem(control.receive(30))
            control.send(told, 30)
            return _without_problem(control.receive(limits.submission + _GRACE))
        finally:
            control.close()
    except LostError as error:
        raise GraderError(f"process T failed: {error}") from None
    finally:
        for end in (ours, of_tester, tester_end, student_end):
            end.close()
        for child in children:
            parent.end(child)


def _without_problem(reply: dict) -> dict:
    if "problem" in reply:
        raise GraderError(f"process T failed: {reply['problem']}")
    return reply
