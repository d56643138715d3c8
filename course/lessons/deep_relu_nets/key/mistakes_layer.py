"""Mistakes people make in a ReLU layer's backward pass: where the mask belongs, and what adds up."""

import numpy as np

from ....layers import Linear
from ...declare import mistake
from .reference import ReluLayer


@mistake(
    "ReluLayer",
    says="the mask is missing in backward: units that are off pass the gradient on",
    asks="what is dA/dZ where Z is negative?",
    seen_if="a unit is off",
)
class NoMaskOnTheWayBack(ReluLayer):
    def backward(self, dA):
        return Linear.backward(self, dA)


@mistake(
    "ReluLayer",
    says="dX is made from dA where dZ belongs; dW and db are right",
    asks="through how many steps does the gradient go from A back to X?",
    seen_if="a unit is off",
)
class DownWithoutMask(ReluLayer):
    def backward(self, dA):
        super().backward(dA)
        return dA @ self.W.T


@mistake(
    "ReluLayer",
    says="dW is made from dA where dZ belongs; dX and db are right",
    asks="should a unit that is off for every example learn?",
    seen_if="a unit is off",
)
class WeightsWithoutMask(ReluLayer):
    def backward(self, dA):
        dW = self.dW + self.X.T @ dA
        dX = super().backward(dA)
        self.dW = dW
        return dX


@mistake(
    "ReluLayer",
    says="db is made from dA where dZ belongs; dX and dW are right",
    asks="which arrives at the bias: what comes in at A, or what is left at Z?",
    seen_if="a unit is off",
)
class BiasWithoutMask(ReluLayer):
    def backward(self, dA):
        db = self.db + dA.sum(axis=0)
        dX = super().backward(dA)
        self.db = db
        return dX


@mistake(
    "ReluLayer",
    says="the mask is taken from dA and not from Z",
    asks="who decides whether a unit is on: what went forward, or what comes back?",
    seen_if="dA and Z differ in sign",
)
class MaskFromUpstream(ReluLayer):
    def backward(self, dA):
        return Linear.backward(self, np.maximum(0.0, dA))


@mistake(
    "ReluLayer",
    says="the input is never stored, so dW is always 0 (the source's first version)",
    asks="what does `self.X` hold when backward needs it?",
    seen_if="dW is looked at",
)
class NeverStoresTheInput(ReluLayer):
    def forward(self, X):
        A = super().forward(X)
        self.X = np.zeros_like(X)
        return A


@mistake(
    "ReluLayer",
    says="dW is summed over the outputs and one column is given to all of them (the source's last version)",
    asks="do two units with different upstream gradients get different columns of dW?",
    seen_if="more than one output",
)
class OneColumnForEveryUnit(ReluLayer):
    def backward(self, dA):
        before = self.dW.copy()
        dX = super().backward(dA)
        self.dW = before + (self.dW - before).sum(axis=1, keepdims=True)
        return dX


@mistake(
    "ReluLayer",
    says="the second gradient replaces the first; gradients add up until zero_gradients is called",
    asks="what should dW be after two backward calls with the same upstream gradient?",
    seen_if="backward is called twice",
)
class ReplacesTheFirst(ReluLayer):
    def backward(self, dA):
        self.zero_gradients()
        return super().backward(dA)


@mistake(
    "ReluLayer",
    says="the gradients are divided by the batch size; the mean belongs to the loss, not to the layer",
    asks="is there a 1/n in A = relu(XW + b)?",
    seen_if="batch > 1",
)
class AveragesOverTheBatch(ReluLayer):
    def backward(self, dA):
        super().backward(dA / len(dA))
        return (dA * (self.Z > 0)) @ self.W.T


@mistake(
    "ReluLayer",
    says="db is averaged over the batch; b feeds every example, so its gradients add",
    asks="where paths meet, do gradients add or average?",
    seen_if="batch > 1",
)
class AveragesTheBias(ReluLayer):
    def backward(self, dA):
        before = self.db.copy()
        dX = super().backward(dA)
        self.db = before + (self.db - before) / len(dA)
        return dX


@mistake(
    "ReluLayer",
    says="forward returns Z: nothing is cut off at 0",
    asks="can this layer return a negative number?",
    seen_if="a unit is off",
)
class NothingCutOff(ReluLayer):
    def forward(self, X):
        super().forward(X)
        return self.Z


@mistake(
    "ReluLayer",
    says="the bias is not added in forward",
    asks="what should come out for X = 0?",
    seen_if="the bias is not zero",
)
class BiasNotAdded(ReluLayer):
    def forward(self, X):
        self.X, self.Z = X, X @ self.W
        return np.maximum(0.0, self.Z)


@mistake(
    "ReluLayer",
    says="backward moves the weights itself; only the optimiser may",
    asks="is W the same before and after backward?",
    seen_if="the weights are compared before and after",
)
class LearnsInBackward(ReluLayer):
    def backward(self, dA):
        dX = super().backward(dA)
        self.W -= 0.01 * self.dW
        return dX


@mistake(
    "ReluLayer",
    says="the upstream gradient is taken to be 1: backward returns only the slopes",
    asks="should dW be the same whatever arrives from the loss?",
    seen_if="upstream is not 1",
)
class UpstreamIsOne(ReluLayer):
    def backward(self, dA):
        return super().backward(np.ones_like(dA))


@mistake(
    "ReluLayer",
    says="dX is sent back through dW where W belongs",
    asks="which numbers carried X forward to Z?",
    seen_if="any generic point",
)
class BackThroughTheGradient(ReluLayer):
    def backward(self, dA):
        super().backward(dA)
        return (dA * (self.Z > 0)) @ self.dW.T
