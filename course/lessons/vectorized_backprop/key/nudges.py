"""Try a wrong quotient of differences on every entry: shared by the mistakes of forward and central differences."""

import functools
from collections.abc import Callable

import numpy as np


def each(f: Callable, V: np.ndarray, quotient: Callable[[Callable[[float], float]], float]) -> np.ndarray:
    """``quotient(at)`` for each entry of V, ``at(by)`` being f with that entry nudged by so much; same shape as V."""
    dV = np.zeros(V.shape)
    for k in np.ndindex(V.shape):
        dV[k] = quotient(functools.partial(_nudged, f, V, k))
    return dV


def _nudged(f: Callable, V: np.ndarray, k: tuple[int, ...], by: float) -> float:
    U = V.copy()
    U[k] += by
    return f(U)
