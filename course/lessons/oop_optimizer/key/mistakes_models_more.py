"""More mistakes in the affine model's gradients, and in what it starts from."""

import numpy as np

from ...declare import mistake
from .reference import AffineModel


@mistake(
    "AffineModel",
    says="gradient_x has an entry too many: the bias is no input's weight",
    asks="how many inputs are there, and how many entries has dy/dx?",
    seen_if="shapes are compared",
)
class BiasInInputGradient(AffineModel):
    def gradient_x(self, x):
        return self.w.copy()


@mistake(
    "AffineModel",
    says="gradient takes a step by itself: only the optimiser moves weights",
    asks="is w the same before and after you ask for a gradient?",
    seen_if="the weights are compared before and after",
)
class GradientMovesWeights(AffineModel):
    def gradient(self, x):
        g = np.append(x, 1.0)
        self.w = self.w - 0.01 * g
        return g


@mistake(
    "AffineModel",
    says="the output is multiplied into dy/dw, as if the function were y²/2",
    asks="if w grows by a little, by how much does y = wᵀx grow? Does that depend on y?",
    seen_if="y is not 1",
)
class OutputInTheGradient(AffineModel):
    def gradient(self, x):
        return self.forward(x) * np.append(x, 1.0)


@mistake(
    "AffineModel",
    says="the weights start at one instead of zero",
    asks="what does the model answer before it has seen anything?",
    seen_if="the start is looked at",
)
class StartsAtOne(AffineModel):
    def __init__(self, d):
        self.w = np.ones(d + 1)
