"""Derivatives that need more than one line: reductions, running sums, and everything that only moves numbers about."""

from __future__ import annotations

import numpy as np

from .broadcast import spread, unbroadcast

Array = np.ndarray
Axis = int | tuple[int, ...] | None


def winner(mine: Array, other: Array, sign: int) -> Array:
    """Share of ``mine`` in max (sign 1) or min (-1): 1, 0, at a tie half, but 0 against zeros: relu'(0) = 0."""
    tie = 0.5 if np.any(other) else 0.0
    return np.where(np.equal(mine, other), tie, np.where(np.greater(sign * mine, sign * other), 1.0, 0.0))


def clip_inside(y: Array, a: Array, low: Array | None, high: Array | None) -> Array:
    """1 strictly between the bounds; at a bound 0, as relu'(0) = 0."""
    above = True if low is None else np.greater(a, low)
    below = True if high is None else np.less(a, high)
    return np.logical_and(above, below) * np.ones_like(y)


def clip_low(y: Array, a: Array, low: Array | None, high: Array | None) -> Array:
    """1 where the lower bound is taken."""
    return np.less_equal(a, low) * np.ones_like(y)


def clip_high(y: Array, a: Array, low: Array | None, high: Array | None) -> Array:
    """1 where the upper bound is taken."""
    return np.greater_equal(a, high) * np.ones_like(y)


def sinc_slope(y: Array, a: Array) -> Array:
    """(cos(πa) − sinc(a))/a, and 0 at the origin."""
    safe = np.where(a == 0, 1.0, a)
    return np.where(a == 0, 0.0, (np.cos(np.pi * safe) - np.sinc(safe)) / safe)


def prod_of_others(y: Array, a: Array, axis: Axis = None, keepdims: bool = False) -> Array:
    """The product of all other entries, right for zeros too: products from the left times products from the right."""
    moved = np.reshape(a, -1)[None] if axis is None else np.moveaxis(a, axis, -1)
    ones = np.ones((*moved.shape[:-1], 1))
    before = np.cumprod(np.concatenate([ones, moved[..., :-1]], axis=-1), axis=-1)
    after = np.cumprod(np.concatenate([ones, moved[..., :0:-1]], axis=-1), axis=-1)[..., ::-1]
    local = before * after
    return local.reshape(np.shape(a)) if axis is None else np.moveaxis(local, -1, axis)


def share_of_best(y: Array, a: Array, axis: Axis = None, keepdims: bool = False) -> Array:
    """1 at the largest (or smallest) entry; entries that tie share it."""
    best = np.equal(a, spread(y, np.shape(a), axis, keepdims)).astype(float)
    return best / best.sum(axis=axis, keepdims=True)


def var_slope(y: Array, a: Array, axis: Axis = None, ddof: int = 0, keepdims: bool = False) -> Array:
    """2 (a − mean)/(n − ddof)."""
    n = np.size(a) // np.size(y)
    return 2 * (a - np.mean(a, axis=axis, keepdims=True)) / (n - ddof)


def std_slope(y: Array, a: Array, axis: Axis = None, ddof: int = 0, keepdims: bool = False) -> Array:
    """Slope of the variance over 2 std."""
    return var_slope(y, a, axis, ddof) / (2 * spread(y, np.shape(a), axis, keepdims))


def norm_slope(y: Array, a: Array, axis: Axis = None, keepdims: bool = False) -> Array:
    """a/‖a‖ (the 2-norm, or Frobenius norm), and 0 at the origin, where the norm has a kink."""
    size = spread(y, np.shape(a), axis, keepdims)
    return np.where(size == 0, 0.0, a / np.where(size == 0, 1.0, size))


def average_weights(
    y: Array, a: Array, axis: Axis = None, weights: Array | None = None, keepdims: bool = False
) -> Array:
    """The weights, scaled to a sum of 1 along the axis."""
    if weights is None:
        return np.full_like(a, np.size(y) / np.size(a))
    weights = np.asarray(weights, dtype=float)
    if weights.shape != np.shape(a):
        weights = weights.reshape([-1 if n == axis % np.ndim(a) else 1 for n in range(np.ndim(a))])
    weights = np.broadcast_to(weights, np.shape(a))
    return weights / weights.sum(axis=axis, keepdims=True)


