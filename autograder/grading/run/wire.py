"""Values as plain data: what the two processes may send each other, and nothing else.

Numbers, strings, lists, tuples, dicts, sets, arrays and random generators go by value, bounded in number and depth.
Anything else has a form of its own, which the two sides agree on (`stand_ins`). Nothing is ever unpickled, and no name
from the other side is looked up.
"""

from __future__ import annotations

import base64
import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

DEPTH = 40
ITEMS = 200_000
_KINDS = "biufc"
_LARGEST_WINDOW = 100_000  # entries, of one that shows some of them again and again
_MATRIX, _MASKED = "matrix", "masked"


class NotPlainError(Exception):
    """What came is no plain data of the agreed form; the message says what is wrong with it."""


@dataclass(frozen=True)
class State:
    """How an object goes: the number of its class, which both sides know, and its attributes."""

    number: int
    attributes: dict[str, object]


class Seen:
    """Arrays that both sides have had from each other during one call, so that one that is as it was goes by number.

    Both sides come to the same list, since each message is packed on one side and unpacked on the other.
    """

    def __init__(self) -> None:
        self.arrays: list[np.ndarray] = []
        self.contents: list[bytes] = []
        self._numbers: dict[int, int] = {}

    def add(self, array: np.ndarray, content: bytes) -> None:
        """Take in an array that is sent, or has come."""
        self._numbers[id(array)] = len(self.arrays)
        self.arrays.append(array)
        self.contents.append(content)

    def number(self, array: np.ndarray, content: bytes) -> int | None:
        """Its number, if the other side has the same."""
        number = self._numbers.get(id(array))
        same = number is not None and self.contents[number] == content and self.arrays[number].shape == array.shape
        return number if same else None

    def get(self, number: int) -> np.ndarray:
        """The array, as it was when it was sent."""
        array, content = self.arrays[number], self.contents[number]
        if array.tobytes() != content:
            array[...] = np.frombuffer(content, array.dtype).reshape(array.shape)
        return array

    def forget(self, count: int) -> None:
        """All but the first ``count``."""
        for array in self.arrays[count:]:
            self._numbers.pop(id(array), None)
        del self.arrays[count:], self.contents[count:]


