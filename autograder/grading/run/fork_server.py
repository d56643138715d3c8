"""A warm parent: it has imported everything once, and forks a child for each submission. There are two kinds.

The student's kind knows the course without any answer key, and sits in the sandbox's root, in which there is no source
of the course: what is not loaded is not there. The judge's kind knows the keys and the lessons, and runs no student's
code. Start it as a module.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import signal
import socket
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path

from . import warm_up
from .channel import Channel
from .sandbox import folders, kernel, landlock, limits, namespaces, seccomp
from .sandbox.level import ENVIRONMENT, Level, readable
from .sandbox.watch import Watch

Play = Callable[[list[int]], None]


class ForkServer:
    """Forks on request; ends, and takes its children along, when the one who asks is gone."""

    def __init__(self, settings: dict, control: socket.socket, play: Play) -> None:
        self.is_student, self.level = settings["kind"] == "student", Level(settings["level"])
        self.run, self.control, self.play = Path(settings["run"]), control, play
        self.children: dict[int, tuple[limits.Limits, Path | None]] = {}
        self.watch = Watch()

    def serve(self) -> None:
        """Answer ``fork`` and ``end`` until the connection closes."""
        while True:
            self.watch.until_readable(self.control)
            data, fds, _, _ = socket.recv_fds(self.control, 65536, 4)
            if not data:
                break
            message = json.loads(data)
            answer = self._fork(message, fds) if message["do"] == "fork" else self._end(message["child"])
            self.control.send(json.dumps(answer).encode())
        for child in list(self.children):
            self._end(child)

    @property
    def _in_namespaces(self) -> bool:
        return self.is_student and self.level == Level.NAMESPACES

    def _fork(self, message: dict, fds: list[int]) -> dict:
        folder = folders.new_job(self.run) if self.is_student and not self._in_namespaces else None
        try:
            with namespaces.first_of_its_kind() if self._in_namespaces else contextlib.nullcontext():
                pid = os.fork()
        except OSError as error:
            return {"problem": f"no new process ({error})"}
        bounds = limits.Limits(**message["limits"])
        if pid == 0:
            self._become(bounds, fds, folder)
        for fd in fds:
            os.close(fd)
        self.children[pid] = bounds, folder
        if folder is not None:
            self.watch.add(pid, folder, bounds.files)
        return {"child": pid}

    def _end(self, child: int) -> dict:
        """End a child; its status, whether it had come to its end before, its fault in that, and what it leaves."""
        if child not in self.children:
            return {"status": None, "by_itself": False, "why": None, "folder": None}
        done, status, used = os.wait4(child, os.WNOHANG)
        if not done:
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
            _, status, used = os.wait4(child, 0)
        why = self.watch.forget(child)
        bounds, folder = self.children.pop(child)
        if why is None and limits.used_up(bounds, used):
            why = "it used up its processor time"
        ended = {"status": os.waitstatus_to_exitcode(status), "by_itself": bool(done), "why": why}
        return ended | {"folder": None if folder is None else str(folder)}

    def _become(self, bounds: limits.Limits, fds: list[int], folder: Path | None) -> None:
        """In the child: lock the door, then play the role. Never returns."""
        kept: list[int] = []
        try:
            self.control.close()
            kept = _only(fds)
            files = Channel(os.dup(kept[0])).receive(30)["files"] if self.is_student else {}
            self._confine(bounds, folder)
            _write(files)
            if self.is_student:
                Channel(os.dup(kept[0])).send({"level": str(self.level)})
            self.play(kept)
        except BaseException as error:  # nobody above could tell
            with contextlib.suppress(Exception):
                Channel(kept[0]).send({"problem": "".join(traceback.format_exception(error))[-3000:]}, 5)
        finally:
            os._exit(0)

    def _confine(self, bounds: limits.Limits, folder: Path | None) -> None:
        """As strictly as asked, or not at all: an error here ends the child before it has read a line of code."""
        if self._in_namespaces:
            namespaces.enter_folder(bounds.files)
        elif self.is_student and self.level == Level.LANDLOCK:
            landlock.confine(_without_course(readable()), folder)
        elif self.is_student:
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
            seccomp.install(takes=not self.is_student)  # a judge, its next submission


def _only(fds: list[int]) -> list[int]:
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
    return kept


def _write(files: dict[str, str]) -> None:
    """The files that belong to the lesson or were handed in with it, into the job's own folder."""
    import base64

    for name, content in files.items():
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(content))


def _without_course(paths: list[Path]) -> list[Path]:
    """What S may read: no source of the course, from which answers could be copied."""
    course = warm_up.source_of_course()
    if any(path in course.parents for path in paths):
        raise OSError(f"the course lies in {course.parent}, which a student's process can read; grade from a checkout")
    return [path for path in paths if path != course]


def _student(settings: dict) -> Play:
    from .shell import warm
    from .student_process import main

    warm_up.for_student(settings["torch"])
    shell = warm()
    warm_up.first_use(shell)
    return lambda fds: main(Channel(fds[0]), shell)


def _judge(settings: dict) -> Play:
    from ...layout import Course
    from ..judge.judge_process import main
    from ..read.lesson import read_lesson

    course = Course(Path(settings["root"]))
    lessons = {name: read_lesson(course, name) for name in settings["lessons"]}
    warm_up.for_judge(lessons.values())
    return lambda fds: main(Channel(fds[0]), lessons)


def serve(fd: str, told: str) -> None:
    """Warm up, go in, serve."""
    control = socket.socket(fileno=int(fd))
    settings = json.loads(told)
    paths = readable()
    sys.path[:] = [os.path.realpath(path) for path in sys.path]  # links are not there behind the root
    warm_up.add_lessons(Path(settings["root"]))
    play = {"student": _student, "judge": _judge}[settings["kind"]](settings)
    limits.held()
    if settings["kind"] == "student" and settings["level"] == Level.NAMESPACES:
        namespaces.enter_root(_without_course(paths))
    gc.collect()
    gc.freeze()
    control.send(b'{"ready": true}')
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ForkServer(settings, control, play).serve()


if __name__ == "__main__":
    serve(*sys.argv[1:])
