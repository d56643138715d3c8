"""Mistakes people make when they bring points back into a ball."""

import numpy as np

from ...declare import mistake


def _shrunk(offset, eps):
    return offset * np.minimum(1.0, eps / np.linalg.norm(offset, axis=1, keepdims=True))


@mistake(
    "project",
    says="the ball lies around the origin, not around X: the points are clipped, not what was added to them",
    asks="what is at most eps large: the point, or its difference from X?",
    seen_if="X is not 0",
)
def ball_around_zero(X_adv, X, eps, norm):
    return np.clip(X_adv, -eps, eps) if norm == np.inf else _shrunk(X_adv, eps)


@mistake(
    "project",
    says="for norm 2 points inside the ball are pulled out to its rim",
    asks="what should happen to a point that is inside already?",
    seen_if="norm is 2 and a point is inside",
)
def out_to_the_rim(X_adv, X, eps, norm):
    offset = X_adv - X
    if norm == np.inf:
        return X + np.clip(offset, -eps, eps)
    return X + eps * offset / np.linalg.norm(offset, axis=1, keepdims=True)


@mistake(
    "project",
    says="for norm 2 the length is that of all offsets together",
    asks="does the budget of one point depend on the other points?",
    seen_if="norm is 2 and more than one point",
)
def one_budget_for_all(X_adv, X, eps, norm):
    offset = X_adv - X
    if norm == np.inf:
        return X + np.clip(offset, -eps, eps)
    return X + offset * min(1.0, eps / np.linalg.norm(offset))


@mistake(
    "project",
    says="the box is used for norm 2 too; its corners stick out of the disc",
    asks="how far is the corner (eps, eps, eps) of the box from its middle?",
    seen_if="norm is 2",
)
def box_for_both(X_adv, X, eps, norm):
    return X + np.clip(X_adv - X, -eps, eps)


@mistake(
    "project",
    says="the disc is used for the norm ∞ too; the corners of the box are out of reach",
    asks="may every coordinate move by eps at once?",
    seen_if="norm is ∞",
)
def disc_for_both(X_adv, X, eps, norm):
    return X + _shrunk(X_adv - X, eps)


@mistake(
    "project",
    says="this is the offset alone; X is not added again",
    asks="around which point does the ball lie?",
    seen_if="X is not 0",
)
def offset_alone(X_adv, X, eps, norm):
    return np.clip(X_adv - X, -eps, eps) if norm == np.inf else _shrunk(X_adv - X, eps)


@mistake(
    "project",
    says="points outside are sent back to X; asked is for the *nearest* point inside",
    asks="how far does a point have to go that is just outside?",
    seen_if="a point is outside",
)
def sent_home(X_adv, X, eps, norm):
    offset = X_adv - X
    return X + np.where(np.linalg.norm(offset, norm, axis=1, keepdims=True) > eps, 0.0, offset)


@mistake(
    "project",
    says="for the norm ∞ the whole offset is shrunk; the nearest point of the box is found coordinate by coordinate",
    asks="if only one coordinate is out of the box, do the others have to move?",
    seen_if="norm is ∞ and not all coordinates are outside",
)
def shrunk_into_the_box(X_adv, X, eps, norm):
    offset = X_adv - X
    return X + offset * np.minimum(1.0, eps / np.linalg.norm(offset, norm, axis=1, keepdims=True))


@mistake(
    "project",
    says="X_adv is changed in place",
    asks="which array do you write into, and who else holds it?",
    seen_if="the argument is compared before and after",
)
def attacked_in_place(X_adv, X, eps, norm):
    offset = X_adv - X
    X_adv[:] = X + (np.clip(offset, -eps, eps) if norm == np.inf else _shrunk(offset, eps))
    return X_adv
