"""Lesson 03's predictions. Every number is computed, none is typed in."""

import numpy as np

from ...activations import relu, tanh_derivative
from ...gradcheck import numerical_gradient
from ...losses import mean_half_squared_error, mean_half_squared_error_gradient
from ..declare import Prediction
from . import cost, example, faults, problems
from .nets import tanh_net

_P = cost.parameters(problems.M)
_P_wide = cost.parameters(2 * problems.M)
_one, _three = np.array([[1.0, 0.0, 0.0]]), np.array([[0.7, 0.2, 0.1]])
_start = problems.analytic_problem()
_ends = tanh_net(_start.W1, _start.W2).forward(np.array([[1e4], [1e5]]))
_error = faults.order_error(problems.STEP_SIZE)
_recorded = len(faults.published_record(problems.M, faults.STEPS, faults.EVERY))
_Y = tanh_net(example.W1, example.W2).forward(example.X)
_ratio = faults.published_loss(_Y, example.T) / mean_half_squared_error(_Y, example.T)


def _choose(value: float, choices: dict[str, float]) -> str:
    """The choice whose number is nearest to ``value``, by ratio."""
    return min(choices, key=lambda words: abs(np.log(value / choices[words])))


NEURON_LOSSES = Prediction(
    "The neuron has two weights, w and b. How many losses must be computed for both slopes, by nudging?",
    2 * 2,
    "Twice for each weight, and the answer for one says nothing about the other. Remember this number.",
    "How many nudges for w alone? And does any of them help with b?",
)

PARAMETERS = Prediction(
    f"One input, {problems.M} hidden units, one output, a bias everywhere. How many weights does the net have?",
    _P,
    f"W1 is (2, {problems.M}) and W2 is ({problems.M + 1}, 1): the bias is one more row of each.",
    "Each hidden unit has a weight and a bias; the output has a weight for each hidden unit, and a bias.",
)

STEEPEST_TANH = Prediction(
    "How steep is tanh where it is steepest, at z = 0? tanh'(0) = 1 − tanh(0)² = ?",
    float(tanh_derivative(np.array(0.0))),
    "tanh(0) = 0. Four times as steep as the sigmoid: less of the gradient gets lost on the way back.",
    "What is tanh(0)?",
)

NOTHING_BACK = Prediction(
    "Going back from Y to A1, one row of W2 must be left out. Which one?",
    "row 0",
    "Row 0 was multiplied with the ones that `augment` put there. They come from no hidden unit.",
    "Which column of [1, A1] does not come from the hidden layer?",
    choices=("row 0", "the last row", "none"),
)

SHAPE_OF_DW2 = Prediction(
    "25 examples, 1 input, 10 hidden units, 1 output. What is the shape of dW2?",
    f"({problems.M + 1}, 1)",
    "A gradient has the shape of what it belongs to, bias row included.",
    "What is the shape of W2 in this net?",
    choices=("(10, 1)", "(11, 1)", "(25, 1)", "(1, 11)"),
)

SAME_DZ2 = Prediction(
    "One example, three classes: softmax says 0.7, 0.2, 0.1; the first class is the right one. dZ2[0, 0] = ?",
    float(mean_half_squared_error_gradient(_three, _one)[0, 0]),
    "Y − T again: 0.7 − 1. The score of the right class should grow, so its gradient is negative.",
    "dZ2 = (Y − T) / n with n = 1, and T is [1, 0, 0].",
)

MANY_LOSSES = Prediction(
    f"And for all {_P} weights of the sine net: how many losses does one numerical gradient need?",
    2 * _P,
    f"Two for each weight. Backpropagation needs one forward and one backward pass for all {_P} together.",
    "Two for each weight.",
)

MORE_LOSSES = Prediction(
    f"We double the hidden layer, from {problems.M} to {2 * problems.M} units. How many losses now?",
    2 * _P_wide,
    f"{_P_wide} weights, two losses each. And each loss costs more, too: the time grows with the square of the width.",
    f"2 · {2 * problems.M} weights into the hidden layer, and {2 * problems.M} + 1 out of it. Two losses each.",
)

KINK = Prediction(
    "relu(z) = max(0, z) has slope 0 on the left and 1 on the right. What do central differences say at z = 0?",
    float(numerical_gradient(lambda z: float(relu(z)), np.array(0.0))),
    "(h − 0) / 2h. Half of one side and half of the other: right nowhere near. tanh has no such place.",
    "relu(+h) = h and relu(−h) = 0. Put them into the formula.",
)

FAR_OUT = Prediction(
    "What will the fitted net answer for x far outside its data, where it has never seen a sine?",
    "a constant" if np.ptp(_ends) < 1e-9 else "a growing number",
    "Far out every tanh is −1 or +1 and changes no more: the output is a sum of constants.",
    "What does tanh do for large z? What does a sum of ten of them do?",
    choices=("the sine goes on", "a constant", "a growing number"),
)

TWICE_THE_STEP = Prediction(
    "The source goes 0.01 times the gradient of the *mean square*. Which step size makes the same steps with ½ of it?",
    problems.STEP_SIZE_NUMERICAL,
    "Half the loss has half the gradient, so it takes twice the step size. The step size hid it.",
    "The gradient of ½L is half as long. What must it be multiplied with to give the same step?",
    within=1e-6,
)

HOW_FAR_OFF = Prediction(
    "The published step moves W2 by 0.1 · dW2 and then uses it for dW1. How far off is that dW1, at the first step?",
    _choose(_error, {"about 0.03 %": 3e-4, "about 3 %": 3e-2, "about 30 %": 0.3, "not at all": 1e-9}),
    f"It is {100 * _error:.1f} % off: enough to be wrong, too little to see in a loss curve.",
    "W2 moves by a tenth of its gradient. Is that nothing? Is it a third of W2?",
    choices=("not at all", "about 0.03 %", "about 3 %", "about 30 %"),
)

WHY_ORDER_PASSED = Prediction(
    "The author looked at the fitted curve, and it was good. Why did that test pass?",
    "the loss falls all the same",
    "A gradient that is 3 % off still points downhill. Training forgives: that is why gradients have to be checked.",
    "Must a step follow the gradient exactly for the loss to fall?",
    choices=("the loss falls all the same", "W1 is not needed", "dW1 was right", "tanh corrects it"),
)

RATIO_OF_LOSSES = Prediction(
    "With one output: the published mean square divided by our loss, for the same net and data = ?",
    _ratio,
    "The ½, and nothing else: and so its gradient is exactly 2 times ours.",
    "Both divide by n. What else stands in ours?",
)

SHADOWED = Prediction(
    "`for i in range(steps)` holds two loops `for i in range(rows)`, "
    f"over W1 (2, {problems.M}) and W2 ({problems.M + 1}, 1). After them, i = ?",
    problems.M,
    "The last loop ran over the rows of W2 and left its last index behind, in every step the same.",
    "The loop that ran last decides. How many rows has W2, and what is the last index?",
)

RECORDS = Prediction(
    f"Its last line is `if i % {faults.EVERY} == 0: record()`. How often does it record in {faults.STEPS} steps?",
    _recorded,
    f"i is {problems.M} each time, and {problems.M} % {faults.EVERY} is 0: in every step, not every tenth.",
    "What is i when that line runs, in the first step? In the second?",
)
