"""Mistakes about shapes, the two losses and the numbers n and C in them."""

import numpy as np

from ...declare import mistake


@mistake(
    "shape_ledger",
    says="dW has the shape of W transposed: (C, d) for (d, C)",
    asks="what is subtracted from what in W - step * dW, and must the two fit?",
    seen_if="d and C differ",
)
def dW_shape_transposed(n, d, C):
    return (n, C), (n, C), (C, d), (n, d)


@mistake(
    "shape_ledger",
    says="dX has the shape of X transposed: (d, n) for (n, d)",
    asks="where is one example in X: in a row or in a column? And in dX?",
    seen_if="n and d differ",
)
def dX_shape_transposed(n, d, C):
    return (n, C), (n, C), (d, C), (d, n)


@mistake(
    "shape_ledger",
    says="dW carries the batch: (n, C), the shape of dZ",
    asks="how many weights are there? Does that number change with the number of examples?",
    seen_if="n and d differ",
)
def dW_shape_with_batch(n, d, C):
    return (n, C), (n, C), (n, C), (n, d)


@mistake(
    "shape_ledger",
    says="Z has the shape of X: (n, d), as if the layer had as many outputs as inputs",
    asks="which index is gone after X @ W, and which one takes its place?",
    seen_if="d and C differ",
)
def Z_shape_of_X(n, d, C):
    return (n, d), (n, d), (d, C), (n, d)


@mistake(
    "shape_ledger",
    says="dZ is summed over the batch: (C,), where each example has a row of its own",
    asks="does each example have its own Z? Then what has the shape of Z?",
    seen_if="always",
)
def dZ_shape_summed(n, d, C):
    return (n, C), (C,), (d, C), (n, d)


@mistake(
    "losses",
    says="the mean is taken over the n examples only, where MSELoss divides by all n·C numbers",
    asks="how many numbers are there in Y, and by how many do you divide?",
    seen_if="C is not 1 (source 002)",
)
def mean_over_examples(Y, T):
    return np.sum((Y - T) ** 2) / len(Y), 0.5 * np.sum((Y - T) ** 2)


@mistake(
    "losses",
    says="the ½ of the second loss is missing: the source's formula leaves it out, its code has it",
    asks="17 or 34: which of them do you get for the numbers of the lesson?",
    seen_if="always (source 002)",
)
def half_forgotten(Y, T):
    return np.mean((Y - T) ** 2), np.sum((Y - T) ** 2)


@mistake(
    "losses",
    says="there is a ½ in the mean, too: MSELoss has none",
    asks="what is the mean of the squares of 1 and 3?",
    seen_if="always",
)
def half_in_the_mean(Y, T):
    return 0.5 * np.mean((Y - T) ** 2), 0.5 * np.sum((Y - T) ** 2)


@mistake(
    "losses",
    says="absolute differences where squares are meant",
    asks="what does an error of 3 cost: 3 or 9?",
    seen_if="differences are not 0 or 1",
)
def absolute_differences(Y, T):
    return np.mean(np.abs(Y - T)), 0.5 * np.sum(np.abs(Y - T))


@mistake(
    "losses",
    says="the sum is squared, where the squares are summed: errors of opposite sign cancel",
    asks="what is the loss of the two errors 1 and -1?",
    seen_if="more than one entry",
)
def square_of_the_sum(Y, T):
    return np.mean(Y - T) ** 2, 0.5 * np.sum(Y - T) ** 2


@mistake(
    "losses",
    says="the two losses stand in the other order",
    asks="which one does the last line return first?",
    seen_if="the losses differ",
)
def losses_swapped(Y, T):
    return 0.5 * np.sum((Y - T) ** 2), np.mean((Y - T) ** 2)


@mistake(
    "loss_ratio",
    says="this is n, as the source's text says; it is right for C = 2 and no other number",
    asks="with one output, C = 1, what is the ratio of ½Σ to the mean of n squares?",
    seen_if="C is not 2 (source 002)",
)
def ratio_of_the_text(n, C):
    return n


@mistake(
    "loss_ratio",
    says="the ½ is missing: n·C is the ratio of the plain sum to the mean",
    asks="is the second loss the sum, or half of it?",
    seen_if="always",
)
def ratio_without_half(n, C):
    return n * C


@mistake(
    "loss_ratio",
    says="C is missing: the mean runs over the examples *and* the outputs",
    asks="how many numbers are there in Y?",
    seen_if="C is not 1",
)
def ratio_without_C(n, C):
    return n / 2


@mistake(
    "loss_ratio",
    says="the ratio is upside down: the mean over the half sum",
    asks="which of the two losses is the larger one for n = 4, C = 2: 4.25 or 17?",
    seen_if="the ratio is not 1",
)
def ratio_upside_down(n, C):
    return 2 / (n * C)


@mistake(
    "loss_ratio",
    says="a whole-number division: // cuts the half off",
    asks="what is 15 // 2 in Python, and what is 15 / 2?",
    seen_if="n and C are odd",
)
def ratio_cut_off(n, C):
    return n * C // 2
