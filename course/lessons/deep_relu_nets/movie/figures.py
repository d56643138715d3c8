"""The live figure's scene: depth, width, initialisation, step size, batch, and how long it has been trained."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ....datasets import two_clouds
from .. import compiled, nets
from ..figures import on_grid

if TYPE_CHECKING:
    from collections.abc import Callable

    from ....widgets.live import Panel, Scene

MOST_WORK = 60e6
XS = np.linspace(-5.0, 8.0, 105)


def training(per_class: int = 500, seed: int = 0) -> Callable[..., Scene]:
    """The scene: one data set, one stream of draws, one seed for the weights; trained anew at every move."""
    from ....widgets.live import Scene

    rng = np.random.default_rng(seed)
    X, T = two_clouds(rng, per_class)
    drawn = rng.integers(len(X), size=100_000)

    def scene(depth: int, width: int, scheme: str, eta: float, batch: int, examples: int) -> Scene:
        sizes = (2, *[width] * depth, 1)
        parameters = nets.start(np.random.default_rng(seed), sizes, scheme)
        affordable = int(MOST_WORK / len(parameters)) // batch * batch
        steps = max(1, min(examples, affordable) // batch)
        every = max(1, steps // 60)
        batches = drawn[: steps * batch].reshape(steps, batch)
        before = nets.profile(parameters, sizes, X, T)
        after, losses, _ = compiled.train(X, T, batches, parameters, sizes, eta, every)
        sane = bool(np.isfinite(after).all() and np.abs(after).max() < 1e6)
        found = nets.profile(after, sizes, X, T) if sane else None
        panels = (
            _map(after if sane else None, sizes, X, T),
            _loss(losses, every, steps),
            _gradients(before, found),
            _dead(before, found, width),
        )
        capped = " (no more in half a second)" if examples > affordable else ""
        net = f"{depth} hidden layer{'s' * (depth > 1)} of {width} units, {scheme}"
        begin = f"{net}, η = {eta:g}, {steps} steps of {batch}{capped}: "
        if not sane:
            return Scene(panels, begin + "the steps are too long for these weights, and they have run away.")
        right = nets.share(nets.answers(after, sizes, X)[0], T)
        dead = ", ".join(map(str, found.dead))
        return Scene(
            panels,
            f"{begin}{100 * right:.1f} % of the points on their side, last recorded loss {losses[-1]:.3g}; "
            f"dead units by layer: {dead} of {width}.",
        )

    return scene


def _map(parameters: np.ndarray | None, sizes: tuple[int, ...], X: np.ndarray, T: np.ndarray) -> Panel:
    from ....widgets.live import Image, Panel, Points

    layers = [
        Points(*X[T[:, 0] == label][::4].T, label=f"class {label:+d}", colour=colour, marker=marker, size=2)
        for label, colour, marker in ((-1, "blue", "circle"), (1, "orange", "triangle"))
    ]
    if parameters is not None:
        y, _ = nets.answers(parameters, sizes, on_grid(XS))
        span = (XS[0], XS[-1])
        layers.insert(0, Image(y.reshape(len(XS), -1), span, span, limits=(-2, 2), contour=True))
    return Panel(tuple(layers), "answers of the net", "x₁", "x₂", equal=True)


def _loss(losses: np.ndarray, every: int, steps: int) -> Panel:
    from ....widgets.live import Line, Panel, Rule

    with np.errstate(invalid="ignore"):
        shown = np.where(np.isfinite(losses) & (losses > 0) & (losses < 1e12), losses, np.nan)
    curve = Line(every * np.arange(len(losses)), shown, label="mean squared error")
    nothing = Rule(y=1.0, label="says 0 to all")
    return Panel((curve, nothing), "loss", "step", "all data", yscale="log", xlim=(0, 1.05 * steps))


def _gradients(before: nets.Profile, after: nets.Profile | None) -> Panel:
    from ....widgets.live import Bars, Panel

    names = tuple(map(str, range(1, len(before.weights) + 1)))
    bars = [Bars(names, _positive(before.weights), colour="grey", label="before")]
    if after is not None:
        bars.append(Bars(names, _positive(after.weights), colour="orange", label="now"))
    return Panel(tuple(bars), "length of dW", "layer", "norm", yscale="log")


def _positive(values: np.ndarray) -> np.ndarray:
    return np.where(values > 0, values, np.nan)


def _dead(before: nets.Profile, after: nets.Profile | None, width: int) -> Panel:
    from ....widgets.live import Bars, Panel

    names = tuple(map(str, range(1, len(before.dead) + 1)))
    bars = [Bars(names, before.dead, colour="grey", label="before")]
    if after is not None:
        bars.append(Bars(names, after.dead, colour="orange", label="now"))
    return Panel(tuple(bars), "dead units", "layer", f"of {width} units", ylim=(0, width))
