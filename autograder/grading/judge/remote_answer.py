"""A student's answer that lies in process S, as a check asks for it; nothing that comes from there is believed."""

from __future__ import annotations

import builtins
import copy
import marshal
import time
from collections.abc import Callable, Mapping, Sequence
from typing import NoReturn

from course.checks.answer import Asked
from course.checks.library import functions_of, needed_by
from course.checks.outcome import LATE, Found, Outcome, Raised
from course.lessons import declare
from course.lessons.declare import Exercise, Inputs

from ..run.channel import Channel, LostError
from ..run.sandbox.limits import Limits
from ..run.stand_ins import NOT_HANDED
from ..run.wire import NotPlainError, Packer, Unpacker
from .handed_over import HandedOver, foreign

_GRACE = 1.0
_TEXTS = {"kind": 100, "ancestor": 100, "message": 2000, "text": 300, "name": 100}


class Remote:
    """The line to S.

    Attributes
    ----------
    lost : str or None
        Why S can no longer be used.
    asked_key : bool
        Whether code in S has tried to import an answer key.
    known, lent : set of str
        Exercises whose right answers S may have learnt something of, and those that were lent to it. A test of one, or
        one to which another may not be lent, wants a new S.
    ended : set of str
        Exercises whose answers did not come back in time: they are not called again.
    """

    def __init__(self, channel: Channel, slug: str, limits: Limits, ends: float) -> None:
        self.channel, self.slug, self.limits, self.ends = channel, slug, limits, ends
        self.lost: str | None = None
        self.asked_key = False
        self.known: set[str] = set()
        self.lent: set[str] = set()
        self.ended: set[str] = set()
        self.number = 0
        self.exercises = declare.exercises(slug)
        self.open(needed_by(thing for exercise in self.exercises.values() for thing in exercise.uses))

    def open(self, things: Mapping[str, Callable]) -> None:
        """Give S the code of these parts of the library, by full name."""
        codes = {name: [marshal.dumps(f.__code__).hex() for f in functions_of(thing)] for name, thing in things.items()}
        self.tell({"do": "open", "codes": codes})

    def left(self) -> float:
        """Seconds until the time for this submission is over."""
        return max(0.0, self.ends - time.monotonic())

    def tell(self, message: dict) -> None:
        """Send; no answer comes. LostError if S is gone."""
        try:
            self.channel.send(message, self.limits.cell)
        except LostError as error:
            self.lost = self.lost or str(error)
            raise

    def receive(self, seconds: float) -> dict:
        """The next answer. LostError if S is gone."""
        try:
            reply = self.channel.receive(min(seconds, self.left()) + _GRACE)
        except (LostError, MemoryError) as error:
            self.give_up(str(error) or "it sent too much")
        return self._sound(reply)

    def ask(self, message: dict, seconds: float, over: HandedOver | None = None) -> dict:
        """Send, and answer S's calls of what was handed over until its own answer comes. LostError if S is gone."""
        if self.lost:
            raise LostError(self.lost)
        ends = time.monotonic() + seconds + _GRACE
        try:
            self.channel.send(message, seconds + _GRACE)
            while "arguments" in (reply := self.channel.receive(max(0.01, ends - time.monotonic()))):
                answer = over.answer(reply) if over else {"error": ["RuntimeError", "there is nothing to call now"]}
                self.channel.send(answer, seconds + _GRACE)
        except (LostError, MemoryError) as error:
            # In the middle of a call of something handed over it cannot say that its time is over: it ends.
            late = time.monotonic() > ends - _GRACE
            self.give_up("it took too long" if late else str(error) or "it sent too much")
        return self._sound(reply)

    def _sound(self, reply: dict) -> dict:
        if "problem" in reply:
            self.give_up("its process failed")
        self.asked_key = self.asked_key or bool(reply.get("asked_key"))
        return reply

    def needs_new(self, exercise: str) -> bool:
        """Whether S has learnt too much to be asked for this one."""
        return exercise in self.known or not self.lent <= set(self.exercises[exercise].lends)

    def give_up(self, why: str) -> NoReturn:
        """S is lost, or does not keep to the form: LostError."""
        self.lost = self.lost or why
        raise LostError(self.lost)


