"""The recording array: it computes what NumPy computes, and writes down on a tape how.

A function gets these in place of its arrays. Whatever would take the numbers out of the recording (``float(x)``,
``np.array([...])``, ``x.item()``) raises, with the line and the way out, instead of losing the gradient in silence.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from .rules import RULES
from .tape import Op, Tape


def plain(value: Any) -> Any:
    """``value`` with every recording array in it, also in lists, tuples, dicts and slices, replaced by its numbers."""
    if isinstance(value, Traced):
        return value.checked()
    if isinstance(value, (list, tuple)):
        return type(value)(plain(v) for v in value) if not hasattr(value, "_fields") else value
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, slice):
        return slice(plain(value.start), plain(value.stop), plain(value.step))
    return value


def frozen(value: Any) -> Any:
    """As :func:`plain`, with copies of all arrays: what the function writes into them later must not reach the tape."""
    if isinstance(value, (list, tuple)) and not hasattr(value, "_fields"):
        return type(value)(frozen(v) for v in value)
    if isinstance(value, dict):
        return {k: frozen(v) for k, v in value.items()}
    return value.copy() if isinstance(value, np.ndarray) else plain(value)


def holds_traced(value: Any) -> bool:
    """Whether ``value`` is a recording array, or a list with one in it."""
    if isinstance(value, (list, tuple)):
        return any(holds_traced(v) for v in value)
    return isinstance(value, Traced)


class Traced:
    """An array (or number) whose operations are written to a tape."""

    __slots__ = ("__weakref__", "op", "stale", "tape", "value", "view_of")
    __array_priority__ = 1000.0
    __hash__ = None

    def __init__(self, tape: Tape, op: Op, view_of: Traced | None = None) -> None:
        self.tape, self.op, self.value, self.view_of, self.stale = tape, op, op.value, view_of, None

    # what an array tells about itself
    shape = property(lambda self: np.shape(self.value))
    ndim = property(lambda self: np.ndim(self.value))
    size = property(lambda self: np.size(self.value))
    dtype = property(lambda self: np.asarray(self.value).dtype)
    T = property(lambda self: self.route("transpose", lambda v: v.T))
    mT = property(lambda self: self.route("matrix_transpose", lambda v: v.mT))
    real = property(lambda self: self)

    def __len__(self) -> int:
        return len(self.value)

    def __repr__(self) -> str:
        return repr(self.value)

    def __str__(self) -> str:
        return str(self.value)

    def __format__(self, spec: str) -> str:
        return format(self.value, spec)

    def __bool__(self) -> bool:
        return bool(self.checked())

    def __iter__(self) -> Iterator[Traced]:
        if self.ndim == 0:
            raise TypeError("iteration over a 0-d array")
        return (self[n] for n in range(len(self)))

    def __copy__(self) -> Traced:
        return self.apply("copy", np.copy, self)

    def __deepcopy__(self, memo: dict) -> Traced:
        return self.__copy__()

    def __contains__(self, item: Any) -> bool:
        return plain(item) in self.checked()

    # recording
    def checked(self) -> Any:
        """The value, unless a view of this array was changed and the change not written back."""
        if self.stale is not None:
            raise self.tape.fail(
                "a part of this array was changed through another name",
                "Write A[i] += 1 rather than row = A[i]; row += 1",
            )
        return self.value

    def apply(self, name: str, compute: Callable, *operands: Any, **params: Any) -> Traced:
        """Record one operation (see :func:`apply`)."""
        return apply(self.tape, name, compute, operands, params)

    def route(self, name: str, move: Callable) -> Traced:
        """Record a call that only moves entries about; ``move`` does it to any array."""
        return self.apply("route", move, self, again=move, call=name).seen_as_view_of(self)

    def seen_as_view_of(self, base: Traced) -> Traced:
        """Note that writing into this array would change ``base`` too, if they share memory."""
        if isinstance(self.value, np.ndarray) and np.may_share_memory(self.value, base.value):
            self.view_of = base
            self.tape.views.append(weakref.ref(self))
        return self

    def __getitem__(self, index: Any) -> Traced:
        index = frozen(index)
        result = self.route("getitem", lambda v: np.asarray(v)[index])
        result.op.params["index"] = index
        return result

    def __setitem__(self, index: Any, new: Any) -> None:
        index = frozen(index)
        self.settle(new)

        def write(old: np.ndarray, value: Any) -> np.ndarray:
            copy = old.copy(order="K")
            copy[index] = value
            return copy

        if holds_traced(new) and not isinstance(new, Traced):
            raise self.tape.fail("a list of recorded values is written into an array", "Join them first with np.stack")
        self.replace(self.apply("setitem", write, self, new, index=index))

    def settle(self, new: Any) -> None:
        """``A[i] += b`` changes the view A[i], then writes it back here: that settles the change."""
        if self.stale is not None and self.stale is new:
            self.stale = None

    def replace(self, result: Traced) -> Traced:
        """From now on hold ``result``: every name for this array sees it, as in NumPy; views of it must not exist."""
        above = [self]
        while above[-1].view_of is not None:
            above.append(above[-1].view_of)
            above[-1].stale = self
        for view in (ref() for ref in self.tape.views if isinstance(self.value, np.ndarray)):
            if (
                view is not None
                and not any(view is one for one in above)
                and np.may_share_memory(view.value, self.value)
            ):
                raise self.tape.fail(
                    "an array is changed in place while a view of it is still in use",
                    "Take a copy of the view with .copy()",
                )
        self.op, self.value = result.op, result.value
        return self


def apply(tape: Tape, name: str, compute: Callable, operands: tuple, params: dict) -> Any:
    """Compute as NumPy does, write it down, and return the recording array."""
    if name not in RULES:
        raise tape.fail(f"{name} has no derivative rule", "Write it with the operations of course.tracing.rules")
    if any(holds_traced(o) and not isinstance(o, Traced) for o in operands):
        raise tape.fail("a list of recorded values is used as an array", "Join them first with np.stack")
    values = tuple(np.asarray(v) if isinstance(v, (list, tuple)) else v for v in map(plain, operands))
    value = compute(*values)
    if value is NotImplemented:
        return NotImplemented
    if np.asarray(value).dtype.kind not in "f":
        if np.asarray(value).dtype.kind in "biu":
            return value
        raise tape.fail(f"{name} gives {np.asarray(value).dtype}", "Only real floating-point numbers are recorded")
    sources = tuple(o.op if isinstance(o, Traced) else None for o in operands)
    kept = tuple(v if source else tape.keep(v) for v, source in zip(values, sources, strict=True))
    return Traced(tape, tape.add(name, value, kept, sources, params))
