"""What is known of one graded submission, and its file: written whole or not at all."""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from .outputs import is_sound
from .shape import fitted

VERSION = 2
GRADED, LOOK, UNREADABLE, ERROR = "graded", "needs a look", "unreadable", "grader error"
STATES = (GRADED, LOOK, UNREADABLE, ERROR)


@dataclass(frozen=True)
class Verdict:
    """What one test said, as data; ``text`` and ``html`` are made from the rest and never read back.

    Attributes
    ----------
    exercise : str
        Whose test it is.
    points, maximum : float
    hidden : bool
        A hidden test's text holds its verdict and the question, no inputs, values or prints.
    state : str
        "right", "part", "wrong", "not written", "missing" (nothing of that name), "not run" (no time, or lost).
    mistakes : dict of str
        The mistakes that were named: name to what it says.
    first : dict or None
        The first wrong value: ``result`` (its name), ``index``, ``returned``, ``expected``.
    error : str or None
        The kind of error it ended with.
    lent : tuple of str
        Earlier exercises of the student's that are not right, and were lent.
    printed : str
        What the student's function printed, apart.
    text, html : str
        For people.
    note : str or None
        Something odd, for the instructor.
    test : str
        Digest of the test's own text: if it changes, this verdict has to be found again.
    """

    exercise: str
    points: float
    maximum: float
    hidden: bool
    state: str
    mistakes: dict[str, str]
    first: dict | None
    error: str | None
    lent: tuple[str, ...]
    printed: str
    text: str
    html: str
    note: str | None
    test: str


@dataclass(frozen=True)
class Result:
    """One submission's.

    Attributes
    ----------
    state : str
        "graded"; "needs a look", graded, but something was mended or odd; "unreadable", nothing to grade; "grader
        error", ours, which is no score.
    input, tests : str
        Digests of what was graded, and of the lesson and the code that judged it: if neither has changed, it need not
        be done again.
    verdicts : dict of Verdict
        By test cell id, in the lesson's order; all tests are there unless the state is "grader error".
    cells : dict
        By cell id (or "extra 1 after ID"): ``outputs`` in nbformat's form, ``failed``, ``note``.
    texts, extra : dict
        What was placed: by the id of a lesson's cell the student's text for it, and the texts of the student's own code
        cells that follow it ("" for the top).
    notes, remarks : tuple of str
        In plain words: for the instructor; and what the student should know of how the file came in.
    """

    student: str
    lesson: str
    state: str
    input: str
    tests: str
    level: str
    seconds: float
    timestamp: str | None
    verdicts: dict[str, Verdict]
    cells: dict[str, dict]
    texts: dict[str, str]
    extra: dict[str, list[str]]
    notes: tuple[str, ...]
    remarks: tuple[str, ...]
    maximum: float

    @property
    def points(self) -> float:
        """Points earned by running."""
        return sum(verdict.points for verdict in self.verdicts.values())

    @property
    def is_final(self) -> bool:
        """Whether it stands until the submission or the tests change."""
        return self.state != ERROR


class Results:
    """The folder of result files, ``LESSON/STUDENT.json``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, lesson: str, student: str) -> Path:
        """Where the result of ``student`` is, or will be."""
        return self.folder / lesson / f"{student}.json"

    def read(self, lesson: str, student: str) -> Result | None:
        """The result; None if there is none, or the file is cut off, of another version, shape, lesson or student."""
        try:
            fields = json.loads(self.path(lesson, student).read_bytes())
            if type(fields) is not dict or fields.pop("version", None) != VERSION:
                return None
            found = fitted(Result, fields)
            return found if (found.lesson, found.student) == (lesson, student) and _is_sound(found) else None
        except (OSError, ValueError, RecursionError):
            return None

    def all(self, lesson: str) -> list[Path]:
        """The result files of a lesson."""
        return sorted((self.folder / lesson).glob("*.json"))

    def write(self, result: Result) -> None:
        """On disk when this returns: a power cut leaves the old file or the new one, never half of one."""
        fields = {"version": VERSION} | vars(result) | {"verdicts": {n: vars(v) for n, v in result.verdicts.items()}}
        write_whole(self.path(result.lesson, result.student), json.dumps(fields).encode())

    def sweep(self) -> None:
        """Take away what a killed run left half written."""
        for path in self.folder.glob("*/.*.new"):
            path.unlink(missing_ok=True)


def _is_sound(result: Result) -> bool:
    """Whether it says nothing that no grading says; ValueError if it was handed in at no time."""
    if result.timestamp is not None:
        datetime.fromisoformat(result.timestamp)
    return (
        result.state in STATES
        and all(0 <= verdict.points <= verdict.maximum for verdict in result.verdicts.values())
        and all(is_sound(cell.get("outputs", [])) for cell in result.cells.values())
    )


def write_whole(path: Path, data: bytes) -> None:
    """Write beside, flush to the disk, move into place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
    with contextlib.suppress(OSError):  # not every system lets a folder be flushed
        folder = os.open(path.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
