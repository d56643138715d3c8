"""Mistakes people make when the weights move during the way back."""

import numpy as np

from ...declare import mistake


def _back(layers, dy, eta):
    for layer in reversed(layers):
        dw, dy = layer.gradient(dy), layer.backward(dy)
        layer.w = layer.w - eta * dw
    return dy


@mistake(
    "backward_step",
    says="the weights are moved before the gradient has passed through them (the source's second version)",
    asks="which weights carried x forward: those before the step, or those after it?",
    seen_if="a layer below the last is looked at",
)
def weights_moved_first(layers, dy, eta):
    for layer in reversed(layers):
        layer.w = layer.w - eta * layer.gradient(dy)
        dy = layer.backward(dy)
    return dy


@mistake(
    "backward_step",
    says="every layer gets the gradient of the output; what a layer returns is dropped",
    asks="what is the upstream gradient of the last layer but one?",
    seen_if="more than one layer",
)
def never_handed_down(layers, dy, eta):
    for layer in reversed(layers):
        layer.w = layer.w - eta * layer.gradient(dy)
        dx = layer.backward(dy)
    return dx


@mistake(
    "backward_step",
    says="the layers are visited from the first to the last",
    asks="at which layer does the gradient of the output arrive first?",
    seen_if="the sizes differ",
)
def first_layer_first(layers, dy, eta):
    return _back(layers[::-1], dy, eta)


@mistake(
    "backward_step",
    says="the step goes uphill: the gradient is added",
    asks="in which direction does a gradient point?",
    seen_if="signs are compared",
)
def added(layers, dy, eta):
    return _back(layers, dy, -eta)


@mistake(
    "backward_step",
    says="the step size is not used",
    asks="what does your step depend on besides the gradient?",
    seen_if="the step size is not 1",
)
def without_eta(layers, dy, eta):
    return _back(layers, dy, 1.0)


@mistake(
    "backward_step",
    says="no weight is moved",
    asks="what is different about the layers when you are done?",
    seen_if="the weights are looked at",
)
def nothing_moved(layers, dy, eta):
    return _back(layers, dy, 0.0)


@mistake(
    "backward_step",
    says="the first layer keeps its weights",
    asks="how many layers have weights, and how many steps do you make?",
    seen_if="every layer is looked at",
)
def first_layer_forgotten(layers, dy, eta):
    return layers[0].backward(_back(layers[1:], dy, eta))


@mistake(
    "backward_step",
    says="the last layer keeps its weights",
    asks="how many layers have weights, and how many steps do you make?",
    seen_if="every layer is looked at",
)
def last_layer_forgotten(layers, dy, eta):
    return _back(layers[:-1], layers[-1].backward(dy), eta)


@mistake(
    "backward_step",
    says="the gradient that is handed down is multiplied with the step size",
    asks="is the step size part of the chain rule?",
    seen_if="a layer below the last is looked at",
)
def eta_handed_down(layers, dy, eta):
    for layer in reversed(layers):
        dw, dy = layer.gradient(dy), eta * layer.backward(dy)
        layer.w = layer.w - eta * dw
    return dy


@mistake(
    "backward_step",
    says="the biases, the last row of w, are not moved",
    asks="which part of w belongs to the column of ones?",
    seen_if="the last row of w is looked at",
)
def biases_kept(layers, dy, eta):
    for layer in reversed(layers):
        dw, dy = layer.gradient(dy), layer.backward(dy)
        layer.w = np.vstack([layer.w[:-1] - eta * dw[:-1], layer.w[-1:]])
    return dy


@mistake(
    "backward_step",
    says="the gradient of the first layer's weights is returned; asked for is that of the net's input",
    asks="which of the two gradients of a layer goes on to what lies before it?",
    seen_if="the result is looked at",
)
def weights_gradient_returned(layers, dy, eta):
    for layer in reversed(layers):
        dw, dy = layer.gradient(dy), layer.backward(dy)
        layer.w = layer.w - eta * dw
    return dw
