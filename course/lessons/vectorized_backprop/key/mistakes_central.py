"""Mistakes in central differences."""

import numpy as np

from ...declare import mistake
from . import reference as right
from .nudges import each


@mistake(
    "central_difference",
    says="this is the forward difference: it looks at one side only",
    asks="how many of the loss values in the formula are taken below V?",
    seen_if="ε is not tiny",
)
def forward_for_central(f, V, eps):
    return right.forward_difference(f, V, eps)


@mistake(
    "central_difference",
    says="it is divided by ε, though the two points are 2ε apart",
    asks="how far apart are the two points at which f is taken?",
    seen_if="always",
)
def central_over_eps(f, V, eps):
    return each(f, V, lambda at: (at(eps) - at(-eps)) / eps)


@mistake(
    "central_difference",
    says="(f(V + ε) - f(V)) / 2ε: the upper nudge was taken back, and no lower one was made",
    asks="at which two points is f taken? Print them.",
    seen_if="always",
)
def central_half_of_forward(f, V, eps):
    return each(f, V, lambda at: (at(eps) - f(V)) / (2 * eps))


@mistake(
    "central_difference",
    says="it is not divided by 2ε: this is a change, not a slope",
    asks="a slope is rise over run: where is the run?",
    seen_if="always",
)
def central_not_divided(f, V, eps):
    return each(f, V, lambda at: at(eps) - at(-eps))


@mistake(
    "central_difference",
    says="the brackets around 2 * eps are missing: / 2 * eps multiplies by ε",
    asks="in which order does Python work out a / 2 * b?",
    seen_if="ε is not 1",
)
def central_brackets_missing(f, V, eps):
    return each(f, V, lambda at: (at(eps) - at(-eps)) / 2 * eps)


@mistake(
    "central_difference",
    says="the sign is wrong: left minus right",
    asks="if f grows with V, is its slope positive or negative?",
    seen_if="signs are compared",
)
def central_negative(f, V, eps):
    return each(f, V, lambda at: (at(-eps) - at(eps)) / (2 * eps))


@mistake(
    "central_difference",
    says="all entries are nudged at once, so every entry gets the sum of all slopes",
    asks="which one entry should change when dV[0, 0] is measured?",
    seen_if="more than one entry",
)
def central_all_at_once(f, V, eps):
    return np.full(V.shape, (f(V + eps) - f(V - eps)) / (2 * eps))


@mistake(
    "central_difference",
    says="up and down are V itself under two more names: the nudges cancel, and all differences are 0",
    asks="how many arrays are there after `up = V` and `down = V`?",
    seen_if="always",
)
def central_without_copies(f, V, eps):
    dV = np.zeros(V.shape)
    for k in np.ndindex(V.shape):
        up = V
        down = V
        up[k] += eps
        down[k] -= eps
        dV[k] = (f(up) - f(down)) / (2 * eps)
    return dV


@mistake(
    "central_difference",
    says="up and down are two names of one copy: the nudges cancel, and all differences are 0",
    asks="how many copies are there after `up = down = V.copy()`?",
    seen_if="always",
)
def central_one_copy(f, V, eps):
    dV = np.zeros(V.shape)
    for k in np.ndindex(V.shape):
        up = down = V.copy()
        up[k] += eps
        down[k] -= eps
        dV[k] = (f(up) - f(down)) / (2 * eps)
    return dV


@mistake(
    "central_difference",
    says="the nudges are not taken back before the next entry, so they pile up",
    asks="what is in the two arrays when the second entry is nudged?",
    seen_if="more than one entry",
)
def central_piling_up(f, V, eps):
    up, down, dV = V.copy(), V.copy(), np.zeros(V.shape)
    for k in np.ndindex(V.shape):
        up[k] += eps
        down[k] -= eps
        dV[k] = (f(up) - f(down)) / (2 * eps)
    return dV


@mistake(
    "central_difference",
    says="it comes back as one long row: the shape of V is lost",
    asks="does a gradient have the shape of what it belongs to?",
    seen_if="always",
)
def central_flat(f, V, eps):
    return each(f, V, lambda at: (at(eps) - at(-eps)) / (2 * eps)).ravel()


@mistake(
    "central_difference",
    says="it is transposed",
    asks="does a gradient have the shape of what it belongs to?",
    seen_if="V is not square",
)
def central_transposed(f, V, eps):
    return each(f, V, lambda at: (at(eps) - at(-eps)) / (2 * eps)).T
