r"""Optimizers: the only thing that moves weights."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class SGD:
    r"""Gradient descent with a fixed step size, on whatever batch the gradients came from.

    .. math:: V \leftarrow V - \eta\, dV

    Attributes
    ----------
    step_size : float
        The learning rate, eta.

    Notes
    -----
    Source: lesson 004, whose optimizer also draws the samples; here that is the training loop's business.
    """

    step_size: float

    def step(self, parameters: Iterable[np.ndarray], gradients: Iterable[np.ndarray]) -> None:
        """Move every parameter in place, against its gradient.

        Parameters
        ----------
        parameters : iterable of ndarray
        gradients : iterable of ndarray, each the shape of its parameter

        Raises
        ------
        ValueError
            If a gradient has not the shape of its parameter (NumPy would broadcast it over the neurons, in silence), or
            if there are more of the one than of the other. Nothing is moved then.
        """
        pairs = list(zip(parameters, gradients, strict=True))
        for V, dV in pairs:
            if np.shape(V) != np.shape(dV):
                raise ValueError(f"a gradient has its parameter's shape: {np.shape(V)} is expected, got {np.shape(dV)}")
        for V, dV in pairs:
            V -= self.step_size * dV
