"""Mistakes in the numerical gradient, one number at a time or all at once."""

import numpy as np

from ...declare import mistake
from . import numerical
from . import reference as right


def _each(f, V, slope):
    """Fill a gradient with ``slope(f, V, nudge)`` for every entry; the nudge is 1 in that entry and 0 elsewhere."""
    dV = np.zeros_like(V)
    for k in np.ndindex(V.shape):
        nudge = np.zeros_like(V)
        nudge[k] = 1.0
        dV[k] = slope(f, V, nudge)
    return dV


def _both(X, W1, W2, T, slope):
    return (
        _each(lambda V: right.net_loss(X, V, W2, T), W1, slope),
        _each(lambda V: right.net_loss(X, W1, V, T), W2, slope),
    )


@mistake(
    "numerical_gradient",
    says="this is the forward difference: one nudge up, and the loss where you stand",
    asks="what happens to the error when you also look the same distance the other way?",
    seen_if="h is not tiny",
)
def forward_difference(X, W1, W2, T, h):
    return _both(X, W1, W2, T, lambda f, V, e: (f(V + h * e) - f(V)) / h)


@mistake(
    "numerical_gradient",
    says="this is the backward difference: one nudge down, and the loss where you stand",
    asks="what happens to the error when you also look the same distance the other way?",
    seen_if="h is not tiny",
)
def backward_difference(X, W1, W2, T, h):
    return _both(X, W1, W2, T, lambda f, V, e: (f(V) - f(V - h * e)) / h)


@mistake(
    "numerical_gradient",
    says="the difference is divided by h, but the two losses are 2h apart",
    asks="how far is it from V - h to V + h?",
    seen_if="the ratio to the right value is exactly 2",
)
def divided_by_h(X, W1, W2, T, h):
    return tuple(2 * dV for dV in numerical.numerical_gradient(X, W1, W2, T, h))


@mistake(
    "numerical_gradient",
    says="one nudge only, but divided by 2h",
    asks="how far apart are the two losses that you subtract?",
    seen_if="the ratio to the right value is about ½",
)
def one_nudge_over_two(X, W1, W2, T, h):
    return _both(X, W1, W2, T, lambda f, V, e: (f(V + h * e) - f(V)) / (2 * h))


@mistake(
    "numerical_gradient",
    says="down minus up: the sign is turned",
    asks="if the loss is larger after the nudge up, is the slope positive or negative?",
    seen_if="signs are compared",
)
def down_minus_up(X, W1, W2, T, h):
    return tuple(-dV for dV in numerical.numerical_gradient(X, W1, W2, T, h))


@mistake(
    "numerical_gradient",
    says="the loss is the mean square over all entries, without the ½: source 003's other loss",
    asks="of which loss is `network` the gradient?",
    seen_if="C is not 2 (source 003)",
)
def slopes_of_mean_square(X, W1, W2, T, h):
    def loss(W1, W2):
        return np.mean((right.forward(X, W1, W2)[-1] - T) ** 2)

    central = numerical.central_differences
    return central(lambda V: loss(V, W2), W1, h), central(lambda V: loss(W1, V), W2, h)


@mistake(
    "numerical_gradient",
    says="a nudged weight is not put back, so each slope is taken further from where you started",
    asks="what is the weight's value when you go on to the next one?",
    seen_if="more than one weight",
)
def not_put_back(X, W1, W2, T, h):
    V1, V2 = W1.copy(), W2.copy()
    dW1, dW2 = np.zeros_like(W1), np.zeros_like(W2)
    for V, dV in ((V1, dW1), (V2, dW2)):
        for k in np.ndindex(V.shape):
            V[k] += h
            up = right.net_loss(X, V1, V2, T)
            V[k] -= 2 * h
            dV[k] = (up - right.net_loss(X, V1, V2, T)) / (2 * h)
    return dW1, dW2


@mistake(
    "numerical_gradient",
    says="all weights of a matrix are nudged together: one slope, given to every entry",
    asks="how does the loss change if this weight alone does?",
    seen_if="more than one weight",
)
def all_nudged_together(X, W1, W2, T, h):
    return _both(X, W1, W2, T, lambda f, V, e: (f(V + h) - f(V - h)) / (2 * h))


@mistake(
    "numerical_gradient",
    says="this is the analytic gradient: no loss has been nudged",
    asks="does your answer depend on h?",
    seen_if="h is not tiny",
)
def analytic_instead(X, W1, W2, T, h):
    return right.network(X, W1, W2, T)[1:]


@mistake(
    "many_losses",
    says="the losses of all nets are added up: one number comes out",
    asks="how many nets are there, and how many losses?",
    seen_if="shapes are compared",
)
def all_nets_together(X, W1s, W2s, T):
    return np.sum(numerical.many_losses(X, W1s, W2s, T))


@mistake(
    "many_losses",
    says="the ½ is missing",
    asks="is this the loss of `net_loss`, for each net?",
    seen_if="always",
)
def half_forgotten_many(X, W1s, W2s, T):
    return 2 * numerical.many_losses(X, W1s, W2s, T)


@mistake(
    "many_losses",
    says="it is divided by the number of nets and not by the number of examples",
    asks="which axis are the nets on, and over which is the mean?",
    seen_if="k is not n",
)
def divided_by_nets(X, W1s, W2s, T):
    return numerical.many_losses(X, W1s, W2s, T) * len(T) / len(W1s)


@mistake(
    "many_losses",
    says="the output's bias is left out: row 0 of each W2 is not used",
    asks="what stands before A1 in the forward pass of one net?",
    seen_if="the output's bias is not zero",
)
def bias_left_out_many(X, W1s, W2s, T):
    Y = np.tanh(right.augment(X) @ W1s) @ W2s[:, 1:]
    return 0.5 * np.sum((Y - T) ** 2, axis=(1, 2)) / len(T)


@mistake(
    "many_losses",
    says="every net uses the second weights of the first net",
    asks="which W2 belongs to net number 3?",
    seen_if="the nets differ in W2",
)
def one_W2_for_all(X, W1s, W2s, T):
    return numerical.many_losses(X, W1s, np.broadcast_to(W2s[:1], W2s.shape), T)


@mistake(
    "many_losses",
    says="the mean is over all n·C entries and not over the n examples",
    asks="over which axes do you add, and by what do you divide?",
    seen_if="C is not 1",
)
def mean_over_entries_many(X, W1s, W2s, T):
    return numerical.many_losses(X, W1s, W2s, T) / T.shape[1]
