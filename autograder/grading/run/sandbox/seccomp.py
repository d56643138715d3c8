"""The filter on system calls: a list of what is allowed, in the kernel's own small language (classic BPF)."""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
from collections.abc import Iterable

from . import kernel, syscalls

_LOAD, _AND, _RETURN = 0x20, 0x54, 0x06
_JUMP_EQUAL, _JUMP_AT_LEAST, _JUMP_BITS = 0x15, 0x35, 0x45
_KILL, _ALLOW, _ERROR = 0x80000000, 0x7FFF0000, 0x00050000
_NUMBER, _MACHINE, _ARGUMENTS = 0, 4, 16
_AUDIT = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_X32 = 0x40000000
_CLONE_THREAD = 0x10000
_F_SETFL, _O_ASYNC = 4, 0x2000
_O_TRUNC, _O_TMPFILE, _ACCESS_MODE, _WRITING = 0x200, 0x400000, 3, (1, 2)
_SIGKILL = 9


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def install(*, takes: bool = False) -> None:
    """Filter this process's calls from here on; nothing can take the filter away again."""
    code = program(platform.machine(), os.getpid(), takes=takes)
    buffer = ctypes.create_string_buffer(code, len(code))
    filled = _Program(len(code) // 8, ctypes.addressof(buffer))
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    kernel.prctl(kernel.PR_SET_SECCOMP, kernel.SECCOMP_MODE_FILTER, ctypes.byref(filled))


def program(machine: str, pid: int, *, takes: bool = False) -> bytes:
    """The filter for ``machine``: threads may be started, processes not; signals go to ``pid`` (itself) only.

    With ``takes``, it may be given descriptors.
    """
    column = syscalls.COLUMNS[machine]
    plain = [numbers[column] for numbers in syscalls.PLAIN.values() if numbers[column] is not None]
    plain += [syscalls.RECVMSG[column]] if takes else []
    looked_at = {
        syscalls.OPENAT: _opening(2),
        syscalls.OPEN: _opening(1),
        syscalls.FCNTL: _commands(syscalls.FCNTL_COMMANDS) + _changing_flags(),
        syscalls.IOCTL: _commands(syscalls.IOCTL_COMMANDS),
        # To the other end only: a datagram may else name any socket of the machine, such as the system's log.
        syscalls.SENDTO: _null(4),
        syscalls.CLONE: [*_argument(0), *_allow_if(_JUMP_BITS, _CLONE_THREAD)],
        # SIGKILL it is always sent by others, so that a process that ended by it was not at fault.
        syscalls.TGKILL: [
            *_argument(2),
            *_refuse_if(_JUMP_EQUAL, _SIGKILL),
            *_argument(0),
            *_allow_if(_JUMP_EQUAL, pid),
        ],
        # Read, not set: a limit on processor time kills.
        syscalls.PRLIMIT: [*_argument(0), _line(_JUMP_EQUAL, 0, 1, 0), _REFUSE, *_null(2)],
        # "no such call" makes the C library start threads with clone, whose flags the filter can read.
        syscalls.CLONE3: [_line(_RETURN, _ERROR | errno.ENOSYS)],
    }
    lines = [
        *(_line(_LOAD, _MACHINE), _line(_JUMP_EQUAL, _AUDIT[machine], 1, 0), _line(_RETURN, _KILL)),
        _line(_LOAD, _NUMBER),
        *(_line(_JUMP_AT_LEAST, _X32, 0, 1), _line(_RETURN, _KILL)),
        *(line for number in plain for line in _allow_if(_JUMP_EQUAL, number)),
        *(line for call, rule in looked_at.items() if call[column] is not None for line in _for(call[column], rule)),
        _REFUSE,
    ]
    return b"".join(lines)


def _line(code: int, value: int, then: int = 0, otherwise: int = 0) -> bytes:
    return struct.pack("=HBBI", code, then, otherwise, value)


_REFUSE, _PASS = _line(_RETURN, _ERROR | errno.EPERM), _line(_RETURN, _ALLOW)


def _for(number: int, rule: list[bytes]) -> list[bytes]:
    """Where call ``number`` is made, ``rule``, and refused if that has not said a word."""
    return [_line(_JUMP_EQUAL, number, 0, len(rule) + 1), *rule, _REFUSE]


def _argument(index: int, high: int = 0) -> list[bytes]:
    """Look at the lower half of an argument, which is all the kernel itself reads of an int; or at the upper one."""
    return [_line(_LOAD, _ARGUMENTS + 8 * index + 4 * high)]


def _allow_if(jump: int, value: int) -> list[bytes]:
    return [_line(jump, value, 0, 1), _PASS]


def _refuse_if(jump: int, value: int) -> list[bytes]:
    return [_line(jump, value, 0, 1), _REFUSE]


def _commands(allowed: Iterable[int]) -> list[bytes]:
    """Second argument one of these."""
    return [*_argument(1), *(line for command in allowed for line in _allow_if(_JUMP_EQUAL, command))]


def _changing_flags() -> list[bytes]:
    """Of fcntl, after `_commands`: set flags, but not the one that asks for signals."""
    return [_line(_JUMP_EQUAL, _F_SETFL, 1, 0), _REFUSE, *_argument(2), *_refuse_if(_JUMP_BITS, _O_ASYNC), _PASS]


def _null(index: int) -> list[bytes]:
    """Argument ``index`` is the null pointer."""
    is_zero = [_line(_JUMP_EQUAL, 0, 1, 0), _REFUSE]
    return [*_argument(index), *is_zero, *_argument(index, high=1), *is_zero, _PASS]


def _opening(index: int) -> list[bytes]:
    """Flags in argument ``index``: no file without a name; cut short only what is opened for writing.

    Landlock before Linux 6.2 asks for no right to cut, and the fourth access mode needs no right of it at all.
    """
    return [
        *(*_argument(index), *_refuse_if(_JUMP_BITS, _O_TMPFILE)),
        *(_line(_AND, _ACCESS_MODE), *_refuse_if(_JUMP_EQUAL, _ACCESS_MODE)),
        *(line for mode in _WRITING for line in _allow_if(_JUMP_EQUAL, mode)),
        *(*_argument(index), *_refuse_if(_JUMP_BITS, _O_TRUNC), _PASS),
    ]