class RemoteAnswer:
    """See :class:`course.checks.answer.Answer`; ``test`` is the cell whose place in the notebook counts."""

    def __init__(self, remote: Remote, exercise: Exercise, test: str) -> None:
        self.remote, self.exercise, self.test = remote, exercise, test
        self.wrong_at: Inputs | None = None

    def ask(self, tried: Sequence[Inputs], *, lend: bool) -> Asked:
        """Call it in S."""
        if self.exercise.name in self.remote.ended:
            late = Outcome(error=Raised(LATE, "BaseException", "it did not come back before"))
            return Asked(self._found_before(), ([late, late],))
        asked = self._ask(tried, lend)
        outcomes = [outcome for came in asked.outcomes for outcome in came]
        if lend and any(outcome.error and NOT_HANDED in outcome.error.message for outcome in outcomes):
            return Asked(asked.found)  # that is no fault of theirs: nothing is known of it
        if _is_late(asked.outcomes):
            self.remote.ended.add(self.exercise.name)
        return asked

    def _found_before(self) -> Found:
        return Found("class" if isinstance(self.exercise.reference, type) else "function", "the same as before")

    def _message(self, action: str, tried: Sequence[Inputs], lend: bool, over: HandedOver) -> dict:
        handed = [self.exercise.handed(copy.deepcopy(arguments)) for arguments in tried]
        lent = declare.lent(self.remote.slug, self.exercise.name)
        chosen = lent if lend else {name: lent[name] for name in self.remote.ended if name in lent}
        drive = self.exercise.drive
        numbers = {name: over.lend(name, function) for name, function in chosen.items()}
        cases = [Packer(over.export).pack(list(values.values())) for values in handed]
        self.remote.known |= self._shown(over)
        self.remote.lent |= set(numbers)
        return {
            "do": action,
            "test": self.test,
            "name": self.exercise.name,
            "drive": [drive.__module__, drive.__qualname__] if drive else None,
            "lent": numbers,
            "ended": sorted(self.remote.ended - {self.exercise.name}),
            "arguments": list(handed[0]),
            "cases": cases,
            "classes": over.news(),
            "seconds": max(0.05, min(self.remote.limits.call, self.remote.left())),
        }

    def _shown(self, over: HandedOver) -> set[str]:
        """Other exercises whose right answers can be tried out on what is handed over: objects of theirs, or them."""
        others = [e for e in self.remote.exercises.values() if e is not self.exercise]
        kinds = tuple(over.classes)
        by_class = {e.name for e in others if isinstance(e.reference, type) and _any_of(kinds, e.reference)}
        return by_class | {e.name for e in others if e.reference in over.functions}

    def _over(self) -> HandedOver:
        return HandedOver(self.remote.number, self.remote.limits.call)

    def _ask(self, tried: Sequence[Inputs], lend: bool) -> Asked:
        over = self._over()
        message = self._message("ask", tried, lend, over)
        try:
            reply = self.remote.ask(message, (1 + len(tried)) * message["seconds"], over)
            found, outcomes = _found(reply.get("found")), self._outcomes(reply.get("outcomes"), over)
            if found.kind in ("function", "class") and len(outcomes) < len(tried) and not _is_late(outcomes):
                raise NotPlainError("fewer outcomes than cases")
        except (NotPlainError, TypeError, ValueError, KeyError, IndexError, AttributeError, OverflowError) as error:
            return self.remote.give_up(f"it sent no plain data ({error})"[:200])
        finally:
            self.remote.number = over.next
        return Asked(found, outcomes, tuple(over.called))

    def _outcomes(self, told: object, over: HandedOver) -> tuple[list[Outcome], ...]:
        if type(told) is not list or len(told) > 100 or any(type(came) is not list for came in told):
            raise NotPlainError("outcomes of no known form")
        wanted = [1 if place else 2 for place in range(len(told))]
        if [len(came) for came in told] != wanted:
            raise NotPlainError("outcomes of no known form")
        return tuple([self._outcome(outcome, over) for outcome in came] for came in told)

    def _outcome(self, told: dict, over: HandedOver) -> Outcome:
        if told.get("late"):
            error = Raised(LATE, "BaseException", f"no answer after {self.remote.limits.call:g} s")
            return Outcome(error=error)
        changed, printed = told["changed"], told["printed"]
        names = tuple(name for name in changed if type(name) is str and name.isidentifier())
        if type(printed) is not str or len(names) > 50:
            raise NotPlainError("an outcome of no known form")
        error = _raised(told["error"]) if "error" in told else None
        value = Unpacker(_result, trees=True).unpack(told.get("value"))
        return Outcome(value, error, names, printed[:2000])

    def first_wrong_line(self, arguments: Inputs) -> str | None:
        """Nothing yet: S is only asked by `trail`, when it has no more tests before it."""
        self.wrong_at = arguments

    def trail(self) -> str | None:
        """Words of S's own, for a message only; whatever the library has may be known there from now on."""
        over = self._over()
        message = self._message("trail", [self.wrong_at], False, over)
        try:
            reply = self.remote.ask(message, message["seconds"], over)
        finally:
            self.remote.number = over.next
        return reply["value"][:400] if type(reply.get("value")) is str else None


def _any_of(kinds: Sequence[type], reference: type) -> bool:
    return any(issubclass(kind, reference) for kind in kinds)


def _is_late(outcomes: Sequence[list[Outcome]]) -> bool:
    return any(outcome.is_late for came in outcomes for outcome in came)


def _result(kind: str, content: object) -> object:
    if kind == "foreign":
        return foreign(content)
    raise NotPlainError("a value of no known form")


def _found(told: object) -> Found:
    if type(told) is not dict or told.get("kind") not in ("nothing", "function", "class", "other"):
        raise NotPlainError("an answer of no known form")
    parameters = told.get("parameters")
    if parameters is not None:
        parameters = tuple(
            (name[:100], kind, default)
            for name, kind, default in parameters[:100]
            if name.isidentifier() and kind in range(5) and type(default) is bool
        )
    return Found(told["kind"], str(told.get("shown", ""))[:300], parameters)


def _raised(told: dict) -> Raised:
    """The error with every text cut; a builtin ancestor that is none, or that would stop us, counts as Exception."""
    texts = {key: told[key][:longest] if type(told.get(key)) is str else "" for key, longest in _TEXTS.items()}
    ancestor = getattr(builtins, texts["ancestor"], None)
    if not (isinstance(ancestor, type) and issubclass(ancestor, BaseException)):
        texts["ancestor"] = "Exception"
    if not texts["kind"].isidentifier() or texts["kind"] == LATE:
        texts["kind"] = texts["ancestor"]
    line = told.get("line")
    line = line if type(line) is int and 1 <= line <= 10_000 else None
    return Raised(**texts, line=line, own=told.get("own") is True, hidden=told.get("hidden") is True)
