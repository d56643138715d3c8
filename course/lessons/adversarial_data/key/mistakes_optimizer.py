"""Mistakes people make in the optimiser that moves the points."""

import numpy as np

from ...declare import mistake
from .reference import DataOptimizer, compute_dx, move_point


@mistake(
    "DataOptimizer",
    says="the data is moved in place: the caller's X has changed, and nobody can say any more how far the points went",
    asks="which array do you write into, and who else holds it?",
    seen_if="the argument is compared before and after",
)
class MovesTheCallersData(DataOptimizer):
    def run(self, X, t, w, samples):
        for i in samples:
            X[i] = move_point(X[i], t[i], w, self.eta)
        return X


@mistake(
    "DataOptimizer",
    says="each gradient is taken where the point was at the start, so a point that has arrived goes on for ever",
    asks="where is the point at its second visit, and is its loss still there?",
    seen_if="a point is visited after it has arrived",
)
class LooksAtTheOldPlace(DataOptimizer):
    def run(self, X, t, w, samples):
        moved = X.copy()
        for i in samples:
            moved[i] = moved[i] - self.eta * compute_dx(X[i], t[i], w)
        return moved


@mistake(
    "DataOptimizer",
    says="each step starts from where the point was at the beginning, so only the last one counts",
    asks="from where does the second step of a point start?",
    seen_if="a point is visited more than once",
)
class StartsAgainAndAgain(DataOptimizer):
    def run(self, X, t, w, samples):
        moved = X.copy()
        for i in samples:
            moved[i] = move_point(X[i], t[i], w, self.eta)
        return moved


@mistake(
    "DataOptimizer",
    says="each step moves all points: one point's gradient is broadcast over all rows",
    asks="how many rows of X does one step change?",
    seen_if="more than one point",
)
class MovesEveryRow(DataOptimizer):
    def run(self, X, t, w, samples):
        moved = X.copy()
        for i in samples:
            moved = moved - self.eta * compute_dx(moved[i], t[i], w)
        return moved


@mistake(
    "DataOptimizer",
    says="the steps go up the gradient, away from where the classifier is right",
    asks="the gradient points to where the loss grows: which way do you want to go?",
    seen_if="always",
)
class MovesUphill(DataOptimizer):
    def run(self, X, t, w, samples):
        return DataOptimizer(-self.eta).run(X, t, w, samples)


@mistake(
    "DataOptimizer",
    says="the weights are trained and the points stay where they are",
    asks="which of X and w is fixed here?",
    seen_if="always",
)
class TrainsTheClassifier(DataOptimizer):
    def run(self, X, t, w, samples):
        w = w.copy()
        for i in samples:
            if 1 - t[i] * (X[i] @ w[:-1] + w[-1]) > 0:
                w += self.eta * t[i] * np.append(X[i], 1.0)
        return X.copy()


@mistake(
    "DataOptimizer",
    says="each point is visited once, whatever the samples say",
    asks="how many steps does the loop make, and which point does each use?",
    seen_if="the samples hold a point more than once",
)
class VisitsEachOnce(DataOptimizer):
    def run(self, X, t, w, samples):
        return super().run(X, t, w, range(len(X)))


@mistake(
    "DataOptimizer",
    says="return stands inside the loop: it ends after the first step",
    asks="how often is the loop's body carried out?",
    seen_if="more than one step",
)
class ReturnsInTheLoop(DataOptimizer):
    def run(self, X, t, w, samples):
        return super().run(X, t, w, samples[:1])


@mistake(
    "DataOptimizer",
    says="the label is that of the step's number, not of the point",
    asks="whose label is t[k], if k counts the steps?",
    seen_if="the samples are not 0, 1, 2 ...",
)
class LabelOfTheStep(DataOptimizer):
    def run(self, X, t, w, samples):
        moved = X.copy()
        for k, i in enumerate(samples):
            moved[i] = move_point(moved[i], t[k % len(t)], w, self.eta)
        return moved


@mistake(
    "DataOptimizer",
    says="the object remembers its points: a second run goes on where the first one stopped",
    asks="from which array does your run start when it is called again?",
    seen_if="run is called twice",
)
class CarriesOn(DataOptimizer):
    def run(self, X, t, w, samples):
        self.moved = super().run(getattr(self, "moved", X), t, w, samples)
        return self.moved
