"""How an answer that needs more than one call is used, beside the student's code."""

from collections.abc import Callable

import numpy as np

Drawn = tuple[np.ndarray, ...]


def draw_four_times(make_problem: Callable, seed: int, n: int, m: int, reach: float) -> list[Drawn]:
    """The four arrays of each of four calls: with the seed, with a third one, with another, with the first again.

    The third seed lies between: what is left of it in NumPy's shared generator must not matter.
    """
    return [_arrays(*make_problem(chosen, n, m, reach)) for chosen in (seed, seed + 2, seed + 1, seed)]


def _arrays(X: np.ndarray, T: np.ndarray, W1: np.ndarray, W2: np.ndarray) -> Drawn:
    return tuple(np.asarray(V, dtype=float) for V in (X, T, W1, W2))
