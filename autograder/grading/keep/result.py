"""What is known of one graded submission, and its file: written whole or not at all."""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

VERSION = 1
GRADED, LOOK, UNREADABLE, ERROR = "graded", "needs a look", "unreadable", "grader error"


@dataclass(frozen=True)
class Result:
    """One submission's.

    Attributes
    ----------
    state : str
        "graded"; "needs a look", graded, but something was mended or odd; "unreadable", nothing to grade; "grader
        error", ours, which is no score.
    input, tests : str
        What was graded and by which tests: if neither has changed, it need not be done again.
    cells : dict
        By cell id: outputs, whether it failed, points where it is a test, a note.
    notes : tuple of str
        For the instructor, in plain words.
    """

    student: str
    lesson: str
    state: str
    input: str
    tests: str
    level: str
    seconds: float
    timestamp: str | None
    cells: dict[str, dict]
    notes: tuple[str, ...]
    maximum: float

    @property
    def points(self) -> float:
        """Points earned by running."""
        return sum(cell["points"] for cell in self.cells.values() if cell.get("points") is not None)

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
        """The result; None if there is none, or the file was cut off or is of another version."""
        return _read(self.path(lesson, student))

    def all(self, lesson: str) -> list[Path]:
        """The result files of a lesson."""
        return sorted((self.folder / lesson).glob("*.json"))

    def write(self, result: Result) -> None:
        """On disk when this returns: a power cut leaves the old file or the new one, never half of one."""
        write_whole(
            self.path(result.lesson, result.student), json.dumps({"version": VERSION} | asdict(result)).encode()
        )

    def sweep(self) -> None:
        """Take away what a killed run left half written."""
        for path in self.folder.glob("*/.*.new"):
            path.unlink(missing_ok=True)


def load(path: Path) -> Result | None:
    """The result in a file, None if it is none."""
    return _read(path)


def _read(path: Path) -> Result | None:
    try:
        fields = json.loads(path.read_bytes())
        if fields.pop("version") != VERSION:
            return None
        return Result(**fields | {"notes": tuple(fields["notes"])})
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


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
