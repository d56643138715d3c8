r"""Lesson 01's right answers: the 2-2-1 sigmoid net (source 000) and sigmoid(Wx) with a squared norm (source 001).

Part A, for a mini-batch of n examples::

    A0 --W1--> Z1 --sigmoid--> A1 --W2--> Z2 --sigmoid--> A2,    L = 1/2 * sum((A2 - t)**2)
"""

import numpy as np

from ....activations import sigmoid, sigmoid_derivative
from ....layers import linear, linear_backward
from ....losses import half_squared_error, half_squared_error_gradient, squared_norm, squared_norm_gradient


def forward(A0: np.ndarray, W1: np.ndarray, W2: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    r"""Forward pass of the two-layer net.

    .. math:: Z_1 = A_0 W_1,\quad A_1 = \sigma(Z_1),\quad Z_2 = A_1 W_2,\quad A_2 = \sigma(Z_2)

    Parameters
    ----------
    A0 : ndarray of shape (n, d)
    W1 : ndarray of shape (d, m)
    W2 : ndarray of shape (m, C)

    Returns
    -------
    Z1, A1 : ndarray of shape (n, m)
    Z2, A2 : ndarray of shape (n, C)
    """
    Z1 = linear(A0, W1)
    A1 = sigmoid(Z1)
    Z2 = linear(A1, W2)
    return Z1, A1, Z2, sigmoid(Z2)


def loss(y: np.ndarray, t: np.ndarray) -> float:
    """Half the sum of squared differences; see :func:`course.losses.half_squared_error`."""
    return half_squared_error(y, t)


def compute_dZ2(Z2: np.ndarray, t: np.ndarray) -> np.ndarray:
    r"""Gradient of L at the output's pre-activation: upstream (y - t) times local sigma'(Z2), element by element.

    .. math:: dZ_2 = (\sigma(Z_2) - t) \odot \sigma'(Z_2)

    Parameters
    ----------
    Z2, t : ndarray of shape (n, C)

    Returns
    -------
    dZ2 : ndarray, same shape as Z2
    """
    return half_squared_error_gradient(sigmoid(Z2), t) * sigmoid_derivative(Z2)


def compute_dW2(A1: np.ndarray, dZ2: np.ndarray) -> np.ndarray:
    r"""Gradient of L for the second weights, summed over the batch.

    .. math:: dW_2 = A_1^\top dZ_2

    Parameters
    ----------
    A1 : ndarray of shape (n, m)
    dZ2 : ndarray of shape (n, C)

    Returns
    -------
    dW2 : ndarray of shape (m, C), that of W2
    """
    return A1.T @ dZ2


def compute_dA1(dZ2: np.ndarray, W2: np.ndarray) -> np.ndarray:
    r"""Gradient of L at the hidden activation: the upstream gradient sent back through W2.

    .. math:: dA_1 = dZ_2 W_2^\top

    Parameters
    ----------
    dZ2 : ndarray of shape (n, C)
    W2 : ndarray of shape (m, C)

    Returns
    -------
    dA1 : ndarray of shape (n, m), that of A1
    """
    return dZ2 @ W2.T


def compute_dZ1(dA1: np.ndarray, Z1: np.ndarray) -> np.ndarray:
    r"""Gradient of L at the hidden pre-activation.

    .. math:: dZ_1 = dA_1 \odot \sigma'(Z_1)

    Parameters
    ----------
    dA1, Z1 : ndarray of shape (n, m)

    Returns
    -------
    dZ1 : ndarray, same shape as Z1
    """
    return dA1 * sigmoid_derivative(Z1)


def compute_dW1(A0: np.ndarray, dZ1: np.ndarray) -> np.ndarray:
    r"""Gradient of L for the first weights, summed over the batch.

    .. math:: dW_1 = A_0^\top dZ_1

    Parameters
    ----------
    A0 : ndarray of shape (n, d)
    dZ1 : ndarray of shape (n, m)

    Returns
    -------
    dW1 : ndarray of shape (d, m), that of W1
    """
    return A0.T @ dZ1


def update(W: np.ndarray, dW: np.ndarray, step_size: float) -> np.ndarray:
    r"""One step of gradient descent, as a new array.

    .. math:: W - \eta\, dW

    Parameters
    ----------
    W, dW : ndarray, of one shape
    step_size : float
        The learning rate, eta.

    Returns
    -------
    W_new : ndarray, same shape as W; W itself is not changed
    """
    return W - step_size * dW


def network(A0: np.ndarray, W1: np.ndarray, W2: np.ndarray, t: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    """Both passes of the two-layer net.

    Parameters
    ----------
    A0 : ndarray of shape (n, d)
    W1 : ndarray of shape (d, m)
    W2 : ndarray of shape (m, C)
    t : ndarray of shape (n, C)

    Returns
    -------
    L : float
    dW1 : ndarray, same shape as W1
    dW2 : ndarray, same shape as W2
    """
    Z1, A1, Z2, A2 = forward(A0, W1, W2)
    dZ2 = compute_dZ2(Z2, t)
    dA1, dW2 = linear_backward(A1, W2, dZ2)
    return loss(A2, t), compute_dW1(A0, compute_dZ1(dA1, Z1)), dW2


def forward_b(W: np.ndarray, x: np.ndarray) -> tuple[np.ndarray, np.ndarray, float]:
    r"""Forward pass of part B.

    .. math:: Z = Wx,\quad y = \sigma(Z),\quad f = \lVert y \rVert_2^2

    Parameters
    ----------
    W : ndarray of shape (m, d)
    x : ndarray of shape (d, 1)

    Returns
    -------
    Z, y : ndarray of shape (m, 1)
    f : float
    """
    Z = linear(W, x)
    y = sigmoid(Z)
    return Z, y, squared_norm(y)


def backward_b(W: np.ndarray, x: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    r"""Gradients of part B with respect to everything, the data included.

    .. math:: dy = 2y,\quad dZ = dy \odot \sigma'(Z),\quad dW = dZ\, x^\top,\quad dx = W^\top dZ

    Parameters
    ----------
    W : ndarray of shape (m, d)
    x : ndarray of shape (d, 1)

    Returns
    -------
    dy, dZ : ndarray of shape (m, 1)
    dW : ndarray, same shape as W
    dx : ndarray, same shape as x
    """
    Z, y, _ = forward_b(W, x)
    dy = squared_norm_gradient(y)
    dZ = dy * sigmoid_derivative(Z)
    dW, dx = linear_backward(W, x, dZ)
    return dy, dZ, dW, dx
