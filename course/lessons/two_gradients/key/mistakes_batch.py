"""Mistakes in the numerical gradient that evaluates all nudged nets in one batch."""

import numpy as np

from ...declare import mistake
from . import reference as right
from .numerical import many_losses, pack, unpack, vectorised_gradient


def _losses(X, W1, W2, T, rows):
    return many_losses(X, *unpack(rows, W1, W2), T)


@mistake(
    "vectorised_gradient",
    says="this is the forward difference: the nets nudged down are not there",
    asks="how many nets does a central difference need for P weights?",
    seen_if="h is not tiny",
)
def forward_difference_at_once(X, W1, W2, T, h):
    v = pack(W1, W2)
    up = _losses(X, W1, W2, T, v + h * np.eye(v.size))
    return unpack((up - right.net_loss(X, W1, W2, T)) / h, W1, W2)


@mistake(
    "vectorised_gradient",
    says="the difference is divided by h, but the two losses are 2h apart",
    asks="how far is it from V - h to V + h?",
    seen_if="the ratio to the right value is exactly 2",
)
def divided_by_h_at_once(X, W1, W2, T, h):
    return tuple(2 * dV for dV in vectorised_gradient(X, W1, W2, T, h))


@mistake(
    "vectorised_gradient",
    says="down minus up: the sign is turned",
    asks="which half of the nets was nudged up?",
    seen_if="signs are compared",
)
def down_minus_up_at_once(X, W1, W2, T, h):
    return tuple(-dV for dV in vectorised_gradient(X, W1, W2, T, h))


@mistake(
    "vectorised_gradient",
    says="every net has all its weights nudged: the nudges are a full matrix, not a diagonal one",
    asks="how many entries of each row of the nudges should not be 0?",
    seen_if="more than one weight",
)
def full_nudges(X, W1, W2, T, h):
    v = pack(W1, W2)
    nudges = h * np.ones((v.size, v.size))
    up, down = _losses(X, W1, W2, T, v + nudges), _losses(X, W1, W2, T, v - nudges)
    return unpack((up - down) / (2 * h), W1, W2)


@mistake(
    "vectorised_gradient",
    says="the slopes go back into the matrices column by column, but they came out row by row",
    asks="in which order does `ravel` read a matrix, and in which do you fill it?",
    seen_if="the matrices are not single rows or columns",
)
def columns_for_rows(X, W1, W2, T, h):
    first, second = vectorised_gradient(X, W1, W2, T, h)
    return first.ravel().reshape(W1.shape, order="F"), second.ravel().reshape(W2.shape, order="F")


@mistake(
    "vectorised_gradient",
    says="the first slopes are given to W2, but the row of weights starts with W1",
    asks="in which order did you put W1 and W2 into the row?",
    seen_if="W1 and W2 differ in size",
)
def second_first(X, W1, W2, T, h):
    slopes = pack(*vectorised_gradient(X, W1, W2, T, h))
    return slopes[W2.size :].reshape(W1.shape), slopes[: W2.size].reshape(W2.shape)


@mistake(
    "vectorised_gradient",
    says="up and down are taken every other net, but the nets stand all up first, then all down",
    asks="where in the stack is the net that was nudged down at weight 0?",
    seen_if="more than one weight",
)
def every_other_net(X, W1, W2, T, h):
    v = pack(W1, W2)
    nudges = h * np.eye(v.size)
    losses = _losses(X, W1, W2, T, np.concatenate([v + nudges, v - nudges]))
    return unpack((losses[::2] - losses[1::2]) / (2 * h), W1, W2)


@mistake(
    "vectorised_gradient",
    says="the loss is the mean square over all entries, without the ½: source 003's other loss",
    asks="of which loss is `network` the gradient?",
    seen_if="C is not 2 (source 003)",
)
def slopes_of_mean_square_at_once(X, W1, W2, T, h):
    return tuple(2 / T.shape[1] * dV for dV in vectorised_gradient(X, W1, W2, T, h))


@mistake(
    "vectorised_gradient",
    says="this is the analytic gradient: no net has been nudged",
    asks="does your answer depend on h?",
    seen_if="h is not tiny",
)
def analytic_at_once(X, W1, W2, T, h):
    return right.network(X, W1, W2, T)[1:]
