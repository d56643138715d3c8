"""Mistakes people make in the optimiser: the sign, the size, and what else it must leave alone."""

import numpy as np

from ...declare import mistake


def _refuse_other_shapes(parameters, gradients):
    for V, dV in zip(parameters, gradients, strict=True):
        if V.shape != dV.shape:
            raise ValueError(f"{V.shape} is expected, got {dV.shape}")


class _Start:
    def __init__(self, eta):
        self.eta = eta


@mistake(
    "SGD",
    says="the step goes uphill: the gradient is added",
    asks="in which direction does a gradient point?",
    seen_if="signs are compared",
)
class GoesUphill(_Start):
    def step(self, parameters, gradients):
        _refuse_other_shapes(parameters, gradients)
        for V, dV in zip(parameters, gradients, strict=True):
            V += self.eta * dV


@mistake(
    "SGD",
    says="the step size is not used",
    asks="what does your step depend on besides the gradient?",
    seen_if="the step size is not 1",
)
class NoStepSize(_Start):
    def step(self, parameters, gradients):
        _refuse_other_shapes(parameters, gradients)
        for V, dV in zip(parameters, gradients, strict=True):
            V -= dV


@mistake(
    "SGD",
    says="`V = V - ...` makes a new array and gives it the name V; the model's own array stays where it was",
    asks="does the model see the new array?",
    seen_if="the parameters are looked at from outside",
)
class NothingMoves(_Start):
    def step(self, parameters, gradients):
        _refuse_other_shapes(parameters, gradients)
        for V, dV in zip(parameters, gradients, strict=True):
            V = V - self.eta * dV


@mistake(
    "SGD",
    says="only the first parameter is moved",
    asks="what happens to the bias?",
    seen_if="more than one parameter",
)
class FirstParameterOnly(_Start):
    def step(self, parameters, gradients):
        _refuse_other_shapes(parameters, gradients)
        parameters[0] -= self.eta * gradients[0]


@mistake(
    "SGD",
    says="a gradient of another shape is taken: NumPy broadcasts one column over all neurons and says nothing",
    asks="what does `V -= eta * dV` do if V has shape (4, 3) and dV has shape (4, 1)?",
    seen_if="a gradient of shape (d, 1) is tried (source 004)",
)
class BroadcastOverNeurons(_Start):
    def step(self, parameters, gradients):
        for V, dV in zip(parameters, gradients, strict=True):
            V -= self.eta * dV


@mistake(
    "SGD",
    says="the gradients are set to zero after the step: they belong to the layer, and it has a method for that",
    asks="are the gradients the same before and after `step`?",
    seen_if="the gradients are compared before and after",
)
class ClearsGradients(_Start):
    def step(self, parameters, gradients):
        _refuse_other_shapes(parameters, gradients)
        for V, dV in zip(parameters, gradients, strict=True):
            V -= self.eta * dV
            dV[...] = 0


@mistake(
    "SGD",
    says="the second step is longer than the first: old gradients are kept and added (momentum)",
    asks="what does your optimiser remember from one step to the next?",
    seen_if="two steps are made",
)
class RemembersGradients(_Start):
    def __init__(self, eta):
        super().__init__(eta)
        self.kept = {}

    def step(self, parameters, gradients):
        _refuse_other_shapes(parameters, gradients)
        for k, (V, dV) in enumerate(zip(parameters, gradients, strict=True)):
            self.kept[k] = self.kept.get(k, 0) + dV
            V -= self.eta * self.kept[k]


@mistake(
    "SGD",
    says="the step size shrinks from step to step; here it is fixed",
    asks="is `eta` the same after a step as before?",
    seen_if="two steps are made",
)
class ShrinksTheStep(_Start):
    def step(self, parameters, gradients):
        _refuse_other_shapes(parameters, gradients)
        for V, dV in zip(parameters, gradients, strict=True):
            V -= self.eta * dV
        self.eta = self.eta / np.sqrt(2.0)
