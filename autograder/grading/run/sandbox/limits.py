"""How much a confined process may take."""

from __future__ import annotations

import contextlib
import resource
from dataclasses import dataclass

MiB = 1 << 20


@dataclass(frozen=True)
class Limits:
    """Bounds on one submission.

    Attributes
    ----------
    call, cell, submission : float
        Seconds of wall time for one call of a student's function, one cell, all of a submission.
    memory, files : int
        Bytes a process may allocate beyond what the warm interpreter holds, and may write to its folder.
    output : int
        Bytes of output that are kept of one cell.
    """

    call: float = 10.0
    cell: float = 30.0
    submission: float = 120.0
    memory: int = 1024 * MiB
    files: int = 32 * MiB
    output: int = 64 * 1024

    @classmethod
    def of(cls, seconds: float) -> Limits:
        """The usual ones, with a submission's time changed and the others in proportion where it is short."""
        return cls(call=min(10.0, seconds / 5), cell=min(30.0, seconds / 2), submission=seconds)


def apply(limits: Limits) -> None:
    """Bind this process for good; processor time is bounded too, for a process that its watcher has lost."""
    seconds = int(limits.submission) + 10
    bounds = {
        resource.RLIMIT_AS: held() + limits.memory,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: limits.files,
        resource.RLIMIT_NOFILE: 64,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NPROC: 64,
        resource.RLIMIT_MEMLOCK: 0,
        resource.RLIMIT_MSGQUEUE: 0,
    }
    for what, bound in bounds.items():
        _, hard = resource.getrlimit(what)
        least = bound if hard == resource.RLIM_INFINITY else min(bound, hard)
        with contextlib.suppress(ValueError):
            resource.setrlimit(what, (least, least))


_held: list[int] = []


def held() -> int:
    """Address space of the warm interpreter; read before the root is left, since there is no /proc behind it."""
    if not _held:
        try:
            with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123  pathlib costs an import's worth here
                _held.append(int(file.read().split()[0]) * resource.getpagesize())
        except OSError:
            _held.append(0)
    return _held[0]
