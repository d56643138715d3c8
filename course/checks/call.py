"""Run the student's function without letting it disturb anything: arguments copied, output caught, errors kept."""

from __future__ import annotations

import contextlib
import copy
import io
import signal
import threading
import traceback
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

PRINT_LIMIT = 2_000
SECONDS: float | None = 10.0  # None where a grader keeps the time itself


@dataclass(frozen=True)
class Outcome:
    """What a call gave: a value or an error, the names of arguments it changed, and what it printed (cut)."""

    value: object = None
    error: BaseException | None = None
    changed: tuple[str, ...] = ()
    printed: str = ""


class TooLongError(BaseException):
    """The student's function did not come back in time. No Exception, so that a bare `except` of theirs is passed."""


class _Tape(io.StringIO):
    """Keeps the first characters written to it and forgets the rest: printing megabytes costs nothing."""

    def write(self, text: str) -> int:
        super().write(text[: max(0, PRINT_LIMIT - self.tell())])
        return len(text)


def call(function: Callable, arguments: Mapping[str, object]) -> Outcome:
    """Call ``function`` with copies of ``arguments``, by position, and never raise what it raises.

    Warnings and anything written to stdout or stderr are caught: they must not change a score. KeyboardInterrupt
    passes, so that a student can stop an endless loop; so does the clock after ``SECONDS``, where the system has one.
    """
    given = copy.deepcopy(dict(arguments))
    tape = _Tape()
    value, error = None, None
    with _quiet(tape):
        try:
            with _limited(SECONDS):
                value = function(*given.values())
        except KeyboardInterrupt:
            raise
        except BaseException as raised:  # SystemExit and the like are the student's too
            error = raised
    changed = tuple(name for name in given if not _equal(given[name], arguments[name]))
    return Outcome(value, error, changed, tape.getvalue())


@contextlib.contextmanager
def _quiet(tape: io.StringIO) -> Iterator[None]:
    with (
        contextlib.redirect_stdout(tape),
        contextlib.redirect_stderr(tape),
        warnings.catch_warnings(),
        np.errstate(all="ignore"),
    ):
        warnings.simplefilter("ignore")
        yield


@contextlib.contextmanager
def _limited(seconds: float | None) -> Iterator[None]:
    """Raise TooLongError inside the block after ``seconds``; no limit where there is no SIGALRM (Windows, threads)."""
    if seconds is None or not hasattr(signal, "SIGALRM") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_: object) -> None:
        raise TooLongError(f"no answer after {seconds:g} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _equal(a: object, b: object) -> bool:
    return np.array_equal(a, b, equal_nan=True) if isinstance(b, np.ndarray) else a == b


def failing_line(error: BaseException, function: Callable) -> tuple[int, str] | None:
    """Line number within the student's function (1 = its ``def``) and the line, if the error came through it."""
    code = getattr(function, "__code__", None)
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if code is not None and (frame.filename, frame.name) == (code.co_filename, code.co_name):
            return frame.lineno - code.co_firstlineno + 1, frame.line or ""
    return None
