"""Mistakes in a whole step, down the analytic gradient or the numerical one."""

from ...declare import mistake
from .. import faults
from . import numerical
from . import reference as right


@mistake(
    "train_step",
    says="W2 is moved first, and the moved W2 sends the gradient back to W1: source 003's own order",
    asks="at which W2 should both gradients be taken?",
    seen_if="W1 is checked and the step is not tiny (source 003)",
)
def second_layer_first(X, W1, W2, T, step_size):
    return faults.published_step(X, W1, W2, T, step_size)


@mistake(
    "train_step",
    says="W1 is moved first, and dW2 is computed with the moved W1",
    asks="how many times should the net be run for one step?",
    seen_if="W2 is checked and the step is not tiny",
)
def first_layer_first(X, W1, W2, T, step_size):
    W1 = W1 - step_size * right.network(X, W1, W2, T)[1]
    return W1, W2 - step_size * right.network(X, W1, W2, T)[2]


@mistake(
    "train_step",
    says="the step goes uphill",
    asks="which sign makes the loss smaller?",
    seen_if="signs are compared",
)
def uphill(X, W1, W2, T, step_size):
    return right.train_step(X, W1, W2, T, -step_size)


@mistake(
    "train_step",
    says="the step size is not used",
    asks="what would the step be for a step size of zero?",
    seen_if="the step size is not 1",
)
def step_size_unused(X, W1, W2, T, step_size):
    return right.train_step(X, W1, W2, T, 1.0)


@mistake(
    "train_step",
    says="only the second layer learns: W1 comes back as it was",
    asks="which of the two gradients has not been used?",
    seen_if="W1 is checked",
)
def first_layer_frozen(X, W1, W2, T, step_size):
    return W1, right.train_step(X, W1, W2, T, step_size)[1]


@mistake(
    "train_step",
    says="the step is twice too long: the gradient is that of the loss without its ½",
    asks="of which loss is your dZ2 the gradient?",
    seen_if="the ratio is constant (source 003)",
)
def double_step(X, W1, W2, T, step_size):
    return right.train_step(X, W1, W2, T, 2 * step_size)


@mistake(
    "train_step",
    says="the weights are changed in place, so whoever called can't compare before and after",
    asks="what does `-=` do to the array that was passed in?",
    seen_if="the arguments are compared before and after",
)
def in_place(X, W1, W2, T, step_size):
    _, dW1, dW2 = right.network(X, W1, W2, T)
    W1 -= step_size * dW1
    W2 -= step_size * dW2
    return W1, W2


@mistake(
    "train_step",
    says="the gradients come back, not the moved weights",
    asks="what should be different after the step?",
    seen_if="always",
)
def gradients_for_weights(X, W1, W2, T, step_size):
    return right.network(X, W1, W2, T)[1:]


@mistake(
    "numerical_step",
    says="each weight moves as soon as its slope is known, so the next slope is taken elsewhere: source 003's own loop",
    asks="are all slopes taken at the same weights?",
    seen_if="the step is not tiny (source 003)",
)
def moving_target(X, W1, W2, T, step_size, h):
    return faults.moving_step(W1, W2, lambda A, B: right.net_loss(X, A, B, T), step_size, h)


@mistake(
    "numerical_step",
    says="the slopes for W2 are taken after W1 has moved",
    asks="are all slopes taken at the same weights?",
    seen_if="W2 is checked and the step is not tiny",
)
def layer_by_layer(X, W1, W2, T, step_size, h):
    W1 = numerical.numerical_step(X, W1, W2, T, step_size, h)[0]
    return W1, numerical.numerical_step(X, W1, W2, T, step_size, h)[1]


@mistake(
    "numerical_step",
    says="the slopes for W1 are taken after W2 has moved",
    asks="are all slopes taken at the same weights?",
    seen_if="W1 is checked and the step is not tiny",
)
def layer_by_layer_from_the_end(X, W1, W2, T, step_size, h):
    W2 = numerical.numerical_step(X, W1, W2, T, step_size, h)[1]
    return numerical.numerical_step(X, W1, W2, T, step_size, h)[0], W2


@mistake(
    "numerical_step",
    says="the step goes uphill",
    asks="which sign makes the loss smaller?",
    seen_if="signs are compared",
)
def uphill_numerical(X, W1, W2, T, step_size, h):
    return numerical.numerical_step(X, W1, W2, T, -step_size, h)


@mistake(
    "numerical_step",
    says="the nudge h is taken for the step size",
    asks="which of the two says how far to look, and which how far to go?",
    seen_if="h is not the step size",
)
def nudge_for_step(X, W1, W2, T, step_size, h):
    return numerical.numerical_step(X, W1, W2, T, h, h)
