"""What a call on the other side did to the things that were handed over: arrays, lists, dicts, generators, objects."""

from __future__ import annotations

import copy

import numpy as np

from .wire import NotPlainError, natural


def content(value: object) -> object:
    """What of a given thing can change, as a new thing: for an object its public attributes."""
    if isinstance(value, (np.ndarray, list, dict)):
        return value.copy()
    return copy.deepcopy(value) if isinstance(value, np.random.Generator) else public(value)


def public(value: object) -> dict[str, object]:
    """The attributes of an object that do not start with an underscore."""
    return {name: item for name, item in vars(value).items() if not name.startswith("_")}


def snapshot(value: object) -> object:
    """Equal to a later one if nothing has changed in between."""
    if isinstance(value, np.ndarray):
        return value.shape, value.tobytes()
    if isinstance(value, np.random.Generator):
        return value.bit_generator.state
    if isinstance(value, list):
        return [id(item) for item in value]
    items = value if isinstance(value, dict) else public(value)
    return [(key, id(item)) for key, item in items.items()]


def changes(given: list, before: list) -> list[list]:
    """Place and new content of each given thing that is not what its snapshot was."""
    pairs = enumerate(zip(given, before, strict=False))
    return [[place, content(value)] for place, (value, old) in pairs if snapshot(value) != old]


def apply_changes(given: list, changed: list[list]) -> None:
    """Write what the other side did to the given things into ours, in place."""
    for place, new in changed:
        old = given[natural(place)]
        if isinstance(old, np.ndarray) and isinstance(new, np.ndarray):
            _refill(old, new)
        elif isinstance(old, list) and isinstance(new, list):
            old[:] = new
        elif isinstance(old, np.random.Generator) and isinstance(new, np.random.Generator):
            old.bit_generator.state = new.bit_generator.state
        elif isinstance(new, dict):
            into = old if isinstance(old, dict) else vars(old)
            into.clear()
            into.update(new)
        else:
            raise NotPlainError("an argument that changed its type")


def _refill(old: np.ndarray, new: np.ndarray) -> None:
    if old.dtype != new.dtype or old.size != new.size:
        raise NotPlainError("an array that changed its size")
    if old.shape != new.shape:
        old.shape = new.shape
    old[...] = new
