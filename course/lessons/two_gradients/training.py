"""Long training loops with a progress bar that tells the loss."""

from __future__ import annotations

import sys
from collections.abc import Callable

import numpy as np
from tqdm import tqdm

Advance = Callable[[np.ndarray, np.ndarray, int], tuple[np.ndarray, np.ndarray, np.ndarray]]


def descend(
    advance: Advance, W1: np.ndarray, W2: np.ndarray, steps: int, reports: int = 100
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Let ``advance`` take all the steps, a piece at a time, and show how far it is.

    Parameters
    ----------
    advance : callable
        ``advance(W1, W2, steps)`` gives the new W1, the new W2 and the loss before each step.
    W1, W2 : ndarray
        Where to start; not changed.
    steps : int
    reports : int
        How often the bar is brought up to date.

    Returns
    -------
    W1, W2 : ndarray
        Where it ended.
    losses : ndarray of shape (steps,)

    Notes
    -----
    The bar goes to stdout: whatever stands on stderr looks like a failure in a notebook.
    """
    pieces = [len(piece) for piece in np.array_split(np.arange(steps), min(reports, steps))]
    losses = []
    with tqdm(total=steps, file=sys.stdout, unit="step", unit_scale=True, mininterval=0.2, ncols=90) as bar:
        for piece in pieces:
            W1, W2, found = advance(W1, W2, piece)
            losses.append(found)
            bar.set_postfix_str(f"loss {found[-1]:.2e}", refresh=False)
            bar.update(piece)
    return W1, W2, np.concatenate(losses)


def repeat(step: Callable, loss: Callable) -> Advance:
    """An ``advance`` that calls ``step(W1, W2)`` for each step, and ``loss(W1, W2)`` once for each piece."""

    def advance(W1: np.ndarray, W2: np.ndarray, steps: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        before = np.full(steps, loss(W1, W2))
        for _ in range(steps):
            W1, W2 = step(W1, W2)
        return W1, W2, before

    return advance
