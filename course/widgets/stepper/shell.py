"""``Stepper``: a trace as something a notebook shows and a browser plays, without a kernel behind it.

Its output is plain HTML that carries its own code and numbers, so it still steps after the notebook was saved and
opened again, after ``nbconvert --to html``, and with no network.
"""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from ...tracing.layout import layout
from ...tracing.trace import Trace
from .bundle import fragment
from .picture import picture
from .static import still_frame

if TYPE_CHECKING:
    from .live import LiveStepper

DIGITS = 7  # significant, enough for what is painted and for the checks' own words
NODE_FIELDS = ("id", "name", "op", "kind", "shape", "value", "gradient", "parents")  # what the drawing reads
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
        trace = json.loads(self.trace.to_json())
        nodes = [node for node in trace["nodes"] if node["group"] is None]
        trace["nodes"] = [{key: node[key] for key in NODE_FIELDS} for node in nodes]
        used = _used(trace)
        for index, array in enumerate(trace["arrays"]):
            array["data"] = [_rounded(x) for x in array["data"]] if index in used else []
        return {"trace": trace, "layout": layout(self.trace), "options": {"step": self.start}}

    def to_html(self) -> str:
        """The stepper as a piece of HTML that needs nothing else."""
        data = self.data()
        still = still_frame(data["trace"], picture(data["trace"], data["layout"]))
        return fragment(data, still) if self.trace.steps else still

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
        return LiveStepper(data=self.data(), step=self.start)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        # No widget type beside these two: a viewer that finds one shows it, and it does not survive saving.
        return {"text/html": self.to_html(), "text/plain": repr(self)}

    def __repr__(self) -> str:
        return f"Stepper: {self.trace.title}, {len(self.trace.nodes)} nodes, {len(self.trace.steps)} steps"


def _rounded(x: float | str) -> float | str:
    return float(f"{x:.{DIGITS}g}") if isinstance(x, float) else x


def _used(trace: dict) -> set[int]:
    """The indexes of the arrays that a node, a step or a check names."""
    fields = ("value", "gradient", "upstream", "local", "product", "before", "total")
    return {item.get(field) for part in ("nodes", "steps", "checks") for item in trace[part] for field in fields}
