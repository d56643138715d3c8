"""Judges for the bug hunts: any input that brings the fault to light is right; another is told why it does not."""

import numpy as np

from ....losses import mean_half_squared_error
from ...open_answers import batch_shape
from ..faults import EVERY, STEPS, order_error, published_loss, published_record

VISIBLE = 0.1


def judge_revealing_step_size(result: object) -> str | None:
    """None if the source's step with this step size uses a visibly wrong dW1; else why it does not show."""
    step_size = _number(result)
    if step_size is None:
        return f"return one number, a step size; this came back: {result!r:.80}"
    if not 0 < step_size <= 1:
        return f"keep the step size above 0 and not above 1; this came back: {step_size:g}"
    error = order_error(step_size)
    if error > VISIBLE:
        return None
    return f"with a step size of {step_size:g} the dW1 it uses is {100 * error:.1f} % off, and nobody would notice"


def judge_hiding_shape(result: object, Y: np.ndarray, T: np.ndarray) -> str | None:
    """None if the source's two losses are equal for outputs of shape ``result``; else by how much they differ."""
    shape = batch_shape(result, min(Y.shape))
    if isinstance(shape, str):
        return shape
    n, C = shape
    Y, T = Y[:n, :C], T[:n, :C]
    ratio = published_loss(Y, T) / mean_half_squared_error(Y, T)
    if abs(ratio - 1) < 1e-9:
        return None
    return f"for shape ({n}, {C}) the mean square is {ratio:.4g} times our loss: a comparison would show it"


def judge_revealing_m(result: object) -> str | None:
    """None if the source's loop records nothing in a net of ``result`` hidden units; else how often it does."""
    m = _number(result)
    if m is None or m != int(m) or not 1 <= m <= 60:
        return f"return a whole number of hidden units from 1 to 60; this came back: {result!r:.80}"
    recorded = published_record(int(m), STEPS, EVERY)
    if not recorded:
        return None
    return (
        f"with m = {int(m)} hidden units it records {len(recorded)} times in {STEPS} steps: look at what `i` is by then"
    )


def _number(value: object) -> float | None:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return number if np.isfinite(number) and not isinstance(value, (bool, str)) else None
