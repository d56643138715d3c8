"""What process T hands over to S besides values: functions and objects, by number, and the calls of them."""

from __future__ import annotations

import functools
import inspect
import re
import sys
from collections.abc import Callable
from types import BuiltinFunctionType, FunctionType, MethodType

import numpy as np

from course.checks.outcome import Foreign
from course.checks.safe_call import TooLongError, limited

from ..run.changes import changes, public, snapshot
from ..run.wire import NotPlainError, Packer, Seen, State, Unpacker

_LIBRARY = {f"course.{name}" for name in ("activations", "losses", "layers", "attacks")}
_PLACE = re.compile(r"course[./\\]|\bkey\b|<.* at 0x")  # where an answer lies is not said
_FUNCTIONS = (FunctionType, BuiltinFunctionType, MethodType, np.ufunc)


class HandedOver:
    """Things of one call; when it is over, nothing of them can be asked for any more.

    An object goes as its public attributes. A method of it is carried out here on an object made of the attributes that
    came back, and what has changed is sent: S can do with its copy what it likes.
    """

    def __init__(self, first: int, seconds: float) -> None:
        self.first, self.seconds = first, seconds
        self.functions: list[Callable] = []
        self.classes: list[type] = []
        self.told = 0
        self.seen = Seen()
        self.lent: dict[int, str] = {}
        self.called: dict[str, None] = {}

    @property
    def next(self) -> int:
        """The first number that is still free."""
        return self.first + max(len(self.functions), len(self.classes))

    def lend(self, name: str, function: Callable) -> int:
        """The number of a right answer that stands in for the student's."""
        number = self.export(function)["call"]
        self.lent[number] = name
        return number

    def export(self, value: object) -> object:
        """For a `Packer`."""
        if isinstance(value, (Foreign, type)):
            raise NotPlainError("a thing that cannot be handed over")
        if isinstance(value, _FUNCTIONS):
            return {"call": self.first + _place(self.functions, value)}
        return State(self.first + _place(self.classes, type(value)), public(value))

    def news(self) -> list:
        """The classes that S has not been told of: number, methods, properties. No names of classes."""
        new = range(self.told, len(self.classes))
        self.told = len(self.classes)
        return [[self.first + k, *_described(self.classes[k])] for k in new]

    def resolve(self, kind: str, content: object) -> object:
        """For an `Unpacker`."""
        if kind == "call":
            return self._of(self.functions, content)
        if kind == "object":
            return object.__new__(self._of(self.classes, content))
        if kind == "library":
            return _of_library(*content)
        raise NotPlainError("a value of no known form")

    def _of(self, things: list, number: object) -> object:
        if type(number) is not int or not 0 <= number - self.first < len(things):
            raise NotPlainError("that was not handed over for this call")
        return things[number - self.first]

    def answer(self, message: dict) -> dict:
        """What S asked for, or its error in words."""
        given: list = []
        try:
            unpacker = Unpacker(self.resolve, given, self.seen)
            arguments = unpacker.unpack(message.get("arguments"))
            keywords = unpacker.unpack(message.get("keywords"))
            function = self._function(message, arguments)
            before = [snapshot(value) for value in given]
            with limited(self.seconds):
                value = function(*arguments, **keywords)
            packed = Packer(self.export, given, self.seen).pack([value, changes(given, before)])
            return {"value": packed, "classes": self.news()}
        except (Exception, TooLongError) as error:  # whatever becomes of a right answer that is given nonsense
            kind = next(c.__name__ for c in type(error).__mro__ if c.__module__ == "builtins")
            known = kind not in ("BaseException", "NotImplementedError")
            said = "what it was given does not fit" if _PLACE.search(str(error)) else str(error)[:300]
            return {"error": [kind if known else "RuntimeError", said]}

    def _function(self, message: dict, arguments: object) -> Callable:
        if "call" in message:
            function = self._of(self.functions, message["call"])
            if message["call"] in self.lent:
                self.called[self.lent[message["call"]]] = None
            return function
        kind, name = self._of(self.classes, message.get("class")), message.get("method")
        methods, properties = _described(kind)
        if name not in (*methods, *properties) or not isinstance(arguments, list) or type(arguments[0]) is not kind:
            raise NotPlainError("that was not handed over for this call")
        return getattr(kind, name).fget if name in properties else getattr(kind, name)


def _place(things: list, thing: object) -> int:
    for place, known in enumerate(things):
        if known is thing:
            return place
    things.append(thing)
    return len(things) - 1


def _of_library(module: object, name: object) -> FunctionType:
    """A function of the reference library, which S has, too."""
    known = type(module) is str and type(name) is str and module in _LIBRARY and not name.startswith("_")
    found = vars(sys.modules[module]).get(name) if known and module in sys.modules else None
    if not isinstance(found, FunctionType) or found.__module__ != module:
        raise NotPlainError("that is no function of the library")
    return found


@functools.cache
def _described(kind: type) -> tuple[list[str], list[str]]:
    """Names of the public methods and properties."""
    names = [name for name in dir(kind) if not name.startswith("_") or name == "__call__"]
    methods = [name for name in names if inspect.isroutine(inspect.getattr_static(kind, name))]
    return methods, [name for name in names if isinstance(inspect.getattr_static(kind, name), property)]


def foreign(content: object) -> Foreign:
    """A value that stayed in S, as S describes it; for messages only."""
    module, shown = content
    if type(module) is not str or type(shown) is not str:
        raise NotPlainError("a broken description")
    return Foreign(module[:100], shown[:300])
