"""What can be drawn in a panel: lines, points, an image, arrows, bars and rules, as plain frozen records.

Colours are names, so that each theme can choose a shade: blue, orange, grey, black, green, purple. A series differs
from its neighbours by dash or marker too. NaN and infinities leave gaps.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from course.widgets.live.read import grid, one_of, pair, same_length, vector

COLOURS = ("blue", "orange", "grey", "black", "green", "purple")
DASHES = ("solid", "dashed", "dotted")
MARKERS = ("circle", "square", "cross", "triangle")
MOST_PIXELS = 250_000


def _keep(layer: object, **values: object) -> None:
    """Set fields of a frozen record while it is made."""
    for name, value in values.items():
        object.__setattr__(layer, name, value)


def _not_empty(array: np.ndarray, what: str) -> None:
    if not len(array):
        raise ValueError(f"a {what} must have at least one point; it has none. Leave the layer out of the panel.")


@dataclass(frozen=True, eq=False)
class Line:
    """A line through (x, y), each of shape (n,)."""

    x: np.ndarray
    y: np.ndarray
    label: str = ""
    colour: str = "blue"
    dash: str = "solid"

    def __post_init__(self) -> None:
        _keep(self, x=vector(self.x, "Line.x"), y=vector(self.y, "Line.y"))
        same_length("Line", x=self.x, y=self.y)
        _not_empty(self.x, "Line")
        one_of(self.colour, COLOURS, "Line.colour")
        one_of(self.dash, DASHES, "Line.dash")

    def reach(self) -> tuple[np.ndarray, np.ndarray]:
        """The x and the y that an axis must hold."""
        return self.x, self.y


@dataclass(frozen=True, eq=False)
class Points:
    """Markers at (x, y), each of shape (n,); none at all is fine.

    With ``drag="name"`` each can be moved by mouse or arrow keys, and the scene then gets ``name=(index, x, y)``.
    ``size`` is the radius in pixels.
    """

    x: np.ndarray
    y: np.ndarray
    label: str = ""
    colour: str = "blue"
    marker: str = "circle"
    drag: str | None = None
    size: float = 3

    def __post_init__(self) -> None:
        _keep(self, x=vector(self.x, "Points.x"), y=vector(self.y, "Points.y"))
        same_length("Points", x=self.x, y=self.y)
        one_of(self.colour, COLOURS, "Points.colour")
        one_of(self.marker, MARKERS, "Points.marker")
        if self.drag is not None and not str(self.drag).isidentifier():
            raise ValueError(f"Points.drag must be the name of an argument of the scene; got {self.drag!r}.")
        if not 0 < self.size <= 20:
            raise ValueError(f"Points.size must be a radius of at most 20 pixels; got {self.size!r}.")

    def reach(self) -> tuple[np.ndarray, np.ndarray]:
        """The x and the y that an axis must hold."""
        return self.x, self.y


@dataclass(frozen=True, eq=False)
class Image:
    """A heat map, blue below 0, the page's colour at 0, orange above.

    Parameters
    ----------
    values : ndarray of shape (rows, columns)
        Row 0 is at the bottom. NaN is left out.
    x, y : (low, high)
        Where the first and the last column, and row, were computed: ``np.linspace(low, high, columns)``.
    limits : (low, high), optional
        The values of full blue and full orange; by default the largest magnitude on both sides.
    contour : bool
        Draw the line where the values are 0.
    """

    values: np.ndarray
    x: tuple[float, float]
    y: tuple[float, float]
    limits: tuple[float, float] | None = None
    contour: bool = False
    label: str = ""

    def __post_init__(self) -> None:
        _keep(self, values=grid(self.values, "Image.values", MOST_PIXELS))
        _keep(self, x=pair(self.x, "Image.x"), y=pair(self.y, "Image.y"))
        finite = np.abs(self.values[np.isfinite(self.values)])
        largest = float(finite.max(initial=0.0)) or 1.0
        _keep(self, limits=(-largest, largest) if self.limits is None else pair(self.limits, "Image.limits"))

    def reach(self) -> tuple[np.ndarray, np.ndarray]:
        """The x and the y that an axis must hold."""
        return np.array(self.x), np.array(self.y)


@dataclass(frozen=True, eq=False)
class Arrows:
    """Arrows from (x, y) to (x + dx, y + dy), each of shape (n,); none at all is fine."""

    x: np.ndarray
    y: np.ndarray
    dx: np.ndarray
    dy: np.ndarray
    colour: str = "black"
    label: str = ""

    def __post_init__(self) -> None:
        _keep(self, **{name: vector(getattr(self, name), f"Arrows.{name}") for name in ("x", "y", "dx", "dy")})
        same_length("set of Arrows", x=self.x, y=self.y, dx=self.dx, dy=self.dy)
        one_of(self.colour, COLOURS, "Arrows.colour")

    def reach(self) -> tuple[np.ndarray, np.ndarray]:
        """The x and the y that an axis must hold."""
        return np.append(self.x, self.x + self.dx), np.append(self.y, self.y + self.dy)


@dataclass(frozen=True, eq=False)
class Bars:
    """A bar for each label, from 0 (on a log axis from the bottom) to its value; several sets stand side by side.

    Bar ``k`` stands at x = k; a second set is drawn hollow, so that colour alone tells nothing.
    """

    labels: tuple[str, ...]
    values: np.ndarray
    colour: str = "blue"
    label: str = ""

    def __post_init__(self) -> None:
        _keep(self, labels=tuple(map(str, self.labels)), values=vector(self.values, "Bars.values"))
        same_length("set of Bars", labels=self.labels, values=self.values)
        _not_empty(self.values, "set of Bars")
        one_of(self.colour, COLOURS, "Bars.colour")

    def reach(self) -> tuple[np.ndarray, np.ndarray]:
        """The x and the y that an axis must hold."""
        return np.array([-0.5, len(self.labels) - 0.5]), self.values


@dataclass(frozen=True, eq=False)
class Rule:
    """A straight line across the panel at one x or one y."""

    x: float | None = None
    y: float | None = None
    label: str = ""
    colour: str = "grey"

    def __post_init__(self) -> None:
        if (self.x is None) == (self.y is None):
            raise ValueError(f"a Rule must have an x or a y, and not both; got x={self.x!r}, y={self.y!r}.")
        one_of(self.colour, COLOURS, "Rule.colour")
        axis = "x" if self.y is None else "y"
        _keep(self, **{axis: float(vector([getattr(self, axis)], f"Rule.{axis}")[0])})

    def reach(self) -> tuple[np.ndarray, np.ndarray]:
        """The x and the y that an axis must hold."""
        return tuple(np.array([] if value is None else [value]) for value in (self.x, self.y))


LAYERS = (Line, Points, Image, Arrows, Bars, Rule)
