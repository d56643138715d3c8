"""Process S: runs the student's cells, and answers with what they define. It is given code and data, never a test.

There is no answer key here, and no source of the library. It trusts nobody and nobody trusts it: whatever it answers is
data for `judge.remote_answer`, which checks its form.
"""

from __future__ import annotations

import ast
import contextlib
import importlib
import linecache
import marshal
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from course.checks import first_wrong_line as trail
from course.checks.answer import look
from course.checks.isolation import hidden, lending
from course.checks.library import functions_of
from course.checks.outcome import Outcome, Raised
from course.checks.returned_arrays import describe
from course.checks.safe_call import TooLongError, call, limited

from .channel import Channel, LostError
from .shell import RECORD, Shell, take_streams
from .stand_ins import StandIns
from .warm_up import ASKED
from .wire import NotPlainError, Packer, Unpacker

_SHOWN = {"text/plain", "image/png", "image/jpeg"}
_LATE = TooLongError.__name__
_DEFINES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)


class Student:
    """The student's namespace, and what the other side may ask of it."""

    def __init__(self, shell: Shell, channel: Channel) -> None:
        self.space: dict = shell.user_ns
        self.shell, self.channel = shell, channel
        self.stand_ins = StandIns(channel)
        self.marks: dict[str, dict] = {}
        self.answers: dict[str, Callable[[dict], dict | None]] = {
            "open": self.open,
            "notebook": self.notebook,
            "ask": self.ask,
            "trail": self.trail,
        }

    def serve(self) -> None:
        """Answer until the other side goes."""
        take_streams()
        with contextlib.suppress(LostError):
            while True:
                message = self.channel.receive()
                answer = self.answers[message["do"]](message)
                if answer is not None:
                    self.channel.send(answer | {"asked_key": True} if ASKED else answer)

    def open(self, message: dict) -> None:
        """Take in the code of what may be used of the library now: by full name, that of each function in it."""
        for name, codes in message["codes"].items():
            module, _, own = name.rpartition(".")
            for function, code in zip(functions_of(getattr(sys.modules[module], own)), codes, strict=True):
                function.__code__ = marshal.loads(bytes.fromhex(code))

    def notebook(self, message: dict) -> None:
        """Run the cells in order, with an answer for each; where a test stands, keep the names as they are then."""
        left = {True: message["seconds"] / 2, False: message["seconds"] / 2}  # cells of their own take none from others
        for cell in message["cells"]:
            if cell["test"]:
                self.marks[cell["id"]] = dict(self.space)
            else:
                start = time.monotonic()
                self.channel.send(self._run(cell, message, start + left[cell["own"]]))
                left[cell["own"]] -= time.monotonic() - start

    def _run(self, cell: dict, message: dict, ends: float) -> dict:
        """Try the texts in turn. Of an answer, what its own text showed counts, whatever stands in for it then."""
        told: dict = {}
        for source in cell["sources"]:
            seconds = min(message["cell"], ends - time.monotonic())
            if cell["given"]:
                return self._make(source, seconds) if seconds > 0 else _no_time()
            if told:
                self.channel.send({"next": True})  # the time for this text begins
            found = self._run_once(source, seconds, message["output"]) if seconds > 0 else _no_time()
            if found["failed"]:
                self._define(source)
            told = told if told and (found["failed"] or cell["makes"]) else found
            if not found["failed"] or (cell["makes"] and all(name in self.space for name in cell["makes"])):
                break
            told["gone"] = True
        return told

    def _make(self, source: str, seconds: float) -> dict:
        """A part of the lesson's own code, for what it makes; nobody sees what it shows, or where it stops."""
        try:
            with limited(seconds):
                exec(compile(source, _name_of(source), "exec"), self.space)  # noqa: S102
        except TooLongError:
            return _no_time()
        except BaseException:  # where the library is closed, say
            return {"failed": True, "late": False, "outputs": []}
        return {"failed": False, "late": False, "outputs": []}

    def _define(self, source: str) -> None:
        """What a cell that has stopped defines: a line that only stops here must not take a function along."""
        with contextlib.suppress(BaseException), limited(1.0):
            tree = ast.parse(self.shell.input_transformer_manager.transform_cell(source))
            for statement in (s for s in tree.body if isinstance(s, _DEFINES)):
                with contextlib.suppress(Exception):
                    exec(compile(ast.Module([statement], []), _name_of(source), "exec"), self.space)  # noqa: S102

    def _run_once(self, source: str, seconds: float, most: int) -> dict:
        RECORD.start(most)
        late = False
        try:
            with limited(seconds):
                failed = not (self._plainly(source) or self.shell.run_cell(source, store_history=False).success)
        except TooLongError:
            failed = late = True
        except BaseException as error:  # IPython itself gave up on the text
            RECORD.error(type(error).__name__, "IPython cannot run this cell", [])
            failed = True
        late = late or any(output.get("ename") == _LATE for output in RECORD.outputs)
        return {"failed": failed, "late": late, "outputs": [_shown(output) for output in RECORD.outputs]}

    def _plainly(self, source: str) -> bool:
        """Run a cell that only defines something, without what IPython does around it; False if it is to do it."""
        try:
            tree = ast.parse(source)
            if not all(isinstance(statement, _DEFINES) for statement in tree.body):
                return False
            exec(compile(tree, _name_of(source), "exec"), self.space)  # noqa: S102
        except Exception:  # once more there, for what it says
            return False
        return True

    @contextlib.contextmanager
    def _as_at(self, message: dict) -> Iterator[dict]:
        """The notebook as the test finds it, with what was only defined further down, and with what is lent."""
        now = dict(self.space)
        lent = {name: self.stand_ins.resolve("call", number) for name, number in message["lent"].items()}
        ended = {name: _ended(name) for name in message["ended"] if name not in lent}
        self.space.update(self.marks[message["test"]] | ended)
        try:
            with lending(self.space, lent):
                yield self.space
        finally:
            self.space.clear()
            self.space.update(now)

    def ask(self, message: dict) -> dict:
        """Call the answer with each case, twice with the first; what came of it, as data."""
        self.stand_ins.begin(message["classes"])
        with self._as_at(message) as space:
            function = space.get(message["name"])
            found = look(function)
            told = {"kind": found.kind, "shown": found.shown[:300], "parameters": found.parameters}
            outcomes: list[list[dict]] = []
            if found.kind in ("function", "class"):
                driven = self._driven(message["drive"], function)
                with hidden(space) as names:
                    for data in message["cases"]:
                        times = 1 if outcomes else 2
                        outcomes.append([self._call(driven, function, data, message, names) for _ in range(times)])
                        if any("late" in outcome for outcome in outcomes[-1]):
                            break
        return {"found": told, "outcomes": outcomes}

    def _driven(self, drive: list | None, function: Callable) -> Callable:
        if drive is None:
            return function
        use = getattr(importlib.import_module(drive[0]), drive[1])
        return lambda *arguments: use(function, *arguments)

    def _call(self, driven: Callable, function: Callable, data: object, message: dict, names: set[str]) -> dict:
        def fresh() -> dict:
            return dict(zip(message["arguments"], Unpacker(self.stand_ins.resolve).unpack(data), strict=True))

        outcome = call(driven, fresh, function, names, message["seconds"])
        said = {"changed": list(outcome.changed), "printed": outcome.printed}
        return said | _result(outcome)

    def trail(self, message: dict) -> dict:
        """The first wrong line of a function as its own recording shows it: words for a message, no more."""
        found = None
        with self._as_at(message) as space, contextlib.suppress(BaseException), hidden(space):
            arguments = Unpacker(self.stand_ins.resolve).unpack(message["cases"][0])
            with limited(message["seconds"]):
                found = trail.first_wrong_line(space[message["name"]], arguments)
        return {"value": None if found is None else str(found)[:400]}


