"""Lesson 06's still figures; each comes with a text alternative. More of them in ``depth`` and ``movie``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...activations import relu
from ..plane import GRID, extent
from . import nets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

BLUE, ORANGE = "#0072b2", "#d55e00"
COARSE = GRID[::2]
TOP = 3.0  # the first losses are far above; drawn in full they would press all others flat


def points(axes: Axes, X: np.ndarray, T: np.ndarray, alpha: float = 0.35) -> None:
    """The data, circles for -1 and triangles for +1."""
    for label, colour, marker in ((-1, BLUE, "o"), (1, ORANGE, "^")):
        some = X[T[:, 0] == label]
        axes.scatter(*some.T, s=9, alpha=alpha, color=colour, marker=marker, label=f"class {label:+d}", linewidths=0)
    axes.set(xlabel="$x_1$", ylabel="$x_2$", aspect="equal")


def on_grid(grid: np.ndarray = COARSE) -> np.ndarray:
    """Every point of the square grid, shape (len(grid)**2, 2), row by row from the bottom."""
    return np.stack(np.meshgrid(grid, grid), axis=-1).reshape(-1, 2)


def kink() -> tuple[Figure, str]:
    """The ReLU, its slope, and what central differences say of it: (figure, alt text)."""
    from matplotlib import pyplot as plt

    z, eps = np.linspace(-2, 2, 401), 0.5
    figure, (left, right) = plt.subplots(1, 2, figsize=(8.2, 2.6))
    left.plot(z, relu(z), color=BLUE)
    left.set(title="relu(z)", xlabel="z")
    right.plot(z[z < 0], np.zeros(200), color=BLUE, label="slope, 0 at z = 0")
    right.plot(z[z > 0], np.ones(200), color=BLUE)
    right.plot(0, 0, "o", color=BLUE)
    right.plot(z, (relu(z + eps) - relu(z - eps)) / (2 * eps), "--", color=ORANGE, label="central, ε = 0.5")
    right.set(title="its slope", xlabel="z")
    right.legend(loc="upper left")
    for axes in (left, right):
        axes.grid(alpha=0.3)
    return figure, (
        "On the left relu(z): 0 up to z = 0, then a straight line with slope 1. On the right its slope: 0 up to and at "
        "z = 0, then 1. The central difference with ε = 0.5, dashed, climbs from 0 at z = −0.5 to 1 at z = 0.5, and is "
        "1/2 at 0: it agrees with the slope only where both its ends lie on the same side."
    )


def decision_map(parameters: np.ndarray, sizes: Sequence[int], X: np.ndarray, T: np.ndarray) -> tuple[Figure, str]:
    """What the net answers all over the plane, with its zero contour and the data: (figure, alt text)."""
    from matplotlib import pyplot as plt
    from matplotlib.colors import LinearSegmentedColormap

    colours = LinearSegmentedColormap.from_list("blue-white-orange", [BLUE, "white", ORANGE])
    y, _ = nets.answers(parameters, sizes, on_grid())
    y = y.reshape(len(COARSE), -1)
    figure, axes = plt.subplots(figsize=(5.0, 4.6))
    shown = extent(COARSE, COARSE)
    image = axes.imshow(y, origin="lower", extent=shown, cmap=colours, vmin=-2, vmax=2, alpha=0.6)
    if y.min() < 0 < y.max():
        axes.contour(COARSE, COARSE, y, [0], colors="black")
    points(axes, X, T)
    axes.set(xlim=shown[:2], ylim=shown[2:])
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncol=2, markerscale=2, frameon=False)
    figure.colorbar(image, label="answer of the net", shrink=0.85, extend="both")
    right = nets.share(nets.answers(parameters, sizes, X)[0], T)
    return figure, (
        f"The plane is blue where the net answers below 0 and orange where it answers above, from {y.min():.1f} to "
        f"{y.max():.1f}; the black line between them, made of straight pieces, is its zero contour. "
        f"{100 * right:.1f} % of the points lie on their side."
    )


def histogram(y: np.ndarray, T: np.ndarray) -> tuple[Figure, str]:
    """The answers to all points, class by class: (figure, alt text)."""
    from matplotlib import pyplot as plt

    classes = [y[T[:, 0] == label] for label in (-1, 1)]
    figure, axes = plt.subplots(figsize=(6.4, 2.6))
    _, _, bars = axes.hist(
        classes, bins=40, color=[BLUE, ORANGE], label=["class −1", "class +1"], histtype="stepfilled", alpha=0.6
    )
    bars[-1][0].set_hatch("///")
    for label in (-1, 1):
        axes.axvline(label, color="black", linewidth=0.8, linestyle=":")
    axes.set(xlabel="answer of the net", ylabel="points")
    axes.legend(loc="upper center")
    said = "; ".join(
        f"of class {label} half lie between {np.quantile(part, 0.25):.2f} and {np.quantile(part, 0.75):.2f}"
        for label, part in zip(("−1", "+1"), classes, strict=True)
    )
    return figure, (
        f"Histogram of the {len(y)} answers, from {y.min():.2f} to {y.max():.2f}: {said}. Dotted lines mark the labels "
        f"−1 and 1. {np.sum(np.sign(y) != T[:, 0])} answers are on the wrong side of 0."
    )


def loss_curves(records: dict[str, Sequence[np.ndarray]], every: int, title: str = "") -> tuple[Figure, str]:
    """Recorded losses, several runs a name: (figure, alt text)."""
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(6.8, 3.0))
    for (name, runs), colour, dash in zip(records.items(), (BLUE, ORANGE), ("-", "--"), strict=False):
        for number, losses in enumerate(runs):
            label = name if number == 0 else None
            axes.plot(every * np.arange(len(losses)), losses, color=colour, linestyle=dash, alpha=0.7, label=label)
    highest = max(np.max(losses) for runs in records.values() for losses in runs)
    axes.set(
        xlabel="step", ylabel="mean squared error", yscale="log", title=title, ylim=(None, min(highest * 1.2, TOP))
    )
    axes.grid(alpha=0.3)
    axes.legend()
    said = " ".join(
        f"{name}: {_range([losses[0] for losses in runs])} at the start, {_range([losses[-1] for losses in runs])} at "
        f"the end{f', over {len(runs)} runs' if len(runs) > 1 else ''}."
        for name, runs in records.items()
    )
    return figure, f"Mean squared error against step, on a log scale. {said}"


def _range(values: Sequence[float]) -> str:
    low, high = min(values), max(values)
    return f"{low:.3g}" if low == high else f"{low:.3g} to {high:.3g}"


def errors_by_layer(errors: dict[str, np.ndarray]) -> tuple[Figure, str]:
    """Relative error of every layer's gradient, for each name: (figure, alt text)."""
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(6.4, 2.8))
    count = len(next(iter(errors.values())))
    styles = ((-0.2, BLUE, ""), (0.2, ORANGE, "///"))
    for (offset, colour, hatch), (name, values) in zip(styles, errors.items(), strict=False):
        axes.bar(np.arange(count) + offset, np.maximum(values, 1e-13), 0.38, color=colour, hatch=hatch, label=name)
    axes.axhline(1e-6, color="black", linewidth=0.8, linestyle=":")
    axes.set(yscale="log", ylim=(1e-13, 30), ylabel="relative error", xticks=range(count))
    axes.set_xticklabels([f"layer {k + 1}" for k in range(count)])
    axes.legend(loc="upper right")
    said = "; ".join(f"{name}: {', '.join(f'{value:.1e}' for value in values)}" for name, values in errors.items())
    return figure, f"Relative error of dW, layer by layer, on a log scale with a line at 1e-6. {said}."
