"""The warm parents of a run: one without torch, and one with it, started when first needed."""

from __future__ import annotations

import threading

from .fork_client import WarmParent
from .sandbox.level import Level


class WarmParents:
    """A context manager; leaving it ends them all. May be used by several threads."""

    def __init__(self, level: Level) -> None:
        self.level = level
        self._lock = threading.Lock()
        self._running: dict[bool, WarmParent] = {}

    def get(self, *, torch: bool) -> WarmParent:
        """The parent to ask; one that has died is replaced."""
        with self._lock:
            parent = self._running.get(torch)
            if parent is not None and not parent.is_alive():
                parent.close()
                parent = None
            if parent is None:
                parent = self._running[torch] = WarmParent(self.level, torch=torch)
            return parent

    def close(self) -> None:
        """End them."""
        for parent in self._running.values():
            parent.close()
        self._running.clear()

    def __enter__(self) -> WarmParents:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
