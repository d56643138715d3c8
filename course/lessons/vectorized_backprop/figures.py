"""Lesson 02's figures: two still ones and two live ones, each with what it shows in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...activations import relu, relu_derivative
from ...widgets.live import Choice, Line, Panel, Points, Rule, Scene, Slider, Toggle, live
from . import curves, example

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from ...widgets.live.show import Live

BLUE, ORANGE = "#0072b2", "#d55e00"
CURVES = tuple(f"{precision}, {kind}" for precision in curves.PRECISIONS for kind in curves.KINDS)
LOOK = {
    "float32, forward": ("orange", "dotted"),
    "float32, central": ("orange", "solid"),
    "float64, forward": ("blue", "dotted"),
    "float64, central": ("blue", "solid"),
}
START = example.SOURCE_EPS
FLATTEST = (2, 0)  # the entry of W with the smallest gradient


def loss_in_steps() -> tuple[Figure, str]:
    """The loss near W in float32 and float64, with the two points of the source's check: (figure, alt text)."""
    from matplotlib import pyplot as plt

    reach = 1.3 * example.SOURCE_EPS
    nudges = np.linspace(-reach, reach, 801)
    figure, axes = plt.subplots(figsize=(6.4, 3.0))
    axes.plot(nudges, 1e6 * curves.changes(nudges, "float32", FLATTEST), color=ORANGE, label="float32")
    axes.plot(nudges, 1e6 * curves.changes(nudges, "float64", FLATTEST), color=BLUE, linestyle="--", label="float64")
    ends = np.array([-1, 1]) * example.SOURCE_EPS
    axes.plot(ends, 1e6 * curves.changes(ends, "float32", FLATTEST), "ks", label="the two points of the check")
    axes.set(xlabel="nudge of W[2, 0]", ylabel="change of the loss · 10⁶")
    axes.grid(alpha=0.3)
    axes.legend()
    spacing = curves.spacing("float32")
    fall = 1e6 * float(np.ptp(curves.changes(nudges[[0, -1]], "float64", FLATTEST)))
    return figure, (
        f"The loss against a nudge of W[2, 0] of at most {reach:.1e}. In float64, dashed, a straight line that falls "
        f"by {fall:.1f} in a million. In float32 a staircase around it, whose steps of {spacing:.1e} come too early or "
        "too late; the two points of the check stand on stairs: the line through them has another slope."
    )


def columns_in_steps() -> tuple[Figure, str]:
    """Numerical gradients, the source's and ours, on the grid of values float32 allows: (figure, alt text)."""
    from matplotlib import pyplot as plt

    step = curves.spacing("float32") / (2 * example.SOURCE_EPS)
    ours, theirs, true = curves.source_check()[0].ravel(), example.SOURCE_TABLE[:, 1], curves.gradient(False).ravel()
    figure, axes = plt.subplots(figsize=(6.4, 3.4))
    axes.hlines(step * np.arange(-30, 1), -0.5, 5.5, color="#999999", linewidth=0.5)
    axes.plot(true, "_", color="black", markersize=26, markeredgewidth=2, label="right gradient")
    axes.plot(np.arange(6) - 0.12, theirs, "s", color=ORANGE, label="numerical, printed by the source")
    axes.plot(np.arange(6) + 0.12, ours, "o", color=BLUE, label="numerical, float32, here")
    axes.set(ylabel="entry of dW", xticks=range(6), xticklabels=[f"[{i}, {j}]" for i, j in np.ndindex(3, 2)])
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=3, frameon=False, fontsize=8, columnspacing=1)
    counted = ", ".join(f"{round(a / step)} and {round(b / step)}" for a, b in zip(theirs, ours, strict=True))
    return figure, (
        f"Six entries of dW. Thin lines {step:.4f} apart mark the only values that float32 with ε = 1e-4 can give. On "
        f"them lie both numerical gradients, in steps from 0 (source and here): {counted}. The right ones lie between."
    )


def difference_curves() -> Live:
    """Error against ε, live: choose a curve, drag its point, put a kink near."""
    for kink in (False, True):  # computed now, so that no move has to wait
        difference_scene(CURVES[0], kink)
    return live(
        difference_scene,
        Choice("curve", "curve", CURVES, "float32, central"),
        Toggle("kink", "ReLU, with a kink nearby", False),
        title="Error of a difference against its step ε",
    )


def difference_scene(curve: str, kink: bool, step: tuple[int, float, float] | None = None) -> Scene:
    """All four curves; the point ``step`` (index, ε, error) on the chosen one; and the loss between its two ends."""
    wanted = START if step is None else max(step[1], curves.STEPS[0])
    k = int(np.argmin(np.abs(np.log(curves.STEPS / wanted))))
    precision, kind = curve.split(", ")
    found = curves.curve(precision, kind, kink)
    return Scene(
        panels=(_error_panel(curve, kink, k), _loss_panel(curve, kink, curves.STEPS[k], found.entries[k])),
        text=_told(curve, kink, curves.STEPS[k], found.errors[k], found.entries[k]),
    )


