r"""Activation functions and their derivatives, element by element, for arrays of any shape."""

import numpy as np


def sigmoid(Z: np.ndarray) -> np.ndarray:
    r"""Squash every entry into (0, 1).

    .. math:: \sigma(z) = \frac{1}{1 + e^{-z}}

    Parameters
    ----------
    Z : ndarray of any shape
        Pre-activation.

    Returns
    -------
    A : ndarray, same shape as Z

    Notes
    -----
    Source: lessons 000 and 001. Far to the left e^(-z) overflows to infinity, and 1 / infinity is 0, which is right to
    the last digit: so the overflow is not reported.
    """
    with np.errstate(over="ignore"):
        return 1.0 / (1.0 + np.exp(-Z))


def sigmoid_derivative(Z: np.ndarray) -> np.ndarray:
    r"""Local gradient of the sigmoid, at the *pre-activation* Z.

    .. math:: \sigma'(z) = \sigma(z)\,(1 - \sigma(z))

    Parameters
    ----------
    Z : ndarray of any shape
        Pre-activation, not the activation: for A = sigmoid(Z) in hand, write A * (1 - A).

    Returns
    -------
    dA_dZ : ndarray, same shape as Z

    Notes
    -----
    Source: lessons 000 and 001.
    """
    return sigmoid(Z) * sigmoid(-Z)


def tanh_derivative(Z: np.ndarray) -> np.ndarray:
    r"""Local gradient of ``np.tanh``, at the pre-activation Z.

    .. math:: \tanh'(z) = 1 - \tanh(z)^2

    Parameters
    ----------
    Z : ndarray of any shape

    Returns
    -------
    dA_dZ : ndarray, same shape as Z

    Notes
    -----
    Source: lesson 003.
    """
    return 1.0 - np.tanh(Z) ** 2


def relu(Z: np.ndarray) -> np.ndarray:
    r"""Cut off what is negative.

    .. math:: \mathrm{relu}(z) = \max(0, z)

    Parameters
    ----------
    Z : ndarray of any shape

    Returns
    -------
    A : ndarray, same shape as Z

    Notes
    -----
    Source: lesson 004.
    """
    return np.maximum(0.0, Z)


def relu_derivative(Z: np.ndarray) -> np.ndarray:
    r"""Local gradient of :func:`relu`, at the pre-activation Z; 0 at the kink, as torch has it.

    .. math:: \mathrm{relu}'(z) = 1 \text{ if } z > 0 \text{ else } 0

    Parameters
    ----------
    Z : ndarray of any shape

    Returns
    -------
    dA_dZ : ndarray of 0.0 and 1.0, same shape as Z

    Notes
    -----
    Source: lesson 004. At z = 0 there is no derivative; 0 is a convention, and central differences would say 1/2.
    """
    return np.where(Z > 0, 1.0, 0.0)


def softmax(Z: np.ndarray) -> np.ndarray:
    r"""Turn each row of scores into probabilities that add up to 1.

    .. math:: A_{ij} = \frac{e^{z_{ij}}}{\sum_k e^{z_{ik}}}

    Parameters
    ----------
    Z : ndarray of shape (n, C)

    Returns
    -------
    A : ndarray, same shape as Z

    Notes
    -----
    Source: lesson 003. Each row's largest score is taken off first, which changes nothing but keeps e^z finite.
    """
    e = np.exp(Z - np.max(Z, axis=1, keepdims=True))
    return e / np.sum(e, axis=1, keepdims=True)
