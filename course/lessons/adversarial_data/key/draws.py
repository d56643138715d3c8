"""The inputs of lesson 05's checks: points on purpose on either side of the boundary and of the margin.

All sizes differ, so that a swapped or missing transpose shows; none is 2, so that a mean is not taken for a half.
"""

import numpy as np

from ...declare import Inputs
from ..nets import relu_net
from .runs import RUNS

n, d, m = 7, 3, 5
WRONG, INSIDE, BEYOND = (-1.5, -0.3), (0.2, 0.8), (1.3, 2.5)


def margins(rng: np.random.Generator, *ranges: tuple[float, float]) -> np.ndarray:
    """One value of t*y drawn from each range."""
    return np.array([rng.uniform(*ends) for ends in ranges])


def points(rng: np.random.Generator, t: np.ndarray, margin: np.ndarray) -> Inputs:
    """Weights, and points whose t*y is ``margin``: shifted along w until it is. The bias decides on which side of 1."""
    w, X = rng.normal(size=d + 1), rng.normal(size=(len(t), d))
    w[-1] = rng.choice([-1.0, 1.0]) * rng.uniform(1.6, 2.4)
    X += ((t * margin - X @ w[:-1] - w[-1]) / (w[:-1] @ w[:-1]))[:, None] * w[:-1]
    return {"X": X, "t": t, "w": w}


def outputs(rng: np.random.Generator) -> Inputs:
    """Answers and labels: each label is there wrong, within the margin and beyond it."""
    t = np.repeat([-1.0, 1.0], 6)[:11]
    y = t * margins(rng, *([WRONG, INSIDE, BEYOND, WRONG, BEYOND, INSIDE] * 2)[:11])
    order = rng.permutation(11)
    return {"y": y[order], "t": t[order]}


def five_points(rng: np.random.Generator) -> Inputs:
    """Wrong, within the margin, beyond it, wrong and within it again with the other label."""
    t = np.array([1.0, -1.0, 1.0, -1.0, 1.0])
    return points(rng, t, margins(rng, WRONG, INSIDE, BEYOND, WRONG, INSIDE))


def five_points_and_a_step(rng: np.random.Generator) -> Inputs:
    """As :func:`five_points`, with a step size."""
    return {**five_points(rng), "eta": float(rng.uniform(0.2, 0.4))}


def run(rng: np.random.Generator) -> Inputs:
    """Points of all kinds, some six visits to each, the first to one that is wrong, and none to point 0."""
    t = np.array([1.0, -1.0, 1.0, -1.0, -1.0, 1.0, 1.0])
    given = points(rng, t, margins(rng, WRONG, WRONG, INSIDE, INSIDE, BEYOND, BEYOND, WRONG))
    return {
        **given,
        "samples": np.append(1, rng.permutation(np.repeat(np.arange(1, n), 6))[:32]),
        "eta": float(rng.uniform(0.1, 0.2)),
    }


def two_places(rng: np.random.Generator) -> Inputs:
    """Points before and after."""
    return {"X": rng.normal(size=(n, d)), "X_moved": rng.normal(size=(n, d))}


def cloud(rng: np.random.Generator) -> Inputs:
    """Points, and the order in which the runs are handed over."""
    return {"X": rng.normal(size=(n, d)), "order": rng.permutation(len(RUNS))}


def net(rng: np.random.Generator) -> Inputs:
    """A net with one hidden layer, points, and labels: four are wrong and three are right by more than the margin."""
    W1, b1 = rng.normal(size=(d, m)), rng.normal(scale=0.3, size=m)
    W2, b2 = rng.normal(size=(m, 1)), rng.normal(scale=0.3, size=1)
    X = rng.normal(size=(n, d))
    y = relu_net(W1, b1, W2, b2).forward(X)[:, 0]
    largest = np.argsort(np.abs(y))[-3:]
    scale = 1.3 / np.abs(y[largest[0]])
    t = -np.sign(y)
    t[largest] *= -1
    return {"W1": W1, "b1": b1, "W2": scale * W2, "b2": scale * b2, "X": X, "t": t[:, None]}


def gradient(rng: np.random.Generator) -> Inputs:
    """Rows of several lengths, one of them all zeros."""
    dX = rng.normal(size=(n, d)) * rng.uniform(0.3, 3.0, size=(n, 1))
    dX[3] = 0.0
    return {"dX": dX}


def net_and_budget(rng: np.random.Generator) -> Inputs:
    """As :func:`net`, with a budget."""
    return {**net(rng), "eps": float(rng.uniform(0.2, 0.5))}


def net_and_steps(rng: np.random.Generator) -> Inputs:
    """As :func:`net_and_budget`, with steps that leave the ball and turn on the way."""
    given = net_and_budget(rng)
    return {**given, "eps": 2 * given["eps"], "step_size": 0.8 * given["eps"], "steps": 4}


def margins_of_a_line(rng: np.random.Generator) -> Inputs:
    """Answers, labels and weights of a linear classifier."""
    return {**outputs(rng), "w": rng.normal(size=d + 1)}


def around(rng: np.random.Generator) -> Inputs:
    """Points inside and outside both balls."""
    X, offset = rng.normal(size=(n, d)), rng.normal(size=(n, d))
    offset *= (np.array([0.3, 2.5, 1.7, 0.5, 3.0, 0.7, 1.4]) / np.linalg.norm(offset, axis=1))[:, None]
    eps = float(rng.uniform(0.8, 1.1))
    return {"X_adv": X + eps * offset, "X": X, "eps": eps}
