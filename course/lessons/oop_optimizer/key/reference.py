r"""Lesson 04's right answers: a linear model, two losses, and the loop that trains it one sample a step.

The weights `w` have shape (d + 1,): one weight an input, and the bias last.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from ....losses import hinge, hinge_gradient, squared_error, squared_error_gradient
from ....optimizers import SGD
from ..settings import EVERY


class Loss(Protocol):
    """How far an output is from its label, and which way to go."""

    def evaluate(self, y: np.ndarray, t: np.ndarray) -> np.ndarray:
        """L of each example, the shape of y."""

    def gradient(self, y: np.ndarray, t: np.ndarray) -> np.ndarray:
        """dL/dy of each example, the shape of y."""


class LinearModel:
    r"""The source's first model.

    .. math:: y = w^\top x

    Parameters
    ----------
    w : ndarray of shape (d,)
    """

    def __init__(self, w: np.ndarray) -> None:
        self.w = w

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Y, a number for x of shape (d,), shape (n,) for x of shape (n, d)."""
        return x @ self.w


class AffineModel:
    r"""The source's model once it has a bias, and a gradient.

    .. math:: y = w_1 x_1 + \dots + w_d x_d + w_{d+1}

    Parameters
    ----------
    d : int
        Number of inputs; all d + 1 weights start at 0.
    """

    def __init__(self, d: int) -> None:
        self.w = np.zeros(d + 1)

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Y, a number for x of shape (d,), shape (n,) for x of shape (n, d)."""
        return x @ self.w[:-1] + self.w[-1]

    def gradient(self, x: np.ndarray) -> np.ndarray:
        """dy/dw for one x of shape (d,); the shape of w."""
        return np.append(x, 1.0)

    def gradient_x(self, x: np.ndarray) -> np.ndarray:
        """dy/dx for one x of shape (d,); the shape of x. A copy: the source's is a view into the weights."""
        return self.w[:-1].copy()


class SquaredError:
    """The squared error of each example; see :func:`course.losses.squared_error`."""

    def evaluate(self, y: np.ndarray, t: np.ndarray) -> np.ndarray:
        """L of each example, the shape of y."""
        return squared_error(y, t)

    def gradient(self, y: np.ndarray, t: np.ndarray) -> np.ndarray:
        """dL/dy of each example, the shape of y."""
        return squared_error_gradient(y, t)


class HingeLoss:
    """The hinge loss of each example; see :func:`course.losses.hinge`."""

    def evaluate(self, y: np.ndarray, t: np.ndarray) -> np.ndarray:
        """L of each example, the shape of y."""
        return hinge(y, t)

    def gradient(self, y: np.ndarray, t: np.ndarray) -> np.ndarray:
        """dL/dy of each example, the shape of y."""
        return hinge_gradient(y, t)


def compute_dw(model: AffineModel, loss: Loss, x: np.ndarray, t: float) -> np.ndarray:
    r"""Gradient of the loss at one example with respect to the model's weights.

    .. math:: \frac{\partial L}{\partial w} = \frac{\partial L}{\partial y}\,\frac{\partial y}{\partial w}

    Returns
    -------
    dw : ndarray of shape (d + 1,), that of the weights
    """
    return loss.gradient(model.forward(x), t) * model.gradient(x)


def loss_record(steps: int, every: int) -> np.ndarray:
    """Zeros, one for each of the steps 0, every, 2 * every ... below ``steps``."""
    return np.zeros(-(-steps // every))


def train(
    model: AffineModel,
    loss: Loss,
    optimiser: SGD,
    X: np.ndarray,
    t: np.ndarray,
    samples: Sequence[int],
    every: int = EVERY,
) -> np.ndarray:
    """Stochastic gradient descent: for each index in ``samples`` one step on that example alone.

    Parameters
    ----------
    model, loss, optimiser
        The three parts. Only the optimiser moves the weights.
    X : ndarray of shape (n, d)
    t : ndarray of shape (n,)
    samples : sequence of int
        Which example each step uses; drawn outside, so that two runs can be compared.
    every : int
        The mean loss over *all* data is recorded before step 0, every, 2 * every ...

    Returns
    -------
    losses : ndarray of shape (number of records,)
    """
    losses = loss_record(len(samples), every)
    for k, i in enumerate(samples):
        if k % every == 0:
            losses[k // every] = np.mean(loss.evaluate(model.forward(X), t))
        optimiser.step([model.w], [compute_dw(model, loss, X[i], t[i])])
    return losses


def accuracy(model: AffineModel, X: np.ndarray, t: np.ndarray) -> float:
    """Share of examples on the right side: the output has its label's sign. X of shape (n, d), t of shape (n,)."""
    return float(np.mean(np.sign(model.forward(X)) == t))
