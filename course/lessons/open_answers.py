"""What a student returned for an open question, read; or in words what is wrong with it."""

from __future__ import annotations

import numpy as np


def numbers(result: object, count: int) -> np.ndarray | str:
    """``result`` as an array of ``count`` finite numbers, or what is wrong with it."""
    try:
        array = np.asarray(result, dtype=float).ravel()
    except (TypeError, ValueError):
        array = np.zeros(0)
    if array.size != count or not np.isfinite(array).all():
        return f"return {count} finite numbers; this came back: {result!r:.80}"
    return array


def batch_shape(result: object, limit: int) -> tuple[int, int] | str:
    """``result`` as (n, C), whole numbers from 1 to ``limit``, or what is wrong with it."""
    try:
        n, C = (int(size) for size in result)
        whole = (n, C) == tuple(result)
    except (TypeError, ValueError, OverflowError):
        return f"return two whole numbers (n, C); this came back: {result!r}"
    if not whole or not (1 <= n <= limit and 1 <= C <= limit):
        return f"n and C have to be whole numbers from 1 to {limit}; this came back: {result!r}"
    return n, C
