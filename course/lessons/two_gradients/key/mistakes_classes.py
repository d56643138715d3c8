"""Mistakes in classification: the cross-entropy, and the net that ends in a softmax."""

import numpy as np

from ....activations import softmax, tanh_derivative
from ...declare import mistake
from . import reference as right
from .reference import cross_entropy


@mistake(
    "cross_entropy",
    says="the minus sign is missing: the loss is negative and best for the worst answer",
    asks="is the logarithm of a probability positive or negative?",
    seen_if="always",
)
def sign_forgotten(Y, T):
    return np.sum(T * np.log(Y)) / len(Y)


@mistake(
    "cross_entropy",
    says="the loss is a sum over the examples: the 1/n is missing",
    asks="what does the formula divide by?",
    seen_if="n is not 1",
)
def entropies_added(Y, T):
    return -np.sum(T * np.log(Y))


@mistake(
    "cross_entropy",
    says="the mean is over all n·C entries and not over the n examples",
    asks="how many examples are there, and how many numbers?",
    seen_if="C is not 1",
)
def mean_over_entries(Y, T):
    return -np.mean(T * np.log(Y))


@mistake(
    "cross_entropy",
    says="target and output have changed places: the logarithm is taken of the target",
    asks="which of the two may be exactly 0, and what is the logarithm of 0?",
    seen_if="always",
)
def logarithm_of_target(Y, T):
    return -np.sum(Y * np.log(T)) / len(Y)


@mistake(
    "cross_entropy",
    says="the logarithm has base 2, so the loss is in bits and its gradient is no longer (Y - T)/n",
    asks="of which logarithm is 1/y the derivative?",
    seen_if="always",
)
def in_bits(Y, T):
    return -np.sum(T * np.log2(Y)) / len(Y)


@mistake(
    "cross_entropy",
    says="this is the two-class formula, with a (1 - T) log(1 - Y) that softmax does not need",
    asks="do the outputs of softmax add up to 1 without it?",
    seen_if="always",
)
def two_class_formula(Y, T):
    return -np.sum(T * np.log(Y) + (1 - T) * np.log(1 - Y)) / len(Y)


def _softmax_net(X, W1, W2):
    Z1, A1, Z2 = right.forward(X, W1, W2)
    return Z1, A1, softmax(Z2)


def _gradients(X, W1, W2, dZ2):
    """(dW1, dW2) from a given dZ2."""
    Z1, A1, _ = right.forward(X, W1, W2)
    return right.compute_dW1(X, right.compute_dZ1(dZ2, W2, Z1)), right.compute_dW2(A1, dZ2)


@mistake(
    "network_softmax",
    says="an extra Y(1 - Y) stands in dZ2: the softmax's derivative is already inside Y - T",
    asks="what is left when the derivative of the logarithm, T/Y, meets that of the softmax?",
    seen_if="always",
)
def extra_sigmoid_slope(X, W1, W2, T):
    _, _, Y = _softmax_net(X, W1, W2)
    return cross_entropy(Y, T), *_gradients(X, W1, W2, (Y - T) * Y * (1 - Y) / len(Y))


@mistake(
    "network_softmax",
    says="the gradient stops at Y: dY = -T/Y is taken for dZ2, without the way back through the softmax",
    asks="which node lies between Z2 and Y?",
    seen_if="always",
)
def softmax_skipped(X, W1, W2, T):
    _, _, Y = _softmax_net(X, W1, W2)
    return cross_entropy(Y, T), *_gradients(X, W1, W2, -T / Y / len(Y))


@mistake(
    "network_softmax",
    says="the difference is the wrong way round: T - Y",
    asks="if a class gets too much probability, should its score Z2 go up or down?",
    seen_if="signs are compared",
)
def target_minus_output_classes(X, W1, W2, T):
    _, _, Y = _softmax_net(X, W1, W2)
    return cross_entropy(Y, T), *_gradients(X, W1, W2, (T - Y) / len(Y))


@mistake(
    "network_softmax",
    says="the gradients are not divided by n, but the loss is a mean over the examples",
    asks="where has the 1/n of the loss gone on the way back?",
    seen_if="n is not 1",
)
def not_averaged_classes(X, W1, W2, T):
    _, _, Y = _softmax_net(X, W1, W2)
    return cross_entropy(Y, T), *_gradients(X, W1, W2, Y - T)


@mistake(
    "network_softmax",
    says="the softmax is missing on the way back: the scores Z2 stand where the probabilities Y belong",
    asks="what does T hold, scores or probabilities?",
    seen_if="always",
)
def scores_for_probabilities(X, W1, W2, T):
    _, _, Z2 = right.forward(X, W1, W2)
    return cross_entropy(softmax(Z2), T), *_gradients(X, W1, W2, (Z2 - T) / len(T))


@mistake(
    "network_softmax",
    says="the softmax runs down the columns: it shares one class out among the examples",
    asks="what has to add up to 1, a row or a column?",
    seen_if="n is not 1",
)
def softmax_down_the_columns(X, W1, W2, T):
    _, _, Z2 = right.forward(X, W1, W2)
    Y = softmax(Z2.T).T
    return cross_entropy(Y, T), *_gradients(X, W1, W2, (Y - T) / len(T))


@mistake(
    "network_softmax",
    says="L is the squared error of the regression, and the gradients are those of the cross-entropy",
    asks="of which loss is (Y - T)/n the gradient when Y is a softmax?",
    seen_if="L is compared",
)
def squared_error_of_probabilities(X, W1, W2, T):
    _, dW1, dW2 = right.network_softmax(X, W1, W2, T)
    _, _, Y = _softmax_net(X, W1, W2)
    return 0.5 * np.sum((Y - T) ** 2) / len(Y), dW1, dW2


@mistake(
    "network_softmax",
    says="the gradient goes to the first layer without tanh'",
    asks="which node lies between Z1 and A1?",
    seen_if="dW1 is checked",
)
def tanh_skipped_classes(X, W1, W2, T):
    L, _, dW2 = right.network_softmax(X, W1, W2, T)
    dZ2 = (_softmax_net(X, W1, W2)[-1] - T) / len(T)
    return L, right.compute_dW1(X, dZ2 @ W2[1:].T), dW2


@mistake(
    "network_softmax",
    says="W2 is updated before the gradient is sent back through it, source 003's own order",
    asks="with which W2 was Y computed?",
    seen_if="dW1 is checked (source 003)",
)
def updated_before_used_classes(X, W1, W2, T):
    L, _, dW2 = right.network_softmax(X, W1, W2, T)
    Z1, _, Y = _softmax_net(X, W1, W2)
    moved = W2 - dW2
    return L, right.compute_dW1(X, (Y - T) / len(T) @ moved[1:].T * tanh_derivative(Z1)), dW2
