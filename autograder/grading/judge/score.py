"""From the value a test cell ends with to points. Nothing of the student's takes part: no output, no display hook."""

from __future__ import annotations

import math
import numbers

import numpy as np


def score(value: object, maximum: float) -> tuple[float, str | None]:
    """The points, and a remark where the value is not what a test cell should end with.

    A finite number from 0 to ``maximum`` is the points. Any other number, and False, is worth nothing and gets looked
    at. What is no number at all (None, a text, a figure) means that the tests before it have passed: full marks.
    """
    if isinstance(value, np.ndarray) and value.ndim == 0:
        value = value[()]
    if isinstance(value, (bool, np.bool_)):
        return (maximum, None) if value else (0.0, "the test cell ended with False")
    if not isinstance(value, (numbers.Real, np.number)):
        return maximum, None
    try:
        points = float(value)
    except (TypeError, ValueError, OverflowError):
        points = math.nan
    if math.isfinite(points) and 0 <= points <= maximum:
        return points, None
    if maximum < points <= maximum * (1 + 1e-9):  # thirds that add up to a little more than one
        return maximum, None
    return 0.0, f"the test cell ended with {points:g}, which is not from 0 to {maximum:g}: worth nothing"
