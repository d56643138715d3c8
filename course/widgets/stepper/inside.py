"""What is inside a helper call's node, for the core to open: its nodes, its own steps, and where all nodes stand then.

The trace has the values and gradients of these nodes; the numbers along the edges between them are worked out here, and
a call stays closed unless they add up to the recorded gradients.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from types import SimpleNamespace

import numpy as np

from ...tracing.formulas import gradient as gradient_name
from ...tracing.layout import layout
from ...tracing.trace import Node, Step, Trace
from .local import local_derivative

MOST_PLACES = 1500  # calls times nodes: each call has a layout of its own, which takes time and room


@dataclass(frozen=True)
class Call:
    """A helper call: its nodes (the last is the call's own, now made from the others), steps and layout."""

    nodes: list[Node]
    forward: list[Step]
    backward: list[Step]
    layout: dict


def calls(trace: Trace) -> dict[int, Call]:
    """The calls that can be opened, by the id of their node; none where there are very many."""
    by_id = {node.id: node for node in trace.nodes}
    members = defaultdict(list)
    for node in trace.nodes:
        if node.group is not None:
            members[node.group].append(node)
    # A sum and its factors are one node too, called by the sum; only calls of a helper are worth opening.
    members = {owner: nodes for owner, nodes in members.items() if nodes[1:] and by_id[owner].op != nodes[0].op}
    if len(members) * len(by_id) > MOST_PLACES:
        return {}
    back = {step.node: step for step in trace.steps if step.to is not None}
    names = {check.node: check.variable for check in reversed(trace.checks)}
    found = {owner: _call(by_id, by_id[owner], nodes, back.get(owner), names) for owner, nodes in members.items()}
    return {owner: call for owner, call in found.items() if call}


def _layout(by_id: dict, chain: list[Node]) -> dict:
    opened = {node.id: replace(node, group=None) for node in chain}
    return layout(SimpleNamespace(nodes=[opened.get(node.id, node) for node in by_id.values()]))


def _call(by_id: dict, owner: Node, nodes: list[Node], closed: Step | None, names: dict) -> Call | None:
    """None if the edges' numbers do not add up. ``closed`` is the one step back that the call is when closed."""
    chain = [*nodes[:-1], replace(owner, op=nodes[-1].op, parents=nodes[-1].parents, formula=nodes[-1].formula)]
    edges = [(node, slot, to) for node in reversed(chain) for slot, to in enumerate(node.parents)]
    back = _backward(edges, {**by_id, owner.id: chain[-1]}, closed, names) if closed else []
    if back is None:
        return None
    return Call(chain, [_forward(node, owner.line) for node in chain], back, _layout(by_id, chain))


def _forward(node: Node, line: int | None) -> Step:
    formula = node.formula if node.formula.startswith(node.name) else f"{node.name} = {node.formula}"
    return Step("forward", node.id, line, formula, "")


def _backward(edges: list[tuple], by_id: dict, closed: Step, names: dict) -> list[Step] | None:
    """One step for each edge, the last node's first."""
    readers = Counter(to for _, _, to in edges)
    waiting = readers.copy()
    sums = {closed.to: closed.before}
    steps = []
    for node, slot, to in edges:
        arrives = closed.product if to == closed.to else by_id[to].gradient
        local = local_derivative(node, slot, by_id, arrives if readers[to] == 1 else None)
        if local is None:
            return None
        product = np.broadcast_to(node.gradient * local, np.shape(by_id[to].value))
        before = sums.get(to)
        sums[to] = product if before is None else before + product
        waiting[to] -= 1
        pending = waiting[to] + (closed.pending if to == closed.to else 0)
        step = _step(node, by_id[to], closed.line, names)
        numbers = {"upstream": node.gradient, "local": local, "product": product, "before": before, "total": sums[to]}
        steps.append(replace(step, slot=slot, pending=pending, **numbers))
    wanted = {to: closed.total if to == closed.to else by_id[to].gradient for to in readers}
    return steps if all(np.allclose(sums[k], wanted[k], 1e-6, 1e-12, equal_nan=True) for k in wanted) else None


def _step(node: Node, to: Node, line: int | None, names: dict) -> Step:
    mine, theirs = (names.get(n.id) or gradient_name(n.name) for n in (to, node))
    above, below = (n.name if n.name.isidentifier() else f"({n.name})" for n in (node, to))
    formula = f"{mine} += {theirs} ⊙ ∂{above}/∂{below}"
    return Step("backward", node.id, line, formula, "", to.id, rule="hadamard")
