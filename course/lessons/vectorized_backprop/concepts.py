"""Lesson 02's part of the concept map."""

from ..concept import Idea

IDEAS = (
    Idea("mini-batch", ("gradient of a product",)),
    Idea("shape ledger", ("mini-batch",)),
    Idea("Hadamard product", ("local gradient",)),
    Idea("sum or mean in the loss", ("mini-batch",)),
    Idea("gradient of a broadcast bias", ("mini-batch",)),
    Idea("central difference", ("chain rule",)),
    Idea("gradient checking", ("central difference", "special points hide mistakes")),
    Idea("rounding against truncation", ("central difference",)),
)
