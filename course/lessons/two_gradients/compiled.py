"""``train_step`` compiled by numba, about four times faster: for the source's 100,000 steps and nothing else.

A test takes both through the same steps and finds them equal to 1e-12. The numerical gradient has no twin here: all its
nets in one NumPy batch are faster than a compiled loop over them.
"""

import numpy as np
from numba import njit

from .numerical import pack, unpack


@njit(cache=True)
def _example(v: np.ndarray, x: np.ndarray, t: np.ndarray, A: np.ndarray, E: np.ndarray, g: np.ndarray, n: int) -> float:
    """Both passes for one example of n: adds to the gradient g, gives the loss. A and E hold its m and C numbers.

    All weights lie in the row v, W1's first, row by row; W2 starts at ``start``.
    """
    m, C = A.size, E.size
    start = (x.size + 1) * m
    for j in range(m):
        z = v[j]
        for i in range(x.size):
            z += x[i] * v[(i + 1) * m + j]
        A[j] = np.tanh(z)
    loss = 0.0
    for c in range(C):
        y = v[start + c]
        for j in range(m):
            y += A[j] * v[start + (j + 1) * C + c]
        E[c] = (y - t[c]) / n
        loss += 0.5 * (y - t[c]) ** 2 / n
        g[start + c] += E[c]
    for j in range(m):
        back = 0.0
        for c in range(C):
            g[start + (j + 1) * C + c] += A[j] * E[c]
            back += E[c] * v[start + (j + 1) * C + c]
        back *= 1.0 - A[j] * A[j]
        g[j] += back
        for i in range(x.size):
            g[(i + 1) * m + j] += x[i] * back
    return loss


@njit(cache=True)
def _descend(v: np.ndarray, X: np.ndarray, T: np.ndarray, m: int, step_size: float, losses: np.ndarray) -> None:
    """Full-batch gradient descent on v in place; ``losses`` takes the loss before each step."""
    A, E, g = np.empty(m), np.empty(T.shape[1]), np.empty(v.size)
    for s in range(losses.size):
        g[:] = 0.0
        losses[s] = 0.0
        for k in range(X.shape[0]):
            losses[s] += _example(v, X[k], T[k], A, E, g, X.shape[0])
        for p in range(v.size):
            v[p] -= step_size * g[p]


def train(
    X: np.ndarray, W1: np.ndarray, W2: np.ndarray, T: np.ndarray, step_size: float, steps: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Take ``steps`` full-batch steps of gradient descent down the analytic gradient.

    Parameters
    ----------
    X, W1, W2, T : ndarray
        As in ``reference.network``; not changed.
    step_size : float
    steps : int

    Returns
    -------
    W1, W2 : ndarray
        New weights.
    losses : ndarray of shape (steps,)
        The loss before each step.
    """
    v, losses = pack(W1, W2), np.empty(steps)
    _descend(v, np.ascontiguousarray(X), np.ascontiguousarray(T), W1.shape[1], float(step_size), losses)
    return *unpack(v, W1, W2), losses
