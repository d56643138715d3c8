"""Mistakes people make when they count units that are off, and sets of units that are on."""

import numpy as np

from ...declare import mistake


@mistake(
    "dead_units",
    says="units are counted that are off for some example; dead is who is off for every one",
    asks="is a unit dead if a single example turns it on?",
    seen_if="a unit is on for some examples",
)
def off_for_some(Z):
    return int(np.sum(np.any(Z <= 0, axis=0)))


@mistake(
    "dead_units",
    says="a unit with Z exactly 0 is counted as alive; its ReLU gives 0 and stops the gradient",
    asks="what is relu(0), and what its slope by our convention?",
    seen_if="an exact zero is in Z",
)
def zero_counts_as_alive(Z):
    return int(np.sum(np.all(Z < 0, axis=0)))


@mistake(
    "dead_units",
    says="rows are counted, which are examples; a unit is a column",
    asks="which axis of Z runs over the examples?",
    seen_if="not square",
)
def examples_counted(Z):
    return int(np.sum(np.all(Z <= 0, axis=1)))


@mistake(
    "dead_units",
    says="all entries that are off are counted, and not the units",
    asks="how many units are there, and can your count be larger?",
    seen_if="batch > 1",
)
def entries_counted(Z):
    return int(np.sum(Z <= 0))


@mistake(
    "dead_units",
    says="the units that are alive are counted",
    asks="what should come out if every unit is on?",
    seen_if="the two counts differ",
)
def alive_counted(Z):
    return int(np.sum(np.any(Z > 0, axis=0)))


@mistake(
    "dead_units",
    says="the mean over the examples decides; one example above 0 is enough for life",
    asks="can the mean of a column be negative and one of its entries positive?",
    seen_if="a unit is on for a few examples",
)
def by_the_mean(Z):
    return int(np.sum(Z.mean(axis=0) <= 0))


@mistake(
    "count_patterns",
    says="a unit with Z exactly 0 counts as on; its ReLU gives 0",
    asks="what is relu(0)?",
    seen_if="an exact zero is in Z",
)
def zero_counts_as_on(Z):
    return len(np.unique(Z >= 0, axis=0))


@mistake(
    "count_patterns",
    says="different rows of numbers are counted, and not different sets of units that are on",
    asks="have two rows the same pattern if both have the same units on, with other numbers?",
    seen_if="patterns repeat",
)
def numbers_counted(Z):
    return len(np.unique(Z, axis=0))


@mistake(
    "count_patterns",
    says="columns are compared, which are units; a pattern is a row",
    asks="which axis of Z runs over the examples?",
    seen_if="not square",
)
def columns_compared(Z):
    return len(np.unique(Z > 0, axis=1).T)


@mistake(
    "count_patterns",
    says="only the number of units that are on is looked at, not which they are",
    asks="is it the same region if unit 1 is on, or unit 2?",
    seen_if="different units are on",
)
def how_many_are_on(Z):
    return len(np.unique((Z > 0).sum(axis=1)))


@mistake(
    "count_patterns",
    says="a new pattern is counted at every change from one row to the next, also when it has been there before",
    asks="what comes out for the patterns A, B, A?",
    seen_if="patterns come again",
)
def changes_counted(Z):
    on = Z > 0
    return int(np.sum(np.any(on[1:] != on[:-1], axis=1))) + 1


@mistake(
    "count_patterns",
    says="all sets that could be are counted, 2 to the number of units",
    asks="does your count depend on the numbers in Z?",
    seen_if="some set never is on",
)
def all_that_could_be(Z):
    return 2 ** Z.shape[1]
