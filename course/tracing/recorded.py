"""The recorded run: the function once more, on recording arrays.

It must go the way of the plain run, line by line, and give the same values, bit for bit: both are checked as it runs.
"""

from __future__ import annotations

import contextlib
import io
import sys
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import FrameType
from typing import Any

import numpy as np

from . import functions, operators  # noqa: F401 (they teach the recording array)
from .array import Traced
from .brief import short
from .call import Call, line_of, outside_arrays
from .errors import RecordingError, StopRecording
from .inputs import copy_of, wrap
from .lines import LineTracer
from .plain import PlainRun
from .source import Source
from .tape import Op, Tape
from .watcher import named_values


@dataclass(frozen=True)
class Naming:
    """A recorded operation's value stood in this variable, ``depth`` calls below the recorded function."""

    op: Op
    name: str
    depth: int


@dataclass
class RecordedRun:
    """The tape, the names its operations were given, and which of them is the loss."""

    tape: Tape
    names: list[Naming] = field(default_factory=list)
    constants: dict[int, tuple[Any, str]] = field(default_factory=dict)
    loss: Op | None = None
    loss_tick: int = 0
    loss_is_named: bool = False
    arguments: set[str] = field(default_factory=set)


class _Recorder:
    """Follows the recorded run: names the operations, compares with the plain run, stops where the loss is known."""

    def __init__(self, call: Call, plain: PlainRun, run: RecordedRun, loss: tuple[str, int] | None) -> None:
        self.call, self.plain, self.run, self.loss = call, plain.watcher, run, loss
        self.tick, self.last, self.raising = -1, {}, False
        self.depths: dict[FrameType, int] = {}
        self.values = {(w.tick, w.name): w.value for w in plain.watcher.writes}

    def __call__(self, frame: FrameType, event: str) -> None:
        if event == "call":
            if not self.depths:
                self.run.tape.root = frame
            self.depths[frame] = len(self.depths)
        else:
            self.tick += 1
            self.raising = self.raising and event == "return"
            self._follow(frame)
        self._name(frame)
        if event == "return":
            del self.depths[frame]
        if self.loss and self.tick == self.loss[1]:
            self._stop(frame)

    def raised(self, frame: FrameType) -> None:
        """An exception is on its way out of ``frame``: the lines may now differ, and it says itself what is wrong."""
        self.raising = True

    def _follow(self, frame: FrameType) -> None:
        path = self.plain.path
        if self.raising:
            return
        if self.tick >= len(path) or path[self.tick] != (frame.f_code, frame.f_lineno):
            line = self.plain.lines[self.tick] if self.tick < len(path) else None
            raise self._fail(
                f"{self.call.source.where(line)}: the function took another way when it was recorded. "
                "Avoid isinstance and type tests, time and unseeded random numbers; pass a seeded generator."
            )

    def _fail(self, message: str) -> RecordingError:
        error = RecordingError(message[0].upper() + message[1:])
        self.run.tape.error = self.run.tape.error or error
        return error

    def _name(self, frame: FrameType) -> None:
        for name, value in named_values(frame.f_locals):
            if isinstance(value, Traced):
                if self.last.get((frame, name)) is not value.op:
                    self.last[frame, name] = value.op
                    if not self.depths[frame] or frame in value.op.calls:  # a helper's parameter names nothing new
                        self.run.names.append(Naming(value.op, name, self.depths[frame]))
                    self.same(name, value.value, self.values.get((self.tick, name)))
            elif isinstance(value, np.ndarray):
                self.run.constants.setdefault(id(value), (value, name))

    def same(self, name: str, value: Any, plain: Any) -> None:
        """Raise unless ``value``, recorded, equals that of the plain run bit for bit."""
        if plain is not None and np.asarray(plain).tobytes() != np.asarray(value).tobytes():
            line = self.plain.lines[self.tick] if self.tick < len(self.plain.lines) else None
            raise self._fail(
                f"{self.call.source.where(line)}: {name} has another value when it is recorded ({short(value)}) "
                f"than in a plain run ({short(plain)}). Pass a seeded generator instead of unseeded random numbers, "
                "avoid tests of a type, and write to an array under one name only."
            )

    def _stop(self, frame: FrameType) -> None:
        loss = dict(named_values(frame.f_locals)).get(self.loss[0])
        self.run.loss = loss.op if isinstance(loss, Traced) else None
        raise StopRecording


def recorded_run(call: Call, plain: PlainRun, loss: tuple[str, int] | None, pick: Callable[[Any], Any]) -> RecordedRun:
    """Run the function on recording arrays, until variable ``loss`` = (name, tick) is written, or to the end.

    ``pick`` finds the loss in what the function returns. Printing is silenced: the plain run has printed already.
    """
    run = RecordedRun(Tape(call.source))
    arguments = {name: copy_of(value) for name, value in call.bound.arguments.items()}
    wrapped = {name: wrap(name, value, lambda n, v: _input(run.tape, n, v)) for name, value in arguments.items()}
    recorder = _Recorder(call, plain, run, loss)
    run.constants = {id(array): (array, name) for name, array in outside_arrays(call.function).items()}
    try:
        with _quiet(), LineTracer(call.wanted, recorder, sys.maxsize):
            returned = pick(call.run(wrapped))
            if isinstance(returned, Traced):
                run.loss = returned.op
                recorder.same("the returned number", returned.value, pick(plain.returned))
    except StopRecording:
        pass
    except RecordingError:
        raise run.tape.error or RecordingError("not recorded") from None
    except Exception as error:
        if run.tape.error is not None:
            raise run.tape.error from None
        if plain.error is None:
            raise _not_recordable(error, run.tape, call.source) from error
    if run.tape.error is not None:  # even if the student's own ``except`` went on: a value has left the recording
        raise run.tape.error
    return run


def _input(tape: Tape, name: str, value: Any) -> Traced:
    return Traced(tape, tape.add("input", value, params={"name": name}))


def _not_recordable(error: Exception, tape: Tape, source: Source) -> RecordingError:
    where = source.where(line_of(error, source))
    where = where[0].upper() + where[1:]
    return RecordingError(
        f"{where}: runs on plain arrays but not on recorded ones ({type(error).__name__}: {error}). "
        "Write the line with NumPy functions of course.tracing.rules."
    )


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    with (
        warnings.catch_warnings(),
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.redirect_stderr(io.StringIO()),
    ):
        warnings.simplefilter("ignore")
        yield
