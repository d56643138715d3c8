"""Lesson 04's figures, still and live; each comes with a text alternative."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...datasets import two_clouds
from ...losses import hinge, squared_error
from ..plane import GRID, PUBLISHED_EXTENT, extent
from .maps import outputs, said, share

if TYPE_CHECKING:
    from collections.abc import Callable

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from ...widgets.live import Scene

BLUE, ORANGE = "#0072b2", "#d55e00"
LOSSES = {"squared error": "squared", "hinge loss": "hinge"}


def _name(label: int) -> str:
    return f"class {label:+d}".replace("-", "−")


def _points(axes: Axes, X: np.ndarray, t: np.ndarray) -> None:
    for label, colour, marker in ((-1, BLUE, "o"), (1, ORANGE, "^")):
        some = X[t == label]
        axes.scatter(*some.T, s=9, alpha=0.35, color=colour, marker=marker, label=_name(label), linewidths=0)
    axes.set(xlabel="$x_1$", ylabel="$x_2$", aspect="equal")


def _map(axes: Axes, w: np.ndarray, shown: tuple[float, ...], sides: bool = False) -> None:
    """The model's output (or only its sign) as colour in the frame ``shown``; the zero contour at its true place."""
    from matplotlib.colors import LinearSegmentedColormap

    colours = LinearSegmentedColormap.from_list("blue-white-orange", [BLUE, "white", ORANGE])
    Z = outputs(w, GRID, GRID)
    axes.imshow(
        2 * np.sign(Z) if sides else Z,
        origin="lower",
        extent=shown,
        cmap=colours,
        vmin=-4,
        vmax=4,
        alpha=0.6,
        interpolation="nearest",
    )
    if Z.min() < 0 < Z.max():
        axes.contour(GRID, GRID, Z, [0], colors="black")
    axes.set(xlim=(-6.2, 8.2), ylim=(-6.2, 8.2))


def clouds(X: np.ndarray, t: np.ndarray) -> tuple[Figure, str]:
    """The data: (figure, alt text)."""
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(4.6, 4.4))
    _points(axes, X, t)
    axes.legend(loc="upper left", markerscale=2)
    return figure, (
        f"Two round clouds of {np.sum(t < 0)} points each: class −1, circles, around (0, 0), and class +1, "
        "triangles, around (3, 3). They overlap a little halfway between."
    )


def decision_map(
    w: np.ndarray, X: np.ndarray, t: np.ndarray, shown: tuple[float, ...] | None = None
) -> tuple[Figure, str]:
    """What the model answers all over the plane, with its zero contour and the data: (figure, alt text)."""
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(5.0, 4.8))
    _map(axes, w, extent(GRID, GRID) if shown is None else shown)
    _points(axes, X, t)
    axes.legend(loc="lower left", markerscale=2)
    numbers = np.array2string(w, precision=3, separator=", ")
    if not np.any(w):
        return figure, "The model answers 0 everywhere: the map is white, and there is no line where the answer is 0."
    return figure, (
        f"The plane is blue where the model with w = {numbers} answers below 0 and orange where it answers above; the "
        f"black line between them is its zero contour. {100 * share(w, X, t):.2f} % of the points lie on their side."
    )


def published_map(w: np.ndarray, X: np.ndarray, t: np.ndarray) -> tuple[Figure, str]:
    """The published picture beside one whose extent is that of its grid: (figure, alt text)."""
    from matplotlib import pyplot as plt

    figure, pair = plt.subplots(1, 2, figsize=(8.4, 4.2), sharey=True)
    for axes, shown, title in zip(
        pair, (PUBLISHED_EXTENT, extent(GRID, GRID)), ("as published: −6 to 8", "the grid's own extent"), strict=True
    ):
        _map(axes, w, shown, sides=True)
        axes.set(title=title, xlabel="$x_1$", aspect="equal", xticks=range(-6, 9, 2), yticks=range(-6, 9, 2))
    pair[0].set_ylabel("$x_2$")
    return figure, (
        "Two maps of the same model, blue where it answers below 0 and orange above. On the left, the published one, "
        "blue ends well to the lower left of the black zero contour, and the picture begins at −6. On the right blue "
        "ends on the contour, and the picture begins at −5, where its grid begins."
    )


