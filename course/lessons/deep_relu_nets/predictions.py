"""Lesson 06's predictions. Every number is computed, none is typed in."""

import numpy as np

from ...activations import relu, relu_derivative
from ...gradcheck import numerical_gradient
from ...layers import Activation, Linear, Sequential, linear_backward
from ..declare import Prediction
from . import nets
from .faults import FirstReluLayer, published_dw
from .settings import DEEP_SIZES, DEEP_STEPS, UNIT

_W, _b, _x, _t = UNIT.values()
_linear = Linear(_W, _b)
_unit = Sequential(_linear, Activation(relu, relu_derivative))
_A = float(_unit.forward(_x)[0, 0])

UNIT_OUTPUT = Prediction(
    "One unit, weights 1 and 2, bias 0. x = [−0.1, 0.1]. What does it say: max(0, xW + b) = ?",
    _A,
    "−0.1·1 + 0.1·2 = 0.1 is above 0, so the ReLU lets it through.",
    "Multiply, add, and then ask whether the sum is above 0.",
)

_unit.zero_gradients()
_unit.forward(-_x)
_unit.backward(np.ones((1, 1)))

UNIT_OFF = Prediction(
    "The same unit gets x = [0.1, −0.1], and the gradient that arrives at it is 1. What is its largest dW?",
    float(np.abs(_linear.dW).max()),
    "z = −0.1: the unit is off, a small change of a weight changes nothing, and nothing is learned from this example.",
    "Is the unit on? How much does its output change if a weight changes a little?",
)

KINK = Prediction(
    "relu has no slope at 0. What do central differences say there, (relu(ε) − relu(−ε)) / 2ε?",
    float(numerical_gradient(lambda v: float(np.sum(np.maximum(0, v))), np.zeros(1))[0]),
    "ε/2ε: the mean of the slopes on both sides, 0 and 1. No check will ever agree with a convention of 0 there.",
    "What is relu(ε), and what relu(−ε)?",
)

_d, _m = DEEP_SIZES[2:4]

JACOBIAN = Prediction(
    f"A layer with {_d} inputs and {_m} outputs, one example: how many numbers is ∂y/∂W, every output by every weight?",
    float(_m * _d * _m),
    f"{_m} outputs, {_d}·{_m} weights each: most are 0, and nobody stores them. dL/dW has {_d * _m} numbers.",
    "How many weights are there, and how many outputs does each of them have a derivative for?",
    within=0.5,
)

_best = float(np.mean((np.maximum(0, np.array([-1.0, 1.0])) - np.array([-1.0, 1.0])) ** 2))

NO_MINUS_ONE = Prediction(
    "The last layer is a ReLU. Half of the labels are −1, half 1. What is the smallest possible mean squared error?",
    _best,
    "For −1 the best answer is 0, which costs 1; for 1 it is 1, which costs 0. On average 0.5, for any weights.",
    "What is the best that max(0, z) can say when the label is −1, and what does it cost?",
)

_deep = nets.start(np.random.default_rng(0), DEEP_SIZES, bias=False)

AT_THE_ORIGIN = Prediction(
    "No layer has a bias. What does the net say at x = (0, 0), the middle of the lower cloud?",
    float(nets.answers(_deep, DEEP_SIZES, np.zeros((1, 2)), relu_output=True)[0][0]),
    "0 times any weight is 0, and so it goes through all layers. No training can change this answer.",
    "What is xW for x = 0, and what goes on to the next layer?",
)

_first = FirstReluLayer(np.array([[1.0, -0.5], [2.0, 0.3]]))
_first.forward(np.array([0.4, 0.7]))

NEVER_STORED = Prediction(
    "In the first version `self.x` is set to zeros in __init__ and never again. After 10,000 steps, how far has its "
    "largest weight moved?",
    float(np.abs(_first.gradient()).max() * DEEP_STEPS),
    "dy/dw is made of x, and x is 0: no step, whatever the loss says. The program runs to its end without a word.",
    "gradient() multiplies with self.x. What is in it?",
)

WHY_ORDER_HID = Prediction(
    "The second version moves w before the gradient has passed through it. Nobody could see that in its results. Why?",
    "the other bug hides it: every gradient is 0, so nothing is moved",
    "w − η·0 is w. Two bugs can hide each other; mend one, and the other comes out.",
    "How large is the step in the second version, which still never stores x?",
    choices=(
        "with η = 0.01 the difference is small",
        "ReLU layers don't mind the order",
        "the other bug hides it: every gradient is 0, so nothing is moved",
    ),
)

