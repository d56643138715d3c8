"""``live(scene, *controls)``: a figure that follows its sliders and points that can be dragged."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING

from course.widgets.live.compute import Control, Figure
from course.widgets.live.controls import spec
from course.widgets.live.scene import Scene
from course.widgets.live.still import still

if TYPE_CHECKING:
    from course.widgets.live.widget import LiveFigure


class Live:
    """Shows itself as the last value of a cell: a still picture, and the live figure that takes its place."""

    def __init__(self, figure: Figure, title: str) -> None:
        self.figure = figure
        self.title = title
        self.key = uuid.uuid4().hex[:12]

    def widget(self, frame: dict | None = None) -> LiveFigure:
        """The live half alone, as an ipywidget that can stand in a box."""
        from course.widgets.live.widget import LiveFigure

        controls = [spec(control) for control in self.figure.controls]
        about = {"title": self.title, "controls": controls, "key": self.key, "drags": self.figure.drags()}
        return LiveFigure(self.figure, about, frame or self._first())

    def to_html(self) -> str:
        """The still half alone."""
        return self._still(self._first())

    def _first(self) -> dict:
        return self.figure.frame(self.figure.start())

    def _still(self, frame: dict) -> str:
        return still(frame, self.title, self.figure.told(frame["values"]), self.key)

    def _ipython_display_(self) -> None:
        # Two outputs: a viewer that knows widgets shows only the widget of one output, and none is left after saving.
        from IPython.display import display

        frame = self._first()
        display({"text/html": self._still(frame), "text/plain": frame.get("text", "")}, raw=True)
        display(self.widget(frame))

    def __repr__(self) -> str:
        return f"Live figure: {self.title}"


def live(scene: Callable[..., Scene], *controls: Control, title: str) -> Live:
    """Show ``scene`` for the values of ``controls``, and compute it again at every move.

    Parameters
    ----------
    scene : callable
        A function of the controls' names that returns a :class:`Scene`. An argument that no control fills belongs to
        the ``Points`` with this name as ``drag``: (index, x, y) of the point that was moved, None before.
    *controls : Slider, Choice or Toggle
    title : str

    Returns
    -------
    Live
        Shows itself as the last value of a cell.
    """
    if not title.strip():
        raise ValueError("a live figure needs a title: say in a few words what it shows.")
    return Live(Figure(scene, controls), title)
