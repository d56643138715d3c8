"""What stood in the source's first part as its author ran it: Python 2 arithmetic, a record, a picture."""

import numpy as np

from ...losses import squared_error
from ..plane import GRID as GRID
from ..plane import PUBLISHED_EXTENT

RECORDED = 1000


def python2_records(steps: int, every: int = 1000) -> int:
    """Length of the record in Python 2: ``/`` of two whole numbers rounds down before np.ceil sees it."""
    return int(np.ceil(steps // every))


def recorded_loss(w: np.ndarray, X: np.ndarray, t: np.ndarray, first: int = RECORDED) -> float:
    """The number the source records: the squared error of the *first* 1000 points, and those are all of class -1."""
    return float(np.sum(squared_error(X[:first] @ w[:-1] + w[-1], t[:first])))


def shown_position(value: float) -> float:
    """Where the published picture puts the pixel that was computed at grid position ``value``, on either axis."""
    left, right = PUBLISHED_EXTENT[:2]
    width = (right - left) / len(GRID)
    return left + (round((value - GRID[0]) / 0.05) + 0.5) * width
