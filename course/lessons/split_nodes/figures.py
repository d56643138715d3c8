"""Lesson 07's figures: what order is worth."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from .diamonds import diamonds, naive_visits

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from ...widgets.live import Scene

BLUE, ORANGE = "#0072b2", "#d55e00"
MOST = 18


def visits(most: int = MOST) -> tuple[list[int], list[int], list[int]]:
    """Diamonds, calls of a recursion that follows every path, and visits in order; by formula, checked in the tests.

    One diamond: the top, both sides, the bottom twice. Each further one doubles what is below it: 4 * 2**k - 3 calls
    for k diamonds, against 3k + 1 nodes.
    """
    counts = list(range(1, most + 1))
    return counts, [4 * 2**k - 3 for k in counts], [3 * k + 1 for k in counts]


def cost() -> tuple[Figure, str]:
    """Visits against the number of diamonds: (figure, alt text)."""
    from matplotlib import pyplot as plt

    counts, naive, ordered = visits()
    figure, axes = plt.subplots(figsize=(6.4, 2.8))
    axes.plot(counts, naive, color=ORANGE, linestyle="--", marker="s", markersize=3, label="every path on its own")
    axes.plot(counts, ordered, color=BLUE, marker="o", markersize=3, label="in order, each node once")
    axes.set(xlabel="diamonds", ylabel="visits", yscale="log")
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.grid(alpha=0.3)
    axes.legend()
    return figure, (
        f"Visits against diamonds, logarithmic axis. In order: {ordered[0]} for one diamond, {ordered[-1]} for "
        f"{counts[-1]}. Following every path: {naive[0]} for one, {naive[-1]:,} for {counts[-1]}, a straight line up."
    )


def cost_scene(count: int) -> Scene:
    """Live: both ways through ``count`` diamonds, timed now."""
    from ...widgets.live import Line, Panel, Points, Scene

    top = diamonds(count)
    slow, calls = _timed(lambda: naive_visits(top))
    fast, order = _timed(top.order)
    counts, naive, ordered = visits(12)
    panel = Panel(
        layers=(
            Line(counts, naive, label="every path on its own", colour="orange", dash="dashed"),
            Line(counts, ordered, label="in order, each node once", colour="blue"),
            Points([count], [calls], label="every path, now", colour="orange", marker="square"),
            Points([count], [len(order)], label="in order, now", colour="blue", marker="circle"),
        ),
        title="visits",
        xlabel="diamonds",
        ylabel="visits",
        yscale="log",
    )
    text = (
        f"{count} diamonds: {calls:,} calls in {1e3 * slow:.2f} ms when every path is followed, "
        f"{len(order)} visits in {1e3 * fast:.2f} ms in order."
    )
    return Scene(panels=(panel,), text=text)


def _timed(work) -> tuple[float, object]:  # noqa: ANN001
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result
