"""Values in few characters, for boxes, sentences and messages."""

from __future__ import annotations

from typing import Any

import numpy as np


def _nested(value: Any, digits: int) -> str:
    if isinstance(value, list):
        return f"[{' '.join(_nested(v, digits) for v in value)}]"
    return f"{value:.{digits}g}"


def short(value: Any, digits: int = 6) -> str:
    """A small array in one line, a larger one by its shape and range."""
    array = np.asarray(value)
    if array.size <= 12:
        return _nested(array.tolist(), digits)
    return f"[{'×'.join(map(str, array.shape))}: {np.min(array):.{digits}g} … {np.max(array):.{digits}g}]"


def phrase(value: np.ndarray) -> str:
    """A value inside a sentence: the numbers of a small array, else its shape."""
    return short(value) if np.size(value) <= 4 else f"a {'×'.join(map(str, np.shape(value)))} array"


def one_line(array: np.ndarray | None) -> str:
    """A number with four digits, or a shape: ``0.6803``, ``[1×2]``."""
    if array is None:
        return "–"
    if np.size(array) == 1:
        return f"{np.asarray(array).item():.4g}".replace("-", "−")
    return f"[{'×'.join(map(str, np.shape(array)))}]"
