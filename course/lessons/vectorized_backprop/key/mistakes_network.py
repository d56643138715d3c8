"""Mistakes that show when the sigmoid layer is put together: forward, loss, and all three gradients."""

import numpy as np

from ....activations import sigmoid as σ
from ....activations import sigmoid_derivative as σ_prime
from ...declare import mistake
from . import reference as right


def _all(X, W, T, dZ, Y=None):
    """L, dZ, dW and dX for a given dZ."""
    Y = σ(X @ W) if Y is None else Y
    return right.half_squared_error(Y, T), dZ, X.T @ dZ, dZ @ W.T


@mistake(
    "network",
    says="the ½ of the loss is missing, as in the source's formula; its code has it",
    asks="61.46 or 122.92: which loss do you get for the numbers of the lesson?",
    seen_if="always (source 002)",
)
def network_half_missing(X, W, T):
    L, *rest = right.network(X, W, T)
    return 2 * L, *rest


@mistake(
    "network",
    says="the loss is the mean squared error, the gradients are those of half the sum",
    asks="do the two differ by a constant? What does that do to a gradient?",
    seen_if="n·C is not 2 (source 002)",
)
def network_mean_for_half(X, W, T):
    return np.mean((σ(X @ W) - T) ** 2), *right.network(X, W, T)[1:]


@mistake(
    "network",
    says="the sigmoid is missing: this is the linear layer",
    asks="which node lies between Z and Y?",
    seen_if="always",
)
def network_linear(X, W, T):
    Y = X @ W
    return _all(X, W, T, Y - T, Y)


@mistake(
    "network",
    says="the local gradient of the sigmoid is missing on the way back",
    asks="you went forward through σ: where do you go back through it?",
    seen_if="always",
)
def network_local_missing(X, W, T):
    return _all(X, W, T, σ(X @ W) - T)


@mistake(
    "network",
    says="σ' is taken at Y: the sigmoid is applied twice",
    asks="at which point is σ' evaluated: before or after the sigmoid?",
    seen_if="any generic point",
)
def network_double_sigmoid(X, W, T):
    Y = σ(X @ W)
    return _all(X, W, T, (Y - T) * σ_prime(Y))


@mistake(
    "network",
    says="the difference is the wrong way round: T - Y",
    asks="if the output is above its target, should a larger Z make the loss larger or smaller?",
    seen_if="signs are compared",
)
def network_target_minus_output(X, W, T):
    return _all(X, W, T, -right.compute_dZ(σ(X @ W), T))


@mistake(
    "network",
    says="the gradients are twice too large: the ½ of the loss has been forgotten on the way back",
    asks="what is the derivative of ½(y - t)² with respect to y?",
    seen_if="ratio to the right value is constant",
)
def network_factor_two(X, W, T):
    return _all(X, W, T, 2 * right.compute_dZ(σ(X @ W), T))


@mistake(
    "network",
    says="dW is divided by the batch size, but the loss is a sum",
    asks="is there a 1/n in the loss?",
    seen_if="batch > 1",
)
def network_averaged(X, W, T):
    L, dZ, dW, dX = right.network(X, W, T)
    return L, dZ, dW / len(X), dX


@mistake(
    "network",
    says="dW is transposed",
    asks="does a gradient have the shape of what it belongs to? Compare with W.",
    seen_if="d and C differ",
)
def network_dW_transposed(X, W, T):
    L, dZ, dW, dX = right.network(X, W, T)
    return L, dZ, dW.T, dX


@mistake(
    "network",
    says="dX is transposed",
    asks="does a gradient have the shape of what it belongs to? Compare with X.",
    seen_if="n and d differ",
)
def network_dX_transposed(X, W, T):
    L, dZ, dW, dX = right.network(X, W, T)
    return L, dZ, dW, dX.T


@mistake(
    "network",
    says="dX is all zeros: data that is not trained still has a gradient, torch only does not keep it",
    asks="would the loss change if an entry of X did?",
    seen_if="always (source 002: X.grad is None)",
)
def network_dX_zero(X, W, T):
    L, dZ, dW, _ = right.network(X, W, T)
    return L, dZ, dW, np.zeros_like(X)


@mistake(
    "network",
    says="dW stands where W belongs when the gradient is sent back to X",
    asks="which numbers carried X forward to Z?",
    seen_if="any generic point",
)
def network_gradient_for_weights(X, W, T):
    L, dZ, dW, _ = right.network(X, W, T)
    return L, dZ, dW, dZ @ dW.T


@mistake(
    "network",
    says="W is updated before the gradient is sent back through it, so dX comes from weights that made no prediction",
    asks="with which W was the output computed?",
    seen_if="dX is checked",
)
def network_updated_too_early(X, W, T):
    L, dZ, dW, _ = right.network(X, W, T)
    return L, dZ, dW, dZ @ (W - dW).T


@mistake(
    "network",
    says="the upstream gradient is forgotten: dZ is the local gradient alone",
    asks="what should dZ be where the output hits its target exactly?",
    seen_if="upstream is not 1",
)
def network_upstream_missing(X, W, T):
    return _all(X, W, T, σ_prime(X @ W))


@mistake(
    "network",
    says="the sigmoid has the wrong sign in the exponent: 1/(1 + e^(+z))",
    asks="what should σ(10) be close to, and what is yours?",
    seen_if="Z is not 0",
)
def network_flipped_sigmoid(X, W, T):
    Y = σ(-(X @ W))
    return _all(X, W, T, right.compute_dZ(Y, T), Y)


@mistake(
    "network",
    says="dW is made of dY where dZ is meant: the source prints ∂Y/∂W for what is ∂Z/∂W",
    asks="which variable stands on the left of the step that W goes into?",
    seen_if="dW is checked beside dZ (source 002)",
)
def network_dW_from_dY(X, W, T):
    L, dZ, _, dX = right.network(X, W, T)
    return L, dZ, X.T @ (σ(X @ W) - T), dX
