"""Mistakes people make when they look for wrong points, and when they measure how far points went."""

import numpy as np

from ...declare import mistake


@mistake(
    "wrong_points",
    says="points that are right by less than the margin are counted as wrong",
    asks="is a point with label +1 and answer 0.4 on the wrong side?",
    seen_if="0 < t·y < 1",
)
def the_margin_counts(y, t):
    return np.flatnonzero(1 - t * y > 0)


@mistake(
    "wrong_points",
    says="these are the points that are right",
    asks="what do the sign of an answer and its label have to do with each other at a wrong point?",
    seen_if="always",
)
def the_right_ones(y, t):
    return np.flatnonzero(np.sign(y) == t)


@mistake(
    "wrong_points",
    says="this is how many there are; asked is which",
    asks="how will you find the points in X again?",
    seen_if="always",
)
def how_many(y, t):
    return np.sum(np.sign(y) != t)


@mistake(
    "wrong_points",
    says="only class -1 is looked at",
    asks="can a point with label +1 be wrong too?",
    seen_if="a point of class +1 is wrong",
)
def only_class_minus(y, t):
    return np.flatnonzero((y > 0) & (t < 0))


@mistake(
    "wrong_points",
    says="the answer is compared with the label, not its sign",
    asks="does the classifier ever answer exactly 1?",
    seen_if="the answers are not exactly -1 and +1",
)
def answers_for_signs(y, t):
    return np.flatnonzero(y != t)


@mistake(
    "wrong_points",
    says="this is a row of zeros and ones, one for each point; asked is for the numbers of the wrong ones",
    asks="which NumPy function tells where a mask is true?",
    seen_if="always",
)
def a_mask(y, t):
    return (np.sign(y) != t).astype(int)


@mistake(
    "distances",
    says="the squares are added up and the root is missing",
    asks="which unit does your distance have, if X is in metres?",
    seen_if="no distance is 0 or 1",
)
def squared_distances(X, X_moved):
    return np.sum((X_moved - X) ** 2, axis=1)


@mistake(
    "distances",
    says="this is one distance for all points together",
    asks="along which axis do the coordinates of one point lie?",
    seen_if="more than one point",
)
def one_for_all(X, X_moved):
    return np.sqrt(np.sum((X_moved - X) ** 2))


@mistake(
    "distances",
    says="it adds up over the points, one number for each coordinate",
    asks="along which axis do the coordinates of one point lie?",
    seen_if="n is not d",
)
def along_the_wrong_axis(X, X_moved):
    return np.sqrt(np.sum((X_moved - X) ** 2, axis=0))


@mistake(
    "distances",
    says="the coordinates' differences are added up, which is the way round the corner",
    asks="how long is the straight line from (0, 0) to (3, 4)?",
    seen_if="a point moves along more than one axis",
)
def round_the_corner(X, X_moved):
    return np.sum(np.abs(X_moved - X), axis=1)


@mistake(
    "distances",
    says="only the largest coordinate's difference counts",
    asks="how long is the straight line from (0, 0) to (3, 4)?",
    seen_if="a point moves along more than one axis",
)
def largest_coordinate(X, X_moved):
    return np.max(np.abs(X_moved - X), axis=1)


@mistake(
    "distances",
    says="the squares are averaged over the coordinates, not added",
    asks="what does Pythagoras do with the two squares?",
    seen_if="d > 1",
)
def root_of_the_mean(X, X_moved):
    return np.sqrt(np.mean((X_moved - X) ** 2, axis=1))
