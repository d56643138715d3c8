"""Process T: goes through the lesson in the instructor's order; sends the student's cells to S, runs the tests itself.

It never executes a line of the student's. What it writes down is the only thing that becomes a score.
"""

from __future__ import annotations

import ast
import contextlib
import os
import time
from dataclasses import dataclass, field

from course.checks import call as course_call

from ..run.channel import Channel, LostError
from ..run.remote import Remote
from ..run.sandbox.limits import Limits
from ..run.shell import RECORD, Shell, take_streams
from .score import score

_MOST_OUTPUT = 8 << 20


@dataclass
class Sitting:
    """One pass over a submission, as far as S lasts."""

    job: dict
    shell: Shell
    remote: Remote
    ends: float
    cells: dict[str, dict] = field(default_factory=dict)
    lost: dict | None = None
    kept: int = 0

    def steps(self) -> None:
        """Take every step, in order; stop where S is lost."""
        for step in self.job["steps"]:
            self.remote.ends = min(self.ends, time.monotonic() + self.remote.limits.cell)
            if step["kind"] == "own":
                self._own(step)
            elif step["kind"] == "test":
                self._test(step)
            elif step["id"] not in self.job["skip"]:
                self._student(step)
            if self.remote.lost:
                self.lost = self.lost or {"step": step["id"], "function": self.remote.culprit, "why": self.remote.lost}
                return

    def _own(self, step: dict) -> None:
        """Statements of the lesson's that tests lean on. If they fail on a student's function, so will those."""
        with contextlib.suppress(Exception):
            exec(self._compiled(step["source"], "setup"), self.remote.namespace)  # noqa: S102  the instructor's

    def _student(self, step: dict) -> None:
        """A cell of the student's; where it fails and the release has another text for it, that one."""
        for source in step["sources"]:
            if time.monotonic() >= self.ends:
                self._keep(step, [], failed=True, note="not run: the time for this submission is over")
                return
            try:
                reply = self.remote.run(source)
            except LostError as error:
                self.lost = {"step": step["id"], "function": None, "why": str(error)}
                return
            note = "it took too long" if reply.get("late") else None
            self._keep(step, _sound(reply.get("outputs")), failed=bool(reply.get("failed")), note=note)
            if not reply.get("failed"):
                return

    def _test(self, step: dict) -> None:
        if step["id"] in self.job["done"]:
            return
        RECORD.start(self.remote.limits.output)
        if time.monotonic() >= self.ends:
            RECORD.error(
                "TimeIsOver", "the time for this submission is over", ["The time for this submission is over."]
            )
            self._keep(step, RECORD.outputs, failed=True, note="no time was left", points=0.0)
            return
        try:
            value = self._run_test(step)
        except BaseException as error:  # whatever a test raises, SystemExit too, is its verdict
            RECORD.error(type(error).__name__, _words(error), _traceback(error, step))
            self._keep(step, RECORD.outputs, failed=True, points=0.0)
            return
        points, note = score(value, step["points"])
        RECORD.data("execute_result", {"text/plain": repr(points)})
        self._keep(step, RECORD.outputs, failed=False, note=note, points=points)

    def _run_test(self, step: dict) -> object:
        tree = ast.parse(self.shell.input_transformer_manager.transform_cell(step["source"]))
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        name = f"<{step['id']}>"
        exec(compile(tree, name, "exec"), self.remote.namespace)  # noqa: S102  the instructor's
        if last is None:
            return None
        return eval(compile(ast.Expression(last.value), name, "eval"), self.remote.namespace)  # noqa: S307

    def _compiled(self, source: str, name: str) -> object:
        return compile(self.shell.input_transformer_manager.transform_cell(source), f"<{name}>", "exec")

    def _keep(self, step: dict, outputs: list, **found: object) -> None:
        size = sum(len(str(output)) for output in outputs)
        self.kept += size
        kept = outputs if self.kept < _MOST_OUTPUT else []
        self.cells[step["id"]] = {"outputs": kept, **found}


def _words(error: BaseException) -> str:
    with contextlib.suppress(Exception):
        return str(error)[:2000]
    return ""


def _traceback(error: BaseException, step: dict) -> list[str]:
    """The failing line of a test that the student can read anyway; of a hidden one only the words."""
    said = f"{type(error).__name__}: {_words(error)}".rstrip(": ")
    if step["hidden"]:
        return [said]
    name, number, trace = f"<{step['id']}>", None, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == name:
            number = trace.tb_lineno
        trace = trace.tb_next
    lines = step["source"].splitlines()
    where = [f"----> {number} {lines[number - 1]}"] if number and number <= len(lines) else []
    return [*where, said]


def _sound(outputs: object) -> list[dict]:
    """Outputs of S in exactly nbformat's form; anything else is left out."""
    return [kept for output in (outputs if type(outputs) is list else [])[:200] if (kept := _sound_one(output))]


def _sound_one(output: object) -> dict | None:
    kind = output.get("output_type") if type(output) is dict else None
    if kind == "stream" and output.get("name") in ("stdout", "stderr") and type(output.get("text")) is str:
        return {"output_type": kind, "name": output["name"], "text": output["text"]}
    if kind == "error":
        lines = output.get("traceback")
        texts = [str(output.get("ename")), str(output.get("evalue"))]
        kept = [line for line in lines if type(line) is str] if type(lines) is list else []
        return {"output_type": kind, "ename": texts[0], "evalue": texts[1], "traceback": kept[:100]}
    if kind in ("display_data", "execute_result") and type(output.get("data")) is dict:
        forms = ("text/plain", "image/png", "image/jpeg")
        data = {form: output["data"][form] for form in forms if type(output["data"].get(form)) is str}
        more = {"execution_count": None} if kind == "execute_result" else {}
        return {"output_type": kind, "data": data, "metadata": {}, **more}
    return None


def main(control: Channel, channel: Channel, shell: Shell) -> None:
    """One sitting: the job comes from the watcher, S is at the other end of ``channel``."""
    job = control.receive()
    channel.send({"files": job["files"]})
    ready = channel.receive(30)  # sent before S has read a line of the student's
    if "level" not in ready:
        raise LostError(ready.get("problem", "process S did not start"))
    take_streams()
    limits = Limits(**job["limits"])
    from IPython.display import display

    namespace = {"__name__": "__main__", "display": display, "get_ipython": lambda: shell}
    remote = Remote(channel, namespace, job["wanted"], set(job["reserved"]), limits)
    remote.dead, remote.operators = set(job["dead"]), set(job["classes"])
    os.environ["COURSE_STUDENT"] = job["key"]  # inputs of this submission's own
    course_call.SECONDS = None  # S keeps the time
    sitting = Sitting(job, shell, remote, time.monotonic() + limits.submission)
    sitting.steps()
    control.send({"cells": sitting.cells, "lost": sitting.lost, "level": ready["level"]})
