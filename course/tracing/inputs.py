"""The arguments of a recorded function: checked, named, and copied so that a recording never changes them."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from .errors import RecordingError


def leaves(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    """The arrays and numbers in one argument, with their names: ``W``, or ``Ws[0]`` in a list."""
    if isinstance(value, (list, tuple)):
        for n, part in enumerate(value):
            yield from leaves(f"{name}[{n}]", part)
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from leaves(f"{name}[{key!r}]", part)
    else:
        yield name, value


def check(name: str, value: Any) -> None:
    """Raise RecordingError for an argument that cannot be recorded, saying what to pass instead."""
    kind = type(value)
    module = kind.__module__.partition(".")[0]
    if isinstance(value, (list, tuple)) and value and not any(isinstance(v, (np.ndarray, dict, str)) for v in value):
        _check_list(name, value)
    for part, leaf in leaves(name, value):
        if module in ("torch", "tensorflow", "jax") or type(leaf).__module__.partition(".")[0] in (
            "torch",
            "tensorflow",
            "jax",
        ):
            raise RecordingError(
                f"{part} is a tensor of {type(leaf).__module__.partition('.')[0]}: pass {part}.detach().numpy()."
            )
        if isinstance(leaf, np.matrix):
            raise RecordingError(
                f"{part} is an np.matrix, whose * is a matrix product: pass np.asarray({part}) and write @."
            )
        if type(leaf).__module__.partition(".")[0] == "pandas":
            raise RecordingError(f"{part} is a pandas {type(leaf).__name__}: pass {part}.to_numpy().")
        if isinstance(leaf, (np.ndarray, np.generic, float)):
            _check_numbers(part, leaf)


def _check_list(name: str, value: Any) -> None:
    try:
        array = np.array(value)
    except ValueError:
        raise RecordingError(
            f"{name} is a list whose rows differ in length: pass an array, all of whose rows have the same length."
        ) from None
    if array.dtype.kind in "iufb" and array.size:
        raise RecordingError(f"{name} is a list, not an array: pass np.array({name}, dtype=float).")


def _check_numbers(name: str, value: Any) -> None:
    array = np.asarray(value)
    if array.dtype.kind not in "fiub":
        raise RecordingError(f"{name} holds {array.dtype} entries: pass real numbers, {name}.astype(float).")
    if isinstance(value, np.ma.MaskedArray):
        raise RecordingError(
            f"{name} is a masked array: pass {name}.filled(0.0) and the mask as an argument of its own."
        )
    if array.size == 0:
        raise RecordingError(f"{name} is empty (shape {array.shape}): pass at least one entry.")
    if array.dtype.kind == "f" and not np.all(np.isfinite(array)):
        index = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
        raise RecordingError(
            f"{name}{list(index) if index else ''} is {array[index]}: a gradient needs finite numbers."
        )


def check_all(arguments: dict[str, Any]) -> None:
    """Check every argument, and that at least one can have a gradient."""
    numbers = []
    for name, value in arguments.items():
        check(name, value)
        numbers += [
            (part, leaf) for part, leaf in leaves(name, value) if isinstance(leaf, (np.ndarray, np.generic, float, int))
        ]
    if any(np.asarray(leaf).dtype.kind == "f" for _, leaf in numbers):
        return
    if numbers:
        part = next((part for part, leaf in numbers if isinstance(leaf, np.ndarray)), numbers[0][0])
        raise RecordingError(
            f"{part} holds integers, and a gradient needs floats: pass {part}.astype(float), or 2.0 for 2."
        )
    raise RecordingError("No argument is an array or a number: pass the arrays that the loss depends on.")


def copy_of(value: Any) -> Any:
    """A deep copy. An array keeps its strides, since they decide in which order NumPy adds, thus the last bit."""
    if isinstance(value, (list, tuple)) and not hasattr(value, "_fields"):
        return type(value)(copy_of(v) for v in value)
    if isinstance(value, dict):
        return {k: copy_of(v) for k, v in value.items()}
    if isinstance(value, np.ndarray):
        return _copy_array(value)
    try:
        return copy.deepcopy(value)
    except Exception:  # modules, open files and the like have no copy, and no numbers to protect
        return value


def _copy_array(array: np.ndarray) -> np.ndarray:
    same = array.copy(order="K")
    if same.strides == array.strides:
        return same
    low, high = np.lib.array_utils.byte_bounds(array)
    start = array.__array_interface__["data"][0] - low
    same = np.ndarray(array.shape, array.dtype, np.empty(high - low, np.uint8), start, array.strides)
    same[...] = array
    return same


def wrap(name: str, value: Any, wrapped: Callable[[str, Any], Any]) -> Any:
    """``value`` with every float array or float number in it replaced by ``wrapped(its name, it)``."""
    if isinstance(value, (list, tuple)) and not hasattr(value, "_fields"):
        return type(value)(wrap(f"{name}[{n}]", v, wrapped) for n, v in enumerate(value))
    if isinstance(value, dict):
        return {k: wrap(f"{name}[{k!r}]", v, wrapped) for k, v in value.items()}
    is_float = isinstance(value, (np.ndarray, np.generic, float)) and np.asarray(value).dtype.kind == "f"
    return wrapped(name, value) if is_float else value
