"""The still frame of a trace: a picture of the graph and a list of the steps, in HTML that Jupyter never takes out.

An untrusted notebook loses scripts, ``svg`` and ``math``; it keeps ``img`` with a data address, ``details`` and lists.
"""

from __future__ import annotations

from html import escape
from urllib.parse import quote

MOST_ROWS = 100  # of the list; the stepper reads these sentences from it
URL_SAFE = " ='/:;(){},<>"  # what a data address may hold besides letters; escaping less keeps the notebook small


def still_frame(trace: dict, picture: str, left_out: int = 0) -> str:
    """HTML of the still frame.

    Parameters
    ----------
    trace : dict
        The JSON form of a trace.
    picture : str
        The graph as SVG.
    left_out : int
        How many nodes the picture does not reach.
    """
    address = quote(picture, safe=URL_SAFE).replace("%C3%97", "×")
    image = f'<img src="data:image/svg+xml,{address}" alt="{escape(_in_words(trace))}">'
    steps = trace["steps"]
    rows = "".join(f"<li>{escape(step['sentence'], quote=False)}" for step in steps[:MOST_ROWS])
    more = f"<p>The first {MOST_ROWS} of {len(steps)} steps.</p>" if len(steps) > MOST_ROWS else ""
    said = "".join(
        f"<p>{escape(text)}</p>" for text in (_cut(left_out), _error(trace.get("error")), trace.get("note")) if text
    )
    summary = f"<summary>{escape(trace['title'])}: {len(steps)} steps as text</summary>"
    return f"{image}{said}<details>{summary}<ol>{rows}</ol>{more}</details>"


def _cut(left_out: int) -> str:
    return f"The picture ends here; {left_out} more nodes follow to the right." if left_out else ""


def _error(error: dict | None) -> str:
    return f"Line {error['line']}: {error['type']}: {error['message']}" if error else ""


def _in_words(trace: dict) -> str:
    names = {node["id"]: node["name"] for node in trace["nodes"]}
    sources = {node["name"]: " and ".join(names[parent] for parent in node["parents"]) for node in trace["nodes"]}
    made = [f"{name} from {source}" for name, source in sources.items() if source]
    return f"Graph of {trace['title']}: " + "; ".join(made[:40]) + (" and more." if len(made) > 40 else ".")
