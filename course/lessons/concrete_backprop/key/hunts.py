"""Judges for the bug hunts: any input that brings the fault to light is right; another is told why it hides it."""

import numpy as np

from ....gradcheck import relative_error
from ...open_answers import batch_shape
from .. import faults
from .reference import backward_b, sigmoid_derivative

VISIBLE = 1e-3


def judge_revealing_x(result: object, W: np.ndarray) -> str | None:
    """None if the flipped sigmoid's dW or dx at x = ``result`` is visibly wrong; else why it is not."""
    try:
        x = np.asarray(result, dtype=float).reshape(W.shape[1], 1)
    except (TypeError, ValueError):
        return f"x has to be {W.shape[1]} numbers, an array of shape ({W.shape[1]}, 1); this came back: {result!r:.80}"
    if not np.isfinite(x).all():
        return "x has to be finite numbers"
    if np.abs(x).max() > 100:
        return "keep the entries of x between -100 and 100: beyond that every sigmoid is 0 or 1 to the last digit"
    with np.errstate(over="ignore"):
        dW, dx = faults.flipped_gradients(W, x)
    _, _, right_dW, right_dx = backward_b(W, x)
    if max(relative_error(dW, right_dW).max(), relative_error(dx, right_dx).max()) > VISIBLE:
        return None
    return f"at this x both sigmoids give the same gradients: Wx = {np.round((W @ x).ravel(), 3).tolist()}"


def judge_revealing_shape(result: object, Z2: np.ndarray, error: np.ndarray) -> str | None:
    """None if source 000's dZ2 runs on arrays of shape ``result`` and is wrong; else what is wrong with the shape."""
    shape = batch_shape(result, min(Z2.shape))
    if isinstance(shape, str):
        return shape
    n, C = shape
    Z2, error = Z2[:n, :C], error[:n, :C]
    try:
        value = faults.matrix_product_dZ2(Z2, error)
    except ValueError:
        return f"with shape ({n}, {C}) the line stops with an error, so nobody would be misled"
    if value.shape == Z2.shape and relative_error(value, sigmoid_derivative(Z2) * error).max() < VISIBLE:
        return f"with shape ({n}, {C}) the matrix product and the element-wise one are the same"
    return None
