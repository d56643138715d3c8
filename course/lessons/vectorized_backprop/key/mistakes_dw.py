"""Mistakes in the gradient of weights that a whole batch shares."""

import numpy as np

from ...declare import mistake


@mistake(
    "compute_dW",
    says="the transpose is missing: X @ dZ",
    asks="which shape has dW, and which two shapes multiply to it?",
    seen_if="not square",
)
def transpose_missing(X, dZ):
    return X @ dZ


@mistake(
    "compute_dW",
    says="the operands are swapped: this is dW transposed",
    asks="does a gradient have the shape of what it belongs to? Compare with W.",
    seen_if="not square",
)
def operands_swapped(X, dZ):
    return dZ.T @ X


@mistake(
    "compute_dW",
    says="it is averaged over the batch, but this loss is a sum",
    asks="is there a 1/n in the loss?",
    seen_if="batch > 1",
)
def dW_averaged(X, dZ):
    return X.T @ dZ / len(X)


@mistake(
    "compute_dW",
    says="it is divided by n·C, as for the mean squared error; this loss is a sum",
    asks="which of the two losses is differentiated here?",
    seen_if="ratio to the right value is constant (source 002)",
)
def dW_of_the_mean(X, dZ):
    return X.T @ dZ / dZ.size


@mistake(
    "compute_dW",
    says="only the last example is left: each example overwrites the one before instead of adding to it",
    asks="every example uses the same W: what happens to gradients where paths meet?",
    seen_if="batch > 1",
)
def last_example_only(X, dZ):
    for x, dz in zip(X, dZ, strict=True):
        dW = np.outer(x, dz)
    return dW


@mistake(
    "compute_dW",
    says="the upstream gradient dZ is not used: this is as if it were all ones",
    asks="what should dW be where dZ is 0?",
    seen_if="upstream is not 1",
)
def dW_upstream_missing(X, dZ):
    return X.T @ np.ones_like(dZ)


@mistake(
    "compute_dW",
    says="the sums over the batch are taken before the product instead of after it",
    asks="is a sum of products the product of the sums?",
    seen_if="batch > 1",
)
def product_of_sums(X, dZ):
    return np.outer(X.sum(axis=0), dZ.sum(axis=0))


@mistake(
    "compute_dW",
    says="the sign is wrong",
    asks="where is the minus of gradient descent: in the gradient or in the update?",
    seen_if="signs are compared",
)
def dW_negative(X, dZ):
    return -X.T @ dZ


@mistake(
    "compute_dW",
    says="an element-wise product where a matrix product is meant",
    asks="which of * and @ adds up over the examples?",
    seen_if="d and C differ",
)
def hadamard_for_product(X, dZ):
    return X * dZ


@mistake(
    "compute_dW",
    says="the examples are not added up: one gradient for each example, shape (n, d, C)",
    asks="how many weights are there, and how many numbers did you return?",
    seen_if="always",
)
def one_dW_per_example(X, dZ):
    return X[:, :, None] * dZ[:, None, :]
