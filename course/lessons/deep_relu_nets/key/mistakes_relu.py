"""Mistakes people make on the way back through a ReLU."""

import numpy as np

from ...declare import mistake


@mistake(
    "compute_dZ",
    says="the slope at Z = 0 is taken to be 1; the convention here (and in torch) is 0",
    asks="which entries does `Z >= 0` let through that `Z > 0` stops?",
    seen_if="an exact zero is in Z",
)
def one_at_the_kink(dA, Z):
    return dA * (Z >= 0)


@mistake(
    "compute_dZ",
    says="the slope at Z = 0 is taken to be 1/2; the convention here (and in torch) is 0",
    asks="what do you return where Z is exactly 0?",
    seen_if="an exact zero is in Z",
)
def half_at_the_kink(dA, Z):
    return dA * np.where(Z > 0, 1.0, np.where(Z < 0, 0.0, 0.5))


@mistake(
    "compute_dZ",
    says="the ReLU is passed as if it were not there: no entry is stopped",
    asks="how much does the output of a unit that is off change with Z?",
    seen_if="a unit is off",
)
def nothing_stopped(dA, Z):
    return 1.0 * dA


@mistake(
    "compute_dZ",
    says="the mask is taken from dA and not from Z: negative gradients are cut off",
    asks="who decides whether a unit is on: what went forward, or what comes back?",
    seen_if="dA and Z differ in sign",
)
def mask_of_the_gradient(dA, Z):
    return np.maximum(0.0, dA)


@mistake(
    "compute_dZ",
    says="the upstream gradient is missing: only the slope is returned",
    asks="does your result depend on dA?",
    seen_if="upstream is not 1",
)
def only_the_slope(dA, Z):
    return np.where(Z > 0, 1.0, 0.0)


@mistake(
    "compute_dZ",
    says="dA is multiplied with relu(Z) and not with its derivative",
    asks="what is the slope of max(0, z) at z = 3?",
    seen_if="Z is not 1",
)
def value_for_slope(dA, Z):
    return dA * np.maximum(0.0, Z)


@mistake(
    "compute_dZ",
    says="dA is multiplied with Z itself",
    asks="what is the slope of max(0, z) at z = 3, and at z = −3?",
    seen_if="Z is not 1",
)
def times_z(dA, Z):
    return dA * Z


@mistake(
    "compute_dZ",
    says="a hundredth leaks through where the unit is off: that is another function, the leaky ReLU",
    asks="is max(0, z) quite flat for z < 0?",
    seen_if="a unit is off",
)
def leaks(dA, Z):
    return np.where(Z > 0, dA, 0.01 * dA)


@mistake(
    "compute_dZ",
    says="the mask is the wrong way round: what is on is stopped",
    asks="is the slope 1 for z > 0 or for z < 0?",
    seen_if="any unit is on or off",
)
def mask_turned_round(dA, Z):
    return np.where(Z > 0, 0.0, dA)


@mistake(
    "compute_dZ",
    says="the sign is turned",
    asks="if Z grows a little where it is positive, which way does the output go?",
    seen_if="signs are compared",
)
def sign_turned(dA, Z):
    return -dA * (Z > 0)


@mistake(
    "compute_dZ",
    says="a unit is stopped for the whole batch when its mean is not above 0; it is on or off for each example",
    asks="can a unit be on for one row and off for the next?",
    seen_if="batch > 1",
)
def one_mask_for_the_batch(dA, Z):
    return dA * (Z.mean(axis=0) > 0)


@mistake(
    "compute_dZ",
    says="the upstream gradient is overwritten in place; whoever passed it still needs it",
    asks="does dA hold the same numbers before and after?",
    seen_if="the arguments are compared before and after",
)
def zeroed_in_place(dA, Z):
    dA[Z <= 0] = 0.0
    return dA
