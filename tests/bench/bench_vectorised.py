"""One call on the whole array against one call an element: what lesson 01 shows with 200,000 numbers."""

from collections.abc import Iterator
from math import exp

import numpy as np

from course.activations import sigmoid
from tests.bench.figure import Figure, median_seconds


def figures() -> Iterator[Figure]:
    Z = np.random.default_rng(0).normal(size=200_000)
    vectorised = median_seconds(lambda: sigmoid(Z))
    element_wise = median_seconds(lambda: [1.0 / (1.0 + exp(-z)) for z in Z.tolist()])
    yield Figure("sigmoid of 200,000 numbers, one call", vectorised, "s", element_wise, "a loop over Python floats")
