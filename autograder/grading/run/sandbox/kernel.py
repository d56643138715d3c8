"""Linux system calls that Python has no function for; each raises OSError as Python's own do."""

from __future__ import annotations

import ctypes
import os
import platform

from . import syscalls

CLONE_NEWNS, CLONE_NEWUTS, CLONE_NEWIPC = 0x20000, 0x4000000, 0x8000000
CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = 0x10000000, 0x20000000, 0x40000000
MS_BIND, MS_REC, MS_PRIVATE, MS_NOSUID, MS_NODEV, MS_NOEXEC = 0x1000, 0x4000, 0x40000, 2, 4, 8
MNT_DETACH = 2
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS, PR_SET_NAME = 1, 4, 22, 38, 15
PR_SET_KEEPCAPS = 8
SECCOMP_MODE_FILTER = 2
_AT_RECURSIVE, _AT_FDCWD, _ATTR_RDONLY, _ATTR_NOSUID = 0x8000, -100, 0x1, 0x2
_CAPABILITY_VERSION_3 = 0x20080522

_libc = ctypes.CDLL(None, use_errno=True)


def number(call: tuple[int | None, int | None]) -> int | None:
    """The call's number on this machine; OSError if it is of no kind we know."""
    column = syscalls.COLUMNS.get(platform.machine())
    if column is None:
        raise OSError(f"the sandbox knows x86-64 and aarch64, this machine is {platform.machine()}")
    return call[column]


def _checked(result: int, what: str) -> int:
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{what}: {os.strerror(code)}")
    return result


def raw(call: tuple[int | None, int | None], *arguments: object, what: str) -> int:
    """System call by number."""
    numbers = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    return _checked(_libc.syscall(ctypes.c_long(number(call)), *numbers), what)


def unshare(flags: int) -> None:
    """Leave namespaces for new ones."""
    _checked(_libc.unshare(ctypes.c_int(flags)), "unshare")


def setns(fd: int, kind: int) -> None:
    """Join the namespace of ``fd``."""
    _checked(_libc.setns(ctypes.c_int(fd), ctypes.c_int(kind)), "setns")


def mount(source: str | None, target: str, kind: str | None = None, flags: int = 0, data: str | None = None) -> None:
    """Mount, with strings as mount(2) takes them."""
    texts = [None if text is None else os.fsencode(text) for text in (source, target, kind, data)]
    done = _libc.mount(texts[0], texts[1], texts[2], ctypes.c_ulong(flags), texts[3])
    _checked(done, f"mount {source or kind} on {target}")


def make_read_only(tree: str) -> None:
    """Everything mounted at and below ``tree`` becomes read-only and loses setuid (Linux 5.12)."""
    attributes = (ctypes.c_uint64 * 4)(_ATTR_RDONLY | _ATTR_NOSUID, 0, 0, 0)
    size = ctypes.sizeof(attributes)
    raw(
        syscalls.MOUNT_SETATTR,
        *(_AT_FDCWD, os.fsencode(tree), _AT_RECURSIVE, ctypes.byref(attributes), size),
        what="mount_setattr",
    )


def change_root(new: str) -> None:
    """Make ``new`` the root and let go of the old one (pivot_root onto itself, so that no empty folder is needed)."""
    os.chdir(new)
    raw(syscalls.PIVOT_ROOT, b".", b".", what="pivot_root")
    _checked(_libc.umount2(b".", MNT_DETACH), "umount2")
    os.chdir("/")


def prctl(option: int, *arguments: object) -> None:
    """prctl(2), its unused arguments zero."""
    filled = [*arguments, 0, 0, 0, 0][:4]
    values = [ctypes.c_ulong(a) if isinstance(a, int) else a for a in filled]
    _checked(_libc.prctl(ctypes.c_int(option), *values), f"prctl {option}")


def drop_capabilities(kept: int = 0) -> None:
    """Give up every capability for good, but those whose bits are set in ``kept``."""
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    sets = (ctypes.c_uint32 * 6)(kept, kept, 0)  # in force, permitted, passed on
    raw(syscalls.CAPSET, ctypes.byref(header), ctypes.byref(sets), what="capset")
