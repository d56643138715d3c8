"""What is written down while a function runs: one ``Op`` after another, each knowing where its operands came from."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

import numpy as np

from .errors import RecordingError
from .source import Source

_HERE = str(Path(__file__).parent)
_INSIDE_A_LINE = {"<listcomp>", "<dictcomp>", "<setcomp>", "<genexpr>"}


@dataclass(slots=True, eq=False)
class Op:
    """One recorded operation.

    ``operands`` are plain values; ``sources`` has the Op each came from, or None for a constant. ``calls`` are the
    frames between the recorded function and the operation, outermost first; ``call_lines`` says where each was called.
    """

    index: int
    name: str
    operands: tuple[Any, ...]
    sources: tuple[Op | None, ...]
    params: dict[str, Any]
    value: Any
    line: int | None = None
    calls: tuple[FrameType, ...] = ()
    call_lines: tuple[int | None, ...] = ()


@dataclass(eq=False)
class Tape:
    """All operations of one run, in order."""

    source: Source
    ops: list[Op] = field(default_factory=list)
    root: FrameType | None = None
    error: RecordingError | None = None
    views: list = field(default_factory=list)
    copies: dict[int, tuple[np.ndarray, np.ndarray]] = field(default_factory=dict)
    originals: dict[int, tuple[np.ndarray, np.ndarray]] = field(default_factory=dict)
    comparisons: dict[int, tuple[Any, str, tuple]] = field(default_factory=dict)

    def add(self, name: str, value: Any, operands: tuple = (), sources: tuple = (), params: dict | None = None) -> Op:
        """Write down one operation, with the line that runs now."""
        op = Op(len(self.ops), name, operands, sources, params or {}, value)
        op.line, op.calls, op.call_lines = self.place()
        self.ops.append(op)
        return op

    def keep(self, constant: Any) -> Any:
        """A copy of a constant array, as the function may write into it later; the same copy while it does not."""
        if not isinstance(constant, np.ndarray):
            return constant
        _, copy = self.copies.get(id(constant), (None, None))
        if copy is None or copy.tobytes() != constant.tobytes():
            copy = constant.copy(order="K")
            self.copies[id(constant)] = constant, copy
            self.originals[id(copy)] = constant, copy
        return copy

    def place(self) -> tuple[int | None, tuple[FrameType, ...], tuple[int | None, ...]]:
        """The student's line that runs now, and the calls that lead to it from the recorded function."""
        if self.root is None:
            return None, (), ()
        frames, frame = [], sys._getframe(2)
        while frame is not None:
            if frame.f_code.co_name not in _INSIDE_A_LINE and not frame.f_code.co_filename.startswith(_HERE):
                frames.append(frame)
            if frame is self.root:
                break
            frame = frame.f_back
        if frame is None:
            return None, (), ()
        lines = []
        for frame in reversed(frames):
            known = self.source.line(frame.f_code.co_filename, frame.f_lineno)
            lines.append(known if known is not None or not lines else lines[-1])
        return lines[-1], tuple(reversed(frames[:-1])), tuple(lines[:-1])

    def fail(self, problem: str, cure: str) -> RecordingError:
        """The error for the line that runs now. The first one is kept, should a student's ``except`` swallow it."""
        error = RecordingError(f"{self.source.where(self.place()[0])}: {problem}. {cure.rstrip('.')}.")
        error.args = (error.args[0][0].upper() + error.args[0][1:],)
        self.error = self.error or error
        return error
