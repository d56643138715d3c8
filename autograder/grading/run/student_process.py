"""Process S: runs the student's cells and answers calls. It is given code and data, never a test.

It trusts nobody and nobody trusts it: whatever it answers is data for `tester`, which checks its form.
"""

from __future__ import annotations

import contextlib
import importlib
import inspect
import operator
import os
import signal
import sys
import traceback
import warnings
from collections.abc import Callable, Iterator
from types import ModuleType

import numpy as np

from .changes import Common, apply_changes, changes, snapshot, without
from .channel import Channel, LostError
from .shell import RECORD, Shell, take_streams
from .wire import NotPlainError, Packer, Unpacker

_SHOWN = {"text/plain", "image/png", "image/jpeg"}
_PRINTED = 4000


class _LateError(BaseException):
    """The time for this call or cell is over. No Exception, so that a bare `except` of theirs lets it pass."""


class Student:
    """The student's namespace, and what the other side may ask of it."""

    def __init__(self, shell: Shell, channel: Channel) -> None:
        self.shell, self.channel = shell, channel
        self.objects: list[object] = []
        self.common = Common()
        self.initial = set(shell.user_ns)
        self.answers: dict[str, Callable[[dict], dict]] = {
            "run": self.run,
            "use": self.use,
            "trail": self.trail,
        }

    def serve(self) -> None:
        """Answer until the other side goes."""
        take_streams()
        with contextlib.suppress(LostError):
            while True:
                message = self.channel.receive()
                self.channel.send(self.answers[message["do"]](message))

    def run(self, message: dict) -> dict:
        """Run a cell; say what it showed, and what the namespace holds now."""
        RECORD.start(message["output"])
        late = False
        try:
            with _limited(message["seconds"]):
                done = self.shell.run_cell(message["source"], store_history=False)
            failed = not done.success
        except _LateError:
            failed = late = True
        return {
            "failed": failed,
            "late": late or any(output.get("ename") == "_LateError" for output in RECORD.outputs),
            "outputs": [_shown(output) for output in RECORD.outputs],
            "names": self._names(message["wanted"]),
        }

    def _names(self, wanted: list[str]) -> dict:
        space, packer = self.shell.user_ns, Packer(self._export)
        packed = {}
        for name in wanted:
            if name in space:
                with contextlib.suppress(NotPlainError):
                    packed[name] = packer.pack(space[name])
        variables = [
            name
            for name, value in space.items()
            if name not in self.initial
            and not name.startswith("_")
            and not callable(value)
            and not isinstance(value, ModuleType)
        ]
        return {"values": packed, "variables": variables}

    def use(self, message: dict) -> dict:
        """Call, or get or set an attribute or item of, an object; the arguments' changes go back with the result."""
        RECORD.start(_PRINTED)
        known = self.common.all()
        before = [snapshot(value) for value in known]  # what is written into one may show in another
        with contextlib.suppress(ValueError):  # an array of theirs that nobody may write
            apply_changes(known, message["refresh"], self._resolve)
        self.common.drop(message["gone"])
        known, before = self.common.all(), without(before, message["gone"])
        given = list(known)
        unpacker = Unpacker(self._resolve, given)
        target = self.objects[message["target"]]
        arguments, keywords = unpacker.unpack(message["arguments"]), unpacker.unpack(message["keywords"])
        before += [snapshot(value) for value in given[len(known) :]]
        if message["share"]:
            self.common.shared += given[len(known) :]
        with self._namespace(message["replace"], message["hide"]):
            answer = self._attempt(message, target, arguments, keywords, given)
        changed = changes(given, before, lambda known: Packer(self._export, known))
        printed = "".join(output.get("text", "") for output in RECORD.outputs if output.get("name") == "stdout")
        return {**answer, "changes": changed, "printed": printed[:_PRINTED]}

    def _attempt(self, message: dict, target: object, arguments: list, keywords: dict, given: list) -> dict:
        action = _ACTIONS[message["action"]]
        try:
            with _limited(message["seconds"]), warnings.catch_warnings(), np.errstate(all="ignore"):
                warnings.simplefilter("ignore")
                value = action(target, *arguments, **keywords)
            packer = Packer(self._export, list(given))
            answer = {"value": packer.pack(value)}
            self.common.came_back(packer.given[len(given) :])
            return answer
        except _LateError:
            return {"late": True}
        except BaseException as error:  # SystemExit and the like are answers too
            return {"error": _described(error, target)}

    @contextlib.contextmanager
    def _namespace(self, replace: dict, hide: list[str]) -> Iterator[None]:
        """The notebook as the test wants it for this call: right answers in place of some, variables out of sight."""
        space = self.shell.user_ns
        before = {name: space[name] for name in (*replace, *hide) if name in space}
        unpacker = Unpacker(self._resolve)
        new = {name: unpacker.unpack(data) for name, data in replace.items()}
        for name in hide:
            space.pop(name, None)
        space.update(new)
        try:
            yield
        finally:
            for name in new:
                space.pop(name, None)
            space.update(before)

    def trail(self, message: dict) -> dict:
        """The first wrong line of a function as its own recording shows it: words for a message, no more."""
        from course.checks.trail import first_wrong_line  # loaded when the parent was warmed

        arguments = Unpacker(self._resolve).unpack(message["arguments"])
        case = type("Case", (), {"arguments": dict(enumerate(arguments))})
        try:
            with _limited(message["seconds"]):
                found = first_wrong_line(self.objects[message["target"]], type("Verdict", (), {"case": case}))
        except BaseException:  # a courtesy
            found = None
        return {"value": None if found is None else str(found)[:400]}

    def _export(self, value: object) -> object:
        """A handle: its number, what kind of thing it is, and what can be said of it."""
        if isinstance(value, _Callback):
            return {"callback": value.number}
        self.objects.append(value)
        kind = "class" if isinstance(value, type) else "function" if callable(value) else "object"
        named = value if isinstance(value, type) else type(value)
        about = {"type": named.__name__, "module": str(named.__module__), "shown": _safe_repr(value)}
        return {"handle": [len(self.objects) - 1, kind, about | _signature(value)]}

    def _resolve(self, kind: str, content: object) -> object:
        if kind == "mine":
            return self.objects[content]
        if kind == "callback":
            return _Callback(content, self)
        if kind == "object":
            return _Theirs(**Unpacker(self._resolve).unpack(content))
        if kind == "library":
            module, name = content
            return getattr(importlib.import_module(module), name)
        raise NotPlainError(f"a value of no known form: {kind!r:.20}")


