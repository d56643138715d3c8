"""Central differences, the judge of every gradient in these tests."""

from __future__ import annotations

import numpy as np


def numeric_gradient(fn, inputs, which, step=1e-6):
    """Differentiate fn by inputs[which], by central differences; fn returns a number (or the loss first)."""
    array = np.array(inputs[which], dtype=float)
    gradient = np.zeros(array.shape)
    for index in np.ndindex(*array.shape):
        sides = []
        for sign in (1, -1):
            moved = array.copy()
            moved[index] += sign * step
            moved = moved if np.ndim(inputs[which]) else float(moved)
            args = [np.copy(v) if isinstance(v, np.ndarray) else v for v in inputs]
            args[which] = moved
            out = fn(*args)
            sides.append(float(np.squeeze(out[0] if isinstance(out, tuple) else out)))
        gradient[index] = (sides[0] - sides[1]) / (2 * step)
    return gradient
