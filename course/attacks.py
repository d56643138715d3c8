r"""Attacks: move the points where a model's loss grows, and no further than a budget.

A ball holds all points at most eps away: a box where the distance is the largest coordinate (norm ``np.inf``), a disc
where it is the length (norm 2). Labels and answers are columns here, of shape (n, 1), as :mod:`course.layers` has them.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .layers import Linear, Sequential

Net = Linear | Sequential
LossGradient = Callable[[np.ndarray, np.ndarray], np.ndarray]


def margin_gradient(y: np.ndarray, t: np.ndarray) -> np.ndarray:
    """Gradient of the margin loss L = -t * y with respect to y: never flat, whatever the answer."""
    return -t * np.ones_like(y)


def compute_dX(model: Net, X: np.ndarray, t: np.ndarray, loss_gradient: LossGradient) -> np.ndarray:
    r"""Gradient of every point's own loss with respect to the point: the backward pass, down to the other leaf.

    .. math:: dX = \text{backward}\left(\frac{\partial L}{\partial y}\right)

    Parameters
    ----------
    model : a layer or Sequential with one output
    X : ndarray of shape (n, d)
    t : ndarray of shape (n, 1)
    loss_gradient : callable
        ``loss_gradient(y, t)`` is dL/dy; y, t and the result have shape (n, 1).

    Returns
    -------
    dX : ndarray, same shape as X
    """
    return model.backward(loss_gradient(model.forward(X), t))


def steepest(dX: np.ndarray, norm: float) -> np.ndarray:
    r"""For each row the direction of norm 1 in which the loss grows fastest; a row of zeros stays one.

    .. math:: \operatorname{sign}(dX) \text{ for the norm } \infty, \qquad
        \frac{dX_i}{\lVert dX_i \rVert_2} \text{ for the norm } 2

    Parameters
    ----------
    dX : ndarray of shape (n, d)
    norm : 2 or np.inf

    Returns
    -------
    direction : ndarray, same shape as dX
    """
    if norm == np.inf:
        return np.sign(dX)
    length = np.linalg.norm(dX, axis=1, keepdims=True)
    return dX / np.where(length > 0, length, 1.0)


def fgsm(
    model: Net,
    X: np.ndarray,
    t: np.ndarray,
    eps: float,
    norm: float,
    loss_gradient: LossGradient = margin_gradient,
) -> np.ndarray:
    """One step uphill, as long as the budget: the fast gradient sign method, for either norm.

    Returns
    -------
    X_adv : ndarray, same shape as X; X itself is not changed
    """
    return X + eps * steepest(compute_dX(model, X, t, loss_gradient), norm)


def budget_needed(y: np.ndarray, t: np.ndarray, w: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    r"""How large eps must be for a *linear* classifier to change its answer, by point; 0 where it is wrong already.

    .. math:: \varepsilon_\infty = \frac{\max(0, t y)}{\lVert w_{1 \dots d} \rVert_1}, \qquad
        \varepsilon_2 = \frac{\max(0, t y)}{\lVert w_{1 \dots d} \rVert_2}

    Parameters
    ----------
    y, t : ndarray of shape (n,)
    w : ndarray of shape (d + 1,)

    Returns
    -------
    eps_inf, eps_2 : ndarray of shape (n,)
    """
    room = np.maximum(0.0, t * y)
    return room / np.sum(np.abs(w[:-1])), room / np.sqrt(np.sum(w[:-1] ** 2))


def project(X_adv: np.ndarray, X: np.ndarray, eps: float, norm: float) -> np.ndarray:
    """The nearest points to X_adv that lie within eps of X: inside the ball nothing moves.

    Parameters
    ----------
    X_adv, X : ndarray of shape (n, d)
    eps : float, or ndarray of shape (n, 1)
    norm : 2 or np.inf

    Returns
    -------
    X_adv : ndarray of shape (n, d), a new one
    """
    offset = X_adv - X
    if norm == np.inf:
        return X + np.clip(offset, -eps, eps)
    length = np.linalg.norm(offset, axis=1, keepdims=True)
    return X + offset * np.minimum(1.0, eps / np.where(length > 0, length, 1.0))


def pgd(model: Net, X: np.ndarray, t: np.ndarray, eps: float, norm: float, step_size: float, steps: int) -> np.ndarray:
    """Projected gradient ascent: many short steps uphill, each followed by :func:`project` onto the ball around X.

    Returns
    -------
    X_adv : ndarray, same shape as X; X itself is not changed
    """
    X_adv = X
    for _ in range(steps):
        dX = compute_dX(model, X_adv, t, margin_gradient)
        X_adv = project(X_adv + step_size * steepest(dX, norm), X, eps, norm)
    return X_adv
