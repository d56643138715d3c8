"""The first wrong line of the student's own function, by its trace: their dV beside dL/dV of their own forward."""

from __future__ import annotations

from collections.abc import Callable

from ..tracing import record


def first_wrong_line(function: Callable, arguments: list) -> str | None:
    """A sentence on the first of the student's gradients that is not one, or None if there is nothing to say.

    It only adds to a message: whatever recording makes of a strange function, the check goes on without it.
    """
    try:
        trace = record(function, *arguments)
    except Exception:  # recording is a courtesy here, and refuses in many ways
        return None
    wrong = [found for found in trace.checks if not found.ok]
    if not wrong:
        return None
    return min(wrong, key=lambda found: found.line).message.removeprefix("First wrong line, ")
