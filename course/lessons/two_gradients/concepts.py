"""Lesson 03's part of the concept map."""

from ..concept import Idea

IDEAS = (
    Idea("augmented input for the bias", ("gradient of a broadcast bias",)),
    Idea("two-layer tanh net", ("upstream gradient", "augmented input for the bias")),
    Idea("softmax and cross-entropy", ("two-layer tanh net",)),
    Idea("update after the way back", ("gradient descent step",)),
    Idea("numerical gradient training", ("central difference", "gradient descent step")),
    Idea("cost of a gradient", ("numerical gradient training",)),
    Idea("extrapolation", ("two-layer tanh net",)),
)
