"""Lesson 06's gradient checks: one that steps aside at kinks, one for every layer of a net."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ....gradcheck import numerical_gradient
from ....layers import Linear
from ....losses import mean_squared_error, mean_squared_error_gradient
from .reference import Network


def kink_free_gradient(f: Callable, V: np.ndarray, eps: float = 1e-5) -> np.ndarray:
    """Central differences that say nothing, NaN, where a unit goes on or off between the two ends.

    Parameters
    ----------
    f : callable
        Takes an array of V's shape; returns the loss, and which units are on, an array of bool.
    V : ndarray of any shape
    eps : float
        Half the step.

    Returns
    -------
    dV : ndarray, same shape as V
    """
    dV = np.full(V.shape, np.nan)
    for k in np.ndindex(V.shape):
        up, down = V.copy(), V.copy()
        up[k] += eps
        down[k] -= eps
        (L_up, on_up), (L_down, on_down) = f(up), f(down)
        if np.array_equal(on_up, on_down):
            dV[k] = (L_up - L_down) / (2 * eps)
    return dV


def layer_errors(network: Network, X: np.ndarray, T: np.ndarray) -> np.ndarray:
    r"""Gradient check of every layer's weights: how far off dW is, measured against the numerical gradient N.

    .. math:: \frac{\lVert dW - N \rVert}{\lVert N \rVert}

    Returns
    -------
    errors : ndarray of shape (layers,)
    """
    network.zero_gradients()
    network.backward(mean_squared_error_gradient(network.forward(X), T))
    return np.array([_off(layer.dW, _numerical(network, layer, X, T)) for layer in network.layers])


def _off(dW: np.ndarray, N: np.ndarray) -> float:
    return float(np.linalg.norm(dW - N) / (np.linalg.norm(N) or 1.0))


def _numerical(network: Network, layer: Linear, X: np.ndarray, T: np.ndarray) -> np.ndarray:
    W = layer.W.copy()

    def loss(V: np.ndarray) -> float:
        layer.W[...] = V
        return mean_squared_error(network.forward(X), T)

    dW = numerical_gradient(loss, W)
    layer.W[...] = W
    return dW
