"""What several figures share: a map of answers whose extent is that of its grid, and points with a marker a class."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from ..plane import extent
from .classifier import answers

if TYPE_CHECKING:
    from matplotlib.axes import Axes

BLUE, ORANGE = "#0072b2", "#d55e00"
STYLES = ((-1, BLUE, "o"), (1, ORANGE, "^"))
Answers = Callable[[np.ndarray], np.ndarray]


def by_line(w: np.ndarray) -> Answers:
    """The linear classifier with weights ``w`` as a function of points of shape (n, 2)."""
    return lambda X: answers(X, w)


def on_grid(f: Answers, xs: np.ndarray, ys: np.ndarray) -> np.ndarray:
    """Answers of ``f`` at every grid point, shape (len(ys), len(xs)): row 0 is at the bottom."""
    grid = np.stack(np.meshgrid(xs, ys), axis=-1)
    return f(grid.reshape(-1, 2)).reshape(len(ys), len(xs))


def colours(values: np.ndarray, most: float = 4.0) -> np.ndarray:
    """Blue below 0, white at 0, orange above; pale, so that points can be seen: shape (..., 3)."""
    blue, orange = (np.array([int(c[i : i + 2], 16) for i in (1, 3, 5)]) / 255 for c in (BLUE, ORANGE))
    depth = 0.55 * np.clip(np.abs(values) / most, 0, 1)[..., None]
    return 1 - depth * (1 - np.where(values[..., None] < 0, blue, orange))


def paint(
    axes: Axes, f: Answers, xs: np.ndarray, ys: np.ndarray, shown: tuple[float, float, float, float] | None = None
) -> None:
    """The map of ``f`` with its zero contour (black) and the margin's two lines (dotted)."""
    Z = on_grid(f, xs, ys)
    axes.imshow(colours(Z), origin="lower", extent=extent(xs, ys) if shown is None else shown, interpolation="nearest")
    axes.contour(xs, ys, Z, [0], colors="black")
    axes.contour(xs, ys, Z, [-1, 1], colors="black", linewidths=0.8, linestyles="dotted")
    axes.set(xlabel="$x_1$", ylabel="$x_2$", aspect="equal")


def scatter(axes: Axes, X: np.ndarray, t: np.ndarray, size: float = 9, alpha: float = 0.4, label: str = "") -> None:
    """Points of both classes, blue circles and orange triangles."""
    for sign, colour, marker in STYLES:
        some = X[t == sign]
        name = f"class {sign:+d}{label}".replace("-", "−")
        axes.scatter(*some.T, s=size, alpha=alpha, color=colour, marker=marker, linewidths=0, label=name)
