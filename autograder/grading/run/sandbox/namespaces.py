"""A world of its own: new mount, process, network and IPC namespaces, and a root that holds only what is needed.

The warm parent enters a read-only root once (`enter_root`); each child adds a folder of its own (`enter_folder`).
Neither needs to be root: an ordinary user gets there through a user namespace.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
from collections.abc import Iterator, Sequence
from pathlib import Path

from . import kernel
from .own_user import NOBODY

FOLDER = "/job"
_DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random")
_MOUNT_POINT = "/proc"  # is there on every Linux; covered in our own namespace only


def enter_root(readable: Sequence[Path]) -> None:
    """Leave for a root in which ``readable`` and four devices are all there is, read-only; no network, no /proc."""
    flags = kernel.CLONE_NEWNS | kernel.CLONE_NEWNET | kernel.CLONE_NEWIPC | kernel.CLONE_NEWUTS | kernel.CLONE_NEWPID
    user, group = os.getuid(), os.getgid()
    kernel.unshare(flags if user == 0 else flags | kernel.CLONE_NEWUSER)
    if user != 0:
        _map_to_root(user, group)
    _go_on_as_first_process()
    socket.sethostname("sandbox")
    kernel.mount(None, "/", None, kernel.MS_REC | kernel.MS_PRIVATE)
    own = os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC)
    kernel.mount("tmpfs", _MOUNT_POINT, "tmpfs", kernel.MS_NOSUID, "size=1m,mode=755")
    for path in _without_nested([*readable, *map(Path, _DEVICES)]):
        _bind(path)
    Path(_MOUNT_POINT + FOLDER).mkdir()
    for link in ("/lib", "/lib64", "/lib32"):
        if Path(link).is_symlink():
            Path(_MOUNT_POINT + link).symlink_to(Path(link).readlink())
    kernel.make_read_only(_MOUNT_POINT)
    kernel.change_root(_MOUNT_POINT)
    _own_processes.append(own)


_own_processes: list[int] = []


def _go_on_as_first_process() -> None:
    """Go on in a child, process 1 of the new namespace; this process waits for it and ends as it does.

    The child may come back to its namespace of processes after each fork (`first_of_its_kind`), since that belongs to
    its own user namespace. When it ends, the kernel ends everything in there.
    """
    child = os.fork()
    if child:
        os._exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) & 0xFF)
    kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)


@contextlib.contextmanager
def first_of_its_kind() -> Iterator[None]:
    """What is forked inside this block is process 1 of a namespace: it sees no other process and can signal none."""
    kernel.unshare(kernel.CLONE_NEWPID)
    try:
        yield
    finally:
        # Else the next unshare fails: a process may only leave the namespace it lives in.
        with contextlib.suppress(OSError):  # the child has closed the file and goes its own way
            kernel.setns(_own_processes[0], kernel.CLONE_NEWPID)


def enter_folder(size: int) -> None:
    """In the child: an empty writable folder of ``size`` bytes that vanishes with it, nobody's rights, no powers."""
    kernel.unshare(kernel.CLONE_NEWNS | kernel.CLONE_NEWIPC)
    owner = NOBODY if _is_real_root() else 0
    options = f"size={size},nr_inodes=2000,mode=700,uid={owner},gid={owner}"
    kernel.mount("tmpfs", FOLDER, "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC, options)
    os.chdir(FOLDER)
    if _is_real_root():
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
    kernel.drop_capabilities()


_real_root = os.getuid() == 0


def _is_real_root() -> bool:
    """Whether uid 0 is the machine's: within a user namespace it is not, and there is no other uid to change to."""
    return _real_root


def _map_to_root(user: int, group: int) -> None:
    for name, text in (("setgroups", "deny"), ("uid_map", f"0 {user} 1"), ("gid_map", f"0 {group} 1")):
        Path(f"/proc/self/{name}").write_text(text, encoding="ascii")


def _without_nested(paths: Sequence[Path]) -> list[Path]:
    """Existing paths of which none lies in another (its content would come with the outer one anyway)."""
    real = sorted({path for path in paths if path.exists() and not path.is_symlink()})
    return [path for path in real if not any(other in path.parents for other in real)]


def _bind(path: Path) -> None:
    target = Path(f"{_MOUNT_POINT}{path}")
    if path.is_dir():
        target.mkdir(parents=True, exist_ok=True)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.touch()
    kernel.mount(str(path), str(target), None, kernel.MS_BIND | kernel.MS_REC)
