"""Lesson 05's still figures on moving the data; each comes with a text alternative."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..plane import GRID, PUBLISHED_EXTENT, extent
from .classifier import answers
from .draw import BLUE, ORANGE, by_line, paint, scatter
from .faults import shown_answer

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def classified(X: np.ndarray, t: np.ndarray, w: np.ndarray) -> tuple[Figure, str]:
    """The map of the classifier, the data, and a ring round each point that it gets wrong: (figure, alt text)."""
    from matplotlib import pyplot as plt

    wrong = np.sign(answers(X, w)) != t
    figure, axes = plt.subplots(figsize=(5.4, 5.2))
    paint(axes, by_line(w), GRID, GRID)
    scatter(axes, X, t)
    axes.scatter(*X[wrong].T, s=55, facecolors="none", edgecolors="black", linewidths=1, label="wrong")
    axes.legend(loc="upper left", markerscale=1.3)
    return figure, (
        f"The plane is blue where the classifier answers below 0 and orange above; the black line between them is its "
        f"zero contour, the dotted ones are the margin, where it answers -1 and +1. {wrong.sum()} of {len(X)} points "
        "have a ring: they lie on the wrong side, all of them near the line."
    )


def before_and_after(X: np.ndarray, moved: np.ndarray, t: np.ndarray, w: np.ndarray) -> tuple[Figure, str]:
    """The data before and after, over the same map: (figure, alt text)."""
    from matplotlib import pyplot as plt

    figure, pair = plt.subplots(1, 2, figsize=(9.4, 4.7), sharey=True)
    counts = []
    for axes, points, title in zip(pair, (X, moved), ("before", "after"), strict=True):
        wrong = np.sign(answers(points, w)) != t
        counts.append(wrong.sum())
        paint(axes, by_line(w), GRID, GRID)
        scatter(axes, points, t)
        axes.scatter(*points[wrong].T, s=55, facecolors="none", edgecolors="black", linewidths=1)
        axes.set(title=f"{title}: {wrong.sum()} wrong")
    pair[1].set_ylabel("")
    return figure, (
        f"Two maps of the same classifier. Before, {counts[0]} points with a ring lie on the wrong side of the black "
        f"line and others between the dotted lines of the margin. After, {counts[1]} are wrong and the strip between "
        "the dotted lines is empty: its points now stand just outside, each on its own side."
    )


def paths(path: np.ndarray, t: np.ndarray, w: np.ndarray) -> tuple[Figure, str]:
    """The way of every point that moved: (figure, alt text). ``path`` has shape (records, n, 2)."""
    from matplotlib import pyplot as plt

    went = np.linalg.norm(path[-1] - path[0], axis=1)
    xs, ys = np.arange(-1.0, 4.0, 0.025), np.arange(-1.5, 4.5, 0.025)
    figure, axes = plt.subplots(figsize=(6.2, 6.6))
    paint(axes, by_line(w), xs, ys)
    for sign, colour, dash in ((-1, BLUE, "-"), (1, ORANGE, "--")):
        some = path[:, (went > 0) & (t == sign)]
        axes.plot(*some.transpose(2, 0, 1), color=colour, linewidth=1, linestyle=dash)
    moved = went > 0
    scatter(axes, path[0, moved], t[moved], size=26, alpha=0.9, label=", start")
    axes.scatter(*path[-1, moved].T, s=9, color="black", marker="s", linewidths=0, label="end", zorder=3)
    furthest = int(np.argmax(went))
    axes.annotate("the furthest", path[0, furthest], xytext=(-0.8, -1.2), arrowprops={"arrowstyle": "->"})
    axes.set(xlim=(xs[0], xs[-1]), ylim=(ys[0], ys[-1]))
    axes.legend(loc="upper right")
    return figure, (
        f"{moved.sum()} points moved. Their ways are straight lines, all parallel: across the black line, along the "
        "weights. Class -1, solid, goes to the lower left, class +1, dashed, to the upper right, and each stops just "
        f"beyond the dotted line of its own side. The furthest went {went.max():.2f}."
    )


def how_far(went: np.ndarray, needed: np.ndarray) -> tuple[Figure, str]:
    """Distance gone by each point that moved, in order, beside the least that was needed: (figure, alt text)."""
    from matplotlib import pyplot as plt

    order = np.argsort(went)[::-1][: int(np.sum(went > 0))]
    figure, axes = plt.subplots(figsize=(6.4, 2.8))
    axes.plot(went[order], color=BLUE, label="gone")
    axes.plot(needed[order], color=ORANGE, linestyle="--", label="needed, (1 − t·y) / ‖w‖")
    axes.set(xlabel="points that moved, the furthest first", ylabel="distance", ylim=(0, None))
    axes.grid(alpha=0.3)
    axes.legend()
    return figure, (
        f"{len(order)} points moved, by {went[order[-1]]:.3f} to {went[order[0]]:.3f}, half of them less than "
        f"{np.median(went[order]):.2f}. The dashed curve of what was needed runs just below: no point went more than "
        f"{np.max(went - needed):.3f} too far, one step."
    )


def loss_curve(losses: np.ndarray, every: int) -> tuple[Figure, str]:
    """Mean hinge loss of all points against step: (figure, alt text)."""
    from matplotlib import pyplot as plt

    steps = every * np.arange(len(losses))
    last = int(steps[np.flatnonzero(losses)[-1]])
    figure, axes = plt.subplots(figsize=(6.4, 2.6))
    axes.plot(steps, losses, color=BLUE)
    axes.axvline(last, color="grey", linestyle=":", label=f"last loss, step {last:,}")
    axes.set(xlabel="step", ylabel="mean hinge loss", ylim=(0, None))
    axes.grid(alpha=0.3)
    axes.legend()
    return figure, (
        f"The mean hinge loss falls from {losses[0]:.4f} at step 0, steeply at first. It is 0 from {last + every} "
        f"on, long before step {steps[-1]}."
    )


def published_map(w: np.ndarray, X: np.ndarray, t: np.ndarray) -> tuple[Figure, str]:
    """The published picture of the moved data beside one whose extent is that of its grid: (figure, alt text)."""
    from matplotlib import pyplot as plt

    figure, pair = plt.subplots(1, 2, figsize=(9.4, 4.7), sharey=True)
    kinds = (PUBLISHED_EXTENT, "as published: −6 to 8"), (extent(GRID, GRID), "the grid's own extent")
    for axes, (shown, title) in zip(pair, kinds, strict=True):
        paint(axes, by_line(w), GRID, GRID, shown)
        scatter(axes, X, t)
        axes.set(title=title, xlim=(-6.2, 8.2), ylim=(-6.2, 8.2))
    pair[1].set_ylabel("")
    misled = sum(shown_answer(x, w) * y < 0 for x, y in zip(X, answers(X, w), strict=True))
    return figure, (
        "Two maps of the same classifier with the same moved points, all of them right. On the left, as published, the "
        "colours change from blue to orange to the lower left of the black zero contour, beyond the dotted line, so "
        f"that {misled} points stand on ground of the other colour. On the right the colours change on the contour."
    )
