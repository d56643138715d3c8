r"""Lesson 05's right answers, but for those that the library has: see :mod:`course.attacks`.

The weights `w` have shape (d + 1,): one weight an input, and the bias last.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from ....losses import hinge_gradient
from ..classifier import answers


def wrong_points(y: np.ndarray, t: np.ndarray) -> np.ndarray:
    """Numbers of the points whose answer has not their label's sign; y and t of shape (n,)."""
    return np.flatnonzero(np.sign(y) != t)


def compute_dx(x: np.ndarray, t: float, w: np.ndarray) -> np.ndarray:
    r"""Gradient of the hinge loss of one point with respect to the point.

    .. math:: \frac{\partial L}{\partial x} = \frac{\partial L}{\partial y}\,\frac{\partial y}{\partial x},
        \qquad \frac{\partial y}{\partial x} = (w_1, \dots, w_d)

    Parameters
    ----------
    x : ndarray of shape (d,)
    t : float
        Label, -1 or +1.
    w : ndarray of shape (d + 1,)

    Returns
    -------
    dx : ndarray, same shape as x
    """
    return hinge_gradient(answers(x, w), t) * w[:-1]


def move_point(x: np.ndarray, t: float, w: np.ndarray, eta: float) -> np.ndarray:
    r"""The point after one step against its gradient, as a new array; the source leaves this line to its reader.

    .. math:: x \leftarrow x - \eta\,\frac{\partial L}{\partial y}\,\frac{\partial y}{\partial x}
    """
    return x - eta * compute_dx(x, t, w)


class DataOptimizer:
    """Moves the points and leaves the classifier alone.

    Parameters
    ----------
    eta : float
        Step size.

    Notes
    -----
    Source: lesson 004, whose version writes into the array that it is given.
    """

    def __init__(self, eta: float) -> None:
        self.eta = eta

    def run(self, X: np.ndarray, t: np.ndarray, w: np.ndarray, samples: Sequence[int]) -> np.ndarray:
        """The points after one step for each number in ``samples``: a new array, the shape of X."""
        moved = X.copy()
        for i in samples:
            moved[i] = move_point(moved[i], t[i], w, self.eta)
        return moved


def distances(X: np.ndarray, X_moved: np.ndarray) -> np.ndarray:
    """How far each point went, in a straight line: shape (n,) for two arrays of shape (n, d)."""
    return np.sqrt(np.sum((X_moved - X) ** 2, axis=1))


def keeps_its_input(run: Callable[[np.ndarray], np.ndarray], X: np.ndarray) -> bool:
    """Whether ``run(X)`` leaves X as it was."""
    before = X.copy()
    run(X)
    return np.array_equal(before, X)
