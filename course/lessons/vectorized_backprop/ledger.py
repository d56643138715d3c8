"""The shape ledger: beside each line of a recorded function, the shapes that go in and the one that comes out."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from course.tracing.trace import Trace

Shapes = dict[str, tuple[int, ...]]


@dataclass(frozen=True)
class Row:
    """One line ``name = ...``: its code, the shapes that go in and come out, and whose shape a gradient must have."""

    code: str
    name: str
    shape: tuple[int, ...]
    product: str = ""
    like: str = ""
    fits: bool = True

    def text(self, width: int) -> str:
        """The row for a terminal; ``width`` is that of the code column."""
        made = f" = {self.product}" if self.product else ""
        fits = f"   the shape of {self.like} {'✓' if self.fits else '✗'}" if self.like else ""
        return f"{self.code:<{width}}  {self.name:<3} {self.shape}{made}{fits}"


def ledger(trace: Trace) -> str:
    """The ledger of a recorded function as text, one line of code a row.

    Parameters
    ----------
    trace : Trace
        From ``course.tracing.record(function, *inputs)``.
    """
    rows = rows_of(trace)
    width = max((len(row.code) for row in rows), default=0)
    given = ", ".join(f"{node.name} {node.shape}" for node in trace.nodes if node.kind == "input")
    stopped = [f"then it stopped with {trace.error['type']}: {trace.error['message']}"] if trace.error else []
    return "\n".join([f"{'given':<{width}}  {given}", *(row.text(width) for row in rows), *stopped])


def rows_of(trace: Trace) -> list[Row]:
    """One Row for each assignment to a name whose shape the trace knows."""
    belongs = {check.variable: trace.nodes[check.node] for check in trace.checks}
    shapes = {node.name: node.shape for node in trace.nodes}
    shapes |= {check.variable: check.value.shape for check in trace.checks}
    rows = []
    for name, line in _assignments(trace.code):
        if isinstance(line.value, ast.Name) and line.value.id in shapes:
            shapes[name] = shapes[line.value.id]
        if name in shapes:
            owner = belongs.get(name)
            like, fits = (owner.name, owner.shape == shapes[name]) if owner else ("", True)
            rows.append(Row(ast.unparse(line), name, shapes[name], _product(line.value, shapes), like, fits))
    return rows


def _assignments(code: str) -> Iterator[tuple[str, ast.Assign]]:
    for line in ast.walk(ast.parse(code)):
        if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name):
            yield line.targets[0].id, line


def _product(value: ast.expr, shapes: Shapes) -> str:
    """``A @ B`` in shapes, or nothing for any other expression."""
    if not (isinstance(value, ast.BinOp) and isinstance(value.op, ast.MatMult)):
        return ""
    sides = [_shape(side, shapes) for side in (value.left, value.right)]
    return "" if None in sides else f"{sides[0]} @ {sides[1]}"


def _shape(side: ast.expr, shapes: Shapes) -> tuple[int, ...] | None:
    """The shape of a name, or of a name with ``.T``; None for anything else."""
    if isinstance(side, ast.Attribute) and side.attr == "T" and isinstance(side.value, ast.Name):
        shape = shapes.get(side.value.id)
        return None if shape is None else shape[::-1]
    return shapes.get(side.id) if isinstance(side, ast.Name) else None
