"""``Stepper``: a trace as something a notebook shows and a browser plays, without a kernel behind it.

Its output is plain HTML that carries its own code and numbers, so it still steps after the notebook was saved and
opened again, after ``nbconvert --to html``, and with no network.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from ...tracing.trace import Trace
from .bundle import fragment
from .picture import left_out, picture
from .plain import plain
from .static import MOST_ROWS, still_frame

if TYPE_CHECKING:
    from .live import LiveStepper

PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>:root{{color-scheme:light dark}}body{{margin:1rem auto;max-width:1080px;padding:0 8px}}</style>
{body}
</html>
"""


class Stepper:
    """Plays a trace step by step.

    Parameters
    ----------
    trace : Trace
        What :func:`course.tracing.record` returned.
    start : int
        The step it opens at, from 0.

    Raises
    ------
    TypeError
        If ``trace`` is not a Trace.
    ValueError
        If there is no step ``start``.
    """

    def __init__(self, trace: Trace, *, start: int = 0) -> None:
        if not isinstance(trace, Trace):
            given = type(trace).__name__
            raise TypeError(f"Stepper plays a Trace, not {given}. For a function, use step_through(f, *inputs).")
        if trace.steps and not 0 <= start < len(trace.steps):
            raise ValueError(f"start must be one of the steps 0 to {len(trace.steps) - 1}; got {start}.")
        self.trace = trace
        self.start = start

    def data(self) -> dict:
        """All that the JavaScript core needs, as plain data."""
        return plain(self.trace) | {"options": {"step": self.start}}

    def to_html(self) -> str:
        """The stepper as a piece of HTML that needs nothing else."""
        return html_of(self.data())

    def save(self, path: str | Path) -> Path:
        """Write a page of its own, and return where it is."""
        path = Path(path)
        path.write_text(PAGE.format(title=escape(self.trace.title), body=self.to_html()), encoding="utf-8")
        return path

    def live(self) -> LiveStepper:
        """The same stepper as a widget whose ``step`` Python can read, set and link; needs anywidget."""
        try:
            from .live import LiveStepper
        except ModuleNotFoundError as error:
            message = f"live() needs {error.name}: pip install anywidget. The plain stepper needs nothing."
            raise ModuleNotFoundError(message) from error
        return LiveStepper(self.data())

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        # No widget type beside these two: a viewer that finds one shows it, and it does not survive saving.
        return {"text/html": self.to_html(), "text/plain": repr(self)}

    def __repr__(self) -> str:
        return f"Stepper: {self.trace.title}, {len(self.trace.nodes)} nodes, {len(self.trace.steps)} steps"


def html_of(data: dict) -> str:
    """``data`` as HTML: the still frame alone where there is nothing to step through."""
    trace, layout = data["trace"], data["layout"]
    still = still_frame(trace, picture(trace, layout), left_out(layout))
    return fragment(data, still, said=MOST_ROWS) if trace["steps"] else still
