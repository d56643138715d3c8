"""One step of lesson 05's optimiser for data, in the readable loop, compiled, and with torch."""

from collections.abc import Iterator

import numpy as np
import torch

from course.datasets import two_clouds
from course.lessons.adversarial_data import compiled
from course.lessons.adversarial_data.key.reference import DataOptimizer
from course.lessons.adversarial_data.settings import DATA_ETA, FITTED, SEED
from tests.bench.figure import Figure, median_seconds

READABLE, COMPILED, TORCH = 5_000, 500_000, 300


def figures() -> Iterator[Figure]:
    rng = np.random.default_rng(SEED)
    X, labels = two_clouds(rng)
    t, samples = labels[:, 0], rng.integers(len(X), size=COMPILED)
    eager = median_seconds(lambda: torch_steps(X, t, samples[:TORCH]), 3) / TORCH
    optimiser = DataOptimizer(DATA_ETA)
    readable = median_seconds(lambda: optimiser.run(X, t, FITTED, samples[:READABLE]), 3) / READABLE
    fast = median_seconds(lambda: compiled.move(X, t, FITTED, samples, DATA_ETA), 3) / COMPILED
    yield Figure("moving one point, readable loop", 1e6 * readable, "µs", 1e6 * eager, "torch, eager")
    yield Figure("moving one point, compiled loop", 1e6 * fast, "µs", 1e6 * readable, "the readable loop")


def torch_steps(X: np.ndarray, t: np.ndarray, samples: np.ndarray) -> torch.Tensor:
    """The same steps, each with autograd."""
    points, labels, w = torch.tensor(X), torch.tensor(t), torch.tensor(FITTED)
    for i in samples:
        x = points[i].clone().requires_grad_()
        torch.relu(1 - labels[i] * (x @ w[:-1] + w[-1])).backward()
        points[i] = x.detach() - DATA_ETA * x.grad
    return points
