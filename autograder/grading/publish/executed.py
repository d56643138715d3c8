"""The executed notebook: the release with the student's answers and cells of their own, and what they showed."""

from __future__ import annotations

import json
import re

from ..keep.outputs import without_html
from ..keep.result import Result, Verdict
from ..read.lesson import Cell, Lesson

_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_LINK = re.compile(r"(?i)(javascript|vbscript|data)\s*:")


def executed_notebook(lesson: Lesson, result: Result) -> dict:
    """As JSON. Formgrader opens it in the grader's browser, so HTML of the student's is shown as text."""
    cells = _own(result, "")
    for cell, original in zip(lesson.cells, lesson.notebook["cells"], strict=True):
        made = original | {"source": _source(cell, result)}
        if cell.is_test:
            made["outputs"] = _said(result.verdicts[cell.id])
        elif cell.is_code:
            made["outputs"] = _shown(result, cell.id)
        cells += [made, *_own(result, cell.id)]
    return {**lesson.notebook, "cells": cells}


def as_bytes(notebook: dict) -> bytes:
    """The file."""
    return (json.dumps(notebook, ensure_ascii=False) + "\n").encode("utf-8", errors="replace")


def harmless(markdown: str) -> str:
    """Markdown in which no tag and no script link is left."""
    return _LINK.sub(r"\1&#58;", _TAG.sub("&lt;", markdown))


def _source(cell: Cell, result: Result) -> str:
    if cell.is_test:
        return cell.source
    own = result.texts.get(cell.id, cell.released or cell.source)
    return harmless(own) if cell.id in result.texts and not cell.is_code else own


def _said(verdict: Verdict) -> list[dict]:
    """What the test said, and the points as nbgrader reads them: the last value of a cell that gives part credit."""
    said = {"text/plain": verdict.text} | ({"text/html": verdict.html} if verdict.html else {})
    earned = {"text/plain": repr(float(verdict.points))}
    return [
        {"output_type": "display_data", "data": said, "metadata": {}},
        {"output_type": "execute_result", "data": earned, "metadata": {}, "execution_count": None},
    ]


def _shown(result: Result, name: str) -> list[dict]:
    return [without_html(output) for output in result.cells.get(name, {}).get("outputs", [])]


def _own(result: Result, anchor: str) -> list[dict]:
    """The student's own cells that follow a cell of the lesson."""
    made = []
    for number, source in enumerate(result.extra.get(anchor, []), start=1):
        name = f"extra {number} after {anchor or 'the top'}"
        made.append(
            {"cell_type": "code", "id": re.sub(r"[^\w-]", "-", name)[:64], "metadata": {}, "source": source}
            | {"outputs": _shown(result, name), "execution_count": None}
        )
    return made
