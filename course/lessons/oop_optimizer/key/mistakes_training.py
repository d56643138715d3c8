"""Mistakes people make in the training loop and its record."""

import numpy as np

from ...declare import mistake
from .reference import compute_dw, loss_record


@mistake(
    "loss_record",
    says="the length is rounded down, as Python 2's `/` did: the last stretch has no place",
    asks="at which steps is the loss recorded if there are 1500 of them? How many are that?",
    seen_if="steps is no multiple of every",
)
def rounded_down(steps, every):
    return np.zeros(steps // every)


@mistake(
    "loss_record",
    says="there is a place too many when steps is a multiple of every: it would stay 0, and look like a perfect loss",
    asks="with 4000 steps, is there a record before step 4000?",
    seen_if="steps is a multiple of every",
)
def one_place_too_many(steps, every):
    return np.zeros(steps // every + 1)


@mistake(
    "loss_record",
    says="the length is rounded to the nearest whole number: a short last stretch has no place",
    asks="how many records does a stretch of 200 steps need?",
    seen_if="the last stretch is shorter than half of every",
)
def rounded_to_the_nearest(steps, every):
    return np.zeros(round(steps / every))


@mistake(
    "loss_record",
    says="the record is a column of shape (k, 1), as in the source; one number a record is wanted, shape (k,)",
    asks="which shape has a list of k numbers?",
    seen_if="shapes are compared",
)
def record_as_column(steps, every):
    return np.zeros((-(-steps // every), 1))


@mistake(
    "loss_record",
    says="there is a place for every step, not one for every stretch of steps",
    asks="how often is the loss recorded?",
    seen_if="every is not 1",
)
def place_for_every_step(steps, every):
    return np.zeros(steps)


# -------------------------------------------------------------------------------------------------------------- train


def _train(model, loss, optimiser, X, t, samples, every, *, record=None, at=0, row=lambda k, i: i, after=False):
    """The right loop, with one thing put wrong: what is recorded, when, or which example is used."""
    losses = loss_record(len(samples), every)
    record = record or (lambda i: np.mean(loss.evaluate(model.forward(X), t)))
    for k, i in enumerate(samples):
        if after:
            optimiser.step([model.w], [compute_dw(model, loss, X[row(k, i)], t[row(k, i)])])
        if k % every == at:
            losses[k // every] = record(i)
        if not after:
            optimiser.step([model.w], [compute_dw(model, loss, X[row(k, i)], t[row(k, i)])])
    return losses


@mistake(
    "train",
    says="the loss is recorded after the step instead of before it",
    asks="what should the first record be, with all weights still 0?",
    seen_if="the first record is compared",
)
def recorded_too_late(model, loss, optimiser, X, t, samples, every):
    return _train(model, loss, optimiser, X, t, samples, every, after=True)


@mistake(
    "train",
    says="the losses are added up, not averaged: the curve's height depends on how many points there are",
    asks="would the record look the same with twice the data?",
    seen_if="batch > 1",
)
def recorded_sum(model, loss, optimiser, X, t, samples, every):
    return _train(
        model, loss, optimiser, X, t, samples, every, record=lambda i: np.sum(loss.evaluate(model.forward(X), t))
    )


@mistake(
    "train",
    says="only the first points are recorded, as in the source, and those are all of one class",
    asks="which labels are among the points that you record?",
    seen_if="the data is sorted by class",
)
def recorded_one_class(model, loss, optimiser, X, t, samples, every):
    first = t < 0
    return _train(
        model,
        loss,
        optimiser,
        X,
        t,
        samples,
        every,
        record=lambda i: np.mean(loss.evaluate(model.forward(X[first]), t[first])),
    )


@mistake(
    "train",
    says="the loss of the one example of this step is recorded, not that of all data",
    asks="how much does the loss of a single point tell about the model?",
    seen_if="losses differ",
)
def recorded_one_example(model, loss, optimiser, X, t, samples, every):
    return _train(
        model, loss, optimiser, X, t, samples, every, record=lambda i: loss.evaluate(model.forward(X[i]), t[i])
    )
