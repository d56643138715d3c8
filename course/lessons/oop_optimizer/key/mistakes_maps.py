"""Mistakes people make when they count right answers, and when they place a picture under its points."""

import numpy as np

from ...declare import mistake

# ----------------------------------------------------------------------------------------------------------- accuracy


@mistake(
    "accuracy",
    says="this is the number of right answers, not their share",
    asks="what is the accuracy if everything is right?",
    seen_if="always",
)
def counted(model, X, t):
    return float(np.sum(np.sign(model.forward(X)) == t))


@mistake(
    "accuracy",
    says="this is the share of wrong answers",
    asks="what is the accuracy if everything is right?",
    seen_if="it is not one half",
)
def share_of_errors(model, X, t):
    return float(np.mean(np.sign(model.forward(X)) != t))


@mistake(
    "accuracy",
    says="this is in per cent; a share lies between 0 and 1",
    asks="what is the largest value a share can have?",
    seen_if="always",
)
def in_per_cent(model, X, t):
    return float(100 * np.mean(np.sign(model.forward(X)) == t))


@mistake(
    "accuracy",
    says="`y > 0` is True or False, 1 or 0, and never equals the label -1",
    asks="with what do you compare a label of -1?",
    seen_if="there are points of class -1 that are right",
)
def truth_against_label(model, X, t):
    return float(np.mean((model.forward(X) > 0) == t))


@mistake(
    "accuracy",
    says="a column is compared with a row: every output meets every label, n² comparisons instead of n",
    asks="which shape has the array whose mean you take?",
    seen_if="shapes are looked at",
)
def every_output_with_every_label(model, X, t):
    return float(np.mean(np.sign(model.forward(X))[:, None] == t))


@mistake(
    "accuracy",
    says="only points that are right by the margin 1 are counted; right is right at any distance",
    asks="on which side of the line y = 0 does a point with y = 0.2 lie?",
    seen_if="0 < t·y < 1",
)
def margin_wanted(model, X, t):
    return float(np.mean(t * model.forward(X) >= 1))


# ------------------------------------------------------------------------------------------------------------- extent


@mistake(
    "extent",
    says="the grid's first and last points are taken for the picture's edges; they are its outer pixels' *centres*",
    asks="how far does the outermost pixel reach beyond its centre?",
    seen_if="compared with half a step",
)
def centres_for_edges(xs, ys):
    return xs[0], xs[-1], ys[0], ys[-1]


@mistake(
    "extent",
    says="these are the source's numbers, whatever the grid",
    asks="where does this grid begin, and where does it end?",
    seen_if="the grid is another",
)
def published_numbers(xs, ys):
    return -6.0, 8.0, -6.0, 8.0


@mistake(
    "extent",
    says="x and y are exchanged: left and right come from xs",
    asks="which axis does each of the four numbers belong to?",
    seen_if="the two axes differ",
)
def axes_exchanged(xs, ys):
    dx, dy = (xs[1] - xs[0]) / 2, (ys[1] - ys[0]) / 2
    return ys[0] - dy, ys[-1] + dy, xs[0] - dx, xs[-1] + dx


@mistake(
    "extent",
    says="the edges lie a whole step outside the outer centres; a pixel reaches half a step to each side",
    asks="how wide is a pixel, and where is its centre?",
    seen_if="compared with half a step",
)
def whole_step_outside(xs, ys):
    dx, dy = xs[1] - xs[0], ys[1] - ys[0]
    return xs[0] - dx, xs[-1] + dx, ys[0] - dy, ys[-1] + dy


@mistake(
    "extent",
    says="half a step is taken off where it should be put on: the picture is too small",
    asks="do the outer pixels lie inside the edges, whole?",
    seen_if="compared with half a step",
)
def half_a_step_inside(xs, ys):
    dx, dy = (xs[1] - xs[0]) / 2, (ys[1] - ys[0]) / 2
    return xs[0] + dx, xs[-1] - dx, ys[0] + dy, ys[-1] - dy


@mistake(
    "extent",
    says="the picture begins at the first centre and ends a whole step after the last: half a step too far",
    asks="is the first pixel's centre where the first grid point is?",
    seen_if="compared with half a step",
)
def shifted_by_half_a_step(xs, ys):
    return xs[0], xs[-1] + xs[1] - xs[0], ys[0], ys[-1] + ys[1] - ys[0]
