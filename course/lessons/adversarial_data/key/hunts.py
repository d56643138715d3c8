"""Judges for the open questions: any input that brings the fault to light is right; another is told why it hides it."""

import numpy as np

from ....attacks import fgsm
from ....losses import hinge_gradient
from ...open_answers import numbers
from ...plane import PUBLISHED_EXTENT
from ..classifier import answers
from ..faults import shown_answer
from ..nets import linear_net

LARGEST_BUDGET = 10.0


def judge_looks_wrong(result: object, w: np.ndarray) -> str | None:
    """None if the published picture shows the point ``result`` on the side on which it is not; else why not."""
    point = numbers(result, 2)
    if isinstance(point, str):
        return point
    left, right = PUBLISHED_EXTENT[:2]
    if (point < left).any() or (point > right).any():
        return f"the picture runs from {left:g} to {right:g} on both axes; this point lies outside: {point.tolist()}"
    y, shown = float(answers(point, w)), shown_answer(point, w)
    if y * shown < 0:
        return None
    return f"at {point.tolist()} the answer is {y:.3f} and the picture shows the colour of {shown:.3f}: the same side"


def judge_masked_point(result: object, w: np.ndarray) -> str | None:
    """None if the point of label +1 in ``result`` = (x1, x2, eps) can be turned but not by way of the hinge."""
    found = numbers(result, 3)
    if isinstance(found, str):
        return found
    x, eps = found[None, :2], float(found[2])
    if not 0 < eps <= LARGEST_BUDGET:
        return f"eps has to be above 0 and at most {LARGEST_BUDGET:g}; this came back: {eps:g}"
    y = float(answers(x, w)[0])
    if y <= 0:
        return f"the point has to be right before the attack: its label is +1 and its answer {y:.3f}"
    model, t = linear_net(w), np.ones((1, 1))
    if not np.array_equal(fgsm(model, x, t, eps, np.inf, hinge_gradient), x):
        return f"the answer {y:.3f} is below 1, so the hinge has a gradient here and the attack finds its way"
    least = y - eps * np.abs(w[:-1]).sum()
    if least >= 0:
        return f"no point within {eps:g} is answered wrongly: the least answer there is {least:.3f}. Nothing is missed"
    return None
