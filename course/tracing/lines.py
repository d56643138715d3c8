"""Following a function line by line, whatever it calls, without leaving anything behind."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import CodeType, FrameType
from typing import Any

from .errors import RecordingError

MAX_LINES = 100_000


class LineTracer:
    """Calls ``seen(frame, event)`` before each line, and at the return, of every function that ``wanted`` accepts.

    A debugger's own trace function is put back afterwards. An endless loop is stopped after ``limit`` lines.
    """

    def __init__(
        self, wanted: Callable[[FrameType], bool], seen: Callable[[FrameType, str], None], limit: int = MAX_LINES
    ) -> None:
        self.wanted, self.seen, self.limit = wanted, seen, limit
        self.ticks = 0
        self.raised = getattr(seen, "raised", lambda frame: None)
        self._known: dict[CodeType, bool] = {}

    def __enter__(self) -> LineTracer:
        self._before = sys.gettrace()
        sys.settrace(self._call)
        return self

    def __exit__(self, *_: object) -> None:
        sys.settrace(self._before)

    def _call(self, frame: FrameType, event: str, arg: Any) -> Callable | None:
        code = frame.f_code
        if code not in self._known:
            self._known[code] = self.wanted(frame)
        if not self._known[code]:
            return None
        self.seen(frame, event)
        return self._line

    def _line(self, frame: FrameType, event: str, arg: Any) -> Callable:
        if event == "exception":
            self.raised(frame)
        else:
            self.ticks += 1
            if self.ticks > self.limit:
                raise RecordingError(
                    f"The function has not ended after {self.limit} lines: an endless loop, or too much to record. "
                    "Check the condition of the loop, or record fewer rounds of it."
                )
            self.seen(frame, event)
        return self._line
