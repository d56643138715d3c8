"""Lesson 05's live figure: drag a point and see its gradient, its ball, and where the attacks take it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ....attacks import Net, compute_dX, fgsm, margin_gradient, pgd, project
from ..draw import on_grid

if TYPE_CHECKING:
    from collections.abc import Callable

    from ....widgets.live import Scene
    from ....widgets.live.scene import Layer

NORMS = {"∞ (box)": np.inf, "2 (disc)": 2.0}
LABELS = {"−1": -1.0, "+1": 1.0}
GRID = np.linspace(-3.5, 6.5, 81)
START = (1.0, 0.6)
BUDGETS = np.linspace(0.0, 3.0, 31)
STEPS = 20
ARROW = 0.5


def attack_scene(models: dict[str, Net]) -> Callable[..., Scene]:
    """The scene of the live figure, with the models to choose from by name."""
    from ....widgets.live import Image, Panel, Scene

    span = (GRID[0], GRID[-1])
    maps = {
        name: Image(on_grid(lambda P, model=model: model.forward(P)[:, 0], GRID, GRID), span, span, (-5, 5), True)
        for name, model in models.items()
    }

    def scene(eps: float, norm: str, net: str, label: str, point: tuple[int, float, float] | None) -> Scene:
        model, length, t = models[net], NORMS[norm], np.array([[LABELS[label]]])
        x = np.array([START if point is None else point[1:]])
        way = _way(model, x, t, eps, length)
        once = fgsm(model, x, t, eps, length)
        dX = compute_dX(model, x, t, margin_gradient)
        layers = (maps[net], *_marks(x, dX, once, way, eps, length, LABELS[label]))
        return Scene(
            panels=(
                Panel(layers, "the point, its gradient, its ball", "x₁", "x₂", xlim=span, ylim=span, equal=True),
                Panel(_curves(model, x, t, eps, length), "what each budget buys", "budget ε", "t·y", xlim=(0, 3)),
            ),
            text=_said(model, x, t, dX, once, way[-1:], eps, norm),
        )

    return scene


def _way(model: Net, x: np.ndarray, t: np.ndarray, eps: float, norm: float) -> np.ndarray:
    """The points of the attack in twenty steps, one a row, the start first."""
    way = [x]
    for _ in range(STEPS):
        ahead = fgsm(model, way[-1], t, eps / 8, norm)
        way.append(project(ahead, x, eps, norm))
    return np.concatenate(way)


def _marks(
    x: np.ndarray, dX: np.ndarray, once: np.ndarray, way: np.ndarray, eps: float, norm: float, t: float
) -> tuple[Layer, ...]:
    from ....widgets.live import Arrows, Line, Points

    [[px, py]], [[gx, gy]] = x, ARROW * dX
    marker = "circle" if t < 0 else "triangle"
    return (
        Line(*_rim(x[0], eps, norm), label="ball", colour="grey", dash="dotted"),
        Line(*way.T, label="20 steps", colour="orange", dash="dashed"),
        Points(*way[-1:].T, colour="orange", marker="square", size=5),
        Points(*once.T, label="one step", colour="blue", marker="cross", size=6),
        Arrows([px], [py], [gx], [gy], label="gradient of −t·y, halved"),
        Points([px], [py], label="drag me", colour="black", marker=marker, drag="point", size=7),
    )


def _rim(x: np.ndarray, eps: float, norm: float) -> np.ndarray:
    """The edge of the ball around x, shape (2, points)."""
    turn = np.linspace(0, 2 * np.pi, 65)
    rim = np.array([np.cos(turn), np.sin(turn)])
    if norm == np.inf:
        rim = np.array([[-1, 1, 1, -1, -1], [-1, -1, 1, 1, -1]])
    return x[:, None] + eps * rim


def _curves(model: Net, x: np.ndarray, t: np.ndarray, eps: float, norm: float) -> tuple[Layer, ...]:
    """t*y after each attack against the budget: all budgets are one batch."""
    from ....widgets.live import Line, Rule

    budgets = BUDGETS[:, None]
    X, T = np.repeat(x, len(BUDGETS), axis=0), np.repeat(t, len(BUDGETS), axis=0)
    once = T * model.forward(fgsm(model, X, T, budgets, norm))
    often = T * model.forward(pgd(model, X, T, budgets, norm, budgets / 8, STEPS))
    return (
        Line(BUDGETS, once[:, 0], label="one step"),
        Line(BUDGETS, often[:, 0], label="20 steps", colour="orange", dash="dashed"),
        Rule(y=0.0, label="the answer turns", colour="black"),
        Rule(x=eps, label="your ε"),
    )


def _said(
    model: Net, x: np.ndarray, t: np.ndarray, dX: np.ndarray, once: np.ndarray, often: np.ndarray, eps: float, norm: str
) -> str:
    before, by_one, by_many = ((t * model.forward(P)).item() for P in (x, once, often))
    verdict = "right" if before > 0 else "wrong already"
    turned = " and ".join(
        name for name, value in (("one step", by_one), ("twenty steps", by_many)) if before > 0 >= value
    )
    return (
        f"The point ({x[0, 0]:.2f}, {x[0, 1]:.2f}) with label {t.item():+.0f} is {verdict}: t·y = {before:.2f}. The "
        f"gradient of −t·y is ({dX[0, 0]:.2f}, {dX[0, 1]:.2f}). With ε = {eps:.2f} in the norm {norm} one step brings "
        f"t·y to {by_one:.2f}, twenty to {by_many:.2f}: "
        + (f"{turned} turn the answer." if turned else "the answer stands." if before > 0 else "nothing to turn.")
    ).replace("-", "−")
