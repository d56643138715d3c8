"""Mistakes in forward differences."""

import numpy as np

from ...declare import mistake
from . import reference as right
from .nudges import each


@mistake(
    "forward_difference",
    says="this is the central difference: it looks at both sides",
    asks="how many of the loss values in the formula are taken below V?",
    seen_if="ε is not tiny",
)
def central_for_forward(f, V, eps):
    return right.central_difference(f, V, eps)


@mistake(
    "forward_difference",
    says="this looks down instead of up: (f(V) - f(V - ε)) / ε",
    asks="is the nudge added or taken away?",
    seen_if="ε is not tiny",
)
def backward_for_forward(f, V, eps):
    return each(f, V, lambda at: (f(V) - at(-eps)) / eps)


@mistake(
    "forward_difference",
    says="it is divided by 2ε, though the two points are one ε apart",
    asks="how far apart are the two points at which f is taken?",
    seen_if="always",
)
def forward_over_two_eps(f, V, eps):
    return each(f, V, lambda at: (at(eps) - f(V)) / (2 * eps))


@mistake(
    "forward_difference",
    says="it is not divided by ε: this is a change, not a slope",
    asks="a slope is rise over run: where is the run?",
    seen_if="always",
)
def forward_not_divided(f, V, eps):
    return each(f, V, lambda at: at(eps) - f(V))


@mistake(
    "forward_difference",
    says="the sign is wrong: f(V) - f(V + ε)",
    asks="if f grows with V, is its slope positive or negative?",
    seen_if="signs are compared",
)
def forward_negative(f, V, eps):
    return each(f, V, lambda at: (f(V) - at(eps)) / eps)


@mistake(
    "forward_difference",
    says="all entries are nudged at once, so every entry gets the sum of all slopes",
    asks="which one entry should change when dV[0, 0] is measured?",
    seen_if="more than one entry",
)
def forward_all_at_once(f, V, eps):
    return np.full(V.shape, (f(V + eps) - f(V)) / eps)


@mistake(
    "forward_difference",
    says="a nudge is not taken back before the next one, so the nudges pile up",
    asks="what is in the array when the second entry is nudged?",
    seen_if="more than one entry",
)
def forward_piling_up(f, V, eps):
    U, dV, here = V.copy(), np.zeros(V.shape), f(V)
    for k in np.ndindex(V.shape):
        U[k] += eps
        dV[k] = (f(U) - here) / eps
    return dV


@mistake(
    "forward_difference",
    says="V itself is nudged, and not taken back: the nudges pile up, and the caller's V is spoiled",
    asks="what is in V when the second entry is nudged? And when your function has returned?",
    seen_if="more than one entry",
)
def forward_piling_up_in_V(f, V, eps):
    dV, here = np.zeros(V.shape), f(V)
    for k in np.ndindex(V.shape):
        V[k] += eps
        dV[k] = (f(V) - here) / eps
    return dV


@mistake(
    "forward_difference",
    says="the nudged array is V itself under another name, so f(up) - f(V) compares V with itself",
    asks="how many arrays are there after `up = V`?",
    seen_if="always",
)
def forward_without_copy(f, V, eps):
    dV = np.zeros(V.shape)
    for k in np.ndindex(V.shape):
        up = V
        up[k] += eps
        dV[k] = (f(up) - f(V)) / eps
    return dV


@mistake(
    "forward_difference",
    says="it comes back as one long row: the shape of V is lost",
    asks="does a gradient have the shape of what it belongs to?",
    seen_if="always",
)
def forward_flat(f, V, eps):
    return right.forward_difference(f, V, eps).ravel()


@mistake(
    "forward_difference",
    says="it is transposed",
    asks="does a gradient have the shape of what it belongs to?",
    seen_if="V is not square",
)
def forward_transposed(f, V, eps):
    return right.forward_difference(f, V, eps).T


@mistake(
    "forward_difference",
    says="only the first row of V is nudged",
    asks="over how many entries does your loop run, and how many has V?",
    seen_if="more than one row",
)
def forward_first_row(f, V, eps):
    dV = np.zeros(V.shape)
    dV[0] = right.forward_difference(f, V, eps)[0]
    return dV
