"""Gradient descent on the sine net compiled by numba, several times faster: for the source's 100,000 steps.

It knows nets with one input and one output and no others. A test takes it and ``train_step`` through the same steps and
finds them equal to 1e-12. The numerical gradient has no twin here: all its nets in one NumPy batch are faster than a
compiled loop over them.
"""

import numpy as np
from numba import njit


@njit(cache=True)
def _example(v: np.ndarray, x: float, t: float, A: np.ndarray, g: np.ndarray, n: int) -> float:
    """Both passes for one example of n: adds to the gradient g, gives the loss. A holds its m activations.

    All weights lie in the row v: the hidden units' m biases, their m weights, the output's bias, its m weights.
    """
    m = A.size
    y = v[2 * m]
    for j in range(m):
        A[j] = np.tanh(v[j] + x * v[m + j])
        y += A[j] * v[2 * m + 1 + j]
    error = (y - t) / n
    g[2 * m] += error
    for j in range(m):
        g[2 * m + 1 + j] += A[j] * error
        back = error * v[2 * m + 1 + j] * (1.0 - A[j] * A[j])
        g[j] += back
        g[m + j] += x * back
    return 0.5 * (y - t) ** 2 / n


@njit(cache=True)
def _descend(v: np.ndarray, x: np.ndarray, t: np.ndarray, step_size: float, losses: np.ndarray) -> None:
    """Full-batch gradient descent on v in place; ``losses`` takes the loss before each step."""
    A, g = np.empty(v.size // 3), np.empty(v.size)
    for s in range(losses.size):
        g[:] = 0.0
        losses[s] = 0.0
        for k in range(x.size):
            losses[s] += _example(v, x[k], t[k], A, g, x.size)
        for p in range(v.size):
            v[p] -= step_size * g[p]


def train(
    X: np.ndarray, W1: np.ndarray, W2: np.ndarray, T: np.ndarray, step_size: float, steps: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Take ``steps`` full-batch steps of gradient descent down the analytic gradient.

    Parameters
    ----------
    X, T : ndarray of shape (n, 1)
    W1 : ndarray of shape (2, m)
        Not changed; nor is W2.
    W2 : ndarray of shape (m + 1, 1)
    step_size : float
    steps : int

    Returns
    -------
    W1, W2 : ndarray
        New weights.
    losses : ndarray of shape (steps,)
        The loss before each step.

    Raises
    ------
    ValueError
        If there is more than one input or output, or the shapes do not fit together.
    """
    n, m = len(X), W1.shape[1]
    shapes, expected = [V.shape for V in (X, W1, W2, T)], [(n, 1), (2, m), (m + 1, 1), (n, 1)]
    if shapes != expected:  # compiled code does not notice, and reads and writes beside its arrays
        raise ValueError(f"one input and one output are expected: X, W1, W2, T of shapes {expected}, got {shapes}")
    v, losses = np.concatenate([W1.ravel(), W2.ravel()]), np.empty(steps)
    _descend(v, X.ravel(), T.ravel(), float(step_size), losses)
    return v[: W1.size].reshape(W1.shape), v[W1.size :].reshape(W2.shape), losses
