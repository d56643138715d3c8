"""The plain run: the function on its own arguments, as NumPy computes it, watched line by line."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import FrameType
from typing import Any

from .call import Call, line_of
from .errors import RecordingError
from .inputs import copy_of
from .lines import LineTracer
from .watcher import Watcher


@dataclass
class PlainRun:
    """What the function did and returned, or what it raised, at which line."""

    watcher: Watcher
    returned: Any = None
    locals: dict[str, Any] = field(default_factory=dict)
    error: BaseException | None = None
    error_line: int | None = None


def plain_run(call: Call) -> PlainRun:
    """Run the function on copies of its plain arguments and watch every line."""
    arguments = {name: copy_of(value) for name, value in call.bound.arguments.items()}
    watcher = Watcher(call.source.line, call.source.__getitem__)
    run = PlainRun(watcher)

    def seen(frame: FrameType, event: str) -> None:
        if event == "call" and frame.f_code is not call.code:
            call.source.add(frame.f_code)
        watcher(frame, event)
        if event == "return" and frame.f_code is call.code:
            run.locals = dict(frame.f_locals)

    try:
        with LineTracer(call.wanted, seen):
            run.returned = call.run(arguments)
    except RecordingError:
        raise
    except Exception as error:
        run.error, run.error_line = error, line_of(error, call.source)
    return run
