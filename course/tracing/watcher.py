"""What each line did to the variables: new values, and arrays changed in place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import CodeType, FrameType
from typing import Any

import numpy as np

WORD = re.compile(r"[^\W\d]\w*")


def named_values(variables: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Every variable with its value; the entries of a list, tuple or dict as ``A[1]`` or ``p['W1']``."""
    for name, value in variables.items():
        if isinstance(value, (list, tuple)):
            yield from ((f"{name}[{n}]", v) for n, v in enumerate(value))
        elif isinstance(value, dict):
            yield from ((f"{name}[{k!r}]", v) for k, v in value.items())
        else:
            yield name, value


@dataclass(frozen=True)
class Write:
    """A line gave a variable a value: by assignment, or in place. ``value`` is a copy made right after the line."""

    tick: int
    depth: int
    line: int | None
    name: str
    value: Any
    in_place: bool


@dataclass
class _Frame:
    depth: int
    line: int | None = None
    last: dict[str, Any] = field(default_factory=dict)


class Watcher:
    """Collects what a plain run does: the lines in order, and every write to a variable that holds numbers.

    Parameters
    ----------
    locate : function (filename, number) -> line of the listing, or None.
    text : function line -> its text. In-place writes are looked for in the arrays that a line names.
    """

    def __init__(self, locate: Callable[[str, int], int | None], text: Callable[[int | None], str]) -> None:
        self.locate, self.text = locate, text
        self.path: list[tuple[CodeType, int]] = []
        self.lines: list[int | None] = []
        self.writes: list[Write] = []
        self._frames: dict[FrameType, _Frame] = {}
        self._bytes: dict[int, tuple[np.ndarray, bytes]] = {}

    def __call__(self, frame: FrameType, event: str) -> None:
        """See one event of a followed frame."""
        if event == "call":
            state = self._frames[frame] = _Frame(len(self._frames))
            state.last = dict(named_values(frame.f_locals))
            for value in state.last.values():
                self._remember(value)
            return
        self.path.append((frame.f_code, frame.f_lineno))
        state = self._frames[frame]
        self.lines.append(state.line)
        self._compare(frame, state)
        state.line = self.locate(frame.f_code.co_filename, frame.f_lineno)
        if event == "return":
            del self._frames[frame]

    def _remember(self, value: Any) -> None:
        if isinstance(value, np.ndarray):
            self._bytes[id(value)] = (value, value.tobytes())

    def _compare(self, frame: FrameType, state: _Frame) -> None:
        """Writes of the line that has just run: new objects, and arrays on that line whose bytes have changed."""
        words = set(WORD.findall(self.text(state.line))) if state.line else None
        for name, value in named_values(frame.f_locals):
            if name not in state.last or state.last[name] is not value:
                state.last[name] = value
                if isinstance(value, (np.ndarray, np.generic, float, int)):
                    self._write(state, name, value, in_place=False)
            elif isinstance(value, np.ndarray) and (words is None or name.partition("[")[0] in words):
                before = self._bytes.get(id(value))
                if before is None or before[1] != value.tobytes():
                    self._write(state, name, value, in_place=True)

    def _write(self, state: _Frame, name: str, value: Any, in_place: bool) -> None:
        self._remember(value)
        copy = value.copy() if isinstance(value, np.ndarray) else value
        self.writes.append(Write(len(self.path) - 1, state.depth, state.line, name, copy, in_place))
