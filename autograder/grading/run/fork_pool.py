"""The warm parents of a run: for judges, for students, for students who use torch; each starts when first needed.

A judge that has done its work well is kept for the next submission: it runs no student's code.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ...layout import Course
from .channel import Channel, pair
from .fork_client import WarmParent
from .sandbox.folders import RunFolder
from .sandbox.level import Level
from .sandbox.limits import Limits

_JOBS = 50  # of one judge: whatever it has gathered goes with it


@dataclass
class Judge:
    """A process T, and the line to it; ``well`` says whether its last sitting came to its end."""

    parent: WarmParent
    child: int
    line: Channel
    done: int = 0
    well: bool = False

    def end(self) -> None:
        """It has no more to do."""
        self.line.close()
        self.parent.end(self.child)


class WarmParents:
    """A context manager; leaving it ends them all. May be used by several threads.

    Parameters
    ----------
    level : Level
        How strictly students are confined.
    course : Course
    lessons : sequence of str
        Names of those that can be judged.
    """

    def __init__(self, level: Level, course: Course, lessons: Sequence[str]) -> None:
        self.level = level
        self._root, self._lessons = str(course.root), list(lessons)
        self._lock = threading.Lock()
        self._running: dict[str, WarmParent] = {}
        self._idle: list[Judge] = []
        self._folder = RunFolder()

    @contextlib.contextmanager
    def judge(self, limits: Limits) -> Iterator[Judge]:
        """A judge, ended at the end of the block if anything went wrong, or if it has done its share."""
        parent = self._get("judge", kind="judge", lessons=self._lessons)
        with self._lock:
            idle = [judge for judge in self._idle if judge.parent is parent]
            judge = idle[-1] if idle else None
            if judge:
                self._idle.remove(judge)
        judge = judge or self._new_judge(parent, limits)
        try:
            yield judge
            judge.done += 1
        except BaseException:
            judge.end()
            raise
        if judge.done >= _JOBS or not judge.well:
            judge.end()
        else:
            with self._lock:
                self._idle.append(judge)

    def _new_judge(self, parent: WarmParent, limits: Limits) -> Judge:
        ours, theirs = pair()
        with theirs:
            child = parent.fork([theirs.fileno()], replace(limits, submission=_JOBS * limits.submission))
        return Judge(parent, child, Channel(ours.detach()))

    def student(self, *, torch: bool) -> WarmParent:
        """The parent of students."""
        return self._get("torch" if torch else "student", kind="student", torch=torch)

    def _get(self, name: str, **settings: object) -> WarmParent:
        """One that has died is replaced."""
        with self._lock:
            parent = self._running.get(name)
            if parent is not None and not parent.is_alive():
                parent.close()
                parent = None
            if parent is None:
                parent = self._running[name] = self._new(settings)
            return parent

    def _new(self, settings: dict) -> WarmParent:
        return WarmParent(level=str(self.level), run=str(self._folder.path), root=self._root, **settings)

    def close(self) -> None:
        """End them."""
        for judge in self._idle:
            judge.line.close()
        for parent in self._running.values():
            parent.close()
        self._running.clear()
        self._folder.close()

    def __enter__(self) -> WarmParents:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
