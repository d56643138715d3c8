"""A frame as a still SVG picture, in the colours of a light page; the browser's own drawing is ``draw.js``."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from html import escape

import numpy as np

from course.widgets.live.png import png

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 380, 250, 58, 26, 14, 66  # of the plot, and around it
LETTER = 7  # pixels, of a tick's label
STYLE = "text{font:12px sans-serif;fill:#333}.m{text-anchor:middle}.e{text-anchor:end}path{fill:none;stroke-width:2}"
COLOUR = {"blue": "#0072b2", "orange": "#c95500", "green": "#00805e", "purple": "#a0408a", "grey": "#6b6b6b"}
COLOUR |= {"black": "#222"}
DASH = {"solid": "none", "dashed": "7 4", "dotted": "2 4"}
SIGN = {"circle": "●", "square": "■", "cross": "×", "triangle": "▲", "solid": "—", "dashed": "– –", "dotted": "····"}
SIGN |= {"arrows": "→", "bars": "▮", "hollow": "▯", "rule": "┄"}
MARK = {
    "circle": "m-{r} 0a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0 -{d} 0",
    "square": "m-{r} -{r}h{d}v{d}h-{d}z",
    "cross": "m-{r} -{r}l{d} {d}m-{d} 0l{d} -{d}",
    "triangle": "m0 -{r}l{r} {d}h-{d}z",
}


def picture(frame: dict) -> str:
    """SVG of all panels of :func:`course.widgets.live.plain.plain`, beside each other."""
    numbers = np.frombuffer(frame["numbers"], dtype="<f4").astype(float)
    plots = [Plot(_width(panel), numbers) for panel in frame["panels"]]
    left, panels = 0, ""
    for plot, panel in zip(plots, frame["panels"], strict=True):
        panels += f"<g transform='translate({left} 0)'>{plot.panel(panel)}</g>"
        left += LEFT + plot.width + RIGHT
    size = f"width='{left}' height='{TOP + HEIGHT + BOTTOM}'"
    ground = "<rect width='100%' height='100%' fill='#fff'/>"
    return f"<svg xmlns='http://www.w3.org/2000/svg' {size}><style>{STYLE}</style>{ground}{panels}</svg>"


def _width(panel: dict) -> int:
    return round(min(WIDTH, max(120, HEIGHT / panel["aspect"]))) if panel["aspect"] else WIDTH


def _stroke(layer: dict, d: str, more: str = "") -> str:
    return f"<path stroke='{COLOUR[layer['colour']]}' d='{d}' {more}/>"


@dataclass(frozen=True)
class Plot:
    """Draws panels ``width`` pixels wide from shares of their axes; layers name their parts of ``numbers``."""

    width: int
    numbers: np.ndarray

    def panel(self, panel: dict) -> str:
        """Axes, layers, words and legend."""
        marks = "".join(getattr(self, layer["kind"])(layer) for layer in panel["layers"])
        plot = f"<svg x='{LEFT}' y='{TOP}' width='{self.width}' height='{HEIGHT}'>{marks}</svg>"
        box = f"<path stroke='#999' style='stroke-width:1' d='M{LEFT} {TOP}v{HEIGHT}h{self.width}'/>"
        return plot + box + self._words(panel) + self._legend(panel["layers"])

    def _words(self, panel: dict) -> str:
        bottom, middle = TOP + HEIGHT, LEFT + self.width / 2
        last = LEFT + self.width + RIGHT
        at = [
            ("m", min(LEFT + u * self.width, last - LETTER * len(text) / 2), bottom + 16, text)
            for u, text in panel["x"]["ticks"]
        ]
        at += [("e", LEFT - 6, bottom - v * HEIGHT + 4, text) for v, text in panel["y"]["ticks"]]
        at += [("m", middle, 16, panel["title"]), ("m", middle, bottom + 34, panel["xlabel"])]
        words = "".join(
            f"<text class='{kind}' x='{x:.0f}' y='{y:.0f}'>{escape(text)}</text>" for kind, x, y, text in at
        )
        turned = (
            f"<text class='m' transform='translate(13 {TOP + HEIGHT / 2})rotate(-90)'>{escape(panel['ylabel'])}</text>"
        )
        return words + turned

    def _legend(self, layers: list[dict]) -> str:
        parts = []
        for layer in layers:
            names = (layer.get("marker"), layer.get("dash"), "hollow" if layer.get("seat") else layer["kind"])
            sign = next((SIGN[name] for name in names if name in SIGN), None)
            if layer["label"] and sign:
                parts.append(f"<tspan fill='{COLOUR[layer['colour']]}'>{sign}</tspan> {escape(layer['label'])}")
        return f"<text class='m' x='{LEFT + self.width / 2}' y='{TOP + HEIGHT + 56}'>{'  '.join(parts)}</text>"

    def _read(self, ref: list[int]) -> np.ndarray:
        return self.numbers[ref[0] : ref[0] + ref[1]]

    def _pixels(self, layer: dict, x: str = "x", y: str = "y") -> list[tuple[float, float] | None]:
        """The places of a layer's points; None for a gap."""
        u, v = np.round(self._read(layer[x]) * self.width, 1), np.round((1 - self._read(layer[y])) * HEIGHT, 1)
        return [(a, b) if a == a and b == b else None for a, b in zip(u.tolist(), v.tolist(), strict=True)]

    def _pairs(self, layer: dict) -> list[tuple[float, float, float, float]]:
        ends = zip(self._pixels(layer), self._pixels(layer, "x2", "y2"), strict=True)
        return [(*start, *end) for start, end in ends if start and end]

    def line(self, layer: dict) -> str:
        """A path that lifts its pen at a gap."""
        d, pen = [], "M"
        for at in self._pixels(layer):
            d.append(f"{pen}{at[0]:g} {at[1]:g}" if at else "")
            pen = "L" if at else "M"
        return _stroke(layer, "".join(d), f"stroke-dasharray='{DASH[layer['dash']]}'")

    def points(self, layer: dict) -> str:
        """All markers in one path."""
        radius = max(layer["size"], 6) if layer["drag"] else layer["size"]
        mark = MARK[layer["marker"]].format(r=f"{radius:g}", d=f"{2 * radius:g}")
        filled = f"style='fill:{COLOUR[layer['colour']]};stroke:#fff;stroke-width:{min(1, radius / 5):g}'"
        d = "".join(f"M{at[0]:g} {at[1]:g}{mark}" for at in self._pixels(layer) if at)
        return _stroke(layer, d, "" if layer["marker"] == "cross" else filled)

    def arrows(self, layer: dict) -> str:
        """Shafts, each with a head of two strokes, 8 px long."""
        d = [f"M{a:g} {b:g}L{c:g} {d:g}" for a, b, c, d in self._pairs(layer)]
        for a, b, c, e in self._pairs(layer):
            length = np.hypot(c - a, e - b)
            u, v = (8 * (a - c) / length, 8 * (b - e) / length) if length > 1 else (0, 0)
            d.append(f"M{c + u - v / 2:.1f} {e + v + u / 2:.1f}L{c:g} {e:g}L{c + u + v / 2:.1f} {e + v - u / 2:.1f}")
        return _stroke(layer, "".join(d))

    def bars(self, layer: dict) -> str:
        """Boxes from (x, y) to (x2, y2)."""
        d = "".join(f"M{a:g} {b:g}V{e:g}H{c:g}V{b:g}z" for a, b, c, e in self._pairs(layer))
        opacity = 0.15 if layer["seat"] else 0.85
        return _stroke(layer, d, f"style='fill:{COLOUR[layer['colour']]};fill-opacity:{opacity}'")

    def rule(self, layer: dict) -> str:
        """A dashed line across the plot."""
        x, y = layer["at"] * self.width, (1 - layer["at"]) * HEIGHT
        d = f"M{x:.1f} 0V{HEIGHT}" if layer["across"] == "x" else f"M0 {y:.1f}H{self.width}"
        return _stroke(layer, d, "stroke-dasharray='3 3'")

    def image(self, layer: dict) -> str:
        """A PNG clipped to the image's extent, since a cell lies around its sample; and the contour."""
        left, right, bottom, top = layer["box"]
        rows, columns = layer["rows"], layer["columns"]
        width, height = (right - left) * self.width, (top - bottom) * HEIGHT
        dx, dy = width / (columns - 1), height / (rows - 1)
        data = b64encode(png(self._read(layer["values"]).reshape(rows, columns)[::-1])).decode()
        place = f"x='{-dx / 2:.2f}' y='{-dy / 2:.2f}' width='{width + dx:.2f}' height='{height + dy:.2f}'"
        inner = f"<image {place} preserveAspectRatio='none' href='data:image/png;base64,{data}'/>"
        clip = f"x='{left * self.width:.2f}' y='{(1 - top) * HEIGHT:.2f}' width='{width:.2f}' height='{height:.2f}'"
        pieces = dict(zip(("x", "y", "x2", "y2"), layer.get("contour", ()), strict=False))
        d = "".join(f"M{a:g} {b:g}L{c:g} {e:g}" for a, b, c, e in self._pairs(pieces)) if pieces else ""
        return f"<svg {clip}>{inner}</svg>" + _stroke({"colour": "black"}, d)
