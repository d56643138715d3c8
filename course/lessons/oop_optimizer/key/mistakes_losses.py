"""Mistakes people make in the squared error and its gradient."""

import numpy as np

from ...declare import mistake
from .reference import SquaredError


@mistake(
    "SquaredError",
    says="this is the absolute error, not the squared one",
    asks="what is the loss of an error of 3?",
    seen_if="errors are not 0 or 1",
)
class AbsoluteError(SquaredError):
    def evaluate(self, y, t):
        return np.abs(t - y)


@mistake(
    "SquaredError",
    says="evaluate adds up the batch; each example has a loss of its own here",
    asks="which shape has L for outputs of shape (n,)?",
    seen_if="shapes are compared",
)
class LossAddedUp(SquaredError):
    def evaluate(self, y, t):
        return np.sum((t - y) ** 2)


@mistake(
    "SquaredError",
    says="evaluate averages the batch; each example has a loss of its own here",
    asks="which shape has L for outputs of shape (n,), before anybody takes a mean?",
    seen_if="batch > 1",
)
class LossAveraged(SquaredError):
    def evaluate(self, y, t):
        return np.mean((t - y) ** 2)


@mistake(
    "SquaredError",
    says="there is a ½ that this loss does not have, in L and so in its gradient",
    asks="what is L for y = 0 and t = 1?",
    seen_if="ratio to the right value is constant",
)
class HalvedError(SquaredError):
    def evaluate(self, y, t):
        return 0.5 * (t - y) ** 2

    def gradient(self, y, t):
        return y - t


@mistake(
    "SquaredError",
    says="the 2 that the derivative of a square brings down is missing in the gradient",
    asks="what is the derivative of (t - y)² with respect to y?",
    seen_if="ratio to the right value is constant",
)
class TwoForgotten(SquaredError):
    def gradient(self, y, t):
        return y - t


@mistake(
    "SquaredError",
    says="the gradient's sign is turned: this is dL/dt, and a step against it would go uphill",
    asks="if y lies above t, does a larger y make the loss larger or smaller?",
    seen_if="signs are compared",
)
class SignTurned(SquaredError):
    def gradient(self, y, t):
        return 2 * (t - y)


@mistake(
    "SquaredError",
    says="gradient uses outputs that evaluate left behind, not the y it is given",
    asks="what happens if somebody evaluates other outputs first?",
    seen_if="evaluate is called with other outputs in between",
)
class LastOutputs(SquaredError):
    def evaluate(self, y, t):
        self.y = y
        return (t - y) ** 2

    def gradient(self, y, t):
        return -2 * (t - self.y)


@mistake(
    "SquaredError",
    says="the gradient is divided by the batch size, but each example's loss is its own",
    asks="is there a 1/n in L?",
    seen_if="batch > 1",
)
class GradientAveraged(SquaredError):
    def gradient(self, y, t):
        return -2 * (t - y) / len(y)


@mistake(
    "SquaredError",
    says="gradient returns the loss itself, not its derivative",
    asks="what should the gradient be called if not L: which quantity changes, and per what?",
    seen_if="any generic point",
)
class LossForItsGradient(SquaredError):
    def gradient(self, y, t):
        return (t - y) ** 2


@mistake(
    "SquaredError",
    says="outputs of shape (n,) meet labels of shape (n, 1): every output is compared with every label",
    asks="which shape has t - y in your code?",
    seen_if="shapes are compared",
)
class EveryPair(SquaredError):
    def evaluate(self, y, t):
        return (t[:, None] - y) ** 2


@mistake(
    "SquaredError",
    says="evaluate changes the outputs in place: whoever passed y still needs it",
    asks="does y hold the same numbers before and after the call?",
    seen_if="the outputs are compared before and after",
)
class OutputsOverwritten(SquaredError):
    def evaluate(self, y, t):
        y -= t
        return y**2
