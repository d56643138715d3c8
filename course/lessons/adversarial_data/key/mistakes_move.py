"""Mistakes people make when they move one point."""

import numpy as np

from ...declare import mistake
from .reference import compute_dx


@mistake(
    "move_point",
    says="the step goes up the gradient, where the loss grows",
    asks="the gradient points to where the loss grows: which way do you want to go?",
    seen_if="always",
)
def uphill(x, t, w, eta):
    return x + eta * compute_dx(x, t, w)


@mistake(
    "move_point",
    says="the point is moved in place: whoever called has lost the old one",
    asks="what does `x -= ...` do to the array of the caller?",
    seen_if="the argument is compared before and after",
)
def point_moved_in_place(x, t, w, eta):
    x -= eta * compute_dx(x, t, w)
    return x


@mistake(
    "move_point",
    says="the step size is missing",
    asks="how far does the point go if eta is 0.001?",
    seen_if="eta is not 1",
)
def no_step_size(x, t, w, eta):
    return x - compute_dx(x, t, w)


@mistake(
    "move_point",
    says="this is the step alone, not the point after it",
    asks="where is the point if the gradient is 0?",
    seen_if="always",
)
def the_step_alone(x, t, w, eta):
    return -eta * compute_dx(x, t, w)


@mistake(
    "move_point",
    says="the point moves although its loss is flat at 0",
    asks="what should happen to a point with t·y = 3?",
    seen_if="t·y > 1",
)
def moves_without_a_loss(x, t, w, eta):
    return x + eta * t * w[:-1]


@mistake(
    "move_point",
    says="the gradient's length is divided out, so all steps are eta long",
    asks="does the length of the gradient matter in x - eta·dx?",
    seen_if="the weights are not of length 1",
)
def length_divided_out(x, t, w, eta):
    dx = compute_dx(x, t, w)
    return x - eta * dx / max(np.linalg.norm(dx), 1e-300)


@mistake(
    "move_point",
    says="these are the weights after a step; here the classifier is fixed and the point moves",
    asks="which of x and w may change?",
    seen_if="always",
)
def the_weights_move(x, t, w, eta):
    if 1 - t * (x @ w[:-1] + w[-1]) > 0:
        return w + eta * t * np.append(x, 1.0)
    return w.copy()
