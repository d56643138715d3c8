"""The graph of a trace as a small SVG picture, for the still frame: names, shapes and who reads whom."""

from __future__ import annotations

from html import escape

WIDEST = 2400  # px: a picture of hundreds of nodes would cost more than the stepper
HEAD = (
    "<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}'><style>"
    "svg{{background:white}}path{{fill:none;stroke:gray}}text{{font:12px sans-serif;text-anchor:middle}}</style>"
)


def picture(trace: dict, layout: dict) -> str:
    """SVG text of the graph, from the JSON forms of a trace and of its layout. Whoever reads stands further right."""
    labels = {node["id"]: _name(node, trace["arrays"]) for node in trace["nodes"]}
    boxes = [box for box in layout["nodes"] if box["x"] + box["w"] <= WIDEST]
    lines = [_line(edge["points"]) for edge in layout["edges"] if edge["points"][0][0] <= WIDEST]
    head = HEAD.format(width=_number(min(layout["width"], WIDEST)), height=_number(layout["height"]))
    own, ghosts = ([box for box in boxes if (box.get("ghost_of") is None) is mine] for mine in (True, False))
    lines += [_frame(box) for box in own]
    dashed = f"<path stroke-dasharray='4' d='{''.join(map(_frame, ghosts))}'/>" if ghosts else ""
    return head + f"<path d='{''.join(lines)}'/>{dashed}" + "".join(_label(box, labels) for box in boxes) + "</svg>"


def left_out(layout: dict) -> int:
    """How many nodes stand beyond the right edge of the picture; ghosts are not counted."""
    return sum(box["x"] + box["w"] > WIDEST and box.get("ghost_of") is None for box in layout["nodes"])


def _frame(box: dict) -> str:
    x, y, w, h = (_number(box[key]) for key in "xywh")
    return f"M{x} {y}h{w}v{h}h-{w}z"


def _name(node: dict, arrays: list) -> str:
    array = arrays[node["value"]]
    return escape(f"{node['name']} {'×'.join(map(str, array.get('cut') or array['shape']))}".strip(), quote=False)


def _label(box: dict, labels: dict) -> str:
    label = labels[box["id"] if box.get("ghost_of") is None else box["ghost_of"]]
    middle, line = _number(box["x"] + box["w"] / 2), _number(box["y"] + box["h"] / 2 + 4)
    return f"<text x='{middle}' y='{line}'>{label}</text>"


def _line(points: list) -> str:
    return "M" + " ".join(f"{_number(x)} {_number(y)}" for x, y in points)


def _number(value: float) -> str:
    return f"{value:.0f}"
