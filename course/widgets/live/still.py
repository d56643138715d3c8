"""What stays in a saved notebook when no kernel and no script is there to move the figure: a picture, in words too.

An ``<img>`` with a data address and alt text survives the cleaning of an untrusted notebook; ``svg`` itself does not.
"""

from __future__ import annotations

from html import escape
from urllib.parse import quote

from course.widgets.live.picture import picture

# Beside the picture JupyterLab would write "model not found": an output without an element in it.
NO_MODEL = (
    "<style>.jp-OutputArea-child:has([data-live-still])+.jp-OutputArea-child .jp-OutputArea-output:not(:has(*))"
    "{display:none}</style>"
)
URL_SAFE = " ='/:;(){},"  # what a data address may hold besides letters; escaping less keeps the notebook small


def still(frame: dict, title: str, told: str, key: str) -> str:
    """HTML of one frame.

    Parameters
    ----------
    frame : dict
        What :meth:`course.widgets.live.compute.Figure.frame` gives.
    title : str
    told : str
        The values it was computed for, in words.
    key : str
        What the live figure finds it by, to take its place.
    """
    if "error" in frame:
        said = f"<p>{escape(title)}: {escape(frame['error'])}</p>"
    else:
        address = f"data:image/svg+xml,{quote(picture(frame), safe=URL_SAFE)}"
        said = f'<img src="{address}" alt="{escape(title)}: {escape(frame["text"])}" style="max-width:100%">'
        said += f"<p>{escape(frame['text'])}</p>"
    at = f" at {escape(told)}" if told else ""
    again = f"<p><em>A still picture{at}. Run this cell to move it.</em></p>"
    return f'<div data-live-still="{key}">{said}{again}{NO_MODEL}</div>'
