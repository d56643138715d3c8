"""Mistakes in dZ1 and dW1, the two gradients of the hidden layer."""

import numpy as np

from ....activations import sigmoid_derivative, tanh_derivative
from ...declare import mistake
from . import reference as right


@mistake(
    "compute_dZ1",
    says="tanh' is missing: the gradient is handed down as if the hidden layer were linear",
    asks="which node lies between Z1 and A1?",
    seen_if="any generic point",
)
def tanh_skipped(dZ2, W2, Z1):
    return dZ2 @ W2[1:].T


@mistake(
    "compute_dZ1",
    says="the last row of W2 is cut off, but the bias is row 0: every unit gets its neighbour's weight",
    asks="which row of W2 was multiplied with the ones?",
    seen_if="always; the shape is right",
)
def wrong_row_cut(dZ2, W2, Z1):
    return dZ2 @ W2[:-1].T * tanh_derivative(Z1)


@mistake(
    "compute_dZ1",
    says="the bias row is still in W2: m + 1 columns meet the m of Z1",
    asks="from which hidden unit does the bias row come?",
    seen_if="shapes are compared",
)
def bias_row_kept(dZ2, W2, Z1):
    return dZ2 @ W2.T * tanh_derivative(Z1)


@mistake(
    "compute_dZ1",
    says="tanh' is taken at the activation: tanh is applied twice",
    asks="at which point is tanh' evaluated, before or after tanh?",
    seen_if="any generic point",
)
def double_tanh(dZ2, W2, Z1):
    return dZ2 @ W2[1:].T * tanh_derivative(np.tanh(Z1))


@mistake(
    "compute_dZ1",
    says="1 - Z1² stands where 1 - A1² is meant: Z1 is no activation",
    asks="tanh' is 1 minus the square of what?",
    seen_if="any generic point",
)
def pre_activation_squared(dZ2, W2, Z1):
    return dZ2 @ W2[1:].T * (1 - Z1**2)


@mistake(
    "compute_dZ1",
    says="the derivative is that of the sigmoid, not that of tanh",
    asks="which activation has the hidden layer of this net?",
    seen_if="always",
)
def sigmoid_slope(dZ2, W2, Z1):
    return dZ2 @ W2[1:].T * sigmoid_derivative(Z1)


@mistake(
    "compute_dZ1",
    says="the square is missing: 1 - tanh where 1 - tanh² is meant",
    asks="can tanh' be larger than 1?",
    seen_if="any generic point",
)
def square_forgotten(dZ2, W2, Z1):
    return dZ2 @ W2[1:].T * (1 - np.tanh(Z1))


@mistake(
    "compute_dZ1",
    says="tanh itself stands where its derivative belongs",
    asks="is the slope of tanh at 0 equal to 0?",
    seen_if="any generic point",
)
def tanh_for_slope(dZ2, W2, Z1):
    return dZ2 @ W2[1:].T * np.tanh(Z1)


@mistake(
    "compute_dZ1",
    says="W2 is not transposed, so the inner sizes do not meet",
    asks="dZ2 has C columns: which side of W2 has C?",
    seen_if="m is not C",
)
def not_transposed_dZ1(dZ2, W2, Z1):
    return dZ2 @ W2[1:] * tanh_derivative(Z1)


@mistake(
    "compute_dZ1",
    says="it is divided by n once more: dZ2 holds the 1/n already",
    asks="where did the 1/n of the loss go when you wrote dZ2?",
    seen_if="n is not 1",
)
def averaged_again_dZ1(dZ2, W2, Z1):
    return right.compute_dZ1(dZ2, W2, Z1) / len(Z1)


@mistake(
    "compute_dW1",
    says="the column of ones is missing: there is no gradient for the bias row",
    asks="what was multiplied with W1 on the way forward?",
    seen_if="shapes are compared",
)
def bias_row_missing_dW1(X, dZ1):
    return X.T @ dZ1


@mistake(
    "compute_dW1",
    says="the bias's gradient stands in the last row, but the bias is row 0",
    asks="at which end did `augment` put the ones?",
    seen_if="always",
)
def bias_row_at_the_end_dW1(X, dZ1):
    return np.vstack([X.T @ dZ1, dZ1.sum(axis=0)])


@mistake(
    "compute_dW1",
    says="it is divided by n once more: dZ1 holds the 1/n already",
    asks="where did the 1/n of the loss go when you wrote dZ2?",
    seen_if="n is not 1",
)
def averaged_again_dW1(X, dZ1):
    return right.compute_dW1(X, dZ1) / len(X)


@mistake(
    "compute_dW1",
    says="the bias row is the mean over the examples, where the other rows are sums",
    asks="what is the product of a row of ones and a column?",
    seen_if="n is not 1",
)
def bias_row_averaged_dW1(X, dZ1):
    return np.vstack([dZ1.mean(axis=0), X.T @ dZ1])


@mistake(
    "compute_dW1",
    says="the bias row is zero: the bias would never learn",
    asks="does the loss change when only the bias does?",
    seen_if="always",
)
def bias_never_learns_dW1(X, dZ1):
    return np.vstack([np.zeros((1, dZ1.shape[1])), X.T @ dZ1])


@mistake(
    "compute_dW1",
    says="this is the transpose of dW1",
    asks="which shape has W1, and which has this?",
    seen_if="shapes are compared",
)
def transposed_dW1(X, dZ1):
    return dZ1.T @ right.augment(X)


@mistake(
    "compute_dW1",
    says="the transpose is missing, so the inner sizes do not meet",
    asks="which shapes come in, and which order gives the shape of W1?",
    seen_if="n is not d + 1",
)
def transpose_missing_dW1(X, dZ1):
    return right.augment(X) @ dZ1


@mistake(
    "compute_dW1",
    says="tanh' is multiplied in once more: dZ1 has been through the tanh already",
    asks="where does dZ1 stand, before or after the tanh?",
    seen_if="any generic point",
)
def slope_again_dW1(X, dZ1):
    return right.compute_dW1(X, dZ1 * tanh_derivative(dZ1))


@mistake(
    "compute_dW1",
    says="the sign is turned: the minus belongs to the update, not to the gradient",
    asks="does a gradient point uphill or downhill?",
    seen_if="signs are compared",
)
def downhill_dW1(X, dZ1):
    return -right.compute_dW1(X, dZ1)
