"""The two long loops of :mod:`.reference` once more, compiled by numba: the same steps, some hundred times faster.

Read the reference; this twin is for the long runs, and a test keeps the two alike.
"""

import numpy as np
from numba import njit


@njit(cache=True)
def train(X: np.ndarray, t: np.ndarray, samples: np.ndarray, eta: float) -> np.ndarray:
    """See :func:`.reference.train`."""
    d = X.shape[1]
    w = np.zeros(d + 1)
    for i in samples:
        dy = _slope(X, i, t[i], w)
        for j in range(d):
            w[j] -= eta * dy * X[i, j]
        w[d] -= eta * dy
    return w


@njit(cache=True)
def move(X: np.ndarray, t: np.ndarray, w: np.ndarray, samples: np.ndarray, eta: float) -> np.ndarray:
    """See :meth:`.reference.DataOptimizer.run`: the points after one step for each of ``samples``, as a new array."""
    moved = X.copy()
    for i in samples:
        dy = _slope(moved, i, t[i], w)
        for j in range(X.shape[1]):
            moved[i, j] -= eta * (dy * w[j])
    return moved


@njit(cache=True)
def _slope(X: np.ndarray, i: int, t: float, w: np.ndarray) -> float:
    """Gradient of point i's hinge loss with respect to its answer."""
    y = 0.0
    for j in range(X.shape[1]):
        y += X[i, j] * w[j]
    return -t if 1.0 - t * (y + w[-1]) > 0 else 0.0
