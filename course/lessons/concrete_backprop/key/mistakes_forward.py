"""Mistakes people make on the way forward: sigmoid, its derivative, the two layers, the loss, the update."""

import numpy as np

from ....activations import sigmoid as σ
from ...declare import mistake


@mistake(
    "sigmoid",
    says="the sign of the exponent is flipped: this is 1/(1 + e^(+z)), which falls where the sigmoid rises",
    asks="what should σ(10) be close to, and what does your function return for it?",
    seen_if="Z is not 0 (source 001)",
)
def flipped_sign(Z):
    return 1 / (1 + np.exp(Z))


@mistake(
    "sigmoid",
    says="the brackets around the denominator are missing: 1 / 1 + e^(-z) divides only 1 by 1",
    asks="can a sigmoid ever be larger than 1? What is yours at z = -3?",
    seen_if="always",
)
def missing_brackets(Z):
    return 1 / 1 + np.exp(-Z)


@mistake(
    "sigmoid",
    says="this is tanh, which runs from -1 to 1",
    asks="between which two values does the sigmoid lie?",
    seen_if="always",
)
def tanh_for_sigmoid(Z):
    return np.tanh(Z)


@mistake(
    "sigmoid",
    says="this is a softmax: it divides by the sum over all entries, so they depend on each other",
    asks="should σ of one entry change when another entry changes?",
    seen_if="more than one entry",
)
def softmax_for_sigmoid(Z):
    return np.exp(Z) / np.sum(np.exp(Z))


@mistake(
    "sigmoid",
    says="this is the derivative σ(z)(1 - σ(z)), not σ(z)",
    asks="what is σ(0), and what does your function return there?",
    seen_if="always",
)
def derivative_for_sigmoid(Z):
    A = 1 / (1 + np.exp(-Z))
    return A * (1 - A)


@mistake(
    "sigmoid_derivative",
    says="Z is taken for an activation: Z(1 - Z) is right only if Z were already σ of something",
    asks="is the argument the value before or after the sigmoid?",
    seen_if="any generic point",
)
def pre_activation_as_activation(Z):
    return Z * (1 - Z)


@mistake(
    "sigmoid_derivative",
    says="the sigmoid is applied twice: this is σ' at σ(z), not at z",
    asks="how many times is e raised to a power on the way to your result, and how many times should it be?",
    seen_if="any generic point",
)
def double_sigmoid(Z):
    A = σ(Z)
    return σ(A) * (1 - σ(A))


@mistake(
    "sigmoid_derivative",
    says="the factor (1 - σ(z)) is missing: this is σ(z) itself",
    asks="how steep is the sigmoid far out on the right, at z = 10?",
    seen_if="always",
)
def second_factor_missing(Z):
    return σ(Z)


@mistake(
    "sigmoid_derivative",
    says="this is 1 - σ(z)²; that shape of formula belongs to tanh",
    asks="whose derivative is 1 - a²?",
    seen_if="always",
)
def derivative_of_tanh(Z):
    return 1 - σ(Z) ** 2


@mistake(
    "sigmoid_derivative",
    says="the sign is wrong: the sigmoid rises everywhere, so its derivative can't be negative",
    asks="does σ grow or shrink when z grows?",
    seen_if="always",
)
def negative_derivative(Z):
    return σ(Z) * (σ(Z) - 1)


@mistake(
    "sigmoid_derivative",
    says="the two factors are multiplied as matrices, with @ or np.dot, where an element-wise product is meant",
    asks="which operator multiplies entry by entry?",
    seen_if="Z is not square",
)
def matrix_product_of_factors(Z):
    return σ(Z) @ (1 - σ(Z))


@mistake(
    "forward",
    says="the hidden layer has no activation: A1 is Z1",
    asks="what stands between Z1 and A1 in the picture of the net?",
    seen_if="always",
)
def hidden_activation_missing(A0, W1, W2):
    Z1 = A0 @ W1
    A1 = Z1
    Z2 = A1 @ W2
    return Z1, A1, Z2, σ(Z2)


@mistake(
    "forward",
    says="the second layer is fed with Z1 instead of A1",
    asks="what does the second layer see: the hidden units before or after their sigmoid?",
    seen_if="always",
)
def second_layer_fed_with_Z1(A0, W1, W2):
    Z1 = A0 @ W1
    A1 = σ(Z1)
    Z2 = Z1 @ W2
    return Z1, A1, Z2, σ(Z2)


