"""What one side has done to things that both have: arrays that were passed or returned, and objects of the course."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from .plain import NotPlainError, Packer, Unpacker, is_of_course, natural

_MOST, _LARGEST = 16, 100_000  # arrays, and bytes of one


def kept(returned: list, new: Iterable[object]) -> list:
    """The arrays that came back last: writing into one is writing into whatever it is a view of on the other side.

    Both sides come to the same list by the same rule, without a word about it.
    """
    return [*returned, *(v for v in new if isinstance(v, np.ndarray) and v.nbytes <= _LARGEST)][-_MOST:]


def content(value: object) -> object:
    """What of a given thing can change: for an object its attributes."""
    plain = isinstance(value, (np.ndarray, np.random.Generator, list, dict))
    return value if plain else dict(vars(value))


def snapshot(value: object) -> object:
    """Equal to a later one if nothing has changed in between; an object's attributes are looked into."""
    if isinstance(value, np.ndarray):
        return value.shape, value.tobytes()
    if isinstance(value, np.random.Generator):
        return value.bit_generator.state
    if isinstance(value, list):
        return [id(item) for item in value]
    if isinstance(value, dict):
        return [(key, id(item)) for key, item in value.items()]
    return Packer(lambda other: {"id": id(other)}).pack(content(value))


def changes(given: list, before: list, packer: Callable[[list], Packer]) -> list:
    """What has changed since the snapshots ``before``: places and new contents; ``packer(known)`` packs them."""
    pairs = enumerate(zip(given, before, strict=False))
    return [[place, packed(given, place, packer)] for place, (value, old) in pairs if snapshot(value) != old]


def packed(given: list, place: int, packer: Callable[[list], Packer]) -> object:
    """The content of one given thing.

    An array's is sent whole, not as a view of another whose new content may not have arrived. Anything else is taken
    out of what the packer knows, else it would be sent as a reference to itself.
    """
    whole = isinstance(given[place], np.ndarray)
    return packer([] if whole else [*given[:place], object(), *given[place + 1 :]]).pack(content(given[place]))


def apply_changes(given: list, changes: list, resolve: Callable[[str, object], object]) -> None:
    """Write what the other side did to the given things into ours, in place."""
    for place, data in changes:
        old, new = given[natural(place)], Unpacker(resolve, list(given)).unpack(data)
        if type(new) is dict and is_of_course(old):
            old, new = vars(old), {name: new[name] for name in new if type(name) is str and not name.startswith("__")}
        if type(old) is not type(new):
            raise NotPlainError("an argument that changed its type")
        if isinstance(old, np.ndarray):
            _refill(old, new)
        elif isinstance(old, list):
            old[:] = new
        elif isinstance(old, dict):
            old.clear()
            old.update(new)
        else:
            old.bit_generator.state = new.bit_generator.state


def _refill(old: np.ndarray, new: np.ndarray) -> None:
    if old.dtype != new.dtype or old.size != new.size:
        raise NotPlainError("an array that changed its size")
    if old.shape != new.shape:
        old.shape = new.shape
    old[...] = new
