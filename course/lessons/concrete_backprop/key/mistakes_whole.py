"""Mistakes that show only when the steps are put together: the whole two-layer net, part B, and the misnamed norm."""

import numpy as np

from ....activations import sigmoid as σ
from ....activations import sigmoid_derivative as σ_prime
from ...declare import mistake
from . import reference as right


def _backward(A0, W1, W2, t, dZ2):
    """dW1 and dW2 for a given dZ2."""
    Z1, A1, _, _ = right.forward(A0, W1, W2)
    dZ1 = dZ2 @ W2.T * σ_prime(Z1)
    return A0.T @ dZ1, A1.T @ dZ2


@mistake(
    "network",
    says="W2 is updated before the gradient is sent back through it, so dW1 comes from weights that made no prediction",
    asks="with which W2 was the output computed?",
    seen_if="dW1 is checked (source 003, source 004)",
)
def updated_before_used(A0, W1, W2, t):
    Z1, A1, Z2, A2 = right.forward(A0, W1, W2)
    dZ2 = (A2 - t) * σ_prime(Z2)
    dW2 = A1.T @ dZ2
    W2 = W2 - dW2
    dZ1 = dZ2 @ W2.T * σ_prime(Z1)
    return right.loss(A2, t), A0.T @ dZ1, dW2


@mistake(
    "network",
    says="dW2 stands where W2 belongs when the gradient is sent back to the hidden layer",
    asks="which numbers carried A1 forward to Z2?",
    seen_if="any generic point",
)
def gradient_for_weights(A0, W1, W2, t):
    Z1, A1, Z2, A2 = right.forward(A0, W1, W2)
    dZ2 = (A2 - t) * σ_prime(Z2)
    dW2 = A1.T @ dZ2
    dZ1 = dZ2 @ dW2.T * σ_prime(Z1)
    return right.loss(A2, t), A0.T @ dZ1, dW2


@mistake(
    "network",
    says="Z1 stands where A1 belongs in dW2",
    asks="what was multiplied with W2 on the way forward?",
    seen_if="any generic point",
)
def pre_activation_in_dW2(A0, W1, W2, t):
    Z1, _, Z2, A2 = right.forward(A0, W1, W2)
    dZ2 = (A2 - t) * σ_prime(Z2)
    dZ1 = dZ2 @ W2.T * σ_prime(Z1)
    return right.loss(A2, t), A0.T @ dZ1, Z1.T @ dZ2


@mistake(
    "network",
    says="the gradient is handed down to the first layer without the hidden sigmoid's derivative",
    asks="which node lies between Z1 and A1?",
    seen_if="dW1 is checked",
)
def hidden_sigmoid_skipped(A0, W1, W2, t):
    _, A1, Z2, A2 = right.forward(A0, W1, W2)
    dZ2 = (A2 - t) * σ_prime(Z2)
    return right.loss(A2, t), A0.T @ (dZ2 @ W2.T), A1.T @ dZ2


@mistake(
    "network",
    says="the output's sigmoid derivative is missing",
    asks="which node lies between Z2 and A2?",
    seen_if="always",
)
def output_sigmoid_skipped(A0, W1, W2, t):
    A2 = right.forward(A0, W1, W2)[-1]
    return right.loss(A2, t), *_backward(A0, W1, W2, t, A2 - t)


@mistake(
    "network",
    says="the difference is the wrong way round: t - y",
    asks="if the output is above its target, should a larger Z2 make the loss larger or smaller?",
    seen_if="signs are compared",
)
def target_minus_output_in_network(A0, W1, W2, t):
    _, _, Z2, A2 = right.forward(A0, W1, W2)
    return right.loss(A2, t), *_backward(A0, W1, W2, t, (t - A2) * σ_prime(Z2))


@mistake(
    "network",
    says="the gradients are twice too large: the ½ of the loss has been forgotten on the way back",
    asks="what is the derivative of ½(y - t)² with respect to y?",
    seen_if="ratio to the right value is constant (source 003)",
)
def factor_two_in_network(A0, W1, W2, t):
    _, _, Z2, A2 = right.forward(A0, W1, W2)
    return right.loss(A2, t), *_backward(A0, W1, W2, t, 2 * (A2 - t) * σ_prime(Z2))


@mistake(
    "network",
    says="the gradients are divided by the batch size, but the loss is a sum",
    asks="is there a 1/n in the loss?",
    seen_if="batch > 1",
)
def averaged_network(A0, W1, W2, t):
    _, _, Z2, A2 = right.forward(A0, W1, W2)
    return right.loss(A2, t), *_backward(A0, W1, W2, t, (A2 - t) * σ_prime(Z2) / len(A0))


@mistake(
    "network",
    says="σ' is taken at the activations: every sigmoid is applied twice",
    asks="at which point is σ' evaluated: before or after the sigmoid?",
    seen_if="any generic point",
)
def double_sigmoid_in_network(A0, W1, W2, t):
    _, A1, _, A2 = right.forward(A0, W1, W2)
    dZ2 = (A2 - t) * σ_prime(A2)
    dZ1 = dZ2 @ W2.T * σ_prime(A1)
    return right.loss(A2, t), A0.T @ dZ1, A1.T @ dZ2


@mistake(
    "forward_b",
    says="the sign of the exponent is flipped: this is 1/(1 + e^(+z)), source 001's own line",
    asks="what should σ(10) be close to, and what is yours?",
    seen_if="Z is not 0 (source 001)",
)
def flipped_sigmoid_b(W, x):
    Z = W @ x
    y = 1 / (1 + np.exp(Z))
    return Z, y, np.sum(y**2)


