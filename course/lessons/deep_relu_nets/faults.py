"""The three versions of the source's net, in today's Python, each with the fault that it had."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...activations import relu
from ...layers import Linear


def with_ones(x: np.ndarray) -> np.ndarray:
    """Append a column of ones for the bias: shape (n, d + 1) for x of shape (n, d)."""
    return np.concatenate((x, np.ones((len(x), 1))), axis=1)


class FirstReluLayer:
    """The first version: no bias, and what came in is never stored, so ``self.x`` stays zero."""

    def __init__(self, w: np.ndarray) -> None:
        self.w = w
        self.x = np.zeros((1, len(w)))

    def forward(self, x: np.ndarray) -> np.ndarray:
        """max(0, xw) of shape (m,) for one x of shape (d,)."""
        self.z = np.dot(x, self.w)
        return np.maximum(0, self.z)

    def gradient(self) -> np.ndarray:
        """dy/dw, of shape (d, m); all zero."""
        on = np.where(self.z > 0, 1.0, 0.0)
        return np.dot(on[:, np.newaxis], self.x).T

    def backward(self) -> np.ndarray:
        """dy/dx, of shape (m, d)."""
        return np.where(self.z > 0, self.w, 0.0).T


class PublishedReluLayer:
    """The last version: w has shape (d + 1, m), the bias last; one example at a time, x of shape (1, d)."""

    def __init__(self, w: np.ndarray) -> None:
        self.w = w

    def forward(self, x: np.ndarray) -> np.ndarray:
        """max(0, z) of shape (1, m)."""
        self.xext = with_ones(x)
        self.z = np.dot(self.xext, self.w)
        return np.maximum(0, self.z)

    def gradient(self) -> np.ndarray:
        """dy/dw, as far as it fits into a matrix: a row for each output, shape (m, d + 1)."""
        return np.dot(np.where(self.z > 0, 1.0, 0.0).T, self.xext)

    def backward(self) -> np.ndarray:
        """dy/dx, of shape (d, m)."""
        return (np.where(self.z > 0, 1.0, 0.0) * self.w)[:-1]


class PublishedLinearLayer(PublishedReluLayer):
    """The same without the ReLU: right for the one output it was used for."""

    def forward(self, x: np.ndarray) -> np.ndarray:
        """The pre-activation z of shape (1, m)."""
        super().forward(x)
        return self.z

    def gradient(self) -> np.ndarray:
        """dy/dw of one output: shape (1, d + 1)."""
        return self.xext

    def backward(self) -> np.ndarray:
        """dy/dx, of shape (d, m)."""
        return self.w[:-1]


class PublishedModel:
    """The layers in a list, ``architecture``."""

    def __init__(self, *architecture: PublishedReluLayer) -> None:
        self.architecture = list(architecture)

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Output of the last layer."""
        for layer in self.architecture:
            x = layer.forward(x)
        return x


def published_gradients(layers: Sequence[PublishedReluLayer], dLdx: np.ndarray) -> list[np.ndarray]:
    """What the source's last optimiser takes off each w, in the order of the layers; ``dLdx`` has shape (1, outputs).

    ``np.dot(dLdx, layer.gradient()).T`` has shape (d + 1, 1): subtracted from w, it is broadcast over all columns.
    """
    gradients = []
    for layer in reversed(layers):
        gradients.insert(0, np.broadcast_to(np.dot(dLdx, layer.gradient()).T, layer.w.shape))
        dLdx = np.dot(dLdx, layer.backward().T)
    return gradients


def published_dw(dy: np.ndarray, xext: np.ndarray, z: np.ndarray) -> np.ndarray:
    """The gradient of one ReLU layer by :func:`published_gradients`, added up over a batch: shape (d + 1, m)."""
    on = np.where(z > 0, 1.0, 0.0)
    one_column = np.sum([row[None, :] @ np.outer(o, x) for row, o, x in zip(dy, on, xext, strict=True)], axis=0).T
    return np.broadcast_to(one_column, (xext.shape[1], z.shape[1]))


class PublishedDW(Linear):
    """A ReLU layer with one thing changed: dW and db are those of :func:`published_dw`."""

    def forward(self, X: np.ndarray) -> np.ndarray:
        """A of shape (n, m) for X of shape (n, d)."""
        self.Z = super().forward(X)
        return relu(self.Z)

    def backward(self, dA: np.ndarray) -> np.ndarray:
        """dX, which is right; dW and db, which are not."""
        one_column = published_dw(dA, with_ones(self.X), self.Z)
        self.dW, self.db = self.dW + one_column[:-1], self.db + one_column[-1]
        return np.where(self.Z > 0, dA, 0.0) @ self.W.T


class SplitLayer:
    """The source's layer, mended: ``gradient`` and ``backward`` take what has arrived, and give dL/dw and dL/dx."""

    def __init__(self, w: np.ndarray) -> None:
        self.w = w

    def forward(self, x: np.ndarray) -> np.ndarray:
        """max(0, z) of shape (n, m) for x of shape (n, d)."""
        self.xext = with_ones(x)
        self.z = self.xext @ self.w
        return np.maximum(0, self.z)

    def gradient(self, dy: np.ndarray) -> np.ndarray:
        """dL/dw, the shape of w."""
        return self.xext.T @ np.where(self.z > 0, dy, 0.0)

    def backward(self, dy: np.ndarray) -> np.ndarray:
        """dL/dx of shape (n, d), with the weights as they are now."""
        return np.where(self.z > 0, dy, 0.0) @ self.w[:-1].T
