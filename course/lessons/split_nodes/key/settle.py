"""From the dicts that lesson 07's answers return to arrays: the numbers by node, in alphabetical order."""

from __future__ import annotations

import numpy as np

from ..faults import Edge
from .graphs import backward_order, consumers


def counts(waiting: dict[str, int], edges: list[Edge]) -> np.ndarray:
    """Counts of all nodes; NaN where one is missing."""
    return _by_name(waiting, consumers(edges))


def gradients(gradient: dict[str, float], edges: list[Edge], loss: str) -> np.ndarray:
    """Gradients of all nodes that lead to the loss; NaN where one is missing."""
    return _by_name(gradient, backward_order(edges, loss))


def _by_name(found: dict[str, float], names: list[str] | dict[str, int]) -> np.ndarray:
    return np.array([found.get(name, np.nan) for name in sorted(names)], dtype=float)
