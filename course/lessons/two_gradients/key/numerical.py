r"""Lesson 03's right answers, second half: the gradient without calculus, one number at a time or all at once."""

from collections.abc import Callable

import numpy as np

from .reference import augment, net_loss


def numerical_gradient(
    X: np.ndarray, W1: np.ndarray, W2: np.ndarray, T: np.ndarray, h: float
) -> tuple[np.ndarray, np.ndarray]:
    r"""Central differences of :func:`net_loss`, two losses for each of the P weights, all at the same W1 and W2.

    .. math:: dV_k \approx \frac{L(V + h e_k) - L(V - h e_k)}{2h}

    Parameters
    ----------
    X : ndarray of shape (n, d)
    W1 : ndarray of shape (d + 1, m)
    W2 : ndarray of shape (m + 1, C)
    T : ndarray of shape (n, C)
    h : float
        The nudge.

    Returns
    -------
    dW1 : ndarray, same shape as W1
    dW2 : ndarray, same shape as W2
    """
    dW1 = central_differences(lambda V: net_loss(X, V, W2, T), W1, h)
    dW2 = central_differences(lambda V: net_loss(X, W1, V, T), W2, h)
    return dW1, dW2


def central_differences(f: Callable[[np.ndarray], float], V: np.ndarray, h: float) -> np.ndarray:
    """Slopes of f at V, one entry at a time; the library's are withheld where they are the answer."""
    dV = np.zeros(V.shape)
    for k in np.ndindex(V.shape):
        up, down = V.copy(), V.copy()
        up[k] += h
        down[k] -= h
        dV[k] = (f(up) - f(down)) / (2 * h)
    return dV


def many_losses(X: np.ndarray, W1s: np.ndarray, W2s: np.ndarray, T: np.ndarray) -> np.ndarray:
    """Losses of k nets at once, on the same data.

    Parameters
    ----------
    X : ndarray of shape (n, d)
    W1s : ndarray of shape (k, d + 1, m)
    W2s : ndarray of shape (k, m + 1, C)
    T : ndarray of shape (n, C)

    Returns
    -------
    losses : ndarray of shape (k,)

    Notes
    -----
    ``@`` multiplies the last two axes and runs over the ones before. The ones before A1 would have to be made k times,
    so the bias row of W2 is added instead.
    """
    A1 = np.tanh(augment(X) @ W1s)
    Y = A1 @ W2s[:, 1:] + W2s[:, :1]
    return 0.5 * np.sum((Y - T) ** 2, axis=(1, 2)) / len(T)


def pack(W1: np.ndarray, W2: np.ndarray) -> np.ndarray:
    """All weights in one row of P numbers, W1's first."""
    return np.concatenate([W1.ravel(), W2.ravel()])


def unpack(v: np.ndarray, W1: np.ndarray, W2: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Undo :func:`pack`, for one row of P numbers or for a stack of them; W1 and W2 lend their shapes."""
    first, second = np.split(v, [W1.size], axis=-1)
    return first.reshape(*v.shape[:-1], *W1.shape), second.reshape(*v.shape[:-1], *W2.shape)


def vectorised_gradient(
    X: np.ndarray, W1: np.ndarray, W2: np.ndarray, T: np.ndarray, h: float
) -> tuple[np.ndarray, np.ndarray]:
    """What :func:`numerical_gradient` gives, with all 2P nudged nets evaluated in one batch."""
    v = pack(W1, W2)
    nudges = h * np.eye(v.size)
    nets = unpack(np.concatenate([v + nudges, v - nudges]), W1, W2)
    up, down = np.split(many_losses(X, *nets, T), 2)
    return unpack((up - down) / (2 * h), W1, W2)


def gradient_used(W_before: np.ndarray, W_after: np.ndarray, step_size: float) -> np.ndarray:
    r"""The gradient a step of gradient descent must have used: solve W_after = W_before - eta dW for dW.

    .. math:: dW = (W_{before} - W_{after}) / \eta
    """
    return (W_before - W_after) / step_size


def numerical_step(
    X: np.ndarray, W1: np.ndarray, W2: np.ndarray, T: np.ndarray, step_size: float, h: float
) -> tuple[np.ndarray, np.ndarray]:
    """One step down the numerical gradient: every slope at the old weights, then every update, as new arrays."""
    dW1, dW2 = numerical_gradient(X, W1, W2, T, h)
    return W1 - step_size * dW1, W2 - step_size * dW2
