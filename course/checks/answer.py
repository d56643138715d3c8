"""A student's answer as a check sees it: it can be asked with some cases, and says what came of them."""

from __future__ import annotations

import copy
import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from ..lessons import declare
from ..lessons.declare import Exercise, Inputs
from .first_wrong_line import first_wrong_line
from .isolation import hidden, lending
from .library import Closed
from .outcome import Found, Outcome
from .returned_arrays import describe
from .safe_call import call


@dataclass(frozen=True)
class Asked:
    """What stands under the exercise's name, and for each case the outcome; for the first those of two calls alike.

    There are fewer outcomes than cases where an earlier one did not come back in time, and none where nothing could be
    lent. ``lent`` names the exercises that were lent and called.
    """

    found: Found
    outcomes: tuple[list[Outcome], ...] = ()
    lent: tuple[str, ...] = ()


class Answer(Protocol):
    """Where the answer is, is its own business: in this notebook (:class:`Here`), or in another process."""

    def ask(self, tried: Sequence[Inputs], *, lend: bool) -> Asked:
        """Call it with each of ``tried``, twice with the first; with ``lend``, right earlier exercises are lent."""

    def first_wrong_line(self, arguments: Inputs) -> str | None:
        """A sentence on the first wrong gradient within it, or None."""


class Here:
    """The answer in a notebook's namespace."""

    def __init__(self, slug: str, exercise: Exercise, namespace: dict) -> None:
        self.slug, self.exercise, self.namespace = slug, exercise, namespace

    def ask(self, tried: Sequence[Inputs], *, lend: bool) -> Asked:
        """See :class:`Answer`."""
        function = self.namespace.get(self.exercise.name)
        found = look(function)
        if found.kind not in ("function", "class"):
            return Asked(found)
        outcomes, lent = [], _Lent(self.slug, self.exercise) if lend else {}
        with hidden(self.namespace) as names, lending(self.namespace, lent):
            for arguments in tried:
                times = 1 if outcomes else 2
                outcomes.append([self._call(function, arguments, names, lent) for _ in range(times)])
                if any(outcome.is_late for outcome in outcomes[-1]):
                    break
        return Asked(found, tuple(outcomes), tuple(lent.called) if lend else ())

    def _call(self, function: Callable, arguments: Inputs, names: set[str], lent: dict) -> Outcome:
        def fresh() -> dict:
            return self.exercise.handed(copy.deepcopy(arguments))

        def used(*handed: object) -> object:
            with Closed(self.exercise.uses, handed) as closed:
                if lent:
                    lent.closed = closed
                return self.exercise.driven(function)(*handed)

        return call(used, fresh, function, names)

    def first_wrong_line(self, arguments: Inputs) -> str | None:
        """See :class:`Answer`."""
        with hidden(self.namespace):
            return first_wrong_line(self.namespace[self.exercise.name], list(copy.deepcopy(arguments).values()))


class _Lent(dict):
    """The right answers that may be lent, by name: they work where the library is closed, and note their calls."""

    def __init__(self, slug: str, exercise: Exercise) -> None:
        self.called: dict[str, None] = {}
        self.closed: Closed | None = None
        super().__init__({name: self._lent(name, f) for name, f in declare.lent(slug, exercise.name).items()})

    def _lent(self, name: str, function: Callable) -> Callable:
        def lent(*arguments: object, **keywords: object) -> object:
            self.called[name] = None
            with self.closed.lifted():
                return function(*arguments, **keywords)

        return lent


def look(value: object) -> Found:
    """What ``value`` is, as far as it can be called."""
    if value is None:
        return Found("nothing")
    if not callable(value):
        return Found("other", describe(value))
    kind = "class" if isinstance(value, type) else "function"
    return Found(kind, describe(value) if kind == "function" else "a class", _parameters(value))


def _parameters(value: object) -> tuple[tuple[str, int, bool], ...] | None:
    try:
        found = inspect.signature(value).parameters.values()
    except Exception:  # a signature of theirs may raise what it likes
        return None
    return tuple((p.name, int(p.kind), p.default is not inspect.Parameter.empty) for p in found)
