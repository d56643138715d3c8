"""Files to disk, all or none."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def write_all(files: Mapping[Path, bytes]) -> list[Path]:
    """Write the files that differ from what is there; returns these.

    Every file is first written in full beside its place; they move in only when all have been, so when the disk was
    not full.
    """
    changed = [path for path, data in files.items() if not path.is_file() or path.read_bytes() != data]
    beside = {path: path.with_name(f".{path.name}.new") for path in changed}
    try:
        for path in changed:
            path.parent.mkdir(parents=True, exist_ok=True)
            beside[path].write_bytes(files[path])
        for path in changed:
            beside[path].replace(path)
    finally:
        for waiting in beside.values():
            waiting.unlink(missing_ok=True)
    return changed
