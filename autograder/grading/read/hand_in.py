"""A submission's folder, whatever state it is in: its bytes are collected here, and read where it costs nobody else.

Collecting opens regular files only, follows no link, runs nothing and never raises for what was handed in. Reading
(`cells_of`) happens in a process of its own, within limits of memory and time.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ..keep.folders import shown
from .lesson import text

_LARGEST = 64 << 20
_LARGEST_FILES = 8 << 20
_LARGEST_SOURCES = 2 << 20
_MOST_CELLS = 5_000
_NOT_COPIED = (".ipynb", ".pyc", ".so", ".pyd")


@dataclass(frozen=True)
class Handed:
    """What was handed in.

    Attributes
    ----------
    notebook : bytes or None
        The file as it is; None if there is none to be read.
    files : dict of bytes
        Data beside it, by name.
    remarks : tuple of str
        In plain words, what was mended or is wrong; with any, somebody should look at it.
    digest : str
        Changes with anything of it.
    """

    student: str
    notebook: bytes | None
    files: dict[str, bytes]
    timestamp: str | None
    remarks: tuple[str, ...]
    digest: str


def collect(folder: Path, student: str, lesson: str) -> Handed:
    """What ``folder`` (submitted/STUDENT/LESSON) holds."""
    remarks: list[str] = []
    try:
        data = _notebook(folder, lesson, remarks)
    except (UnreadableError, OSError) as error:
        data = None
        remarks.append(str(error))
    files = _beside(folder, remarks) if data is not None else {}
    timestamp = _timestamp(folder, remarks)
    words = "\n".join(remarks).encode("utf-8", "surrogateescape")
    parts = [data or words, (timestamp or "").encode(), *(x for n in sorted(files) for x in (os.fsencode(n), files[n]))]
    digest = hashlib.sha256(b"\0".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()
    return Handed(student, data, files, timestamp, tuple(remarks), digest)


def cells_of(notebook: bytes) -> tuple[tuple[dict, ...], tuple[str, ...]]:
    """The cells (type, text, id, grade_id), and what was mended; UnreadableError, in words, if there are none."""
    remarks: list[str] = []
    try:
        cells = _cells(_decoded(notebook, remarks), remarks)
    except MemoryError:
        raise UnreadableError(_TOO_LARGE.format("more than can be read")) from None
    size = sum(len(cell["source"]) for cell in cells)
    if size > _LARGEST_SOURCES:
        raise UnreadableError(_TOO_LARGE.format(f"{size / 1e6:.1f} million characters in its cells"))
    return cells, tuple(remarks)


_TOO_LARGE = (
    "the notebook has {}; at most 2 million characters are read. Take out what was pasted into a cell, "
    "put data into a file beside the notebook, and hand it in again"
)


class UnreadableError(Exception):
    """Why there is nothing to grade, in words for a person."""


def _notebook(folder: Path, lesson: str, remarks: list[str]) -> bytes | None:
    if folder.is_symlink() or folder.parent.is_symlink():
        raise UnreadableError("the folder is a link to somewhere else; ask for the notebook itself")
    path = folder / f"{lesson}.ipynb"
    if not path.is_symlink() and not path.exists():
        others = [p for p in sorted(folder.iterdir()) if p.suffix.lower() == ".ipynb" and _is_file(p)]
        if len(others) != 1:
            found = ", ".join(shown(p.name) for p in others) or "no notebook at all"
            raise UnreadableError(f"{shown(path.name)} is not there; there is {found}")
        path = others[0]
        remarks.append(f"the notebook is called {shown(path.name)} and not {lesson}.ipynb; it was taken for it")
    data = _bytes(path, _LARGEST)
    if not data.strip():
        raise UnreadableError(f"{shown(path.name)} is empty")
    return data


def _is_file(path: Path) -> bool:
    return stat.S_ISREG(path.lstat().st_mode)


def _bytes(path: Path, largest: int) -> bytes:
    """The content of a regular file; links, pipes and devices are refused, and nothing blocks."""
    try:
        fd = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        kind = "a link to somewhere else" if path.is_symlink() else f"not readable ({error.strerror})"
        raise UnreadableError(f"{shown(path.name)} is {kind}") from None
    try:
        about = os.fstat(fd)
        if not stat.S_ISREG(about.st_mode):
            raise UnreadableError(f"{shown(path.name)} is no file")
        if about.st_size > largest:
            raise UnreadableError(
                f"{shown(path.name)} has {about.st_size >> 20} MiB, at most {largest >> 20} are read: "
                "clear all outputs, save, and hand it in again"
            )
        with os.fdopen(os.dup(fd), "rb") as file:
            return file.read(largest + 1)
    finally:
        os.close(fd)


def _decoded(data: bytes, remarks: list[str]) -> dict:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            remarks.append(f"the file starts with a byte order mark ({encoding}); it was read all the same")
            break
    else:
        encoding = "utf-8"
    try:
        return _loaded(data.decode(encoding))
    except UnicodeDecodeError:
        remarks.append("the file is not UTF-8; it was read as Latin-1, so look at its accented letters")
        return _loaded(data.decode("latin-1"))


def _loaded(words: str) -> dict:
    try:
        found = json.loads(words)
    except (ValueError, RecursionError) as error:
        reason = "nested too deep" if isinstance(error, RecursionError) else str(error)
        raise UnreadableError(f"the file is no notebook: its JSON cannot be read ({reason[:200]})") from None
    if not isinstance(found, dict):
        raise UnreadableError(f"the file is no notebook: its JSON is a {type(found).__name__}")
    return found


def _cells(notebook: dict, remarks: list[str]) -> tuple[dict, ...]:
    """Type, text, id and grade_id of every cell; all else is not asked for, so it cannot be wrong."""
    found = notebook.get("cells")
    if found is None and isinstance(notebook.get("worksheets"), list):
        remarks.append("the notebook is of version 3; its cells were read all the same")
        sheets = [sheet.get("cells") for sheet in notebook["worksheets"] if isinstance(sheet, dict)]
        found = [cell for cells in sheets if isinstance(cells, list) for cell in cells]
    if not isinstance(found, list):
        raise UnreadableError("the file is no notebook: it has no cells")
    if len(found) > _MOST_CELLS:
        raise UnreadableError(f"the notebook has {len(found)} cells, at most {_MOST_CELLS} are read")
    sound = [cell for cell in found if isinstance(cell, dict) and isinstance(_source(cell), (str, list))]
    if len(sound) < len(found):
        remarks.append(f"{len(found) - len(sound)} broken cells were left out")
    return tuple(_reduced(cell) for cell in sound)


def _source(cell: dict) -> object:
    return cell.get("source", cell.get("input", ""))


def _reduced(cell: dict) -> dict:
    metadata = cell.get("metadata")
    nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    grade_id = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None
    names = {"id": cell.get("id"), "grade_id": grade_id}
    kept = {key: value if isinstance(value, str) else "" for key, value in names.items()}
    kind = cell.get("cell_type")
    return {
        "cell_type": kind if kind in ("code", "markdown", "raw") else "raw",
        "source": text({"source": _source(cell)}),
        **kept,
    }


def _beside(folder: Path, remarks: list[str]) -> dict[str, bytes]:
    """Data and modules handed in with the notebook, as far as they are plain files and small."""
    found: dict[str, bytes] = {}
    left = _LARGEST_FILES
    for path in _below(folder, remarks):
        name = path.relative_to(folder).as_posix()
        if (
            path.suffix in _NOT_COPIED
            or name == "timestamp.txt"
            or "__pycache__" in name
            or ".ipynb_checkpoints" in name
        ):
            continue
        if path.is_symlink() or not (path.is_dir() or _is_file(path)):
            remarks.append(f"{shown(name)} is a link or no file; it was left out")
        elif not path.is_dir():
            try:
                found[name] = _bytes(path, left)
                left -= len(found[name])
            except UnreadableError as error:
                remarks.append(f"{error}; it was left out")
    return found


def _below(folder: Path, remarks: list[str]) -> list[Path]:
    try:
        return sorted(folder.rglob("*"), key=os.fsencode)[:500]
    except (OSError, RecursionError) as error:
        remarks.append(f"the files beside the notebook cannot be listed ({type(error).__name__}); they were left out")
        return []


def _timestamp(folder: Path, remarks: list[str]) -> str | None:
    """When it was handed in, UTC, as ISO 8601; None if that is not said, or not to be read."""
    path = folder / "timestamp.txt"
    if not path.exists() and not path.is_symlink():
        return None
    from nbgrader.utils import parse_utc

    try:
        words = _bytes(path, 1000).decode("utf-8").strip()
        found: datetime = parse_utc(words)
        return found.isoformat()
    except Exception:  # dateutil raises what it likes
        remarks.append("timestamp.txt is no date; nothing is known of when this was handed in")
        return None
