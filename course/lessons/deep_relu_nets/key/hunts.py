"""Judges for the bug hunts: any input that brings the fault to light is right; another is told why it hides it."""

import numpy as np

from ....gradcheck import relative_error
from ..faults import published_dw
from .reference import compute_dw

LIMIT = 50


def judge_revealing_shapes(result: object, n: int) -> str | None:
    """None if outputs and targets of these shapes hold n numbers each and y - t is not n numbers; else why not."""
    try:
        y, t = (tuple(int(size) for size in shape) for shape in result)
    except (TypeError, ValueError):
        return f"return two shapes, such as (({n}, 1), ({n}, 1)); this came back: {result!r:.80}"
    for name, shape in (("y", y), ("t", t)):
        if min(shape, default=1) < 1 or np.prod(shape) != n:
            return f"{name} has to hold {n} numbers, one an example; shape {shape} does not"
    try:
        difference = np.broadcast_shapes(y, t)
    except ValueError:
        return f"with shapes {y} and {t} the subtraction stops with an error, so nobody would be misled"
    if np.prod(difference) == n:
        return f"with shapes {y} and {t} the difference has shape {difference}: {n} numbers, as it should"
    return None


def judge_revealing_case(result: object, m: int) -> str | None:
    """None if (w, x, dy) is a case of one ReLU layer at which the source's gradient is wrong; else why it is not."""
    try:
        w, x, dy = (np.atleast_2d(np.asarray(part, dtype=float)) for part in result)
    except (TypeError, ValueError):
        return f"return three arrays w, x and dy; this came back: {result!r:.80}"
    arrays = {"w": w, "x": x, "dy": dy}
    if any(V.ndim != 2 or not np.isfinite(V).all() or V.size > LIMIT or not V.size for V in arrays.values()):
        return f"w, x and dy have to be arrays of at most {LIMIT} finite numbers, and have rows and columns"
    if len(x) != len(dy) or x.shape[1] + 1 != len(w) or dy.shape[1] != w.shape[1]:
        shapes = ", ".join(f"{name} {V.shape}" for name, V in arrays.items())
        return f"the shapes don't fit: x is (1, d), w is (d + 1, m), dy is (1, m); these are {shapes}"
    xext = np.c_[x, np.ones(len(x))]
    z = xext @ w
    if relative_error(published_dw(dy, xext, z), compute_dw(dy, xext, z)).max() > 1e-3:
        return None
    if w.shape[1] == 1:
        return "this layer has one output, as in the source's own tests: its gradient is right there"
    if not (z > 0).any():
        return "no unit is on for this x, so both gradients are 0"
    return "both gradients are the same here: are the upstream gradients of the units that are on all 0?"
