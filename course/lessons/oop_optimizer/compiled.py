"""The notebook's training loop once more, compiled by numba: the same steps, some hundred times faster.

Read the one that you write there; this twin is for the long runs and for the live figure. A test keeps the two alike.
"""

import numpy as np
from numba import njit


def train(
    X: np.ndarray, t: np.ndarray, samples: np.ndarray, eta: float, loss: str = "squared", every: int = 1000
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Train an affine model that starts at zero, one sample a step.

    Parameters
    ----------
    X : ndarray of shape (n, d)
    t : ndarray of shape (n,)
    samples : ndarray of int, shape (steps,)
        Which example each step uses.
    eta : float
        Step size.
    loss : {"squared", "hinge"}
    every : int
        Steps between two records.

    Returns
    -------
    w : ndarray of shape (d + 1,)
        Weights after the last step, the bias last.
    losses : ndarray of shape (records,)
        Mean loss over all data before step 0, every, 2 * every ...
    path : ndarray of shape (records, d + 1)
        The weights at the same moments.

    Raises
    ------
    ValueError
        If there is no such loss.
    """
    if loss not in ("squared", "hinge"):
        raise ValueError(f'loss is "squared" or "hinge"; this came: {loss!r}')
    return _train(X, t, samples, float(eta), loss == "hinge", int(every))


@njit(cache=True)
def _train(
    X: np.ndarray, t: np.ndarray, samples: np.ndarray, eta: float, hinge: bool, every: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    d = X.shape[1]
    w = np.zeros(d + 1)
    records = -(-len(samples) // every)
    losses, path = np.zeros(records), np.zeros((records, d + 1))
    for k in range(len(samples)):
        if k % every == 0:
            losses[k // every], path[k // every] = _mean_loss(X, t, w, hinge), w
        i = samples[k]
        dy = _gradient(_forward(X, i, w), t[i], hinge)
        for j in range(d):
            w[j] -= eta * (dy * X[i, j])
        w[d] -= eta * dy
    return w, losses, path


@njit(cache=True)
def _forward(X: np.ndarray, i: int, w: np.ndarray) -> float:
    y = 0.0
    for j in range(X.shape[1]):
        y += X[i, j] * w[j]
    return y + w[-1]


@njit(cache=True)
def _gradient(y: float, t: float, hinge: bool) -> float:
    if hinge:
        return -t if 1.0 - t * y > 0 else 0.0
    return -2.0 * (t - y)


@njit(cache=True)
def _mean_loss(X: np.ndarray, t: np.ndarray, w: np.ndarray, hinge: bool) -> float:
    total = 0.0
    for i in range(len(X)):
        y = _forward(X, i, w)
        total += max(0.0, 1.0 - t[i] * y) if hinge else (t[i] - y) ** 2
    return total / len(X)
