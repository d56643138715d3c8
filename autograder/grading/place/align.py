"""A submission's cells put in the lesson's order: only the text of answers, and of extra cells, counts."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from ..read.lesson import Cell, Lesson
from .dependencies import bound, loaded, magics, needed, parsed
from .key_use import key_use

EXTRA = "extra "
_TORCH = re.compile(r"\btorch\b|checks\.oracle")


@dataclass(frozen=True)
class Placed:
    """The submission beside the lesson.

    Attributes
    ----------
    texts : dict of str
        By the id of a lesson's cell, the student's text for it.
    extra : dict of list of str
        The student's own code cells, by the id of the lesson's cell they follow ("" for the top).
    remarks, notes : tuple of str
        What the student should know; what only the instructor should.
    look : bool
        Whether somebody should look at it.
    """

    texts: dict[str, str]
    extra: dict[str, list[str]]
    remarks: tuple[str, ...]
    notes: tuple[str, ...]
    look: bool


@dataclass(frozen=True)
class Run:
    """A cell for S: the texts to try in turn; the next where one failed and a name of ``makes`` is not there.

    Without ``makes``, the next is tried whenever one has failed. A ``given`` one is the lesson's own, in part: what it
    shows, or that it stops where the library is closed, says nothing. One of their ``own`` the student has added. A
    ``test`` marks the place of a test instead.
    """

    id: str
    sources: tuple[str, ...] = ()
    makes: tuple[str, ...] = ()
    given: bool = False
    own: bool = False
    test: bool = False


def place(lesson: Lesson, cells: Sequence[dict], modules: Mapping[str, str]) -> Placed:
    """Find each answer by its grade_id, else by its cell's id, else by the names its stub defines.

    ``modules`` are the texts of Python files beside the notebook, by name.
    """
    owner, counts, remarks = _owners(lesson, cells)
    texts: dict[str, str] = {}
    extra: dict[str, list[str]] = defaultdict(list)
    anchor = ""
    for number, cell in enumerate(cells):
        mine = owner.get(number)
        if mine is None:
            if cell["cell_type"] == "code" and cell["source"].strip():
                extra[anchor].append(cell["source"])
            continue
        anchor = mine.id
        if number not in counts:
            continue
        if mine.is_code and cell["cell_type"] != "code":
            if mine.is_answer:
                remarks.append(f"the cell {mine.grade_id} is a text cell, which does not run; make it a code cell")
        elif mine.is_answer or (mine.is_code and not mine.is_test):
            texts[mine.id] = cell["source"]
    texts |= dict.fromkeys(_elsewhere(lesson, owner, cells), "")  # so that no stub undoes them
    changed = [c.grade_id for c in lesson.tests if _edited(c, cells, owner)]
    told = [f"test cells were changed or deleted ({', '.join(changed)}); the release's were run"] if changed else []
    used = key_use([*_own_texts(lesson, texts, extra), *((name, text, "") for name, text in modules.items())])
    return Placed(texts, dict(extra), (*remarks, *told), tuple(used), bool(remarks or used))


def _elsewhere(lesson: Lesson, owner: dict[int, Cell], cells: Sequence[dict]) -> list[str]:
    """The answers that have no cell of their own, since another cell defines what belongs there."""
    without = [c for c in lesson.cells if c.is_answer and c.is_code and c not in owner.values()]
    return [mine.id for mine in without if any(_is_for(mine, cell) for cell in cells)]


def _own_texts(lesson: Lesson, texts: dict[str, str], extra: dict[str, list[str]]) -> list[tuple[str, str, str]]:
    answers = [(c.grade_id or c.id, texts[c.id], c.released) for c in lesson.cells if c.id in texts and c.is_code]
    return [*answers, *(("a cell of the student's own", text, "") for cells in extra.values() for text in cells)]


def _owners(lesson: Lesson, cells: Sequence[dict]) -> tuple[dict[int, Cell], set[int], list[str]]:
    """By its number, the lesson's cell that a submitted cell stands for; and the numbers of those that count."""
    owner: dict[int, Cell] = {}
    counts: set[int] = set()
    remarks: list[str] = []
    taken: set[str] = set()
    for key in ("grade_id", "id"):
        places = defaultdict(list)
        for number, cell in enumerate(cells):
            places[cell[key]].append(number)
        for mine in lesson.cells:
            name = mine.grade_id if key == "grade_id" else mine.id
            found = [n for n in places.get(name, ()) if name and n not in owner]
            if mine.is_code:  # a text that was copied from an answer's cell keeps its name
                found = [n for n in found if cells[n]["cell_type"] == "code"] or found
            if mine.id in taken or not found:
                continue
            worked = [n for n in found if cells[n]["source"].strip() not in ("", mine.released.strip())]
            counts.add((worked or found)[-1])
            # A copy that nobody worked on would undo the answer; one that was worked on may hold a part of it.
            mine_too = [n for n in found if n in counts or n not in worked] if mine.is_answer else found
            owner |= dict.fromkeys(mine_too, mine)
            if len(worked) > 1 and mine.is_answer:
                remarks.append(f"there are {len(worked)} cells {name} that were worked on; the last one is the answer")
            taken.add(mine.id)
    _by_text(lesson, cells, owner, counts)
    _by_definition(lesson, cells, owner, counts, remarks)
    return owner, counts, remarks