@mistake(
    "forward",
    says="the output has no activation: A2 is Z2",
    asks="can your output be larger than 1?",
    seen_if="always",
)
def output_activation_missing(A0, W1, W2):
    Z1 = A0 @ W1
    A1 = σ(Z1)
    Z2 = A1 @ W2
    return Z1, A1, Z2, Z2


@mistake(
    "forward",
    says="the weights are transposed: W1 has one row for each input, one column for each unit",
    asks="write the shapes of A0 and W1 side by side: which two numbers have to be equal?",
    seen_if="W1 is not square",
)
def weights_transposed(A0, W1, W2):
    Z1 = A0 @ W1.T
    A1 = σ(Z1)
    Z2 = A1 @ W2.T
    return Z1, A1, Z2, σ(Z2)


@mistake(
    "forward",
    says="the product is element-wise (*) where a matrix product (@) is meant",
    asks="how many products are added up to make one entry of Z1?",
    seen_if="shapes differ",
)
def elementwise_layers(A0, W1, W2):
    Z1 = A0 * W1
    A1 = σ(Z1)
    Z2 = A1 * W2
    return Z1, A1, Z2, σ(Z2)


@mistake(
    "loss",
    says="the factor ½ is missing",
    asks="which number does the derivative of (y - t)² bring down, and what is there to cancel it?",
    seen_if="always (source 002: formula and code disagree on it)",
)
def half_missing(y, t):
    return np.sum((y - t) ** 2)


@mistake(
    "loss",
    says="this is half the mean over all entries, where the sum is meant",
    asks="should the loss of ten equal examples be ten times that of one, or the same?",
    seen_if="more than one entry",
)
def mean_for_sum(y, t):
    return 0.5 * np.mean((y - t) ** 2)


@mistake(
    "loss",
    says="the difference is not squared, so errors of opposite sign cancel",
    asks="what is your loss if one output is 0.1 too high and another 0.1 too low?",
    seen_if="always",
)
def square_missing(y, t):
    return 0.5 * np.sum(y - t)


@mistake(
    "loss",
    says="the squares are not added up: one number is wanted, and this is one for each entry",
    asks="how many numbers is a loss?",
    seen_if="more than one entry",
)
def sum_missing(y, t):
    return 0.5 * (y - t) ** 2


@mistake(
    "loss",
    says="the square comes after the sum: (Σ(y - t))² instead of Σ(y - t)²",
    asks="what is squared, each difference or their total?",
    seen_if="more than one entry",
)
def square_of_sum(y, t):
    return 0.5 * np.sum(y - t) ** 2


@mistake(
    "loss",
    says="the errors are multiplied as matrices, (y - t)ᵀ(y - t): right for one output only (source 000)",
    asks="what is the shape of your result for five outputs?",
    seen_if="more than one output (source 000)",
)
def matrix_product_of_errors(y, t):
    return 0.5 * (y - t).T @ (y - t)


@mistake(
    "update",
    says="the gradient is added up over a row and broadcast: all weights of a row move alike",
    asks="has what you subtract the shape of W?",
    seen_if="more than one neuron (source 004)",
)
def update_broadcast(W, dW, step_size):
    return W - step_size * dW.sum(axis=1, keepdims=True)


@mistake(
    "update",
    says="the step goes uphill: the gradient is added where it has to be subtracted",
    asks="in which direction does the loss grow fastest, and where do you want to go?",
    seen_if="always",
)
def uphill(W, dW, step_size):
    return W + step_size * dW


@mistake(
    "update",
    says="the step size is not used",
    asks="what should happen to the weights when the step size is 0?",
    seen_if="step size is not 1",
)
def step_size_ignored(W, dW, step_size):
    return W - dW


@mistake(
    "update",
    says="W is changed in place: the caller's array has moved too",
    asks="what does `W -= ...` do to the array that was passed in?",
    seen_if="the inputs are compared before and after",
)
def updated_in_place(W, dW, step_size):
    W -= step_size * dW
    return W


@mistake(
    "update",
    says="the step is returned instead of the weights after the step",
    asks="your result with a step size of 0: is it W?",
    seen_if="always",
)
def step_for_weights(W, dW, step_size):
    return -step_size * dW


@mistake(
    "update",
    says="the weights are scaled by the step size as well: (W - dW) times the step size",
    asks="what should happen to the weights when the gradient is 0?",
    seen_if="step size is not 1",
)
def weights_scaled(W, dW, step_size):
    return step_size * (W - dW)
