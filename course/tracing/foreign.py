"""A graph that another engine recorded, as a Trace: anything whose nodes have value, parents and pullbacks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from .brief import phrase
from .trace import Node, Step, Trace


def trace_of(loss: Any, title: str = "your engine") -> Trace:
    """Play the graph behind ``loss``, backward in the order that the engine itself gives.

    Parameters
    ----------
    loss : a node of your engine. Every node has ``value`` (an array), ``parents`` (nodes) and ``pullbacks`` (for each
        parent, the function from the upstream gradient to the contribution); it may have ``name`` and ``op``. The loss
        also has ``order()``: all nodes that lead to it, each after all that consume it, the loss first.
    title : of the trace.

    Returns
    -------
    Trace, whose code is the list of the recorded operations. Where the order is wrong, a node hands on its gradient
        before the last share has come; the note says so.

    Raises
    ------
    TypeError : if the node or its order is not as above.
    """
    order = _checked_order(loss)
    numbers = {id(node): k for k, node in enumerate(reversed(order))}
    names = _names(order, numbers)
    made = [node for node in reversed(order) if node.parents]
    lines = {id(node): number for number, node in enumerate(made, 1)}
    forward = [_forward(node, k, names, lines) for k, node in enumerate(reversed(order))]
    moves, gradients, early = _backward(order, numbers, names, lines)
    nodes = tuple(_node(node, k, names, numbers, gradients, lines) for k, node in enumerate(reversed(order)))
    one = np.ones(np.shape(loss.value))
    name = names[id(loss)]
    sentence = f"Backward starts: the derivative of {name} with respect to itself is 1."
    seed = Step(
        "seed", numbers[id(loss)], lines.get(id(loss)), f"∂{name}/∂{name} = 1", sentence, product=one, total=one
    )
    note = (
        f"{early} handed on its gradient before all its shares had come in: the order is not valid." if early else None
    )
    return Trace(title, "\n".join(_formula(node, names) for node in made), nodes, (*forward, seed, *moves), note=note)


def _checked_order(loss: Any) -> list:
    lacking = [what for what in ("value", "parents", "pullbacks", "order") if not hasattr(loss, what)]
    if lacking:
        raise TypeError(f"a node of an engine has value, parents, pullbacks and order(); this one lacks {lacking[0]}")
    order = list(loss.order())
    known = {id(node) for node in order}
    if not order or order[0] is not loss or len(known) != len(order):
        raise TypeError("order() has to give the loss first, and every node once")
    if any(id(parent) not in known for node in order for parent in node.parents):
        raise TypeError("order() has to give every node that leads to the loss; a parent is missing")
    return order


def _names(order: list, numbers: dict[int, int]) -> dict[int, str]:
    given = {id(node): getattr(node, "name", "") or f"v{numbers[id(node)]}" for node in order}
    return {**given, id(order[0]): getattr(order[0], "name", "") or "L"}


def _formula(node: Any, names: dict[int, str]) -> str:
    inside = ", ".join(names[id(parent)] for parent in node.parents)
    return f"{names[id(node)]} = {getattr(node, 'op', 'f')}({inside})"


def _forward(node: Any, k: int, names: dict[int, str], lines: dict[int, int]) -> Step:
    if not node.parents:
        return Step("input", k, None, names[id(node)], f"Input: {names[id(node)]} is {phrase(node.value)}.")
    formula = _formula(node, names)
    return Step("forward", k, lines[id(node)], formula, f"Forward: {formula} gives {phrase(node.value)}.")


def _backward(order: list, numbers: dict, names: dict, lines: dict) -> tuple[list[Step], dict, str | None]:
    """The steps, the gradients they add up to, and the first node that went too early, if any."""
    pending: dict[int, int] = {}
    for node in order:
        for parent in node.parents:
            pending[id(parent)] = pending.get(id(parent), 0) + 1
    gradients = {id(order[0]): np.ones(np.shape(order[0].value))}
    steps, early = [], None
    for node in order:
        early = early or (names[id(node)] if pending.get(id(node)) else None)
        upstream = gradients.get(id(node), np.zeros(np.shape(node.value)))
        steps += _pull(node, upstream, gradients, pending, numbers, names, lines)
    return steps, gradients, early


def _pull(
    node: Any, upstream: np.ndarray, gradients: dict, pending: dict, numbers: dict, names: dict, lines: dict
) -> Iterator[Step]:
    for slot, (parent, pullback) in enumerate(zip(node.parents, node.pullbacks, strict=True)):
        share = np.asarray(pullback(upstream), dtype=float)
        before = gradients.get(id(parent))
        gradients[id(parent)] = share if before is None else before + share
        pending[id(parent)] -= 1
        mine, left = f"d{names[id(parent)]}", pending[id(parent)]
        done = f"{left} more to come" if left else "complete"
        added = "gives" if before is None else "adds"
        sentence = f"Backward: {names[id(node)]} {added} {mine} the contribution {phrase(share)}; {done}."
        arrays = (upstream, None, share, before, gradients[id(parent)], left)
        formula = f"{mine} += pullback(d{names[id(node)]})"
        yield Step(
            "backward",
            numbers[id(node)],
            lines[id(node)],
            formula,
            sentence,
            numbers[id(parent)],
            slot,
            "general",
            *arrays,
        )


def _node(node: Any, k: int, names: dict, numbers: dict, gradients: dict, lines: dict) -> Node:
    op = getattr(node, "op", "f")
    kind = "input" if not node.parents else ("loss" if k == len(numbers) - 1 else "op")
    parents = tuple(numbers[id(parent)] for parent in node.parents)
    formula = _formula(node, names) if node.parents else names[id(node)]
    value, gradient = np.asarray(node.value, dtype=float), gradients.get(id(node))
    return Node(k, names[id(node)], op, kind, value.shape, value, gradient, parents, lines.get(id(node)), formula)
