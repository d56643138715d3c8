"""Six ways to treat the array one is given: what `keeps_its_input` has to tell apart."""

import numpy as np


def moves_a_copy(X: np.ndarray) -> np.ndarray:
    """Keeps its input."""
    moved = X.copy()
    moved += 0.5
    return moved


def moves_it(X: np.ndarray) -> np.ndarray:
    """Writes into X and returns it, as the source does."""
    X += 0.5
    return X


def moves_it_and_copies(X: np.ndarray) -> np.ndarray:
    """Writes into X and returns a copy: too late."""
    X += 0.5
    return X.copy()


def moves_the_last_row(X: np.ndarray) -> np.ndarray:
    """Writes into one row, through another name."""
    last = X[-1]
    last -= 0.25
    return X.copy()


def exchanges_rows(X: np.ndarray) -> np.ndarray:
    """Puts the rows into another order: all sums stay."""
    X[:] = X[::-1].copy()
    return X.copy()


def hands_it_back(X: np.ndarray) -> np.ndarray:
    """Returns X as it is: keeps its input."""
    return X


RUNS = (moves_a_copy, moves_it, moves_it_and_copies, moves_the_last_row, exchanges_rows, hands_it_back)
