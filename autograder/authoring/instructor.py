"""A lesson to the instructor's notebook: nbgrader's "source", with answers and hidden tests.

The same lesson always gives the same bytes: cell ids are ours, metadata are fixed, nothing holds a time or a version.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator

import nbformat
from nbformat import v4

from .lesson import Cell, Lesson

METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
_NEW_CELL = {"code": v4.new_code_cell, "markdown": v4.new_markdown_cell, "raw": v4.new_raw_cell}


def instructor_notebook(lesson: Lesson) -> str:
    """The text of the instructor's notebook."""
    cells = [
        _NEW_CELL[cell.kind](cell.source.strip("\n"), id=cell_id, metadata=cell.metadata)
        for cell, cell_id in zip(lesson.cells, _ids(lesson.cells), strict=True)
    ]
    notebook = v4.new_notebook(cells=cells, metadata=METADATA, nbformat_minor=5)
    return nbformat.writes(notebook, version=4) + "\n"


def _ids(cells: tuple[Cell, ...]) -> Iterator[str]:
    """A graded cell's id is its grade_id; any other's is its kind and the hash of its source, counted where equal."""
    used = Counter(cell.grade_id for cell in cells if cell.grade_id)
    for cell in cells:
        if cell.grade_id:
            yield cell.grade_id
            continue
        name = f"{cell.kind}-{hashlib.sha256(cell.source.strip().encode()).hexdigest()[:12]}"
        used[name] += 1
        yield name if used[name] == 1 else f"{name}-{used[name]}"
