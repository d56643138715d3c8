"""Diamonds on top of each other: what it costs to follow every path on its own."""

from ...engine import Var


def diamonds(count: int) -> Var:
    """The node on top of ``count`` diamonds: at the bottom of each, one node splits in two, and they join on top."""
    node = Var(0.5)
    for _ in range(count):
        node = node.sigmoid() + node.sigmoid()
    return node


def naive_visits(node: Var) -> int:
    """How many calls a recursion makes that follows every path from ``node`` on its own."""
    return 1 + sum(map(naive_visits, node.parents))
