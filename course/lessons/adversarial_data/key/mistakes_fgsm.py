"""Mistakes people make in the attack in one step."""

import numpy as np

from ....attacks import compute_dX, margin_gradient, steepest
from ....losses import hinge_gradient
from ...declare import mistake


@mistake(
    "fgsm",
    says="the step goes downhill: it makes the points easier, not harder",
    asks="what does an attacker want the loss to do?",
    seen_if="signs are compared",
)
def step_downhill(model, X, t, eps, norm, loss_gradient=margin_gradient):
    return X - eps * steepest(compute_dX(model, X, t, loss_gradient), norm)


@mistake(
    "fgsm",
    says="the budget is not used: the step has length 1",
    asks="how far may each point go?",
    seen_if="eps is not 1",
)
def budget_not_used(model, X, t, eps, norm, loss_gradient=margin_gradient):
    return X + steepest(compute_dX(model, X, t, loss_gradient), norm)


@mistake(
    "fgsm",
    says="the points are moved in place: the originals are gone",
    asks="with what will you compare the attacked points?",
    seen_if="the argument is compared before and after",
)
def originals_gone(model, X, t, eps, norm, loss_gradient=margin_gradient):
    X_before = X.copy()
    X[:] = X_before + eps * steepest(compute_dX(model, X_before, t, loss_gradient), norm)
    return X.copy()


@mistake(
    "fgsm",
    says="the step is eps times the gradient as it is: how far it goes depends on the gradient's length",
    asks="what does `steepest` do for you?",
    seen_if="the gradient is not of norm 1",
)
def raw_gradient(model, X, t, eps, norm, loss_gradient=margin_gradient):
    return X + eps * compute_dX(model, X, t, loss_gradient)


@mistake(
    "fgsm",
    says="this is the perturbation alone, without the points",
    asks="what comes out for eps = 0?",
    seen_if="always",
)
def perturbation_alone(model, X, t, eps, norm, loss_gradient=margin_gradient):
    return eps * steepest(compute_dX(model, X, t, loss_gradient), norm)


@mistake(
    "fgsm",
    says="the sign is taken for norm 2 too: the step is longer than the budget",
    asks="how long is eps·(1, 1, 1)?",
    seen_if="norm is 2",
)
def sign_whatever_the_norm(model, X, t, eps, norm, loss_gradient=margin_gradient):
    return X + eps * np.sign(compute_dX(model, X, t, loss_gradient))


@mistake(
    "fgsm",
    says="it always climbs the hinge: points that are right by more than the margin are not attacked at all",
    asks="what is the gradient of the hinge at t·y = 3?",
    seen_if="a point has t·y > 1",
)
def always_the_hinge(model, X, t, eps, norm, loss_gradient=margin_gradient):
    return X + eps * steepest(compute_dX(model, X, t, hinge_gradient), norm)


@mistake(
    "fgsm",
    says="it always climbs the margin loss; the loss that was passed in is not used",
    asks="what is the argument loss_gradient for?",
    seen_if="another loss is passed in",
)
def always_the_margin(model, X, t, eps, norm, loss_gradient=margin_gradient):
    return X + eps * steepest(compute_dX(model, X, t, margin_gradient), norm)


@mistake(
    "fgsm",
    says="the label is not looked at: all answers are pushed up, the right ones of class +1 too",
    asks="in which direction is a point with label +1 attacked, and one with label -1?",
    seen_if="both labels are there",
)
def label_ignored(model, X, t, eps, norm, loss_gradient=margin_gradient):
    return X + eps * steepest(compute_dX(model, X, -np.abs(t), loss_gradient), norm)


@mistake(
    "fgsm",
    says="the points are cut off at 0 and 1, as the pixels of a picture are",
    asks="between which numbers do the points of this data lie?",
    seen_if="X goes below 0 or above 1",
)
def cut_as_pixels(model, X, t, eps, norm, loss_gradient=margin_gradient):
    return np.clip(X + eps * steepest(compute_dX(model, X, t, loss_gradient), norm), 0, 1)
