"""Mistakes people make in the gradient of all points at once, through a net."""

import numpy as np

from ....losses import hinge_gradient
from ...declare import mistake


@mistake(
    "compute_dX",
    says="the backward pass starts from ones: the gradient of the loss is missing",
    asks="which upstream gradient belongs to the loss that was asked for?",
    seen_if="dL/dy is not 1",
)
def starts_from_ones(model, X, t, loss_gradient):
    return model.backward(np.ones_like(model.forward(X)))


@mistake(
    "compute_dX",
    says="the sign is turned: this points downhill",
    asks="is dX where the loss grows, or where it falls?",
    seen_if="signs are compared",
)
def all_downhill(model, X, t, loss_gradient):
    return -model.backward(loss_gradient(model.forward(X), t))


@mistake(
    "compute_dX",
    says="it is divided by n: every point has a loss of its own here, there is no mean",
    asks="does the gradient of one point depend on how many other points there are?",
    seen_if="n > 1",
)
def averaged_over_the_points(model, X, t, loss_gradient):
    return model.backward(loss_gradient(model.forward(X), t)) / len(X)


@mistake(
    "compute_dX",
    says="the hinge is built in; the loss that was passed in is not used",
    asks="what is the argument loss_gradient for?",
    seen_if="another loss is passed in",
)
def hinge_built_in(model, X, t, loss_gradient):
    return model.backward(hinge_gradient(model.forward(X), t))


@mistake(
    "compute_dX",
    says="answer and label are exchanged in the call of loss_gradient",
    asks="in which order does loss_gradient take y and t?",
    seen_if="y is not t",
)
def answer_and_label_exchanged(model, X, t, loss_gradient):
    return model.backward(loss_gradient(t, model.forward(X)))


@mistake(
    "compute_dX",
    says="this is the gradient of the first weights, as in training",
    asks="what does backward return, and what does it keep for itself?",
    seen_if="shapes are compared",
)
def gradient_of_the_first_weights(model, X, t, loss_gradient):
    model.backward(loss_gradient(model.forward(X), t))
    return model.gradients[0]


@mistake(
    "compute_dX",
    says="the activations are passed over on the way back: all weights are multiplied, the dead units' too",
    asks="what goes back through a relu that was switched off?",
    seen_if="a unit is off for some point",
)
def activations_passed_over(model, X, t, loss_gradient):
    dX = loss_gradient(model.forward(X), t)
    for layer in reversed(model.layers):
        dX = dX @ layer.W.T if hasattr(layer, "W") else dX
    return dX


@mistake(
    "compute_dX",
    says="the points' gradients are added up; each point needs its own row",
    asks="which shape has dX?",
    seen_if="shapes are compared",
)
def added_over_the_points(model, X, t, loss_gradient):
    return model.backward(loss_gradient(model.forward(X), t)).sum(axis=0)


@mistake(
    "compute_dX",
    says="the loss is asked about the answers' signs, not the answers",
    asks="what is y for loss_gradient: a number or a verdict?",
    seen_if="the answers are not -1 and +1",
)
def signs_for_answers(model, X, t, loss_gradient):
    return model.backward(loss_gradient(np.sign(model.forward(X)), t))


@mistake(
    "compute_dX",
    says="the backward pass stops at the hidden layer",
    asks="which shape has dX, and how many layers lie between y and X?",
    seen_if="shapes are compared",
)
def stops_at_the_hidden_layer(model, X, t, loss_gradient):
    return model.layers[-1].backward(loss_gradient(model.forward(X), t))


@mistake(
    "compute_dX",
    says="the weights are moved too: out of habit it trains the net that should stay as it is",
    asks="who may change the weights of a net that is attacked?",
    seen_if="the weights are compared before and after",
)
def trains_the_net(model, X, t, loss_gradient):
    model.zero_gradients()
    dX = model.backward(loss_gradient(model.forward(X), t))
    for V, dV in zip(model.parameters, model.gradients, strict=True):
        V -= 0.01 * dV
    return dX


@mistake(
    "compute_dX",
    says="the gradient is multiplied with X: that tells how much each entry counts, not where the loss grows",
    asks="what is the derivative of w·x with respect to x?",
    seen_if="X is not 1",
)
def times_the_input(model, X, t, loss_gradient):
    return X * model.backward(loss_gradient(model.forward(X), t))
