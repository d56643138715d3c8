"""The executed notebook: the release with the student's answers and cells of their own, and what they showed."""

from __future__ import annotations

import copy
import json
import re

from ..keep.result import Result
from ..place.align import Placed
from ..read.lesson import Lesson

_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_LINK = re.compile(r"(?i)(javascript|vbscript|data)\s*:")


def executed_notebook(lesson: Lesson, placed: Placed, result: Result) -> dict:
    """As JSON. Formgrader opens it in the grader's browser, so HTML of the student's is shown as text."""
    cells = _extras(placed, "", result)
    for cell, original in zip(lesson.cells, lesson.notebook["cells"], strict=True):
        made = copy.deepcopy(original)
        made["source"] = placed.texts.get(
            cell.id, original["source"] if cell.is_test else cell.released or original["source"]
        )
        if not cell.is_code:
            made["source"] = harmless(made["source"]) if cell.id in placed.texts else made["source"]
        else:
            made["outputs"] = result.cells.get(cell.id, {}).get("outputs", [])
        cells += [made, *_extras(placed, cell.id, result)]
    return {**lesson.notebook, "cells": cells}


def as_bytes(notebook: dict) -> bytes:
    """The file."""
    return (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode("utf-8", errors="replace")


def harmless(markdown: str) -> str:
    """Markdown in which no tag and no script link is left."""
    return _LINK.sub(r"\1&#58;", _TAG.sub("&lt;", markdown))


def _extras(placed: Placed, anchor: str, result: Result) -> list[dict]:
    made = []
    for number, cell in enumerate(placed.extra.get(anchor, []), start=1):
        name = f"extra {number} after {anchor or 'the top'}"
        outputs = result.cells.get(name, {}).get("outputs", [])
        made.append(
            {"cell_type": "code", "id": re.sub(r"[^\w-]", "-", name)[:64], "metadata": {}, "source": cell["source"]}
            | {"outputs": outputs, "execution_count": None}
        )
    return made
