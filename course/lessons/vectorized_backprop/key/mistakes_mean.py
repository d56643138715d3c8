"""Mistakes in the gradient of the mean squared error, most of them in its factor 2 / (nC)."""

import numpy as np

from ...declare import mistake


@mistake(
    "compute_dY_mean",
    says="the 2 is missing: there is no ½ in this loss to cancel it",
    asks="what is the derivative of y² with respect to y?",
    seen_if="ratio to the right value is constant",
)
def mean_two_missing(Y, T):
    return (Y - T) / Y.size


@mistake(
    "compute_dY_mean",
    says="it is divided by n only, as the source's text has it; the mean runs over all n·C numbers",
    asks="by how many numbers does MSELoss divide?",
    seen_if="C is not 2 (source 002)",
)
def mean_over_n(Y, T):
    return (Y - T) / len(Y)


@mistake(
    "compute_dY_mean",
    says="2/n where 2/(nC) is meant: C is missing",
    asks="by how many numbers does MSELoss divide?",
    seen_if="C is not 1",
)
def mean_two_over_n(Y, T):
    return 2 * (Y - T) / len(Y)


@mistake(
    "compute_dY_mean",
    says="2/C where 2/(nC) is meant: n is missing",
    asks="if the same batch came twice, would MSELoss change? And the gradient at one of its entries?",
    seen_if="n is not 1",
)
def mean_two_over_C(Y, T):
    return 2 * (Y - T) / Y.shape[1]


@mistake(
    "compute_dY_mean",
    says="this is the gradient of half the sum, Y - T: the factor of the mean is missing",
    asks="which of the two losses is differentiated here?",
    seen_if="n·C is not 2",
)
def gradient_of_half_sum(Y, T):
    return Y - T


@mistake(
    "compute_dY_mean",
    says="this is the gradient of the sum, 2(Y - T): it is not divided by n·C",
    asks="is the loss a sum or a mean?",
    seen_if="n·C is not 1",
)
def gradient_of_sum(Y, T):
    return 2 * (Y - T)


@mistake(
    "compute_dY_mean",
    says="n is divided out twice",
    asks="how often does n stand in the loss?",
    seen_if="ratio to the right value is constant",
)
def mean_twice(Y, T):
    return 2 * (Y - T) / Y.size / len(Y)


@mistake(
    "compute_dY_mean",
    says="the difference is the wrong way round: T - Y",
    asks="if the output is above its target, should a larger Y make the loss larger or smaller?",
    seen_if="signs are compared",
)
def mean_target_minus_output(Y, T):
    return 2 * (T - Y) / Y.size


@mistake(
    "compute_dY_mean",
    says="the gradients of all entries are averaged into one number",
    asks="does a gradient have the shape of what it belongs to?",
    seen_if="always",
)
def gradients_averaged(Y, T):
    return np.mean(2 * (Y - T))


@mistake(
    "compute_dY_mean",
    says="these are the terms of the loss itself, not their derivatives",
    asks="what is the derivative of (y - t)² with respect to y?",
    seen_if="always",
)
def terms_of_the_loss(Y, T):
    return (Y - T) ** 2 / Y.size
