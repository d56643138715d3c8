"""The data and first weights of the lesson: the source's two sine problems, and three arms to classify."""

from dataclasses import dataclass

import numpy as np

from ... import datasets

N, M = 25, 10
REACH_ANALYTIC, REACH_NUMERICAL = 10.0, np.pi
STEPS_ANALYTIC, STEPS_NUMERICAL = 100_000, 10_000
H = 1e-5
STEP_SIZE = 0.1
# The source says 0.01, for the mean square. For half of that, our one loss, the same steps need twice the step size.
STEP_SIZE_NUMERICAL = 0.02


@dataclass(frozen=True)
class Problem:
    """Data X of shape (n, d), targets T of shape (n, C), and the weights to start from."""

    X: np.ndarray
    T: np.ndarray
    W1: np.ndarray
    W2: np.ndarray


def analytic_problem() -> Problem:
    """The source's first problem: its weights (seed 11) on 25 points drawn here, as its own had no seed."""
    X, T = datasets.sine(np.random.default_rng(7), N, REACH_ANALYTIC)
    return Problem(X, T, *_weights(np.random.RandomState(11)))


def numerical_problem() -> Problem:
    """The source's second problem, number by number: everything is drawn after its seed, 111.

    RandomState is the generator behind ``np.random.seed``; only with it do the source's own numbers come back.
    """
    old = np.random.RandomState(111)
    X = old.uniform(-REACH_NUMERICAL, REACH_NUMERICAL, N).reshape(N, 1)
    return Problem(X, np.sin(X), *_weights(old))


def _weights(old: np.random.RandomState) -> tuple[np.ndarray, np.ndarray]:
    return old.randn(2, M), old.randn(M + 1, 1)


def test_points() -> tuple[np.ndarray, np.ndarray]:
    """The source's test set: the sine at every 0.1 from -2 pi to 2 pi, twice as far as the numerical problem's data."""
    X = np.arange(-2 * np.pi, 2 * np.pi, 0.1)[:, None]
    return X, np.sin(X)


test_points.__test__ = False


def three_arms(per_class: int = 40) -> Problem:
    """Three arms that wind out from the middle, one class each, with one-hot targets."""
    rng = np.random.default_rng(3)
    along = np.tile(np.linspace(0.15, 1.0, per_class), 3)
    arm = np.repeat(np.arange(3), per_class)
    angle = 2 * np.pi * arm / 3 + 3.0 * along + rng.normal(scale=0.12, size=along.size)
    X = 3 * np.column_stack([along * np.cos(angle), along * np.sin(angle)])
    return Problem(X, np.eye(3)[arm], rng.normal(size=(3, 12)), rng.normal(size=(13, 3)))
