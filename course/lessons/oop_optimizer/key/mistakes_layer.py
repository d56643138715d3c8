"""Mistakes people make in a layer that keeps its gradients: the chain rule, and the contract."""

import numpy as np

from ....layers import Linear
from ...declare import mistake


@mistake(
    "Linear",
    says="the second gradient replaces the first; gradients add up until zero_gradients is called",
    asks="what should dW be after two backward calls with the same upstream gradient?",
    seen_if="backward is called twice",
)
class SecondReplacesFirst(Linear):
    def backward(self, dZ):
        self.dW, self.db = self.X.T @ dZ, dZ.sum(axis=0)
        return dZ @ self.W.T


@mistake(
    "Linear",
    says="zero_gradients does not set dW to zero",
    asks="what is in dW after zero_gradients?",
    seen_if="gradients are looked at after zero_gradients",
)
class NeverZero(Linear):
    def zero_gradients(self):
        if not hasattr(self, "dW"):
            super().zero_gradients()


@mistake(
    "Linear",
    says="db is not summed over the batch: it has a row for each example",
    asks="which shape has b, and so which shape has db?",
    seen_if="batch > 1",
)
class BiasRowForEveryExample(Linear):
    def backward(self, dZ):
        self.dW += self.X.T @ dZ
        self.db = self.db + dZ
        return dZ @ self.W.T


@mistake(
    "Linear",
    says="db is averaged over the batch; b feeds every example, so its gradients add",
    asks="where paths meet, do gradients add or average?",
    seen_if="batch > 1",
)
class BiasAveraged(Linear):
    def backward(self, dZ):
        self.dW += self.X.T @ dZ
        self.db += dZ.mean(axis=0)
        return dZ @ self.W.T


@mistake(
    "Linear",
    says="forward never stores X, so dW is always 0 (as in the source's first ReLU layer)",
    asks="what does `self.X` hold when backward needs it?",
    seen_if="dW is looked at",
)
class InputNeverStored(Linear):
    def forward(self, X):
        self.X = np.zeros_like(X)
        return X @ self.W + self.b


@mistake(
    "Linear",
    says="the upstream gradient is missing in dW: it is taken to be 1",
    asks="should dW be the same whatever arrives from the loss?",
    seen_if="upstream is not 1",
)
class UpstreamTakenForOne(Linear):
    def backward(self, dZ):
        self.dW += self.X.T @ np.ones_like(dZ)
        self.db += dZ.sum(axis=0)
        return dZ @ self.W.T


@mistake(
    "Linear",
    says="backward moves the weights itself; only the optimiser may",
    asks="is W the same before and after backward?",
    seen_if="the weights are compared before and after",
)
class StepsInBackward(Linear):
    def backward(self, dZ):
        dX = super().backward(dZ)
        self.W -= 0.1 * self.dW
        return dX


@mistake(
    "Linear",
    says="forward changes its input in place: whoever passed X still needs it",
    asks="does X hold the same numbers before and after forward?",
    seen_if="the input is compared before and after",
)
class InputCentred(Linear):
    def forward(self, X):
        Z = super().forward(X.copy())
        X -= X.mean(axis=0)
        return Z


@mistake(
    "Linear",
    says="dW is transposed",
    asks="does a gradient have the shape of what it belongs to? Compare with W.",
    seen_if="not square",
)
class TransposedGradient(Linear):
    def backward(self, dZ):
        dX = super().backward(dZ)
        self.dW_right, self.dW = self.dW, self.dW.T
        return dX

    def forward(self, X):
        self.dW = getattr(self, "dW_right", self.dW)
        return super().forward(X)


@mistake(
    "Linear",
    says="dX is sent back through dW where W belongs",
    asks="which numbers carried X forward to Z?",
    seen_if="any generic point",
)
class ThroughTheGradient(Linear):
    def backward(self, dZ):
        super().backward(dZ)
        return dZ @ self.dW.T


@mistake(
    "Linear",
    says="the bias is not added in forward",
    asks="what should Z be for X = 0?",
    seen_if="the bias is not zero",
)
class BiasLeftOut(Linear):
    def forward(self, X):
        return super().forward(X) - self.b


@mistake(
    "Linear",
    says="dW is divided by the batch size, but no mean is taken in this layer",
    asks="is there a 1/n in Z = XW + b?",
    seen_if="batch > 1",
)
class WeightsAveraged(Linear):
    def backward(self, dZ):
        self.dW += self.X.T @ dZ / len(dZ)
        self.db += dZ.sum(axis=0)
        return dZ @ self.W.T


@mistake(
    "Linear",
    says="dW is summed over the outputs and one column is given to all of them (the source's last version)",
    asks="do two neurons with different upstream gradients get different columns of dW?",
    seen_if="more than one output",
)
class OneColumnForAll(Linear):
    def backward(self, dZ):
        self.dW += (self.X.T @ dZ).sum(axis=1, keepdims=True)
        self.db += dZ.sum(axis=0)
        return dZ @ self.W.T
