"""Lesson 05's predictions. Every number is computed, none is typed in."""

import numpy as np

from ...attacks import fgsm, margin_gradient, pgd
from ...losses import hinge_gradient
from ..declare import Prediction
from . import faults
from .classifier import answers
from .nets import linear_net
from .settings import DATA_ETA, FITTED

_w = FITTED
_length = float(np.linalg.norm(_w[:-1]))
_some = np.random.default_rng(0).normal(size=(40, 2)) + 1.5
_labels = np.where(np.arange(40) % 2, 1.0, -1.0)
_moves = hinge_gradient(answers(_some, _w), _labels)[:, None] * _w[:-1]
_inside = np.array([1.0, (0.4 + 3.01 - 1.13) / 1.01])
_lost = np.array([1.0, (0.5 + 3.01 - 1.13) / 1.01])  # answer 0.5, label -1


def _visits(x: np.ndarray, t: float, eta: float) -> int:
    way = (1 - t * float(answers(x, _w))) / _length
    return int(np.ceil(way / (eta * _length)))


def _published_difference() -> float:
    x = np.array([_lost, _inside])
    x_orig = x.copy()
    x_mod = faults.run_in_place(x_orig, np.array([-1.0, 1.0]), _w, np.array([0, 1, 0, 1]), DATA_ETA)
    return float(np.abs(x_mod - x_orig).max())


def _weights_survive() -> bool:
    w = _w.copy()
    faults.scaled_in_place(_lost, -1.0, w, DATA_ETA)
    return np.array_equal(w, _w)


def _pgd_gains() -> bool:
    model, t = linear_net(_w), _labels[:, None]
    once, often = fgsm(model, _some, t, 0.5, np.inf), pgd(model, _some, t, 0.5, np.inf, 0.0625, 20)
    return bool(np.any(t * model.forward(often) < t * model.forward(once) - 1e-9))


SAME_LINE = Prediction(
    "Every point that has a loss is moved against its own gradient. In which directions do they go?",
    "all along one line, one way or the other" if np.linalg.matrix_rank(_moves) == 1 else "each in its own",
    "dx = −t·w for every point that has a loss: the label chooses the sign, and where the point lies does not matter.",
    "Look at dy/dx of a linear classifier. Does x stand in it?",
    choices=("each in its own", "to the middle of its cloud", "all along one line, one way or the other"),
)

INSIDE_MOVES = Prediction(
    "A point with label +1 and answer 0.4 is right. Will the hinge move it?",
    "yes" if hinge_gradient(answers(_inside, _w), 1.0) else "no",
    "t·y = 0.4 is less than the margin 1, so there is a loss of 0.6, and a gradient: it is pushed on to t·y = 1.",
    "What is max(0, 1 − 0.4)?",
    choices=("yes", "no"),
)

WAY_TO_GO = Prediction(
    f"A point with label −1 is answered +0.5, and ‖(w₁, w₂)‖ = {_length:.3f}. How far must it go until its loss is 0?",
    (1 + float(answers(_lost, _w))) / _length,
    "y has to fall by 1.5, and along w it falls by ‖w‖ for each unit of way: 1.5/‖w‖.",
    "How much does y have to change, and how fast does it change along w?",
    within=5e-3,
)

VISITS = Prediction(
    f"Each visit moves it by η‖w‖ = {DATA_ETA * _length:.4f}. How many visits does that point need?",
    float(_visits(_lost, -1.0, DATA_ETA)),
    "1.5/‖w‖ divided by η‖w‖, rounded up. With 500,000 steps each of the 2000 points is visited about 250 times.",
    "Divide the way by the length of a step, and round up.",
)

ORIGINAL_LOST = Prediction(
    "How far did the points of the published run go? Its arrays: np.abs(x_mod − x_orig).max() = ?",
    _published_difference(),
    "x_mod and x_orig are two names for one array. The points have moved, and nobody can say how far.",
    "Which array does `data[i, :] = ...` write into, and what does `return data` return?",
)

