"""The warm parent: it has imported everything once, sits in the sandbox's root, and forks a child for each role.

It never reads a notebook, so no child finds a test in its memory. Start it as a module.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import pkgutil
import shutil
import signal
import socket
import sys
import tempfile
import traceback
from pathlib import Path

from ..judge import test_process
from . import student_process
from .channel import Channel
from .sandbox import kernel, landlock, limits, namespaces, seccomp
from .sandbox.level import ENVIRONMENT, Level, readable
from .shell import Shell, warm

ROLES = {"student": student_process.main, "tester": test_process.main}


def import_all(torch: bool) -> None:
    """What notebooks use, and all of the course but what is drawn in a browser."""
    import course.checks
    import course.lessons

    import_module = importlib.import_module
    for name in ("numpy", "matplotlib.pyplot", "tqdm.auto", "timeit", "numpy.linalg", "numpy.testing"):
        import_module(name)
    for package in (course, course.checks, course.lessons, *map(import_module, _below(course.lessons))):
        for found in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
            if not found.name.endswith((".oracle", ".compiled")):
                import_module(found.name)
    for name in ("course.widgets.stepper", "course.tracing"):
        import_module(name)
    if torch:
        import_module("course.checks.oracle").torch.set_num_threads(1)
        import_module("torch.func")


def _below(package: object) -> list[str]:
    return [found.name for found in pkgutil.iter_modules(package.__path__, package.__name__ + ".") if found.ispkg]


class Nursery:
    """Forks on request; ends, and takes its children along, when the one who asks is gone."""

    def __init__(self, level: Level, control: socket.socket, shell: Shell) -> None:
        self.level, self.control, self.shell = level, control, shell
        self.children: dict[int, Path | None] = {}

    def serve(self) -> None:
        """Answer ``fork`` and ``end`` until the connection closes."""
        while True:
            data, fds, _, _ = socket.recv_fds(self.control, 65536, 4)
            if not data:
                break
            message = json.loads(data)
            answer = self._fork(message, fds) if message["do"] == "fork" else self._end(message["child"])
            self.control.send(json.dumps(answer).encode())
        for child in list(self.children):
            self._end(child)

    def _fork(self, message: dict, fds: list[int]) -> dict:
        folder = Path(tempfile.mkdtemp(prefix="job-")) if self.level != Level.NAMESPACES else None
        try:
            pid = self._forked()
        except OSError as error:
            return {"problem": f"no new process ({error})"}
        if pid == 0:
            self._become(message, fds, folder)
        for fd in fds:
            os.close(fd)
        self.children[pid] = folder
        return {"child": pid}

    def _forked(self) -> int:
        if self.level != Level.NAMESPACES:
            return os.fork()
        with namespaces.first_of_its_kind():
            return os.fork()

    def _end(self, child: int) -> dict:
        if child not in self.children:
            return {"status": None}
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        folder = self.children.pop(child)
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)
        return {"status": os.waitstatus_to_exitcode(status)}

    def _become(self, message: dict, fds: list[int], folder: Path | None) -> None:
        """In the child: lock the door, then play the role. Never returns."""
        kept: list[Channel] = []
        try:
            self.control.close()
            kept = _only(fds)
            files = kept[0].receive(30)["files"]
            self._confine(limits.Limits(**message["limits"]), folder)
            _write(files)
            kept[0].send({"level": str(self.level)})
            ROLES[message["role"]](*kept, self.shell)
        except BaseException as error:  # nobody above could tell
            with contextlib.suppress(Exception):
                kept[0].send({"problem": "".join(traceback.format_exception(error))[-3000:]}, 5)
        finally:
            os._exit(0)

    def _confine(self, bounds: limits.Limits, folder: Path | None) -> None:
        """As strictly as asked, or not at all: an error here ends the child before it has read a line of code."""
        if self.level == Level.NAMESPACES:
            namespaces.enter_folder(bounds.files)
        elif self.level == Level.LANDLOCK:
            landlock.confine(readable(), folder)
        else:
            os.chdir(folder)
        if sys.platform.startswith("linux"):
            # Set last: changing the user clears it.
            kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
        os.umask(0o077)
        os.environ.clear()
        os.environ.update(ENVIRONMENT | {"HOME": str(Path.cwd()), "TMPDIR": str(Path.cwd())})
        tempfile.tempdir = None  # what the parent had found
        limits.apply(bounds)
        if self.level != Level.NONE:
            seccomp.install()


def _only(fds: list[int]) -> list[Channel]:
    """These descriptors, and nothing on the standard ones."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    last = max(fds)
    kept = [os.dup(fd) if fd < 3 else fd for fd in fds]
    for fd in range(3, max(last, *kept) + 1):
        if fd not in kept:
            with contextlib.suppress(OSError):
                os.close(fd)
    os.closerange(max(last, *kept) + 1, 1024)
    return [Channel(fd) for fd in kept]


def _write(files: dict[str, str]) -> None:
    """The files that belong to the lesson or were handed in with it, into the job's own folder."""
    import base64

    for name, content in files.items():
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(content))


def main(level: str, torch: str, fd: str) -> None:
    """Warm up, go in, serve."""
    control = socket.socket(fileno=int(fd))
    paths = readable()
    import_all(torch == "torch")
    shell = warm()
    limits.held()
    if level == Level.NAMESPACES:
        namespaces.enter_root(paths)
    gc.collect()
    gc.freeze()
    control.send(b'{"ready": true}')
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Nursery(Level(level), control, shell).serve()


if __name__ == "__main__":
    main(*sys.argv[1:])
