"""The text of the functions that ran, as one listing, and where each of their lines stands in it."""

from __future__ import annotations

import inspect
import textwrap
from types import CodeType

LONGEST = 90


class Source:
    """The listing of a trace: the recorded function first, then each helper that was stepped into.

    Parameters
    ----------
    code : code object of the recorded function.
    """

    def __init__(self, code: CodeType) -> None:
        self._lines: list[str] = []
        self._ranges: list[tuple[str, int, int, int]] = []
        self.add(code)

    @property
    def text(self) -> str:
        """The whole listing."""
        return "\n".join(self._lines)

    def add(self, code: CodeType) -> None:
        """Append the source of ``code``, unless it is already there or cannot be found (as after ``exec``)."""
        if self.line(code.co_filename, code.co_firstlineno) is not None:
            return
        try:
            lines, first = inspect.getsourcelines(code)
        except (OSError, TypeError):
            return
        if self._lines:
            self._lines.append("")
        self._ranges.append((code.co_filename, first, first + len(lines), len(self._lines) + 1 - first))
        self._lines += textwrap.dedent("".join(lines)).rstrip("\n").split("\n")

    def line(self, filename: str, number: int) -> int | None:
        """The line of the listing, counted from 1, at which line ``number`` of ``filename`` stands; None if nowhere."""
        for name, first, end, offset in self._ranges:
            if name == filename and first <= number < end:
                return number + offset
        return None

    def __getitem__(self, line: int | None) -> str:
        """The text of one line of the listing, without indent; empty for None."""
        return self._lines[line - 1].strip() if line and line <= len(self._lines) else ""

    def where(self, line: int | None) -> str:
        """How a message points at a line: 'line 4 (`Z = x @ W`)'."""
        text = self[line]
        text = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
        return f"line {line} (`{text}`)" if line else "a line whose source is not known"
