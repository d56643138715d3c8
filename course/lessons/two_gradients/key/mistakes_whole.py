"""Mistakes that show when the steps are put together: both passes of the net."""

import numpy as np

from ....activations import tanh_derivative
from ...declare import mistake
from . import reference as right


def _with(X, W1, W2, T, dZ2):
    """Loss and gradients for a given dZ2."""
    Z1, A1, Y = right.forward(X, W1, W2)
    L = 0.5 * np.sum((Y - T) ** 2) / len(Y)
    return L, right.compute_dW1(X, right.compute_dZ1(dZ2, W2, Z1)), right.compute_dW2(A1, dZ2)


def _parts(X, W1, W2, T):
    Z1, A1, Y = right.forward(X, W1, W2)
    return Z1, A1, (Y - T) / len(Y)


@mistake(
    "network",
    says="W2 is updated before the gradient is sent back through it, source 003's own order",
    asks="with which W2 was Y computed?",
    seen_if="dW1 is checked (source 003)",
)
def updated_before_used(X, W1, W2, T):
    L, _, dW2 = right.network(X, W1, W2, T)
    Z1, _, dZ2 = _parts(X, W1, W2, T)
    return L, right.compute_dW1(X, right.compute_dZ1(dZ2, W2 - dW2, Z1)), dW2


@mistake(
    "network",
    says="dW2 stands where W2 belongs when the gradient is sent back to the hidden layer",
    asks="which numbers carried A1 forward to Y?",
    seen_if="any generic point",
)
def gradient_for_weights(X, W1, W2, T):
    L, _, dW2 = right.network(X, W1, W2, T)
    Z1, _, dZ2 = _parts(X, W1, W2, T)
    return L, right.compute_dW1(X, right.compute_dZ1(dZ2, dW2, Z1)), dW2


@mistake(
    "network",
    says="the gradients are twice too large: the ½ of the loss has been forgotten on the way back",
    asks="what is the derivative of ½(y - t)²?",
    seen_if="the ratio to the right value is constant (source 003)",
)
def factor_two_in_network(X, W1, W2, T):
    return _with(X, W1, W2, T, 2 * _parts(X, W1, W2, T)[-1])


@mistake(
    "network",
    says="the difference is the wrong way round: T - Y",
    asks="if the output lies above its target, does a larger Y make the loss larger or smaller?",
    seen_if="signs are compared",
)
def target_minus_output_in_network(X, W1, W2, T):
    return _with(X, W1, W2, T, -_parts(X, W1, W2, T)[-1])


@mistake(
    "network",
    says="the gradients are not divided by n, but the loss is a mean over the examples",
    asks="where has the 1/n of the loss gone on the way back?",
    seen_if="n is not 1",
)
def not_averaged_in_network(X, W1, W2, T):
    return _with(X, W1, W2, T, len(X) * _parts(X, W1, W2, T)[-1])


@mistake(
    "network",
    says="the gradients are divided by n twice",
    asks="how often does 1/n stand in the loss?",
    seen_if="n is not 1",
)
def averaged_twice_in_network(X, W1, W2, T):
    return _with(X, W1, W2, T, _parts(X, W1, W2, T)[-1] / len(X))


@mistake(
    "network",
    says="the gradient goes to the first layer without tanh'",
    asks="which node lies between Z1 and A1?",
    seen_if="dW1 is checked",
)
def tanh_skipped_in_network(X, W1, W2, T):
    L, _, dW2 = right.network(X, W1, W2, T)
    _, _, dZ2 = _parts(X, W1, W2, T)
    return L, right.compute_dW1(X, dZ2 @ W2[1:].T), dW2


@mistake(
    "network",
    says="tanh' is taken at the activation: tanh is applied twice",
    asks="at which point is tanh' evaluated, before or after tanh?",
    seen_if="dW1 is checked",
)
def double_tanh_in_network(X, W1, W2, T):
    L, _, dW2 = right.network(X, W1, W2, T)
    _, A1, dZ2 = _parts(X, W1, W2, T)
    return L, right.compute_dW1(X, dZ2 @ W2[1:].T * tanh_derivative(A1)), dW2


@mistake(
    "network",
    says="the last row of W2 is cut off on the way back, but the bias is row 0",
    asks="which row of W2 was multiplied with the ones?",
    seen_if="dW1 is checked; the shape is right",
)
def wrong_row_cut_in_network(X, W1, W2, T):
    L, _, dW2 = right.network(X, W1, W2, T)
    Z1, _, dZ2 = _parts(X, W1, W2, T)
    return L, right.compute_dW1(X, dZ2 @ W2[:-1].T * tanh_derivative(Z1)), dW2


@mistake(
    "network",
    says="Z1 stands where A1 belongs in dW2",
    asks="what was multiplied with W2 on the way forward?",
    seen_if="any generic point",
)
def pre_activation_in_dW2(X, W1, W2, T):
    L, dW1, _ = right.network(X, W1, W2, T)
    Z1, _, dZ2 = _parts(X, W1, W2, T)
    return L, dW1, right.compute_dW2(Z1, dZ2)


@mistake(
    "network",
    says="L is the mean square without the ½, and the gradients are those of the loss with it: two losses, source 003",
    asks="of which loss are dW1 and dW2 the gradients?",
    seen_if="L is compared with what it is differentiated from (source 003)",
)
def loss_of_the_other_half(X, W1, W2, T):
    _, dW1, dW2 = right.network(X, W1, W2, T)
    return np.mean((right.forward(X, W1, W2)[-1] - T) ** 2), dW1, dW2
