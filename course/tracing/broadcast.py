"""Undoing a broadcast: an operand that was repeated gets the sum of what its copies get."""

from __future__ import annotations

import numpy as np


def unbroadcast(g: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """Sum ``g`` over every axis along which an operand of ``shape`` was repeated.

    Parameters
    ----------
    g : ndarray of a shape that ``shape`` broadcasts to.

    Returns
    -------
    ndarray of ``shape``.
    """
    g = np.asarray(g)
    if g.shape == shape:
        return g
    g = g.sum(axis=tuple(range(g.ndim - len(shape))))
    repeated = tuple(axis for axis, n in enumerate(shape) if n == 1 and g.shape[axis] != 1)
    return np.asarray(g.sum(axis=repeated, keepdims=True)).reshape(shape)


def spread(g: np.ndarray, shape: tuple[int, ...], axis: int | tuple[int, ...] | None, keepdims: bool) -> np.ndarray:
    """Give ``g``, the gradient of a reduction over ``axis`` of an array of ``shape``, its lost axes back (length 1)."""
    g = np.asarray(g)
    if keepdims or axis is None:
        return g.reshape((1,) * len(shape)) if axis is None and g.ndim != len(shape) and g.size == 1 else g
    return np.expand_dims(g, tuple(n % len(shape) for n in np.atleast_1d(axis)))
