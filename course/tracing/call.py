"""The call that is recorded, and what has to be put back after running it."""

from __future__ import annotations

import contextlib
import inspect
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import CodeType, FrameType, FunctionType
from typing import Any

import numpy as np

from .inputs import copy_of
from .source import Source


@dataclass
class Call:
    """A function with its arguments by name, and which calls to step into."""

    function: Callable
    code: CodeType
    bound: Any
    source: Source
    wanted: Callable[[FrameType], bool]

    def run(self, arguments: dict[str, Any]) -> Any:
        """Call the function with these values in place of its own arguments."""
        bound = inspect.BoundArguments(self.bound.signature, arguments)
        return self.function(*bound.args, **bound.kwargs)


@contextlib.contextmanager
def undisturbed(function: FunctionType) -> Iterator[None]:
    """Put random states, and arrays that the function reads from outside, back to what they were."""
    states = np.random.get_state(), random.getstate()  # noqa: NPY002 (the student's code may use it)
    outside = [(array, copy_of(array)) for array in outside_arrays(function).values()]
    try:
        yield
    finally:
        np.random.set_state(states[0])  # noqa: NPY002
        random.setstate(states[1])
        for array, before in outside:
            if array.flags.writeable and array.tobytes() != before.tobytes():
                array[...] = before


def outside_arrays(function: FunctionType) -> dict[str, np.ndarray]:
    """The global and enclosing variables of ``function`` that are arrays."""
    found = {n: function.__globals__[n] for n in function.__code__.co_names if n in function.__globals__}
    for name, cell in zip(function.__code__.co_freevars, function.__closure__ or (), strict=True):
        with contextlib.suppress(ValueError):
            found[name] = cell.cell_contents
    return {name: value for name, value in found.items() if isinstance(value, np.ndarray)}


def line_of(error: BaseException, source: Source) -> int | None:
    """The innermost line of the listing that ``error`` came through."""
    line, step = None, error.__traceback__
    while step is not None:
        line = source.line(step.tb_frame.f_code.co_filename, step.tb_lineno) or line
        step = step.tb_next
    return line
