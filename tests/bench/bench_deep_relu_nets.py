"""Lesson 06: a training step compiled and readable, and the most expensive move of the live figure."""

from collections.abc import Iterator

import numpy as np

from course.datasets import two_clouds
from course.lessons.deep_relu_nets import compiled, nets
from course.lessons.deep_relu_nets.key.reference import train
from course.lessons.deep_relu_nets.movie.figures import training
from course.lessons.deep_relu_nets.settings import SIZES
from tests.bench.figure import Figure, median_seconds

STEPS = 1000


def figures() -> Iterator[Figure]:
    X, T = two_clouds(np.random.default_rng(0))
    batches = np.random.default_rng(1).integers(len(X), size=(STEPS, 10))
    V = nets.start(np.random.default_rng(2), SIZES)
    twin = median_seconds(lambda: compiled.train(X, T, batches, V, SIZES, 0.01, STEPS))
    readable = median_seconds(lambda: train(nets.network(V, SIZES), X, T, batches, 0.01, STEPS), repeats=3)
    yield Figure("lesson 06: a step of 10 examples, compiled", twin / STEPS, "s", readable / STEPS, "the NumPy loop")
    scene = training()
    worst = median_seconds(lambda: scene(6, 30, "He", 0.01, 1, 50_000), repeats=3)
    yield Figure("lesson 06: the live figure's most expensive move", worst, "s")
