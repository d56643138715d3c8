r"""Lesson 02's right answers: a linear or sigmoid layer for a mini-batch, and two kinds of differences (source 002).

The net, for n examples of d numbers each and C outputs::

    X --W--> Z --sigmoid--> Y,    L = 1/2 * sum((Y - T)**2)
"""

from collections.abc import Callable

import numpy as np

from ....activations import sigmoid
from ....gradcheck import numerical_gradient, relative_error
from ....layers import linear, linear_backward
from ....losses import half_squared_error, half_squared_error_gradient, mean_squared_error, mean_squared_error_gradient

Shape = tuple[int, int]


def shape_ledger(n: int, d: int, C: int) -> tuple[Shape, Shape, Shape, Shape]:
    """Shapes of Z, dZ, dW and dX for n examples, d inputs and C outputs: a gradient has that of what it belongs to."""
    return (n, C), (n, C), (d, C), (n, d)


def losses(Y: np.ndarray, T: np.ndarray) -> tuple[float, float]:
    r"""Both losses of the source.

    .. math:: \frac{1}{nC}\sum_{ij}(Y_{ij} - T_{ij})^2, \qquad \tfrac12\sum_{ij}(Y_{ij} - T_{ij})^2

    Parameters
    ----------
    Y, T : ndarray of shape (n, C)

    Returns
    -------
    mean, half : float
    """
    return mean_squared_error(Y, T), half_squared_error(Y, T)


def loss_ratio(n: int, C: int) -> float:
    """How many times the mean the half sum is; the source says n, which is so for C = 2 alone."""
    return n * C / 2


def compute_dW(X: np.ndarray, dZ: np.ndarray) -> np.ndarray:
    r"""Gradient for the weights, summed over the batch by the product itself.

    .. math:: dW = X^\top dZ

    Parameters
    ----------
    X : ndarray of shape (n, d)
    dZ : ndarray of shape (n, C)

    Returns
    -------
    dW : ndarray of shape (d, C), that of W
    """
    return X.T @ dZ


def compute_dY_mean(Y: np.ndarray, T: np.ndarray) -> np.ndarray:
    """Gradient of the *mean* squared error at Y; see :func:`course.losses.mean_squared_error_gradient`."""
    return mean_squared_error_gradient(Y, T)


def compute_dZ(Y: np.ndarray, T: np.ndarray) -> np.ndarray:
    r"""Gradient of half the sum at the pre-activation of a sigmoid, from its *activation*.

    .. math:: dZ = (Y - T) \circ Y \circ (1 - Y)

    Parameters
    ----------
    Y, T : ndarray of shape (n, C)

    Returns
    -------
    dZ : ndarray, same shape as Y
    """
    return half_squared_error_gradient(Y, T) * Y * (1 - Y)


def network(X: np.ndarray, W: np.ndarray, T: np.ndarray) -> tuple[float, np.ndarray, np.ndarray, np.ndarray]:
    """Both passes of the sigmoid layer.

    Parameters
    ----------
    X : ndarray of shape (n, d)
    W : ndarray of shape (d, C)
    T : ndarray of shape (n, C)

    Returns
    -------
    L : float
    dZ : ndarray, same shape as T
    dW : ndarray, same shape as W
    dX : ndarray, same shape as X
    """
    Y = sigmoid(linear(X, W))
    dZ = compute_dZ(Y, T)
    dX, dW = linear_backward(X, W, dZ)
    return half_squared_error(Y, T), dZ, dW, dX


def compute_db(dZ: np.ndarray) -> np.ndarray:
    r"""Gradient for a bias that every example shares: :math:`db_j = \sum_i dZ_{ij}`, shape (C,)."""
    return dZ.sum(axis=0)


def forward_difference(f: Callable[[np.ndarray], float], V: np.ndarray, eps: float) -> np.ndarray:
    r"""One-sided differences, one entry of V at a time.

    .. math:: dV_k \approx \frac{f(V + \varepsilon e_k) - f(V)}{\varepsilon}

    Parameters
    ----------
    f : callable
        Takes an array of V's shape, returns one number.
    V : ndarray of any shape
    eps : float

    Returns
    -------
    dV : ndarray, same shape as V
    """
    here, dV = f(V), np.zeros_like(V)
    for k in np.ndindex(V.shape):
        up = V.copy()
        up[k] += eps
        dV[k] = (f(up) - here) / eps
    return dV


def central_difference(f: Callable[[np.ndarray], float], V: np.ndarray, eps: float) -> np.ndarray:
    """Two-sided differences; see :func:`course.gradcheck.numerical_gradient`."""
    return numerical_gradient(f, V, eps)


def gradient_table(analytic: np.ndarray, numerical: np.ndarray) -> np.ndarray:
    """The source's table, shape (size, 3): one row an entry; columns analytic, numerical, analytic - numerical."""
    return np.column_stack([analytic.ravel(), numerical.ravel(), (analytic - numerical).ravel()])


def worst_entry(analytic: np.ndarray, numerical: np.ndarray) -> tuple[float, tuple[int, ...]]:
    r"""Largest relative error and its index; see :func:`course.gradcheck.relative_error`."""
    error = relative_error(analytic, numerical)
    worst = np.unravel_index(int(np.argmax(error)), error.shape)
    return float(error[worst]), tuple(map(int, worst))


def practice(V: np.ndarray) -> float:
    """The function on which the checks try a difference: every entry of V matters to the slope of every other."""
    return float(np.sum(V**3) + np.sum(V) ** 3)
