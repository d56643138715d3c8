"""Mistakes people make in a gradient check: steps, kinks, and what is left behind."""

import numpy as np

from ....gradcheck import numerical_gradient
from ....losses import mean_squared_error, mean_squared_error_gradient
from ...declare import mistake
from .checking import kink_free_gradient, layer_errors


def _moved(V, k, by):
    V = V.copy()
    V[k] += by
    return V


def _each(f, V, eps, entry):
    dV = np.full(V.shape, np.nan)
    for k in np.ndindex(V.shape):
        dV[k] = entry(f(_moved(V, k, eps)), f(_moved(V, k, -eps)), f(V))
    return dV


@mistake(
    "kink_free_gradient",
    says="no kink is skipped: plain central differences",
    asks="what do you do with the second thing that f returns?",
    seen_if="a step crosses a kink",
)
def skips_nothing(f, V, eps):
    return _each(f, V, eps, lambda up, down, here: (up[0] - down[0]) / (2 * eps))


@mistake(
    "kink_free_gradient",
    says="the whole gradient is given up when one entry crosses a kink",
    asks="how many entries of V move at a time?",
    seen_if="a step crosses a kink and others don't",
)
def gives_all_up(f, V, eps):
    dV = kink_free_gradient(f, V, eps)
    return dV if np.isfinite(dV).all() else np.full(V.shape, np.nan)


@mistake(
    "kink_free_gradient",
    says="0 stands where nothing can be said; 0 is a claim, NaN is not",
    asks="how does a reader tell a gradient of 0 from one you have not computed?",
    seen_if="a step crosses a kink",
)
def zero_for_unknown(f, V, eps):
    return np.nan_to_num(kink_free_gradient(f, V, eps))


@mistake(
    "kink_free_gradient",
    says="only the upper end is compared with V itself; a kink may lie on the lower side",
    asks="between which two points does a central difference reach?",
    seen_if="a kink lies below",
)
def looks_up_only(f, V, eps):
    def entry(up, down, here):
        return (up[0] - down[0]) / (2 * eps) if np.array_equal(up[1], here[1]) else np.nan

    return _each(f, V, eps, entry)


@mistake(
    "kink_free_gradient",
    says="the difference is divided by eps; the two ends are 2 eps apart",
    asks="how far is V + eps from V − eps?",
    seen_if="the ratio is looked at",
)
def divided_by_eps(f, V, eps):
    return 2 * kink_free_gradient(f, V, eps)


@mistake(
    "kink_free_gradient",
    says="V is moved in place and not put back",
    asks="does V hold the same numbers before and after?",
    seen_if="V is compared before and after",
)
def leaves_v_moved(f, V, eps):
    dV = kink_free_gradient(f, V, eps)
    V -= eps
    return dV


@mistake(
    "kink_free_gradient",
    says="the test is the wrong way round: only entries that cross a kink are kept",
    asks="for which entries do you return a number?",
    seen_if="a step crosses a kink and others don't",
)
def keeps_the_kinks(f, V, eps):
    def entry(up, down, here):
        return np.nan if np.array_equal(up[1], down[1]) else (up[0] - down[0]) / (2 * eps)

    return _each(f, V, eps, entry)


def _errors(network, X, T, judge, zero=True):
    if zero:
        network.zero_gradients()
    network.backward(mean_squared_error_gradient(network.forward(X), T))
    found = []
    for layer in network.layers:
        W = layer.W.copy()

        def loss(V, layer=layer):
            layer.W[...] = V
            return mean_squared_error(network.forward(X), T)

        found.append(judge(layer.dW, numerical_gradient(loss, W)))
        layer.W[...] = W
    return np.array(found)


def _relative(a, b):
    return np.linalg.norm(a - b) / np.linalg.norm(b)


@mistake(
    "layer_errors",
    says="the gradients are not set to zero first: what was in dW before is counted in",
    asks="what is in dW when somebody has called backward before you?",
    seen_if="a gradient is left over",
)
def left_over_gradients(network, X, T):
    return _errors(network, X, T, _relative, zero=False)


@mistake(
    "layer_errors",
    says="one number is returned for the whole net: it can't say which layer is wrong",
    asks="where would you look for the fault if you knew only the worst error?",
    seen_if="the shape is looked at",
)
def one_for_all_layers(network, X, T):
    return layer_errors(network, X, T).max()


@mistake(
    "layer_errors",
    says="the errors are listed from the last layer to the first",
    asks="which layer does the first number belong to?",
    seen_if="the layers have different errors",
)
def last_layer_comes_first(network, X, T):
    return layer_errors(network, X, T)[::-1]


@mistake(
    "layer_errors",
    says="the difference is not measured against anything: this is the absolute error",
    asks="is a difference of 0.001 much? What does that depend on?",
    seen_if="the gradient's size is not 1",
)
def absolute_errors(network, X, T):
    return _errors(network, X, T, lambda a, b: np.linalg.norm(a - b))


@mistake(
    "layer_errors",
    says="the error is measured against dW, the gradient in doubt, and not against the numerical one",
    asks="which of the two do you trust?",
    seen_if="the two differ in length",
)
def measured_against_itself(network, X, T):
    return _errors(network, X, T, lambda a, b: np.linalg.norm(a - b) / np.linalg.norm(a))


@mistake(
    "layer_errors",
    says="the weights are not put back after they have been nudged",
    asks="does the net answer the same before and after the check?",
    seen_if="the loss is looked at afterwards",
)
def weights_left_nudged(network, X, T):
    errors = layer_errors(network, X, T)
    for layer in network.layers:
        layer.W -= 1e-5
    return errors


@mistake(
    "layer_errors",
    says="dW is compared with W, and not with a numerical gradient",
    asks="which two numbers should agree if backward is right?",
    seen_if="any generic point",
)
def compared_with_the_weights(network, X, T):
    network.zero_gradients()
    network.backward(mean_squared_error_gradient(network.forward(X), T))
    return np.array([_relative(layer.dW, layer.W) for layer in network.layers])
