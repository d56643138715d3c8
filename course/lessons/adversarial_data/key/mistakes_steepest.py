"""Mistakes people make in the steepest direction, and in the budget that turns a linear classifier."""

import numpy as np

from ...declare import mistake


def _length(dX):
    length = np.linalg.norm(dX, axis=1, keepdims=True)
    return np.where(length > 0, length, 1.0)


@mistake(
    "steepest",
    says="a row of zeros is divided by its length, which is 0",
    asks="what is the gradient of a point whose loss is flat, and how long is it?",
    seen_if="a row is all zeros",
)
def divides_by_zero(dX, norm):
    return np.sign(dX) if norm == np.inf else dX / np.linalg.norm(dX, axis=1, keepdims=True)


@mistake(
    "steepest",
    says="the length is that of the whole array, not of each row",
    asks="does one point's direction depend on the other points?",
    seen_if="more than one point",
)
def length_of_everything(dX, norm):
    return np.sign(dX) if norm == np.inf else dX / np.linalg.norm(dX)


@mistake(
    "steepest",
    says="the length is taken down the columns",
    asks="along which axis do the coordinates of one point lie?",
    seen_if="n is not 1",
)
def length_of_columns(dX, norm):
    return np.sign(dX) if norm == np.inf else dX / np.linalg.norm(dX, axis=0)


@mistake(
    "steepest",
    says="the sign is taken for both norms; for norm 2 it is longer than 1",
    asks="how long is the arrow (1, 1, 1)?",
    seen_if="norm is 2",
)
def sign_for_both(dX, norm):
    return np.sign(dX)


@mistake(
    "steepest",
    says="for the norm ∞ the row is divided by its largest entry, so the smaller ones do not use their budget",
    asks="if every coordinate may move by 1 on its own, what should a coordinate with a small gradient do?",
    seen_if="norm is ∞ and the entries differ",
)
def divided_by_the_largest(dX, norm):
    largest = np.abs(dX).max(axis=1, keepdims=True)
    return dX / np.where(largest > 0, largest, 1.0) if norm == np.inf else dX / _length(dX)


@mistake(
    "steepest",
    says="for norm 2 the gradient is returned as it is, whatever its length",
    asks="how long should a direction be?",
    seen_if="norm is 2 and the rows are not of length 1",
)
def not_of_length_one(dX, norm):
    return np.sign(dX) if norm == np.inf else dX.copy()


@mistake(
    "steepest",
    says="the row is divided by its squared length: the root is missing",
    asks="how long is the arrow (3, 4), and how long is (3, 4)/25?",
    seen_if="norm is 2 and the rows are not of length 1",
)
def squared_length(dX, norm):
    return np.sign(dX) if norm == np.inf else dX / _length(dX) ** 2


@mistake(
    "steepest",
    says="the direction points downhill",
    asks="should the loss grow or fall along it?",
    seen_if="signs are compared",
)
def points_downhill(dX, norm):
    return -np.sign(dX) if norm == np.inf else -dX / _length(dX)


@mistake(
    "steepest",
    says="the two norms are exchanged",
    asks="which ball is a box, and into which corner of it does the gradient point?",
    seen_if="always",
)
def norms_exchanged(dX, norm):
    return dX / _length(dX) if norm == np.inf else np.sign(dX)


@mistake(
    "budget_needed",
    says="for the norm ∞ it divides by the largest weight; a box lets *all* coordinates help at once",
    asks="by how much does y change if every coordinate moves by eps in its own best direction?",
    seen_if="more than one weight",
)
def largest_weight(y, t, w):
    room = np.maximum(0, t * y)
    return room / np.abs(w[:-1]).max(), room / np.linalg.norm(w[:-1])


@mistake(
    "budget_needed",
    says="the bias is counted among the weights",
    asks="can an attacker move the bias?",
    seen_if="the bias is not 0",
)
def bias_counted(y, t, w):
    room = np.maximum(0, t * y)
    return room / np.abs(w).sum(), room / np.linalg.norm(w)


@mistake(
    "budget_needed",
    says="points that are wrong already get a budget below 0",
    asks="how much must an attacker spend on a point that is wrong without him?",
    seen_if="a point is wrong",
)
def below_zero(y, t, w):
    return t * y / np.abs(w[:-1]).sum(), t * y / np.linalg.norm(w[:-1])


@mistake(
    "budget_needed",
    says="the label is not looked at: wrong points have to be attacked too",
    asks="how much must an attacker spend on a point that is wrong without him?",
    seen_if="a point is wrong",
)
def label_not_looked_at(y, t, w):
    return np.abs(y) / np.abs(w[:-1]).sum(), np.abs(y) / np.linalg.norm(w[:-1])


@mistake(
    "budget_needed",
    says="the two budgets are exchanged",
    asks="which is larger: a box of half-width eps or a disc of radius eps?",
    seen_if="more than one weight",
)
def budgets_exchanged(y, t, w):
    room = np.maximum(0, t * y)
    return room / np.linalg.norm(w[:-1]), room / np.abs(w[:-1]).sum()


@mistake(
    "budget_needed",
    says="for norm 2 it divides by the squared length of the weights",
    asks="how far is the line w·x = 0 from a point whose answer is 5, if w = (3, 4)?",
    seen_if="the weights are not of length 1",
)
def squared_weights(y, t, w):
    room = np.maximum(0, t * y)
    return room / np.abs(w[:-1]).sum(), room / np.sum(w[:-1] ** 2)


@mistake(
    "budget_needed",
    says="it reaches for the margin, where t·y is 1, and not for the boundary",
    asks="at which answer does the sign change?",
    seen_if="t·y > 1",
)
def to_the_margin(y, t, w):
    room = np.maximum(0, t * y - 1)
    return room / np.abs(w[:-1]).sum(), room / np.linalg.norm(w[:-1])
