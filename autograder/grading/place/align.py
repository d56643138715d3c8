"""A submission's cells put in the lesson's order: only the text of answers, and of extra cells, counts."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ..judge.judge_submission import Job
from ..read.hand_in import Handed
from ..read.lesson import Cell, Lesson
from .dependencies import bound, loaded, needed, parsed

_TORCH = re.compile(r"\btorch\b|checks\.oracle")


@dataclass(frozen=True)
class Placed:
    """The submission beside the lesson.

    ``texts`` gives, by the id of a lesson's cell, the student's text for it; ``extra`` the student's own cells, by the
    id of the lesson's cell they follow ("" for the top).
    """

    texts: dict[str, str]
    extra: dict[str, list[dict]]
    remarks: tuple[str, ...]
    look: bool


def place(lesson: Lesson, handed: Handed) -> Placed:
    """Find each answer by its grade_id, else by its cell's id, else by the names its stub defines."""
    owner, remarks = _owners(lesson, handed.cells)
    texts: dict[str, str] = {}
    extra: dict[str, list[dict]] = defaultdict(list)
    anchor = ""
    for number, cell in enumerate(handed.cells):
        mine = owner.get(number)
        if mine is not None:
            anchor = mine.id
            if mine.is_answer or (mine.is_code and not mine.is_test and cell["cell_type"] == "code"):
                texts[mine.id] = cell["source"]
        elif cell["cell_type"] == "code" and cell["source"].strip():
            extra[anchor].append(cell)
    changed = [c.grade_id for c in lesson.tests if _edited(lesson, c, handed.cells, owner)]
    told = [f"test cells were changed or deleted ({', '.join(changed)}); the release's were run"] if changed else []
    return Placed(texts, dict(extra), (*remarks, *told), bool(remarks))


def _owners(lesson: Lesson, cells: Sequence[dict]) -> tuple[dict[int, Cell], list[str]]:
    """By its number, the lesson's cell that a submitted cell stands for."""
    owner: dict[int, Cell] = {}
    remarks: list[str] = []
    taken: set[str] = set()
    for key in ("grade_id", "id"):
        for mine in lesson.cells:
            name = mine.grade_id if key == "grade_id" else mine.id
            found = [n for n, cell in enumerate(cells) if n not in owner and name and cell[key] == name]
            if mine.id in taken or not found:
                continue
            chosen = _chosen(mine, found, cells)
            if len(found) > 1 and mine.is_answer:
                remarks.append(f"there are {len(found)} cells {name}; the last one that was worked on counts")
            # The copies of a cell stand for it too: run as well, a copy of an old try could undo the answer.
            owner |= dict.fromkeys(found, mine) if not mine.is_answer else {chosen: mine}
            taken.add(mine.id)
    for mine in lesson.cells:
        if mine.is_answer and mine.is_code and mine.id not in taken and mine.defines:
            found = [n for n, c in enumerate(cells) if n not in owner and _is_for(mine, c)]
            if found:
                owner[found[-1]] = mine
                remarks.append(f"the cell {mine.grade_id} had lost its name; it was known by what it defines")
            else:
                remarks.append(f"the cell {mine.grade_id} is missing")
    return owner, remarks


def _chosen(mine: Cell, found: list[int], cells: Sequence[dict]) -> int:
    worked = [n for n in found if cells[n]["source"].strip() not in ("", mine.released.strip())]
    return (worked or found)[-1]


def _is_for(mine: Cell, cell: dict) -> bool:
    return cell["cell_type"] == "code" and bool(bound(parsed(cell["source"])) & bound(mine.statements))


def _edited(lesson: Lesson, test: Cell, cells: Sequence[dict], owner: dict[int, Cell]) -> bool:
    texts = [cells[n]["source"].strip() for n, mine in owner.items() if mine is test]
    return test.released.strip() not in texts


def job(lesson: Lesson, handed: Handed, placed: Placed) -> Job:
    """The steps of process T for this submission: cells for S, statements of the lesson's that tests need, tests."""
    demos = _not_needed(lesson, placed)
    steps = _extras(placed, "")
    for cell in lesson.cells:
        if cell.is_test:
            about = {"id": cell.id, "source": cell.source, "points": cell.points, "hidden": cell.is_hidden}
            steps.append({"kind": "test", **about})
        elif cell.is_code and cell.id not in demos:
            own = placed.texts.get(cell.id, cell.released)
            again = [] if cell.is_answer or own.strip() == cell.released.strip() else [cell.released]
            steps.append({"kind": "run", "id": cell.id, "sources": [own, *again]})
        if cell.id in lesson.setup:
            steps.append({"kind": "own", "id": cell.id, "source": lesson.setup[cell.id]})
        steps += _extras(placed, cell.id)
    key = hashlib.sha256(f"{lesson.digest}/{handed.student}".encode()).hexdigest()[:16]
    files = {name: base64.b64encode(data).decode() for name, data in (lesson.files | handed.files).items()}
    return Job(steps, list(lesson.wanted), sorted(lesson.reserved), list(lesson.classes), key, files)


def _extras(placed: Placed, anchor: str) -> list[dict]:
    cells = enumerate(placed.extra.get(anchor, []), start=1)
    return [{"kind": "run", "id": f"extra {n} after {anchor or 'the top'}", "sources": [c["source"]]} for n, c in cells]


def _not_needed(lesson: Lesson, placed: Placed) -> set[str]:
    """Cells of the lesson's own that show something and make nothing the student's code uses: they are not run.

    A cell that the student changed is the student's.
    """
    plain = [c for c in lesson.plain_code() if placed.texts.get(c.id, c.released).strip() == c.released.strip()]
    ids = {cell.id for cell in plain}
    own = [text for name, text in placed.texts.items() if name not in ids]
    own += [cell["source"] for cells in placed.extra.values() for cell in cells]
    used = set().union(*(loaded(parsed(source)) for source in own), set())
    if any("%" in source and not parsed(source) for source in own):
        return set()
    found = needed([cell.statements for cell in plain], used)
    return {cell.id for cell, kept in zip(plain, found, strict=True) if not kept and "%" not in cell.released}


def needs_torch(steps: Job) -> bool:
    """Whether any of its code mentions torch, so that the parent that has loaded it should be asked."""
    sources = [text for step in steps.steps for text in step.get("sources", [step.get("source", "")])]
    return any(_TORCH.search(text) for text in sources)
