"""A fault that stood, or stands, in published teaching code. A bug hunt takes it apart."""

from __future__ import annotations

from collections import Counter

Edge = tuple[str, str, float]


def overwriting_reverse_mode(edges: list[Edge], loss: str) -> dict[str, float]:
    """Reverse mode with ``=`` where ``+=`` belongs: right for every chain, wrong where paths meet.

    Parameters
    ----------
    edges : list of (child, parent, local)
    loss : str

    Returns
    -------
    gradient : dict from node name to float
    """
    reached = {loss}
    for _ in edges:
        reached |= {parent for child, parent, _ in edges if child in reached}
    missing = Counter(parent for child, parent, _ in edges if child in reached)
    gradient, complete = {loss: 1.0}, [loss]
    while complete:
        node = complete.pop()
        for child, parent, local in edges:
            if child == node:
                gradient[parent] = gradient[node] * local
                missing[parent] -= 1
                if missing[parent] == 0:
                    complete.append(parent)
    return gradient
