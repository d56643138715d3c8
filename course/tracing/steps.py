"""The play: inputs, forward, seed, backward, one step after another, each with its formula and one plain sentence."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from . import formulas
from .backward import Move, written
from .brief import phrase
from .graph import Graph, Part
from .trace import Check, Step


def _line(line: int | None) -> str:
    return f", line {line}" if line else ""


def forward_step(part: Part) -> Step:
    """An argument is given, or an operation computes its value."""
    if part.kind in ("input", "constant"):
        sentence = f"{part.kind.capitalize()}: {part.name} is {phrase(part.value)}."
        return Step("input", part.id, part.line, part.name, sentence)
    sentence = f"Forward{_line(part.line)}: {part.formula} gives {phrase(part.value)}."
    return Step("forward", part.id, part.line, part.formula, sentence)


def seed_step(loss: Part) -> Step:
    """The start of the backward pass, dL/dL = 1."""
    one = np.ones(np.shape(loss.value))
    formula = f"∂{loss.name}/∂{loss.name} = 1" if formulas.is_identifier(loss.name) else "∂L/∂L = 1"
    sentence = f"Backward starts: the derivative of {loss.name} with respect to itself is 1."
    return Step("seed", loss.id, loss.line, formula, sentence, product=one, total=one)


def backward_step(move: Move, symbols: dict[int, str], lines: dict[int, int]) -> Step:
    """One edge: ``symbols`` and ``lines`` have the student's names for gradients, and where they compute them."""
    g = symbols.get(move.node.id) or formulas.gradient(move.node.name)
    mine = symbols.get(move.to.id) or formulas.gradient(move.to.name)
    line = lines.get(move.to.id, move.node.line)
    path = written(move, g)
    done = "complete" if move.pending == 0 else f"{move.pending} more to come"
    added = "gives" if move.before is None else "adds"
    so_far = "" if move.before is None else f", so far {phrase(move.total)}"
    contribution = f"the contribution {path} = {phrase(move.flow.product)}{so_far}"
    sentence = f"Backward{_line(line)}: {move.node.name} {added} {mine} {contribution}; {done}."
    flow = move.flow
    numbers = (flow.upstream, flow.local, flow.product, move.before, move.total, move.pending)
    formula = f"{mine} += {path}"
    return Step("backward", move.node.id, line, formula, sentence, move.to.id, move.slot, flow.rule, *numbers)


def play(graph: Graph, moves: list[Move], found: tuple[Check, ...]) -> Iterator[Step]:
    """All steps. A gradient that the student computes is called by their name for it, and shown at their line."""
    yield from (forward_step(part) for part in graph.shown())
    if graph.loss is None:
        return
    yield seed_step(graph.loss)
    symbols = {check.node: check.variable for check in reversed(found)}
    lines = {check.node: check.line for check in reversed(found) if check.line}
    yield from (backward_step(move, symbols, lines) for move in moves)
