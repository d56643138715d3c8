"""Faults that stood in source 003, each of which trained all the same. The bug hunts take them apart."""

import numpy as np

from .numerical import pack, unpack
from .reference import augment, forward, net_loss


def published_step(
    X: np.ndarray, W1: np.ndarray, W2: np.ndarray, T: np.ndarray, step_size: float
) -> tuple[np.ndarray, np.ndarray]:
    """The source's update: W2 is moved first, and the *moved* W2 sends the gradient back to W1."""
    Z1, A1, Y = forward(X, W1, W2)
    dZ2 = (Y - T) / len(Y)
    W2 = W2 - step_size * augment(A1).T @ dZ2
    dZ1 = dZ2 @ W2[1:].T * (1 - np.tanh(Z1) ** 2)
    return W1 - step_size * augment(X).T @ dZ1, W2


def published_loss(Y: np.ndarray, T: np.ndarray) -> float:
    """The loss of the source's numerical half: the mean square over all entries, without the half."""
    return float(np.mean(np.power(Y - T, 2)))


def published_problem(seed: int, n: int, m: int, reach: float) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """The source's set-up: X is drawn, and then the seed is set."""
    X = np.random.uniform(-reach, reach, n).reshape((n, 1))  # noqa: NPY002  the fault itself
    np.random.seed(seed)  # noqa: NPY002
    return X, np.sin(X), np.random.randn(2, m), np.random.randn(m + 1, 1)  # noqa: NPY002


def published_record(m: int, steps: int, every: int) -> list[int]:
    """The steps at which the source's loop would record, if it did so every so often: `i` is another by then."""
    recorded = []
    shapes = [(2, m), (m + 1, 1)]
    for i in range(steps):
        step = i
        for rows, columns in shapes:
            for i in range(rows):  # noqa: B007  the fault itself
                for _ in range(columns):
                    pass
        if i % every == 0:
            recorded.append(step)
    return recorded


def moving_step(
    X: np.ndarray, W1: np.ndarray, W2: np.ndarray, T: np.ndarray, step_size: float, h: float
) -> tuple[np.ndarray, np.ndarray]:
    """The source's numerical update: each weight moves once its slope is known; the next slope is elsewhere."""
    v = pack(W1, W2)
    for k in range(v.size):
        up, down = v.copy(), v.copy()
        up[k] += h
        down[k] -= h
        slope = (_loss(X, up, W1, W2, T) - _loss(X, down, W1, W2, T)) / (2 * h)
        v[k] -= step_size * slope
    return unpack(v, W1, W2)


def _loss(X: np.ndarray, v: np.ndarray, W1: np.ndarray, W2: np.ndarray, T: np.ndarray) -> float:
    return net_loss(X, *unpack(v, W1, W2), T)
