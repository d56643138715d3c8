"""Mistakes on the way forward: the column of ones, the net, its losses."""

import numpy as np

from ....activations import sigmoid
from ...declare import mistake
from . import reference as right


@mistake(
    "augment",
    says="the column of ones stands last, but the bias is row 0 of the weights",
    asks="which row of W1 is multiplied with the first column?",
    seen_if="values are compared; the shape is right",
)
def ones_last(X):
    return np.hstack([X, np.ones((len(X), 1))])


@mistake(
    "augment",
    says="the new column holds zeros: a bias times zero does nothing",
    asks="what must a bias be multiplied with to be added as it is?",
    seen_if="always",
)
def zeros_for_ones(X):
    return np.hstack([np.zeros((len(X), 1)), X])


@mistake(
    "augment",
    says="a row of ones has been added: one more example, and no bias",
    asks="should X grow by an example or by an input?",
    seen_if="shapes are compared",
)
def row_of_ones(X):
    return np.vstack([np.ones((1, X.shape[1])), X])


@mistake(
    "augment",
    says="the ones replace the first input instead of standing before it",
    asks="how many columns come in, and how many should come out?",
    seen_if="shapes are compared",
)
def first_input_lost(X):
    return np.hstack([np.ones((len(X), 1)), X[:, 1:]])


@mistake(
    "augment",
    says="there is a column of ones on either side",
    asks="how many biases has each hidden unit?",
    seen_if="shapes are compared",
)
def ones_on_both_sides(X):
    ones = np.ones((len(X), 1))
    return np.hstack([ones, X, ones])


@mistake(
    "forward",
    says="the column of ones stands last, so every weight row meets the wrong input",
    asks="is the bias the first or the last row of W1?",
    seen_if="the biases are not zero",
)
def bias_row_last(X, W1, W2):
    ones = np.ones((len(X), 1))
    Z1 = np.hstack([X, ones]) @ W1
    A1 = np.tanh(Z1)
    return Z1, A1, np.hstack([A1, ones]) @ W2


@mistake(
    "forward",
    says="the biases are left out: rows 0 of W1 and W2 are never used",
    asks="what does the net answer when X is all zeros, and what should it?",
    seen_if="the biases are not zero",
)
def biases_ignored(X, W1, W2):
    Z1 = X @ W1[1:]
    A1 = np.tanh(Z1)
    return Z1, A1, A1 @ W2[1:]


@mistake(
    "forward",
    says="the output layer has no bias: A1 goes on without its column of ones",
    asks="how many rows has W2, and how many columns A1?",
    seen_if="the output's bias is not zero",
)
def output_bias_ignored(X, W1, W2):
    Z1 = right.augment(X) @ W1
    A1 = np.tanh(Z1)
    return Z1, A1, A1 @ W2[1:]


@mistake(
    "forward",
    says="the activation is the sigmoid of the last lesson, not tanh",
    asks="can a hidden unit of this net be negative?",
    seen_if="always",
)
def sigmoid_for_tanh(X, W1, W2):
    Z1 = right.augment(X) @ W1
    A1 = sigmoid(Z1)
    return Z1, A1, right.augment(A1) @ W2


@mistake(
    "forward",
    says="the output goes through a tanh as well, but it is linear here",
    asks="could such a net ever answer 2?",
    seen_if="always",
)
def tanh_on_output(X, W1, W2):
    Z1, A1, Y = right.forward(X, W1, W2)
    return Z1, A1, np.tanh(Y)


@mistake(
    "forward",
    says="the hidden layer has no activation in the output: Z1 goes on where A1 is meant",
    asks="which of the two, before or after tanh, feeds the second layer?",
    seen_if="any generic point",
)
def pre_activation_goes_on(X, W1, W2):
    Z1 = right.augment(X) @ W1
    return Z1, np.tanh(Z1), right.augment(Z1) @ W2


@mistake(
    "net_loss",
    says="this is the mean of the squares without the ½, source 003's other loss",
    asks="what stands before the square in the formula, and what is the sum divided by?",
    seen_if="n C is not 2n (source 003)",
)
def mean_square(X, W1, W2, T):
    return np.mean((right.forward(X, W1, W2)[-1] - T) ** 2)


@mistake(
    "net_loss",
    says="the ½ is there, but the mean is over all n·C entries and not over the n examples",
    asks="is an example with five outputs one example or five?",
    seen_if="C is not 1",
)
def half_mean_over_entries(X, W1, W2, T):
    return 0.5 * np.mean((right.forward(X, W1, W2)[-1] - T) ** 2)


@mistake(
    "net_loss",
    says="the loss is a sum over the examples: the 1/n is missing",
    asks="would the loss double if every example were given twice? Should it?",
    seen_if="n is not 1",
)
def sum_over_examples(X, W1, W2, T):
    return 0.5 * np.sum((right.forward(X, W1, W2)[-1] - T) ** 2)


@mistake(
    "net_loss",
    says="the ½ is missing",
    asks="what does the derivative of a square bring down, and what is there to cancel it?",
    seen_if="always",
)
def half_forgotten(X, W1, W2, T):
    return np.sum((right.forward(X, W1, W2)[-1] - T) ** 2) / len(T)


@mistake(
    "net_loss",
    says="the differences are added up before they are squared, so errors of opposite sign cancel",
    asks="what is the loss if one output is 1 too high and another 1 too low?",
    seen_if="more than one entry",
)
def squared_after_sum(X, W1, W2, T):
    return 0.5 * np.sum(right.forward(X, W1, W2)[-1] - T) ** 2 / len(T)
