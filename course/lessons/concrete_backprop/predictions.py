"""Lesson 01's predictions. Every number is computed by the library, none is typed in."""

import numpy as np

from ...activations import sigmoid, sigmoid_derivative
from ...layers import linear, linear_backward
from ...losses import half_squared_error, half_squared_error_gradient
from ..declare import Prediction
from . import faults
from .example import A0, NEURON, W1, W2, T, W, X


def _loss(W1: np.ndarray, W2: np.ndarray) -> float:
    """The loss of source 000's net with these weights."""
    return half_squared_error(sigmoid(linear(sigmoid(linear(A0, W1)), W2)), T)


_Z1 = linear(A0, W1)
_A1 = sigmoid(_Z1)
_Z2 = linear(_A1, W2)
_dZ2 = half_squared_error_gradient(sigmoid(_Z2), T) * sigmoid_derivative(_Z2)
_dA1, _dW2 = linear_backward(_A1, W2, _dZ2)
_, _dW1 = linear_backward(A0, W1, _dA1 * sigmoid_derivative(_Z1))
_L, _L_after = _loss(W1, W2), _loss(W1 - _dW1, W2 - _dW2)
_y = float(sigmoid(np.array(NEURON["w"] * NEURON["x"])))

NEURON_DIRECTION = Prediction(
    f"The output y ≈ {_y:.2f} lies above its target {NEURON['t']}. To make L smaller, should w grow or shrink?",
    "shrink",
    "x and σ' are positive, so y grows with w; y is too high, so w has to shrink. dw is positive: step against it.",
    "x is positive: what does a larger w do to z, and that to y?",
    choices=("grow", "shrink", "it makes no difference"),
)

FIRST_ENTRY = Prediction(
    "The first entry of Z1 = A0 · W1, by hand: 0.35 · 0.1 + 0.9 · 0.8 = ?",
    float(_Z1[0, 0]),
    "Row of A0 times first column of W1.",
    "The first entry of Z1 takes the first column of W1: 0.1 and 0.8.",
)

STEEPEST = Prediction(
    "How steep is the sigmoid where it is steepest, at z = 0? σ'(0) = ?",
    float(sigmoid_derivative(np.array(0.0))),
    "σ(0) = ½, and ½ · (1 − ½) = ¼. Each sigmoid on the way back shrinks the gradient at least fourfold.",
    "σ'(z) = σ(z)(1 − σ(z)). What is σ(0)?",
)

SIGN_OF_DZ2 = Prediction(
    "The net says y ≈ 0.69 and the target is 0.5. Is dZ2 positive, negative or zero?",
    "positive" if _dZ2.item() > 0 else "negative",
    "y − t is positive and σ' is never negative: raising Z2 would raise the loss.",
    "dZ2 = (y − t) · σ'(Z2). What is the sign of each factor?",
    choices=("positive", "negative", "zero"),
)

SHAPE_OF_DW1 = Prediction(
    "A batch of 4 examples with 3 inputs each goes into 2 hidden units. What is the shape of dW1?",
    "(3, 2)",
    "A gradient has the shape of what it belongs to, whatever the batch: W1 is (3, 2), so dW1 is.",
    "What is the shape of W1 in such a net? Does it depend on the batch?",
    choices=("(4, 2)", "(2, 3)", "(3, 2)", "(4, 3)"),
)

RATIO_OF_DA1 = Prediction(
    "W2 is [0.3, 0.9]ᵀ. How many times larger is the second entry of dA1 than the first?",
    float(_dA1[0, 1] / _dA1[0, 0]),
    "Both carry the same upstream number dZ2; each is multiplied by its own weight, 0.9 and 0.3.",
    "dA1 = dZ2 · W2ᵀ, and dZ2 is one number here.",
)

AFTER_ONE_STEP = Prediction(
    f"The loss is {_L:.4f}. We take one step of size 1 with both weight matrices. What will the loss be?",
    "a little smaller",
    f"It falls from {_L:.4f} to {_L_after:.4f}: a gradient says which way is down, not how far the valley is.",
    "A step against the gradient goes downhill if it is short enough; here dW2 is about 0.03 and dW1 smaller still.",
    choices=("zero", "a little smaller", "the same", "larger"),
)

DF_DY = Prediction(
    "f = ‖y‖² = y₁² + y₂² + y₃² and every entry of y is 0.5. What is each entry of df/dy?",
    float(2 * sigmoid(W @ X)[0, 0]),
    "∂f/∂y = 2y: and so the upstream gradient happens to be exactly 1 here. Remember that: it hides mistakes.",
    "Differentiate y₁² with respect to y₁, then put in 0.5.",
)

FLIPPED_AT_ZERO = Prediction(
    "A sigmoid with the wrong sign, 1 / (1 + e⁺ᶻ): what does it return at z = 0?",
    float(faults.flipped_sigmoid(np.array(0.0))),
    "e⁰ = 1 whatever the sign in front of the 0: at z = 0 the wrong function and the right one agree.",
    "What is e to the power 0? And to the power −0?",
)

WHY_FLIP_PASSED = Prediction(
    "The source's author compared every gradient with torch, and all of them agreed. Why did that test pass?",
    "its only input gives Z = 0",
    "W·x is exactly 0 there, the one place where both sigmoids agree. A test needs inputs with nothing special.",
    "Look at Z for this W and x. What do you know about the wrong sigmoid there?",
    choices=("torch has the same fault", "float32 hides it", "its only input gives Z = 0", "W is not symmetric"),
)

WHY_PRODUCT_PASSED = Prediction(
    "np.dot(σ'(Z2), y − t) gave the right dZ2 in source 000. Why did nothing show?",
    "both arrays are 1×1",
    "For 1×1 arrays a matrix product is one multiplication, the same as element by element.",
    "What are the shapes of Z2 and y − t in that net?",
    choices=("both arrays are 1×1", "np.dot is element-wise for small arrays", "σ' is symmetric", "the step size is 1"),
)

NORM_HIDES = Prediction(
    "A function named l2_norm returns the *squared* length. For which y can you not tell?",
    "(0.6, 0.8)",
    "Its length is 1, and 1² = 1. Only lengths 0 and 1 equal their squares.",
    "Compute length and squared length of each. When are a number and its square the same?",
    choices=("(3, 4)", "(0.5, 0.5)", "(0.6, 0.8)", "(1, 1)"),
)
