r"""The classifier of lesson 05, a line: it is trained once, and stays as it is while the points move.

The weights `w` have shape (d + 1,): one weight an input, and the bias last. A point `x` has the answer

.. math:: y = w_1 x_1 + \dots + w_d x_d + w_{d+1}
"""

from collections.abc import Sequence

import numpy as np

from ...losses import hinge, hinge_gradient


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
