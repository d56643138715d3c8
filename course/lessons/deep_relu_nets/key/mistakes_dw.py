"""Mistakes people make in the gradient of one layer's weights; the first is the one that was published."""

import numpy as np

from ...declare import mistake
from ..faults import published_dw


@mistake(
    "compute_dw",
    says="the outputs are added up, and all columns get the same sum (this is the published line)",
    asks="which of the columns of dw should know of the upstream gradient of output 1?",
    seen_if="more than one output",
)
def one_column(dy, xext, z):
    return np.array(published_dw(dy, xext, z))


@mistake(
    "compute_dw",
    says="the ReLU is passed as if it were not there",
    asks="should a unit that is off learn?",
    seen_if="a unit is off",
)
def no_mask(dy, xext, z):
    return xext.T @ dy


@mistake(
    "compute_dw",
    says="the mask is taken from dy and not from z",
    asks="who decides whether a unit is on?",
    seen_if="dy and z differ in sign",
)
def masked_by_dy(dy, xext, z):
    return xext.T @ np.maximum(0.0, dy)


@mistake(
    "compute_dw",
    says="dw is transposed",
    asks="does dw have the shape of w, (d + 1, m)?",
    seen_if="not square",
)
def dw_on_its_side(dy, xext, z):
    return (dy * (z > 0)).T @ xext


@mistake(
    "compute_dw",
    says="the row of the bias is missing: the column of ones was taken off",
    asks="how many rows has w, and what is the last one for?",
    seen_if="the shape is looked at",
)
def no_bias_row(dy, xext, z):
    return xext[:, :-1].T @ (dy * (z > 0))


@mistake(
    "compute_dw",
    says="the upstream gradient is missing: this is dy/dw, not dL/dw",
    asks="does your result depend on dy?",
    seen_if="upstream is not 1",
)
def no_upstream(dy, xext, z):
    return xext.T @ (z > 0).astype(float)


@mistake(
    "compute_dw",
    says="dw is averaged over the examples; a mean belongs to the loss",
    asks="w feeds every example: do their shares add or average?",
    seen_if="batch > 1",
)
def averaged_over_examples(dy, xext, z):
    return xext.T @ (dy * (z > 0)) / len(dy)


@mistake(
    "compute_dw",
    says="examples are added up before they are multiplied: each x with every other's gradient",
    asks="does the input of one example belong with the upstream gradient of another?",
    seen_if="batch > 1",
)
def added_before_multiplied(dy, xext, z):
    return np.outer(xext.sum(axis=0), (dy * (z > 0)).sum(axis=0))


@mistake(
    "compute_dw",
    says="dy is multiplied with z and not with the slope of the ReLU",
    asks="what is the slope of max(0, z) at z = 3?",
    seen_if="z is not 1",
)
def times_the_value(dy, xext, z):
    return xext.T @ (dy * np.maximum(0.0, z))


@mistake(
    "compute_dw",
    says="the sign is turned: the minus belongs into the update",
    asks="which way does the loss go if w follows dw?",
    seen_if="signs are compared",
)
def minus_dw(dy, xext, z):
    return -xext.T @ (dy * (z > 0))


@mistake(
    "compute_dw",
    says="only the first example is used",
    asks="how many rows of xext does your result depend on?",
    seen_if="batch > 1",
)
def first_example_only(dy, xext, z):
    return np.outer(xext[0], dy[0] * (z[0] > 0))
