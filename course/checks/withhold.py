"""The library's own functions are no answer to "write this function": while an exercise is judged, some refuse."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator, Sequence
from types import CodeType, FunctionType

WITHHELD = "which is the library's own answer to this exercise"


class Withheld:
    """Inside this block these functions, and the methods of these classes, raise PermissionError, whoever calls them.

    Their code is exchanged, so that it makes no difference under which name somebody has imported them.
    """

    def __init__(self, things: Sequence[Callable | str]) -> None:
        self.things = things
        self.before: list[tuple[FunctionType, CodeType]] = []

    def __enter__(self) -> Withheld:
        self.before = refuse(self.things)
        return self

    def __exit__(self, *_: object) -> None:
        for function, code in self.before:
            function.__code__ = code

    @contextlib.contextmanager
    def lifted(self) -> Iterator[None]:
        """Inside this block, within the other, they work: for right answers that use them."""
        self.__exit__()
        try:
            yield
        finally:
            self.__enter__()


def refuse(things: Sequence[Callable | str]) -> list[tuple[FunctionType, CodeType]]:
    """Make them refuse from here on; the functions with the code that they had."""
    found = [(name_of(thing), function) for thing in things for function in functions_of(thing)]
    before = [(function, function.__code__) for _, function in found]
    for name, function in found:
        function.__code__ = _refusal(name, len(function.__code__.co_freevars))
    return before


def name_of(thing: Callable | str) -> str:
    """Such as "course.activations.sigmoid"."""
    return thing if isinstance(thing, str) else f"{thing.__module__}.{thing.__qualname__}"


def functions_of(thing: Callable | str) -> list[FunctionType]:
    """Itself; of a class its methods and what makes its properties; of a module that nobody has loaded, nothing."""
    if isinstance(thing, str):
        module, _, name = thing.rpartition(".")
        thing = getattr(sys.modules.get(module), name, None)
    if thing is None or isinstance(thing, FunctionType):
        return [thing] if thing is not None else []
    parts = [getattr(part, "fget", None) or getattr(part, "__func__", None) or part for part in vars(thing).values()]
    return [part for part in parts if isinstance(part, FunctionType)]


def _refusal(name: str, free: int) -> CodeType:
    """Code that only raises; with as many variables of an outer function as the code whose place it takes."""
    message = f"{name}, {WITHHELD}. Write it yourself."
    outer = "".join(f"    v{k} = None\n" for k in range(free))
    uses = "".join(f"        v{k}\n" for k in range(free))
    source = f"def outer():\n{outer}    def refuse(*_, **__):\n        raise PermissionError({message!r})\n{uses}"
    [made] = [part for part in compile(source, f"<{name}>", "exec").co_consts if isinstance(part, CodeType)]
    return next(part for part in made.co_consts if isinstance(part, CodeType))
