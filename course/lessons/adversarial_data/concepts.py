"""Lesson 05's part of the concept map."""

from ..concept import Idea

IDEAS = (
    Idea("moving the data", ("gradient with respect to the data", "hinge loss")),
    Idea("the caller's array is not yours", ("moving the data",)),
    Idea("FGSM", ("moving the data",)),
    Idea("norm balls and projection", ("FGSM",)),
    Idea("PGD", ("norm balls and projection",)),
    Idea("gradient masking", ("PGD",)),
)
