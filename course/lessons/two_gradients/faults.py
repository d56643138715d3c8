"""Faults that stood in source 003, each of which trained all the same. The bug hunts take them apart."""

from collections.abc import Callable

import numpy as np

from ...gradcheck import relative_error
from ...losses import mean_half_squared_error_gradient
from .nets import tanh_net
from .problems import analytic_problem

EVERY, STEPS = 10, 40  # of the loop that should record


def published_step(
    X: np.ndarray, W1: np.ndarray, W2: np.ndarray, T: np.ndarray, step_size: float
) -> tuple[np.ndarray, np.ndarray]:
    """The source's update: W2 is moved first, and the *moved* W2 sends the gradient back to W1."""
    ones = np.ones((len(X), 1))
    Z1 = np.hstack([ones, X]) @ W1
    A1 = np.hstack([ones, np.tanh(Z1)])
    dZ2 = (A1 @ W2 - T) / len(T)
    W2 = W2 - step_size * A1.T @ dZ2
    dZ1 = dZ2 @ W2[1:].T * (1 - np.tanh(Z1) ** 2)
    return W1 - step_size * np.hstack([ones, X]).T @ dZ1, W2


def order_error(step_size: float) -> float:
    """Relative error of the gradient that the source's first step uses for W1, against the gradient there."""
    p = analytic_problem()
    moved, _ = published_step(p.X, p.W1, p.W2, p.T, step_size)
    net = tanh_net(p.W1, p.W2)
    net.backward(mean_half_squared_error_gradient(net.forward(p.X), p.T))
    hidden = net.layers[0]
    return float(np.max(relative_error((p.W1 - moved) / step_size, np.vstack([hidden.db, hidden.dW]))))


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
    W1: np.ndarray, W2: np.ndarray, loss: Callable, step_size: float, h: float
) -> tuple[np.ndarray, np.ndarray]:
    """The source's numerical update: each weight moves once its slope is known; the next slope is elsewhere."""
    W1, W2 = W1.copy(), W2.copy()
    for W in (W1, W2):
        for k in np.ndindex(W.shape):
            old = W[k]
            W[k] = old + h
            up = loss(W1, W2)
            W[k] = old - h
            down = loss(W1, W2)
            slope = (up - down) / (2 * h)
            W[k] = old - step_size * slope
    return W1, W2
