"""How much a confined process may take."""

from __future__ import annotations

import resource
import sys
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
    """Bind this process for good; processor time is bounded too, for a process that its watcher has lost.

    Raises
    ------
    OSError
        If one of them could not be set. Outside Linux, where nothing is confined, what the system lacks is left out.
    """
    bounds = {
        "RLIMIT_AS": held() + limits.memory,
        "RLIMIT_CPU": _processor_seconds(limits),
        "RLIMIT_FSIZE": limits.files,
        "RLIMIT_NOFILE": 64,
        "RLIMIT_CORE": 0,
        "RLIMIT_NPROC": 64,
        "RLIMIT_MEMLOCK": 0,
        "RLIMIT_MSGQUEUE": 0,
    }
    for name, bound in bounds.items():
        try:
            _set(getattr(resource, name), bound)
        except (AttributeError, ValueError, OSError) as error:
            if sys.platform.startswith("linux"):
                raise OSError(f"{name} can't be set to {bound} ({error})") from None


def _set(what: int, bound: int) -> None:
    _, hard = resource.getrlimit(what)
    least = bound if hard == resource.RLIM_INFINITY else min(bound, hard)
    resource.setrlimit(what, (least, least))


def _processor_seconds(limits: Limits) -> int:
    return int(limits.submission) + 10


def used_up(limits: Limits, used: resource.struct_rusage) -> bool:
    """Whether a process that the kernel has killed had spent its processor time, and was not killed from outside."""
    return used.ru_utime + used.ru_stime > _processor_seconds(limits) - 1


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
