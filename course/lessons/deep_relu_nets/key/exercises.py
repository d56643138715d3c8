"""Lesson 06's exercises, in the order of the notebook.

All sizes differ, so that a swapped or missing transpose shows; none is 2, so that a mean is not taken for a half.
"""

from itertools import pairwise

import numpy as np

from ....gradcheck import numerical_gradient
from ....layers import Linear
from ....losses import mean_squared_error, mean_squared_error_gradient
from ....optimizers import SGD
from ...declare import Exercise, Inputs
from .. import drives
from ..settings import UNIT
from . import checking, hunts, prepare, settle
from . import reference as right

n, d, m, k, C = 8, 4, 6, 9, 3


def _with_kinks(rng: np.random.Generator) -> Inputs:
    """Pre-activations of both signs and a few exact zeros, where the convention speaks."""
    Z = rng.normal(size=(n, m))
    Z[rng.integers(n, size=3), rng.permutation(m)[:3]] = 0.0
    return {"dA": rng.normal(size=(n, m)), "Z": Z}


def _layer(rng: np.random.Generator) -> Inputs:
    shapes = {"W": (d, m), "b": (m,), "X": (n, d), "dA": (n, m)}
    return {name: rng.normal(size=shape) for name, shape in shapes.items()}


def _jacobians(rng: np.random.Generator) -> Inputs:
    shapes = {"dy": (C,), "J1": (m, d), "J2": (k, m), "J3": (C, k)}
    return {name: rng.normal(size=shape) for name, shape in shapes.items()}


def _weights(rng: np.random.Generator, out: int = C) -> Inputs:
    return {"W1": rng.normal(size=(d, m)), "W2": rng.normal(size=(m, k)), "W3": rng.normal(size=(k, out))}


def _net(rng: np.random.Generator) -> Inputs:
    return {"X": rng.normal(size=(n, d)), **_weights(rng), "dY": rng.normal(size=(n, C))}


def _source_net(rng: np.random.Generator) -> Inputs:
    """Weights with a bias row that keeps most units on, so that something comes back through three ReLU layers."""
    shapes = {"x": (n, d), "w1": (d + 1, m), "w2": (m + 1, k), "w3": (k + 1, C), "dy": (n, C)}
    drawn = {name: rng.normal(size=shape) for name, shape in shapes.items()}
    for name in ("w1", "w2", "w3"):
        drawn[name][-1] = np.abs(drawn[name][-1]) + 1.0
    return {**drawn, "eta": float(rng.uniform(0.1, 0.3))}


def _training(rng: np.random.Generator) -> Inputs:
    """Four batches of three, a record every third; the targets depend on the inputs."""
    X = rng.normal(size=(n, d))
    weights = {name: 0.5 * W for name, W in _weights(rng, out=1).items()}
    batches = np.array([rng.permutation(n)[:3] for _ in range(4)])
    return {"X": X, "T": X[:, :1] - 0.5 * X[:, 1:2] + 1.0, **weights, "batches": batches, "every": 3}


def _near_a_kink(rng: np.random.Generator) -> Inputs:
    """One of the entries of X @ V lies so near to 0 that a step of eps crosses it; all others are far from it."""
    while True:
        X, V = rng.normal(size=(n, d)), rng.normal(size=(d, m))
        Z = np.abs(X @ V)
        row, column = np.unravel_index(np.argmin(Z), Z.shape)
        V[:, column] -= (X[row] @ V[:, column] - 2e-4) * X[row] / (X[row] @ X[row])
        if np.sum(np.abs(X @ V) < 0.02) == 1 and np.abs(X[row]).min() > 0.1:
            return {"X": X, "V": V, "eps": 4e-3}


def _checked_net(rng: np.random.Generator) -> Inputs:
    """No pre-activation so near to 0 that central differences could cross it, no layer without a gradient.

    Small, as each weight is nudged twice.
    """
    sizes = (1, 2, 2, 1)
    while True:
        X = rng.normal(size=(n, sizes[0]))
        weights = {f"W{k}": rng.normal(size=shape) for k, shape in enumerate(pairwise(sizes), 1)}
        net, T = right.Network(prepare.layers_of(*weights.values())), rng.normal(size=(n, sizes[-1]))
        net.backward(mean_squared_error_gradient(net.forward(X), T))
        apart = min(np.abs(layer.Z).min() for layer in net.layers[:-1]) > 2e-3
        if apart and min(np.linalg.norm(layer.dW) for layer in net.layers) > 0.05:
            return {"X": X, "T": T, **weights}


