"""The filter on system calls: a list of what is allowed, in the kernel's own small language (classic BPF)."""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct

from . import kernel, syscalls

_LOAD, _JUMP_EQUAL, _JUMP_AT_LEAST, _JUMP_BITS, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_KILL, _ALLOW, _ERROR = 0x80000000, 0x7FFF0000, 0x00050000
_NUMBER, _MACHINE, _FIRST_ARGUMENT = 0, 4, 16
_AUDIT = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_X32 = 0x40000000
_CLONE_THREAD = 0x10000


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def install() -> None:
    """Filter this process's calls from here on; nothing can take the filter away again."""
    code = program(platform.machine(), os.getpid())
    buffer = ctypes.create_string_buffer(code, len(code))
    filled = _Program(len(code) // 8, ctypes.addressof(buffer))
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    kernel.prctl(kernel.PR_SET_SECCOMP, kernel.SECCOMP_MODE_FILTER, ctypes.byref(filled))


def program(machine: str, pid: int) -> bytes:
    """The filter for ``machine``: threads may be started, processes not; signals go to ``pid`` (itself) only."""
    column = syscalls.COLUMNS[machine]
    plain = [numbers[column] for numbers in syscalls.PLAIN.values() if numbers[column] is not None]
    lines = [
        *(_line(_LOAD, _MACHINE), _line(_JUMP_EQUAL, _AUDIT[machine], 1, 0), _line(_RETURN, _KILL)),
        _line(_LOAD, _NUMBER),
        *(_line(_JUMP_AT_LEAST, _X32, 0, 1), _line(_RETURN, _KILL)),
        *(line for number in plain for line in (_line(_JUMP_EQUAL, number, 0, 1), _line(_RETURN, _ALLOW))),
        *_if_first_argument(syscalls.CLONE[column], _line(_JUMP_BITS, _CLONE_THREAD, 0, 1)),
        *_if_first_argument(syscalls.TGKILL[column], _line(_JUMP_EQUAL, pid, 0, 1)),
        *_if_first_argument(syscalls.PRLIMIT[column], _line(_JUMP_EQUAL, 0, 0, 1)),
        # "no such call" makes the C library start threads with clone, whose flags the filter can read.
        *(_line(_JUMP_EQUAL, syscalls.CLONE3[column], 0, 1), _line(_RETURN, _ERROR | errno.ENOSYS)),
        _line(_RETURN, _ERROR | errno.EPERM),
    ]
    return b"".join(lines)


def _if_first_argument(number: int, test: bytes) -> list[bytes]:
    """Allow call ``number`` if its first argument passes ``test``, which skips one line if not."""
    refuse = _line(_RETURN, _ERROR | errno.EPERM)
    return [
        _line(_JUMP_EQUAL, number, 0, 4),
        *(_line(_LOAD, _FIRST_ARGUMENT), test, _line(_RETURN, _ALLOW), refuse),
    ]


def _line(code: int, value: int, then: int = 0, otherwise: int = 0) -> bytes:
    return struct.pack("=HBBI", code, then, otherwise, value)
