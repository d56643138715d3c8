"""What lesson 06's answers are handed: layers with given weights, nets made of them, right ones and a wrong one."""

from __future__ import annotations

import numpy as np

from ....layers import Linear
from ...declare import Handed
from ..faults import PublishedDW, SplitLayer
from .reference import Network, ReluLayer

ETA = 0.03


def layers_of(
    W1: np.ndarray, W2: np.ndarray, W3: np.ndarray, kind: type[Linear] = ReluLayer
) -> list[ReluLayer | PublishedDW | Linear]:
    """Two layers of one kind and a linear one, their biases a row of small numbers."""
    pairs = [(W, 0.1 * np.arange(1.0, W.shape[1] + 1)) for W in (W1, W2, W3)]
    return [made(*pair) for made, pair in zip((kind, kind, Linear), pairs, strict=True)]


def network(X: np.ndarray, W1: np.ndarray, W2: np.ndarray, W3: np.ndarray, dY: np.ndarray) -> Handed:
    """The layers of a net, for the answer to chain."""
    return {"layers": layers_of(W1, W2, W3), "X": X, "dY": dY}


def backward_step(x: np.ndarray, w1: np.ndarray, w2: np.ndarray, w3: np.ndarray, dy: np.ndarray, eta: float) -> Handed:
    """A net of three of the source's layers that has been forward."""
    layers = [SplitLayer(w.copy()) for w in (w1, w2, w3)]
    A = x
    for layer in layers:
        A = layer.forward(A)
    return {"layers": layers, "dy": dy, "eta": eta}


def train(
    X: np.ndarray, T: np.ndarray, W1: np.ndarray, W2: np.ndarray, W3: np.ndarray, batches: np.ndarray, every: int
) -> Handed:
    """A net with these weights."""
    return {"network": Network(layers_of(W1, W2, W3)), "X": X, "T": T, "batches": batches, "eta": ETA, "every": every}


def layer_errors(X: np.ndarray, T: np.ndarray, W1: np.ndarray, W2: np.ndarray, W3: np.ndarray) -> Handed:
    """A net that is right, with gradients left over from before, and one with the published gradient."""
    good, wrong = Network(layers_of(W1, W2, W3)), Network(layers_of(W1, W2, W3, PublishedDW))
    good.layers[2].dW += 1.0
    return {"network": good, "wrong": wrong, "X": X, "T": T}
