"""Lesson 02's predictions. Every number is computed by the library, none is typed in."""

import numpy as np

from ...activations import relu, sigmoid
from ...layers import linear, linear_backward
from ...losses import half_squared_error, half_squared_error_gradient, mean_squared_error
from ..declare import Prediction
from . import curves
from .example import SOURCE_EPS, T, W, X

_Y_linear = linear(X, W)
_dY = half_squared_error_gradient(_Y_linear, T)
_dW_linear = linear_backward(X, W, _dY)[1]
_twice = linear_backward(np.vstack([X] * 2), W, np.vstack([_dY] * 2))[1]
_Y = sigmoid(_Y_linear)
_dZ = half_squared_error_gradient(_Y, T) * _Y * (1 - _Y)
_dW = linear_backward(X, W, _dZ)[1]
_L = half_squared_error(_Y, T)
_errors = np.ones((10, 3))
_spacing = curves.spacing("float32")
_STEPS = {"1e-1": 1e-1, "1e-3": 1e-3, "1e-5": 1e-5, "1e-8": 1e-8, "1e-11": 1e-11}


def _column(array: np.ndarray) -> str:
    """The first column in words: "[1, −1, 0]"."""
    return str([int(v) for v in array[:, 0]]).replace("-", "−")


def _error_ratio(kind: str) -> float:
    """How many times smaller the error gets when the step goes from 1e-2 to 1e-3, in float64."""
    return curves.error(1e-2, "float64", kind)[0] / curves.error(1e-3, "float64", kind)[0]


SHAPE_OF_DW = Prediction(
    "Four examples (n = 4), three inputs (d = 3), two outputs (C = 2). What is the shape of dW?",
    str(_dW.shape),
    "A gradient has the shape of what it belongs to. W is (3, 2) whatever the batch, so dW is.",
    "What is the shape of W? Does it depend on how many examples there are?",
    choices=("(4, 2)", "(3, 2)", "(2, 3)", "(4, 3, 2)"),
)

FIRST_OF_DW = Prediction(
    f"dW[0, 0], by hand: the first column of X is {_column(X)}, that of dY is {_column(_dY)}. dW[0, 0] = ?",
    float(_dW_linear[0, 0]),
    "First column of X times first column of dY, summed: the product adds up over the examples by itself.",
    "Multiply the two columns entry by entry and add up: one product for each example.",
)

BATCH_TWICE = Prediction(
    "The same four examples come twice, a batch of 8. By what factor does dW of ½Σ(Y − T)² grow?",
    float(_twice[0, 0] / _dW_linear[0, 0]),
    "The examples' gradients add up: twice the examples, twice the gradient. With the mean it would stay as it is.",
    "Is the loss a sum or a mean over the examples?",
)

RATIO = Prediction(
    "A batch of n = 10 examples with C = 3 outputs. How many times the mean (MSELoss) is ½Σ(Y − T)²?",
    half_squared_error(_errors, 0.0) / mean_squared_error(_errors, 0.0),
    "Half the sum over n·C numbers against the sum divided by n·C: the ratio is n·C/2.",
    "The sum has n·C terms. Divide ½ · sum by sum / (n·C).",
)

WITHOUT_HALF = Prediction(
    f"The source prints its loss as Σ(A − B)², without the ½ of its code. dW[0, 0] was {_dW_linear[0, 0]:g}. "
    "What is it for the printed loss?",
    float(2 * _dW_linear[0, 0]),
    "Without the ½, the 2 of the derivative stays: every gradient doubles. Formula and code must be the same loss.",
    "What is the derivative of (y − t)² with respect to y? And of ½(y − t)²?",
)

POSITIVE_IN_DZ = Prediction(
    "Every target but one is above 1, and one is 0; a sigmoid gives between 0 and 1. How many of the 8 entries of dZ "
    "are positive?",
    float(np.sum(_dZ > 0)),
    "dZ has the sign of Y − T, since Y(1 − Y) is never negative. Y is above its target only where that is 0.",
    "dZ = (Y − T) ∘ Y ∘ (1 − Y). Which factors can be negative?",
)

