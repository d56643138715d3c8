r"""Lesson 07's right answers for single nodes and small nets: gradients add where paths meet.

A node that splits, (y1, y2) = (f1(x), f2(x)), gets dx = dy1 * f1'(x) + dy2 * f2'(x) (source 004). The source announces
joint nodes and never gives them; here they are: sum, product, concatenation, shared weights.
"""

import numpy as np

from ....activations import tanh_derivative


def split_gradient(x: np.ndarray, dy1: np.ndarray, dy2: np.ndarray) -> np.ndarray:
    r"""Gradient at a node that splits into y1 = x**2 and y2 = sin(x).

    .. math:: dx = dy_1 \odot 2x + dy_2 \odot \cos x

    Parameters
    ----------
    x, dy1, dy2 : ndarray of shape (n, d)

    Returns
    -------
    dx : ndarray, same shape as x
    """
    return dy1 * 2 * x + dy2 * np.cos(x)


def join_sum(dY: np.ndarray, A: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    r"""Way back through Y = A + b, where b is broadcast over the rows.

    .. math:: dA = dY, \qquad db = \sum_i dY_i

    Parameters
    ----------
    dY, A : ndarray of shape (n, m)
    b : ndarray of shape (m,)

    Returns
    -------
    dA : ndarray, same shape as A
    db : ndarray, same shape as b
    """
    return dY.copy(), dY.sum(axis=0)


def join_product(dY: np.ndarray, A: np.ndarray, B: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    r"""Way back through Y = A * B, entry by entry: each factor gets the other.

    .. math:: dA = dY \odot B, \qquad dB = dY \odot A

    Parameters
    ----------
    dY, A, B : ndarray of shape (n, m)

    Returns
    -------
    dA, dB : ndarray, same shape as A
    """
    return dY * B, dY * A


def join_concat(dY: np.ndarray, A: np.ndarray, B: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    r"""Way back through Y = [A, B], side by side: each part gets its own columns.

    Parameters
    ----------
    dY : ndarray of shape (n, p + q)
    A : ndarray of shape (n, p)
    B : ndarray of shape (n, q)

    Returns
    -------
    dA : ndarray, same shape as A
    dB : ndarray, same shape as B
    """
    p = A.shape[1]
    return dY[:, :p].copy(), dY[:, p:].copy()


def residual(X: np.ndarray, W: np.ndarray, dY: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    r"""Way back through a residual connection, Y = X + tanh(XW): X splits, and its two paths join in a sum.

    .. math:: dZ = dY \odot \tanh'(XW), \qquad dX = dY + dZ\, W^\top, \qquad dW = X^\top dZ

    Parameters
    ----------
    X, dY : ndarray of shape (n, d)
    W : ndarray of shape (d, d)

    Returns
    -------
    dX : ndarray, same shape as X
    dW : ndarray, same shape as W
    """
    dZ = dY * tanh_derivative(X @ W)
    return dY + dZ @ W.T, X.T @ dZ


def tied_weights(X: np.ndarray, W: np.ndarray, dY: np.ndarray) -> np.ndarray:
    r"""Gradient of weights that are used twice: H = XW and Y = HWᵀ, an autoencoder with tied weights.

    .. math:: dW = X^\top (dY\, W) + dY^\top H

    Parameters
    ----------
    X, dY : ndarray of shape (n, d)
    W : ndarray of shape (d, m)

    Returns
    -------
    dW : ndarray, same shape as W
    """
    H = X @ W
    return X.T @ (dY @ W) + dY.T @ H
