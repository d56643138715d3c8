"""Mistakes people make when they test whether a function leaves its input alone."""

import numpy as np

from ...declare import mistake


@mistake(
    "keeps_its_input",
    says="`before = X` is a second name for the same array, so it changes with X and the test can never fail",
    asks="how many arrays are there after `before = X`?",
    seen_if="a run changes X",
)
def second_name(run, X):
    before = X
    run(X)
    return np.array_equal(before, X)


@mistake(
    "keeps_its_input",
    says="the result is compared with X after the run, which says nothing about X before it",
    asks="what do you know about the X that was there before the call?",
    seen_if="a run changes X and returns a copy",
)
def result_against_X(run, X):
    return not np.array_equal(run(X), X)


@mistake(
    "keeps_its_input",
    says="it only asks whether X itself came back",
    asks="can a function change X and return something else? Or return X and not change it?",
    seen_if="a run changes X and returns a copy",
)
def came_back(run, X):
    return run(X) is not X


@mistake(
    "keeps_its_input",
    says="only the sum is compared",
    asks="what can change while the sum of all entries stays?",
    seen_if="a run exchanges rows",
)
def sum_compared(run, X):
    before = X.sum()
    run(X)
    return np.isclose(before, X.sum())


@mistake(
    "keeps_its_input",
    says="only the first row is compared",
    asks="which rows may a run have changed?",
    seen_if="a run changes another row",
)
def first_row_compared(run, X):
    before = X[0].copy()
    run(X)
    return np.array_equal(before, X[0])


@mistake(
    "keeps_its_input",
    says="yes and no are exchanged",
    asks="what should come out for a run that does not touch X?",
    seen_if="always",
)
def yes_and_no_exchanged(run, X):
    before = X.copy()
    run(X)
    return not np.array_equal(before, X)


@mistake(
    "keeps_its_input",
    says="the result is compared with the copy: that asks whether points were moved, not whether X was",
    asks="which array has to stay as it was: the one that was passed in or the one that came out?",
    seen_if="a run keeps X and returns another array",
)
def result_against_the_copy(run, X):
    before = X.copy()
    return np.array_equal(before, run(X))
