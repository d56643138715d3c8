"""Run the student's function without letting it disturb anything: arguments fresh, output caught, errors kept."""

from __future__ import annotations

import contextlib
import io
import signal
import threading
import warnings
from collections.abc import Callable, Iterator, Set

import numpy as np

from ..lessons.declare import Handed
from .outcome import LATE, Outcome, raised

PRINT_LIMIT = 2_000
SECONDS = 10.0


class TooLongError(BaseException):
    """The student's function did not come back in time. No Exception, so that a bare `except` of theirs is passed."""


assert TooLongError.__name__ == LATE


class _Tape(io.StringIO):
    """Keeps the first characters written to it and forgets the rest: printing megabytes costs nothing."""

    def write(self, text: str) -> int:
        super().write(text[: max(0, PRINT_LIMIT - self.tell())])
        return len(text)


def call(
    driven: Callable,
    fresh: Callable[[], Handed],
    function: Callable,
    hidden: Set[str] = frozenset(),
    seconds: float | None = None,
) -> Outcome:
    """Call ``driven`` with what ``fresh()`` hands over, by position, and never raise what it raises.

    Warnings and anything written to stdout or stderr are caught: they must not change a score. KeyboardInterrupt
    passes, so that a student can stop an endless loop; so does the clock after ``seconds`` (10 if that is not said),
    where the system has one.

    Parameters
    ----------
    driven : callable
        The function itself, or what uses it.
    fresh : callable
        Gives the arguments by name, new ones at each call: the second set is what the first is compared with.
    function : callable
        The student's own, whose failing line is wanted.
    hidden : set of str
        Variables of the notebook that are out of reach meanwhile.
    """
    given, before = fresh(), fresh()
    tape = _Tape()
    value, error = None, None
    with _quiet(tape):
        try:
            with limited(SECONDS if seconds is None else seconds):
                value = driven(*given.values())
        except KeyboardInterrupt:
            raise
        except BaseException as caught:  # SystemExit and the like are the student's too
            error = raised(caught, function, hidden)
    changed = tuple(name for name in given if not _unchanged(given[name], before[name]))
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
def limited(seconds: float) -> Iterator[None]:
    """Raise TooLongError inside the block after ``seconds``; no limit where there is no timer (Windows, threads)."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
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


def _unchanged(now: object, before: object) -> bool:
    """Whether plain data is as it was. A model or a loss may change: what of it may not, its exercise asks for."""
    if isinstance(before, np.ndarray):
        return isinstance(now, np.ndarray) and np.array_equal(now, before, equal_nan=before.dtype.kind in "fc")
    if isinstance(before, (list, tuple)):
        return len(now) == len(before) and all(map(_unchanged, now, before))
    return now == before if isinstance(before, (dict, str, int, float)) else True
