"""Whether data read from a file has the shape of a dataclass: of a file from elsewhere nothing is believed unseen."""

from __future__ import annotations

import dataclasses
import functools
import sys
from collections.abc import Callable
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints


def fitted(kind: Any, value: object) -> Any:
    """What JSON gave for a dataclass or a part of one, all numbers finite; ValueError if it has another shape."""
    return _fit(kind)(value)


@functools.cache
def _fit(kind: Any) -> Callable[[object], Any]:
    if dataclasses.is_dataclass(kind):
        return functools.partial(_made, kind, {name: _fit(of) for name, of in get_type_hints(kind).items()})
    origin, parts = get_origin(kind), get_args(kind)
    if origin is UnionType and NoneType in parts:
        fit = _fit(parts[0])
        return lambda value: None if value is None else fit(value)
    if origin is dict:
        fit = _fit(parts[1])
        return lambda value: {name: fit(one) for name, one in _plain(dict, value).items()}
    if origin in (list, tuple):
        fit = _fit(parts[0])
        return lambda value: origin(map(fit, _plain(list, value)))
    return _number if kind is float else functools.partial(_plain, kind)


def _made(kind: type, fits: dict[str, Callable], value: object) -> Any:
    if type(value) is not dict or value.keys() != fits.keys():
        raise ValueError(f"this is no {kind.__name__}")
    return kind(**{name: fit(value[name]) for name, fit in fits.items()})


def _number(value: object) -> float:
    if type(value) in (int, float) and abs(value) <= sys.float_info.max:
        return float(value)
    raise ValueError("this is no number")


def _plain(kind: type, value: object) -> Any:
    if type(value) is kind:
        return value
    raise ValueError(f"a {kind.__name__} is wanted, and not a {type(value).__name__}")
