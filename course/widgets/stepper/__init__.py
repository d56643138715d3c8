"""Step through a computation in the browser: ``step_through(f, *inputs)``, or ``Stepper(trace)``."""

from __future__ import annotations

from collections.abc import Callable

from ...tracing import record
from .shell import Stepper as Stepper


def step_through(function: Callable, *inputs: object, start: int = 0, **options: object) -> Stepper:
    """Record ``function(*inputs)`` and play it.

    Parameters
    ----------
    function : callable
        Your own NumPy code, forward and, if you like, backward.
    *inputs : array_like
        What it is called with.
    start : int
        The step it opens at, from 0.
    **options
        Passed on to :func:`course.tracing.record`.

    Returns
    -------
    Stepper
        Shows itself as the last value of a cell.
    """
    return Stepper(record(function, *inputs, **options), start=start)
