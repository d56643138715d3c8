"""A scene: what a live figure shows now, in panels, with a sentence that says it in words."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from course.widgets.live.layers import LAYERS, Arrows, Bars, Image, Line, Points, Rule
from course.widgets.live.read import one_of, pair

SCALES = ("linear", "log")
Layer = Line | Points | Image | Arrows | Bars | Rule


@dataclass(frozen=True, eq=False)
class Panel:
    """One pair of axes and what is drawn in it, in order.

    ``xlim`` and ``ylim`` are found from the layers where they are None; give them where the axes must stand still while
    a control moves. ``equal=True`` gives one unit the same length on both axes, so that angles are seen as they are.
    """

    layers: tuple[Layer, ...]
    title: str = ""
    xlabel: str = ""
    ylabel: str = ""
    xscale: str = "linear"
    yscale: str = "linear"
    xlim: tuple[float, float] | None = None
    ylim: tuple[float, float] | None = None
    equal: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "layers", _layers(self.layers))
        for axis, scale, limits in (("x", self.xscale, self.xlim), ("y", self.yscale, self.ylim)):
            one_of(scale, SCALES, f"Panel.{axis}scale")
            if limits is not None:
                object.__setattr__(self, f"{axis}lim", pair(limits, f"Panel.{axis}lim"))
            if scale == "log":
                self._check_log(axis)
        self._check_together()

    def _check_log(self, axis: str) -> None:
        limits = getattr(self, f"{axis}lim")
        if limits and limits[0] <= 0:
            raise ValueError(f"a log axis starts above 0; Panel.{axis}lim is {limits}. Raise its low end.")
        for layer in self.layers:
            values = layer.reach()["xy".index(axis)]
            wrong = values[values <= 0]
            if len(wrong):
                name = f"{type(layer).__name__} {layer.label!r}".replace(" ''", "")
                raise ValueError(
                    f"a log axis shows numbers above 0 only; {name} has {axis} = {wrong[0]:g}. "
                    f"Leave a gap with np.where({axis} > 0, {axis}, np.nan), or use {axis}scale='linear'."
                )

    def _check_together(self) -> None:
        if sum(isinstance(layer, Image) for layer in self.layers) > 1:
            raise ValueError("a Panel holds one Image; the second would hide it. Put it into a panel of its own.")
        linear = self.equal or any(isinstance(layer, Image) for layer in self.layers)
        if linear and "log" in (self.xscale, self.yscale):
            raise ValueError("an Image and equal=True need linear axes; one is 'log'. Use xscale=yscale='linear'.")
        labels = {layer.labels for layer in self.layers if isinstance(layer, Bars)}
        if len(labels) > 1:
            raise ValueError(f"all Bars of a Panel share their labels; got {sorted(labels)}. Use a panel for each.")


@dataclass(frozen=True, eq=False)
class Scene:
    """Panels side by side, and ``text``: one or two sentences that say what is seen now, with its numbers."""

    panels: tuple[Panel, ...]
    text: str

    def __post_init__(self) -> None:
        panels = (self.panels,) if isinstance(self.panels, Panel) else tuple(self.panels)
        object.__setattr__(self, "panels", panels)
        if not panels or not all(isinstance(panel, Panel) for panel in panels):
            raise TypeError(
                f"Scene.panels holds Panels, at least one; got {[type(panel).__name__ for panel in panels]}."
            )
        if not self.text.strip():
            raise ValueError("a Scene needs its text, for those who can't see it: say what is seen, with its numbers.")
        if len(set(self.drags)) < len(self.drags):
            raise ValueError(f"each drag name belongs to one set of Points; got {self.drags}. Rename one.")

    @property
    def drags(self) -> tuple[str, ...]:
        """The arguments that the draggable points fill."""
        layers = [layer for panel in self.panels for layer in panel.layers]
        return tuple(layer.drag for layer in layers if isinstance(layer, Points) and layer.drag)


def _layers(layers: object) -> tuple[Layer, ...]:
    layers = (layers,) if isinstance(layers, LAYERS) else tuple(layers)
    names = [kind.__name__ for kind in LAYERS]
    if not layers:
        raise ValueError(f"a Panel must have at least one layer; it has none. Give it one of {', '.join(names)}.")
    for layer in layers:
        if not isinstance(layer, LAYERS):
            raise TypeError(f"a layer must be one of {', '.join(names)}; got {type(layer).__name__}.")
    return layers


def reach(panel: Panel, axis: str) -> np.ndarray:
    """All numbers that one axis of a panel must hold."""
    return np.concatenate([layer.reach()["xy".index(axis)] for layer in panel.layers])
