"""Lesson 01's part of the concept map."""

from ..concept import Idea

IDEAS = (
    Idea("chain rule"),
    Idea("matrix product"),
    Idea("local gradient", ("chain rule",)),
    Idea("upstream gradient", ("local gradient",)),
    Idea("gradient of a product", ("matrix product", "upstream gradient")),
    Idea("gradient descent step", ("upstream gradient",)),
    Idea("gradient with respect to the data", ("gradient of a product",)),
    Idea("special points hide mistakes"),
)
