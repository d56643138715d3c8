"""Lesson 02: a batch in one product against a loop over its examples, and one move of the live figure."""

from collections.abc import Iterator

import numpy as np

from course.lessons.vectorized_backprop import figures as drawn
from course.lessons.vectorized_backprop.key import reference
from tests.bench.figure import Figure, median_seconds


def batch() -> Iterator[Figure]:
    rng = np.random.default_rng(0)
    X, dZ = rng.normal(size=(5000, 30)), rng.normal(size=(5000, 10))
    product = median_seconds(lambda: reference.compute_dW(X, dZ))
    loop = median_seconds(lambda: sum(np.outer(x, dz) for x, dz in zip(X, dZ, strict=True)))
    yield Figure("dW of 5000 examples, one product", product, "s", loop, "a loop over the examples")


def live_figure() -> Iterator[Figure]:
    drawn.difference_curves()  # computes its curves
    move = median_seconds(lambda: drawn.difference_scene("float32, central", True, (0, 1e-3, 1.0)))
    yield Figure("lesson 02's live figure, one move", move, "s", 0.1, "what feels immediate")


def figures() -> Iterator[Figure]:
    yield from batch()
    yield from live_figure()