@mistake(
    "forward_b",
    says="W is transposed",
    asks="which two numbers have to be equal when a matrix meets a column vector?",
    seen_if="W is not square",
)
def weights_transposed_b(W, x):
    Z = W.T @ x
    y = σ(Z)
    return Z, y, np.sum(y**2)


@mistake(
    "forward_b",
    says="f is the norm, where its square is meant",
    asks="f has a 2 at its foot and a 2 at its head: what does each mean?",
    seen_if="the norm is not 0 or 1",
)
def norm_not_squared(W, x):
    Z = W @ x
    y = σ(Z)
    return Z, y, np.linalg.norm(y)


@mistake(
    "forward_b",
    says="f is the mean of the squares, where their sum is meant",
    asks="by Pythagoras, is the squared length of (3, 4) 25 or 12.5?",
    seen_if="more than one entry",
)
def mean_of_squares(W, x):
    Z = W @ x
    y = σ(Z)
    return Z, y, np.mean(y**2)


@mistake(
    "forward_b",
    says="f is half the squared norm; there is no ½ in this part",
    asks="is this the same loss as in part A?",
    seen_if="always",
)
def half_squared_norm(W, x):
    Z = W @ x
    y = σ(Z)
    return Z, y, 0.5 * np.sum(y**2)


def _rest_b(W, x, dy, dZ):
    return dy, dZ, dZ @ x.T, W.T @ dZ


@mistake(
    "backward_b",
    says="the 2 of 2y is missing: dy = y belongs to ½‖y‖²",
    asks="what is the derivative of y² with respect to y?",
    seen_if="always",
)
def two_missing(W, x):
    Z, y, _ = right.forward_b(W, x)
    return _rest_b(W, x, y, y * σ_prime(Z))


@mistake(
    "backward_b",
    says="dy is the gradient of the norm, y/‖y‖, where f is its square",
    asks="which function of y is f: the norm or its square?",
    seen_if="the norm is not ½",
)
def gradient_of_norm(W, x):
    Z, y, _ = right.forward_b(W, x)
    dy = y / np.linalg.norm(y)
    return _rest_b(W, x, dy, dy * σ_prime(Z))


@mistake(
    "backward_b",
    says="dZ is the local gradient alone: the upstream gradient dy is missing",
    asks="what should dZ be where dy is 0?",
    seen_if="upstream is not 1 (at source 001's Z = 0 it is exactly 1!)",
)
def upstream_missing_b(W, x):
    Z, y, _ = right.forward_b(W, x)
    return _rest_b(W, x, 2 * y, σ_prime(Z))


@mistake(
    "backward_b",
    says="dZ is dy unchanged: the sigmoid's local gradient is missing",
    asks="which node lies between Z and y?",
    seen_if="always",
)
def local_missing_b(W, x):
    _, y, _ = right.forward_b(W, x)
    return _rest_b(W, x, 2 * y, 2 * y)


@mistake(
    "backward_b",
    says="σ' is taken at y: the sigmoid is applied twice",
    asks="at which point is σ' evaluated: before or after the sigmoid?",
    seen_if="any generic point",
)
def double_sigmoid_b(W, x):
    _, y, _ = right.forward_b(W, x)
    return _rest_b(W, x, 2 * y, 2 * y * σ_prime(y))


@mistake(
    "backward_b",
    says="the sigmoid's sign is flipped, source 001's own line: right at Z = 0 and nowhere else",
    asks="what should σ(10) be close to, and what is yours?",
    seen_if="Z is not 0 (source 001)",
)
def flipped_gradients_b(W, x):
    y = 1 / (1 + np.exp(W @ x))
    return _rest_b(W, x, 2 * y, 2 * y * y * (1 - y))


@mistake(
    "backward_b",
    says="dW is transposed: x dZᵀ instead of dZ xᵀ",
    asks="does a gradient have the shape of what it belongs to? Compare with W.",
    seen_if="W is not square",
)
def swapped_dW_b(W, x):
    dy, dZ, _, dx = right.backward_b(W, x)
    return dy, dZ, x @ dZ.T, dx


@mistake(
    "backward_b",
    says="the transpose of W is missing in dx",
    asks="which shape has dx, and which two shapes multiply to it?",
    seen_if="W is not square or not symmetric",
)
def transpose_missing_dx_b(W, x):
    dy, dZ, dW, _ = right.backward_b(W, x)
    return dy, dZ, dW, W @ dZ


@mistake(
    "l2_norm",
    says="this is the squared norm: the square root is missing (source 001's own function)",
    asks="how long is the vector (3, 4)?",
    seen_if="the norm is not 0 or 1 (source 001)",
)
def squared_norm_for_norm(y):
    return np.linalg.norm(y) ** 2


@mistake(
    "l2_norm",
    says="this adds absolute values: it is the L1 norm",
    asks="how long is the way from (0, 0) to (3, 4) as the crow flies?",
    seen_if="more than one entry that is not 0",
)
def l1_for_l2(y):
    return np.sum(np.abs(y))


@mistake(
    "l2_norm",
    says="the mean of the squares is under the root, where their sum is meant",
    asks="how long is the vector (3, 4)?",
    seen_if="more than one entry",
)
def root_mean_square(y):
    return np.sqrt(np.mean(y**2))


@mistake(
    "l2_norm",
    says="this is the largest entry by size: the maximum norm",
    asks="does your length change when the smaller entries do?",
    seen_if="more than one entry that is not 0",
)
def maximum_norm(y):
    return np.max(np.abs(y))
