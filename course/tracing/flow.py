"""What one operation passes back to one of its operands: upstream, local derivative, and their product."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from . import products
from .broadcast import spread, unbroadcast
from .rules import RULES
from .tape import Op


class Flow(NamedTuple):
    """``product`` has the shape of the operand. ``rule`` says how ``upstream`` and ``local`` make it (see ``Step``)."""

    rule: str
    upstream: np.ndarray
    local: np.ndarray | None
    product: np.ndarray


def flow(op: Op, slot: int, g: np.ndarray) -> Flow:
    """The contribution of ``op`` to operand ``slot``, for ``g`` = dL/d(op), of the shape of its value."""
    rule, shape = RULES[op.name], np.shape(op.operands[slot])
    derivative = rule.derivative(slot)
    if rule.kind == "elementwise":
        local = np.asarray(derivative(np.asarray(op.value), *op.operands, **op.params))
        return along(g, np.broadcast_to(local, np.shape(g)), shape)
    if rule.kind == "reduce":
        params = {"axis": op.params.get("axis"), "keepdims": op.params.get("keepdims", False)}
        upstream = spread(g, shape, **params)
        local = np.asarray(derivative(op.value, op.operands[0], **op.params))
        return Flow("hadamard", g if params["axis"] is None else upstream, local, upstream * local)
    if rule.kind == "product":
        return _product(op, slot, g)
    name = "route" if rule.kind == "route" else "general"
    return Flow(name, g, None, np.asarray(derivative(g, op.value, op.operands, op.params, slot)))


def along(g: np.ndarray, local: np.ndarray, shape: tuple[int, ...]) -> Flow:
    """Element-wise: upstream times local, summed where the operand was broadcast."""
    product = g * local
    if np.size(product) == int(np.prod(shape)):
        return Flow("hadamard", g, local, np.reshape(product, shape))
    return Flow("sum", g, local, unbroadcast(product, shape))


def _product(op: Op, slot: int, g: np.ndarray) -> Flow:
    a, b = op.operands
    product = np.asarray(RULES[op.name].derivative(slot)(g, a, b, **op.params))
    if op.name not in ("matmul", "dot") or not all(1 <= np.ndim(v) <= 2 for v in (a, b)):
        return Flow("general", g, None, product)
    if np.ndim(a) == np.ndim(b) == 1:
        return Flow("hadamard", g, np.asarray(b if slot == 0 else a), product)
    upstream, local = products.factors(slot, g, a, b)
    return Flow("matmul-left" if slot == 0 else "matmul-right", upstream, local, product)


def through(ops: list[Op], source: Op, g: np.ndarray) -> dict[Op, np.ndarray]:
    """Send ``g`` back from the last of ``ops`` to ``source``; the gradient of each of them, and of ``source``."""
    inside = set(ops)
    gradients = {ops[-1]: g}
    for op in reversed(ops):
        for slot, parent in enumerate(op.sources):
            if op in gradients and (parent in inside or parent is source):
                product = flow(op, slot, gradients[op]).product
                gradients[parent] = gradients[parent] + product if parent in gradients else product
    return gradients
