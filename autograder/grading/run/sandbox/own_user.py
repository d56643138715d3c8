"""A user of its own for each confined process, where we are root: it can signal no other and owns its folder alone."""

from __future__ import annotations

import os
from pathlib import Path

from . import kernel

_FIRST = 2_000_000_000  # above what systemd and containers hand out, below 2**31; plus the process's own number
NOBODY = 65534
# To become another user, to end its process and remove its files: chown, dac_override, fowner, kill, setgid, setuid.
_POWERS = sum(1 << number for number in (0, 1, 3, 5, 6, 7))


def number() -> int | None:
    """A user that nobody is; `NOBODY` in a container that has few, None where we may not become another."""
    if os.geteuid() != 0 or _powers() & _POWERS != _POWERS:
        return None
    return next((user for user in (_FIRST + os.getpid(), NOBODY) if _exists(user)), None)


def become(user: int, folder: Path) -> None:
    """Give ``folder`` to ``user`` and go on as that; powers can be taken up again until they are dropped."""
    os.chown(folder, user, user)
    kernel.prctl(kernel.PR_SET_KEEPCAPS, 1)
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)


def _powers() -> int:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("CapEff:")), 16)


def _exists(user: int) -> bool:
    """Whether this user namespace has ``user``, as user and as group."""
    return all(
        any(int(first) <= user < int(first) + int(count) for first, _, count in map(str.split, text.splitlines()))
        for text in (Path(f"/proc/self/{name}").read_text(encoding="ascii") for name in ("uid_map", "gid_map"))
    )
