"""Rules on what code and Markdown cells may hold."""

from __future__ import annotations

import warnings
from ast import PyCF_ALLOW_TOP_LEVEL_AWAIT
from collections.abc import Iterator

from IPython.core.inputtransformer2 import TransformerManager

from ..lesson import Cell, Lesson


def syntax(lesson: Lesson) -> Iterator[tuple[int, str]]:
    """A code cell is Python, IPython's magics allowed."""
    for cell in lesson.cells:
        error = _syntax_error(cell) if cell.kind == "code" else None
        if error:
            line = min(error.lineno or 1, len(cell.written))  # Python may mean the end, one line below
            yield cell.line + line, f"{error.msg}: {cell.written[line - 1].strip()!r}; mend the code"


def _syntax_error(cell: Cell) -> SyntaxError | None:
    """What Python says to the cell; lines are counted from the cell's mark."""
    blank = len(cell.source) - len(cell.source.lstrip("\n"))  # IPython drops these
    try:
        code = TransformerManager().transform_cell(cell.source)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(code, "cell", "exec", flags=PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
    except SyntaxError as error:
        error.lineno = (error.lineno or 1) + blank
        return error
    except ValueError as error:  # a null byte
        return SyntaxError(str(error))
    return None


def swallowed_by_markdown(lesson: Lesson) -> Iterator[tuple[int, str]]:
    """Each line of a Markdown cell is a comment; jupytext takes code below it for text and says nothing."""
    for cell in lesson.cells:
        if cell.kind != "markdown":
            continue
        for number, line in enumerate(cell.written, start=1):
            if line.strip() and not line.startswith("#"):
                found = f"{line.strip()!r} is part of the Markdown cell above"
                yield cell.line + number, f"{found}; put a line `# %%` before code, or `# ` before text"
                break
