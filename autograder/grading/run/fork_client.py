"""Our side of the nursery: start the warm parent, ask it for children, end them."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile

from .sandbox import folders
from .sandbox.level import ENVIRONMENT
from .sandbox.limits import Limits

_START_SECONDS = 120
_ROOT = Path(__file__).resolve().parents[3]


class GraderError(Exception):
    """Something of ours failed. Never a score."""


@dataclass(frozen=True)
class Ended:
    """How a child came to its end: its status (negative: by which signal), before it was told to, for which fault.

    There is no status where the warm parent, and with it the child, is gone.
    """

    status: int | None = None
    by_itself: bool = True
    why: str | None = None

    @property
    def from_outside(self) -> bool:
        """Whether something killed it that is neither ours nor its own doing: the system, where memory runs out."""
        return self.why is None and self.by_itself and self.status in (None, -signal.SIGKILL)


class WarmParent:
    """A running nursery; may be used by several threads. A context manager: leaving it ends all its children."""

    def __init__(self, **settings: object) -> None:
        self._lock = threading.Lock()
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._errors = TemporaryFile()  # noqa: SIM115  closed by `close`
        self._socket = ours
        # A folder for what IPython writes when it starts; gone as soon as it has.
        with TemporaryDirectory(prefix="warm-", dir=settings["run"]) as folder:
            self._process = self._started(theirs, folder, settings)
            theirs.close()
            ours.settimeout(_START_SECONDS)
            self._answer()
        ours.settimeout(30)

    def _started(self, theirs: socket.socket, folder: str, settings: dict) -> subprocess.Popen:
        command = [sys.executable, "-m", "autograder.grading.run.fork_server"]
        arguments = [str(theirs.fileno()), json.dumps(settings)]
        paths = {"PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1", "IPYTHONDIR": folder}
        paths |= {name: os.environ[name] for name in ("HOME", "TMPDIR", "MPLCONFIGDIR") if name in os.environ}
        return subprocess.Popen(
            [*command, *arguments],
            cwd="/",
            env=ENVIRONMENT | paths,
            pass_fds=[theirs.fileno()],
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self._errors,
        )

    def fork(self, fds: list[int], limits: Limits) -> int:
        """Start a child that has these descriptors; its number."""
        message = json.dumps({"do": "fork", "limits": asdict(limits)}).encode()
        with self._lock:
            try:
                socket.send_fds(self._socket, [message], fds)
            except OSError as error:
                raise GraderError(f"the warm parent is gone ({error}){self._said()}") from None
            answer = self._answer()
        if "child" not in answer:
            raise GraderError(answer.get("problem", "no child"))
        return answer["child"]

    def end(self, child: int) -> Ended:
        """Kill a child if it still runs; how it came to its end."""
        with self._lock:
            try:
                self._socket.send(json.dumps({"do": "end", "child": child}).encode())
                answer = self._answer()
            except (OSError, GraderError):
                return Ended()
        folder = answer.pop("folder")
        if folder is not None:
            folders.remove(Path(folder))  # here, since it may take long: the parent has others to look after
        return Ended(**answer)

    def _answer(self) -> dict:
        try:
            data = self._socket.recv(65536)
        except OSError as error:
            raise GraderError(f"the warm parent does not answer ({error}){self._said()}") from None
        if not data:
            raise GraderError(f"the warm parent ended{self._said()}")
        return json.loads(data)

    def _said(self) -> str:
        with contextlib.suppress(OSError, ValueError):
            self._errors.seek(0)
            lines = self._errors.read()[-4000:].decode(errors="replace").strip().splitlines()
            return f": {lines[-1]}" if lines else ""
        return ""

    def is_alive(self) -> bool:
        """Whether it runs."""
        return self._process.poll() is None

    def close(self) -> None:
        """End the parent and its children."""
        self._socket.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._errors.close()

    def __enter__(self) -> WarmParent:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