def _by_text(lesson: Lesson, cells: Sequence[dict], owner: dict[int, Cell], counts: set[int]) -> None:
    """Find the lesson's own code where cells have lost their names: it is none of the student's."""
    left = {cell.released.strip(): cell for cell in lesson.plain_code() if cell not in owner.values()}
    for number, cell in enumerate(cells):
        if left and number not in owner and cell["cell_type"] == "code":
            mine = left.pop(cell["source"].strip(), None)
            if mine is not None:
                owner[number] = mine
                counts.add(number)


def _by_definition(
    lesson: Lesson, cells: Sequence[dict], owner: dict[int, Cell], counts: set[int], remarks: list[str]
) -> None:
    """Find the answers whose cells have lost their names."""
    taken = {cell.id for cell in owner.values()}
    for mine in lesson.cells:
        if mine.is_answer and mine.is_code and mine.id not in taken and mine.defines:
            found = [n for n, c in enumerate(cells) if n not in owner and _is_for(mine, c)]
            if found:
                owner[found[-1]] = mine
                counts.add(found[-1])
                remarks.append(f"the cell {mine.grade_id} had lost its name; it was known by what it defines")
            elif any(_is_for(mine, cell) for cell in cells):
                remarks.append(f"the cell {mine.grade_id} is missing; another cell defines what belongs there")
            else:
                remarks.append(f"the cell {mine.grade_id} is missing")


def _is_for(mine: Cell, cell: dict) -> bool:
    return cell["cell_type"] == "code" and bool(bound(parsed(cell["source"])) & bound(mine.statements))


def _edited(test: Cell, cells: Sequence[dict], owner: dict[int, Cell]) -> bool:
    texts = [cells[n]["source"].strip() for n, mine in owner.items() if mine is test]
    return test.released.strip() not in texts


def steps(lesson: Lesson, placed: Placed) -> list[Run]:
    """What S runs, in the lesson's order, with the places of the tests."""
    used = _used(lesson, placed)
    found = _extras(placed, "")
    for cell in lesson.cells:
        own = used.get(cell.id, placed.texts.get(cell.id, cell.released))
        if cell.is_test:
            found.append(Run(cell.id, test=True))
        elif cell.is_code and own:
            again = () if cell.id in used or own.strip() == cell.released.strip() else (cell.released,)
            makes = tuple(sorted(bound(cell.statements))) if cell.is_answer else ()
            found.append(Run(cell.id, (own, *again), makes, given=cell.id in used))
        found += _extras(placed, cell.id)
    return found


def _extras(placed: Placed, anchor: str) -> list[Run]:
    texts = enumerate(placed.extra.get(anchor, []), start=1)
    return [Run(f"{EXTRA}{n} after {anchor or 'the top'}", (text,), own=True) for n, text in texts]


def _used(lesson: Lesson, placed: Placed) -> dict[str, str]:
    """Of the lesson's own cells, by id, the statements that make something the student's code uses.

    What only shows something is not run, and a cell that the student changed is the student's.
    """
    plain = [c for c in lesson.plain_code() if placed.texts.get(c.id, c.released).strip() == c.released.strip()]
    ids = {cell.id for cell in plain}
    own = [text for name, text in placed.texts.items() if name not in ids]
    own += [text for texts in placed.extra.values() for text in texts]
    statements = [parsed(source) for source in own]
    if any("%" in source and not found for source, found in zip(own, statements, strict=True)):
        return {}
    found = needed([cell.statements for cell in plain], set().union(*map(loaded, statements), set()))
    return {cell.id: _part(cell, kept) for cell, kept in zip(plain, found, strict=True) if not magics(cell.released)}


def _part(cell: Cell, kept: list[ast.stmt]) -> str:
    """The text of a cell with the statements ``kept`` alone."""
    return cell.released if len(kept) == len(cell.statements) else "\n".join(map(_text, kept))


# The lesson's own statements come again with every submission.
_text = cache(ast.unparse)


def needs_torch(runs: Sequence[Run]) -> bool:
    """Whether any of its code mentions torch, so that the parent that has loaded it should be asked."""
    return any(_TORCH.search(text) for run in runs for text in run.sources)
