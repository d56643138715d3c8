"""Which of the function's values is the loss."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from .errors import RecordingError
from .plain import PlainRun

NAMES = ("loss", "L", "E", "J", "f", "cost", "objective")


def is_scalar(value: Any) -> bool:
    """One floating-point number: a float, or an array of one entry."""
    return (
        isinstance(value, (float, np.floating, np.ndarray))
        and np.size(value) == 1
        and np.asarray(value).dtype.kind == "f"
    )


def first_scalar(returned: Any) -> int | None:
    """-1 if ``returned`` is itself a number, else the place of the first number in the tuple, or None."""
    if isinstance(returned, (tuple, list)):
        return next((n for n, part in enumerate(returned) if is_scalar(part)), None)
    return -1 if is_scalar(returned) else None


def picker(plain: PlainRun) -> Callable[[Any], Any]:
    """A function that finds the loss in what the recorded function returns."""
    place = first_scalar(plain.returned)
    if place is None:
        return lambda returned: None
    return (lambda returned: returned) if place == -1 else (lambda returned: returned[place])


def candidates(plain: PlainRun, of: str | None) -> Iterator[tuple[str, int] | None]:
    """(variable, tick) of each value that could be the loss, best first; None stands for the returned number."""
    written = {w.name: w.tick for w in plain.watcher.writes if w.depth == 0 and is_scalar(w.value)}
    if of is not None:
        if of not in written and plain.error:
            return  # it stopped before it came to that line, and that is what the trace will show
        if of not in written:
            known = ", ".join(written) or "none"
            raise RecordingError(f"of={of!r} names no number that the function assigns. Numbers it assigns: {known}.")
        yield of, written[of]
        return
    for name in NAMES:
        if name in written:
            yield name, written[name]
    if first_scalar(plain.returned) is not None:
        value = picker(plain)(plain.returned)
        name = next((n for n, v in plain.locals.items() if v is value and n in written), None)
        yield (name, written[name]) if name else None


def missing(plain: PlainRun, of: str | None) -> RecordingError:
    """What to say when no candidate depends on the arguments."""
    names = ", ".join(NAMES)
    if of is not None:
        return RecordingError(
            f"{of} does not depend on the arguments: pass the arrays it is computed from as arguments."
        )
    return RecordingError(
        f"No loss was found that depends on the arguments. Name the number to differentiate (one of {names}), "
        "return it first, or say which it is: of='name'. Arrays it should depend on must be arguments."
    )
