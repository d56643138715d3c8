"""What a gradient costs: passes counted, seconds measured, for nets of any width."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from ... import datasets
from .problems import REACH_ANALYTIC, H, N

Ways = tuple[Callable, Callable, Callable]


@dataclass
class Calls:
    """How often a function has been called."""

    count: int = 0


@contextlib.contextmanager
def count_calls(namespace: dict, name: str) -> Iterator[Calls]:
    """Count the calls of ``namespace[name]`` inside the block, whoever makes them; results stay the same."""
    original, calls = namespace[name], Calls()

    def counted(*arguments: object) -> object:
        calls.count += 1
        return original(*arguments)

    namespace[name] = counted
    try:
        yield calls
    finally:
        namespace[name] = original


@dataclass(frozen=True)
class Cost:
    """One gradient of a net of m hidden units and P parameters: seconds, by each way of getting it."""

    m: int
    analytic: float
    loop: float
    batch: float

    @property
    def parameters(self) -> int:
        """P: (1 + 1) m weights into the hidden layer, m + 1 out of it."""
        return parameters(self.m)

    @property
    def passes(self) -> int:
        """Forward passes of the numerical gradient; the analytic one has one forward and one backward, always."""
        return 2 * self.parameters


def parameters(m: int, d: int = 1, C: int = 1) -> int:
    """How many weights the net has, biases included."""
    return (d + 1) * m + (m + 1) * C


def measure(m: int, ways: Ways, patience: float = 0.03) -> Cost:
    """Time the three ways on the same net, here and now: the best of what fits into ``patience`` seconds for each.

    ``ways`` are ``network(X, W1, W2, T)``, and ``numerical_gradient`` and ``vectorised_gradient`` of (X, W1, W2, T, h).
    """
    rng = np.random.default_rng(0)
    X, T = datasets.sine(rng, N, REACH_ANALYTIC)
    W1, W2 = rng.normal(size=(2, m)), rng.normal(size=(m + 1, 1))
    network, loop, batch = ways
    return Cost(
        m,
        analytic=_best(lambda: network(X, W1, W2, T), patience),
        loop=_best(lambda: loop(X, W1, W2, T, H), patience),
        batch=_best(lambda: batch(X, W1, W2, T, H), patience),
    )


def _best(action: Callable[[], object], patience: float) -> float:
    best, spent = float("inf"), 0.0
    while spent < patience:
        start = time.perf_counter()
        action()
        seconds = time.perf_counter() - start
        best, spent = min(best, seconds), spent + seconds
    return best