def loss_curve(losses: np.ndarray, every: int, name: str = "mean loss") -> tuple[Figure, str]:
    """Recorded loss against step: (figure, alt text)."""
    from matplotlib import pyplot as plt

    steps = every * np.arange(len(losses))
    figure, axes = plt.subplots(figsize=(6.4, 2.6))
    axes.plot(steps, losses, color=BLUE, marker=".")
    axes.set(xlabel="step", ylabel=name, ylim=(0, None))
    axes.grid(alpha=0.3)
    return figure, (
        f"The {name} starts at {losses[0]:.3f}, is {losses[min(5, len(losses) - 1)]:.3f} at step "
        f"{steps[min(5, len(losses) - 1)]} and {losses[-1]:.3f} at step {steps[-1]}: a steep fall, then nearly level."
    )


def two_records(path: np.ndarray, X: np.ndarray, t: np.ndarray, every: int) -> tuple[Figure, str]:
    """The squared error of class -1 alone, as the source records it, beside that of all data: (figure, alt text)."""
    from matplotlib import pyplot as plt

    errors = squared_error(path[:, :-1] @ X.T + path[:, -1:], t)
    whole, first_class = errors.mean(axis=1), errors[:, t < 0].mean(axis=1)
    steps = every * np.arange(len(path))
    figure, axes = plt.subplots(figsize=(6.4, 2.8))
    axes.plot(steps, whole, color=BLUE, label="all data")
    axes.plot(steps, first_class, color=ORANGE, linestyle="--", label="class −1 only, as recorded in the source")
    axes.set(xlabel="step", ylabel="mean squared error", ylim=(0, None))
    axes.grid(alpha=0.3)
    axes.legend(loc="center right")
    return figure, (
        f"Both curves start at 1. That of class −1 alone, dashed, falls to {first_class[-1]:.3f} within a few steps, "
        f"a perfect record; that of all data rises to {whole[-1]:.2f}."
    )


def losses_by_margin() -> tuple[Figure, str]:
    """Both losses against t*y: (figure, alt text)."""
    from matplotlib import pyplot as plt

    margin = np.linspace(-1.5, 4, 221)
    figure, axes = plt.subplots(figsize=(6.4, 2.8))
    axes.plot(margin, squared_error(margin, 1.0), color=BLUE, label="squared error (t − y)²")
    axes.plot(margin, hinge(margin, 1.0), color=ORANGE, linestyle="--", label="hinge max(0, 1 − t·y)")
    axes.axvline(0, color="grey", linewidth=0.8)
    axes.annotate("wrong side", (-0.1, 6.3), ha="right")
    axes.annotate("right side", (0.1, 6.3))
    axes.set(xlabel="t · y", ylabel="loss")
    axes.grid(alpha=0.3)
    axes.legend(loc="upper center")
    return figure, (
        "Loss against t·y. The squared error is a parabola with its lowest point at t·y = 1, and rises again to the "
        "right: 4 at t·y = 3, as much as at −1. The hinge falls in a straight line to 0 at t·y = 1 and stays there."
    )


def training(per_class: int = 1000, seed: int = 0) -> Callable[..., Scene]:
    """The scene of the live figure: one data set and one stream of draws, trained anew at every move of a slider."""
    from ...widgets.live import Image, Line, Panel, Points, Scene
    from . import compiled

    rng = np.random.default_rng(seed)
    X, t = two_clouds(rng, per_class)
    t = t[:, 0]
    samples = rng.integers(len(X), size=100_000)
    xs = np.linspace(GRID[0], GRID[-1], 41)

    def scene(eta: float, steps: int, loss: str) -> Scene:
        every = max(1, steps // 100)
        w, losses, _ = compiled.train(X, t, samples[:steps], eta, LOSSES[loss], every)
        seen = np.isfinite(losses) & (losses > 0) & (losses < 1e6)
        shown = [
            Points(*X[t == label][::4].T, label=_name(label), colour=colour, marker=marker, size=2)
            for label, colour, marker in ((-1, "blue", "circle"), (1, "orange", "triangle"))
        ]
        sane = bool(np.abs(w).max() < 1e3)
        if sane:
            span = (xs[0], xs[-1])
            shown.insert(0, Image(outputs(w, xs, xs), span, span, limits=(-4, 4), contour=True))
        curve = Line(every * np.arange(len(losses))[seen], losses[seen], label="mean loss, all data")
        return Scene(
            panels=(
                Panel(tuple(shown), "answers of the model", "x₁", "x₂", equal=True),
                Panel((curve,), "loss", "step", "mean loss", yscale="log"),
            ),
            text=said(w, losses, steps, eta, loss, share(w, X, t) if sane else None),
        )

    return scene
