"""What stood in the source's first part as its author ran it: Python 2 arithmetic, a record, a picture."""

import numpy as np

from ..plane import GRID as GRID
from ..plane import PUBLISHED_EXTENT as PUBLISHED_EXTENT
from .reference import AffineModel, accuracy

RECORDED = 1000


def python2_records(steps: int, every: int = 1000) -> int:
    """Length of the record in Python 2: ``/`` of two whole numbers rounds down before np.ceil sees it."""
    return int(np.ceil(steps // every))


def recorded_loss(model: AffineModel, loss: object, X: np.ndarray, t: np.ndarray, first: int = RECORDED) -> float:
    """The number the source records: the summed loss of the *first* 1000 points, and those are all of class -1."""
    return float(np.sum(loss.evaluate(model.forward(X[:first]), t[:first])))


def shown_position(value: float) -> float:
    """Where the published picture puts the pixel that was computed at grid position ``value``, on either axis."""
    left, right = PUBLISHED_EXTENT[:2]
    width = (right - left) / len(GRID)
    return left + (round((value - GRID[0]) / 0.05) + 0.5) * width


def shown_output(w: np.ndarray, x: float, y: float) -> float:
    """The model's output whose colour the published picture shows at the point (x, y)."""
    left, right = PUBLISHED_EXTENT[:2]
    pixel = (np.array([x, y]) - left) / (right - left) * len(GRID)
    return float(np.append(GRID[np.clip(pixel.astype(int), 0, len(GRID) - 1)], 1.0) @ w)


def flatters(w: np.ndarray, X: np.ndarray, t: np.ndarray) -> tuple[float, float]:
    """Mean loss on the half that the source records, and accuracy on all data, for a model with weights ``w``."""
    model = AffineModel(X.shape[1])
    model.w = w
    half = len(X) // 2
    return float(np.mean((t[:half] - model.forward(X[:half])) ** 2)), accuracy(model, X, t)
