"""The still frame of a trace: a picture of the graph and a table of the steps, in HTML that Jupyter never takes out.

An untrusted notebook loses scripts, ``svg`` and ``math``; it keeps ``img`` with a data address, ``details`` and tables.
"""

from __future__ import annotations

from html import escape
from urllib.parse import quote

MOST_ROWS = 100
URL_SAFE = " ='/:;(){},×"  # what a data address may hold besides letters; escaping less keeps the notebook small


def still_frame(trace: dict, picture: str) -> str:
    """HTML of the still frame.

    Parameters
    ----------
    trace : dict
        The JSON form of a trace.
    picture : str
        The graph as SVG.
    """
    image = f'<img src="data:image/svg+xml,{quote(picture, safe=URL_SAFE)}" alt="{escape(_in_words(trace))}">'
    steps = trace["steps"]
    rows = "".join(f"<tr><td>{k}<td>{escape(step['sentence'])}" for k, step in enumerate(steps[:MOST_ROWS], start=1))
    more = f"<p>The first {MOST_ROWS} of {len(steps)} steps.</p>" if len(steps) > MOST_ROWS else ""
    table = f"<table><tr><th>step<th>what happens{rows}</table>"
    said = "".join(f"<p>{escape(text)}</p>" for text in (_error(trace["error"]), trace["note"]) if text)
    summary = f"<summary>{escape(trace['title'])}: {len(steps)} steps as text</summary>"
    return f"{image}{said}<details>{summary}{table}{more}</details>"


def _error(error: dict | None) -> str:
    return f"Line {error['line']}: {error['type']}: {error['message']}" if error else ""


def _in_words(trace: dict) -> str:
    names = {node["id"]: node["name"] for node in trace["nodes"]}
    sources = {node["name"]: " and ".join(names[parent] for parent in node["parents"]) for node in trace["nodes"]}
    made = [f"{name} from {source}" for name, source in sources.items() if source]
    return f"Graph of {trace['title']}: " + "; ".join(made[:40]) + (" and more." if len(made) > 40 else ".")