TRAP = Prediction(
    "A batch of 10: the net answers with shape (10, 1), the targets have shape (10,). Which shape has Y − T?",
    str((np.zeros((10, 1)) - np.zeros(10)).shape),
    "A column against a row: each answer meets each target. The mean of these 100 numbers is a loss, too: a wrong one.",
    "NumPy lines shapes up from the right: (10, 1) against (10,) is (10, 1) against (1, 10).",
    choices=("(10, 1)", "(10,)", "(10, 10)", "an error"),
)

_noise = np.random.default_rng(0).normal(size=(4000, 100))

BATCH_NOISE = Prediction(
    "The gradient of one random example is right on average, and noisy. How many times less noisy (standard deviation) "
    "is the mean over a batch of 100?",
    float(np.round(_noise[:, 0].std() / _noise.mean(axis=1).std())),
    "√100. Ten times less noise for a hundred times the work: that is why batches are seldom very large.",
    "How does the standard deviation of a mean of n independent numbers depend on n?",
    within=0.5,
)

WHY_TESTS_PASSED = Prediction(
    "forward, loss and gradient were each tested, on a layer with w = [1, 2, 0]ᵀ. Why could no test see the fault?",
    "the layer in the tests has one output, and one column is right for one output",
    "With one output there is nothing to add up and nothing to broadcast. Every test used this one layer.",
    "Which shape has w, and how many columns does dw then have?",
    choices=(
        "the numbers are too small",
        "the layer in the tests has one output, and one column is right for one output",
        "the tests compare with ==, which is too strict",
    ),
)

_z = np.array([[1.0, -1.0, -1.0, -1.0, -1.0]])
_xext, _dy = np.array([[0.4, 0.7, 1.0]]), np.ones((1, 5))
_, _N = linear_backward(_xext, np.zeros((3, 5)), _dy * relu_derivative(_z))

ONE_OF_FIVE = Prediction(
    "Of five units one is on. Its column of dw is right, and the published line gives the same column to the four "
    "others, whose gradient is 0. What is the relative error ‖dw − N‖ / ‖N‖?",
    float(np.linalg.norm(published_dw(_dy, _xext, _z) - _N) / np.linalg.norm(_N)),
    "√(four columns, each as long as N) = 2. This is the 2.0 of layer 1 above.",
    "How long is dw − N, if it is four copies of the one column of N that is not 0?",
)

WHY_IT_TRAINS = Prediction(
    "Two of the three layers get a wrong gradient, and nearly all of the nets still get 97 to 99 % right. Why?",
    "the last layer has one output: its gradient is right, and it can do most of the work alone",
    "On top of hidden layers that never learn, the best linear layer already gets 84 to 98 % right (five seeds).",
    "Which layer's error is tiny in the table above?",
    choices=(
        "the errors of the two layers cancel",
        "the last layer has one output: its gradient is right, and it can do most of the work alone",
        "the step size is small enough for any gradient",
    ),
)

_wide = 50

GROWTH = Prediction(
    f"A unit with {_wide} inputs adds up {_wide} products with N(0, 1) weights; about half of the squares get through "
    "the ReLU. By which factor does the size (root mean square) of the signal grow at every layer?",
    float(np.sqrt(_wide / 2)),
    f"√({_wide}/2) = 5: after ten layers 5¹⁰, ten million.",
    f"The variance of a sum of {_wide} products is {_wide} times that of one; half is cut off; then take the root.",
    within=0.05,
)

WITH_HE = Prediction(
    f"And with He's scale √(2/d), d = {_wide}?",
    float(np.sqrt(2 / _wide) * np.sqrt(_wide / 2)),
    "√(2/d) · √(d/2) = 1: made so that the signal neither grows nor fades.",
    "Multiply the factor you have just found with √(2/50).",
    within=0.02,
)

_lines = 5

REGIONS = Prediction(
    "Five units with two inputs: five straight lines in the plane. Into how many regions can they cut it, at most?",
    float(1 + _lines + _lines * (_lines - 1) // 2),
    "Line k crosses the k − 1 before it and cuts k regions in two: 1 + 1 + 2 + 3 + 4 + 5 = 16.",
    "Draw them one by one: how many regions does the next line cut in two, if it crosses all others?",
    within=0.5,
)

TEST_NUMBER = Prediction(
    "The source's test: w = [1, 2, 0]ᵀ, x = [−0.1, 0.1], t = 1, the loss is (t − y)². What is dL/dy?",
    float(-2 * (_t[0, 0] - _A)),
    "−2·(1 − 0.1). The loss itself is 0.81.",
    "y is 0.1, as you have computed above. Now −2(t − y).",
)
