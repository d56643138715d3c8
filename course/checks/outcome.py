"""What a call of a student's function came to, as plain data: the same whether it ran here or in another process."""

from __future__ import annotations

import builtins
import traceback
from collections.abc import Callable, Set
from dataclasses import dataclass

LATE = "TooLongError"


@dataclass(frozen=True)
class Raised:
    """An error.

    Attributes
    ----------
    kind, ancestor : str
        Name of its class, and of the nearest class of Python's own above it.
    message : str
    line, text : int or None, str
        Where in the student's function it happened (1 is the ``def``), and what that line says.
    own : bool
        Whether the function raised it itself, and nothing that it called.
    name : str
        For a NameError the name.
    hidden : bool
        Whether that is a variable of the notebook that was out of reach.
    """

    kind: str
    ancestor: str
    message: str = ""
    line: int | None = None
    text: str = ""
    own: bool = False
    name: str = ""
    hidden: bool = False


@dataclass(frozen=True)
class Outcome:
    """A value or an error, the names of arguments that were changed, and what was printed (cut)."""

    value: object = None
    error: Raised | None = None
    changed: tuple[str, ...] = ()
    printed: str = ""

    @property
    def is_late(self) -> bool:
        """Whether it did not come back in time."""
        return self.error is not None and self.error.kind == LATE


@dataclass(frozen=True)
class Found:
    """What stands under an exercise's name.

    Attributes
    ----------
    kind : str
        "nothing", "function", "class" or "other" (which cannot be called).
    shown : str
        What it is, in a few words.
    parameters : tuple of (str, int, bool), or None
        Of each its name, its kind as `inspect` numbers them, and whether it has a default; None if that is not known.
    """

    kind: str
    shown: str = ""
    parameters: tuple[tuple[str, int, bool], ...] | None = None


@dataclass(frozen=True)
class Foreign:
    """Stands for a value that is no plain data and stayed where it was: its module, and what it is in a few words."""

    module: str
    shown: str


def raised(error: BaseException, function: Callable, hidden: Set[str] = frozenset()) -> Raised:
    """``error`` as data; ``function`` is the student's, whose line is wanted."""
    ancestor = next(c.__name__ for c in type(error).__mro__ if getattr(builtins, c.__name__, None) is c)
    name = str(getattr(error, "name", "") or "") if isinstance(error, NameError) else ""
    line, text, own = _place(error, function)
    return Raised(type(error).__name__, ancestor, _words(error), line, text, own, name, name in hidden)


def _place(error: BaseException, function: Callable) -> tuple[int | None, str, bool]:
    codes = _codes(function)
    frames = list(traceback.walk_tb(error.__traceback__))
    for back, (frame, number) in enumerate(reversed(frames)):
        if frame.f_code in codes:
            found = traceback.extract_tb(error.__traceback__)[len(frames) - 1 - back]
            return number - frame.f_code.co_firstlineno + 1, (found.line or "")[:300], back == 0
    return None, "", False


def _codes(function: Callable) -> set:
    """The code of a function; of a class that of its methods."""
    parts = vars(function).values() if isinstance(function, type) else [function]
    return {part.__code__ for part in parts if hasattr(part, "__code__")}


def _words(error: BaseException) -> str:
    try:
        return str(error)[:2000]
    except BaseException:  # a __str__ of theirs
        return ""