def _columns(rng: np.random.Generator) -> Inputs:
    """Some columns never above 0, one of them with an exact zero, one that is 0 everywhere."""
    Z = rng.normal(size=(n, 9))
    dead = rng.permutation(9)[: int(rng.integers(3, 6))]
    Z[:, dead] = -np.abs(Z[:, dead])
    Z[2, dead[0]], Z[:, dead[1]] = 0.0, 0.0
    return {"Z": Z}


def _source_layer(rng: np.random.Generator) -> Inputs:
    xext = np.c_[rng.normal(size=(n, d)), np.ones(n)]
    return {"dy": rng.normal(size=(n, m)), "xext": xext, "z": rng.normal(size=(n, m))}


def _patterns(rng: np.random.Generator) -> Inputs:
    """Few units, many rows: patterns repeat. The first unit is never on, and exactly 0 in one of two equal rows.

    The last two are on together, so that the numbers of different columns, and of different sums, are not the same.
    """
    Z = rng.choice([-1.0, 1.0], size=(23, 5)) * rng.uniform(0.1, 2.0, size=(23, 5))
    Z[:, 0] = -np.abs(Z[:, 0])
    Z[:, 4] = np.copysign(Z[:, 4], Z[:, 3])
    Z[1] = 0.7 * Z[0]
    Z[0, 0] = 0.0
    return {"Z": Z}


_W, _b, _x, _t = UNIT.values()

EXERCISES = (
    Exercise("compute_dZ", right.compute_dZ, ("dZ",), _with_kinks),
    Exercise(
        "ReluLayer",
        right.ReluLayer,
        ("A", "dX", "dW", "db", "dW after two", "W at the end"),
        _layer,
        {"W": _W, "b": _b, "X": _x, "dA": np.ones((1, 1))},
        drive=drives.relu_layer,
        uses=(Linear,),
    ),
    Exercise("backward_chain", right.backward_chain, ("dx", "dy1", "dy2"), _jacobians, drive=drives.backward_chain),
    Exercise(
        "Network",
        right.Network,
        ("Y", "dX", "dW1", "dW2", "dW3", "Y again", "dW1 after two", "W3 at the end"),
        _net,
        prepare=prepare.network,
        drive=drives.network,
    ),
    Exercise("dead_units", right.dead_units, ("count",), _columns),
    Exercise(
        "backward_step",
        right.backward_step,
        ("dx", "w1", "w2", "w3"),
        _source_net,
        prepare=prepare.backward_step,
        drive=drives.backward_step,
    ),
    Exercise(
        "revealing_shapes",
        lambda: ((7, 1), (7,)),
        ("shapes",),
        lambda rng: {"n": 7},
        verify=hunts.judge_revealing_shapes,
    ),
    Exercise(
        "train",
        right.train,
        ("losses", "W1", "b2", "W3"),
        _training,
        prepare=prepare.train,
        drive=drives.train,
        uses=(SGD, mean_squared_error, mean_squared_error_gradient),
    ),
    Exercise(
        "kink_free_gradient",
        checking.kink_free_gradient,
        ("skipped", "dV", "V at the end"),
        _near_a_kink,
        drive=drives.kink_free_gradient,
        settle=settle.kink_free_gradient,
        uses=(numerical_gradient,),
    ),
    Exercise(
        "layer_errors",
        checking.layer_errors,
        ("tiny for a net that is right", "errors of a net that is wrong", "loss at the end"),
        _checked_net,
        prepare=prepare.layer_errors,
        drive=drives.layer_errors,
        settle=settle.layer_errors,
        lends=("kink_free_gradient",),
        uses=(numerical_gradient, mean_squared_error, mean_squared_error_gradient),
    ),
    Exercise(
        "revealing_case",
        lambda: (np.array([[1.0, 0.5, -2.0], [2.0, 1.0, 1.0], [0.0, 0.5, 0.5]]), [[-0.1, 0.1]], [[1.0, -3.0, 0.5]]),
        ("case",),
        lambda rng: {"m": C},
        verify=hunts.judge_revealing_case,
    ),
    Exercise(
        "compute_dw",
        right.compute_dw,
        ("dw",),
        _source_layer,
        lends=("compute_dZ",),
    ),
    Exercise(
        "weight_scales",
        right.weight_scales,
        ("N(0, 1)", "He", "Xavier"),
        lambda rng: {"d": int(rng.integers(3, 40)), "m": int(rng.integers(41, 90))},
        {"d": 100, "m": 30},
    ),
    Exercise("count_patterns", right.count_patterns, ("patterns",), _patterns),
)