def cumsum_back(g: Array, y: Array, operands: tuple, params: dict, slot: int) -> Array:
    """Each entry is in all later sums: the running sum of g from the end."""
    (a,), axis = operands, params["axis"]
    if axis is None:
        return np.cumsum(g[::-1])[::-1].reshape(np.shape(a))
    return np.flip(np.cumsum(np.flip(g, axis), axis), axis)


def cumprod_back(g: Array, y: Array, operands: tuple, params: dict, slot: int) -> Array:
    """dL/da_j = Σ over i ≥ j of g_i times the product of a_0..a_i without a_j: quadratic, and right for zeros."""
    (a,), axis = operands, params["axis"]
    rows = np.reshape(a, -1) if axis is None else np.moveaxis(a, axis, -1)
    upstream = g if axis is None else np.moveaxis(g, axis, -1)
    back = np.empty(rows.shape)
    for j in range(rows.shape[-1]):
        without = np.concatenate([rows[..., :j], np.ones((*rows.shape[:-1], 1)), rows[..., j + 1 :]], axis=-1)
        back[..., j] = (upstream * np.cumprod(without, axis=-1))[..., j:].sum(axis=-1)
    return back.reshape(np.shape(a)) if axis is None else np.moveaxis(back, -1, axis)


def diff_back(g: Array, y: Array, operands: tuple, params: dict, slot: int) -> Array:
    """Each entry is added once and subtracted once: −diff of g with zeros around it."""
    (a,), axis = operands, params["axis"] % np.ndim(operands[0])
    edge = np.zeros_like(np.take(a, [0], axis))
    padded = np.concatenate([edge, g, edge], axis=axis)
    return -np.diff(padded, axis=axis)


def trace_back(g: Array, y: Array, operands: tuple, params: dict, slot: int) -> Array:
    """G on the diagonal."""
    (a,) = operands
    return g * np.eye(*np.shape(a))


def overwritten(g: Array, y: Array, operands: tuple, params: dict, slot: int) -> Array:
    """The old entries: g, but nothing where they were written over."""
    kept = np.array(g)
    kept[params["index"]] = 0
    return kept


def written(g: Array, y: Array, operands: tuple, params: dict, slot: int) -> Array:
    """The new entries: g where they were written."""
    return unbroadcast(np.asarray(g)[params["index"]], np.shape(operands[1]))


def unroute(g: Array, y: Array, operands: tuple, params: dict, slot: int) -> Array:
    """Send every entry of ``g`` back where it came from.

    The same call is made once more on the *places* of the entries (1, 2, 3, ... through all operands; 0 is a filled-in
    constant), so one rule serves reshape, transpose, indexing, concatenate, tile, pad and all their relatives.
    """
    sizes = [np.size(v) for v in operands]
    first = sum(sizes[:slot])
    starts = np.cumsum([1, *sizes[:-1]])
    places = [np.arange(s, s + n).reshape(np.shape(v)) for s, n, v in zip(starts, sizes, operands, strict=True)]
    source = np.asarray(params["again"](*places)).ravel() - 1 - first
    mine = (source >= 0) & (source < sizes[slot])
    back = np.bincount(source[mine], np.asarray(g).ravel()[mine], minlength=sizes[slot])
    return back.reshape(np.shape(operands[slot]))


def selected(g: Array, y: Array, operands: tuple, params: dict, slot: int) -> Array:
    """np.select: the first condition that holds decides; the last operand is the default."""
    free = np.ones(np.shape(y), dtype=bool)
    for condition in params["conditions"][:slot]:
        free = free & ~np.asarray(condition)
    mine = free & params["conditions"][slot] if slot < len(params["conditions"]) else free
    return unbroadcast(g * mine, np.shape(operands[slot]))
