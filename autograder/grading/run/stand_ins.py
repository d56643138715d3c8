"""In process S: what stands for the functions and objects of process T that an answer is handed. Each asks T.

Nothing of theirs is here but an object's attributes; what they are called there is not said. T answers only while the
call lasts for which they were handed over, so that nothing is gained by keeping them.
"""

from __future__ import annotations

import builtins
import os
from collections.abc import Callable
from types import FunctionType

from .changes import apply_changes, public
from .channel import Channel
from .wire import NotPlainError, Packer, Seen, State, Unpacker

NOT_HANDED = "cannot be handed to an exercise that is lent to you"


class StandIn:
    """An object of T's: its attributes are here, its methods and properties are carried out there, on a copy."""


class Function:
    """A function of T's."""

    __slots__ = ("_ask",)

    def __init__(self, ask: Callable) -> None:
        self._ask = ask

    def __call__(self, *arguments: object, **keywords: object) -> object:
        """What it gives there."""
        return self._ask(arguments, keywords)


class StandIns:
    """What has been handed over, by the numbers that T gave it."""

    def __init__(self, channel: Channel) -> None:
        self.channel = channel
        self.functions: dict[int, Function] = {}
        self.classes: dict[int, type] = {}
        self.seen = Seen()

    def begin(self, told: list) -> None:
        """A new call begins, for which these classes are handed over."""
        self.seen = Seen()
        self.learn(told)

    def learn(self, told: list) -> None:
        """Make the classes that T tells of: number, names of the methods, names of the properties."""
        for number, methods, properties in told:
            body: dict[str, object] = {name: self._method(number, name) for name in methods}
            body |= {name: property(self._method(number, name)) for name in properties}
            self.classes[number] = type("Object", (StandIn,), body)

    def _method(self, number: int, name: str) -> Callable:
        def method(own: StandIn, *arguments: object, **keywords: object) -> object:
            return self._ask({"class": number, "method": name}, [own, *arguments], keywords)

        method.__name__ = name
        return method

    def resolve(self, kind: str, content: object) -> object:
        """For an `Unpacker`: a function that asks, or a new object of a class."""
        if kind == "call":
            return self.functions.setdefault(content, self._function(content))
        if kind == "object":
            return self.classes[content]()
        raise NotPlainError(f"a value of no known form: {kind!r:.20}")

    def _function(self, number: int) -> Function:
        return Function(lambda arguments, keywords: self._ask({"call": number}, list(arguments), keywords))

    def export(self, value: object) -> object:
        """For a `Packer`: what came from T goes back to it, and a function of the library by its name."""
        if isinstance(value, StandIn):
            number = next((n for n, kind in self.classes.items() if kind is type(value)), None)
            if number is not None:
                return State(number, public(value))
        for number, function in self.functions.items():
            if function is value:
                return {"call": number}
        if isinstance(value, FunctionType) and value.__module__.startswith("course."):
            return {"library": [value.__module__, value.__qualname__]}
        raise NotPlainError(f"a {type(value).__name__} of yours {NOT_HANDED}")

    def _ask(self, message: dict, arguments: list, keywords: dict) -> object:
        before = len(self.seen.arrays)
        packer = Packer(self.export, seen=self.seen)
        try:
            packed = {"arguments": packer.pack(arguments), "keywords": packer.pack(keywords)}
        except NotPlainError as error:
            self.seen.forget(before)  # it is not sent
            raise TypeError(str(error)) from None
        try:
            self.channel.send({**message, **packed})
            answer = self.channel.receive()
        except BaseException:  # time is over in the middle of a message: what follows could not be understood
            os._exit(1)
        if "error" in answer:
            kind, words = answer["error"]
            raise getattr(builtins, kind, RuntimeError)(words)
        self.learn(answer["classes"])
        value, changed = Unpacker(self.resolve, packer.given, self.seen).unpack(answer["value"])
        apply_changes(packer.given, changed)
        return value
