"""Judges for the bug hunts: any input that brings the fault to light is right; another is told why it hides it."""

import numpy as np

from ...open_answers import numbers
from ...plane import GRID, PUBLISHED_EXTENT
from ..faults import recorded_loss
from ..maps import share


def shown_output(w: np.ndarray, x: float, y: float) -> float:
    """The model's output whose colour the published picture shows at the point (x, y)."""
    left, right = PUBLISHED_EXTENT[:2]
    pixel = (np.array([x, y]) - left) / (right - left) * len(GRID)
    return float(np.append(GRID[np.clip(pixel.astype(int), 0, len(GRID) - 1)], 1.0) @ w)


def judge_off_the_map(result: object, w: np.ndarray) -> str | None:
    """None if the published picture has the wrong colour at the point ``result`` for weights ``w``; else why not."""
    point = numbers(result, 2)
    if isinstance(point, str):
        return point
    left, right = PUBLISHED_EXTENT[:2]
    if (point < left).any() or (point > right).any():
        return f"the picture runs from {left:g} to {right:g} on both axes; this point lies outside: {point.tolist()}"
    output, shown = float(np.append(point, 1.0) @ w), shown_output(w, *point)
    told = float(np.append(13 / 14 * (point - left) - 5, 1.0) @ w)  # as the text says it, without pixels
    if output * shown < 0 or output * told < 0:
        return None
    return (
        f"at {point.tolist()} the model says {output:.3f} and the picture shows the colour of {shown:.3f}: "
        "the same sign, so nobody would be misled"
    )


def judge_flattering_weights(result: object, X: np.ndarray, t: np.ndarray) -> str | None:
    """None if the source's record hardly sees a loss although nearly half the points are wrong; else what it sees."""
    w = numbers(result, X.shape[1] + 1)
    if isinstance(w, str):
        return w
    half = len(X) // 2
    recorded, right = recorded_loss(w, X, t, half) / half, share(w, X, t)
    if right > 0.6:
        return f"these weights get {100 * right:.1f} % of all points right: look for worse ones"
    if recorded > 0.05:
        return f"the record shows a mean loss of {recorded:.3g}: whoever looks at it sees that something is wrong"
    return None