class _Theirs:
    """An object of the test's, as far as it may be used here: its methods ask the other side."""

    def __init__(self, **attributes: object) -> None:
        self.__dict__.update(attributes)


class _Callback:
    """A function of the test's: calling it asks the other side."""

    def __init__(self, number: int, student: Student) -> None:
        self.number, self.student = number, student

    def __call__(self, *arguments: object, **keywords: object) -> object:
        student = self.student
        packer = Packer(student._export)
        message = {
            "callback": self.number,
            "arguments": packer.pack(list(arguments)),
            "keywords": packer.pack(keywords),
        }
        answer = self._ask(message)
        if "error" in answer:
            raise RuntimeError(answer["error"])
        apply_changes(packer.given, answer["changes"], student._resolve)
        return Unpacker(student._resolve, list(packer.given)).unpack(answer["value"])

    def _ask(self, message: dict) -> dict:
        channel, answers = self.student.channel, self.student.answers
        try:
            channel.send(message)
            while "do" in (answer := channel.receive()):  # the test's function calls one of the student's
                channel.send(answers[answer["do"]](answer))
            return answer
        except BaseException:  # time is over in the middle of a message: what follows could not be understood
            os._exit(1)


_ACTIONS: dict[str, Callable] = {
    "operate": lambda target, name, *others: getattr(operator, name)(target, *others),
    "operate from the right": lambda target, name, other: getattr(operator, name)(other, target),
    "call": lambda target, *arguments, **keywords: target(*arguments, **keywords),
    "get": lambda target, name: getattr(target, name),
    "set": lambda target, name, value: setattr(target, name, value),
    "item": lambda target, key: target[key],
    "set item": lambda target, key, value: target.__setitem__(key, value),
    "length": len,
    "list": lambda target: [item for _, item in zip(range(100_000), target, strict=False)],
}


@contextlib.contextmanager
def _limited(seconds: float) -> Iterator[None]:
    def stop(*_: object) -> None:
        raise _LateError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _described(error: BaseException, function: object) -> dict:
    """An error as data: its builtin ancestor, its words, and the line of the student's function it came through."""
    ancestor = next(c.__name__ for c in type(error).__mro__ if c.__module__ == "builtins")
    said = {"type": type(error).__name__, "ancestor": ancestor, "message": _safe_text(error)}
    said["name"] = str(getattr(error, "name", "") or "") if isinstance(error, NameError) else ""
    code = getattr(function, "__code__", None)
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if code is not None and (frame.filename, frame.name) == (code.co_filename, code.co_name):
            return said | {"line": frame.lineno - code.co_firstlineno + 1, "text": (frame.line or "")[:300]}
    return said


def _safe_text(error: BaseException) -> str:
    try:
        return str(error)[:2000]
    except BaseException:  # a __str__ of theirs
        return ""


def _safe_repr(value: object) -> str:
    try:
        return repr(value)[:200]
    except BaseException:  # a __repr__ of theirs
        return f"<{type(value).__name__}>"


def _signature(value: object) -> dict:
    """The parameters, as inspect sees them: name, kind, and the default in words."""
    try:
        found = inspect.signature(value).parameters.values()
    except BaseException:
        return {}
    none = inspect.Parameter.empty
    return {"parameters": [[p.name, int(p.kind), None if p.default is none else _safe_repr(p.default)] for p in found]}


def _shown(output: dict) -> dict:
    """Text and pictures only: HTML and scripts of a student's would run in the browser of whoever grades."""
    if "data" not in output:
        return output
    return {**output, "data": {k: v for k, v in output["data"].items() if k in _SHOWN}, "metadata": {}}


def main(channel: Channel, shell: Shell) -> None:
    """Serve until the other side hangs up."""
    sys.setrecursionlimit(3000)
    Student(shell, channel).serve()
