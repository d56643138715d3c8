"""A lesson as plain data: its cells with their lines in the file, and what can be counted from them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

# nbgrader's four switches (grade, solution, locked, task) and the only combinations that have a meaning.
ROLES = {
    (False, True, False, False): "answer",
    (True, False, True, False): "test",
    (True, True, False, False): "manual answer",
    (False, False, True, True): "task",
    (False, False, True, False): "read-only",
}
GRADED = ("test", "manual answer", "task")
ANSWERS = ("answer", "manual answer")

_MINUTES = re.compile(r"^## .*· *(\d+) min *$", re.MULTILINE)
_TEST_ID = re.compile(r"(?:test|hidden)_(.+)")


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: where, which rule, and what to do about it."""

    path: str
    line: int
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: [{self.rule}] {self.message}"


class FaultyError(Exception):
    """The lessons cannot be built; ``faults`` says all there is to mend."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


@dataclass(frozen=True)
class Cell:
    """One cell: ``line`` is that of its ``# %%`` mark, ``written`` the lines below it as they stand in the file."""

    line: int
    kind: str
    source: str
    metadata: dict
    written: tuple[str, ...]

    @property
    def nbgrader(self) -> dict:
        """The metadata that belong to nbgrader; empty where there is none or it is no mapping."""
        found = self.metadata.get("nbgrader", {})
        return found if isinstance(found, dict) else {}

    @property
    def role(self) -> str:
        """What nbgrader sees in it: a value of `ROLES`; "plain" without metadata, "unknown" if they are wrong."""
        if not {"nbgrader", "incorrectly_encoded_metadata"} & set(self.metadata):
            return "plain"
        switches = tuple(self.nbgrader.get(name) for name in ("grade", "solution", "locked", "task"))
        return ROLES.get(switches, "unknown") if all(isinstance(value, bool) for value in switches) else "unknown"

    @property
    def grade_id(self) -> str:
        """The cell's name for nbgrader, "" if it has none."""
        found = self.nbgrader.get("grade_id", "")
        return found if isinstance(found, str) else ""


@dataclass(frozen=True)
class Lesson:
    """A lesson file that has been read; ``path`` is the file's, from the course's folder."""

    path: str
    cells: tuple[Cell, ...]

    @property
    def name(self) -> str:
        """NN_slug, the name of the assignment and of its notebook."""
        return Path(self.path).stem

    @property
    def number(self) -> str:
        """The two digits its name starts with."""
        return self.name.partition("_")[0]

    @property
    def slug(self) -> str:
        """The name without its number: that of the lesson's package in ``course.lessons``."""
        return self.name.partition("_")[2]

    @property
    def title(self) -> str:
        """The first heading of the first cell."""
        first = self.cells[0].source.strip().split("\n")[0] if self.cells else ""
        return first.removeprefix("# ").strip() if first.startswith("# ") else ""

    @property
    def exercises(self) -> tuple[str, ...]:
        """The names of what the student has to do, in order."""
        return tuple(cell.grade_id for cell in self.cells if cell.role in (*ANSWERS, "task"))

    @property
    def points(self) -> float:
        """The points of all graded cells."""
        return sum(cell.nbgrader["points"] for cell in self.cells if cell.role in GRADED)

    @property
    def minutes(self) -> int:
        """The sum of the "· N min" that end the ``##`` headings."""
        texts = (cell.source for cell in self.cells if cell.kind == "markdown")
        return sum(int(found) for text in texts for found in _MINUTES.findall(text))


def exercise_of(test_id: str, exercises: tuple[str, ...]) -> str | None:
    """The exercise a test cell is for, by its name.

    ``test_sigmoid``, ``hidden_sigmoid`` and ``test_sigmoid_far_from_zero`` are for ``sigmoid``. The longest name that
    fits counts, so that ``test_loss_gradient`` belongs to ``loss_gradient`` and not to ``loss``.
    """
    match = _TEST_ID.fullmatch(test_id)
    rest = match.group(1) if match else ""
    fitting = [name for name in exercises if rest == name or rest.startswith(f"{name}_")]
    return max(fitting, key=len, default=None)
