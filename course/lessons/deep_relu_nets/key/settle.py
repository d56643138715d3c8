"""From what lesson 06's drives return to what is compared: where something is said, and how far off is far."""

from __future__ import annotations

import numpy as np

from ....losses import mean_squared_error

TINY = 1e-6

Results = tuple[np.ndarray, object, object]


def kink_free_gradient(returned: tuple, X: np.ndarray, V: np.ndarray, eps: float) -> Results:
    """Where nothing is said, what is said elsewhere, and V afterwards."""
    dV, V_after = np.asarray(returned[0], dtype=float), returned[1]
    return np.isnan(dV).astype(float), np.where(np.isnan(dV), 0.0, dV), V_after


def layer_errors(
    returned: tuple, X: np.ndarray, T: np.ndarray, W1: np.ndarray, W2: np.ndarray, W3: np.ndarray
) -> Results:
    """For a net that is right: are its errors tiny? For one that is wrong its errors; and the first one's loss."""
    right, wrong, Y = returned
    return (np.asarray(right, dtype=float) < TINY).astype(float), wrong, mean_squared_error(Y, T)
