"""A scene as plain data: every coordinate placed between the ends of its axis, and all numbers in one block of bytes.

Whoever draws it only multiplies by a width or a height: the browser (``panel.js``) and the still (``picture.py``).
"""

from __future__ import annotations

import numpy as np

from course.widgets.live.axis import Axis, axis_of
from course.widgets.live.contour import zero_contour
from course.widgets.live.layers import Arrows, Bars, Image, Line, Points, Rule
from course.widgets.live.scene import Layer, Panel, Scene, reach

MOST_POINTS = 2000  # of a line; a panel has fewer pixels
BAR = 0.8  # of the distance between two bars


class Block:
    """Little-endian float32 numbers one after the other; ``add`` says where an array went: [offset, length]."""

    def __init__(self) -> None:
        self.arrays: list[np.ndarray] = []
        self.length = 0

    def add(self, array: np.ndarray) -> list[int]:
        """Append an array of any shape."""
        self.arrays.append(np.asarray(array, dtype="<f4").ravel())
        self.length += self.arrays[-1].size
        return [self.length - self.arrays[-1].size, self.arrays[-1].size]

    def to_bytes(self) -> bytes:
        """All of them."""
        return np.concatenate(self.arrays).tobytes() if self.arrays else b""


def plain(scene: Scene) -> dict:
    """``{"panels", "text", "numbers"}``, the last one bytes."""
    block = Block()
    panels = [_panel(panel, block) for panel in scene.panels]
    return {"panels": panels, "text": scene.text, "numbers": block.to_bytes()}


def _panel(panel: Panel, block: Block) -> dict:
    bars = [layer for layer in panel.layers if isinstance(layer, Bars)]
    x, y = _axes(panel, bars)
    plain_x = x.plain()
    if bars:
        plain_x["ticks"] = [(float(x.place(k)), label) for k, label in enumerate(bars[0].labels)]
    layers = [_layer(layer, x, y, block) for layer in panel.layers]
    for seat, bar in enumerate(layer for layer in layers if layer["kind"] == "bars"):
        bar |= {"seat": seat} | _bar_sides(bars[seat], x, block, seat, len(bars))
    aspect = (y.high - y.low) / (x.high - x.low) if panel.equal else None
    words = {"title": panel.title, "xlabel": panel.xlabel, "ylabel": panel.ylabel}
    return words | {"aspect": aspect, "x": plain_x, "y": y.plain(), "layers": layers}


def _axes(panel: Panel, bars: list[Bars]) -> tuple[Axis, Axis]:
    tight = panel.equal or any(isinstance(layer, Image) for layer in panel.layers)
    x = axis_of(reach(panel, "x"), panel.xlim, panel.xscale, tight=tight or bool(bars))
    foot = [0.0] if bars and panel.yscale == "linear" else []
    return x, axis_of(np.append(reach(panel, "y"), foot), panel.ylim, panel.yscale, tight=tight)


def _layer(layer: Layer, x: Axis, y: Axis, block: Block) -> dict:
    words = {"kind": type(layer).__name__.lower(), "label": layer.label, "colour": getattr(layer, "colour", "black")}
    return words | KINDS[type(layer)](layer, x, y, block)


def _line(layer: Line, x: Axis, y: Axis, block: Block) -> dict:
    u, v = thin(x.place(layer.x), y.place(layer.y))
    return {"x": block.add(u), "y": block.add(v), "dash": layer.dash}


def _points(layer: Points, x: Axis, y: Axis, block: Block) -> dict:
    at = {"x": block.add(x.place(layer.x)), "y": block.add(y.place(layer.y))}
    return at | {"marker": layer.marker, "size": layer.size, "drag": layer.drag}


def _image(layer: Image, x: Axis, y: Axis, block: Block) -> dict:
    rows, columns = layer.values.shape
    box = [float(share) for axis, ends in ((x, layer.x), (y, layer.y)) for share in axis.place(np.array(ends))]
    limits = [f"{value:.3g}".replace("-", "−") for value in layer.limits]
    own = {"values": block.add(_shades(layer)), "rows": rows, "columns": columns, "box": box, "limits": limits}
    return own | ({"contour": _contour(layer, box, block)} if layer.contour else {})


def _shades(layer: Image) -> np.ndarray:
    """From -1, at the low limit, over 0 to 1, at the high limit; same shape."""
    low, high = min(layer.limits[0], -np.finfo(float).tiny), max(layer.limits[1], np.finfo(float).tiny)
    with np.errstate(all="ignore"):
        return np.clip(np.where(layer.values < 0, layer.values / -low, layer.values / high), -1, 1)


def _contour(layer: Image, box: list[float], block: Block) -> list[list[int]]:
    rows, columns = layer.values.shape
    left, right, bottom, top = box
    size = np.array([right - left, top - bottom] * 2) / np.array([columns - 1, rows - 1] * 2)
    pieces = np.array([left, bottom] * 2) + size * zero_contour(layer.values)
    return [block.add(part) for part in pieces.T]


def _arrows(layer: Arrows, x: Axis, y: Axis, block: Block) -> dict:
    starts = {"x": x.place(layer.x), "y": y.place(layer.y)}
    ends = {"x2": x.place(layer.x + layer.dx), "y2": y.place(layer.y + layer.dy)}
    return {name: block.add(values) for name, values in (starts | ends).items()}


def _bars(layer: Bars, x: Axis, y: Axis, block: Block) -> dict:
    foot = np.full(len(layer.values), 0.0 if y.log else y.place(0.0))
    return {"y": block.add(foot), "y2": block.add(y.place(layer.values))}


def _bar_sides(layer: Bars, x: Axis, block: Block, seat: int, seats: int) -> dict:
    left = np.arange(len(layer.values)) + BAR * (seat / seats - 0.5)
    return {"x": block.add(x.place(left)), "x2": block.add(x.place(left + 0.95 * BAR / seats))}


def _rule(layer: Rule, x: Axis, y: Axis, block: Block) -> dict:
    at = x.place(layer.x) if layer.y is None else y.place(layer.y)
    return {"across": "x" if layer.y is None else "y", "at": float(at) if np.isfinite(at) else -1.0}


KINDS = {Line: _line, Points: _points, Image: _image, Arrows: _arrows, Bars: _bars, Rule: _rule}


def thin(u: np.ndarray, v: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A long line with fewer points that looks the same: lowest, highest and first gap of every stretch are kept.

    Parameters
    ----------
    u, v : ndarray of shape (n,)

    Returns
    -------
    (ndarray, ndarray), each of shape (at most about MOST_POINTS,)
    """
    if len(u) <= MOST_POINTS:
        return u, v
    stretch = -(-4 * len(u) // MOST_POINTS)
    starts = np.arange(0, len(u), stretch)
    padded = np.full(len(starts) * stretch, np.nan)
    padded[: len(v)] = v
    rows, gap = padded.reshape(-1, stretch), np.isnan(padded.reshape(-1, stretch))
    kept = [np.where(gap, np.inf, rows).argmin(1), np.where(gap, -np.inf, rows).argmax(1), gap.argmax(1), 0 * starts]
    chosen = np.unique(np.append((starts + np.array(kept)).ravel(), len(u) - 1))
    chosen = chosen[chosen < len(u)]
    return u[chosen], v[chosen]
