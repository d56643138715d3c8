"""Mistakes in dZ2 and dW2, the two gradients next to the loss."""

import numpy as np

from ...declare import mistake
from . import reference as right


@mistake(
    "compute_dZ2",
    says="the difference is the wrong way round: T - Y",
    asks="if the output lies above its target, does a larger Z2 make the loss larger or smaller?",
    seen_if="signs are compared",
)
def target_minus_output(Y, T):
    return (T - Y) / len(Y)


@mistake(
    "compute_dZ2",
    says="it is twice too large: the ½ of the loss has been forgotten, as between the two halves of source 003",
    asks="what is the derivative of ½(y - t)²?",
    seen_if="the ratio to the right value is constant (source 003)",
)
def factor_two(Y, T):
    return 2 * (Y - T) / len(Y)


@mistake(
    "compute_dZ2",
    says="the 1/n is missing: this is the gradient of the sum over the examples, not of their mean",
    asks="what is the loss divided by, and where is that here?",
    seen_if="n is not 1",
)
def not_averaged(Y, T):
    return Y - T


@mistake(
    "compute_dZ2",
    says="it is divided by n twice",
    asks="how often does 1/n stand in the loss?",
    seen_if="n is not 1",
)
def averaged_twice(Y, T):
    return (Y - T) / len(Y) ** 2


@mistake(
    "compute_dZ2",
    says="it is divided by all n·C entries, but the loss is a mean over the n examples",
    asks="is an example with five outputs one example or five?",
    seen_if="C is not 1",
)
def averaged_over_entries(Y, T):
    return (Y - T) / Y.size


@mistake(
    "compute_dZ2",
    says="this is the gradient of the mean square over all entries, the loss of source 003's numerical half",
    asks="is there a ½ in the loss, and what is the sum divided by?",
    seen_if="C is not 2 (source 003)",
)
def gradient_of_mean_square(Y, T):
    return 2 * (Y - T) / Y.size


@mistake(
    "compute_dZ2",
    says="the ½ of the loss is still there, though the square has brought down its 2",
    asks="what is the derivative of ½(y - t)²?",
    seen_if="always",
)
def half_kept(Y, T):
    return (Y - T) / (2 * len(Y))


@mistake(
    "compute_dZ2",
    says="this is the loss itself, entry by entry, and not its slope",
    asks="can a gradient of this loss be negative?",
    seen_if="always",
)
def loss_for_gradient(Y, T):
    return 0.5 * (Y - T) ** 2 / len(Y)


@mistake(
    "compute_dZ2",
    says="there is a tanh' in it, but the output layer of this net has no tanh",
    asks="what does f₂ do to Z2, and what is its derivative?",
    seen_if="always",
)
def output_tanh_slope(Y, T):
    return (Y - T) * (1 - Y**2) / len(Y)


@mistake(
    "compute_dZ2",
    says="the examples are added up already: that is the bias's gradient, not dZ2",
    asks="how many rows has Z2, and how many has its gradient?",
    seen_if="shapes are compared",
)
def summed_over_batch(Y, T):
    return np.sum(Y - T, axis=0, keepdims=True) / len(Y)


@mistake(
    "compute_dW2",
    says="the column of ones is missing: there is no gradient for the bias row",
    asks="what was multiplied with W2 on the way forward, A1 or A1 with something before it?",
    seen_if="shapes are compared",
)
def bias_row_missing(A1, dZ2):
    return A1.T @ dZ2


@mistake(
    "compute_dW2",
    says="the bias's gradient stands in the last row, but the bias is row 0",
    asks="at which end did `augment` put the ones?",
    seen_if="always",
)
def bias_row_at_the_end(A1, dZ2):
    return np.vstack([A1.T @ dZ2, dZ2.sum(axis=0)])


@mistake(
    "compute_dW2",
    says="it is divided by n once more: dZ2 holds the 1/n already",
    asks="where did the 1/n of the loss go when you wrote dZ2?",
    seen_if="n is not 1",
)
def averaged_again(A1, dZ2):
    return right.compute_dW2(A1, dZ2) / len(A1)


@mistake(
    "compute_dW2",
    says="the bias row is the mean over the examples, where the other rows are sums",
    asks="what is the product of a row of ones and a column?",
    seen_if="n is not 1",
)
def bias_row_averaged(A1, dZ2):
    return np.vstack([dZ2.mean(axis=0), A1.T @ dZ2])


@mistake(
    "compute_dW2",
    says="the bias row is zero: the bias would never learn",
    asks="does the loss change when only the bias does?",
    seen_if="always",
)
def bias_never_learns(A1, dZ2):
    return np.vstack([np.zeros((1, dZ2.shape[1])), A1.T @ dZ2])


@mistake(
    "compute_dW2",
    says="this is the transpose of dW2",
    asks="which shape has W2, and which has this?",
    seen_if="shapes are compared",
)
def transposed_dW2(A1, dZ2):
    return dZ2.T @ right.augment(A1)


@mistake(
    "compute_dW2",
    says="the transpose is missing, so the inner sizes do not meet",
    asks="which shapes come in, and which order gives the shape of W2?",
    seen_if="n is not m + 1",
)
def transpose_missing_dW2(A1, dZ2):
    return right.augment(A1) @ dZ2


@mistake(
    "compute_dW2",
    says="tanh is taken of A1, which is an activation already",
    asks="how often did tanh stand between Z1 and W2 on the way forward?",
    seen_if="any generic point",
)
def activated_twice_dW2(A1, dZ2):
    return right.compute_dW2(np.tanh(A1), dZ2)


@mistake(
    "compute_dW2",
    says="the sign is turned: the minus belongs to the update, not to the gradient",
    asks="does a gradient point uphill or downhill?",
    seen_if="signs are compared",
)
def downhill_dW2(A1, dZ2):
    return -right.compute_dW2(A1, dZ2)