WHY_IN_PLACE_PASSED = Prediction(
    "The published run was checked: 100 % right, hinge 0, a picture of the moved points. Why did nothing show?",
    "every check looked at the result alone",
    "The moved points are right. What is wrong happened to an array that nobody looked at again.",
    "Which array do accuracy, hinge and picture look at?",
    choices=(
        "every check looked at the result alone",
        "NumPy copies small arrays",
        "500,000 steps are enough",
        "the points only moved a little",
    ),
)

VIEW = Prediction(
    "`step = gradient_x(w)` and then `step *= -eta * t`, where gradient_x returns w[:-1]. What else has changed?",
    "nothing" if _weights_survive() else "the classifier",
    "w[:-1] is no copy but a window into w. The fixed classifier is no longer the one you trained.",
    "Does a slice of an array have numbers of its own?",
    choices=("nothing", "the classifier", "the data", "the labels"),
)

PIXEL = Prediction(
    "The published grid begins at −5, its picture at −6. At which x₁ is the pixel drawn that was computed at −5?",
    faults.shown_position(-5.0),
    "The whole picture is stretched over (−6, 8): everything on its left is almost one unit out of place.",
    "The first pixel begins at the left edge of the picture; it is 14/260 wide.",
    within=0.05,
)

DROP_IN_THE_BOX = Prediction(
    "w = (1.13, 1.01, −3.01), and each coordinate of a point may move by 0.5. By how much can t·y fall at most?",
    0.5 * float(np.abs(_w[:-1]).sum()),
    "Both coordinates move by 0.5 in their own worst direction: 0.5·1.13 + 0.5·1.01. The bias can't be moved.",
    "Move x₁ by 0.5 against the sign of its weight, then x₂.",
    within=5e-3,
)

MANY_INPUTS = Prediction(
    "A picture of 28·28 = 784 pixels, all weights ±0.1. Every pixel may move by 0.1. By how much can t·y fall?",
    784 * 0.1 * 0.1,
    "Each pixel gives only 0.01, and there are 784 of them. Nobody sees a change of 0.1 in a pixel.",
    "How much does one pixel give, and how many are there?",
    within=5e-3,
)

MASKED = Prediction(
    "A point with t·y = 3 is attacked by climbing the hinge. What is dL/dy there?",
    float(np.abs(hinge_gradient(np.array(3.0), np.array(1.0)))),
    "Beyond the margin the hinge is flat: no gradient, no direction, no attack. That does not make the point safe.",
    "How much does max(0, 1 − t·y) change if y changes a little around 3?",
)

NEVER_FLAT = Prediction(
    "And the margin loss L = −t·y, at the same point with t = +1. What is dL/dy?",
    float(margin_gradient(np.array(3.0), np.array(1.0))),
    "It does not ask whether the point is right. It only says where t·y falls.",
    "Differentiate −t·y with respect to y.",
)

PGD_ON_A_LINE = Prediction(
    "Twenty short steps or one long one, with the same budget, against the *linear* classifier: which does more harm?",
    "twenty steps" if _pgd_gains() else "they are the same",
    "Its gradient is the same everywhere, so the first step knows all there is to know.",
    "Does the gradient change on the way?",
    choices=("one step", "twenty steps", "they are the same"),
)


def easier_prey(linear: float, deep: float, eps: float) -> Prediction:
    """Which net loses more of its 200 points to a budget ``eps``, given their accuracies under attack."""
    return Prediction(
        f"Unattacked, the deep net gets all 200 points right and the line 98.5 %. Each point may now move by {eps:g} "
        "(norm 2). Which of the two gets more of them right?",
        "the line" if linear > deep else "the deep net",
        f"The line keeps {100 * linear:.1f} %, the deep net {100 * deep:.1f} %. To get the last points right it bent "
        "its boundary closely around them.",
        "How close to its boundary are the points that only the deep net gets right?",
        choices=("the line", "the deep net"),
    )
