"""Read what a student's function returned as arrays of numbers, or say in a sentence why that can't be done."""

from __future__ import annotations

import numpy as np

from .outcome import Foreign


class Unreadable(ValueError):
    """The value is not what was asked for; the message is a sentence for the student, with the way out."""


def read_all(value: object, names: tuple[str, ...], expected: tuple[np.ndarray, ...]) -> list[np.ndarray | Unreadable]:
    """One entry for each expected result: its array, or what is wrong with it.

    Raises
    ------
    Unreadable
        If several results are expected and what came back is not a tuple or list of that many.
    """
    if len(names) == 1:
        return [_attempt(value, names[0], expected[0])]
    listed = ", ".join(names)
    if value is None:
        raise Unreadable(f"it returned None. End it with `return {listed}`.")
    if isinstance(value, np.ndarray) and value.ndim == 1 and all(want.ndim == 0 for want in expected):
        value = tuple(value)  # as many numbers
    if not isinstance(value, (tuple, list)) or len(value) != len(names):
        raise Unreadable(f"it returned {describe(value)}. {len(names)} results are expected: `return {listed}`.")
    return [_attempt(v, name, want) for v, name, want in zip(value, names, expected, strict=True)]


def _attempt(value: object, name: str, expected: np.ndarray) -> np.ndarray | Unreadable:
    try:
        return read(value, name, expected)
    except Unreadable as fault:
        return fault


def read(value: object, name: str, expected: np.ndarray) -> np.ndarray:
    """``value`` as a float64 array of the shape of ``expected``.

    Raises
    ------
    Unreadable
        If it is None, no array or number, of another kind of array, of another shape, or not finite.
    """
    array = _as_numbers(value, name, expected)
    if array.shape != expected.shape:
        raise Unreadable(f"{name} has shape {shape(array)}, expected is shape {shape(expected)}.{_shape_hint(name)}")
    if not np.isfinite(array).all():
        where = tuple(map(int, np.argwhere(~np.isfinite(array))[0]))
        raise Unreadable(f"{name}{list(where) if where else ''} is {array[where]}, which is not a finite number.")
    return array.astype(float)


def _as_numbers(value: object, name: str, expected: np.ndarray) -> np.ndarray:
    wanted = "a number" if expected.ndim == 0 else f"a NumPy array of shape {shape(expected)}"
    if value is None:
        raise Unreadable(f"it returned None where {wanted} is expected. Does it end with `return {name}`?")
    home = value.module if isinstance(value, Foreign) else type(value).__module__
    if home.partition(".")[0] == "torch":
        raise Unreadable(f"it returned a torch tensor where {wanted} is expected. Stay in NumPy here.")
    if isinstance(value, (np.matrix, np.ma.MaskedArray)):
        raise Unreadable(f"it returned a {type(value).__name__} where {wanted} is expected: use np.array.")
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, (int, float, np.number, np.ndarray)):
        cure = " Wrap it: np.array(...)." if expected.ndim and isinstance(value, (list, tuple)) else ""
        raise Unreadable(f"it returned {describe(value)} where {wanted} is expected.{cure}")
    array = np.asarray(value)
    if array.dtype.kind not in "iuf":
        raise Unreadable(f"it returned an array of {array.dtype} where {wanted} of real numbers is expected.")
    return array


def _shape_hint(name: str) -> str:
    is_gradient = name.startswith("d") and name[1:2].isupper() and "_" not in name
    return f" A gradient has the shape of what it belongs to: {name} that of {name[1:]}." if is_gradient else ""


def shape(array: object) -> str:
    """The shape in words where it is no array: "(4, 2)" or "() (a single number)"."""
    return f"{np.shape(array)}" + (" (a single number)" if np.ndim(array) == 0 else "")


def describe(value: object) -> str:
    """What a value is, in a few words."""
    if value is None:
        return "None"
    if isinstance(value, Foreign):
        return value.shown
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}"
    if isinstance(value, (tuple, list)):
        return f"a {type(value).__name__} of {len(value)}"
    text = repr(value)
    kind = type(value).__name__
    article = "an" if kind[0] in "aeiou" else "a"
    return f"{article} {kind}" + (f", {text}," if len(text) <= 40 and "\n" not in text else "")
