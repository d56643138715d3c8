"""Step through a computation in the browser: ``step_through(f, *inputs)``, or ``Stepper(trace)``."""

from __future__ import annotations

from collections.abc import Callable

from ...tracing import record, trace_of
from .compare import Comparison as Comparison
from .compare import compare as compare
from .quiz import Quiz as Quiz
from .shell import Stepper as Stepper


def step_through(
    function: Callable,
    *inputs: object,
    start: int = 0,
    predict: bool | str = False,
    against: Callable | None = None,
    **options: object,
) -> Stepper:
    """Record ``function(*inputs)`` and play it.

    Parameters
    ----------
    function : callable
        Your own NumPy code, forward and, if you like, backward. Or the loss of a graph that an engine of yours has
        recorded: see :func:`course.tracing.trace_of`.
    *inputs : array_like
        What it is called with.
    start : int
        The step it opens at, from 0.
    predict : bool or str
        Ask for each value and gradient before it shows: "number", "sign" or "shape"; True lets the student choose.
    against : callable
        Another function of the same inputs, to be played beside this one.
    **options
        Passed on to :func:`course.tracing.record`.

    Returns
    -------
    Stepper
        Shows itself as the last value of a cell.
    """
    if not callable(function):
        return Stepper(trace_of(function, **options), start=start)
    if against is not None and predict:
        raise ValueError("step_through takes predict=... or against=..., not both: a prediction has one right answer.")
    trace = record(function, *inputs, **options)
    if against is not None:
        return Comparison(trace, record(against, *inputs, **{**options, "title": against.__name__}))
    return Quiz(trace, start=start, predict=predict) if predict else Stepper(trace, start=start)
