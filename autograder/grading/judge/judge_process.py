"""Process T: reads the submission, has S run its cells, asks S for values, judges them. It runs no line of a student's.

What it writes down is the only thing that becomes a score. It lives within limits, and takes one submission after
another as long as nothing goes wrong: what reading, placing or judging costs, costs this one at most.
"""

from __future__ import annotations

import base64
import builtins
import contextlib
import os
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace

from course.checks import library
from course.checks.check import examine
from course.checks.report import NOT_WRITTEN, WRONG, Report
from course.checks.safe_call import TooLongError, limited
from course.lessons.declare import Exercise

from ..keep.result import Verdict
from ..place.align import EXTRA, Run, needs_torch, place, steps
from ..read.hand_in import UnreadableError, cells_of
from ..read.lesson import Lesson, Test
from ..run.channel import Channel, LostError
from ..run.sandbox.limits import Limits
from .outputs import sound
from .remote_answer import Remote, RemoteAnswer

_MOST_OUTPUT = 8 << 20
_START_SECONDS = 60.0
_GRACE = 5.0
_FOR_CELLS = 0.5  # of the time that is left: slow cells must not take it from the tests
_MOST_BAD_CELLS = 5  # of the student's own: then none of these is run


class _NewStudentError(Exception):
    """The next test wants a process S that has learnt nothing of its answer."""


@dataclass
class Sitting:
    """One pass over a submission, as far as S lasts."""

    lesson: Lesson
    job: dict
    remote: Remote
    limits: Limits
    cells: dict[str, dict] = field(default_factory=dict)
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    where: str = ""
    lost: dict | None = None
    kept: int = 0
    broken: dict[str, dict] = field(default_factory=dict)
    trails: list[tuple[Test, RemoteAnswer, Report]] = field(default_factory=list)

    def run(self, runs: Sequence[Run]) -> None:
        """All cells; then the visible tests, then the hidden ones, so that what these are asked with is never shown."""
        try:
            self._cells(runs)
            for test in sorted(self.lesson.asked, key=self._turn):
                self.where = test.cell.id
                if self.where not in self.job["done"]:
                    self._test(test)
        except LostError as error:
            is_test = any(test.id == self.where for test in self.lesson.tests)
            self.lost = {"where": self.where, "why": str(error), "test": is_test}
        except _NewStudentError:
            self.lost = {"where": None, "why": "", "test": False}
        with contextlib.suppress(LostError):
            self._trails()

    def _turn(self, test: Test) -> tuple[bool, bool, int]:
        """Hidden tests after the others; of each kind first those in which S learns least, which saves new ones."""
        exercise = self.remote.exercises[test.exercise]
        return test.cell.is_hidden, exercise.prepare is not None, len(exercise.lends)

    def _trails(self) -> None:
        """The first wrong line of answers that were wrong: said last, since S needs the tracer for it."""
        if self.trails:
            modules = [module for name, module in sys.modules.items() if name.startswith("course.tracing")]
            self.remote.open({name: thing for module in modules for name, thing in library.things(module).items()})
        for test, answer, report in self.trails:
            said = answer.trail()
            if said:
                report = replace(report, lines=(("first wrong", said), *report.lines))
                self.verdicts[test.cell.id] = verdict(test, report)

    def _cells(self, runs: Sequence[Run]) -> None:
        """Have S run them all, and take what each shows."""
        skipped = self.job["skip"]  # texts in which S was lost
        stopped = {"ename": "Stopped", "evalue": "the process came to its end in it"}
        self.broken = {run.id: stopped for run in runs if run.makes and run.id in skipped}
        left = [replace(run, sources=run.sources[skipped.count(run.id) :]) for run in runs]
        own = sum(name.startswith(EXTRA) for name in skipped) < _MOST_BAD_CELLS
        cells = [asdict(run) for run in left if run.test or (run.sources and (own or not run.id.startswith(EXTRA)))]
        seconds = self.remote.left() * _FOR_CELLS
        limits = {"cell": self.limits.cell, "seconds": seconds, "output": self.limits.output}
        self.remote.tell({"do": "notebook", "cells": cells, **limits})
        for cell in cells:
            if not cell["test"]:
                self.where = cell["id"]
                while (reply := self.remote.receive(self.limits.cell)).get("next"):
                    pass
                note = "it took too long" if reply.get("late") else None
                outputs = sound(reply.get("outputs"))
                if reply.get("gone") and cell["makes"]:
                    self.broken[cell["id"]] = next((o for o in outputs if o["output_type"] == "error"), {})
                failed = bool(reply.get("failed")) and not cell["given"]
                self._keep(cell["id"], [] if cell["given"] else outputs, failed=failed, note=note)

    def _test(self, test: Test) -> None:
        exercise = self.remote.exercises[test.exercise]
        if self.remote.needs_new(exercise.name):
            raise _NewStudentError
        if self.remote.left() <= 0:
            report = Report(exercise.name, WRONG, "the time for this submission is over.", 0.0, test.points)
            self.verdicts[test.cell.id] = verdict(test, report, "not run", note="no time was left")
            return
        error = self.broken.get(self.lesson.answers.get(exercise.name, ""))
        if error is not None:
            report = does_not_run(exercise, error, test.points)
        else:
            answer = RemoteAnswer(self.remote, exercise, self.lesson.places[exercise.name])
            report = self._examined(test, exercise, answer)
            if answer.wrong_at is not None and not test.cell.is_hidden:
                self.trails.append((test, answer, report))
        self.verdicts[test.cell.id] = verdict(test, report)

    def _examined(self, test: Test, exercise: Exercise, answer: RemoteAnswer) -> Report:
        """The report; whoever returns what costs more to judge than there is, pays for it."""
        try:
            with limited(self.remote.left() + _GRACE):
                return examine(test.slug, exercise, answer, test.points, test.seed)
        except (MemoryError, RecursionError, TooLongError):
            self.remote.ended.add(exercise.name)
            said = "what came back is too large to be judged."
            return Report(exercise.name, WRONG, said, 0.0, test.points)

    def _keep(self, name: str, outputs: list, **found: object) -> None:
        self.kept += sum(len(str(output)) for output in outputs)
        self.cells[name] = {"outputs": outputs if self.kept < _MOST_OUTPUT else [], **found}


