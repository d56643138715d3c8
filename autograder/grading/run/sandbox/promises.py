"""What each level promises and what it does not: `doctor` prints it, .github/SECURITY.md explains it."""

from __future__ import annotations

from dataclasses import dataclass

from .level import Level


@dataclass(frozen=True)
class Promise:
    """``kept`` whatever a student's code does; ``not_kept`` though one might expect it."""

    kept: tuple[str, ...]
    not_kept: tuple[str, ...]


PROMISES = {
    Level.NAMESPACES: Promise(
        kept=(
            "sees Python, its packages and /usr/lib, and no other file, process or network",
            "may fill 32 MiB and 2,000 files of its own, which vanish with it",
        ),
        not_kept=("it can read what software is installed in /usr/lib",),
    ),
    Level.LANDLOCK: Promise(
        kept=(
            "reads Python, its packages and /usr/lib, writes a folder of its own, and opens no other file",
            "starts no process, signals none, reaches no network; if root grades, it is a user of its own",
        ),
        not_kept=(
            "it can ask whether a file whose name it guesses exists, and how large it is",
            "32 MiB and 2,000 files are counted 20 times a second: more may be written in between, and none deleted",
        ),
    ),
    Level.NONE: Promise(
        kept=(),
        not_kept=("whatever you can do on this machine, a student's code can (--trust-submissions)",),
    ),
}
