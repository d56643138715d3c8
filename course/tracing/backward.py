"""Reverse mode over the shown graph: every edge once, sums that grow, and how many consumers a node still waits for."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from . import formulas
from .flow import Flow, along, flow, through
from .formulas import Term
from .graph import Part


@dataclass(frozen=True)
class Move:
    """One edge of the backward pass: what ``node`` contributes to its parent ``to``, and the sum there so far."""

    node: Part
    to: Part
    slot: int
    flow: Flow
    before: np.ndarray | None
    total: np.ndarray
    pending: int


def backward(loss: Part, parts: list[Part]) -> Iterator[Move]:
    """Play the backward pass from ``loss``, and leave in each part its ``gradient``.

    A node passes its gradient on only once all its consumers have added theirs: ``pending`` counts those it waits for.
    """
    pending = _consumers(loss)
    sums: dict[Part, np.ndarray] = {loss: np.ones(np.shape(loss.value))}
    ready = [-loss.id]
    by_id = {part.id: part for part in parts}
    with np.errstate(all="ignore"):
        while ready:
            node = by_id[-heapq.heappop(ready)]
            node.gradient = sums[node]
            for slot, to in enumerate(node.parents):
                if to not in pending:
                    continue
                step = edge(node, slot, node.gradient)
                before = sums.get(to)
                sums[to] = step.product if before is None else before + step.product
                pending[to] -= 1
                yield Move(node, to, slot, step, before, sums[to], pending[to])
                if pending[to] == 0:
                    heapq.heappush(ready, -to.id)
            _inside(node)


def _consumers(loss: Part) -> dict[Part, int]:
    """How many edges lead from each part to parts the loss depends on. Constants take no gradient."""
    counts, todo = {loss: 0}, [loss]
    while todo:
        for parent in todo.pop().parents:
            if parent.op is None or parent.kind == "constant":
                continue
            if parent not in counts:
                todo.append(parent)
            counts[parent] = counts.get(parent, 0) + 1
    return counts


def edge(node: Part, slot: int, g: np.ndarray) -> Flow:
    """What ``node`` passes along one edge. A group's local derivative is found by a sweep through its inside."""
    unit = node.unit
    if not node.inside:
        return flow(unit.out, node.slots[slot], g)
    shape = np.shape(unit.source.value)
    local = through(unit.ops, unit.source, np.ones(np.shape(unit.out.value)))[unit.source]
    if unit.helper:
        return along(g, local, shape)
    return Flow("hadamard", g, local, np.reshape(g, (1,) * len(shape)) * local)


def _inside(node: Part) -> None:
    """The gradients of the parts kept within ``node``."""
    if node.inside:
        gradients = through(node.unit.ops, node.unit.source, node.gradient)
        for part in node.inside:
            part.gradient = gradients.get(part.op)


def written(move: Move, g: str) -> str:
    """The contribution as text, ``g`` being the name of the node's gradient: ``xᵀ · dZ1``."""
    unit, terms = move.node.unit, move.node.terms
    if unit.helper:
        local = formulas.helper_call(unit, terms[0]).text.replace("(", "'(", 1)
        return formulas.chained(g, local, move.flow.rule, np.ndim(move.flow.upstream))
    if len(unit.ops) > 1:
        scale = _scale(move, terms[0])
        return f"{g} · ({scale})" if "/" in scale or (scale.startswith("−") and "(" not in scale) else f"{g} · {scale}"
    return formulas.back(unit.out, move.node.slots[move.slot], move.flow.rule, terms, g)


def _scale(move: Move, term: Term) -> str:
    """The local derivative of a scaled sum: its one number, or a name for the array."""
    local = np.asarray(move.flow.local)
    first = float(local.flat[0])
    if not np.all(local == first):
        return f"local({term.text})"
    whole = 1 / first if first else 0.0
    return (
        f"{'−' * (whole < 0)}1/{abs(whole):.0f}"
        if abs(whole) > 2 and whole.is_integer()
        else formulas.number(first).within(4)
    )
