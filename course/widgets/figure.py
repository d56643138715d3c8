"""A matplotlib figure as a picture with a text alternative."""

from __future__ import annotations

import base64
import html
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True)
class Picture:
    """A still figure: SVG in an ``<img>`` with alt text, which screen readers and untrusted notebooks keep."""

    svg: bytes
    alt: str

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        data = base64.b64encode(self.svg).decode("ascii")
        style = "max-width:100%;height:auto;background:#fff;border-radius:4px"
        image = f'<img src="data:image/svg+xml;base64,{data}" alt="{html.escape(self.alt)}" style="{style}">'
        return {"text/html": image, "text/plain": self.alt}


def picture(figure: Figure, alt: str) -> Picture:
    """Draw a matplotlib figure into a :class:`Picture` and close it.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
    alt : str
        What the figure shows, with its numbers, for those who can't see it.

    Raises
    ------
    ValueError
        If there is no text alternative.
    """
    if not alt.strip():
        raise ValueError("a figure needs a text alternative: say in a sentence or two what it shows")
    from matplotlib import pyplot, rc_context

    buffer = io.BytesIO()
    with rc_context({"svg.hashsalt": "course"}):
        figure.savefig(buffer, format="svg", bbox_inches="tight", metadata={"Date": None})
    pyplot.close(figure)
    return Picture(buffer.getvalue(), alt)
