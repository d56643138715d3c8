"""Mistakes in nets that use something twice: a residual connection, tied weights."""

import numpy as np

from ....activations import tanh_derivative as tanh_prime
from ...declare import mistake

# ----------------------------------------------------------------------------------------------------------- residual


@mistake(
    "residual",
    says="the short cut is forgotten in dX: only the way through the layer is there",
    asks="X reaches Y in two ways: which one is missing?",
    seen_if="X's gradient is checked",
)
def short_cut_forgotten(X, W, dY):
    dZ = dY * tanh_prime(X @ W)
    return dZ @ W.T, X.T @ dZ


@mistake(
    "residual",
    says="only the short cut is in dX: the way through the layer is forgotten",
    asks="if W is not 0, does X not change tanh(XW)?",
    seen_if="X's gradient is checked",
)
def layer_forgotten(X, W, dY):
    dZ = dY * tanh_prime(X @ W)
    return dY.copy(), X.T @ dZ


@mistake(
    "residual",
    says="the local gradient of tanh is missing",
    asks="which node lies between XW and its tanh?",
    seen_if="always",
)
def tanh_derivative_missing(X, W, dY):
    return dY + dY @ W.T, X.T @ dY


@mistake(
    "residual",
    says="the derivative is taken at tanh(XW): tanh is applied twice",
    asks="at which point is the derivative evaluated: before or after tanh?",
    seen_if="any generic point",
)
def double_tanh(X, W, dY):
    dZ = dY * tanh_prime(np.tanh(X @ W))
    return dY + dZ @ W.T, X.T @ dZ


@mistake(
    "residual",
    says="the transpose of W is missing in dX",
    asks="what went forward through W comes back through what?",
    seen_if="W is not symmetric",
)
def residual_transpose_missing(X, W, dY):
    dZ = dY * tanh_prime(X @ W)
    return dY + dZ @ W, X.T @ dZ


@mistake(
    "residual",
    says="dW counts the short cut too: it is computed from X + tanh(XW)",
    asks="does the short cut go through W?",
    seen_if="W's gradient is checked",
)
def short_cut_in_dW(X, W, dY):
    dZ = dY * tanh_prime(X @ W)
    return dY + dZ @ W.T, X.T @ (dY + dZ)


@mistake(
    "residual",
    says="dW is averaged over the batch",
    asks="is there a 1/n anywhere?",
    seen_if="batch > 1",
)
def residual_averaged(X, W, dY):
    dZ = dY * tanh_prime(X @ W)
    return dY + dZ @ W.T, X.T @ dZ / len(X)


@mistake(
    "residual",
    says="the two paths are multiplied in dX, where they have to be added",
    asks="along one path gradients multiply; and where paths meet?",
    seen_if="X's gradient is checked",
)
def paths_multiplied(X, W, dY):
    dZ = dY * tanh_prime(X @ W)
    return dY * (dZ @ W.T), X.T @ dZ


@mistake(
    "residual",
    says="the derivative is 1 - tanh instead of 1 - tanh²",
    asks="what is the slope of tanh at 0, and far to the left?",
    seen_if="any generic point",
)
def tanh_not_squared(X, W, dY):
    dZ = dY * (1 - np.tanh(X @ W))
    return dY + dZ @ W.T, X.T @ dZ


# ------------------------------------------------------------------------------------------------------- tied weights


@mistake(
    "tied_weights",
    says="only the first use of W is counted (the encoder)",
    asks="how often does W stand in Y = (XW)Wᵀ?",
    seen_if="shared weights",
)
def encoder_only(X, W, dY):
    return X.T @ (dY @ W)


@mistake(
    "tied_weights",
    says="only the second use of W is counted (the decoder)",
    asks="how often does W stand in Y = (XW)Wᵀ?",
    seen_if="shared weights",
)
def decoder_only(X, W, dY):
    return dY.T @ (X @ W)


@mistake(
    "tied_weights",
    says="the decoder's share is transposed: its matrix is Wᵀ, but the gradient belongs to W",
    asks="which shape has the gradient of Wᵀ, and which that of W?",
    seen_if="shape",
)
def decoder_transposed(X, W, dY):
    return X.T @ (dY @ W) + (X @ W).T @ dY


@mistake(
    "tied_weights",
    says="the two shares are averaged, where they have to be added",
    asks="if both uses raise the loss by 1, by how much does it rise?",
    seen_if="always",
)
def tied_averaged(X, W, dY):
    return (X.T @ (dY @ W) + dY.T @ (X @ W)) / 2


@mistake(
    "tied_weights",
    says="the encoder's share is counted twice and the decoder's not at all",
    asks="are the two shares the same number?",
    seen_if="always",
)
def encoder_twice(X, W, dY):
    return 2 * (X.T @ (dY @ W))


@mistake(
    "tied_weights",
    says="X stands where H belongs in the decoder's share",
    asks="what is multiplied with Wᵀ on the way forward: X or H?",
    seen_if="shape",
)
def input_for_hidden(X, W, dY):
    return X.T @ (dY @ W) + dY.T @ X


@mistake(
    "tied_weights",
    says="the upstream gradient is not used: ones instead of dY",
    asks="what should dW be where dY is 0?",
    seen_if="upstream is not 1",
)
def tied_upstream_missing(X, W, dY):
    ones = np.ones_like(dY)
    return X.T @ (ones @ W) + ones.T @ (X @ W)


@mistake(
    "tied_weights",
    says="it is averaged over the batch",
    asks="is there a 1/n anywhere?",
    seen_if="batch > 1",
)
def tied_batch_averaged(X, W, dY):
    return (X.T @ (dY @ W) + dY.T @ (X @ W)) / len(X)
