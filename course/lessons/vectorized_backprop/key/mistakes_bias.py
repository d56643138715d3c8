"""Mistakes in the gradient of a bias that all examples share."""

import numpy as np

from ...declare import mistake


@mistake(
    "compute_db",
    says="it is averaged over the batch, but the loss is a sum",
    asks="every example adds the same b: do their gradients add up, or is their mean wanted?",
    seen_if="batch > 1",
)
def db_averaged(dZ):
    return dZ.mean(axis=0)


@mistake(
    "compute_db",
    says="it is summed along the wrong axis: one number for each example instead of one for each output",
    asks="how many entries has b: n or C?",
    seen_if="n and C differ",
)
def db_wrong_axis(dZ):
    return dZ.sum(axis=1)


@mistake(
    "compute_db",
    says="everything is summed into one number",
    asks="how many entries has b?",
    seen_if="C > 1",
)
def db_one_number(dZ):
    return dZ.sum()


@mistake(
    "compute_db",
    says="it is not summed over the batch: this is dZ itself",
    asks="does a gradient have the shape of what it belongs to? How many entries has b?",
    seen_if="batch > 1",
)
def db_not_summed(dZ):
    return dZ


@mistake(
    "compute_db",
    says="it has the shape (1, C), that of a row, where b has shape (C,)",
    asks="what does keepdims do, and which shape has b?",
    seen_if="shapes are compared",
)
def db_as_row(dZ):
    return dZ.sum(axis=0, keepdims=True)


@mistake(
    "compute_db",
    says="the upstream gradient dZ is not used: this is as if it were all ones",
    asks="what should db be where dZ is 0?",
    seen_if="upstream is not 1",
)
def db_upstream_missing(dZ):
    return np.full(dZ.shape[1], float(len(dZ)))


@mistake(
    "compute_db",
    says="only the first example is used",
    asks="how many examples does your result depend on?",
    seen_if="batch > 1",
)
def db_first_example(dZ):
    return dZ[0]


@mistake(
    "compute_db",
    says="only the last example is left: each overwrites the one before instead of adding to it",
    asks="what happens to gradients where paths meet?",
    seen_if="batch > 1",
)
def db_last_example(dZ):
    return dZ[-1]


@mistake(
    "compute_db",
    says="the sign is wrong",
    asks="where is the minus of gradient descent: in the gradient or in the update?",
    seen_if="signs are compared",
)
def db_negative(dZ):
    return -dZ.sum(axis=0)


@mistake(
    "compute_db",
    says="it is divided by n·C, as for the mean squared error; that factor is in dZ already, if it is anywhere",
    asks="is there a mean in the step Z = XW + b?",
    seen_if="ratio to the right value is constant",
)
def db_of_the_mean(dZ):
    return dZ.sum(axis=0) / dZ.size
