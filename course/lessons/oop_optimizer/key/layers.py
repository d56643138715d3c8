"""A layer that keeps the contract and five that break one rule each: what an inspector has to tell apart."""

import numpy as np

from ....layers import Linear

RULES = {
    1: "forward changes no input",
    2: "backward moves no parameter",
    3: "a gradient has its parameter's shape",
    4: "two backward calls add up",
    5: "zero_gradients sets every gradient to zero",
}


class ScalesItsInput(Linear):
    """Breaks rule 1: the input is centred in place, for everybody who holds it."""

    def forward(self, X: np.ndarray) -> np.ndarray:
        """Z, with X changed on the way."""
        X -= X.mean(axis=0)
        return super().forward(X)


class StepsOnItsOwn(Linear):
    """Breaks rule 2: backward takes a small step itself, on the bias, where one does not look first."""

    def backward(self, dZ: np.ndarray) -> np.ndarray:
        """dX, with b moved on the way."""
        dX = super().backward(dZ)
        self.b -= 0.001 * self.db
        return dX


class KeepsEveryRow(Linear):
    """Breaks rule 3: the bias's gradient is not summed over the batch."""

    def backward(self, dZ: np.ndarray) -> np.ndarray:
        """dX; db gets one row an example."""
        self.dW += self.X.T @ dZ
        self.db = self.db + dZ
        return dZ @ self.W.T


class Overwrites(Linear):
    """Breaks rule 4: the second gradient replaces the first."""

    def backward(self, dZ: np.ndarray) -> np.ndarray:
        """dX; dW and db are set, not added to."""
        self.zero_gradients()
        return super().backward(dZ)


class ForgetsTheBias(Linear):
    """Breaks rule 5: db is never set back."""

    def zero_gradients(self) -> None:
        """Sets dW back; db only the first time, when there is none yet."""
        before = getattr(self, "db", None)
        super().zero_gradients()
        self.db = self.db if before is None else before


BROKEN = (Linear, ScalesItsInput, StepsOnItsOwn, KeepsEveryRow, Overwrites, ForgetsTheBias)


def broken_rule(layer: Linear, X: np.ndarray, dZ: np.ndarray) -> int:
    """Number of the first of the ``RULES`` that ``layer`` breaks, 0 if it keeps them all.

    Parameters
    ----------
    layer : a layer with W, b, dW, db, and nothing added up yet
    X : ndarray of shape (n, d)
        Input; not changed, unless the layer does.
    dZ : ndarray of shape (n, m)
        Upstream gradient.
    """
    X_before, W_before, b_before = X.copy(), layer.W.copy(), layer.b.copy()
    layer.forward(X)
    if not np.array_equal(X, X_before):
        return 1
    layer.backward(dZ)
    if not (np.array_equal(layer.W, W_before) and np.array_equal(layer.b, b_before)):
        return 2
    if layer.dW.shape != layer.W.shape or layer.db.shape != layer.b.shape:
        return 3
    dW_once, db_once = layer.dW.copy(), layer.db.copy()
    layer.forward(X)
    layer.backward(dZ)
    if not (np.allclose(layer.dW, 2 * dW_once) and np.allclose(layer.db, 2 * db_once)):
        return 4
    layer.zero_gradients()
    return 5 if np.any(layer.dW) or np.any(layer.db) else 0
