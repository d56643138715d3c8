"""Lesson 03's figures, still ones with a text alternative and a live one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from ...losses import mean_half_squared_error, mean_squared_error
from . import compiled, faults
from .cost import measure
from .nets import tanh_net
from .problems import STEP_SIZE

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from ...widgets.live import Panel, Scene
    from .cost import Cost, Ways
    from .problems import Problem

BLUE, ORANGE, GREEN, BLACK = "#0072b2", "#d55e00", "#007a5e", "#222222"
WAYS = (("loop", "numerical, one loss at a time", ORANGE, "s--"), ("batch", "numerical, in one batch", GREEN, "^:"))
WAYS += (("analytic", "analytic", BLUE, "o-"),)
Picture = tuple["Figure", str]


def _axes(columns: int = 1, height: float = 2.9) -> tuple:
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(1, columns, figsize=(7.4, height), layout="constrained")
    for one in np.ravel(axes):
        one.grid(alpha=0.3)
    return figure, axes


def fit(problem: Problem, W1: np.ndarray, W2: np.ndarray, reach: float) -> Picture:
    """Target, prediction and data from -reach to reach; where there is no data the ground is grey."""
    x = np.arange(-reach, reach + 0.05, 0.1)[:, None]
    net = tanh_net(W1, W2)
    y, t = net.forward(x), np.sin(x)
    low, high = problem.X.min(), problem.X.max()
    figure, axes = _axes()
    axes.plot(x, t, color=ORANGE, linestyle=":", linewidth=2, label="target sin x")
    axes.plot(x, y, color=BLUE, label="prediction")
    axes.plot(problem.X, problem.T, "o", markerfacecolor="none", color=BLACK, label="data")
    for left, right in ((-reach, low), (high, reach)):
        axes.axvspan(left, right, color="0.5", alpha=0.18, linewidth=0)
    axes.set(xlabel="x", xlim=(-reach, reach), ylim=(min(-1.6, y.min()) - 0.1, max(1.6, y.max()) + 0.1))
    axes.legend(ncols=3, loc="upper center", fontsize="small")
    on_data = mean_squared_error(net.forward(problem.X), problem.T)
    worst = float(np.abs(y - t).max())
    return figure, (
        f"The prediction follows the sine between the {len(problem.X)} data points, x from {low:.1f} to {high:.1f}: "
        f"mean square error {on_data:.1e} on the data, {np.mean((y - t) ** 2):.1e} on all of the picture. "
        f"It is furthest off, by {worst:.2f}, at x = {x[np.argmax(np.abs(y - t)), 0]:.1f}; "
        "beyond the data the ground is grey."
    )


def loss_curve(losses: np.ndarray) -> Picture:
    """Loss against step, both axes logarithmic."""
    shown = np.unique(np.geomspace(1, len(losses), 400).astype(int))
    figure, axes = _axes(height=2.5)
    axes.loglog(shown, losses[shown - 1], color=BLUE)
    axes.set(xlabel="step", ylabel="loss")
    return figure, f"The loss falls from {losses[0]:.3f} at step 1 to {losses[-1]:.1e} at step {len(losses):,}."


def arms(problem: Problem, W1: np.ndarray, W2: np.ndarray) -> Picture:
    """The regions of three classes with the data on them."""
    net = tanh_net(W1, W2)
    reach = 1.05 * np.abs(problem.X).max()
    side = np.linspace(-reach, reach, 160)
    grid = np.column_stack([g.ravel() for g in np.meshgrid(side, side)])
    region = net.forward(grid).argmax(axis=1).reshape(160, 160)
    truth = problem.T.argmax(axis=1)
    right = float(np.mean(net.forward(problem.X).argmax(axis=1) == truth))
    figure, axes = _axes(height=3.6)
    axes.contourf(side, side, region, levels=[-0.5, 0.5, 1.5, 2.5], colors=[BLUE, ORANGE, "0.6"], alpha=0.25)
    for k, (mark, colour) in enumerate((("o", BLUE), ("s", ORANGE), ("^", BLACK))):
        own = truth == k
        axes.plot(*problem.X[own].T, mark, color=colour, markersize=5, label=f"class {k}")
    axes.set(aspect="equal", xlabel="$x_1$", ylabel="$x_2$")
    axes.legend(loc="center left", bbox_to_anchor=(1.02, 0.5))
    return figure, (
        f"Three arms of points wind out from the middle, each in its own region; the borders bend with the arms. "
        f"{100 * right:.1f} % of the {len(truth)} points lie in the region of their class."
    )


def order(problem: Problem, steps: int = 400) -> Picture:
    """What the wrong order does to dW1, against the step size; and how little of it the loss curve shows."""
    etas = np.geomspace(1e-3, 1, 30)
    errors, published = [faults.order_error(eta) for eta in etas], faults.order_error(STEP_SIZE)
    *_, rightly = compiled.train(problem.X, problem.W1, problem.W2, problem.T, STEP_SIZE, steps)
    curves = rightly, _losses_of_published_steps(problem, steps)
    figure, (left, right) = _axes(2)
    left.loglog(etas, errors, color=ORANGE)
    left.plot([STEP_SIZE], [published], "s", color=BLACK)
    left.annotate("the source's\nstep size", (STEP_SIZE, published), (0.003, 0.05), arrowprops={"arrowstyle": "->"})
    left.set(xlabel="step size", ylabel="relative error", title="error of the dW1 used")
    right.plot(curves[0], color=BLUE, label="right order", linewidth=3, alpha=0.5)
    right.plot(curves[1], color=ORANGE, linestyle="--", label="published order")
    right.set(xlabel="step", ylabel="loss", title="what its author looked at")
    right.legend()
    return figure, (
        f"Left: the error of dW1 grows with the step size, a straight line of slope 1; it is {100 * errors[0]:.3f} % "
        f"at 0.001, {100 * published:.1f} % at 0.1 and {100 * errors[-1]:.0f} % at 1. Right: over {steps} "
        f"steps the two loss curves lie on each other, and end at {curves[0][-1]:.4f} and {curves[1][-1]:.4f}."
    )


def _losses_of_published_steps(p: Problem, steps: int) -> list[float]:
    W1, W2, losses = p.W1, p.W2, []
    for _ in range(steps):
        losses.append(mean_half_squared_error(tanh_net(W1, W2).forward(p.X), p.T))
        W1, W2 = faults.published_step(p.X, W1, W2, p.T, STEP_SIZE)
    return losses


def cost(costs: list[Cost]) -> Picture:
    """Passes and seconds of one gradient against the number of parameters."""
    P = [one.parameters for one in costs]
    figure, (left, right) = _axes(2, height=3.2)
    left.loglog(P, [one.passes for one in costs], "s--", color=ORANGE, label="numerical: 2P forward")
    left.loglog(P, [2 for _ in P], "o-", color=BLUE, label="analytic: 1 forward, 1 backward")
    left.set(xlabel="parameters P", ylabel="passes", title="passes")
    for way, label, colour, line in WAYS:
        right.loglog(P, [1e3 * getattr(one, way) for one in costs], line, color=colour, label=label)
    right.set(xlabel="parameters P", ylabel="milliseconds", title="time, measured now")
    for axes in (left, right):
        axes.legend(fontsize="small")
    last = costs[-1]
    return figure, (
        f"Passes: 2 for the analytic gradient, whatever the size; for the numerical one from {costs[0].passes} to "
        f"{last.passes} as the parameters grow from {P[0]} to {P[-1]}. Time at {P[-1]} parameters: "
        f"{1e3 * last.analytic:.3f} ms analytic, {1e3 * last.loop:.1f} ms one loss at a time, "
        f"{1e3 * last.batch:.1f} ms in one batch: the loop takes {last.loop / last.analytic:.0f} times as long as "
        "the analytic one."
    )


def cost_scene(costs: list[Cost], ways: Ways) -> Callable[[int], Scene]:
    """A live scene over ``costs``: its control ``hidden`` picks a width, at which ``ways`` are measured at once."""
    from ...widgets.live import Scene

    def scene(hidden: int) -> Scene:
        now = measure(int(hidden), ways, patience=0.015)
        return Scene(panels=(_passes(costs, now), _times(costs, now)), text=_told(now))

    return scene


def _passes(costs: list[Cost], now: Cost) -> Panel:
    from ...widgets.live import Line, Panel, Points

    P, here = [one.parameters for one in costs], [now.parameters] * 2
    layers = (
        Line(P, [one.passes for one in costs], "numerical: 2P forward", "orange", "dashed"),
        Line(P, [2] * len(P), "analytic: 1 forward, 1 backward", "blue", "solid"),
        Points(here, [now.passes, 2], "this net", "black", "circle", size=5),
    )
    return Panel(layers, title="passes", ylabel="passes", xlabel="parameters P", xscale="log", yscale="log")


def _times(costs: list[Cost], now: Cost) -> Panel:
    from ...widgets.live import Line, Panel, Points

    looks = {"loop": ("orange", "dashed", "square"), "batch": ("green", "dotted", "triangle")}
    looks["analytic"] = ("blue", "solid", "circle")
    P, layers = [one.parameters for one in costs], []
    for way, label, _, _ in WAYS:
        colour, dash, marker = looks[way]
        layers.append(Line(P, [1e3 * getattr(one, way) for one in costs], label, colour, dash))
        layers.append(Points([now.parameters], [1e3 * getattr(now, way)], "now", colour, marker, size=5))
    return Panel(
        tuple(layers),
        title="time of one gradient",
        ylabel="milliseconds",
        xlabel="parameters P",
        xscale="log",
        yscale="log",
        ylim=(0.5e3 * costs[0].analytic, 3e3 * costs[-1].loop),
    )


def _told(now: Cost) -> str:
    return (
        f"{now.m} hidden units, {now.parameters} parameters: {now.passes} forward passes against "
        f"one forward and one backward. Measured now: {1e3 * now.loop:.2f} ms one loss at a time, "
        f"{1e3 * now.batch:.2f} ms in one batch, {1e3 * now.analytic:.3f} ms analytic, "
        f"{now.loop / now.analytic:.0f} times faster than the loop."
    )
