"""The local derivative of one operation inside a helper call, from the values that were recorded."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from ...tracing.trace import Node

# d(output)/d(input) from the input u and the output v.
ONE_INPUT: dict[str, Callable] = {
    "negative": lambda u, v: -np.ones_like(v),
    "add": lambda u, v: np.ones_like(v),
    "exp": lambda u, v: v,
    "log": lambda u, v: 1 / u,
    "tanh": lambda u, v: 1 - v * v,
    "sqrt": lambda u, v: 1 / (2 * v),
    "square": lambda u, v: 2 * u,
}
# The same for the operand at slot 0 and the one at slot 1, from both operands a and b.
TWO_INPUTS: dict[str, tuple[Callable, Callable]] = {
    "add": (lambda a, b: np.ones_like(a), lambda a, b: np.ones_like(b)),
    "subtract": (lambda a, b: np.ones_like(a), lambda a, b: -np.ones_like(b)),
    "multiply": (lambda a, b: b, lambda a, b: a),
    "divide": (lambda a, b: 1 / b, lambda a, b: -a / (b * b)),
}


def local_derivative(node: Node, slot: int, by_id: dict, product: np.ndarray | None) -> np.ndarray | None:
    """d(node)/d(its parent at ``slot``), the node's shape or the parent's; None if it can't be told.

    Parameters
    ----------
    node : Node
        The reader.
    by_id : dict
        All nodes, for the values of its parents.
    product : ndarray or None
        What came along this edge, where it is known: divided by upstream it tells the rest.
    """
    v, operands = (np.asarray(node.value, float), [np.asarray(by_id[k].value, float) for k in node.parents])
    with np.errstate(all="ignore"):
        if len(operands) == 2:
            return TWO_INPUTS[node.op][slot](*operands) if node.op in TWO_INPUTS else None
        if len(operands) == 1 and node.op in ONE_INPUT and np.shape(operands[0]) == np.shape(v):
            return ONE_INPUT[node.op](operands[0], v)
        if product is None or node.gradient is None or len(operands) > 1 or not np.all(node.gradient):
            return None
        quotient = product / node.gradient
        return quotient if np.all(np.isfinite(quotient)) else None