class Packer:
    """Values to JSON.

    Parameters
    ----------
    export : callable
        Gives the form of a value that is no plain data, or its `State`; it may raise NotPlainError.
    given : list, optional
        Things that both sides know by their place here: they are not sent again, so that it shows when a result *is*
        an argument, or a view of one. Arrays, lists, dicts, generators and objects that are packed are added.
    seen : Seen, optional
    trees : bool
        Nothing is shared: what is in it twice is sent twice, so that what comes out is no larger than what was sent.
    """

    def __init__(
        self,
        export: Callable[[object], object],
        given: list | None = None,
        seen: Seen | None = None,
        *,
        trees: bool = False,
    ) -> None:
        self.export, self.seen, self.trees = export, seen, trees
        self.given = [] if given is None else given
        self._place = {id(value): place for place, value in enumerate(self.given)}
        self._items = 0

    def pack(self, value: object, depth: int = 0) -> object:
        """The JSON form of ``value``."""
        self._items += 1
        if self._items > ITEMS or depth > DEPTH:
            raise NotPlainError(f"too much data (at most {ITEMS} values, {DEPTH} deep)")
        place = self._place.get(id(value))
        if place is not None:
            return {"given": place}
        if value is None or isinstance(value, (bool, str)):
            return value if value is None or isinstance(value, bool) else str(value)
        if isinstance(value, (np.generic, np.ndarray)):
            return self._array(value)
        if isinstance(value, int):
            return {"int": hex(value)} if abs(value) >> 62 else int(value)
        if isinstance(value, float):
            return float(value)
        return self._container(value, depth + 1)

    def _container(self, value: object, depth: int) -> object:
        if isinstance(value, complex):
            return {"complex": [value.real, value.imag]}
        if isinstance(value, list):
            self._remember(value)
            return [self.pack(item, depth) for item in value]
        if isinstance(value, dict):
            self._remember(value)
            return {"dict": [[self.pack(key, depth), self.pack(item, depth)] for key, item in value.items()]}
        for kind, name in ((tuple, "tuple"), (set, "set"), (frozenset, "frozenset")):
            if isinstance(value, kind):
                return {name: [self.pack(item, depth) for item in value]}
        return self._special(value, depth)

    def _special(self, value: object, depth: int) -> object:
        if isinstance(value, (range, slice)):
            return {type(value).__name__: [self.pack(part, depth) for part in (value.start, value.stop, value.step)]}
        if isinstance(value, bytes):
            return {"bytes": _text(value)}
        if type(value) is np.random.Generator and type(value.bit_generator) is np.random.PCG64:
            self._remember(value)
            return {"rng": self.pack(value.bit_generator.state, depth)}
        form = self.export(value)
        if not isinstance(form, State):
            return form
        self._remember(value)
        return {"object": [form.number, [[name, self.pack(item, depth)] for name, item in form.attributes.items()]]}

    def _remember(self, value: object) -> None:
        if self.trees:
            return
        self._place[id(value)] = len(self.given)
        self.given.append(value)

    def _array(self, value: np.generic | np.ndarray) -> object:
        array = np.asarray(value)
        if array.dtype.kind not in _KINDS + "U" or array.dtype.itemsize > 4096 or array.ndim > 16:
            return self.export(value)
        if isinstance(value, np.generic):
            return {"number": [array.dtype.str, _text(array.tobytes())]}
        view = self._view(array)
        if view is not None:
            return view
        special = next((n for n, k in ((_MATRIX, np.matrix), (_MASKED, np.ma.MaskedArray)) if isinstance(value, k)), "")
        self._remember(value)
        content = array.tobytes()
        if self.seen is not None and not special:
            number = self.seen.number(value, content)
            if number is not None:
                return {"seen": number}
            self.seen.add(value, content)
        return {"array": [array.dtype.str, list(array.shape), _text(content), special]}

    def _view(self, array: np.ndarray) -> object:
        """``array`` as a window into a given one, or None."""
        owner = array
        while isinstance(owner.base, np.ndarray):
            owner = owner.base
        place = self._place.get(id(owner))
        if place is None or not owner.flags.c_contiguous:
            return None
        offset = array.__array_interface__["data"][0] - owner.__array_interface__["data"][0]
        return {"view": [place, array.dtype.str, offset, list(array.shape), list(array.strides)]}


