"""A Trace: one computation, forward and backward, as plain data.

You can make one with :func:`course.tracing.record`, keep it as JSON, read it as text, draw it as a picture, or hand it
to :mod:`course.widgets` to step through. Nothing in it knows a lesson, a kernel or a browser.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from . import encode, picture, text

VERSION = 1


@dataclass(frozen=True)
class Node:
    """One value of the computation.

    ``name`` is the student's own variable where there is one. ``kind`` is "input" (an argument), "constant", "op" or
    "loss". ``gradient`` is dL/d(node), the node's shape, or None where no path leads to the loss. ``line`` counts from
    1 within ``Trace.code``. ``group`` is the id of the node that stands for the helper call this one happened in.
    """

    id: int
    name: str
    op: str
    kind: str
    shape: tuple[int, ...]
    value: np.ndarray
    gradient: np.ndarray | None = None
    parents: tuple[int, ...] = ()
    line: int | None = None
    formula: str = ""
    group: int | None = None


@dataclass(frozen=True)
class Step:
    """One moment of the play.

    ``phase`` is "input", "forward", "seed" (dL/dL = 1) or "backward". A backward step follows one edge, from ``node``
    to its parent ``to`` (which stands at ``slot`` among the parents): ``upstream`` (gradient of ``node``), ``local``,
    their ``product`` (the contribution along this edge, the shape of ``to``), the sum ``before`` and the sum ``total``
    after it, and ``pending``, the number of consumers ``to`` still waits for. ``rule`` says how upstream and local
    combine: "hadamard" (upstream * local), "matmul-left" (upstream @ local), "matmul-right" (local @ upstream), "sum"
    (upstream * local, summed where the operand was broadcast), "route" (moved, not changed) or "general" (``local`` is
    None: see the formula). A vector in a matrix product stands there as a row or column.
    """

    phase: str
    node: int
    line: int | None
    formula: str
    sentence: str
    to: int | None = None
    slot: int | None = None
    rule: str | None = None
    upstream: np.ndarray | None = None
    local: np.ndarray | None = None
    product: np.ndarray | None = None
    before: np.ndarray | None = None
    total: np.ndarray | None = None
    pending: int | None = None


@dataclass(frozen=True)
class Check:
    """One of the student's own variables beside the gradient it stands for: ``dW1`` at ``line`` against dL/dW1."""

    variable: str
    line: int
    node: int
    ok: bool
    value: np.ndarray
    message: str
    difference: float | None = None
    worst: tuple[int, ...] | None = None


@dataclass(frozen=True)
class Trace:
    """A whole computation. ``note`` says where it was cut and how to get more; ``error`` what raised, at which line."""

    title: str
    code: str
    nodes: tuple[Node, ...]
    steps: tuple[Step, ...]
    checks: tuple[Check, ...] = ()
    note: str | None = None
    error: dict | None = field(default=None)

    def to_json(self) -> str:
        """The trace as JSON, version 1."""
        return encode.to_json(self, VERSION)

    @classmethod
    def from_json(cls, data: str | dict) -> Trace:
        """The trace that :meth:`to_json` wrote; ValueError for another version."""
        return encode.from_json(data, VERSION, (cls, Node, Step, Check))

    def to_text(self) -> str:
        """A list of steps for a terminal."""
        return text.to_text(self)

    def to_svg(self) -> str:
        """A still picture of the graph."""
        return picture.to_svg(self)
