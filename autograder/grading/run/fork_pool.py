"""The warm parents of a run: for judges, for students, for students who use torch; each starts when first needed."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from ...layout import Course
from .fork_client import WarmParent
from .sandbox.folders import RunFolder
from .sandbox.level import Level


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
        self._folder = RunFolder()

    def judge(self) -> WarmParent:
        """The parent of judges."""
        return self._get("judge", kind="judge", lessons=self._lessons)

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
        for parent in self._running.values():
            parent.close()
        self._running.clear()
        self._folder.close()

    def __enter__(self) -> WarmParents:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
