"""Lesson 04's predictions. Every number is computed, none is typed in."""

import numpy as np

from ...datasets import two_clouds
from ...layers import Linear
from ...losses import hinge, squared_error, squared_error_gradient
from ..declare import Prediction
from . import faults
from .settings import HAND

_w, _x, _t = HAND.values()
_y = float(_x @ _w[:-1] + _w[-1])
_dw = squared_error_gradient(_y, _t) * np.append(_x, 1.0)
_FAR = 3.0

HAND_OUTPUT = Prediction(
    "w = [0.5, −0.25], the bias is 0.2, x = [0.4, 1.2]. What does the model answer: y = ?",
    _y,
    f"0.5·0.4 − 0.25·1.2 + 0.2 = {_y:g}. The label is 1, so the answer is too small.",
    "Multiply each input by its weight, add the products, then add the bias.",
)

DIRECTION = Prediction(
    "The answer 0.1 is below its label 1, and both inputs are positive. Which weights will one step make larger?",
    "all three" if (-_dw > 0).all() else "none",
    f"−dw = {np.round(-_dw, 2).tolist()}: more of every weight gives a larger y, so all three grow.",
    "dL/dy = −2(t − y) is negative here. What is the sign of dy/dw for each weight, and for the bias?",
    choices=("none", "the two weights, not the bias", "the bias only", "all three"),
)

LARGER_WEIGHT = Prediction(
    "x = [0.4, 1.2]: how many times further does the second weight move than the first?",
    float(_dw[1] / _dw[0]),
    "dw = dL/dy · x: a weight moves in proportion to the input it has just multiplied.",
    "Both share the same upstream dL/dy. What is the local gradient of each?",
)

FIRST_RECORD = Prediction(
    "All weights start at 0 and every label is −1 or +1. What is the first loss in the record?",
    float(np.mean(squared_error(np.zeros(4), np.array([-1.0, 1.0, 1.0, -1.0])))),
    "y = 0 for every point, and (±1 − 0)² = 1. If your first record is not 1, a step came before it.",
    "What does the model answer for every point when all weights are 0?",
)

SHAPE_TRAP = Prediction(
    "Labels of shape (2000, 1), outputs of shape (2000,). Which shape has t − y?",
    str((np.zeros((2000, 1)) - np.zeros(2000)).shape),
    "A column against a row: NumPy pairs every label with every output, 4 million numbers, and no error.",
    "NumPy lines shapes up from the right: (2000, 1) against (2000,) is (2000, 1) against (1, 2000).",
    choices=("(2000, 1)", "(2000,)", "(2000, 2000)", "an error"),
)

_PY2_STEPS = (1000, 1500, 10_000, 100_000)

PYTHON2_RECORDS = Prediction(
    "In Python 2, 7/2 is 3. np.ceil(steps/1000) places for the record: how many steps break the source's loop?",
    next(str(s) for s in _PY2_STEPS if faults.python2_records(s) < len(range(0, s, 1000))),
    "1500/1000 is 1 before ceil sees it: one place, but records at steps 0 and 1000. Its author took multiples.",
    "Compute steps/1000 rounded down, and count the steps 0, 1000, 2000 ... that are below steps.",
    choices=tuple(map(str, _PY2_STEPS)),
)

SHOWN_AT = Prediction(
    "The published picture stretches a grid that begins at −5 over an extent that begins at −6. Where does it show "
    "the pixel computed at x = −5? (to one decimal)",
    faults.shown_position(-5.0),
    "Almost a whole unit to the left; only at the right-hand edge it is right. The contour is where it belongs.",
    "imshow lays its first pixel at the left edge of the extent.",
    within=0.06,
)

WHY_PICTURE_PASSED = Prediction(
    "The published picture was looked at by its author and its readers. Why did nobody see that it is off?",
    "the contour is right, and that is where one looks",
    "The contour is drawn from the grid itself and runs between the clouds. The pale colours under it are shifted.",
    "Which of the three things in the picture (colours, contour, points) is misplaced, and which draws the eye?",
    choices=(
        "the model is wrong in the same way",
        "the contour is right, and that is where one looks",
        "the grid is too coarse to tell",
    ),
)

_X, _t_all = two_clouds(np.random.default_rng(0))

ONE_CLASS = Prediction(
    "A model answers −1 to everything. What does the source's record show, the summed loss of the first 1000 points?",
    faults.recorded_loss(np.array([0.0, 0.0, -1.0]), _X, _t_all[:, 0]),
    "The first 1000 points all have label −1: loss 0, a perfect curve, for a model that gets half of the data wrong.",
    "The data is stacked: first the 1000 points of class −1, then those of class +1.",
)

WHY_RECORD_PASSED = Prediction(
    "The record saw one class only, and still it fell and levelled out as a loss should. Why?",
    "the model that is trained has no reason to give up one class",
    "Training uses both classes, so both end up well. The record would have said the same had class +1 been lost.",
    "Which points does training use, and which does the record use?",
    choices=(
        "the sum hides the labels",
        "the first 1000 points are a fair sample",
        "the model that is trained has no reason to give up one class",
    ),
)

FAR_BUT_RIGHT = Prediction(
    f"t = 1 and y = {_FAR:g}: on the right side, far from the line. What is the squared error?",
    float(squared_error(_FAR, 1.0)),
    "As much as for y = −1, which is on the wrong side. The squared error punishes points for being too right.",
    "(t − y)², whichever side of the line it is.",
)

HINGE_FAR = Prediction(
    f"And the hinge loss max(0, 1 − t·y) of the same point, t = 1, y = {_FAR:g}?",
    float(hinge(_FAR, 1.0)),
    "t·y = 3 is beyond the margin 1: no loss, no gradient, no step. The point has nothing more to say.",
    "What is 1 − 3, and what does the max make of it?",
)

STEP_TOO_LONG = Prediction(
    "Least squares with one example a step multiplies that example's error by (1 − 2η(‖x‖² + 1)). With ‖x‖² = 18, at "
    "the centre of the upper cloud, above which η does the error grow in size at every step?",
    1 / (18 + 1),
    "|1 − 38η| > 1 for η > 1/19 ≈ 0.053: each step overshoots further than the last, and soon the weights overflow.",
    "The error grows if 1 − 2η·19 is below −1. Solve for η.",
    within=2e-3,
)

_layer = Linear(np.array([[0.3, -0.1, 0.2]]))
_layer.forward(np.array([[1.5]]))
_layer.backward(np.array([[1.0, 0.5, -2.0]]))
_once = _layer.dW.copy()
_layer.backward(np.array([[1.0, 0.5, -2.0]]))

TWICE = Prediction(
    "backward is called twice with the same upstream gradient, without zero_gradients in between. How many times "
    "its first value is dW then?",
    float(np.mean(_layer.dW / _once)),
    "Each call adds its share. That is what you want where two paths meet, and a bug where you forgot to zero.",
    "Does a second call replace what is in dW, or add to it?",
)
