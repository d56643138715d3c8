r"""Lesson 06's right answers: a ReLU layer, the model as a list, mini-batches; the checks are in :mod:`.checking`.

Layers keep W of shape (d, m) and b of shape (m,); the source keeps both in one w of shape (d + 1, m), the bias last.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ....activations import relu, relu_derivative
from ....layers import Linear
from ....losses import mean_squared_error, mean_squared_error_gradient
from ....optimizers import SGD


def compute_dZ(dA: np.ndarray, Z: np.ndarray) -> np.ndarray:
    r"""Back through a ReLU; 0 at the kink, by convention.

    .. math:: dZ = dA \odot [Z > 0]

    Parameters
    ----------
    dA, Z : ndarray of shape (n, m)

    Returns
    -------
    dZ : ndarray, same shape as Z
    """
    return dA * relu_derivative(Z)


class ReluLayer(Linear):
    r"""A linear layer and the ReLU after it, as one layer.

    .. math:: A = \mathrm{relu}(XW + b), \qquad dZ = dA \odot [Z > 0]

    Notes
    -----
    Source: lesson 004, whose first version never stores its input.
    """

    def forward(self, X: np.ndarray) -> np.ndarray:
        """A of shape (n, m) for X of shape (n, d)."""
        self.Z = super().forward(X)
        return relu(self.Z)

    def backward(self, dA: np.ndarray) -> np.ndarray:
        """Add to dW and db; dX of shape (n, d) for dA of shape (n, m)."""
        return super().backward(compute_dZ(dA, self.Z))


def backward_chain(dy: np.ndarray, jacobians: Sequence[np.ndarray]) -> list[np.ndarray]:
    r"""The chain rule for N layers, one example: the gradient with respect to the input of every layer.

    .. math:: \frac{\partial L}{\partial y_{i-1}} = \frac{\partial L}{\partial y_i}\frac{\partial y_i}{\partial y_{i-1}}

    Parameters
    ----------
    dy : ndarray of shape (C,)
        Gradient with respect to the output of the last layer.
    jacobians : sequence of ndarray, each of shape (outputs, inputs)
        dy_i / dy_(i-1) of each layer, the first layer first.

    Returns
    -------
    gradients : list of ndarray, each of shape (inputs,)
        In the order of the layers: the first is the gradient with respect to the net's input.
    """
    gradients = []
    for jacobian in reversed(jacobians):
        dy = dy @ jacobian
        gradients.insert(0, dy)
    return gradients


class Network:
    """The model as a list of layers.

    It stands on its own: the library's :class:`course.layers.Sequential` refuses while a student's is judged.
    """

    def __init__(self, layers: Sequence[Linear]) -> None:
        self.layers = list(layers)

    def forward(self, X: np.ndarray) -> np.ndarray:
        """Output of the last layer, shape (n, C)."""
        for layer in self.layers:
            X = layer.forward(X)
        return X

    def backward(self, dY: np.ndarray) -> np.ndarray:
        """Gradient with respect to X, of shape (n, d); each layer adds to its own gradients on the way."""
        for layer in reversed(self.layers):
            dY = layer.backward(dY)
        return dY

    def zero_gradients(self) -> None:
        """Forget the gradients of all layers."""
        for layer in self.layers:
            layer.zero_gradients()

    @property
    def parameters(self) -> list[np.ndarray]:
        """Every W and b, in order."""
        return [V for layer in self.layers for V in layer.parameters]

    @property
    def gradients(self) -> list[np.ndarray]:
        """Every dW and db, in order."""
        return [V for layer in self.layers for V in layer.gradients]


def dead_units(Z: np.ndarray) -> int:
    """Units that are off for every example: columns of Z, of shape (n, m), without an entry above 0."""
    return int(np.sum(np.all(Z <= 0, axis=0)))


def backward_step(layers: Sequence, dy: np.ndarray, eta: float) -> np.ndarray:
    """The whole way back in the source's manner, each layer's weights moved on the way.

    Parameters
    ----------
    layers : sequence of objects with ``w``, ``gradient(dy)`` and ``backward(dy)``
        ``gradient`` gives dL/dw and ``backward`` dL/dx, with the weights as they are at that moment.
    dy : ndarray of shape (n, C)
    eta : float

    Returns
    -------
    dx : ndarray of shape (n, d)
        Gradient with respect to the net's input.
    """
    for layer in reversed(layers):
        dw, dy = layer.gradient(dy), layer.backward(dy)
        layer.w = layer.w - eta * dw
    return dy


def train(
    network: Network, X: np.ndarray, T: np.ndarray, batches: np.ndarray, eta: float, every: int = 100
) -> np.ndarray:
    """Mini-batch descent on the mean squared error: one step for each row of ``batches``.

    Parameters
    ----------
    network : Network
    X, T : ndarray of shape (n, d), (n, C)
    batches : ndarray of int, shape (steps, batch size)
        Which examples each step uses.
    eta : float
    every : int
        The loss over *all* data is recorded before step 0, every, 2 * every ...

    Returns
    -------
    losses : ndarray of shape (records,)
    """
    losses = []
    for k, batch in enumerate(batches):
        if k % every == 0:
            losses.append(mean_squared_error(network.forward(X), T))
        dY = mean_squared_error_gradient(network.forward(X[batch]), T[batch])
        network.zero_gradients()
        network.backward(dY)
        SGD(eta).step(network.parameters, network.gradients)
    return np.array(losses)


def compute_dw(dy: np.ndarray, xext: np.ndarray, z: np.ndarray) -> np.ndarray:
    """The source's layer gradient, right: dL/dw of shape (d + 1, m); xext is (n, d + 1), dy and z are (n, m)."""
    return xext.T @ compute_dZ(dy, z)


def weight_scales(d: int, m: int) -> tuple[float, float, float]:
    """Standard deviation of a new (d, m) weight matrix: the source's N(0, 1), He's, and Xavier's."""
    return 1.0, float(np.sqrt(2 / d)), float(np.sqrt(2 / (d + m)))


def count_patterns(Z: np.ndarray) -> int:
    """How many different sets of units are on (z > 0) among the n rows of Z, of shape (n, m)."""
    return len(np.unique(Z > 0, axis=0))
