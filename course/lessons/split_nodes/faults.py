"""Two faults that stood, or stand, in published teaching code. The bug hunts take them apart."""

from . import graphs


def swapped_product(dy: float, a: float, b: float) -> tuple[float, float]:
    """Way back through y = a * b with the two shares mixed up: a test with a == b can't tell."""
    return dy * a, dy * b


def overwriting_reverse_mode(edges: list[graphs.Edge], loss: str) -> dict[str, float]:
    """Reverse mode with ``=`` where ``+=`` belongs: right for every chain, wrong where paths meet."""
    gradient = dict.fromkeys(graphs.backward_order(edges, loss), 0.0)
    gradient[loss] = 1.0
    for node in list(gradient):
        for child, parent, local in edges:
            if child == node:
                gradient[parent] = gradient[node] * local
    return gradient