def _error_panel(curve: str, kink: bool, k: int) -> Panel:
    lines = []
    for name in CURVES:
        errors = curves.curve(*name.split(", "), kink).errors
        lines.append(Line(curves.STEPS, np.where(errors > 0, errors, np.nan), name, *LOOK[name]))
    if kink:
        lines.append(Rule(x=curves.KINK_EPS, label="kink"))
    precision = curve.split(", ")[0]
    limit = curves.rounding_limit(precision, kink)
    chosen = curves.curve(*curve.split(", "), kink).errors[k]
    return Panel(
        layers=(
            *lines,
            Line(
                curves.STEPS,
                np.where(limit < 1, limit, np.nan),
                f"one spacing of the {precision} loss",
                "grey",
                "dashed",
            ),
            Points([curves.STEPS[k]], [chosen], "your ε: drag it", "black", "square", "step", 7),
        ),
        title="largest relative error of dW",
        xlabel="ε",
        ylabel="relative error",
        xscale="log",
        yscale="log",
        xlim=(curves.STEPS[0], curves.STEPS[-1]),
        ylim=(1e-13, 10.0),
    )


def _loss_panel(curve: str, kink: bool, eps: float, entry: tuple[int, int]) -> Panel:
    """The loss around W, nudges in units of ε and changes in units of what the right slope makes of one ε."""
    precision, kind = curve.split(", ")
    slope = float(curves.gradient(kink)[entry])
    unit, spacing = abs(slope) * eps, curves.spacing(precision, kink)
    nudges = np.linspace(-1.5, 1.5, 201)
    ends = np.array([-1.0 if kind == "central" else 0.0, 1.0])
    seen = curves.changes(ends * eps, precision, entry, kink) / unit
    loss = curves.changes(nudges * eps, precision, entry, kink) / unit
    name = f"W[{entry[0]}, {entry[1]}]"
    return Panel(
        layers=(
            Line(nudges, loss, f"loss in {precision}", "orange" if precision == "float32" else "blue"),
            Line(nudges, np.sign(slope) * nudges, "right slope", "black", "dashed"),
            Line(ends, seen, "what the difference sees", "purple", "dotted"),
            Points(ends, seen, "its two points", "purple", "triangle", size=5),
            Rule(y=spacing / unit, label=f"one spacing up, {spacing:.1e}"),
        ),
        title=f"the loss around {name}",
        xlabel=f"nudge of {name}, in ε",
        ylabel="change, in |right slope| · ε",
    )


def _told(curve: str, kink: bool, eps: float, error: float, entry: tuple[int, int]) -> str:
    spacing = curves.spacing(curve.split(", ")[0], kink)
    run = (2 if curve.endswith("central") else 1) * eps
    crossed = kink and eps > curves.KINK_EPS and curve.endswith("central")
    across = " The kink lies between the two points." if crossed else ""
    found = f"{curve}, ε = {eps:.1e}: the largest relative error is {error:.1e}, at dW[{entry[0]}, {entry[1]}]."
    return f"{found} The loss is known to {spacing:.1e}: the slope comes in steps of {spacing / run:.1e}.{across}"


def kink_chord() -> Live:
    """ReLU and the chord of a central difference, live."""
    return live(
        kink_scene,
        Slider("z", "z", -1.0, 1.0, value=0.0, step=0.05),
        Slider("eps", "ε", 0.01, 1.0, value=0.5, log=True),
        title="A central difference at the kink of ReLU",
    )


def kink_scene(z: float, eps: float) -> Scene:
    """ReLU, the two points z ± ε and the chord between them."""
    ends = np.array([z - eps, z + eps])
    slope = float(np.diff(relu(ends))[0] / (2 * eps))
    local = float(relu_derivative(np.array(z)))
    x = np.array([-2.0, 0.0, 2.0])
    panel = Panel(
        layers=(
            Line(x, relu(x), "relu"),
            Line(ends, relu(ends), "chord", "orange", "dashed"),
            Points(ends, relu(ends), "z − ε and z + ε", "orange", "square", size=5),
            Points([z], relu(np.array([z])), "z", "black", "circle", size=5),
        ),
        xlabel="z",
        ylabel="relu(z)",
        xlim=(-2.0, 2.0),
        ylim=(-0.5, 2.0),
    )
    verdict = "They agree." if abs(slope - local) < 1e-9 else "They differ: the kink at 0 lies between the two points."
    return Scene(
        panel,
        f"At z = {z:.2f} with ε = {eps:.2g} the chord has slope {slope:.3f}, and relu'(z) is {local:g}. {verdict}",
    )
