r"""Lesson 05's right answers, first half: a fixed classifier, and an optimiser that moves the points.

The weights `w` have shape (d + 1,): one weight an input, and the bias last. A point `x` has the answer

.. math:: y = w_1 x_1 + \dots + w_d x_d + w_{d+1}
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence

import numpy as np
from tqdm import tqdm

from ...losses import hinge, hinge_gradient

SEED = 5
STEPS, ETA = 100_000, 0.001
DATA_STEPS, DATA_ETA = 500_000, 0.05

# The weights that the notebook finds, rounded.
FITTED = np.array([1.13, 1.01, -3.01])

# One point by hand: its answer 0.1 lies within the margin of its label +1.
HAND = {"x": np.array([0.4, 1.2]), "t": 1.0, "w": np.array([0.5, -0.25, 0.2])}


def answers(X: np.ndarray, w: np.ndarray) -> np.ndarray:
    """The classifier's answers: shape (n,) for X of shape (n, d), a number for one point of shape (d,)."""
    return X @ w[:-1] + w[-1]


def train(X: np.ndarray, t: np.ndarray, samples: Sequence[int], eta: float) -> np.ndarray:
    """Train the classifier from zero weights with the hinge loss, one sample a step.

    Parameters
    ----------
    X : ndarray of shape (n, d)
    t : ndarray of shape (n,)
        Labels, -1 and +1.
    samples : sequence of int
        Which point each step uses.
    eta : float

    Returns
    -------
    w : ndarray of shape (d + 1,)
    """
    w = np.zeros(X.shape[1] + 1)
    for i in samples:
        w -= eta * hinge_gradient(answers(X[i], w), t[i]) * np.append(X[i], 1.0)
    return w


def mean_hinge(X: np.ndarray, t: np.ndarray, w: np.ndarray) -> float:
    """Mean hinge loss of all points."""
    return float(np.mean(hinge(answers(X, w), t)))


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


def in_parts(samples: np.ndarray, size: int, loss_now: Callable[[], float]) -> Iterator[np.ndarray]:
    """``samples`` in parts of ``size``, with a progress bar that shows the loss, as plain text on stdout."""
    with tqdm(total=len(samples), file=sys.stdout, ascii=True, unit="step", unit_scale=True, ncols=80) as bar:
        for start in range(0, len(samples), size):
            part = samples[start : start + size]
            yield part
            bar.set_postfix_str(f"loss {loss_now():.4f}", refresh=False)
            bar.update(len(part))
