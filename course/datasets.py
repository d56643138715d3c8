"""The data of the source lessons, drawn from a generator that is passed in: the same seed, the same points."""

import numpy as np


def two_clouds(rng: np.random.Generator, per_class: int = 1000) -> tuple[np.ndarray, np.ndarray]:
    """Two round clouds in the plane, at (0, 0) with label -1 and at (3, 3) with label +1.

    Parameters
    ----------
    rng : Generator
    per_class : int
        Points in each cloud.

    Returns
    -------
    X : ndarray of shape (2 * per_class, 2)
    t : ndarray of shape (2 * per_class, 1)
        Labels, -1.0 for the first half and 1.0 for the second.

    Notes
    -----
    Source: lesson 004.
    """
    X = rng.normal(size=(2 * per_class, 2))
    X[per_class:] += 3.0
    return X, np.repeat([[-1.0], [1.0]], per_class, axis=0)


def sine(rng: np.random.Generator, n: int = 25, reach: float = 10.0) -> tuple[np.ndarray, np.ndarray]:
    """Points on the sine curve.

    Parameters
    ----------
    rng : Generator
    n : int
        How many.
    reach : float
        X is uniform in (-reach, reach): 10 in the analytic half of the source, pi in the numerical one.

    Returns
    -------
    X, Y : ndarray of shape (n, 1)

    Notes
    -----
    Source: lesson 003, which draws X before it sets the seed; here there is no other way than a seeded generator.
    """
    X = rng.uniform(-reach, reach, size=(n, 1))
    return X, np.sin(X)
