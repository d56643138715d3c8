"""Nets as one flat array of parameters, as :mod:`.compiled` takes them, and as a list of layers, as one reads them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ...activations import relu, relu_derivative
from ...layers import Activation, Linear, Sequential
from ...losses import mean_squared_error_gradient

SCHEMES = ("N(0, 1)", "He", "Xavier")


def start(rng: np.random.Generator, sizes: Sequence[int], scheme: str = SCHEMES[0], bias: bool = True) -> np.ndarray:
    """Fresh parameters, flat: layer by layer, W before b.

    N(0, 1) is the source's, which draws the biases too; with He's and Xavier's scale, or without ``bias``, all b are 0.
    """
    parts = []
    for d, m in pairwise(sizes):
        variance = {"N(0, 1)": 1.0, "He": 2 / d, "Xavier": 2 / (d + m)}[scheme]
        w = np.sqrt(variance) * rng.normal(size=(d + 1, m))
        w[-1] *= bias and scheme == SCHEMES[0]
        parts.append(w.ravel())
    return np.concatenate(parts)


def split(parameters: np.ndarray, sizes: Sequence[int]) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """W of shape (d, m) and b of shape (m,) of each layer."""
    begin = 0
    for d, m in pairwise(sizes):
        w = parameters[begin : begin + (d + 1) * m].reshape(d + 1, m)
        begin += (d + 1) * m
        yield w[:-1], w[-1]


def network(parameters: np.ndarray, sizes: Sequence[int], relu_output: bool = False) -> Sequential:
    """The net as a list of layers: a ReLU after every linear one, but not at the end unless ``relu_output``."""
    layers = []
    for W, b in split(parameters, sizes):
        layers += [Linear(W, b), Activation(relu, relu_derivative)]
    return Sequential(*layers[: None if relu_output else -1])


def flat(net: Sequential) -> np.ndarray:
    """The parameters of a net in one array, in the order of :func:`start`."""
    return np.concatenate([V.ravel() for V in net.parameters])


def answers(
    parameters: np.ndarray, sizes: Sequence[int], X: np.ndarray, relu_output: bool = False
) -> tuple[np.ndarray, list[np.ndarray]]:
    """Output of shape (n,) for X of shape (n, 2), and Z of every ReLU layer, each of shape (n, m)."""
    net = network(parameters, sizes, relu_output)
    y = net.forward(X)[:, 0]
    return y, [layer.Z for layer in net.layers if isinstance(layer, Activation)]


def share(y: np.ndarray, T: np.ndarray) -> float:
    """Share of outputs, of shape (n,), that have their label's sign; an output of 0 has none."""
    return float(np.mean(np.sign(y) == T[:, 0]))


@dataclass(frozen=True)
class Profile:
    """What happens in each layer of a net, the first layer first.

    Attributes
    ----------
    signal : ndarray of shape (layers,)
        Root mean square of what the layer says, over all examples and units.
    gradient : ndarray of shape (layers,)
        Root mean square of dL/dZ, the gradient that arrives at the layer, for the mean squared error.
    weights : ndarray of shape (layers,)
        Norm of dW.
    dead : ndarray of int, shape (layers - 1,)
        Units of each ReLU layer that are off for every example.
    """

    signal: np.ndarray
    gradient: np.ndarray
    weights: np.ndarray
    dead: np.ndarray


def profile(parameters: np.ndarray, sizes: Sequence[int], X: np.ndarray, T: np.ndarray) -> Profile:
    """Forward and backward once on all of X, of shape (n, d), and look into every layer on the way."""
    net = network(parameters, sizes)
    linear, relus = net.layers[::2], net.layers[1::2]
    Y, gradient = net.forward(X), []
    said = [layer.X for layer in linear[1:]] + [Y]
    dY = mean_squared_error_gradient(Y, T)
    for layer in reversed(net.layers):
        if isinstance(layer, Linear):
            gradient.insert(0, _rms(dY))
        dY = layer.backward(dY)
    dead = [np.sum(layer.Z.max(axis=0) <= 0) for layer in relus]
    weights = [float(np.linalg.norm(layer.dW)) for layer in linear]
    return Profile(np.array([_rms(A) for A in said]), np.array(gradient), np.array(weights), np.array(dead))


def _rms(V: np.ndarray) -> float:
    return float(np.sqrt(np.mean(V**2)))
