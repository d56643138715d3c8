r"""Losses: one number L for a prediction, and the gradient dL/d(prediction) that starts the backward pass."""

import numpy as np


def half_squared_error(Y: np.ndarray, T: np.ndarray) -> float:
    r"""Half the sum of squared differences.

    .. math:: L = \tfrac{1}{2} \sum_{i,j} (Y_{ij} - T_{ij})^2

    Parameters
    ----------
    Y : ndarray of shape (n, C)
        Prediction.
    T : ndarray of shape (n, C), or one that broadcasts to it
        Target.

    Returns
    -------
    L : float

    Notes
    -----
    Source: lesson 000, which multiplies (y - t) by its own transpose; for one output that is the same number.
    """
    return float(0.5 * np.sum((Y - T) ** 2))


def half_squared_error_gradient(Y: np.ndarray, T: np.ndarray) -> np.ndarray:
    r"""Gradient of :func:`half_squared_error` with respect to the prediction.

    .. math:: dY = Y - T

    Parameters
    ----------
    Y : ndarray of shape (n, C)
    T : ndarray of shape (n, C), or one that broadcasts to it

    Returns
    -------
    dY : ndarray, same shape as Y
    """
    return Y - T


def squared_norm(y: np.ndarray) -> float:
    r"""Squared Euclidean length, the sum of the squared entries.

    .. math:: f = \lVert y \rVert_2^2 = \sum_i y_i^2

    Parameters
    ----------
    y : ndarray of any shape

    Returns
    -------
    f : float

    Notes
    -----
    Source: lesson 001, where the function that computes it is called ``l2_norm``. The norm is its square root.
    """
    return float(np.sum(y**2))


def squared_norm_gradient(y: np.ndarray) -> np.ndarray:
    r"""Gradient of :func:`squared_norm`.

    .. math:: dy = 2y

    Parameters
    ----------
    y : ndarray of any shape

    Returns
    -------
    dy : ndarray, same shape as y
    """
    return 2.0 * y


def mean_squared_error(Y: np.ndarray, T: np.ndarray) -> float:
    r"""Mean of the squared differences over all n * C entries; torch's ``MSELoss``.

    .. math:: L = \frac{1}{nC} \sum_{i,j} (Y_{ij} - T_{ij})^2

    Parameters
    ----------
    Y, T : ndarray of shape (n, C)

    Returns
    -------
    L : float

    Notes
    -----
    Source: lesson 002, which says it differs from :func:`half_squared_error` by a factor n; it is n * C / 2.
    """
    return float(np.mean((Y - T) ** 2))


def mean_squared_error_gradient(Y: np.ndarray, T: np.ndarray) -> np.ndarray:
    r"""Gradient of :func:`mean_squared_error`.

    .. math:: dY = \frac{2}{nC} (Y - T)

    Parameters
    ----------
    Y, T : ndarray of shape (n, C)

    Returns
    -------
    dY : ndarray, same shape as Y
    """
    return 2.0 * (Y - T) / np.size(Y)


def mean_half_squared_error(Y: np.ndarray, T: np.ndarray) -> float:
    r"""Half the squared differences, summed over outputs and averaged over examples.

    .. math:: L = \frac{1}{n} \sum_i \tfrac12 \lVert Y_i - T_i \rVert^2

    Parameters
    ----------
    Y, T : ndarray of shape (n, C)

    Returns
    -------
    L : float

    Notes
    -----
    Source: lesson 003, which writes O for the output and Y for the target; its numerical half leaves the 1/2 out, so
    that its two gradients differ by a factor 2.
    """
    return float(0.5 * np.sum((Y - T) ** 2) / len(Y))


def mean_half_squared_error_gradient(Y: np.ndarray, T: np.ndarray) -> np.ndarray:
    r"""Gradient of :func:`mean_half_squared_error` with respect to the output.

    .. math:: dY = \frac{1}{n} (Y - T)

    Parameters
    ----------
    Y, T : ndarray of shape (n, C)

    Returns
    -------
    dY : ndarray, same shape as Y
    """
    return (Y - T) / len(Y)


def cross_entropy(Y: np.ndarray, T: np.ndarray) -> float:
    r"""Cross-entropy of predicted probabilities, averaged over examples.

    .. math:: L = -\frac{1}{n} \sum_{i,j} T_{ij} \log Y_{ij}

    Parameters
    ----------
    Y : ndarray of shape (n, C)
        Probabilities, each row adding up to 1, for instance from :func:`course.activations.softmax`.
    T : ndarray of shape (n, C)
        Target, one-hot.

    Returns
    -------
    L : float

    Notes
    -----
    Source: lesson 003. With Y = softmax(Z) its gradient with respect to Z is (Y - T) / n, that of half the squared
    error with a linear output.
    """
    return float(-np.sum(T * np.log(Y)) / len(Y))


def hinge(y: np.ndarray, t: np.ndarray) -> np.ndarray:
    r"""Hinge loss of each example, for labels -1 and +1.

    .. math:: L = \max(0, 1 - t y)

    Parameters
    ----------
    y : ndarray of any shape
        Output, one number an example.
    t : ndarray, same shape as y
        Label, -1 or +1.

    Returns
    -------
    L : ndarray, same shape as y

    Notes
    -----
    Source: lesson 004.
    """
    return np.maximum(0.0, 1.0 - t * y)


def hinge_gradient(y: np.ndarray, t: np.ndarray) -> np.ndarray:
    r"""Gradient of :func:`hinge` with respect to the output; 0 at the kink t*y = 1.

    .. math:: dy = -t \text{ if } 1 - t y > 0 \text{ else } 0

    Parameters
    ----------
    y, t : ndarray of any shape, the same

    Returns
    -------
    dy : ndarray, same shape as y
    """
    return np.where(1.0 - t * y > 0, -t, 0.0)


def squared_error(y: np.ndarray, t: np.ndarray) -> np.ndarray:
    r"""Squared error of each example.

    .. math:: L = (t - y)^2

    Parameters
    ----------
    y, t : ndarray of any shape, the same

    Returns
    -------
    L : ndarray, same shape as y

    Notes
    -----
    Source: lesson 004.
    """
    return (t - y) ** 2


def squared_error_gradient(y: np.ndarray, t: np.ndarray) -> np.ndarray:
    r"""Gradient of :func:`squared_error` with respect to the output.

    .. math:: dy = -2 (t - y)

    Parameters
    ----------
    y, t : ndarray of any shape, the same

    Returns
    -------
    dy : ndarray, same shape as y
    """
    return -2.0 * (t - y)
