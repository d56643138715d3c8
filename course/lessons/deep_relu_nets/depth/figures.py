"""What depth does: nets that die, signals that swell or fade, and a plane folded along straight lines."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from ...plane import extent
from .. import nets
from ..figures import BLUE, COARSE, ORANGE, on_grid, points

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.figure import Figure

MARKS = {"N(0, 1)": (ORANGE, "s", "--"), "He": (BLUE, "o", "-"), "Xavier": ("black", "^", ":")}


def deaths(records: Sequence[np.ndarray]) -> tuple[Figure, str]:
    """Loss in the first steps of several nets that end in a ReLU: (figure, alt text)."""
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(6.8, 3.0))
    for losses in records:
        axes.plot(losses, color=BLUE, marker=".", alpha=0.6)
    axes.axhline(0.5, color=ORANGE, linestyle="--", label="0.5: the best a net can do that never says −1")
    axes.set(xlabel="step", ylabel="mean squared error", yscale="log")
    axes.grid(alpha=0.3)
    axes.legend()
    starts, ends = [losses[0] for losses in records], [losses[-1] for losses in records]
    dead = sum(end == 1.0 for end in ends)
    return figure, (
        f"Loss of {len(records)} nets in the first {len(records[0]) - 1} steps, on a log scale. They start between "
        f"{min(starts):.3g} and {max(starts):.3g}. {dead} of them end at exactly 1, the loss of a net that answers 0 "
        "to everything, and stay there. A dashed line at 0.5 is the best that a net without negative answers can do."
    )


def by_layer(profiles: dict[str, nets.Profile]) -> tuple[Figure, str]:
    """Signal and gradient in every layer, for each initialisation: (figure, alt text)."""
    from matplotlib import pyplot as plt

    figure, (left, right) = plt.subplots(1, 2, figsize=(8.6, 3.2))
    for name, found in profiles.items():
        colour, marker, dash = MARKS[name]
        layers = np.arange(1, len(found.signal) + 1)
        left.plot(layers, found.signal, color=colour, marker=marker, linestyle=dash, label=name)
        right.plot(layers, found.gradient, color=colour, marker=marker, linestyle=dash, label=name)
    left.set(title="signal: what each layer says", xlabel="layer", ylabel="root mean square", yscale="log")
    right.set(title="gradient: what comes back to it", xlabel="layer", yscale="log")
    for axes in (left, right):
        axes.grid(alpha=0.3)
    left.legend()
    said = " ".join(
        f"{name}: the signal goes from {found.signal[0]:.2g} to {found.signal[-1]:.2g}, the gradient from "
        f"{found.gradient[-1]:.2g} at the last layer to {found.gradient[0]:.2g} at the first."
        for name, found in profiles.items()
    )
    return figure, f"Two panels on log scales, layer 1 to {len(layers)}. {said}"


def folds(parameters: np.ndarray, sizes: Sequence[int], X: np.ndarray, T: np.ndarray) -> tuple[Figure, str]:
    """The regions in which a net of two ReLU layers is flat, and the folds between them: (figure, alt text)."""
    from matplotlib import pyplot as plt

    y, Zs = nets.answers(parameters, sizes, on_grid())
    side = len(COARSE)
    _, region = np.unique(np.hstack(Zs) > 0, axis=0, return_inverse=True)
    shade_of = np.random.default_rng(3).permutation(region.max() + 1)
    shade = shade_of[region.reshape(side, side)]
    figure, axes = plt.subplots(figsize=(5.4, 5.0))
    shown = extent(COARSE, COARSE)
    axes.imshow(shade, origin="lower", extent=shown, cmap="Pastel1", alpha=0.7, interpolation="nearest")
    for number, (Z, colour, dash) in enumerate(zip(Zs, (BLUE, ORANGE), ("-", "--"), strict=True)):
        lines = [z.reshape(side, side) for z in Z.T if z.min() < 0 < z.max()]
        for z in lines:
            axes.contour(COARSE, COARSE, z, [0], colors=colour, linestyles=dash, linewidths=1.3)
        axes.plot([], [], color=colour, linestyle=dash, label=f"folds of layer {number + 1} ({len(lines)})")
    if y.min() < 0 < y.max():
        axes.contour(COARSE, COARSE, y.reshape(side, side), [0], colors="black", linewidths=2.4)
    axes.plot([], [], color="black", linewidth=2.4, label="answer 0")
    points(axes, X, T, alpha=0.15)
    axes.set(xlim=shown[:2], ylim=shown[2:])
    axes.legend(
        *_lines_only(axes), loc="lower center", bbox_to_anchor=(0.5, 1.0), ncol=3, fontsize="small", frameon=False
    )
    return figure, (
        f"The square from −5 to 8 is cut into {len(shade_of)} regions, each in its own pale colour, by "
        "folds: straight lines where a unit of the first layer goes on or off, and dashed lines of the second, which "
        "bend where they cross one of the first. The thick black line, where the answer is 0, bends only at a fold."
    )


def _lines_only(axes: object) -> tuple[list, list]:
    pairs = zip(*axes.get_legend_handles_labels(), strict=True)
    kept = [(handle, label) for handle, label in pairs if not label.startswith("class")]
    return tuple(map(list, zip(*kept, strict=True)))


def accuracies(shares: dict[str, Sequence[float]]) -> tuple[Figure, str]:
    """Share of points on their side after training, one mark a seed, for each name: (figure, alt text)."""
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(6.8, 1.9))
    for row, (values, colour, marker) in enumerate(zip(shares.values(), (BLUE, ORANGE), "o^", strict=True)):
        axes.plot(100 * np.array(values), [row] * len(values), marker, color=colour, alpha=0.7)
    axes.set(yticks=range(len(shares)), ylim=(-0.6, len(shares) - 0.4), xlabel="% of the points on their side")
    axes.set_yticklabels(list(shares))
    axes.grid(alpha=0.3)
    everyone = list(chain(*shares.values()))
    said = "; ".join(f"{name}: {100 * min(v):.1f} % to {100 * max(v):.1f} %" for name, v in shares.items())
    return figure, f"Share of points on their side, {len(everyone)} trained nets, one mark each. {said}."
