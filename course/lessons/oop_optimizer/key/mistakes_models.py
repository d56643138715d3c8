"""Mistakes people make in the two models: forward, and the gradients with respect to weights and input."""

import numpy as np

from ...declare import mistake
from .reference import AffineModel, LinearModel


@mistake(
    "LinearModel",
    says="the products are not added up: one number an input comes out instead of one an example",
    asks="wᵀx is a sum over the inputs: which line adds?",
    seen_if="always",
)
class ProductsNotAdded(LinearModel):
    def forward(self, x):
        return x * self.w


@mistake(
    "LinearModel",
    says="w and x are multiplied in an order that works for one example only: a batch has its examples in rows",
    asks="what are the shapes of X and w, and in which order do they fit?",
    seen_if="a batch that is not square",
)
class BatchDoesNotFit(LinearModel):
    def forward(self, x):
        return self.w @ x


@mistake(
    "LinearModel",
    says="forward changes its input in place: whoever passed x still needs it",
    asks="does x hold the same numbers before and after the call?",
    seen_if="the input is compared before and after",
)
class CentresItsInput(LinearModel):
    def forward(self, x):
        y = x @ self.w
        x -= x.mean()
        return y


@mistake(
    "LinearModel",
    says="forward moves the weights: the same x gives another y next time",
    asks="who alone may change w?",
    seen_if="forward is called twice",
)
class ForwardMovesWeights(LinearModel):
    def forward(self, x):
        y = x @ self.w
        self.w = 0.9 * self.w
        return y


@mistake(
    "LinearModel",
    says="the outputs of a batch are added up to one number",
    asks="how many outputs belong to n examples?",
    seen_if="batch > 1",
)
class BatchAddedUp(LinearModel):
    def forward(self, x):
        return np.sum(x @ self.w)


@mistake(
    "LinearModel",
    says="the output is a column of shape (n, 1); against labels of shape (n,) NumPy would make (n, n) of it",
    asks="which shape has the output for one x of shape (d,)?",
    seen_if="shapes are compared",
)
class ColumnOfOutputs(LinearModel):
    def forward(self, x):
        return np.atleast_2d(x) @ self.w[:, None]


# -------------------------------------------------------------------------------------------------------- AffineModel


@mistake(
    "AffineModel",
    says="the bias, the last weight, is not added in forward",
    asks="what should forward give for x = 0?",
    seen_if="the bias is not zero",
)
class BiasNotAdded(AffineModel):
    def forward(self, x):
        return x @ self.w[:-1]


@mistake(
    "AffineModel",
    says="the first weight is taken for the bias; here it is the last",
    asks="where in w does the bias stand?",
    seen_if="weights differ",
)
class BiasFirst(AffineModel):
    def forward(self, x):
        return x @ self.w[1:] + self.w[0]

    def gradient(self, x):
        return np.append(1.0, x)

    def gradient_x(self, x):
        return self.w[1:].copy()


@mistake(
    "AffineModel",
    says="the bias is added once for every input instead of once",
    asks="is the bias inside the sum or outside?",
    seen_if="more than one input",
)
class BiasInsideTheSum(AffineModel):
    def forward(self, x):
        return np.sum(x * self.w[:-1] + self.w[-1], axis=-1)


@mistake(
    "AffineModel",
    says="the gradient has no entry for the bias",
    asks="which shape has w, and so which shape has dy/dw?",
    seen_if="shapes are compared",
)
class NoGradientForTheBias(AffineModel):
    def gradient(self, x):
        return x.copy()


@mistake(
    "AffineModel",
    says="the gradient has its 1, for the bias, in front; in w the bias stands last",
    asks="does each entry of dy/dw stand where its weight stands?",
    seen_if="entries differ",
)
class OneInFront(AffineModel):
    def gradient(self, x):
        return np.append(1.0, x)


@mistake(
    "AffineModel",
    says="the two gradients are exchanged: dy/dw holds the weights, and dy/dx the inputs",
    asks="in y = w·x, what is left of the product when you differentiate by w?",
    seen_if="any generic point",
)
class GradientsExchanged(AffineModel):
    def gradient(self, x):
        return self.w.copy()

    def gradient_x(self, x):
        return x.copy()


@mistake(
    "AffineModel",
    says="gradient_x hands out a view of the weights (the source's line): who scales the gradient scales the model",
    asks="does a slice of w have numbers of its own?",
    seen_if="the gradient is changed afterwards",
)
class ViewOfTheWeights(AffineModel):
    def gradient_x(self, x):
        return self.w[:-1]
