"""What lesson 05's answers are handed: nets made of the drawn weights, losses to climb, runs to examine."""

from __future__ import annotations

import numpy as np

from ....attacks import margin_gradient
from ....losses import hinge_gradient, squared_error_gradient
from ...declare import Handed
from ..nets import relu_net
from .runs import RUNS


def keeps_its_input(X: np.ndarray, order: np.ndarray) -> Handed:
    """All the runs, in an order that nobody knows, and points for them."""
    return {"runs": [RUNS[k] for k in order], "X": X}


def compute_dX(W1: np.ndarray, b1: np.ndarray, W2: np.ndarray, b2: np.ndarray, X: np.ndarray, t: np.ndarray) -> Handed:
    """The net, and three losses."""
    rules = [hinge_gradient, squared_error_gradient, margin_gradient]
    return {"model": relu_net(W1, b1, W2, b2), "X": X, "t": t, "loss_gradients": rules}


def fgsm(
    W1: np.ndarray, b1: np.ndarray, W2: np.ndarray, b2: np.ndarray, X: np.ndarray, t: np.ndarray, eps: float
) -> Handed:
    """The net, and a loss that is not the default."""
    return {"model": relu_net(W1, b1, W2, b2), "X": X, "t": t, "eps": eps, "loss_gradient": hinge_gradient}


def pgd(W1: np.ndarray, b1: np.ndarray, W2: np.ndarray, b2: np.ndarray, **others: object) -> Handed:
    """The net, and the rest as it is."""
    return {"model": relu_net(W1, b1, W2, b2), **others}
