"""The tests' side of the line to process S: run a cell there, call what it defines, and believe nothing but data."""

from __future__ import annotations

import builtins
import functools
import sys
import time
from collections.abc import Callable

import numpy as np

from .changes import Common, apply_changes, changes, packed, snapshot
from .channel import Channel, LostError
from .errors import rebuilt, too_long
from .proxies import RemoteFunction, proxy
from .sandbox.limits import Limits
from .wire import NotPlainError, Packer, Unpacker, is_of_course

_GRACE = 1.0
_NESTED = 20


class Variable:
    """Stands for a variable of the notebook, whose value no test may lean on."""


class Remote:
    """What T knows of S.

    Attributes
    ----------
    namespace : dict
        Where the tests run; the proxies live here. What the tests have put in their place, or taken away, is put in
        place or taken away in S as well while a call lasts.
    operators : set of str
        Classes that the student is to write: their objects may be added, multiplied and so on.
    lost : str or None
        Why S can no longer be used.
    culprit : str or None
        The function that was being called then.
    """

    def __init__(
        self, channel: Channel, namespace: dict, wanted: list[str], reserved: set[str], limits: Limits
    ) -> None:
        self.channel, self.namespace, self.wanted, self.limits = channel, namespace, wanted, limits
        self.reserved = reserved | set(dir(builtins)) | set(namespace)
        self.installed: dict[str, object] = {}
        self.variables: set[str] = set()
        self.dead: set[str] = set()
        self.operators: set[str] = set()
        self.lost: str | None = None
        self.culprit: str | None = None
        self.ends = time.monotonic() + limits.cell
        self._late: set[tuple] = set()
        self._callbacks: list[Callable] = []
        self._depth = 0
        self._common = Common()
        self._seen: list = []  # its snapshots

    def run(self, source: str) -> dict:
        """Run a cell in S; its outputs, and whether it failed. LostError if S is gone."""
        message = {"do": "run", "source": source, "wanted": self.wanted, "output": self.limits.output}
        reply = self._ask(message, min(self.limits.cell, self.left()))
        self._install(reply.get("names"))
        return reply

    def left(self) -> float:
        """Seconds until the time for this cell is over."""
        return max(0.0, self.ends - time.monotonic())

    def _install(self, names: object) -> None:
        if type(names) is not dict or type(names.get("values")) is not dict or type(names.get("variables")) is not list:
            return self._give_up("it sent no plain data")
        for name in [*self.installed, *self.variables]:
            self.namespace.pop(name, None)
        self.installed = {
            name: self._value(data, name) for name, data in names["values"].items() if name in self.wanted
        }
        told = {name for name in names["variables"][:1000] if type(name) is str and name.isidentifier()}
        self.variables = told - self.reserved - set(self.installed) - set(self.namespace)
        self.namespace.update(self.installed)
        self.namespace.update({name: Variable() for name in self.variables})
        return None

    def _value(self, data: object, name: str) -> object:
        try:
            return Unpacker(lambda kind, content: self._resolve(kind, content, name)).unpack(data)
        except NotPlainError as error:
            return self._give_up(str(error))

    def use(self, target: object, action: str, arguments: list, keywords: dict | None = None) -> object:
        """Do ``action`` with a thing of the student's: its result, or its error raised here."""
        name = next((name for name, value in self.installed.items() if value is target), "")
        replaced = self._replaced()
        key = (target._number, action, tuple(sorted(replaced)))
        if self.lost or key in self._late or (name in self.dead and action == "call"):
            raise too_long(self.limits.call)
        refresh, gone = changes(self._common.all(), self._seen, self._packer), self._common.forgotten()
        self._common.drop(gone)
        known = self._common.all()
        given = list(known)
        packer = self._packer(given)
        message = {
            "do": "use",
            "action": action,
            "target": target._number,
            "arguments": packer.pack(arguments),
            "keywords": packer.pack(keywords or {}),
            "replace": {n: self._replacement(n, v) for n, v in replaced.items() if n != name},
            "refresh": refresh,
            "gone": gone,
            "share": any(is_of_course(value) for value in given[len(known) :]),
            "hide": [v for v in self.variables if v not in self.namespace],
        }
        if message["share"]:
            self._common.shared += given[len(known) :]
        self._look()
        try:
            reply = self._ask(message, min(self.limits.call, self.left()))
        except LostError:
            self.culprit = name
            raise too_long(self.limits.call) from None
        if reply.get("late"):
            self._late.add(key)
            if replaced:
                self.dead.add(name)
            raise too_long(self.limits.call)
        try:
            return self._answer(reply, list(given), target)
        finally:
            self._look()

    def _look(self) -> None:
        self._seen = [snapshot(value) for value in self._common.all()]

    def _replaced(self) -> dict:
        """Names of the student's in whose place a test has put something; a dead function is replaced by its end."""
        there = {n: self.namespace[n] for n, v in self.installed.items() if self.namespace.get(n, v) is not v}
        return {n: None for n in self.dead if n in self.installed and n not in there} | there

    def _replacement(self, name: str, value: object) -> object:
        """The form of ``value`` in S: a function of the course by its name, which S has too, else a callback."""
        module, own = getattr(value, "__module__", None) or "", getattr(value, "__qualname__", "")
        if module.startswith("course.") and own.isidentifier() and getattr(sys.modules.get(module), own, None) is value:
            return {"library": [module, own]}
        return Packer(self._export, shares=True).pack(_ended(name) if value is None else value)

    def _answer(self, reply: dict, given: list, target: object) -> object:
        try:
            apply_changes(given, reply.get("changes", []), self._resolve)
            sys.stdout.write(str(reply.get("printed", ""))[:4000])
            if "error" in reply:
                self._throw(reply["error"], target)
            unpacker = Unpacker(self._resolve, list(given))
            value = unpacker.unpack(reply["value"])
            self._common.came_back(unpacker.given[len(given) :])
            return value
        except (NotPlainError, TypeError, ValueError, KeyError, IndexError) as error:
            if "error" in reply:
                raise
            self._give_up(str(error))
            raise too_long(self.limits.call) from None

    def _throw(self, described: object, target: object) -> None:
        error = rebuilt(described)
        if isinstance(target, RemoteFunction) and type(described) is dict:
            target.__dict__["__code__"].throw(error, described.get("line"), described.get("text"))
        raise error

    def trail(self, target: RemoteFunction, arguments: list) -> str | None:
        """Words of S's own on its first wrong line; for a message only."""
        if self.lost:
            return None
        packed = Packer(self._export).pack(arguments)
        try:
            reply = self._ask({"do": "trail", "target": target._number, "arguments": packed}, self.limits.call)
        except LostError:
            return None
        return reply["value"][:400] if type(reply.get("value")) is str else None

    def _ask(self, message: dict, seconds: float) -> dict:
        """Send, and answer S's calls of our functions until its own answer comes."""
        if self.lost:
            raise LostError(self.lost)
        ends = time.monotonic() + seconds + _GRACE
        try:
            self.channel.send({**message, "seconds": max(0.05, seconds)}, seconds + _GRACE)
            while "callback" in (reply := self.channel.receive(max(0.01, ends - time.monotonic()))):
                self.channel.send(self._call_back(reply), seconds + _GRACE)
        except LostError as error:
            self._give_up(str(error))
            raise
        return reply

    def _call_back(self, message: dict) -> dict:
        given: list = []
        self._depth += 1
        try:
            if self._depth > _NESTED:
                raise LostError("its calls are nested too deep")
            unpacker = Unpacker(self._resolve, given)
            arguments, keywords = unpacker.unpack(message["arguments"]), unpacker.unpack(message["keywords"])
            value = self._callbacks[message["callback"]](*arguments, **keywords)
            changed = [[place, packed(given, place, self._packer)] for place in range(len(given))]
            return {"value": self._packed(value, list(given)), "changes": changed}
        except (NotPlainError, KeyError, TypeError, IndexError, ValueError, ArithmeticError, RuntimeError) as error:
            return {"error": f"{type(error).__name__}: {error}"[:500]}
        finally:
            self._depth -= 1

    def _packed(self, value: object, given: list) -> object:
        return self._packer(given).pack(value)

    def _packer(self, known: list) -> Packer:
        return Packer(self._export, known, shares=True)

    def _export(self, value: object) -> object:
        number = getattr(value, "_number", None)
        if isinstance(number, int):
            return {"mine": number}
        if not callable(value) and type(value).__module__.startswith("course."):
            return {"object": self._packed(_public(value), [])}
        if not callable(value):
            raise TypeError(f"a {type(value).__name__} cannot be handed to the student's code")
        self._callbacks.append(value)
        return {"callback": len(self._callbacks) - 1}

    def _resolve(self, kind: str, content: object, name: str = "") -> object:
        if kind == "handle":
            made = proxy(self.use, content, name, self.operators)
            if isinstance(made, RemoteFunction):
                made.__dict__["__first_wrong_line__"] = functools.partial(self.trail, made)
            return made
        if kind == "callback":
            return self._callbacks[content]
        raise NotPlainError("a value of no known form")

    def _give_up(self, why: str) -> None:
        self.lost = self.lost or why


def _public(value: object) -> dict:
    """What S may use of an object of a class that is made for one test only: its methods, and its plain attributes."""
    methods = {n: getattr(value, n) for n in dir(type(value)) if not n.startswith("_") and callable(getattr(value, n))}
    return {n: item for n, item in vars(value).items() if isinstance(item, (int, float, str, np.ndarray))} | methods


def _ended(name: str) -> Callable:
    def ended(*_: object, **__: object) -> None:
        raise RuntimeError(f"{name} took too long before")

    return ended
