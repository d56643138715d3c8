"""Lesson 04's exercises, in the order of the notebook.

All sizes differ, so that a swapped or missing transpose shows; none is 2, so that a mean is not taken for a half.
"""

import numpy as np

from ....datasets import two_clouds
from ....layers import Linear
from ....optimizers import SGD
from ...declare import Exercise, Inputs
from ...plane import extent
from .. import drives
from ..settings import FITTED, HAND
from . import hunts, prepare
from . import reference as right
from .layers import BROKEN, broken_rule

n, d, m = 7, 4, 3


def _model(rng: np.random.Generator, weights: int) -> Inputs:
    return {"w": rng.normal(size=weights), "x": rng.normal(size=d), "X": rng.normal(size=(n, d))}


def _outputs(rng: np.random.Generator) -> Inputs:
    return {"y": rng.normal(scale=2.0, size=n), "t": rng.permutation([-1.0, 1.0, 1.0, -1.0, 1.0, -1.0, 1.0])}


def _margins(rng: np.random.Generator) -> Inputs:
    """Outputs on both sides of the kink at t * y = 1 for either label, and not near it."""
    t = np.array([-1.0, 1.0, 1.0, -1.0, 1.0, -1.0, -1.0])
    side = np.array([1.0, 1.0, -1.0, -1.0, -1.0, -1.0, 1.0])
    order = rng.permutation(n)
    return {"y": (t * (1 + side * rng.uniform(0.2, 1.8, size=n)))[order], "t": t[order]}


def _one_example(rng: np.random.Generator) -> Inputs:
    """An example whose label is not reached: both losses have a gradient."""
    w, x = rng.normal(size=d + 1), rng.normal(size=d)
    w[-1] = 0.3 - x @ w[:-1]
    return {"w": w, "x": x, "t": -1.0 if rng.uniform() < 0.5 else 1.0}


def _parameters(rng: np.random.Generator) -> Inputs:
    shapes = {"W": (d, m), "b": (m,), "dW": (d, m), "db": (m,)}
    return {**{name: rng.normal(size=shape) for name, shape in shapes.items()}, "eta": float(rng.uniform(0.2, 0.8))}


def _run(rng: np.random.Generator) -> Inputs:
    t = np.array([-1.0, -1.0, -1.0, 1.0, 1.0, 1.0, 1.0])
    return {"X": rng.normal(size=(n, m)) + t[:, None], "t": t, "samples": rng.integers(n, size=8), "every": 3}


def _points(rng: np.random.Generator) -> Inputs:
    """Outputs of both signs, as many of each as can be; one to five labels are not met."""
    X = rng.normal(size=(11, m))
    w = rng.normal(size=m + 1)
    middle = np.sort(X @ w[:-1] + w[-1])[5:7].mean()
    X -= middle * w[:-1] / (w[:-1] @ w[:-1])
    t = np.where(X @ w[:-1] + w[-1] > 0, 1.0, -1.0)
    t[: int(rng.integers(1, 6))] *= -1
    return {"w": w, "X": X, "t": t}


def _recording(rng: np.random.Generator) -> Inputs:
    every = int(rng.integers(6, 12))
    return {"steps": every * int(rng.integers(4, 9)), "every": every}


def _grid(rng: np.random.Generator) -> Inputs:
    left, bottom = rng.uniform(-5, -3, size=2)
    dx, dy = rng.uniform(0.2, 0.3), rng.uniform(0.3, 0.4)
    return {"xs": np.arange(left, 4, dx), "ys": np.arange(bottom, 6, dy)}


def _layer(rng: np.random.Generator) -> Inputs:
    shapes = {"W": (d, m), "b": (m,), "X": (n, d), "dZ": (n, m)}
    return {name: rng.normal(size=shape) for name, shape in shapes.items()}


def _layer_and_order(rng: np.random.Generator) -> Inputs:
    return {**_layer(rng), "order": rng.permutation(len(BROKEN))}


def _clouds(rng: np.random.Generator) -> Inputs:
    X, t = two_clouds(rng, per_class=60)
    return {"X": X, "t": t[:, 0]}


_w, _x, _t = HAND.values()
_y = float(_x @ _w[:-1] + _w[-1])

EXERCISES = (
    Exercise(
        "LinearModel",
        right.LinearModel,
        ("y", "Y", "w"),
        lambda rng: _model(rng, d),
        {"w": _w[:-1], "x": _x, "X": np.array([_x, 2 * _x, -_x])},
        drive=drives.linear_model,
    ),
    Exercise(
        "SquaredError",
        right.SquaredError,
        ("L", "dy"),
        _outputs,
        {"y": np.array([_y]), "t": np.array([_t])},
        drive=drives.loss_class,
    ),
    Exercise(
        "AffineModel",
        right.AffineModel,
        ("w at the start", "y", "Y", "dy_dw", "dy_dx", "w at the end"),
        lambda rng: _model(rng, d + 1),
        {"w": _w, "x": _x, "X": np.array([_x, 2 * _x, -_x])},
        drive=drives.affine_model,
    ),
    Exercise(
        "compute_dw",
        right.compute_dw,
        ("dw (squared error)", "dw (hinge)", "w afterwards"),
        _one_example,
        HAND,
        prepare=prepare.compute_dw,
        drive=drives.compute_dw,
    ),
    Exercise(
        "SGD",
        SGD,
        ("W", "b", "W after two steps", "dW afterwards", "refused"),
        _parameters,
        drive=drives.sgd,
    ),
    Exercise(
        "loss_record",
        right.loss_record,
        ("record", "record for 1 step more", "record for 5 steps more"),
        _recording,
        drive=drives.loss_record,
    ),
    Exercise(
        "train",
        right.train,
        ("losses", "w", "steps made"),
        _run,
        prepare=prepare.train,
        drive=drives.train,
        settle=prepare.counted,
        lends=("compute_dw", "loss_record"),
    ),
    Exercise(
        "accuracy",
        right.accuracy,
        ("accuracy",),
        _points,
        prepare=prepare.accuracy,
    ),
    Exercise(
        "extent",
        extent,
        ("left", "right", "bottom", "top"),
        _grid,
        {"xs": np.arange(0.0, 5.0), "ys": np.arange(0.0, 4.0)},
    ),
    Exercise(
        "off_the_map",
        lambda: (0.2, 2.6),
        ("point",),
        lambda rng: {"w": FITTED},
        verify=hunts.judge_off_the_map,
    ),
    Exercise(
        "flattering_weights",
        lambda: np.array([0.0, 0.0, -1.0]),
        ("w",),
        _clouds,
        verify=hunts.judge_flattering_weights,
    ),
    Exercise(
        "HingeLoss",
        right.HingeLoss,
        ("L", "dy"),
        _margins,
        drive=drives.loss_class,
    ),
    Exercise(
        "Linear",
        Linear,
        ("Z", "dX", "dW", "db", "dW after two calls", "dW after zero_gradients", "W at the end"),
        _layer,
        drive=drives.linear_layer,
    ),
    Exercise(
        "broken_rule",
        broken_rule,
        tuple(make.__name__ for make in BROKEN),
        _layer_and_order,
        prepare=prepare.broken_rule,
        drive=drives.broken_rule,
        settle=prepare.in_order,
    ),
)
