"""Where confined processes keep files if they cannot have a file system of their own: one folder for a whole run.

The grader makes it and removes it. A lock on it lasts as long as the grader lives, however that ends, so the next
grader knows which ones nobody will remove any more.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
from pathlib import Path

_PREFIX = "backprop-run-"
_TRIES = 50


class RunFolder:
    """A context manager: ``path`` is the folder, leaving it removes all of it. Making one clears up after the dead."""

    def __init__(self) -> None:
        remove_abandoned()
        for _ in range(_TRIES):
            self.path = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
            lock = _locked(self.path)
            if lock is not None and self.path.exists():  # no other grader took it for abandoned in between
                break
        else:
            raise OSError(f"{self.path} can't be locked; set TMPDIR to a folder on a local disk")
        self._lock = lock
        self.path.chmod(0o711)  # a job of another user must get through, and sees no names

    def job(self) -> Path:
        """A new empty folder."""
        return new_job(self.path)

    def close(self) -> None:
        """Remove it."""
        remove(self.path)
        os.close(self._lock)

    def __enter__(self) -> RunFolder:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def new_job(run: Path) -> Path:
    """A new empty folder in ``run``."""
    return Path(tempfile.mkdtemp(prefix="job-", dir=run))


def remove_abandoned() -> None:
    """Remove the folders of those graders of ours that are gone."""
    for path in Path(tempfile.gettempdir()).glob(_PREFIX + "*"):
        with contextlib.suppress(OSError):  # another's, or gone by now
            lock = _locked(path) if path.lstat().st_uid == os.geteuid() else None
            if lock is not None:
                remove(path)
                os.close(lock)


def _locked(path: Path) -> int | None:
    """A descriptor that holds the lock on ``path``; None if another has it."""
    import fcntl  # not on Windows

    fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(fd)
        return None
    return fd


def remove(folder: Path) -> None:
    """Remove ``folder`` and all in it, whatever was made of it; a process that is just dying may still write."""
    for _ in range(_TRIES):
        with contextlib.suppress(OSError):
            _empty(folder)
            folder.rmdir()
        if not folder.exists():
            return
        time.sleep(0.02)


def _empty(folder: Path) -> None:
    """What lies deeper is moved up first, so that neither paths nor recursion grow with the depth."""
    while entries := list(os.scandir(folder)):
        for entry in entries:
            if not entry.is_dir(follow_symlinks=False):
                os.unlink(entry)  # noqa: PTH108  there may be 100,000
                continue
            os.chmod(entry, 0o700)  # noqa: PTH101
            for inner in list(os.scandir(entry)):
                if inner.is_dir(follow_symlinks=False):
                    os.chmod(inner, 0o700)  # noqa: PTH101
                os.rename(inner, folder / os.urandom(16).hex())  # noqa: PTH104
            os.rmdir(entry)  # noqa: PTH106
