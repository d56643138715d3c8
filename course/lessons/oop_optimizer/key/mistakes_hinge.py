"""Mistakes people make in the hinge loss and its gradient."""

import numpy as np

from ...declare import mistake
from .reference import HingeLoss


@mistake(
    "HingeLoss",
    says="the max with 0 is missing: points that are right by a wide margin get a negative loss",
    asks="what is the loss of a point with t·y = 3?",
    seen_if="t·y > 1",
)
class NeverCutOff(HingeLoss):
    def evaluate(self, y, t):
        return 1 - t * y


@mistake(
    "HingeLoss",
    says="the margin 1 is missing: this is the perceptron's loss max(0, -t·y)",
    asks="what is the loss of a point that is right, but only just?",
    seen_if="0 < t·y < 1",
)
class NoMargin(HingeLoss):
    def evaluate(self, y, t):
        return np.maximum(0, -t * y)


@mistake(
    "HingeLoss",
    says="the sign in front of t·y is turned: right answers are punished",
    asks="should the loss fall or rise as t·y grows?",
    seen_if="always",
)
class RightIsPunished(HingeLoss):
    def evaluate(self, y, t):
        return np.maximum(0, 1 + t * y)


@mistake(
    "HingeLoss",
    says="the hinge is squared",
    asks="does the loss grow in a straight line or as a parabola?",
    seen_if="the loss is not 0 or 1",
)
class SquaredHinge(HingeLoss):
    def evaluate(self, y, t):
        return np.maximum(0, 1 - t * y) ** 2


@mistake(
    "HingeLoss",
    says="evaluate adds up the batch; each example has a loss of its own here",
    asks="which shape has the loss for outputs of shape (n,)?",
    seen_if="shapes are compared",
)
class HingeAddedUp(HingeLoss):
    def evaluate(self, y, t):
        return np.sum(np.maximum(0, 1 - t * y))


@mistake(
    "HingeLoss",
    says="the gradient's sign is turned: +t where -t is meant",
    asks="for t = +1, does a larger y make the loss larger or smaller?",
    seen_if="signs are compared",
)
class HingeSignTurned(HingeLoss):
    def gradient(self, y, t):
        return np.where(1 - t * y > 0, t, 0.0)


@mistake(
    "HingeLoss",
    says="the gradient is -t everywhere, also where the loss is flat at 0",
    asks="how much does the loss change where it is 0 on both sides?",
    seen_if="t·y > 1",
)
class GradientEverywhere(HingeLoss):
    def gradient(self, y, t):
        return -t


@mistake(
    "HingeLoss",
    says="the label is missing in the gradient: -1 for both classes",
    asks="for t = -1, in which direction does the loss fall?",
    seen_if="both labels are there",
)
class LabelForgotten(HingeLoss):
    def gradient(self, y, t):
        return np.where(1 - t * y > 0, -1.0, 0.0)


@mistake(
    "HingeLoss",
    says="the two sides of the kink are exchanged in the gradient",
    asks="on which side of t·y = 1 is the loss flat?",
    seen_if="always",
)
class SidesExchanged(HingeLoss):
    def gradient(self, y, t):
        return np.where(1 - t * y > 0, 0.0, -t)


@mistake(
    "HingeLoss",
    says="only points on the wrong side get a gradient; those that are right by less than the margin need one too",
    asks="where is the kink of max(0, 1 - t·y): at t·y = 0 or at t·y = 1?",
    seen_if="0 < t·y < 1",
)
class OnlyTheWrongSide(HingeLoss):
    def gradient(self, y, t):
        return np.where(t * y < 0, -t, 0.0)


@mistake(
    "HingeLoss",
    says="the gradient carries a factor y too many: this is t·dL/dt",
    asks="with respect to what do you differentiate t·y?",
    seen_if="y is not 1",
)
class OutputStillThere(HingeLoss):
    def gradient(self, y, t):
        return np.where(1 - t * y > 0, -t * y, 0.0)


@mistake(
    "HingeLoss",
    says="gradient uses outputs that evaluate left behind, not the y it is given",
    asks="what happens if somebody evaluates other outputs first?",
    seen_if="evaluate is called with other outputs in between",
)
class HingeOfTheLastOutputs(HingeLoss):
    def evaluate(self, y, t):
        self.y = y
        return np.maximum(0, 1 - t * y)

    def gradient(self, y, t):
        return np.where(1 - t * self.y > 0, -t, 0.0)
