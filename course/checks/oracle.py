"""PyTorch as a second opinion: the only module of the package that imports torch, which takes seconds."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch


def gradients(expression: Callable[..., torch.Tensor], *arrays: np.ndarray) -> list[np.ndarray]:
    """Gradients of a scalar expression with respect to each array, by torch's autograd in float64.

    Parameters
    ----------
    expression : callable
        Takes one tensor for each array, returns a tensor with one element.
    *arrays : ndarray of any shape

    Returns
    -------
    gradients : list of ndarray of float64, each of its array's shape
    """
    leaves = [torch.tensor(np.asarray(array, dtype=float), requires_grad=True) for array in arrays]
    found = torch.autograd.grad(expression(*leaves), leaves, allow_unused=True)
    return [np.zeros(leaf.shape) if g is None else g.numpy() for leaf, g in zip(leaves, found, strict=True)]
