r"""Lesson 03's right answers, first half: a two-layer tanh net with its biases inside the weights, and its gradient.

A column of ones stands before the data and before the hidden activations, so row 0 of each weight matrix is the bias::

    X --augment, W1--> Z1 --tanh--> A1 --augment, W2--> Y,    L = 1/n * sum_i 1/2 |Y_i - T_i|**2

Source 003 writes O for the output Y, Y for the target T, G2 and G1 for dZ2 and dZ1. The losses are written out, since
those of the library are withheld where they are the answer.
"""

import numpy as np

from ....activations import softmax, tanh_derivative


def augment(X: np.ndarray) -> np.ndarray:
    r"""Put a column of ones before the columns of X.

    .. math:: [\mathbf 1, X]

    Parameters
    ----------
    X : ndarray of shape (n, d)

    Returns
    -------
    X_aug : ndarray of shape (n, d + 1)
    """
    return np.hstack([np.ones((len(X), 1)), X])


def forward(X: np.ndarray, W1: np.ndarray, W2: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    r"""Forward pass, with a linear output.

    .. math:: Z_1 = [\mathbf 1, X]\, W_1,\quad A_1 = \tanh Z_1,\quad Y = [\mathbf 1, A_1]\, W_2

    Parameters
    ----------
    X : ndarray of shape (n, d)
    W1 : ndarray of shape (d + 1, m)
    W2 : ndarray of shape (m + 1, C)

    Returns
    -------
    Z1, A1 : ndarray of shape (n, m)
    Y : ndarray of shape (n, C)
    """
    Z1 = augment(X) @ W1
    A1 = np.tanh(Z1)
    return Z1, A1, augment(A1) @ W2


def net_loss(X: np.ndarray, W1: np.ndarray, W2: np.ndarray, T: np.ndarray) -> float:
    """Loss of the net on data X with targets T of shape (n, C): the one loss that both gradients are gradients of."""
    return _half_squared(forward(X, W1, W2)[-1], T)


def _half_squared(Y: np.ndarray, T: np.ndarray) -> float:
    return float(0.5 * np.sum((Y - T) ** 2) / len(Y))


def compute_dZ2(Y: np.ndarray, T: np.ndarray) -> np.ndarray:
    r"""Gradient at the output's pre-activation; the same for softmax with cross-entropy.

    .. math:: dZ_2 = \frac{1}{n} (Y - T)

    Parameters
    ----------
    Y, T : ndarray of shape (n, C)

    Returns
    -------
    dZ2 : ndarray, same shape as Y
    """
    return (Y - T) / len(Y)


def compute_dW2(A1: np.ndarray, dZ2: np.ndarray) -> np.ndarray:
    r"""Gradient for the second weights, bias row included.

    .. math:: dW_2 = [\mathbf 1, A_1]^\top dZ_2

    Parameters
    ----------
    A1 : ndarray of shape (n, m)
    dZ2 : ndarray of shape (n, C)

    Returns
    -------
    dW2 : ndarray of shape (m + 1, C), that of W2
    """
    return augment(A1).T @ dZ2


def compute_dZ1(dZ2: np.ndarray, W2: np.ndarray, Z1: np.ndarray) -> np.ndarray:
    r"""Gradient at the hidden pre-activation. The bias row of W2 feeds from no hidden unit, so nothing goes back by it.

    .. math:: dZ_1 = (dZ_2\, W_{2,\,1:}^\top) \odot \tanh'(Z_1)

    Parameters
    ----------
    dZ2 : ndarray of shape (n, C)
    W2 : ndarray of shape (m + 1, C)
    Z1 : ndarray of shape (n, m)

    Returns
    -------
    dZ1 : ndarray, same shape as Z1
    """
    return dZ2 @ W2[1:].T * tanh_derivative(Z1)


def compute_dW1(X: np.ndarray, dZ1: np.ndarray) -> np.ndarray:
    r"""Gradient for the first weights, bias row included.

    .. math:: dW_1 = [\mathbf 1, X]^\top dZ_1

    Parameters
    ----------
    X : ndarray of shape (n, d)
    dZ1 : ndarray of shape (n, m)

    Returns
    -------
    dW1 : ndarray of shape (d + 1, m), that of W1
    """
    return augment(X).T @ dZ1


def _back(X: np.ndarray, W2: np.ndarray, Z1: np.ndarray, A1: np.ndarray, dZ2: np.ndarray) -> tuple:
    """(dW1, dW2) from dZ2: what regression and classification share."""
    return compute_dW1(X, compute_dZ1(dZ2, W2, Z1)), compute_dW2(A1, dZ2)


def network(X: np.ndarray, W1: np.ndarray, W2: np.ndarray, T: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    """Both passes for regression: L, dW1 of W1's shape, dW2 of W2's shape; arguments as in :func:`forward`."""
    Z1, A1, Y = forward(X, W1, W2)
    return _half_squared(Y, T), *_back(X, W2, Z1, A1, compute_dZ2(Y, T))


def cross_entropy(Y: np.ndarray, T: np.ndarray) -> float:
    r"""Cross-entropy of probabilities Y and targets T, both of shape (n, C), averaged over examples.

    .. math:: L = -\frac{1}{n} \sum_{ij} T_{ij} \log Y_{ij}
    """
    return float(-np.sum(T * np.log(Y)) / len(Y))


def network_softmax(
    X: np.ndarray, W1: np.ndarray, W2: np.ndarray, T: np.ndarray
) -> tuple[float, np.ndarray, np.ndarray]:
    r"""Both passes for classification: softmax output, cross-entropy loss; everything before dZ2 is :func:`network`.

    .. math:: Y = \mathrm{softmax}(Z_2),\quad L = -\frac1n \sum_{ij} T_{ij} \log Y_{ij},\quad dZ_2 = \frac1n (Y - T)
    """
    Z1, A1, Z2 = forward(X, W1, W2)
    Y = softmax(Z2)
    return cross_entropy(Y, T), *_back(X, W2, Z1, A1, compute_dZ2(Y, T))


def train_step(
    X: np.ndarray, W1: np.ndarray, W2: np.ndarray, T: np.ndarray, step_size: float
) -> tuple[np.ndarray, np.ndarray]:
    r"""One step of gradient descent: both gradients at the old weights, then both updates, as new arrays.

    .. math:: W_k \leftarrow W_k - \eta\, dW_k(W_1, W_2), \qquad k = 1, 2
    """
    _, dW1, dW2 = network(X, W1, W2, T)
    return W1 - step_size * dW1, W2 - step_size * dW2