class Unpacker:
    """JSON to values; the counterpart of `Packer`, for data that may be malicious.

    ``resolve(kind, content)`` gives the value of a form that is not known here, and for the kind "object" a new object
    of the class with that number, still without attributes; it may raise NotPlainError.
    """

    def __init__(
        self,
        resolve: Callable[[str, object], object],
        given: list | None = None,
        seen: Seen | None = None,
        *,
        trees: bool = False,
    ) -> None:
        self.resolve, self.seen, self.trees = resolve, seen, trees
        self.given = [] if given is None else given
        self._items = 0

    def unpack(self, data: object, depth: int = 0) -> object:
        """The value, or NotPlainError."""
        self._items += 1
        if self._items > ITEMS or depth > DEPTH:
            raise NotPlainError(f"too much data (at most {ITEMS} values, {DEPTH} deep)")
        if data is None or type(data) in (bool, int, float, str):
            return data
        if type(data) is list:
            return self._list(data, depth + 1)
        if type(data) is not dict or len(data) != 1:
            raise NotPlainError("a value of no known form")
        [(kind, content)] = data.items()
        try:
            return self._of(kind, content, depth + 1)
        except (TypeError, ValueError, KeyError, IndexError, OverflowError, AttributeError) as error:
            raise NotPlainError(f"a broken {str(kind)[:20]}: {error}") from None

    def _list(self, data: list, depth: int) -> list:
        made: list = []
        self.given.append(made)
        made.extend(self.unpack(item, depth) for item in data)
        return made

    def _of(self, kind: str, content: object, depth: int) -> object:
        reader = _READERS.get(kind)
        if reader is not None:
            return reader(content)
        if kind in ("given", "view", "seen", "array", "rng"):
            return self._shared(kind, content, depth)
        if kind == "dict":
            return self._dict(content, depth)
        if kind in _SEQUENCES:
            return _SEQUENCES[kind]([self.unpack(item, depth) for item in content])
        if kind == "object":
            return self._object(*content, depth)
        return self.resolve(kind, content)

    def _dict(self, content: list, depth: int) -> dict:
        made: dict = {}
        self.given.append(made)
        for key, item in content:
            made[self.unpack(key, depth)] = self.unpack(item, depth)
        return made

    def _object(self, number: int, attributes: list, depth: int) -> object:
        made = self.resolve("object", natural(number))
        self.given.append(made)
        for name, item in attributes:
            if type(name) is not str or name.startswith("_"):
                raise NotPlainError("a broken attribute")
            vars(made)[name] = self.unpack(item, depth)
        return made

    def _shared(self, kind: str, content: list, depth: int) -> object:
        if self.trees and kind != "array":
            raise NotPlainError(f"a value of a form that is not for results: {kind}")
        if kind == "given":
            return self.given[natural(content)]
        if kind == "view":
            place, dtype, offset, shape, strides = content
            owner = self.given[natural(place)]
            if math.prod(map(natural, shape)) > max(owner.size, _LARGEST_WINDOW):
                raise NotPlainError("a window that is larger than what it shows")
            return np.ndarray(tuple(shape), _dtype(dtype), owner, natural(offset), tuple(strides))
        made = self._generator(content, depth) if kind == "rng" else self._plain_array(kind, content)
        if kind != "rng":
            self.given.append(made)
        return made

    def _plain_array(self, kind: str, content: list) -> np.ndarray:
        if kind == "seen":
            return self.seen.get(natural(content))
        made = _array(*content)
        if self.seen is not None and not any(content[3:]):
            self.seen.add(made, made.tobytes())
        return made

    def _generator(self, content: object, depth: int) -> np.random.Generator:
        made = np.random.Generator(np.random.PCG64(0))
        self.given.append(made)
        made.bit_generator.state = self.unpack(content, depth)
        return made


def natural(value: object) -> int:
    """``value`` as a place in a list."""
    if type(value) is not int or value < 0:
        raise NotPlainError(f"{value!r:.20} is no place")
    return value


def _dtype(text: str) -> np.dtype:
    found = np.dtype(text) if type(text) is str and len(text) <= 8 else None
    if found is None or found.kind not in _KINDS + "U" or found.hasobject or found.itemsize > 4096:
        raise NotPlainError("an array of no plain type")
    return found


def _array(dtype: str, shape: list, text: str, special: str = "") -> np.ndarray:
    kind, data, sizes = _dtype(dtype), _bytes(text), tuple(map(natural, shape))
    if len(sizes) > 16 or math.prod(sizes) * kind.itemsize != len(data):
        raise NotPlainError("an array whose shape does not fit its data")
    array = np.frombuffer(data, kind).reshape(sizes).copy() if data else np.empty(sizes, kind)
    if special == _MATRIX and array.ndim == 2:
        return array.view(np.matrix)
    return np.ma.MaskedArray(array) if special == _MASKED else array


def _number(content: list) -> np.generic:
    dtype, text = content
    return _array(dtype, [], text)[()]


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


_READERS: dict[str, Callable] = {
    "number": _number,
    "int": lambda text: int(text[:1500], 16),
    "complex": lambda parts: complex(*parts),
    "bytes": _bytes,
}
_SEQUENCES: dict[str, Callable] = {
    "tuple": tuple,
    "set": set,
    "frozenset": frozenset,
    "range": lambda parts: range(*parts),
    "slice": lambda parts: slice(*parts),
}