NOT_RESET = Prediction(
    f"The linear layer left W.grad[0, 0] = {_dW_linear[0, 0]:g}. Nobody resets it, and the sigmoid layer, whose "
    f"dW[0, 0] is {_dW[0, 0]:.3f}, goes backward. What does W.grad[0, 0] say now?",
    float(_dW_linear[0, 0] + _dW[0, 0]),
    "torch adds to W.grad, as it must where paths meet. Between two passes it is you who resets it.",
    "Does backward() write over W.grad or add to it?",
    within=2e-3,
)

GRADIENT_OF_X = Prediction(
    "X was made without requires_grad. What is X.grad after backward()?",
    "None",
    "torch only follows what somebody asked for. The gradient exists all the same: it is dX = dZ Wᵀ.",
    "Who asked torch for the gradient of X?",
    choices=("None", "zeros, the shape of X", "dZ Wᵀ"),
)

INTEGER_WEIGHTS = Prediction(
    "The source draws whole-number weights: torch.randint(3, (3, 2), requires_grad=True). What does today's torch do?",
    "it stops with an error",
    "A gradient says what a small change does, and whole numbers have no small changes.",
    "Half of 1 is no whole number. What could a gradient step do to such a weight?",
    choices=("it gives a gradient of whole numbers", "it stops with an error", "it makes float weights"),
)

TENFOLD = Prediction(
    "ε gets ten times smaller. The forward difference gets about ten times better. How many times better does the "
    "central one get, about?",
    round(_error_ratio("central")),
    f"Its error goes with ε²: here {_error_ratio('central'):.1f} times (forward {_error_ratio('forward'):.1f}).",
    "On the parabola v², the central difference is exact. What is the first power whose slope it misses?",
    within=5.0,
)

FLOAT32_STEP = Prediction(
    f"In float32 numbers near {_L:.0f} are {_spacing:.2g} apart. With ε = 1e-4 the difference of two losses is divided "
    "by 2e-4. In steps of what size does the numerical gradient come?",
    _spacing / (2 * SOURCE_EPS),
    "The loss can only move by whole spacings. So the gradient comes in steps of 0.019, and one entry is 0.030.",
    "Divide the spacing by 2ε.",
)

BEST_STEP = Prediction(
    "float64, central difference: which ε gives the smallest error here?",
    min(_STEPS, key=lambda name: curves.error(_STEPS[name], "float64", "central")[0]),
    "Too large, and the curve bends away from the chord; too small, and rounding is divided by next to nothing.",
    "A number has 16 digits. How many of them are left in f(W + ε) − f(W − ε) when ε is 1e-11?",
    choices=tuple(_STEPS),
)

AT_THE_KINK = Prediction(
    "relu(z) = max(0, z). What does the central difference at z = 0 say, for any ε?",
    float(relu(np.array(0.1)) - relu(np.array(-0.1))) / 0.2,
    "(ε − 0) / 2ε = ½: the mean of both slopes, and neither of them. There is no derivative at a kink.",
    "relu(ε) = ε and relu(−ε) = 0. Put them into the formula.",
)

WHY_N_PASSED = Prediction(
    "17 / 4.25 = 4 = n, as the comment says, and the right ratio is n·C/2. Why does the comment seem to be true?",
    "C is 2" if half_squared_error(_Y_linear, T) / mean_squared_error(_Y_linear, T) == len(X) else "",
    "n·C/2 is n exactly if C = 2. The only sizes ever tried were the special ones.",
    "Put the sizes of this batch into n·C/2. Which of them cancels the ½?",
    choices=("n is even", "C is 2", "the numbers are whole", "torch divides by n"),
)

CHAIN_RULE = Prediction(
    "One factor of this chain is not what it should be. Which one?",
    "∂Y/∂W, where ∂Z/∂W is meant",
    "l ← Y ← Z ← W: each factor starts where the one before ends. From Y to Z, then from Z to W.",
    "Walk from l to W: where are you after ∂l/∂Y and ∂Y/∂Z?",
    choices=("∂l/∂Y, where ∂l/∂Z is meant", "∂Y/∂Z, where ∂Z/∂Y is meant", "∂Y/∂W, where ∂Z/∂W is meant"),
)
