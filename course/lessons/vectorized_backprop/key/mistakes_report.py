"""Mistakes in saying how far two gradients are apart: the source's table, and the worst entry."""

import numpy as np

from ...declare import mistake


def _scale(a, b):
    return max(np.abs(a).max(), np.abs(b).max())


def _relative(a, b):
    return np.abs(a - b) / _scale(a, b)


def _index(error):
    return np.unravel_index(np.argmax(error), error.shape)


@mistake(
    "gradient_table",
    says="rows and columns are exchanged: one column for each entry, where one row is meant",
    asks="how many rows has the table of the source, and how many columns?",
    seen_if="always",
)
def table_on_its_side(analytic, numerical):
    return np.array([analytic.ravel(), numerical.ravel(), (analytic - numerical).ravel()])


@mistake(
    "gradient_table",
    says="the difference is the wrong way round: numerical - analytic",
    asks="which sign has the first entry of the source's third column?",
    seen_if="signs are compared",
)
def table_difference_reversed(analytic, numerical):
    return np.column_stack([analytic.ravel(), numerical.ravel(), (numerical - analytic).ravel()])


@mistake(
    "gradient_table",
    says="the entries run down the columns of W, where they should run along its rows",
    asks="which entry of dW stands in the second row of the table?",
    seen_if="more than one row and column",
)
def table_by_columns(analytic, numerical):
    a, b = analytic.T.ravel(), numerical.T.ravel()
    return np.column_stack([a, b, a - b])


@mistake(
    "gradient_table",
    says="the first two columns are exchanged",
    asks="which column comes first: the one you derived or the one you measured?",
    seen_if="the two differ",
)
def table_columns_exchanged(analytic, numerical):
    return np.column_stack([numerical.ravel(), analytic.ravel(), (analytic - numerical).ravel()])


@mistake(
    "gradient_table",
    says="the third column has lost its sign",
    asks="is an error of -0.02 the same as one of +0.02?",
    seen_if="a difference is negative",
)
def table_without_sign(analytic, numerical):
    return np.column_stack([analytic.ravel(), numerical.ravel(), np.abs(analytic - numerical).ravel()])


@mistake(
    "worst_entry",
    says="the error is not divided by the scale: it is absolute, not relative",
    asks="is an error of 0.01 large if the gradient is 1000? And if it is 0.001?",
    seen_if="the largest entry is not 1",
)
def absolute_error(analytic, numerical):
    error = np.abs(analytic - numerical)
    return error.max(), _index(error)


@mistake(
    "worst_entry",
    says="the signs are kept, so that a large negative difference counts as small",
    asks="which is further off: -0.5 or +0.1?",
    seen_if="the worst difference is negative",
)
def signed_error(analytic, numerical):
    error = (analytic - numerical) / _scale(analytic, numerical)
    return error.max(), _index(error)


@mistake(
    "worst_entry",
    says="the index counts along the flattened array: argmax alone does not give a row and a column",
    asks="what does np.argmax return for an array with rows and columns?",
    seen_if="always",
)
def flat_index(analytic, numerical):
    error = _relative(analytic, numerical)
    return error.max(), int(np.argmax(error))


@mistake(
    "worst_entry",
    says="this is the index of the largest gradient, not of the largest error",
    asks="of which array do you look for the largest entry?",
    seen_if="the two are different entries",
)
def index_of_largest_gradient(analytic, numerical):
    return _relative(analytic, numerical).max(), _index(np.abs(analytic))


@mistake(
    "worst_entry",
    says="this is the mean error: one bad entry drowns among many good ones",
    asks="one weight of a million is wrong: does your number show it?",
    seen_if="more than one entry",
)
def mean_error(analytic, numerical):
    error = _relative(analytic, numerical)
    return error.mean(), _index(error)


@mistake(
    "worst_entry",
    says="each entry is divided by its own size, where the largest entry of both arrays is the scale",
    asks="what happens to your error where a gradient is nearly 0?",
    seen_if="entries differ in size",
)
def entry_by_entry(analytic, numerical):
    error = np.abs(analytic - numerical) / np.maximum(np.abs(analytic), np.abs(numerical))
    return error.max(), _index(error)


@mistake(
    "worst_entry",
    says="row and column of the index are exchanged",
    asks="which comes first in dW[i, j]: the row or the column?",
    seen_if="row and column differ",
)
def index_exchanged(analytic, numerical):
    error = _relative(analytic, numerical)
    return error.max(), _index(error)[::-1]
