"""How the checks use what a student wrote: make the object, use it as its contract says, give back what is compared."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ...activations import relu
from ...layers import Linear
from ...losses import mean_squared_error
from .faults import PublishedDW, SplitLayer
from .reference import Network, ReluLayer

Results = tuple[object, ...]


def relu_layer(answer: Callable, W: np.ndarray, b: np.ndarray, X: np.ndarray, dA: np.ndarray) -> Results:
    """Forward and backward, once more for dW, and the weights, which only an optimiser may move."""
    layer = answer(W.copy(), b.copy())
    A = layer.forward(X)
    dX = layer.backward(dA)
    dW, db = np.array(layer.dW), np.array(layer.db)
    layer.forward(X)
    layer.backward(dA)
    return A, dX, dW, db, layer.dW, layer.W


def backward_chain(answer: Callable, dy: np.ndarray, J1: np.ndarray, J2: np.ndarray, J3: np.ndarray) -> object:
    """The Jacobians as a list, the first layer first."""
    return answer(dy, [J1, J2, J3])


def layers_of(W1: np.ndarray, W2: np.ndarray, W3: np.ndarray) -> list[Linear]:
    """Two ReLU layers and a linear one, their biases a row of small numbers."""
    pairs = [(W, 0.1 * np.arange(1.0, W.shape[1] + 1)) for W in (W1, W2, W3)]
    return [kind(*pair) for kind, pair in zip((ReluLayer, ReluLayer, Linear), pairs, strict=True)]


def network(answer: Callable, X: np.ndarray, W1: np.ndarray, W2: np.ndarray, W3: np.ndarray, dY: np.ndarray) -> Results:
    """Forward and backward; both again, after which gradients have added up; the weights at the end."""
    layers = layers_of(W1, W2, W3)
    net = answer(layers)
    Y = net.forward(X)
    dX = net.backward(dY)
    once = [np.array(layer.dW) for layer in layers]
    Y_again = net.forward(X)
    net.backward(dY)
    return Y, dX, *once, Y_again, layers[0].dW, layers[2].W


def backward_step(
    answer: Callable, x: np.ndarray, w1: np.ndarray, w2: np.ndarray, w3: np.ndarray, dy: np.ndarray, eta: float
) -> Results:
    """A net of three of the source's layers: the gradient at its input, and all weights after the step."""
    layers = [SplitLayer(w.copy()) for w in (w1, w2, w3)]
    A = x
    for layer in layers:
        A = layer.forward(A)
    dx = answer(layers, dy, eta)
    return dx, *(layer.w for layer in layers)


def train(
    answer: Callable,
    X: np.ndarray,
    T: np.ndarray,
    W1: np.ndarray,
    W2: np.ndarray,
    W3: np.ndarray,
    batches: np.ndarray,
    every: int,
) -> Results:
    """The record, and every layer's weights at the end."""
    layers = layers_of(W1, W2, W3)
    losses = answer(Network(layers), X, T, batches, 0.03, every)
    return losses, layers[0].W, layers[1].b, layers[2].W


def kink_free_gradient(answer: Callable, X: np.ndarray, V: np.ndarray, eps: float) -> Results:
    """For one ReLU layer: where nothing is said, what is said elsewhere, and V afterwards."""
    V = V.copy()

    def f(W: np.ndarray) -> tuple[float, np.ndarray]:
        Z = X @ W
        return float(np.sum(relu(Z) ** 2)), Z > 0

    dV = np.asarray(answer(f, V, eps), dtype=float)
    return np.isnan(dV).astype(float), np.where(np.isnan(dV), 0.0, dV), V


def layer_errors(
    answer: Callable, X: np.ndarray, T: np.ndarray, W1: np.ndarray, W2: np.ndarray, W3: np.ndarray
) -> Results:
    """For a net that is right, with gradients left over from before: are its errors tiny? For one that is wrong."""
    good, bad = layers_of(W1, W2, W3), layers_of(W1, W2, W3)
    bad[0], bad[1] = PublishedDW(bad[0].W, bad[0].b), PublishedDW(bad[1].W, bad[1].b)
    good[2].dW += 1.0
    tiny = np.asarray(answer(Network(good), X, T), dtype=float) < 1e-6
    return tiny.astype(float), answer(Network(bad), X, T), mean_squared_error(Network(good).forward(X), T)