def _name_of(source: str) -> str:
    """A file name under which the lines of a cell can be found."""
    name = f"<cell {hash(source):x}>"
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    return name


def _result(outcome: Outcome) -> dict:
    if outcome.is_late:
        return {"late": True}
    if outcome.error is not None:
        return {"error": _described(outcome.error)}
    try:
        return {"value": Packer(_foreign, trees=True).pack(outcome.value)}
    except NotPlainError as error:
        return {"error": _described(Raised("ValueError", "ValueError", f"it returned too much: {error}"))}
    except BaseException as error:  # a __iter__ of theirs
        return {"error": _described(Raised(type(error).__name__, "Exception", "what it returned cannot be read"))}


def _no_time() -> dict:
    return {"failed": True, "late": True, "outputs": []}


def _described(error: Raised) -> dict:
    return {**vars(error)}


def _foreign(value: object) -> object:
    """A value that stays here: where its class comes from, and what it is in a few words."""
    kind = type(value)
    try:
        shown = f"an array of {value.dtype}" if hasattr(value, "dtype") else describe(value)
    except BaseException:  # a __repr__ of theirs
        shown = f"a {kind.__name__}"
    return {"foreign": [str(kind.__module__)[:100], shown[:300]]}


def _ended(name: str) -> Callable:
    def ended(*_: object, **__: object) -> None:
        raise RuntimeError(f"{name} took too long before")

    return ended


def _shown(output: dict) -> dict:
    """Text and pictures only: HTML and scripts of a student's would run in the browser of whoever grades."""
    if "data" not in output:
        return output
    return {**output, "data": {k: v for k, v in output["data"].items() if k in _SHOWN}, "metadata": {}}


def main(channel: Channel, shell: Shell) -> None:
    """Serve until the other side hangs up."""
    sys.setrecursionlimit(3000)
    os.environ.pop("COURSE_STUDENT", None)
    sys.path.append(str(Path.cwd()))  # last: a module handed in with the notebook replaces none
    Student(shell, channel).serve()
