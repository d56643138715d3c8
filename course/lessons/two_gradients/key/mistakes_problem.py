"""Mistakes in reading a step backwards, and in setting a problem up."""

import numpy as np

from ...declare import mistake
from .. import faults


@mistake(
    "gradient_used",
    says="after minus before: that is the step, which points downhill",
    asks="if a weight has become smaller, was its slope positive or negative?",
    seen_if="signs are compared",
)
def step_for_gradient(W_before, W_after, step_size):
    return (W_after - W_before) / step_size


@mistake(
    "gradient_used",
    says="the difference is not divided by the step size",
    asks="the same gradient with half the step size: how far do the weights move?",
    seen_if="the step size is not 1",
)
def not_divided(W_before, W_after, step_size):
    return W_before - W_after


@mistake(
    "gradient_used",
    says="it is multiplied by the step size where it has to be divided",
    asks="the update multiplies by the step size: how is that undone?",
    seen_if="the step size is not 1",
)
def multiplied(W_before, W_after, step_size):
    return (W_before - W_after) * step_size


@mistake(
    "gradient_used",
    says="only the new weights are divided: a bracket is missing",
    asks="what comes first, the minus or the division?",
    seen_if="always",
)
def bracket_missing(W_before, W_after, step_size):
    return W_before - W_after / step_size


@mistake(
    "make_problem",
    says="X is drawn before the seed is set: source 003's own order",
    asks="which of the numbers does the seed decide?",
    seen_if="it is called twice (source 003)",
)
def drawn_before_the_seed(seed, n, m, reach):
    return faults.published_problem(seed, n, m, reach)


@mistake(
    "make_problem",
    says="the seed is not used at all: nothing comes twice",
    asks="what would you have to tell a colleague who wants your numbers?",
    seen_if="it is called twice",
)
def unseeded(seed, n, m, reach):
    return _drawn(np.random.default_rng(), n, m, reach)


@mistake(
    "make_problem",
    says="the seed is always the same one, whatever is asked for",
    asks="what does another seed change here?",
    seen_if="it is called with two seeds",
)
def seed_ignored(seed, n, m, reach):
    return _drawn(np.random.default_rng(0), n, m, reach)


@mistake(
    "make_problem",
    says="X is drawn from one side only, 0 to reach",
    asks="what are the ends of the interval?",
    seen_if="the data's range is looked at",
)
def one_side_only(seed, n, m, reach):
    rng = np.random.default_rng(seed)
    X = rng.uniform(0, reach, size=(n, 1))
    return X, np.sin(X), rng.normal(size=(2, m)), rng.normal(size=(m + 1, 1))


@mistake(
    "make_problem",
    says="every array starts the generator afresh, so W2 repeats the numbers of W1",
    asks="how many generators does one seed need?",
    seen_if="W1 and W2 are compared",
)
def generator_made_afresh(seed, n, m, reach):
    X, T, W1, _ = _drawn(np.random.default_rng(seed), n, m, reach)
    W1 = np.random.default_rng(seed).normal(size=(2, m))
    return X, T, W1, np.random.default_rng(seed).normal(size=(m + 1, 1))


def _drawn(rng, n, m, reach):
    X = rng.uniform(-reach, reach, size=(n, 1))
    return X, np.sin(X), rng.normal(size=(2, m)), rng.normal(size=(m + 1, 1))
