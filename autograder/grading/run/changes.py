"""What one side has done to things that both have: arrays that were passed or returned, and objects of the course."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable

import numpy as np

from .wire import NotPlainError, Packer, Unpacker, is_of_course, natural

_MOST, _LARGEST = 16, 100_000  # arrays, and bytes of one
_OURS = 2  # references: a list's, and getrefcount's own


class Common:
    """What both sides have: objects of the course that were passed, and the arrays that came back last.

    Writing into one of these is writing into whatever it is a view of on the other side. Both sides come to the same
    list by the same rules; only the tests' side knows what it has forgotten, and says so.
    """

    def __init__(self) -> None:
        self.shared: list = []
        self.returned: list = []

    def all(self) -> list:
        """In the order that both sides count in."""
        return [*self.shared, *self.returned]

    def came_back(self, things: Iterable[object]) -> None:
        """The arrays among them are kept, the oldest make room."""
        small = [v for v in things if isinstance(v, np.ndarray) and v.nbytes <= _LARGEST]
        self.returned = [*self.returned, *small][-_MOST:]

    def forgotten(self) -> list[int]:
        """The places of those that nobody else here refers to: they cannot be passed again, or looked at."""
        shared, returned = self.shared, self.returned
        places = [k for k in range(len(shared)) if sys.getrefcount(shared[k]) <= _OURS]
        return places + [len(shared) + k for k in range(len(returned)) if sys.getrefcount(returned[k]) <= _OURS]

    def drop(self, places: list[int]) -> None:
        """Keep them no longer."""
        first = len(self.shared)
        self.shared = without(self.shared, places)
        self.returned = without(self.returned, [place - first for place in places])


def without(things: list, places: list[int]) -> list:
    """``things`` but those at ``places``."""
    return [value for place, value in enumerate(things) if place not in places]


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
