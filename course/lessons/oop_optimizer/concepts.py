"""Lesson 04's part of the concept map."""

from ..concept import Idea

IDEAS = (
    Idea("model, loss, optimizer", ("upstream gradient", "gradient descent step")),
    Idea("stochastic gradient descent", ("model, loss, optimizer", "mini-batch")),
    Idea("hinge loss", ("model, loss, optimizer",)),
    Idea("decision map", ("model, loss, optimizer",)),
    Idea("contract of a layer", ("model, loss, optimizer",)),
    Idea("gradients accumulate", ("contract of a layer",)),
)
