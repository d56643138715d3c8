"""The text of a lesson file (py:percent) to a `Lesson`.

jupytext reads each cell by itself: then every fault has its line, and one bad cell does not hide those after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import jupytext

from .lesson import Cell, Fault, Lesson

MARK = re.compile(r"# %%(?:\s.*)?")
_ALSO_A_MARK = re.compile(r"\s*#\s*(%%|<codecell>|In\[[0-9 ]*\]:?\s*$)")
_RULE = "py:percent"


def read(data: bytes, path: str) -> tuple[Lesson, list[Fault]]:
    """The lesson in ``data``, as far as it can be read, and what could not be."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"byte {data[error.start]:#04x} is not UTF-8; save the file with the encoding UTF-8"
        return Lesson(path, ()), [Fault(path, line, "UTF-8", message)]
    lines = text.replace("\r\n", "\n").split("\n")
    starts = [number for number, line in enumerate(lines) if MARK.fullmatch(line)]
    faults = [Fault(path, line, _RULE, message) for line, message in _before_first_cell(lines, starts)]
    cells = []
    for start, end in pairwise([*starts, len(lines)]):
        try:
            cells.append(_read_cell(start + 1, lines[start:end]))
        except ValueError as problem:
            faults.append(Fault(path, start + 1, _RULE, str(problem)))
    return Lesson(path, tuple(cells)), faults


def _before_first_cell(lines: list[str], starts: list[int]) -> Iterator[tuple[int, str]]:
    """Only jupytext's header (``# ---`` to ``# ---``) and blank lines may stand above the first cell."""
    if not starts:
        yield 1, "no cell found; start each cell with a line `# %%` (code) or `# %% [markdown]` (text)"
        return
    head = lines[: starts[0]]
    below = head.index("# ---", 1) + 1 if head[:1] == ["# ---"] and "# ---" in head[1:] else 0
    for number, line in enumerate(head[below:], start=below + 1):
        if line.strip():
            yield number, f"{line.strip()!r} belongs to no cell; put a line `# %%` or `# %% [markdown]` above it"
            return


def _read_cell(line: int, written: list[str]) -> Cell:
    """The cell in these lines, its mark first; ValueError says what is wrong with it."""
    try:
        found = jupytext.reads("\n".join(written), fmt="py:percent").cells
    except Exception as error:  # jupytext lets any error of its parsers through
        reason = str(error).split("\n")[0]
        raise ValueError(f"jupytext cannot read this cell ({reason}); mend what follows `# %%`") from error
    if len(found) != 1:
        mark = next((text for text in written[1:] if _ALSO_A_MARK.match(text)), written[0]).strip()
        raise ValueError(f"{mark!r} starts a cell for jupytext; write `# %%` to start one, or word it differently")
    cell = found[0]
    metadata = {key: value for key, value in cell.metadata.items() if not key.startswith("lines_to_")}
    return Cell(line, cell.cell_type, cell.source, metadata, tuple(written[1:]))
