"""What the products pass back. Each function gets ``g`` = dL/dy and both operands, and returns the shape of one."""

from __future__ import annotations

import numpy as np

from .broadcast import unbroadcast

Array = np.ndarray


def _matrices(g: Array, a: Array, b: Array) -> tuple[Array, Array, Array]:
    """``g``, ``a``, ``b`` with a vector on the left as a row, a vector on the right as a column."""
    g, a, b = np.asarray(g), np.asarray(a), np.asarray(b)
    row, column = a.ndim == 1, b.ndim == 1
    if row and column:
        g = g.reshape(1, 1)
    elif row:
        g = g[..., None, :]
    elif column:
        g = g[..., :, None]
    return g, a[None, :] if row else a, b[:, None] if column else b


def factors(slot: int, g: Array, a: Array, b: Array) -> tuple[Array, Array]:
    """Upstream and local as matrices: their product is the contribution (slot 0: g bᵀ, slot 1: aᵀ g)."""
    g, a, b = _matrices(g, a, b)
    return g, np.swapaxes(b if slot == 0 else a, -1, -2)


def matmul_left(g: Array, a: Array, b: Array) -> Array:
    """dL/da of y = a @ b: g bᵀ, summed over stacked axes that were broadcast."""
    upstream, local = factors(0, g, a, b)
    product = unbroadcast(upstream @ local, (1, len(a)) if np.ndim(a) == 1 else np.shape(a))
    return product.reshape(np.shape(a))


def matmul_right(g: Array, a: Array, b: Array) -> Array:
    """dL/db of y = a @ b: aᵀ g."""
    upstream, local = factors(1, g, a, b)
    product = unbroadcast(local @ upstream, (len(b), 1) if np.ndim(b) == 1 else np.shape(b))
    return product.reshape(np.shape(b))


def _dot_axes(a: Array, b: Array) -> tuple[list[int], list[int]]:
    return [np.ndim(a) - 1], [max(np.ndim(b) - 2, 0)]


def dot_left(g: Array, a: Array, b: Array) -> Array:
    """np.dot is a product of numbers, a matrix product, or beyond two axes a sum over the last and last but one."""
    if np.ndim(a) == 0 or np.ndim(b) == 0:
        return unbroadcast(g * b, np.shape(a)) if np.ndim(a) else np.sum(g * b)
    return tensordot_left(g, a, b, *_dot_axes(a, b))


def dot_right(g: Array, a: Array, b: Array) -> Array:
    """As :func:`dot_left`, for the second operand."""
    if np.ndim(a) == 0 or np.ndim(b) == 0:
        return unbroadcast(g * a, np.shape(b)) if np.ndim(b) else np.sum(g * a)
    return tensordot_right(g, a, b, *_dot_axes(a, b))


def inner_left(g: Array, a: Array, b: Array) -> Array:
    """np.inner sums over the last axis of both: y = a bᵀ, so dL/da = g b."""
    if np.ndim(a) == 0 or np.ndim(b) == 0:
        return dot_left(g, a, b)
    return tensordot_left(g, a, b, [np.ndim(a) - 1], [np.ndim(b) - 1])


def inner_right(g: Array, a: Array, b: Array) -> Array:
    """As :func:`inner_left`, for the second operand: gᵀ a."""
    if np.ndim(a) == 0 or np.ndim(b) == 0:
        return dot_right(g, a, b)
    return tensordot_right(g, a, b, [np.ndim(a) - 1], [np.ndim(b) - 1])


def outer_left(g: Array, a: Array, b: Array) -> Array:
    """Y = a bᵀ of the flattened operands: dL/da = g b."""
    return (np.asarray(g) @ np.ravel(b)).reshape(np.shape(a))


def outer_right(g: Array, a: Array, b: Array) -> Array:
    """As :func:`outer_left`, for the second operand: a g."""
    return (np.ravel(a) @ np.asarray(g)).reshape(np.shape(b))


def tensordot_left(g: Array, a: Array, b: Array, left: list[int], right: list[int]) -> Array:
    """Contract ``g`` with the axes of ``b`` that were kept, then put the axes back in the order of ``a``."""
    kept_a = [n for n in range(np.ndim(a)) if n not in left]
    kept_b = [n for n in range(np.ndim(b)) if n not in right]
    free = np.ndim(g) - len(kept_b)
    product = np.tensordot(g, b, [list(range(free, np.ndim(g))), kept_b])
    summed = [axis for _, axis in sorted(zip(right, left, strict=True))]
    return np.transpose(product, np.argsort(kept_a + summed))


def tensordot_right(g: Array, a: Array, b: Array, left: list[int], right: list[int]) -> Array:
    """As :func:`tensordot_left`, for the second operand."""
    kept_a = [n for n in range(np.ndim(a)) if n not in left]
    kept_b = [n for n in range(np.ndim(b)) if n not in right]
    product = np.tensordot(a, g, [kept_a, list(range(len(kept_a)))])
    summed = [axis for _, axis in sorted(zip(left, right, strict=True))]
    return np.transpose(product, np.argsort(summed + kept_b))


def einsum_operand(g: Array, y: Array, operands: tuple, params: dict, slot: int) -> Array:
    """Swap the operand's letters with the result's. Letters that only it has: ``g`` is repeated along them."""
    terms, result = params["terms"], params["result"]
    others = [(t, v) for n, (t, v) in enumerate(zip(terms, operands, strict=True)) if n != slot]
    known = set(result).union(*(t for t, _ in others))
    mine = "".join(letter for letter in terms[slot] if letter in known)
    equation = ",".join([result, *(t for t, _ in others)]) + "->" + mine
    product = np.einsum(equation, g, *(v for _, v in others))
    missing = tuple(n for n, letter in enumerate(terms[slot]) if letter not in known)
    return np.broadcast_to(np.expand_dims(product, missing), np.shape(operands[slot])).copy()


def inv_back(g: Array, y: Array, operands: tuple, params: dict, slot: int) -> Array:
    """Y = a⁻¹: dL/da = −yᵀ g yᵀ."""
    back = np.swapaxes(y, -1, -2)
    return -back @ g @ back


def det_back(g: Array, y: Array, operands: tuple, params: dict, slot: int) -> Array:
    """Y = det a: dL/da = g y a⁻ᵀ."""
    (a,) = operands
    cofactors = np.swapaxes(np.linalg.inv(a), -1, -2)
    return np.asarray(g * y)[..., None, None] * cofactors


def solve_right(g: Array, y: Array, operands: tuple, params: dict, slot: int) -> Array:
    """Y = a⁻¹ b: dL/db = a⁻ᵀ g."""
    a = operands[0]
    return np.linalg.solve(np.swapaxes(a, -1, -2), g)


def solve_left(g: Array, y: Array, operands: tuple, params: dict, slot: int) -> Array:
    """Y = a⁻¹ b: dL/da = −(a⁻ᵀ g) yᵀ."""
    back = solve_right(g, y, operands, params, slot)
    return -np.outer(back, y) if np.ndim(y) == 1 else -back @ np.swapaxes(y, -1, -2)
