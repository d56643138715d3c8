"""From what a browser sends to the frame it gets back: values looked up, the scene computed, errors put into words."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable
from dataclasses import dataclass

from course.widgets.live.controls import CONTROLS, Choice, Slider, Toggle
from course.widgets.live.plain import plain
from course.widgets.live.scene import Scene

Control = Slider | Choice | Toggle


@dataclass(frozen=True)
class Figure:
    """A scene function with its controls; ``drags`` are its other arguments, which draggable points may fill.

    Raises
    ------
    TypeError
        If the scene can't be called or a control is none.
    ValueError
        If two controls share a name, or controls and arguments do not fit.
    """

    scene: Callable[..., Scene]
    controls: tuple[Control, ...]

    def __post_init__(self) -> None:
        if not callable(self.scene):
            raise TypeError(
                f"live() takes a function, without (); got {type(self.scene).__name__}. Write live(scene, ...)."
            )
        for control in self.controls:
            if not isinstance(control, CONTROLS):
                raise TypeError(f"a control must be a Slider, Choice or Toggle; got {type(control).__name__}.")
        names = [control.name for control in self.controls]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"each control needs a name of its own; {', '.join(twice)} is there twice. Rename one.")
        parameters = inspect.signature(self.scene).parameters
        missing = [name for name in names if name not in parameters]
        if missing and not any(p.kind is p.VAR_KEYWORD for p in parameters.values()):
            raise ValueError(
                f"each control is an argument of the scene; {self.name}({', '.join(parameters)}) has no "
                f"{', '.join(missing)}. Add it to the function, or take the control out."
            )

    @property
    def name(self) -> str:
        """The scene function's own name."""
        return getattr(self.scene, "__name__", type(self.scene).__name__)

    def drags(self) -> list[str]:
        """Arguments that no control fills."""
        own = {control.name for control in self.controls}
        parameters = inspect.signature(self.scene).parameters.values()
        return [p.name for p in parameters if p.name not in own and p.kind in (p.POSITIONAL_OR_KEYWORD, p.KEYWORD_ONLY)]

    def start(self) -> dict:
        """The values it opens with, as the browser sends them: positions, and None for what was not dragged yet."""
        return {control.name: control.start() for control in self.controls} | dict.fromkeys(self._undragged())

    def _undragged(self) -> list[str]:
        parameters = inspect.signature(self.scene).parameters
        return [name for name in self.drags() if parameters[name].default is inspect.Parameter.empty]

    def values(self, sent: dict) -> dict:
        """The scene's arguments for what a browser sent; what can't be read is as at the start."""
        found = {control.name: _chosen(control, sent.get(control.name)) for control in self.controls}
        places = {name: _place(sent.get(name)) for name in self.drags()}
        needed = self._undragged()
        return found | {name: place for name, place in places.items() if place is not None or name in needed}

    def frame(self, sent: dict) -> dict:
        """What is to be shown: :func:`plain` of the scene, or ``{"error": words}``; with the values it is for."""
        values = self.values(sent)
        try:
            return plain(self._computed(values)) | {"values": sent}
        except Exception as error:
            said = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
            return {"error": f"{self.name}() stopped with {said}", "at": self.told(sent), "values": sent}

    def _computed(self, values: dict) -> Scene:
        scene = self.scene(**values)
        if not isinstance(scene, Scene):
            raise TypeError(f"a scene function ends with return Scene(...); it returned {type(scene).__name__}.")
        drags = self.drags()
        unknown = [name for name in scene.drags if name not in drags]
        if unknown:
            raise ValueError(f"drag={unknown[0]!r} must be an argument that no control fills. Add {unknown[0]}=None.")
        unfilled = [name for name in self._undragged() if name not in scene.drags]
        if unfilled:
            raise ValueError(
                f"nothing fills the argument {unfilled[0]}. Add a control, a drag={unfilled[0]!r} or a default."
            )
        return scene

    def told(self, sent: dict) -> str:
        """The values in words: ``ε = 10⁻⁵, precision = float32``."""
        words = []
        for control in self.controls:
            at = control.values().index(_chosen(control, sent.get(control.name)))
            words.append(f"{control.label} = {control.names()[at]}")
        places = {name: _place(sent.get(name)) for name in self.drags()}
        words += [f"{name} = ({index}, {x:.4g}, {y:.4g})" for name, (index, x, y) in _there(places).items()]
        return ", ".join(words)


def _there(places: dict) -> dict:
    return {name: place for name, place in places.items() if place is not None}


def _chosen(control: Control, position: object) -> object:
    values = control.values()
    known = isinstance(position, int) and 0 <= position < len(values)
    return values[position if known else control.start()]


def _place(sent: object) -> tuple[int, float, float] | None:
    """(index, x, y) of a dragged point, or None."""
    try:
        index, x, y = sent
        place = int(index), float(x), float(y)
    except (TypeError, ValueError):
        return None
    return place if place[0] >= 0 and math.isfinite(place[1]) and math.isfinite(place[2]) else None
