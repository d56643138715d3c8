"""The kernel's side of a live figure: a browser sends values, gets a frame; one message each way.

The browser has one question open at a time and asks again only for the latest values, so nothing ever queues here.
"""

from __future__ import annotations

import anywidget
import traitlets

from course.widgets.live.assets import script, style
from course.widgets.live.compute import Figure


class LiveFigure(anywidget.AnyWidget):
    """Traits: ``spec``, the title, the controls and the key of the still picture; ``frame``, what is shown now."""

    _esm = script()
    _css = style()
    spec = traitlets.Dict().tag(sync=True)
    frame = traitlets.Dict().tag(sync=True)

    def __init__(self, figure: Figure, spec: dict, frame: dict) -> None:
        super().__init__(spec=spec, frame=frame)
        self.figure = figure
        self.on_msg(self._answer)

    def _answer(self, widget: object, content: object, buffers: object) -> None:
        """Compute the scene that was asked for; ``ask`` tells the browser which question is answered."""
        if isinstance(content, dict) and isinstance(content.get("values"), dict):
            self.frame = self.figure.frame(content["values"]) | {"ask": content.get("ask")}

    def __repr__(self) -> str:
        # What an untrusted or exported notebook shows below the still picture.
        return "The live figure needs its kernel: run this cell."
