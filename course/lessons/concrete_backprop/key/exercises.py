"""Lesson 01's exercises, in the order of the notebook.

All sizes differ, so that a swapped or missing transpose shows; none is 2, so that a mean is not taken for a half.
"""

from collections.abc import Callable

import numpy as np

from ....activations import sigmoid, sigmoid_derivative
from ...declare import Exercise, Inputs
from .. import example
from . import hunts
from . import reference as right

n, d, m, C = 4, 3, 5, 6


def _normal(**shapes: tuple[int, ...]) -> Callable[[np.random.Generator], Inputs]:
    """A ``draw`` that gives each named argument standard normal entries in its shape."""
    return lambda rng: {name: rng.normal(size=shape) for name, shape in shapes.items()}


def _target(rng: np.random.Generator) -> np.ndarray:
    return rng.uniform(0.05, 0.95, size=(n, C))


def _wide(rng: np.random.Generator) -> Inputs:
    return {"Z": rng.normal(scale=3.0, size=(n, d))}


def _two_layers(rng: np.random.Generator) -> Inputs:
    return _normal(A0=(n, d), W1=(d, m), W2=(m, C))(rng)


def _step(rng: np.random.Generator) -> Inputs:
    return {**_normal(W=(d, m), dW=(d, m))(rng), "step_size": float(rng.uniform(0.2, 0.8))}


def l2_norm(y: np.ndarray) -> float:
    """Euclidean length of y, the square root of the sum of squares."""
    return float(np.sqrt(np.sum(y**2)))


_Z1, _A1, _Z2, _A2 = right.forward(example.A0, example.W1, example.W2)
_dZ2 = right.compute_dZ2(_Z2, example.T)
_dA1 = right.compute_dA1(_dZ2, example.W2)
_dZ1 = right.compute_dZ1(_dA1, _Z1)
_dW1 = right.compute_dW1(example.A0, _dZ1)
_part_a = {"A0": example.A0, "W1": example.W1, "W2": example.W2}
_part_b = {"W": example.W, "x": example.X}

EXERCISES = (
    Exercise("sigmoid", sigmoid, ("A",), _wide, {"Z": _Z1}),
    Exercise("sigmoid_derivative", sigmoid_derivative, ("dA_dZ",), _wide, {"Z": _Z1}, lends=("sigmoid",)),
    Exercise("forward", right.forward, ("Z1", "A1", "Z2", "A2"), _two_layers, _part_a, lends=("sigmoid",)),
    Exercise(
        "loss",
        right.loss,
        ("L",),
        lambda rng: {"y": _target(rng), "t": _target(rng)},
        {"y": _A2, "t": example.T},
    ),
    Exercise(
        "compute_dZ2",
        right.compute_dZ2,
        ("dZ2",),
        lambda rng: {"Z2": rng.normal(size=(n, C)), "t": _target(rng)},
        {"Z2": _Z2, "t": example.T},
        lends=("sigmoid", "sigmoid_derivative"),
    ),
    Exercise(
        "compute_dW2",
        right.compute_dW2,
        ("dW2",),
        _normal(A1=(n, m), dZ2=(n, C)),
        {"A1": _A1, "dZ2": _dZ2},
    ),
    Exercise(
        "compute_dA1",
        right.compute_dA1,
        ("dA1",),
        _normal(dZ2=(n, C), W2=(m, C)),
        {"dZ2": _dZ2, "W2": example.W2},
    ),
    Exercise(
        "compute_dZ1",
        right.compute_dZ1,
        ("dZ1",),
        _normal(dA1=(n, m), Z1=(n, m)),
        {"dA1": _dA1, "Z1": _Z1},
        lends=("sigmoid", "sigmoid_derivative", "compute_dZ2"),
    ),
    Exercise(
        "compute_dW1",
        right.compute_dW1,
        ("dW1",),
        _normal(A0=(n, d), dZ1=(n, m)),
        {"A0": example.A0, "dZ1": _dZ1},
    ),
    Exercise(
        "network",
        right.network,
        ("L", "dW1", "dW2"),
        lambda rng: {**_two_layers(rng), "t": _target(rng)},
        {**_part_a, "t": example.T},
        lends=(
            "sigmoid",
            "sigmoid_derivative",
            "forward",
            "loss",
            "compute_dZ2",
            "compute_dW2",
            "compute_dA1",
            "compute_dZ1",
            "compute_dW1",
        ),
    ),
    Exercise(
        "update",
        right.update,
        ("W_new",),
        _step,
        {"W": example.W1, "dW": _dW1, "step_size": 1.0},
    ),
    Exercise(
        "forward_b", right.forward_b, ("Z", "y", "f"), _normal(W=(m, d), x=(d, 1)), _part_b, lends=("sigmoid", "loss")
    ),
    Exercise(
        "backward_b",
        right.backward_b,
        ("dy", "dZ", "dW", "dx"),
        _normal(W=(m, d), x=(d, 1)),
        _part_b,
        lends=("sigmoid", "sigmoid_derivative", "compute_dA1", "compute_dZ1", "compute_dW1", "forward_b"),
    ),
    Exercise(
        "revealing_x",
        lambda: np.array([[1.0], [2.0], [3.0]]),
        ("x",),
        _normal(W=(3, 3)),
        {"W": example.W},
        hunts.judge_revealing_x,
        lends=("sigmoid", "sigmoid_derivative", "forward_b", "backward_b"),
    ),
    Exercise(
        "revealing_shape",
        lambda: (2, 2),
        ("shape",),
        _normal(Z2=(10, 10), error=(10, 10)),
        verify=hunts.judge_revealing_shape,
    ),
    Exercise("l2_norm", l2_norm, ("norm",), _normal(y=(d, 1)), {"y": np.array([[3.0], [4.0]])}),
)
