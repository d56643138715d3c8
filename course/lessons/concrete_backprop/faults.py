"""Three faults that stood in the source lessons, each with a test that passed. The bug hunts take them apart."""

import numpy as np

from ...activations import sigmoid_derivative


def flipped_sigmoid(Z: np.ndarray) -> np.ndarray:
    """Source 001's sigmoid: the sign of the exponent is wrong, and at Z = 0 it makes no difference."""
    return 1 / (1 + np.exp(Z))


def flipped_gradients(W: np.ndarray, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Source 001's backward pass on top of :func:`flipped_sigmoid`: dW and dx as it computes them."""
    y = flipped_sigmoid(W @ x)
    dZ = 2 * y * y * (1 - y)
    return dZ @ x.T, W.T @ dZ


def matrix_product_dZ2(Z2: np.ndarray, error: np.ndarray) -> np.ndarray:
    """Source 000's dZ2: a matrix product where an element-wise one is meant; for a 1x1 output they agree."""
    return np.dot(sigmoid_derivative(Z2), error)
