"""How the checks use what a student wrote: models are built from arrays, and both norms are tried."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ...losses import hinge_gradient, squared_error_gradient
from .attacks import margin_gradient
from .nets import relu_net
from .runs import RUNS

Results = tuple[object, ...]


def compute_dx(answer: Callable, X: np.ndarray, t: np.ndarray, w: np.ndarray) -> Results:
    """The gradient at each point on its own."""
    return tuple(answer(x, label, w) for x, label in zip(X, t.tolist(), strict=True))


def move_point(answer: Callable, X: np.ndarray, t: np.ndarray, w: np.ndarray, eta: float) -> Results:
    """Each point after one step. The rows are windows into X, so a step in place is seen there."""
    return tuple(answer(x, label, w, eta) for x, label in zip(X, t.tolist(), strict=True))


def data_optimizer(
    answer: Callable, X: np.ndarray, t: np.ndarray, w: np.ndarray, samples: np.ndarray, eta: float
) -> Results:
    """The points after a run; and after another run of the same object, from the start with fewer steps."""
    start = X.copy()
    optimiser = answer(eta)
    moved = optimiser.run(X, t, w, samples)
    kept = moved.copy() if isinstance(moved, np.ndarray) else moved
    return kept, optimiser.run(start, t, w, samples[: len(samples) // 3])


def keeps_its_input(answer: Callable, X: np.ndarray) -> Results:
    """1 for yes and 0 for no, for each of the runs; each gets an array of its own."""
    verdicts = [answer(run, X.copy()) for run in RUNS]
    return tuple(float(v) if isinstance(v, (bool, np.bool_)) else v for v in verdicts)


def compute_dX(
    answer: Callable, W1: np.ndarray, b1: np.ndarray, W2: np.ndarray, b2: np.ndarray, X: np.ndarray, t: np.ndarray
) -> Results:
    """With three losses, and what became of the weights."""
    model = relu_net(W1, b1, W2, b2)
    rules = (hinge_gradient, squared_error_gradient, margin_gradient)
    return (*(answer(model, X, t, rule) for rule in rules), model.layers[0].W)


def steepest(answer: Callable, dX: np.ndarray) -> Results:
    """In both norms."""
    return answer(dX, np.inf), answer(dX, 2)


def fgsm(
    answer: Callable,
    W1: np.ndarray,
    b1: np.ndarray,
    W2: np.ndarray,
    b2: np.ndarray,
    X: np.ndarray,
    t: np.ndarray,
    eps: float,
) -> Results:
    """In both norms with the margin loss, and once with the hinge."""
    model = relu_net(W1, b1, W2, b2)
    attacked = [answer(model, X, t, eps, norm) for norm in (np.inf, 2)]
    return (*attacked, answer(model, X, t, eps, np.inf, hinge_gradient))


def project(answer: Callable, X_adv: np.ndarray, X: np.ndarray, eps: float) -> Results:
    """Onto both balls."""
    return answer(X_adv, X, eps, np.inf), answer(X_adv, X, eps, 2)


def pgd(
    answer: Callable,
    W1: np.ndarray,
    b1: np.ndarray,
    W2: np.ndarray,
    b2: np.ndarray,
    X: np.ndarray,
    t: np.ndarray,
    eps: float,
    step_size: float,
    steps: int,
) -> Results:
    """In both norms."""
    model = relu_net(W1, b1, W2, b2)
    return tuple(answer(model, X, t, eps, norm, step_size, steps) for norm in (np.inf, 2))
