"""Judges for the open exercises: any answer that shows the point is right; another is told why it does not."""

import math

import numpy as np

from ....activations import relu
from ...open_answers import batch_shape
from .. import curves
from . import reference as right


def judge_revealing_sizes(result: object, errors: np.ndarray) -> str | None:
    """None if for (n, C) = ``result`` the losses' ratio is not the n of the source; else why it hides the fault.

    Parameters
    ----------
    errors : ndarray of shape (50, 50)
        Y - T to cut a batch from.
    """
    shape = batch_shape(result, len(errors))
    if isinstance(shape, str):
        return shape
    n, C = shape
    mean, half = right.losses(errors[:n, :C], 0.0)
    if not math.isclose(half / mean, n, rel_tol=1e-9):
        return None
    return f"with n = {n} and C = {C} the ratio of the two losses is {half / mean:g}, just the n that the text promises"


def read_number(result: object) -> float | None:
    """``result`` as a finite number, or None."""
    try:
        number = math.nan if isinstance(result, str) or np.ndim(result) else float(result)
    except (TypeError, ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def judge_working_eps(result: object, accepted: float) -> str | None:
    """None if the source's float32 check with this step agrees to ``accepted``; else how far it is off."""
    eps = read_number(result)
    if eps is None or not 1e-12 <= eps <= 1:
        return f"return one number between 1e-12 and 1; this came back: {result!r:.80}"
    numerical, found = curves.source_check(eps)
    if found <= accepted:
        return None
    if not numerical.any():
        return f"with ε = {eps:g} the nudge is lost: W + ε is W again in float32, and every difference is 0"
    return f"with ε = {eps:g} the largest relative error is {found:.1e}, and {accepted:g} is wanted"


def judge_across_the_kink(result: object, scale: float) -> str | None:
    """None if the central difference of ReLU at z ≠ 0 is neither 0 nor 1 for (z, eps) = ``result``; else what it is."""
    try:
        z, eps = (read_number(part) for part in result)
    except (TypeError, ValueError):
        z = eps = None
    if z is None or eps is None:
        return f"return two numbers (z, eps); this came back: {result!r:.80}"
    if z == 0 or abs(z) > 1e3 or not 1e-9 <= eps <= 1e3:
        return f"z has to be different from 0, eps from 1e-9 to 1000, and z no larger; this came back: {result!r:.80}"
    up, down = relu(np.array([z + eps, z - eps]) * scale)
    slope = (up - down) / (2 * eps * scale)
    if 0.01 < slope < 0.99:
        return None
    both = "which is right: both points lie on one side of the kink"
    return f"at z = {z:g} with ε = {eps:g} the central difference is {slope:g}, {both}"
