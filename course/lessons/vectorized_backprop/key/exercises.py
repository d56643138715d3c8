"""Lesson 02's exercises, in the order of the notebook.

All sizes differ, so that a swapped or missing transpose shows; none is 2, so that n * C / 2 is not taken for n.
"""

from collections.abc import Callable

import numpy as np

from ....activations import sigmoid
from ...declare import Exercise, Handed, Inputs
from .. import example
from . import hunts
from . import reference as right

n, d, C = 6, 4, 5


def _normal(**shapes: tuple[int, ...]) -> Callable[[np.random.Generator], Inputs]:
    """A ``draw`` that gives each named argument standard normal entries in its shape."""
    return lambda rng: {name: rng.normal(size=shape) for name, shape in shapes.items()}


def _sizes(rng: np.random.Generator) -> Inputs:
    """Three sizes, all different."""
    return dict(zip("ndC", map(int, rng.permutation(np.arange(3, 10))[:3]), strict=True))


def _odd_sizes(rng: np.random.Generator) -> Inputs:
    """Two odd sizes, so that n * C / 2 is no whole number."""
    return dict(zip("nC", map(int, rng.permutation([5, 7, 9, 11])[:2]), strict=True))


def _output(rng: np.random.Generator) -> Inputs:
    return {"Y": rng.uniform(0.05, 0.95, size=(n, C)), "T": rng.normal(size=(n, C))}


def _two_gradients(rng: np.random.Generator) -> Inputs:
    """An analytic and a numerical gradient: the largest error is negative, and not where the gradient is largest."""
    analytic = rng.normal(size=(d, C))
    numerical = analytic + 0.01 * rng.uniform(0.2, 1.0, size=(d, C)) * rng.choice([-1, 1], size=(d, C))
    (i, k), (j, m), scale = rng.permutation(d)[:2], rng.permutation(C)[:2], rng.uniform(0.9, 1.1)
    analytic[i, j], analytic[k, m] = 4.0 * scale, 0.25 * scale
    numerical[i, j], numerical[k, m] = 4.001 * scale, 0.32 * scale
    return {"analytic": analytic, "numerical": numerical}


def _step(rng: np.random.Generator) -> Inputs:
    return {"V": rng.normal(size=(3, 2)), "eps": float(rng.uniform(0.02, 0.06))}


def _as_arrays(returned: object, **arguments: object) -> object:
    """What the answer returned; where a part of it is a tuple, such as a shape or an index, as an array."""
    if not isinstance(returned, (tuple, list)):
        return returned
    return tuple(np.asarray(part) if isinstance(part, (tuple, list)) else part for part in returned)


def _with_practice(V: np.ndarray, eps: float) -> Handed:
    """:func:`reference.practice`, of which the student takes a difference, before the arguments."""
    return {"f": right.practice, "V": V, "eps": eps}


_Y_linear = example.X @ example.W
_Y = right.sigmoid(_Y_linear)
_L, _dZ, _dW, _ = right.network(example.X, example.W, example.T)
_table = {"analytic": example.SOURCE_TABLE[:, 0].reshape(3, 2), "numerical": example.SOURCE_TABLE[:, 1].reshape(3, 2)}
_practice = {"V": np.array([[1.0, 2.0, 3.0]]), "eps": 0.1}
_net = {"X": example.X, "W": example.W, "T": example.T}

EXERCISES = (
    Exercise(
        "shape_ledger",
        right.shape_ledger,
        ("shape_Z", "shape_dZ", "shape_dW", "shape_dX"),
        _sizes,
        {"n": 4, "d": 3, "C": 2},
        settle=_as_arrays,
    ),
    Exercise(
        "compute_dW",
        right.compute_dW,
        ("dW",),
        _normal(X=(n, d), dZ=(n, C)),
        {"X": example.X, "dZ": _dZ},
    ),
    Exercise(
        "losses",
        right.losses,
        ("mean", "half"),
        _normal(Y=(n, C), T=(n, C)),
        {"Y": _Y_linear, "T": example.T},
    ),
    Exercise(
        "loss_ratio",
        right.loss_ratio,
        ("ratio",),
        _odd_sizes,
        {"n": 4, "C": 2},
        lends=("losses",),
    ),
    Exercise(
        "compute_dY_mean",
        right.compute_dY_mean,
        ("dY",),
        _output,
        {"Y": _Y_linear, "T": example.T},
    ),
    Exercise("compute_dZ", right.compute_dZ, ("dZ",), _output, {"Y": _Y, "T": example.T}),
    Exercise(
        "network",
        right.network,
        ("L", "dZ", "dW", "dX"),
        _normal(X=(n, d), W=(d, C), T=(n, C)),
        _net,
        uses=(sigmoid,),
        lends=("compute_dW", "losses", "compute_dZ"),
    ),
    Exercise("compute_db", right.compute_db, ("db",), _normal(dZ=(n, C)), {"dZ": _dZ}),
    Exercise(
        "forward_difference",
        right.forward_difference,
        ("dV",),
        _step,
        _practice,
        prepare=_with_practice,
    ),
    Exercise(
        "central_difference",
        right.central_difference,
        ("dV",),
        _step,
        _practice,
        prepare=_with_practice,
    ),
    Exercise(
        "gradient_table",
        right.gradient_table,
        ("table",),
        _two_gradients,
        _table,
        lends=("forward_difference", "central_difference"),
    ),
    Exercise(
        "worst_entry",
        right.worst_entry,
        ("error", "index"),
        _two_gradients,
        _table,
        settle=_as_arrays,
        lends=("gradient_table",),
    ),
    Exercise(
        "working_eps",
        lambda: 1e-2,
        ("eps",),
        lambda rng: {"accepted": 1e-3},
        verify=hunts.judge_working_eps,
    ),
    Exercise(
        "across_the_kink",
        lambda: (0.01, 0.1),
        ("point",),
        lambda rng: {"scale": float(rng.uniform(0.5, 2.0))},
        {"scale": 1.0},
        verify=hunts.judge_across_the_kink,
    ),
    Exercise(
        "revealing_sizes",
        lambda: (10, 3),
        ("sizes",),
        _normal(errors=(50, 50)),
        verify=hunts.judge_revealing_sizes,
    ),
)
