"""One training step and one numerical gradient of lesson 03's sine net: readable, vectorised, compiled, torch."""

from collections.abc import Iterator

import torch

from course.lessons.two_gradients import compiled, problems
from course.lessons.two_gradients.key import numerical, reference
from tests.bench.figure import Figure, median_seconds

STEPS = 2000


def figures() -> Iterator[Figure]:
    P = problems.analytic_problem()
    net = P.X, P.W1, P.W2, P.T
    readable = median_seconds(lambda: _repeat(lambda: reference.train_step(*net, 0.1))) / STEPS
    twin = median_seconds(lambda: compiled.train(*net, 0.1, STEPS)) / STEPS
    autograd = median_seconds(_torch_steps(*net)) / 200
    yield Figure("one step of the sine net, NumPy", readable, "s", autograd, "torch eager")
    yield Figure("one step of the sine net, compiled", twin, "s", readable, "NumPy")
    loop = median_seconds(lambda: numerical.numerical_gradient(*net, problems.H))
    batch = median_seconds(lambda: numerical.vectorised_gradient(*net, problems.H))
    yield Figure("numerical gradient of the sine net, one batch", batch, "s", loop, "one loss at a time")


def _repeat(action: object) -> None:
    for _ in range(STEPS):
        action()


def _torch_steps(X: object, W1: object, W2: object, T: object) -> object:
    X, T = torch.tensor(X), torch.tensor(T)
    V1, V2 = (torch.tensor(W, requires_grad=True) for W in (W1, W2))
    ones = torch.ones(len(X), 1, dtype=torch.float64)

    def steps() -> None:
        for _ in range(200):
            A1 = torch.tanh(torch.hstack([ones, X]) @ V1)
            loss = 0.5 * ((torch.hstack([ones, A1]) @ V2 - T) ** 2).sum() / len(X)
            d1, d2 = torch.autograd.grad(loss, [V1, V2])
            with torch.no_grad():
                V1.sub_(0.1 * d1)
                V2.sub_(0.1 * d2)

    return steps
