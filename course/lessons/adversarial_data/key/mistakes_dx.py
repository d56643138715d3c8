"""Mistakes people make in the gradient of the loss with respect to one point."""

import numpy as np

from ...declare import mistake


def _answer(x, w):
    return x @ w[:-1] + w[-1]


@mistake(
    "compute_dx",
    says="the sign is turned: +t where -t is meant",
    asks="for t = +1, does a larger y make the hinge loss larger or smaller?",
    seen_if="signs are compared",
)
def sign_turned(x, t, w):
    return np.where(1 - t * _answer(x, w) > 0, t, 0.0) * w[:-1]


@mistake(
    "compute_dx",
    says="the gradient is -t·w everywhere, also where the loss is flat at 0",
    asks="how much does the loss change where it is 0 on all sides?",
    seen_if="t·y > 1",
)
def never_flat(x, t, w):
    return -t * w[:-1]


@mistake(
    "compute_dx",
    says="only points on the wrong side get a gradient; those that are right by less than the margin need one too",
    asks="where is the kink of max(0, 1 - t·y): at t·y = 0 or at t·y = 1?",
    seen_if="0 < t·y < 1",
)
def only_the_wrong_side(x, t, w):
    return np.where(t * _answer(x, w) < 0, -t, 0.0) * w[:-1]


@mistake(
    "compute_dx",
    says="the label is missing: -1 for both classes",
    asks="for t = -1, in which direction does the loss fall?",
    seen_if="t = -1",
)
def label_forgotten(x, t, w):
    return np.where(1 - t * _answer(x, w) > 0, -1.0, 0.0) * w[:-1]


@mistake(
    "compute_dx",
    says="this is dy/dx alone: the upstream gradient dL/dy is missing",
    asks="the chain rule has two factors; which one is here?",
    seen_if="dL/dy is not 1",
)
def upstream_forgotten(x, t, w):
    return w[:-1].copy()


@mistake(
    "compute_dx",
    says="this is the gradient with respect to the weights, as in training",
    asks="what is dy/dx if y = w1·x1 + w2·x2 + w3?",
    seen_if="shapes are compared",
)
def gradient_of_the_weights(x, t, w):
    return np.where(1 - t * _answer(x, w) > 0, -t, 0.0) * np.append(x, 1.0)


@mistake(
    "compute_dx",
    says="x stands where w belongs: that is dy/dw without the bias",
    asks="what is the derivative of w1·x1 with respect to x1?",
    seen_if="x is not w",
)
def x_for_w(x, t, w):
    return np.where(1 - t * _answer(x, w) > 0, -t, 0.0) * x


@mistake(
    "compute_dx",
    says="the bias is handed back as if it were a weight of the data",
    asks="which shape has x, and which has w?",
    seen_if="shapes are compared",
)
def bias_handed_back(x, t, w):
    return np.where(1 - t * _answer(x, w) > 0, -t, 0.0) * w


@mistake(
    "compute_dx",
    says="the bias is missing in the answer, so the kink lies elsewhere",
    asks="what is y for x = 0?",
    seen_if="the bias decides whether t·y < 1",
)
def no_bias_in_the_answer(x, t, w):
    return np.where(1 - t * (x @ w[:-1]) > 0, -t, 0.0) * w[:-1]


@mistake(
    "compute_dx",
    says="the two sides of the kink are exchanged",
    asks="on which side of t·y = 1 is the loss flat?",
    seen_if="always",
)
def sides_exchanged(x, t, w):
    return np.where(1 - t * _answer(x, w) > 0, 0.0, -t) * w[:-1]


@mistake(
    "compute_dx",
    says="this is the gradient of the squared error, not of the hinge",
    asks="what is the derivative of max(0, 1 - t·y) with respect to y, left of its kink?",
    seen_if="y is not t/2",
)
def squared_error_instead(x, t, w):
    return -2 * (t - _answer(x, w)) * w[:-1]


@mistake(
    "compute_dx",
    says="the gradient carries a factor y too many: t·y was differentiated with respect to t",
    asks="with respect to what do you differentiate t·y?",
    seen_if="y is not 1",
)
def answer_still_there(x, t, w):
    y = _answer(x, w)
    return np.where(1 - t * y > 0, -t * y, 0.0) * w[:-1]


@mistake(
    "compute_dx",
    says="the first weight is left out and the bias kept: the bias stands last",
    asks="which entry of w is the bias?",
    seen_if="the weights differ",
)
def first_weight_left_out(x, t, w):
    return np.where(1 - t * _answer(x, w) > 0, -t, 0.0) * w[1:]
