"""Judges for the bug hunts: any input that brings the fault to light is right; another is told why it hides it."""

import numpy as np

from ..open_answers import numbers
from . import faults


def judge_off_the_map(result: object, w: np.ndarray) -> str | None:
    """None if the published picture has the wrong colour at the point ``result`` for weights ``w``; else why not."""
    point = numbers(result, 2)
    if isinstance(point, str):
        return point
    left, right = faults.PUBLISHED_EXTENT[:2]
    if (point < left).any() or (point > right).any():
        return f"the picture runs from {left:g} to {right:g} on both axes; this point lies outside: {point.tolist()}"
    output, shown = float(np.append(point, 1.0) @ w), faults.shown_output(w, *point)
    if output * shown < 0:
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
    recorded, share = faults.flatters(w, X, t)
    if share > 0.6:
        return f"these weights get {100 * share:.1f} % of all points right: look for worse ones"
    if recorded > 0.05:
        return f"the record shows a mean loss of {recorded:.3g}: whoever looks at it sees that something is wrong"
    return None
