"""The second choice, where namespaces are forbidden: Landlock takes every file away but a list.

It does not stop `stat`, nor truncation by path before Linux 6.2, nor signals before 6.12: `seccomp` sees to those two.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Sequence
from pathlib import Path

from . import kernel, own_user, syscalls

_READ = 0b1101  # execute (libraries are mapped), read file, read folder
_WRITE_BY_VERSION = {1: 0x1FFF, 2: 0x3FFF, 3: 0x7FFF, 4: 0x7FFF, 5: 0xFFFF}
_WRITE = 0x418E  # write, read, read folder, make folder, make file, cut: nothing is removed or renamed, see `watch`
_TCP, _SCOPES = 0b11, 0b11  # bind and connect (version 4); abstract sockets and signals (version 6)
_FILE_ONLY = 0x8007  # of all rights, those that a file (and no folder) can have
_READ_EVERYWHERE = 1 << 2  # CAP_DAC_READ_SEARCH


def version() -> int:
    """What the kernel offers; 0 if it has no Landlock."""
    try:
        return kernel.raw(syscalls.LANDLOCK_CREATE, None, 0, 1, what="landlock_create_ruleset")
    except OSError:
        return 0


def confine(readable: Sequence[Path], folder: Path) -> None:
    """See ``readable`` only, write ``folder`` only, give up all powers, and be nobody else's user where that can be.

    ``folder`` changes its owner. OSError where Landlock is not to be had.
    """
    offered = version()
    if not offered:
        raise OSError("this kernel has no Landlock")
    everything = _WRITE_BY_VERSION[min(offered, 5)]
    handled = (ctypes.c_uint64 * 3)(everything, _TCP if offered >= 4 else 0, _SCOPES if offered >= 6 else 0)
    size = 8 if offered < 4 else 16 if offered < 6 else 24
    rules = kernel.raw(syscalls.LANDLOCK_CREATE, ctypes.byref(handled), size, 0, what="landlock_create_ruleset")
    needed = [path for path in (*readable, folder) if path.exists()]
    for path in needed:
        _allow(rules, path, (_WRITE if path == folder else _READ) & everything)
    kept = _be_another(needed, folder)
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    kernel.raw(syscalls.LANDLOCK_RESTRICT, rules, 0, what="landlock_restrict_self")
    os.close(rules)
    kernel.drop_capabilities(kept)
    os.chdir(folder)


def _be_another(needed: Sequence[Path], folder: Path) -> int:
    """Change the user where that can be; the capabilities that are still needed."""
    user = own_user.number()
    if user is None:
        return 0
    own_user.become(user, folder)
    # A Python below /root, say: Landlock decides alone what of it can be read.
    return 0 if all(os.access(path, os.R_OK) for path in needed) else _READ_EVERYWHERE


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("folder", ctypes.c_int32))


def _allow(rules: int, path: Path, rights: int) -> None:
    fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
    beneath = _Beneath(rights if path.is_dir() else rights & _FILE_ONLY, fd)
    kernel.raw(syscalls.LANDLOCK_ADD, rules, 1, ctypes.byref(beneath), 0, what=f"landlock_add_rule {path}")
    os.close(fd)
