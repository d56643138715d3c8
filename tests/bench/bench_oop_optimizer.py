"""One step of lesson 04's training: readable NumPy, its compiled twin, and torch in eager mode, in one run."""

from collections.abc import Iterator

import numpy as np

from course.datasets import two_clouds
from course.lessons.oop_optimizer import compiled
from course.lessons.oop_optimizer import figures as shown
from course.lessons.oop_optimizer.key import reference as right
from course.lessons.oop_optimizer.settings import ETA
from course.optimizers import SGD
from tests.bench.figure import Figure, median_seconds

STEPS = {"numpy": 2_000, "compiled": 100_000, "torch": 500}


def microseconds_a_step() -> dict[str, float]:
    """Microseconds a step for each way."""
    rng = np.random.default_rng(0)
    X, t = two_clouds(rng)
    t = t[:, 0]
    samples = rng.integers(len(X), size=max(STEPS.values()))

    def numpy() -> None:
        run = samples[: STEPS["numpy"]]
        right.train(right.AffineModel(2), right.SquaredError(), SGD(ETA), X, t, run)

    ways = {
        "numpy": numpy,
        "compiled": lambda: compiled.train(X, t, samples[: STEPS["compiled"]], ETA),
        "torch": lambda: torch_steps(X, t, samples[: STEPS["torch"]]),
    }
    return {name: 1e6 * median_seconds(way) / STEPS[name] for name, way in ways.items()}


def torch_steps(X: np.ndarray, t: np.ndarray, samples: np.ndarray) -> None:
    """The same training in torch, as one would write it: a layer, autograd, and torch's own optimiser."""
    import torch

    inputs, labels = torch.tensor(X), torch.tensor(t)
    model = torch.nn.Linear(2, 1, dtype=torch.float64)
    optimiser = torch.optim.SGD(model.parameters(), lr=ETA)
    for i in samples.tolist():
        optimiser.zero_grad()
        loss = (labels[i] - model(inputs[i])[0]) ** 2
        loss.backward()
        optimiser.step()


def milliseconds_a_move() -> float:
    """Milliseconds for one move of a slider at 100,000 steps, without the browser."""
    scene = shown.training()
    return 1e3 * median_seconds(lambda: scene(0.001, 100_000, "squared error"))


def figures() -> Iterator[Figure]:
    step = microseconds_a_step()
    yield Figure("one step of least squares, NumPy", step["numpy"], "µs", step["torch"], "torch, eager")
    yield Figure("one step of least squares, compiled", step["compiled"], "µs", step["torch"], "torch, eager")
    yield Figure("one step of least squares, compiled", step["compiled"], "µs", step["numpy"], "NumPy")
    yield Figure("live figure, 100,000 steps", milliseconds_a_move(), "ms", 100.0, "the limit")
