"""Mistakes on the way back through the sigmoid of a batch, from its activation Y."""

import numpy as np

from ....activations import sigmoid_derivative as σ_prime
from ...declare import mistake


@mistake(
    "compute_dZ",
    says="the difference is the wrong way round: T - Y",
    asks="if the output is above its target, should a larger Z make the loss larger or smaller?",
    seen_if="signs are compared",
)
def dZ_target_minus_output(Y, T):
    return (T - Y) * Y * (1 - Y)


@mistake(
    "compute_dZ",
    says="the local gradient Y(1 - Y) is missing: this is the gradient at Y, not at Z",
    asks="which node lies between Z and Y, and what is its local gradient?",
    seen_if="always",
)
def dZ_local_missing(Y, T):
    return Y - T


@mistake(
    "compute_dZ",
    says="the upstream gradient Y - T is missing: this is the local gradient alone",
    asks="what should dZ be where the output hits its target exactly?",
    seen_if="upstream is not 1",
)
def dZ_upstream_missing(Y, T):
    return Y * (1 - Y)


@mistake(
    "compute_dZ",
    says="the sigmoid is applied once more: Y is taken for a pre-activation",
    asks="is Y the value before or after the sigmoid?",
    seen_if="any generic point",
)
def dZ_double_sigmoid(Y, T):
    return (Y - T) * σ_prime(Y)


@mistake(
    "compute_dZ",
    says="there is a factor 2 too many: the ½ of the loss has cancelled it already",
    asks="what is the derivative of ½(y - t)² with respect to y?",
    seen_if="ratio to the right value is constant (source 002: its formula has no ½)",
)
def dZ_factor_two(Y, T):
    return 2 * (Y - T) * Y * (1 - Y)


@mistake(
    "compute_dZ",
    says="it is divided by the batch size, but this loss is a sum",
    asks="is there a 1/n in the loss?",
    seen_if="batch > 1",
)
def dZ_averaged(Y, T):
    return (Y - T) * Y * (1 - Y) / len(Y)


@mistake(
    "compute_dZ",
    says="this is the gradient of the mean squared error, with its 2/(nC); here the loss is half the sum",
    asks="which of the two losses is differentiated here?",
    seen_if="n·C is not 2",
)
def dZ_of_the_mean(Y, T):
    return 2 * (Y - T) * Y * (1 - Y) / Y.size


@mistake(
    "compute_dZ",
    says="the factors are multiplied as matrices, @ for ∘",
    asks="does the error of one output change the local gradient of another?",
    seen_if="Y is not square",
)
def dZ_matrix_product(Y, T):
    return (Y - T) @ (Y * (1 - Y))


@mistake(
    "compute_dZ",
    says="a matrix product with a transpose: the shapes fit, and the result is (n, n)",
    asks="which shape has Z, and which shape has your result?",
    seen_if="n and C differ",
)
def dZ_product_with_transpose(Y, T):
    return (Y - T) @ (Y * (1 - Y)).T


@mistake(
    "compute_dZ",
    says="the factor (1 - Y) is missing",
    asks="how steep is the sigmoid where Y is close to 1?",
    seen_if="always",
)
def dZ_second_factor_missing(Y, T):
    return (Y - T) * Y


@mistake(
    "compute_dZ",
    says="1 - Y² belongs to tanh",
    asks="whose derivative is 1 - a²?",
    seen_if="always",
)
def dZ_of_tanh(Y, T):
    return (Y - T) * (1 - Y**2)


@mistake(
    "compute_dZ",
    says="it is summed over the batch, where each example keeps its own row",
    asks="at which step back do the examples meet: at Z or at W?",
    seen_if="batch > 1",
)
def dZ_summed(Y, T):
    return np.sum((Y - T) * Y * (1 - Y), axis=0)
