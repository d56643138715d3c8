"""Mistakes people make in the training loop with mini-batches, and in the scale of the first weights."""

import numpy as np

from ....losses import mean_squared_error, mean_squared_error_gradient
from ....optimizers import SGD
from ...declare import mistake


def _loop(network, X, T, batches, eta, every, *, gradient=mean_squared_error_gradient, zero=True):
    losses = []
    for k, batch in enumerate(batches):
        if k % every == 0:
            losses.append(mean_squared_error(network.forward(X), T))
        dY = gradient(network.forward(X[batch]), T[batch])
        if zero:
            network.zero_gradients()
        network.backward(dY)
        SGD(eta).step(network.parameters, network.gradients)
    return np.array(losses)


@mistake(
    "train",
    says="the gradients are never set to zero: every step takes all earlier gradients again",
    asks="what is in dW when the second batch comes back?",
    seen_if="two steps are made",
)
def gradients_never_zeroed(network, X, T, batches, eta, every):
    return _loop(network, X, T, batches, eta, every, zero=False)


@mistake(
    "train",
    says="the gradient is that of the sum over the batch; the loss is the mean",
    asks="does your step grow with the batch size?",
    seen_if="batch > 1",
)
def sum_over_the_batch(network, X, T, batches, eta, every):
    return _loop(network, X, T, batches, eta, every, gradient=lambda Y, T: 2 * (Y - T))


@mistake(
    "train",
    says="the factor 2 is missing: this is the gradient of half the squared error",
    asks="what is the derivative of (Y − T)²?",
    seen_if="the ratio is looked at",
)
def half_the_gradient(network, X, T, batches, eta, every):
    return _loop(network, X, T, batches, eta, every, gradient=lambda Y, T: (Y - T) / len(Y))


@mistake(
    "train",
    says="the sign of the gradient is turned: T − Y for Y − T",
    asks="does the loss go down?",
    seen_if="the record is looked at",
)
def target_minus_output(network, X, T, batches, eta, every):
    return _loop(network, X, T, batches, eta, every, gradient=lambda Y, T: 2 * (T - Y) / len(Y))


@mistake(
    "train",
    says="a column is subtracted from a row: NumPy makes a square of it, and the way back has no such shape",
    asks="which shapes have the output and the targets of a batch, and which their difference?",
    seen_if="batch > 1",
)
def column_minus_row(network, X, T, batches, eta, every):
    return _loop(network, X, T, batches, eta, every, gradient=lambda Y, T: 2 * (Y - T[:, 0]) / len(Y))


@mistake(
    "train",
    says="the loss is recorded after the step; the first record should be that of the untrained net",
    asks="which is the first number of your record?",
    seen_if="the record is looked at",
)
def recorded_after_the_step(network, X, T, batches, eta, every):
    losses = []
    for k in range(len(batches)):
        _loop(network, X, T, batches[k : k + 1], eta, every)
        if k % every == 0:
            losses.append(mean_squared_error(network.forward(X), T))
    return np.array(losses)


@mistake(
    "train",
    says="the loss of the batch is recorded, and not that of all data",
    asks="over how many examples is each record taken?",
    seen_if="a batch is not all data",
)
def recorded_on_the_batch(network, X, T, batches, eta, every):
    losses = []
    for k, batch in enumerate(batches):
        if k % every == 0:
            losses.append(mean_squared_error(network.forward(X[batch]), T[batch]))
        _loop(network, X, T, batches[k : k + 1], eta, every)
    return np.array(losses)


@mistake(
    "train",
    says="the loss is recorded at every step",
    asks="how many records should there be?",
    seen_if="every > 1",
)
def recorded_every_time(network, X, T, batches, eta, every):
    return _loop(network, X, T, batches, eta, 1)


@mistake(
    "train",
    says="only the first example of each batch is used",
    asks="how many rows has the input of a step?",
    seen_if="batch > 1",
)
def first_of_the_batch(network, X, T, batches, eta, every):
    return _loop(network, X, T, batches[:, :1], eta, every)


@mistake(
    "train",
    says="every step uses all data; the batches are not looked at",
    asks="what do you do with `batches`?",
    seen_if="a batch is not all data",
)
def all_data_every_step(network, X, T, batches, eta, every):
    return _loop(network, X, T, [np.arange(len(X))] * len(batches), eta, every)


@mistake(
    "train",
    says="every step uses the first batch",
    asks="what changes in the loop from one step to the next?",
    seen_if="the batches differ",
)
def the_same_batch(network, X, T, batches, eta, every):
    return _loop(network, X, T, np.repeat(batches[:1], len(batches), axis=0), eta, every)


@mistake(
    "train",
    says="nothing is learned: no parameter is moved",
    asks="who moves the parameters, and do you call it?",
    seen_if="the weights are looked at",
)
def no_step_made(network, X, T, batches, eta, every):
    return _loop(network, X, T, batches, 0.0, every)


@mistake(
    "weight_scales",
    says="these are variances; asked for is the standard deviation, its square root",
    asks="what do you multiply N(0, 1) with to get the variance 2/d?",
    seen_if="the value is not 1",
)
def variances(d, m):
    return 1.0, 2 / d, 2 / (d + m)


@mistake(
    "weight_scales",
    says="He's scale is made from the outputs m; what adds up in a unit are its d inputs",
    asks="how many terms has the sum in one entry of XW?",
    seen_if="d and m differ",
)
def from_the_outputs(d, m):
    return 1.0, np.sqrt(2 / m), np.sqrt(2 / (d + m))


@mistake(
    "weight_scales",
    says="He's factor 2 is missing: a ReLU lets half of it through, and the 2 makes up for that",
    asks="which share of a symmetric signal is left after a ReLU?",
    seen_if="the ratio is looked at",
)
def without_the_two(d, m):
    return 1.0, np.sqrt(1 / d), np.sqrt(2 / (d + m))


@mistake(
    "weight_scales",
    says="Xavier's scale takes the sum of d and m for their mean: a factor 2 under the root is missing",
    asks="what is one over the mean of d and m?",
    seen_if="the ratio is looked at",
)
def sum_for_the_mean(d, m):
    return 1.0, np.sqrt(2 / d), np.sqrt(1 / (d + m))


@mistake(
    "weight_scales",
    says="He and Xavier have changed places",
    asks="which of the two looks at the outputs as well?",
    seen_if="the order is looked at",
)
def names_exchanged(d, m):
    return 1.0, np.sqrt(2 / (d + m)), np.sqrt(2 / d)
