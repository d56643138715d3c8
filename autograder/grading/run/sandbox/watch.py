"""Look after children whose folders no file system bounds: whoever fills one is ended, and why is kept.

Nothing in such a folder can be removed or renamed (`landlock`), so what is seen is all there is.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import select
import signal
import socket
import time
from pathlib import Path

SECONDS = 0.05
ENTRIES = 2000


class Watch:
    """The folders of running children, each with the bytes that it may hold."""

    def __init__(self) -> None:
        self._folders: dict[int, tuple[Path, int]] = {}
        self._ended: dict[int, str] = {}
        self._next = 0.0

    def add(self, child: int, folder: Path, most: int) -> None:
        """From here on, ``folder`` of our own ``child`` may hold ``most`` bytes and `ENTRIES` files and folders."""
        self._folders[child] = folder, most

    def until_readable(self, source: socket.socket) -> None:
        """Wait for ``source``, and look meanwhile."""
        while True:
            if time.monotonic() >= self._next:
                self._look()
                self._next = time.monotonic() + SECONDS
            if select.select([source], [], [], SECONDS if self._folders else None)[0]:
                return

    def forget(self, child: int) -> str | None:
        """``child`` is over, and its number may be another's; why it was ended, if it was for its files."""
        self._folders.pop(child, None)
        return self._ended.pop(child, None)

    def _look(self) -> None:
        for child, (folder, most) in list(self._folders.items()):
            why = too_much(folder, most)
            if why is not None:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(child, signal.SIGKILL)
                self._ended[child] = why
                del self._folders[child]


def too_much(folder: Path, most: int) -> str | None:
    """Why ``folder`` is over its bounds, in words; None if it is not."""
    size = count = 0
    waiting = [os.fspath(folder)]
    try:
        while waiting:
            for entry in _in(waiting.pop()):
                found = entry.stat(follow_symlinks=False)
                size, count = size + max(found.st_size, 512 * found.st_blocks), count + 1
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
            if count > ENTRIES:
                return f"it made more than {ENTRIES} files"
            if size > most:
                return f"it wrote more than {most >> 20} MiB of files"
    except FileNotFoundError:  # removed meanwhile, which only unconfined code can: another look comes
        return None
    except OSError:
        return "it made a folder that can't be looked into"
    return None


def _in(folder: str) -> list[os.DirEntry]:
    with os.scandir(folder) as entries:
        return list(itertools.islice(entries, ENTRIES + 1))
