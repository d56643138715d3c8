"""What students are given, as one zip file: the same course gives the same bytes."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

from ..grading.read.lesson import text
from ..layout import Course

_TOP = ("README.md", "LICENSE", "pyproject.toml", "environment.yml", "Makefile", ".requirements.lock", ".make")
_FOLDERS = ("notebooks", "course")
_LEFT_OUT = {"__pycache__", ".ipynb_checkpoints"}
_REGION = re.compile(r"### BEGIN (HIDDEN TESTS|SOLUTION)\n(.*?)### END \1", re.DOTALL)
_SHORT = 20


class LeakError(Exception):
    """A file of the bundle holds what students must not have; the message says which and what."""


def bundle(course: Course) -> tuple[bytes, int]:
    """The zip file and the number of files in it; LeakError if a solution or a hidden test is in one of them."""
    files = {course.shown(path): path.read_bytes() for path in _files(course)}
    _check(course, files)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue(), len(files)


def _files(course: Course) -> list[Path]:
    tops = [course.root / name for name in (*_TOP, *_FOLDERS)]
    found = [path for top in tops for path in ([top] if top.is_file() else top.rglob("*"))]
    return [
        p for p in found if p.is_file() and not _LEFT_OUT & set(p.parts) and p.suffix not in (".pyc", ".nbi", ".nbc")
    ]


def _check(course: Course, files: dict[str, bytes]) -> None:
    """No mark of a region in a notebook, and no longer line of an answer or hidden test of its lesson."""
    for name, data in files.items():
        if not name.endswith(".ipynb"):
            continue
        sources = [text(cell) for cell in json.loads(data)["cells"]]
        lines = {line.strip() for source in sources for line in source.splitlines()}
        secret = _secrets(course.instructor_notebook(Path(name).stem))
        leaked = sorted((lines & secret) | {line for line in lines if re.match(r"### BEGIN (HIDDEN|SOLUTION)", line)})
        if leaked:
            raise LeakError(f"{name} holds {leaked[0]!r}, which is the instructor's; run `python -m autograder build`")


def _secrets(path: Path) -> set[str]:
    """Lines within the regions of the instructor's notebook that stand nowhere else in it."""
    if not path.is_file():
        return set()
    sources = [text(cell) for cell in json.loads(path.read_bytes())["cells"]]
    inside = {line.strip() for s in sources for region in _REGION.finditer(s) for line in region[2].splitlines()}
    outside = {line.strip() for source in sources for line in _REGION.sub("", source).splitlines()}
    return {line for line in inside - outside if len(line) >= _SHORT}
