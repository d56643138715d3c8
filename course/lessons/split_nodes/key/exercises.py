"""Lesson 07's exercises, in the order of the notebook."""

from collections.abc import Callable

import numpy as np

from ....engine import Var
from ...declare import Exercise, Inputs
from .. import drives
from . import graphs, hunts, order, settle
from . import reference as right

n, d, m, p, q, C = 4, 5, 3, 3, 6, 7

SQUARE = [("L", "x", 3.0), ("L", "x", 3.0)]
KITE = [("L", "a", 2.0), ("L", "b", -1.0), ("a", "x", 3.0), ("b", "x", 0.5), ("b", "a", 4.0)]


def _normal(**shapes: tuple[int, ...]) -> Callable[[np.random.Generator], Inputs]:
    return lambda rng: {name: rng.normal(size=shape) for name, shape in shapes.items()}


def _graph(rng: np.random.Generator) -> Inputs:
    return {"edges": graphs.random_graph(rng), "loss": "L"}


def _net(rng: np.random.Generator) -> Inputs:
    return {**_normal(A0=(n, d), W1=(d, m), W2=(m, C))(rng), "t": rng.uniform(0.05, 0.95, size=(n, C))}


_x = np.array([[0.5, 1.0, -2.0]])
_A, _B = np.array([[3.0, 1.0]]), np.array([[4.0, -2.0]])

EXERCISES = (
    Exercise(
        "split_gradient",
        right.split_gradient,
        ("dx",),
        _normal(x=(n, d), dy1=(n, d), dy2=(n, d)),
        {"x": _x, "dy1": np.array([[1.0, 2.0, 3.0]]), "dy2": np.array([[4.0, 5.0, 6.0]])},
    ),
    Exercise("join_sum", right.join_sum, ("dA", "db"), _normal(dY=(n, m), A=(n, m), b=(m,))),
    Exercise(
        "join_product",
        right.join_product,
        ("dA", "dB"),
        _normal(dY=(n, m), A=(n, m), B=(n, m)),
        {"dY": np.array([[2.0, 5.0]]), "A": _A, "B": _B},
    ),
    Exercise("join_concat", right.join_concat, ("dA", "dB"), _normal(dY=(n, p + q), A=(n, p), B=(n, q))),
    Exercise(
        "residual",
        right.residual,
        ("dX", "dW"),
        _normal(X=(n, d), W=(d, d), dY=(n, d)),
        lends=("split_gradient", "join_sum"),
    ),
    Exercise(
        "tied_weights",
        right.tied_weights,
        ("dW",),
        _normal(X=(n, d), W=(d, m), dY=(n, d)),
        lends=("split_gradient",),
    ),
    Exercise(
        "consumers",
        graphs.consumers,
        ("waiting",),
        lambda rng: {"edges": graphs.random_graph(rng)},
        {"edges": KITE},
        settle=settle.counts,
    ),
    Exercise(
        "backward_order",
        graphs.backward_order,
        ("order",),
        _graph,
        {"edges": KITE, "loss": "L"},
        verify=order.judge_order,
        lends=("consumers",),
    ),
    Exercise(
        "reverse_mode",
        graphs.reverse_mode,
        ("gradient by sorted names",),
        _graph,
        {"edges": KITE, "loss": "L"},
        settle=settle.gradients,
        lends=("consumers", "backward_order"),
    ),
    Exercise("revealing_factors", lambda: (3.0, 4.0), ("factors",), lambda rng: {}, verify=hunts.judge_factors),
    Exercise("revealing_graph", lambda: SQUARE, ("edges",), lambda rng: {}, verify=hunts.judge_graph),
    Exercise(
        "Var",
        Var,
        ("L", "dW1", "dW2", "u", "dv"),
        _net,
        drive=drives.run_net,
    ),
)
