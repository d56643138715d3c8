"""How the checks use the engine that a student wrote: as lesson 1's net, and with a variable that is used twice."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np


def run_net(engine: Callable, A0: np.ndarray, W1: np.ndarray, W2: np.ndarray, t: np.ndarray) -> tuple:
    """Lesson 01's net on ``engine``, and then a split: loss, dW1, dW2, then u = sum(v*v + v) and the gradient of v.

    Parameters
    ----------
    engine : class
        The student's: its objects have the operations of :class:`course.engine.Var`.
    A0 : ndarray of shape (n, d)
    W1 : ndarray of shape (d, m)
    W2 : ndarray of shape (m, C)
    t : ndarray of shape (n, C)

    Returns
    -------
    L : float
    dW1, dW2 : ndarray, the shapes of W1 and W2
    u : float
    dv : ndarray, the shape of A0
    """
    first, second = engine(W1), engine(W2)
    error = ((engine(A0) @ first).sigmoid() @ second).sigmoid() - engine(t)
    L = (engine(0.5 * np.ones_like(t)) * error * error).sum()
    L.backward()
    dW1, dW2 = np.array(first.gradient), np.array(second.gradient)
    v = engine(A0)
    u = (v * v + v).sum()
    u.backward()
    return float(L.value), dW1, dW2, float(u.value), v.gradient
