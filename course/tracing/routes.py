"""Calls that only move entries about: reshape, transpose, concatenate, tile, pad and their relatives.

They need no derivative of their own: repeating the call on the places of the entries says where each one went
(``shapes.unroute``).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from .array import Traced, apply, frozen, holds_traced, plain
from .tape import Tape

PAD_MODES = ("constant", "edge", "reflect", "symmetric", "wrap", "empty")
# which arguments hold entries that move; everywhere else the first one
_ALL = range(99)
_DATA = {
    "append": (0, 1), "insert": (0, 2), "compress": (1,), "extract": (1,), "meshgrid": _ALL, "broadcast_arrays": _ALL,
    "atleast_1d": _ALL, "atleast_2d": _ALL, "atleast_3d": _ALL,
}  # fmt: skip
_NAMES = """reshape ravel transpose permute_dims matrix_transpose swapaxes moveaxis rollaxis squeeze expand_dims
    concatenate concat stack hstack vstack column_stack dstack block tile repeat roll flip fliplr flipud rot90 pad
    broadcast_to
    broadcast_arrays atleast_1d atleast_2d atleast_3d diag diagonal diagflat tril triu take take_along_axis delete
    append insert resize split array_split hsplit vsplit dsplit meshgrid compress extract"""
ROUTES = {getattr(np, name) for name in _NAMES.split()}


def record_route(tape: Tape, function: Callable, args: tuple, kwargs: dict) -> Any:
    """Record a call that moves entries. Lists of results (np.split) become one record each."""
    name = function.__name__
    if kwargs.get("out") is not None or "dtype" in kwargs:
        raise tape.fail(f"np.{name} with out= or dtype= is not recorded", "Assign the result")
    again_kwargs = {k: frozen(v) for k, v in kwargs.items() if k != "constant_values"}
    if function is np.pad and (
        kwargs.get("mode", args[2] if len(args) > 2 else "constant") not in PAD_MODES or len(args) > 3
    ):
        raise tape.fail("this mode of np.pad is not recorded", f"Use one of {', '.join(PAD_MODES)}")
    data = set(_DATA.get(name, (0,)))
    if any(holds_traced(v) for n, v in enumerate(args) if n not in data) or any(
        holds_traced(v) for v in kwargs.values()
    ):
        raise tape.fail(
            f"np.{name} gets a recorded value where it needs a plain one", "Pass the arrays first, by position"
        )
    settings = {n: frozen(v) for n, v in enumerate(args) if n not in data}
    operands = [t for n in sorted(data & set(range(len(args)))) for t in _leaves(args[n])]

    def again(*places: np.ndarray) -> Any:
        left = iter(places)
        moved = [_placed(v, left) if n in data else settings[n] for n, v in enumerate(args)]
        return function(*moved, **again_kwargs)

    value = function(*plain(args), **plain(kwargs))
    if isinstance(value, (list, tuple)):
        parts = ((v, lambda *places, n=n: again(*places)[n]) for n, v in enumerate(value))
        return type(value)(_moved(tape, operands, v, part, {"call": name}) for v, part in parts)
    texts = [t for n in sorted(data & set(range(len(args)))) for t in _texts(args[n])]
    return _moved(tape, operands, value, again, {"call": name, "texts": texts})


def _moved(tape: Tape, operands: list[Traced], value: np.ndarray, again: Callable, params: dict) -> Traced:
    result = apply(tape, "route", lambda *_: value, tuple(operands), {"again": again, **params})
    for operand in operands:
        result.seen_as_view_of(operand)
    return result


def _leaves(value: Any) -> list[Traced]:
    if isinstance(value, Traced):
        return [value]
    return [t for v in value for t in _leaves(v)] if isinstance(value, (list, tuple)) else []


def _texts(value: Any) -> list[str | None]:
    """How each part of an argument is written: None for a recorded one, a number for a constant of one value."""
    if isinstance(value, Traced):
        return [None]
    if holds_traced(value):
        return [t for v in value for t in _texts(v)]
    entries = np.unique(value)
    return [f"{entries[0]:g}" if entries.size == 1 and entries.dtype.kind in "iuf" else "…"]


def _placed(value: Any, places: Any) -> Any:
    """``value`` with its recorded parts replaced by their places and its constants by zeros."""
    if isinstance(value, Traced):
        return next(places)
    if holds_traced(value):
        return type(value)(_placed(v, places) for v in value)
    return np.zeros(np.shape(value), dtype=int)
