"""What stood in the source's part on changing the data: an array moved in place, a view, a picture out of place."""

import numpy as np

from ...losses import hinge_gradient
from ..plane import GRID, PUBLISHED_EXTENT
from .classifier import answers


def run_in_place(data: np.ndarray, t: np.ndarray, w: np.ndarray, samples: np.ndarray, eta: float) -> np.ndarray:
    """The source's optimiser with its gap filled in: it writes into ``data``, and returns that same array."""
    for i in samples:
        data[i, :] = data[i, :] - eta * (hinge_gradient(answers(data[i, :], w), t[i]) * w[:-1])
    return data


def gradient_x(w: np.ndarray) -> np.ndarray:
    """The source's dy/dx: right, and a window into the weights."""
    return w[:-1]


def scaled_in_place(x: np.ndarray, t: float, w: np.ndarray, eta: float) -> np.ndarray:
    """A step that uses the source's gradient as one may use a gradient of one's own: the weights are gone with it."""
    step = gradient_x(w)
    step *= -eta * t
    return x - step


def shown_position(value: float) -> float:
    """Where the published picture puts the pixel that was computed at grid position ``value``, on either axis."""
    left, right = PUBLISHED_EXTENT[:2]
    return left + (round((value - GRID[0]) / 0.05) + 0.5) * (right - left) / len(GRID)


def shown_answer(point: np.ndarray, w: np.ndarray) -> float:
    """The answer whose colour the published picture shows at ``point``."""
    left, right = PUBLISHED_EXTENT[:2]
    pixel = ((point - left) / (right - left) * len(GRID)).astype(int)
    return float(answers(GRID[np.clip(pixel, 0, len(GRID) - 1)], w))
