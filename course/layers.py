r"""Layers: what a layer computes, and how it hands a gradient back."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain

import numpy as np


def linear(X: np.ndarray, W: np.ndarray) -> np.ndarray:
    r"""Multiply every row of X by the weights.

    .. math:: Z = X W

    Parameters
    ----------
    X : ndarray of shape (n, d)
        One example a row.
    W : ndarray of shape (d, m)
        Weights; column j feeds unit j.

    Returns
    -------
    Z : ndarray of shape (n, m)
    """
    return X @ W


def linear_backward(X: np.ndarray, W: np.ndarray, dZ: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    r"""Hand the upstream gradient back to both factors of :func:`linear`.

    .. math:: dX = dZ\, W^\top, \qquad dW = X^\top dZ

    Parameters
    ----------
    X : ndarray of shape (n, d)
    W : ndarray of shape (d, m)
    dZ : ndarray of shape (n, m)
        Upstream gradient.

    Returns
    -------
    dX : ndarray, same shape as X
    dW : ndarray, same shape as W

    Notes
    -----
    Source: lesson 000 (``d_W2 = A1.T d_Z2`` and ``d_Z2 W2.T``) and lesson 001.
    """
    return dZ @ W.T, X.T @ dZ


class Linear:
    r"""A layer with weights and bias that keeps what it needs for the way back.

    .. math:: Z = X W + b, \qquad dX = dZ\, W^\top, \quad dW \mathrel{+}= X^\top dZ, \quad db \mathrel{+}= \sum_i dZ_i

    Gradients *add up* until :meth:`zero_gradients`: a layer used twice gets both shares, and so do two batches.

    Attributes
    ----------
    W, dW : ndarray of shape (d, m)
    b, db : ndarray of shape (m,)

    Notes
    -----
    Source: lesson 004, whose layers have no bias at first and whose gradient is wrong for more than one output.
    """

    def __init__(self, W: np.ndarray, b: np.ndarray | None = None) -> None:
        self.W = np.array(W, dtype=float)
        self.b = np.zeros(self.W.shape[1]) if b is None else np.array(b, dtype=float)
        self.zero_gradients()

    def forward(self, X: np.ndarray) -> np.ndarray:
        """Z of shape (n, m) for X of shape (n, d)."""
        self.X = X
        return X @ self.W + self.b

    def backward(self, dZ: np.ndarray) -> np.ndarray:
        """Add to dW and db; dX of shape (n, d) for dZ of shape (n, m)."""
        dX, dW = linear_backward(self.X, self.W, dZ)
        self.dW += dW
        self.db += dZ.sum(axis=0)
        return dX

    def zero_gradients(self) -> None:
        """Forget the gradients so far."""
        self.dW, self.db = np.zeros_like(self.W), np.zeros_like(self.b)

    @property
    def parameters(self) -> list[np.ndarray]:
        """What an optimizer may move."""
        return [self.W, self.b]

    @property
    def gradients(self) -> list[np.ndarray]:
        """The gradient of each parameter, in the order of the parameters."""
        return [self.dW, self.db]


class Activation:
    r"""An element-wise layer without parameters.

    .. math:: A = f(Z), \qquad dZ = dA \odot f'(Z)

    Parameters
    ----------
    function, derivative : callable
        For instance ``activations.relu`` and ``activations.relu_derivative``; both take Z.
    """

    parameters: list[np.ndarray] = []  # noqa: RUF012  never changed: there are none
    gradients: list[np.ndarray] = []  # noqa: RUF012

    def __init__(self, function: Callable, derivative: Callable) -> None:
        self.function, self.derivative = function, derivative

    def forward(self, Z: np.ndarray) -> np.ndarray:
        """A, the shape of Z."""
        self.Z = Z
        return self.function(Z)

    def backward(self, dA: np.ndarray) -> np.ndarray:
        """dZ, the shape of Z."""
        return dA * self.derivative(self.Z)

    def zero_gradients(self) -> None:
        """Nothing to forget."""


class Sequential:
    """Layers one after the other; itself a layer.

    Parameters
    ----------
    *layers : Linear, Activation, Sequential
        In the order of the forward pass.
    """

    def __init__(self, *layers: Linear | Activation | Sequential) -> None:
        self.layers = layers

    def forward(self, X: np.ndarray) -> np.ndarray:
        """Output of the last layer."""
        for layer in self.layers:
            X = layer.forward(X)
        return X

    def backward(self, dY: np.ndarray) -> np.ndarray:
        """Gradient with respect to the input; each layer adds to its own gradients on the way."""
        for layer in reversed(self.layers):
            dY = layer.backward(dY)
        return dY

    def zero_gradients(self) -> None:
        """Forget the gradients of all layers."""
        for layer in self.layers:
            layer.zero_gradients()

    @property
    def parameters(self) -> list[np.ndarray]:
        """Those of all layers, in order."""
        return list(chain.from_iterable(layer.parameters for layer in self.layers))

    @property
    def gradients(self) -> list[np.ndarray]:
        """Those of all layers, in order."""
        return list(chain.from_iterable(layer.gradients for layer in self.layers))
