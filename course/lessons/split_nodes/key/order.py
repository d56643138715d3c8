"""Judge an order for the way back: there are many right ones, and a wrong one gets a counter-example."""

from __future__ import annotations

from ..faults import Edge
from .graphs import backward_order


def judge_order(result: object, edges: list[Edge], loss: str) -> str | None:
    """None if ``result`` is a valid order; else what is wrong with it, with a counter-example."""
    wanted = backward_order(edges, loss)
    if not isinstance(result, (list, tuple)) or not all(isinstance(name, str) for name in result):
        return f"a list of node names is wanted; this came back: {result!r:.80}"
    if sorted(result) != sorted(set(result)):
        twice = next(name for name in result if list(result).count(name) > 1)
        return f"{twice!r} stands in the order twice: each node is visited once, when its gradient is complete"
    if set(result) != set(wanted):
        missing, extra = sorted(set(wanted) - set(result)), sorted(set(result) - set(wanted))
        return (
            f"{missing[0]!r} is missing" if missing else f"{extra[0]!r} does not lead to {loss!r} and gets no gradient"
        )
    place = {name: k for k, name in enumerate(result)}
    for child, parent, local in edges:
        if child in place and place[child] > place[parent]:
            return (
                f"{parent!r} comes before {child!r}, which consumes it: when {parent!r} hands its gradient on, "
                f"the share through {child!r} (local {local:.2f}) has not arrived yet"
            )
    return None
