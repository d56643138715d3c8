"""Mistakes people make in the chain rule between loss and model."""

import numpy as np

from ...declare import mistake


@mistake(
    "compute_dw",
    says="the upstream gradient dL/dy is missing: this is dy/dw alone",
    asks="should the step be the same whether the output is right or far off?",
    seen_if="upstream is not 1",
)
def upstream_missing(model, loss, x, t):
    return model.gradient(x)


@mistake(
    "compute_dw",
    says="the local gradient dy/dw is missing: this is dL/dy alone",
    asks="which shape has w, and so which shape has dw?",
    seen_if="shapes are compared",
)
def local_missing(model, loss, x, t):
    return loss.gradient(model.forward(x), t)


@mistake(
    "compute_dw",
    says="the loss itself is multiplied in where its gradient is meant",
    asks="which of the loss's two methods says in which direction to go?",
    seen_if="any generic point",
)
def loss_instead_of_gradient(model, loss, x, t):
    return loss.evaluate(model.forward(x), t) * model.gradient(x)


@mistake(
    "compute_dw",
    says="output and label are exchanged in the call of the loss's gradient",
    asks="in which order does `gradient` take its arguments?",
    seen_if="y and t differ",
)
def arguments_exchanged(model, loss, x, t):
    return loss.gradient(t, model.forward(x)) * model.gradient(x)


@mistake(
    "compute_dw",
    says="the two gradients are added; along one path they multiply",
    asks="if y moves twice as fast with w, and L three times as fast with y, how fast does L move with w?",
    seen_if="any generic point",
)
def added_along_a_path(model, loss, x, t):
    return loss.gradient(model.forward(x), t) + model.gradient(x)


@mistake(
    "compute_dw",
    says="there is a minus sign too many: the optimiser is the one who goes against the gradient",
    asks="what is subtracted from w later on, and by whom?",
    seen_if="signs are compared",
)
def minus_taken_early(model, loss, x, t):
    return -loss.gradient(model.forward(x), t) * model.gradient(x)


@mistake(
    "compute_dw",
    says="it moves the model's weights: only the optimiser may",
    asks="is `model.w` the same before and after the call?",
    seen_if="the weights are compared before and after",
)
def moved_on_the_way(model, loss, x, t):
    dw = loss.gradient(model.forward(x), t) * model.gradient(x)
    model.w = model.w - 0.1 * dw
    return dw


@mistake(
    "compute_dw",
    says="this is the gradient with respect to the data x, not the weights",
    asks="which of the model's two gradients has the shape of w?",
    seen_if="shapes are compared",
)
def gradient_of_the_data(model, loss, x, t):
    return loss.gradient(model.forward(x), t) * model.gradient_x(x)


@mistake(
    "compute_dw",
    says="the bias gets no gradient and would stay where it is for ever",
    asks="what is dy/d(bias)?",
    seen_if="the last entry is checked",
)
def bias_never_learns(model, loss, x, t):
    dw = loss.gradient(model.forward(x), t) * model.gradient(x)
    dw[-1] = 0.0
    return dw


@mistake(
    "compute_dw",
    says="the loss's gradient is taken at y = 0 instead of at the model's output",
    asks="where does y come from in `loss.gradient(y, t)`?",
    seen_if="the output is not 0",
)
def output_taken_for_zero(model, loss, x, t):
    return loss.gradient(0.0, t) * model.gradient(x)


@mistake(
    "compute_dw",
    says="the gradient is cut to length 1, so its size is lost",
    asks="should a step be as long near the goal as far from it?",
    seen_if="the gradient's length is not 1",
)
def length_thrown_away(model, loss, x, t):
    dw = loss.gradient(model.forward(x), t) * model.gradient(x)
    return dw / np.linalg.norm(dw)
