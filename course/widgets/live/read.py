"""Reads what a lesson hands to a figure; each error names the rule, the value and the way out."""

from __future__ import annotations

import math

import numpy as np


def vector(values: object, what: str) -> np.ndarray:
    """``values`` as a float vector of shape (n,); NaN and infinities stay in and are drawn as gaps."""
    array = _floats(values, what)
    if array.ndim != 1:
        raise ValueError(f"{what} must have shape (n,); its shape is {array.shape}. Use .ravel() or one column.")
    return array


def grid(values: object, what: str, most: int) -> np.ndarray:
    """``values`` as a float matrix of shape (rows, columns), at least 2 x 2 and at most ``most`` numbers."""
    array = _floats(values, what)
    if array.ndim != 2 or min(array.shape) < 2:
        raise ValueError(f"{what} needs 2 rows and 2 columns at least; its shape is {array.shape}. Reshape it.")
    if array.size > most:
        raise ValueError(f"{what} holds at most {most:,} numbers; it has {array.size:,}. Use a coarser grid.")
    return array


def same_length(what: str, **arrays: np.ndarray) -> None:
    """Refuse vectors of different length."""
    if len({len(array) for array in arrays.values()}) > 1:
        lengths = ", ".join(f"{name} has {len(array)}" for name, array in arrays.items())
        raise ValueError(f"the vectors of a {what} must have one length; {lengths}. Pass one number for each point.")


def one_of(value: object, allowed: tuple[str, ...], what: str) -> None:
    """Refuse a name that is not in ``allowed``."""
    if value not in allowed:
        raise ValueError(f"{what} must be one of {', '.join(allowed)}; got {value!r}.")


def pair(values: object, what: str) -> tuple[float, float]:
    """``values`` as (low, high), finite and growing."""
    try:
        low, high = (float(value) for value in values)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{what} must be a pair (low, high) of numbers; got {values!r}.") from error
    if not (math.isfinite(low) and math.isfinite(high) and low < high):
        raise ValueError(f"{what} must be finite with low < high; got {values!r}. Swap them, or widen the pair.")
    return low, high


def _floats(values: object, what: str) -> np.ndarray:
    try:
        return np.array(values, dtype=float)  # a copy: the scene stays as it was when the lesson's array changes
    except (TypeError, ValueError) as error:
        raise ValueError(f"{what} must be numbers in an array; got {type(values).__name__}: {error}.") from error
