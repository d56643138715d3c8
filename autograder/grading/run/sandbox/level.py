"""How strictly student code is confined, what this machine can do of it, and what confined code needs to read."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from enum import StrEnum
from pathlib import Path

_SYSTEM = "/usr/lib /usr/lib64 /usr/lib32 /lib /lib64 /etc/ld.so.cache /etc/localtime /etc/fonts /usr/share/zoneinfo"
_FONTS = "/usr/share/fonts /usr/local/share/fonts"
_PROBE = "from autograder.grading.run.sandbox.level import enter; enter({level!r}, {folder!r})"

# All that confined processes know of their surroundings. One thread each: a process with threads cannot leave its user
# namespace, nor be forked safely.
ENVIRONMENT = {
    **{f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL", "NUMEXPR", "VECLIB_MAXIMUM")},
    "PATH": os.defpath,
    "LANG": "C.UTF-8",
    "PYTHONHASHSEED": "0",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
}


class Level(StrEnum):
    """From strict to none."""

    NAMESPACES = "namespaces"  # a root, process tree and network of its own, and seccomp
    LANDLOCK = "landlock"  # files by Landlock, and seccomp
    NONE = "none"  # --trust-submissions


class NotConfinedError(Exception):
    """No way to confine as strictly as asked; the message says what to do."""


def readable() -> list[Path]:
    """What code needs to read: the interpreter, its packages, system libraries, and ``course``. No solutions."""
    import course

    own = [Path(sys.prefix), Path(sys.base_prefix), Path(sys.base_exec_prefix), Path(course.__file__).parent]
    return [*(path.resolve() for path in own), *map(Path, f"{_SYSTEM} {_FONTS}".split())]


def available() -> list[Level]:
    """The levels that work here, strictest first; found out by trying, in a process of their own."""
    return [level for level in (Level.NAMESPACES, Level.LANDLOCK) if problem_with(level) is None]


def problem_with(level: Level) -> str | None:
    """Why ``level`` does not work here, in the words of the system; None if it does."""
    if not sys.platform.startswith("linux"):
        return f"{sys.platform} has no such sandbox"
    root = Path(__file__).resolve().parents[4]
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", _PROBE.format(level=str(level), folder=folder)]
        done = subprocess.run(command, capture_output=True, text=True, cwd=root, env=ENVIRONMENT, check=False)
    return None if done.returncode == 0 else (done.stderr.strip().splitlines() or ["it failed"])[-1]


def choose(wanted: str | None, trust: bool) -> Level:
    """The level to run at: the one asked for, else the strictest that works.

    Raises
    ------
    NotConfinedError
        If that one, or any, does not work here and submissions are not to be trusted.
    """
    if trust:
        return Level.NONE
    tried = [Level(wanted)] if wanted else [Level.NAMESPACES, Level.LANDLOCK]
    reasons = []
    for level in tried:
        reason = problem_with(level)
        if reason is None:
            return level
        reasons.append(f"{level}: {reason}")
    raise NotConfinedError(
        f"Student code cannot be confined here ({'; '.join(reasons)}). Grade on Linux (WSL 2 and containers count), "
        "or, if you have read every submission, say --trust-submissions."
    )


def enter(level: str, folder: str) -> None:
    """Confine this process for a try: in all that students' processes are, or OSError. At namespaces, go on in a child.

    ``folder`` is what Landlock leaves, and becomes another user's.
    """
    from . import landlock, limits, namespaces, seccomp

    paths, bounds = readable(), limits.Limits()
    limits.held()
    if level == Level.NAMESPACES:
        namespaces.enter_root(paths)
        with namespaces.first_of_its_kind():
            pid = os.fork()
        if pid:
            os._exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) and 1)
        namespaces.enter_folder(bounds.files)
    else:
        landlock.confine(paths, Path(folder))
    limits.apply(bounds)
    seccomp.install()
