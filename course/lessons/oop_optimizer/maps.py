"""A trained model all over the plane, in numbers and in words: what the figures draw."""

import numpy as np


def outputs(w: np.ndarray, xs: np.ndarray, ys: np.ndarray) -> np.ndarray:
    """The affine model's output at every grid point, shape (len(ys), len(xs)): row 0 is at the bottom."""
    return w[0] * xs[None, :] + w[1] * ys[:, None] + w[-1]


def share(w: np.ndarray, X: np.ndarray, t: np.ndarray) -> float:
    """Share of points whose output has their label's sign."""
    return float(np.mean(np.sign(X @ w[:-1] + w[-1]) == t))


def said(w: np.ndarray, losses: np.ndarray, steps: int, eta: float, loss: str, right: float | None) -> str:
    """One training run in a sentence; ``right`` is None if its weights have run away."""
    begin = f"{steps:,} steps of size {eta:g} with the {loss}: "
    if right is None:
        return begin + "the steps are too long, each overshoots further than the last, and the weights have run away."
    line = np.array2string(w, precision=2, separator=", ")
    return begin + f"w = {line}, {100 * right:.2f} % of the points on their side, last recorded loss {losses[-1]:.3f}."
