"""Mistakes people make when they multiply Jacobians from the loss back to the input."""

import numpy as np

from ...declare import mistake


def _through(dy, jacobians, step=lambda dy, J: dy @ J):
    found = []
    for J in reversed(jacobians):
        dy = step(dy, J)
        found.insert(0, dy)
    return found


@mistake(
    "backward_chain",
    says="the Jacobians are taken from the first layer on; the loss is at the other end",
    asks="whose output does dy belong to, the first layer's or the last one's?",
    seen_if="the sizes differ",
)
def from_the_front(dy, jacobians):
    return _through(dy, jacobians[::-1])


@mistake(
    "backward_chain",
    says="the product is J times dy; dy comes first, as a row (or J transposed)",
    asks="J has shape (outputs, inputs) and dy one number an output: which side does it go on?",
    seen_if="not square",
)
def wrong_side(dy, jacobians):
    return _through(dy, jacobians, lambda dy, J: J @ dy)


@mistake(
    "backward_chain",
    says="the list begins at the loss; it should begin with the gradient of the net's input",
    asks="which gradient do you find first on the way back, and where does it belong in the list?",
    seen_if="the order is looked at",
)
def listed_backwards(dy, jacobians):
    return _through(dy, jacobians)[::-1]


@mistake(
    "backward_chain",
    says="the list has the gradient of the output in it, which was given, as one too many",
    asks="how many layers are there, and so how many inputs of layers?",
    seen_if="the length is looked at",
)
def output_in_the_list(dy, jacobians):
    return [*_through(dy, jacobians), dy]


@mistake(
    "backward_chain",
    says="the way back ends one layer early: the gradient of the net's input is missing",
    asks="how many Jacobians have you used?",
    seen_if="the length is looked at",
)
def stops_one_early(dy, jacobians):
    return _through(dy, jacobians[1:])


@mistake(
    "backward_chain",
    says="the upstream gradient is missing: the way back starts with ones",
    asks="does your result depend on dy?",
    seen_if="upstream is not 1",
)
def starts_with_ones(dy, jacobians):
    return _through(np.ones_like(dy), jacobians)


@mistake(
    "backward_chain",
    says="the products of the Jacobians are there, but dy is never multiplied in",
    asks="which shape has the gradient with respect to an input of 4 numbers?",
    seen_if="the shape is looked at",
)
def jacobians_alone(dy, jacobians):
    return _through(np.eye(len(dy)), jacobians)


@mistake(
    "backward_chain",
    says="negative gradients are cut off on the way: a ReLU's mask is in its Jacobian already",
    asks="may a gradient be negative?",
    seen_if="a gradient is negative",
)
def cut_off_below_zero(dy, jacobians):
    return _through(dy, jacobians, lambda dy, J: np.maximum(0.0, dy @ J))


@mistake(
    "backward_chain",
    says="the gradient is divided by its length at every layer",
    asks="is there a norm in the chain rule?",
    seen_if="any generic point",
)
def made_unit_length(dy, jacobians):
    return _through(dy, jacobians, lambda dy, J: dy @ J / np.linalg.norm(dy @ J))


@mistake(
    "backward_chain",
    says="the sum over a layer's outputs has become a mean",
    asks="an input feeds all outputs: do their shares add or average?",
    seen_if="more than one output",
)
def averaged_over_outputs(dy, jacobians):
    return _through(dy, jacobians, lambda dy, J: dy @ J / len(dy))


@mistake(
    "backward_chain",
    says="every entry of the list is the same array, that of the net's input",
    asks="have the entries of your list the shapes of different layers?",
    seen_if="the sizes differ",
)
def the_same_three_times(dy, jacobians):
    return [_through(dy, jacobians)[0]] * len(jacobians)
