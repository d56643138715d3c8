r"""Any graph: who waits for whom, an order that works, and reverse mode over it.

A graph is a list of edges (child, parent, local): the child is computed from the parent, and ``local`` is
d(child)/d(parent). The same pair may stand there twice: x * x has two edges from the product to x.
"""

from __future__ import annotations

import numpy as np

from ..faults import Edge


def consumers(edges: list[Edge]) -> dict[str, int]:
    """For each node, the number of contributions it has to wait for: the edges that lead to it from above.

    Parameters
    ----------
    edges : list of (child, parent, local)

    Returns
    -------
    waiting : dict from node name to int; 0 for the loss
    """
    waiting = {name: 0 for child, parent, _ in edges for name in (child, parent)}
    for _, parent, _ in edges:
        waiting[parent] += 1
    return waiting


def backward_order(edges: list[Edge], loss: str) -> list[str]:
    """An order for the way back: every node after all that consume it (Kahn's algorithm, by counts).

    Parameters
    ----------
    edges : list of (child, parent, local)
    loss : str
        The node to start from.

    Returns
    -------
    order : list of node names, the loss first; only nodes that lead to the loss
    """
    edges = _leading_to(edges, loss)
    waiting = consumers(edges) or {loss: 0}
    order, free = [], [loss]
    while free:
        node = free.pop()
        order.append(node)
        for child, parent, _ in edges:
            if child == node:
                waiting[parent] -= 1
                if waiting[parent] == 0:
                    free.append(parent)
    return order


def reverse_mode(edges: list[Edge], loss: str) -> dict[str, float]:
    r"""Gradient of the loss with respect to every node that leads to it.

    .. math:: dV = \sum_{\text{consumers } c} dc \cdot \frac{\partial c}{\partial V}, \qquad dL = 1

    Parameters
    ----------
    edges : list of (child, parent, local)
    loss : str

    Returns
    -------
    gradient : dict from node name to float
    """
    gradient = dict.fromkeys(backward_order(edges, loss), 0.0)
    gradient[loss] = 1.0
    for node in list(gradient):
        for child, parent, local in edges:
            if child == node:
                gradient[parent] += gradient[node] * local
    return gradient


def random_graph(rng: np.random.Generator, size: int = 9) -> list[Edge]:
    """Edges of a graph in which paths split and meet, in no particular order; the loss is the node "L".

    A short and a long path always meet in a node with parents: who does not wait for the long one goes wrong.
    """
    names = [*"abcdefghijklmnopqrstuvwxyz"[: size - 1], "L"]
    pairs = [("L", names[2]), ("L", names[-2]), (names[-2], names[-3]), (names[-3], names[2])]
    for k, child in enumerate(names[1:], 1):
        chosen = rng.choice(k, size=min(k, 2 + int(rng.integers(2))), replace=True)
        pairs += [(child, names[parent]) for parent in chosen]
    edges = [(child, parent, float(rng.uniform(0.3, 1.7) * rng.choice([-1, 1]))) for child, parent in pairs]
    return [edges[k] for k in rng.permutation(len(edges))]


def _leading_to(edges: list[Edge], loss: str) -> list[Edge]:
    """The edges on some path from the loss downwards."""
    seen, new = {loss}, [loss]
    while new:
        node = new.pop()
        new += [parent for child, parent, _ in edges if child == node and parent not in seen]
        seen.update(new)
    return [edge for edge in edges if edge[0] in seen]
