"""A problem that its seed decides: the right answer, and what is counted of any answer."""

import numpy as np

from ....datasets import sine
from ..drives import Drawn

COUNTED = ("arrays_that_repeat", "arrays_that_change_with_the_seed", "arrays_as_asked")


def make_problem(seed: int, n: int, m: int, reach: float) -> Drawn:
    """X, T of shape (n, 1), W1 of shape (2, m), W2 of shape (m + 1, 1), all from one generator made from ``seed``."""
    rng = np.random.default_rng(seed)
    X, T = sine(rng, n, reach)
    return X, T, rng.normal(size=(2, m)), rng.normal(size=(m + 1, 1))


def counted(returned: list[Drawn], seed: int, n: int, m: int, reach: float) -> tuple[int, int, int]:
    """Of its four arrays, how many come again with the seed, change with another, and are as they should be."""
    first, _, other, again = returned
    repeat = sum(map(np.array_equal, first, again))
    change = sum(not np.array_equal(a, b) for a, b in zip(first, other, strict=True))
    return repeat, change, _as_asked(*first, n, m, reach)


def _as_asked(X: np.ndarray, T: np.ndarray, W1: np.ndarray, W2: np.ndarray, n: int, m: int, reach: float) -> int:
    shared = min(W1.size, W2.size)
    repeated = np.array_equal(W1.ravel()[:shared], W2.ravel()[:shared])
    return sum(
        (
            X.shape == (n, 1) and 0.5 * reach < min(X.max(), -X.min()) and np.abs(X).max() <= reach,
            T.shape == (n, 1) and np.allclose(T, np.sin(X)),
            W1.shape == (2, m) and not repeated,
            W2.shape == (m + 1, 1) and not repeated,
        )
    )