def does_not_run(exercise: Exercise, error: dict, points: float) -> Report:
    """The answer's cell stopped before it had defined what it should: what it says comes before any test."""
    kind, words = error.get("ename", "an error"), error.get("evalue", "")
    known = kind if kind.isidentifier() and hasattr(builtins, kind) else "Exception"
    todo = "mend that line in the cell above; run the cell, then the check."
    lines = (("it says", words[:300]), ("do next", todo))
    return Report(exercise.name, WRONG, f"its cell does not run: {kind[:100]}.", 0.0, points, lines=lines, error=known)


def verdict(test: Test, report: Report, state: str | None = None, note: str | None = None) -> Verdict:
    """A report as the result file keeps it; of a hidden test's, people are shown the verdict and the question."""
    shown = report.brief() if test.cell.is_hidden else report
    return Verdict(
        exercise=test.exercise,
        points=report.points,
        maximum=test.cell.points,
        hidden=test.cell.is_hidden,
        state=state or report.state,
        mistakes={mistake.name: mistake.says for mistake in report.mistakes},
        first=None if report.first is None else asdict(report.first),
        error=report.error,
        lent=report.lent,
        printed=report.printed,
        text=shown.text(),
        html=shown.html(),
        note=note,
        test=test.cell.digest,
    )


def stopped(test: Test, why: str) -> Verdict:
    """For a test in which S was lost."""
    return verdict(test, Report(test.exercise, WRONG, f"it was stopped: {why}.", 0.0, test.points), "not run", why)


def unwritten(test: Test) -> Verdict:
    """For a submission that could not be read."""
    return verdict(test, Report(test.exercise, NOT_WRITTEN, "nothing could be read.", 0.0, test.points), "not run")


def _placed(control: Channel, file: int, lesson: Lesson, files: dict[str, str]) -> list[Run] | None:
    """What S is to run, once the submission lies beside the lesson; None, and said so, if it cannot be read."""
    given = ((name, base64.b64decode(data)) for name, data in files.items() if name.endswith(".py"))
    modules = {name: data.decode("utf-8", "replace") for name, data in given}
    try:
        with os.fdopen(file, "rb") as opened:
            cells, remarks = cells_of(opened.read())
        placed = place(lesson, cells, modules)
    except (UnreadableError, MemoryError) as error:
        why = str(error) or "it takes more memory to read than a submission may have"
        control.send({"unreadable": why})
        return None
    runs = steps(lesson, placed)
    told = {"texts": placed.texts, "extra": placed.extra, "remarks": [*remarks, *placed.remarks]}
    look = placed.look or bool(remarks)
    control.send({"placed": told, "notes": list(placed.notes), "look": look, "torch": needs_torch(runs)})
    return runs


def main(control: Channel, lessons: Mapping[str, Lesson]) -> None:
    """One sitting after the other, until the watcher is gone."""
    while True:
        try:
            student, file = control.take(2)
        except LostError:
            return
        with contextlib.closing(Channel(student)) as channel:
            sit(control, channel, file, lessons)


def sit(control: Channel, channel: Channel, file: int, lessons: Mapping[str, Lesson]) -> None:
    """One sitting: the job comes from the watcher, S is at the other end of ``channel``, the notebook in ``file``."""
    job = control.receive()
    lesson, limits = lessons[job["lesson"]], Limits(**job["limits"])
    runs = _placed(control, file, lesson, job["files"])
    if runs is None:
        return
    channel.send({"files": job["files"]})
    ready = channel.receive(_START_SECONDS)  # sent before S has read a line of the student's
    if "level" not in ready:
        raise LostError(ready.get("problem", "process S did not start"))
    os.environ["COURSE_STUDENT"] = job["key"]  # inputs of this submission's own
    slug = lesson.asked[0].slug if lesson.asked else lesson.name.partition("_")[2]
    remote = Remote(channel, slug, limits, time.monotonic() + limits.submission)
    remote.ended = set(job["ended"])
    sitting = Sitting(lesson, job, remote, limits)
    sitting.run(runs)
    verdicts = {name: asdict(found) for name, found in sitting.verdicts.items()}
    told = {"cells": sitting.cells, "verdicts": verdicts, "lost": sitting.lost, "level": ready["level"]}
    control.send(told | {"ended": sorted(remote.ended), "asked_key": remote.asked_key})
