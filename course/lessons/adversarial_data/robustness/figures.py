"""Lesson 05's figures of the attacks, still and live; each comes with a text alternative."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ....attacks import Net, steepest
from ..draw import BLUE, ORANGE, paint, scatter
from ..nets import EPSILONS, accuracy

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MAP = np.arange(-1.5, 4.8, 0.025)


def two_balls(w: np.ndarray) -> tuple[Figure, str]:
    """Both balls around one point, and the best step in each: (figure, alt text)."""
    from matplotlib import pyplot as plt

    gradient = -w[None, :-1] * [[1.0, 0.4]]
    figure, axes = plt.subplots(figsize=(4.6, 4.4))
    turn = np.linspace(0, 2 * np.pi, 200)
    axes.plot(np.cos(turn), np.sin(turn), color=BLUE, label="norm 2: a disc")
    axes.plot([-1, 1, 1, -1, -1], [-1, -1, 1, 1, -1], color=ORANGE, linestyle="--", label="norm ∞: a box")
    for norm, colour, marker in ((2, BLUE, "o"), (np.inf, ORANGE, "s")):
        best = steepest(gradient, norm)[0]
        axes.plot(*best, color=colour, marker=marker, markersize=9)
    axes.annotate("", gradient[0], (0, 0), arrowprops={"arrowstyle": "->", "linewidth": 1.5})
    axes.text(-0.35, 0.03, "gradient", ha="center")
    for k in (0.4, 0.8, 1.2, 1.6):
        along = np.array([-2.0, 2.0])
        axes.plot(along, (k - gradient[0, 0] * along) / gradient[0, 1], color="grey", linewidth=0.6)
    axes.set(xlim=(-1.7, 1.7), ylim=(-1.7, 1.7), aspect="equal", xlabel="change of $x_1$", ylabel="change of $x_2$")
    axes.legend(loc="lower right", fontsize=8)
    return figure, (
        "A disc and a box of half-width 1 around a point, with the gradient as an arrow to the lower left. In the disc "
        "the loss is largest where the arrow's direction meets the rim; in the box, in the lower left corner, although "
        "the arrow does not point there. Grey lines join steps that gain the same."
    )


def masked_curves(by_hinge: np.ndarray, by_margin: np.ndarray, beyond: float) -> tuple[Figure, str]:
    """Accuracy of the line against eps when the hinge is climbed, and the margin loss: (figure, alt text)."""
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(6.4, 3.0))
    axes.plot(EPSILONS, by_hinge, color=BLUE, label="climbing the hinge")
    axes.plot(EPSILONS, by_margin, color=ORANGE, linestyle="--", label="climbing −t·y")
    axes.axhline(beyond, color="grey", linestyle=":", label="share of points beyond the margin")
    axes.set(xlabel="budget ε, norm ∞", ylabel="accuracy", ylim=(0, 1.02))
    axes.grid(alpha=0.3)
    axes.legend(loc="lower left")
    return figure, (
        f"Accuracy against the budget. When the hinge is climbed it falls from {by_hinge[0]:.3f} to {by_hinge[-1]:.3f} "
        f"and stays there, on the dotted line of the points beyond the margin, {beyond:.3f}. When −t·y is climbed, "
        f"dashed, it falls to {by_margin[-1]:.3f} at ε = {EPSILONS[-1]:g}."
    )


def robust_curves(curves: dict[str, dict[str, np.ndarray]], exact: dict[str, np.ndarray]) -> tuple[Figure, str]:
    """Accuracy against eps, a panel each norm: (figure, alt text).

    ``curves[norm][who]`` and ``exact[norm]`` have one number for each of the EPSILONS.
    """
    from matplotlib import pyplot as plt

    styles = ((BLUE, "-"), (BLUE, "--"), (ORANGE, "-"), (ORANGE, "--"))
    figure, pair = plt.subplots(1, 2, figsize=(9.4, 3.6), sharey=True)
    for axes, (norm, lines) in zip(pair, curves.items(), strict=True):
        for (who, line), (colour, dash) in zip(lines.items(), styles, strict=True):
            axes.plot(EPSILONS, line, color=colour, linestyle=dash, label=who)
        axes.plot(EPSILONS[::3], exact[norm][::3], "k.", label="linear, by formula")
        axes.set(title=f"norm {norm}", xlabel="budget ε", ylim=(0.3, 1.02))
        axes.grid(alpha=0.3)
    pair[0].set_ylabel("accuracy under attack")
    pair[0].legend(loc="lower left", fontsize=8)
    middle = len(EPSILONS) // 3
    said = [
        f"norm {norm}: " + ", ".join(f"{who} {line[middle]:.3f}" for who, line in lines.items())
        for norm, lines in curves.items()
    ]
    return figure, (
        f"Accuracy under attack, falling with the budget. At ε = {EPSILONS[middle]:g}, {'; '.join(said)}. The linear "
        "curves of one step and of twenty lie on each other and on the dots of the formula. Those of the deep net "
        "start at 1 and are below the linear ones from a budget of about 0.2 on; twenty steps harm it more than one."
    )


def attacked_map(net: Net, X: np.ndarray, X_adv: np.ndarray, t: np.ndarray, eps: float) -> tuple[Figure, str]:
    """The net's map, its points, and where the attack took those that it turned: (figure, alt text)."""
    from matplotlib import pyplot as plt

    labels = t[:, 0]
    right = np.sign(net.forward(X))[:, 0] == labels
    turned = right & (np.sign(net.forward(X_adv))[:, 0] != labels)
    figure, axes = plt.subplots(figsize=(6.0, 5.6))
    paint(axes, lambda P: net.forward(P)[:, 0], MAP, MAP)
    scatter(axes, X, labels, size=22, alpha=0.8)
    for start, end in zip(X[turned], X_adv[turned], strict=True):
        axes.annotate("", end, start, arrowprops={"arrowstyle": "->", "color": "black", "linewidth": 1})
    axes.set(xlim=(MAP[0], MAP[-1]), ylim=(MAP[0], MAP[-1]))
    axes.legend(loc="upper left")
    before, after = accuracy(net, X, t), accuracy(net, X_adv, t)
    return figure, (
        f"The map of the net, near its boundary. It gets {100 * before:.1f} % of {len(X)} points right. With a budget "
        f"of {eps:g} the attack turns {turned.sum()} of them, drawn as arrows across the nearest piece of boundary, "
        f"and {100 * after:.1f} % are left."
    )
