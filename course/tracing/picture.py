"""A Trace as a still picture: SVG with a title and a description, on a light ground of its own."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from .brief import one_line
from .layout import layout

if TYPE_CHECKING:
    from .trace import Node, Trace

# blue for values, orange for gradients: told apart without colour by their place (upper and lower line)
GROUND, INK, SOFT, BLUE, ORANGE, RED = "#ffffff", "#1b1f24", "#57606a", "#0b5cad", "#a04100", "#b3261e"
_FILL = {"input": "#e7f0fa", "constant": "#f0f1f3", "loss": "#fdf0e3"}
_FONT = "font-family='system-ui, sans-serif'"


def to_svg(trace: Trace) -> str:
    """The graph with each node's name, value and gradient; a cross where the student's own gradient is wrong."""
    placed = layout(trace)
    width, height = max(placed["width"], 200), placed["height"]
    wrong = {check.node for check in trace.checks if not check.ok}
    boxes = [_box(box, trace.nodes[_id(box)], _id(box) in wrong) for box in placed["nodes"]]
    lines = [_edge(edge["points"]) for edge in placed["edges"]]
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} {height}' width='{width}' height='{height}' "
        f"role='img' aria-label='{escape(trace.title, quote=True)}'>"
        f"<title>{escape(trace.title)}</title><desc>{escape(describe(trace))}</desc>"
        f"<rect width='{width}' height='{height}' rx='6' fill='{GROUND}'/>"
        f"<g fill='none' stroke='{SOFT}' stroke-width='1.5'>{''.join(lines)}</g>{''.join(boxes)}</svg>"
    )


def _id(box: dict[str, Any]) -> int:
    return box["id"] if box["ghost_of"] is None else box["ghost_of"]


def describe(trace: Trace) -> str:
    """The picture in words: each operation with its value and gradient."""
    shown = [node for node in trace.nodes if node.group is None and node.kind not in ("input", "constant")]
    inputs = ", ".join(node.name for node in trace.nodes if node.group is None and node.kind == "input")
    parts = [f"{node.formula}, value {one_line(node.value)}, gradient {one_line(node.gradient)}" for node in shown]
    return f"Graph from left to right. Inputs: {inputs}. " + "; ".join(parts) + "."


def _edge(points: list[list[float]]) -> str:
    """A smooth line through the points, with an arrow head at its end."""
    (x, y), *rest = points
    path = f"M{x:.1f} {y:.1f}"
    for px, py in rest:
        middle = (x + px) / 2
        path += f"L{px:.1f} {py:.1f}" if py == y else f"C{middle:.1f} {y:.1f} {middle:.1f} {py:.1f} {px:.1f} {py:.1f}"
        x, y = px, py
    return f"<path d='{path}'/><path d='M{x - 7:.1f} {y - 4:.1f}L{x:.1f} {y:.1f}L{x - 7:.1f} {y + 4:.1f}'/>"


def _box(box: dict[str, Any], node: Node, wrong: bool) -> str:
    x, y, w, h = box["x"], box["y"], box["w"], box["h"]
    dash = " stroke-dasharray='4 3'" if box["ghost_of"] is not None else ""
    edge = RED if wrong else INK if node.kind == "loss" else SOFT
    name = ("✗ " if wrong else "") + _short(node.name, w)
    place = f"x='{x:.1f}' y='{y:.1f}' width='{w:.1f}' height='{h}' rx='5'"
    return (
        f"<g><rect {place} fill='{_FILL.get(node.kind, GROUND)}' stroke='{edge}'{dash}/>"
        + _text(x + w / 2, y + 16, 12, RED if wrong else INK, name, "600")
        + _text(x + w / 2, y + 31, 11, BLUE, one_line(node.value))
        + _text(x + w / 2, y + 45, 11, ORANGE, f"∇ {one_line(node.gradient)}")
        + "</g>"
    )


def _text(x: float, y: float, size: int, colour: str, text: str, weight: str = "400") -> str:
    place = f"x='{x:.1f}' y='{y:.1f}' font-size='{size}' font-weight='{weight}'"
    return f"<text {place} {_FONT} fill='{colour}' text-anchor='middle'>{escape(text)}</text>"


def _short(name: str, width: float) -> str:
    most = int((width - 8) / 7)
    return name if len(name) <= most else name[: most - 1] + "…"
