"""Nets as one flat array of parameters, as :mod:`.compiled` takes them, and as a list of layers, as one reads them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ...layers import Linear
from ...losses import mean_squared_error_gradient
from .reference import Network, ReluLayer, dead_units, weight_scales

SCHEMES = ("N(0, 1)", "He", "Xavier")


def start(rng: np.random.Generator, sizes: Sequence[int], scheme: str = SCHEMES[0], bias: bool = True) -> np.ndarray:
    """Fresh parameters, flat: layer by layer, W before b.

    N(0, 1) is the source's, which draws the biases too; with He's and Xavier's scale, or without ``bias``, all b are 0.
    """
    parts = []
    for d, m in pairwise(sizes):
        scale = dict(zip(SCHEMES, weight_scales(d, m), strict=True))[scheme]
        w = scale * rng.normal(size=(d + 1, m))
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


def network(parameters: np.ndarray, sizes: Sequence[int], relu_output: bool = False) -> Network:
    """The net as a list of layers: ReLU, and a linear output unless ``relu_output``."""
    pairs = list(split(parameters, sizes))
    kinds = [ReluLayer] * len(pairs) if relu_output else [ReluLayer] * (len(pairs) - 1) + [Linear]
    return Network([kind(W, b) for kind, (W, b) in zip(kinds, pairs, strict=True)])


def flat(net: Network) -> np.ndarray:
    """The parameters of a net in one array, in the order of :func:`start`."""
    return np.concatenate([V.ravel() for V in net.parameters])


def answers(
    parameters: np.ndarray, sizes: Sequence[int], X: np.ndarray, relu_output: bool = False
) -> tuple[np.ndarray, list[np.ndarray]]:
    """Output of shape (n,) for X of shape (n, 2), and Z of every ReLU layer, each of shape (n, m)."""
    net = network(parameters, sizes, relu_output)
    y = net.forward(X)[:, 0]
    return y, [layer.Z for layer in net.layers if isinstance(layer, ReluLayer)]


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
    Y, gradient = net.forward(X), []
    said = [layer.X for layer in net.layers[1:]] + [Y]
    dY = mean_squared_error_gradient(Y, T)
    for layer in reversed(net.layers):
        arrived = dY * (layer.Z > 0) if isinstance(layer, ReluLayer) else dY
        gradient.insert(0, _rms(arrived))
        dY = layer.backward(dY)
    dead = [dead_units(layer.Z) for layer in net.layers[:-1]]
    weights = [float(np.linalg.norm(layer.dW)) for layer in net.layers]
    return Profile(np.array([_rms(A) for A in said]), np.array(gradient), np.array(weights), np.array(dead))


def _rms(V: np.ndarray) -> float:
    return float(np.sqrt(np.mean(V**2)))
