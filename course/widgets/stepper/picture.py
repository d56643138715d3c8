"""The graph of a trace as a small SVG picture, for the still frame: names, shapes and who reads whom."""

from __future__ import annotations

from html import escape

WIDEST = 2400  # px
HEAD = (
    "<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}'><style>"
    "path{{fill:none;stroke:gray;marker-end:url(#a)}}rect{{fill:white;stroke:gray}}"
    "text{{font:12px sans-serif;text-anchor:middle}}"
    "</style><marker id='a' markerWidth='9' markerHeight='8' refX='9' refY='4' orient='auto'>"
    "<path d='M0 0 9 4 0 8z' style='fill:gray;marker:none'/></marker><rect width='100%' height='100%' stroke='none'/>"
)


def picture(trace: dict, layout: dict) -> str:
    """SVG text of the graph, from the JSON forms of a trace and of its layout."""
    nodes = {node["id"]: node for node in trace["nodes"]}
    layout = _first_part(layout)
    edges = "".join(f"<path d='M{_line(edge['points'])}'/>" for edge in layout["edges"])
    boxes = "".join(_box(box, nodes) for box in layout["nodes"])
    return HEAD.format(width=_number(layout["width"]), height=_number(layout["height"])) + edges + boxes + "</svg>"


def _first_part(layout: dict) -> dict:
    """As much as a page is wide: a picture of hundreds of nodes would cost more than the stepper."""
    if layout["width"] <= WIDEST:
        return layout
    nodes = [box for box in layout["nodes"] if box["x"] + box["w"] <= WIDEST]
    edges = [edge for edge in layout["edges"] if edge["points"][0][0] <= WIDEST]
    return {"width": WIDEST, "height": layout["height"], "nodes": nodes, "edges": edges}


def _box(box: dict, nodes: dict) -> str:
    x, y, w, h = (_number(box[key]) for key in "xywh")
    ghost = box["ghost_of"] is not None
    node = nodes[box["ghost_of"] if ghost else box["id"]]
    dashed = " stroke-dasharray='4'" if ghost else ""
    middle, line = _number(box["x"] + box["w"] / 2), _number(box["y"] + box["h"] / 2 + 4)
    label = escape(f"{node['name']} {'×'.join(map(str, node['shape']))}".strip())
    return f"<rect x='{x}' y='{y}' width='{w}' height='{h}'{dashed}/><text x='{middle}' y='{line}'>{label}</text>"


def _line(points: list) -> str:
    return "L".join(f"{_number(x)} {_number(y)}" for x, y in points)


def _number(value: float) -> str:
    return f"{value:.0f}"
