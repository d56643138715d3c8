"""How the checks use what a student wrote: make the object, use it as its contract says, give back what came of it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

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


def network(answer: Callable, layers: list, X: np.ndarray, dY: np.ndarray) -> Results:
    """Forward and backward; both again, after which gradients have added up; the weights at the end."""
    net = answer(layers)
    Y = net.forward(X)
    dX = net.backward(dY)
    once = [np.array(layer.dW) for layer in layers]
    Y_again = net.forward(X)
    net.backward(dY)
    return Y, dX, *once, Y_again, layers[0].dW, layers[2].W


def backward_step(answer: Callable, layers: list, dy: np.ndarray, eta: float) -> Results:
    """The gradient at the net's input, and all weights after the step."""
    dx = answer(layers, dy, eta)
    return dx, *(layer.w for layer in layers)


def train(
    answer: Callable, network: object, X: np.ndarray, T: np.ndarray, batches: np.ndarray, eta: float, every: int
) -> Results:
    """The record, and some of every layer's parameters at the end."""
    first, second, third = network.layers
    losses = answer(network, X, T, batches, eta, every)
    return losses, first.W, second.b, third.W


def kink_free_gradient(answer: Callable, X: np.ndarray, V: np.ndarray, eps: float) -> Results:
    """For one ReLU layer, and V afterwards."""
    V = V.copy()

    def f(W: np.ndarray) -> tuple[float, np.ndarray]:
        Z = X @ W
        return float(np.sum(np.maximum(0.0, Z) ** 2)), Z > 0

    return answer(f, V, eps), V


def layer_errors(answer: Callable, network: object, wrong: object, X: np.ndarray, T: np.ndarray) -> Results:
    """For two nets, and what the first one answers afterwards."""
    return answer(network, X, T), answer(wrong, X, T), network.forward(X)
