"""How the checks use what a student wrote: one point after the other, one run after the other, in both norms."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

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


def keeps_its_input(answer: Callable, runs: list[Callable], X: np.ndarray) -> Results:
    """What the examiner says of each of the runs; each gets an array of its own."""
    return tuple(answer(run, X.copy()) for run in runs)


def compute_dX(
    answer: Callable, model: object, X: np.ndarray, t: np.ndarray, loss_gradients: list[Callable]
) -> Results:
    """With each of the losses, and what became of the weights."""
    return (*(answer(model, X, t, loss_gradient) for loss_gradient in loss_gradients), model.layers[0].W)


def steepest(answer: Callable, dX: np.ndarray) -> Results:
    """In both norms."""
    return answer(dX, np.inf), answer(dX, 2)


def fgsm(answer: Callable, model: object, X: np.ndarray, t: np.ndarray, eps: float, loss_gradient: Callable) -> Results:
    """In both norms with the loss that is the default, and once with another."""
    attacked = [answer(model, X, t, eps, norm) for norm in (np.inf, 2)]
    return (*attacked, answer(model, X, t, eps, np.inf, loss_gradient))


def project(answer: Callable, X_adv: np.ndarray, X: np.ndarray, eps: float) -> Results:
    """Onto both balls."""
    return answer(X_adv, X, eps, np.inf), answer(X_adv, X, eps, 2)


def pgd(
    answer: Callable, model: object, X: np.ndarray, t: np.ndarray, eps: float, step_size: float, steps: int
) -> Results:
    """In both norms."""
    return tuple(answer(model, X, t, eps, norm, step_size, steps) for norm in (np.inf, 2))
