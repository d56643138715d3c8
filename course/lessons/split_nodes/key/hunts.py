"""Judges for the bug hunts: any input that brings the fault to light is right; another is told why it hides it."""

import math

from ..faults import overwriting_reverse_mode
from . import graphs

LARGEST = 20


def swapped_product(dy: float, a: float, b: float) -> tuple[float, float]:
    """Way back through y = a * b as it was published, the two shares mixed up: a test with a == b can't tell."""
    return dy * a, dy * b


def judge_factors(result: object) -> str | None:
    """None if the swapped product rule is wrong at the factors ``result``; else why it can't be seen there."""
    try:
        a, b = (float(number) for number in result if not isinstance(number, str))
    except (TypeError, ValueError):
        return f"return two numbers (a, b); this came back: {result!r:.80}"
    if not (math.isfinite(a) and math.isfinite(b)):
        return "a and b have to be finite numbers"
    if swapped_product(1.0, a, b) == (b, a):
        return f"with a = {a:g} and b = {b:g} the swapped shares are the right ones"
    return None


def judge_graph(result: object) -> str | None:
    """None if overwriting gives a wrong gradient on the graph ``result``; else what is wrong with the graph."""
    try:
        edges = [(str(child), str(parent), float(local)) for child, parent, local in result]
    except (TypeError, ValueError):
        return f"return a list of edges (child, parent, local); this came back: {result!r:.80}"
    if not 0 < len(edges) <= LARGEST or not all(math.isfinite(local) for _, _, local in edges):
        return f"1 to {LARGEST} edges with finite numbers are wanted"
    if not any(child == "L" for child, _, _ in edges):
        return 'no edge starts at the loss: one node has to be called "L"'
    order = graphs.backward_order(edges, "L")
    if any(parent not in order or parent == child for child, parent, _ in edges if child in order):
        return "the graph has a circle, so there is no order for the way back"
    right, wrong = graphs.reverse_mode(edges, "L"), overwriting_reverse_mode(edges, "L")
    if all(math.isclose(right[name], wrong[name], rel_tol=1e-6, abs_tol=1e-12) for name in right):
        return "on this graph overwriting does no harm: does any node have two consumers that matter?"
    return None
