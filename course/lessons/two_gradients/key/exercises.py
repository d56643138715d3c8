"""Lesson 03's exercises, in the order of the notebook.

All sizes differ, with the bias row and without, so that a swapped or missing transpose and a wrong bias row show; none
is 2, so that a mean is not taken for a half. The nudge h of the draws is coarse, so that a forward difference, and an
analytic gradient in place of a numerical one, are told from the right answer.
"""

from collections.abc import Callable

import numpy as np

from ....activations import softmax
from ...declare import Exercise, Inputs
from .. import example, problems
from ..drives import draw_four_times
from . import hunts, numerical, seeds
from . import reference as right

n, d, m, C, K = 6, 3, 7, 5, 9

Draw = Callable[[np.random.Generator], Inputs]


def _normal(**shapes: tuple[int, ...]) -> Draw:
    """A ``draw`` that gives each named argument standard normal entries in its shape."""
    return lambda rng: {name: rng.normal(size=shape) for name, shape in shapes.items()}


def _net(rng: np.random.Generator) -> Inputs:
    return {
        "X": rng.normal(size=(n, d)),
        "W1": 0.5 * rng.normal(size=(d + 1, m)),
        "W2": 0.5 * rng.normal(size=(m + 1, C)),
        "T": rng.normal(size=(n, C)),
    }


def _distribution(rng: np.random.Generator) -> np.ndarray:
    """Rows that add up to 1, no entry 0."""
    return softmax(rng.normal(size=(n, C)))


def _forward(rng: np.random.Generator) -> Inputs:
    return {name: value for name, value in _net(rng).items() if name != "T"}


def _classes(rng: np.random.Generator) -> Inputs:
    return {**_net(rng), "T": _distribution(rng)}


def _stepped(rng: np.random.Generator) -> Inputs:
    return {**_net(rng), "step_size": float(rng.uniform(0.3, 0.8))}


def _nudged(rng: np.random.Generator) -> Inputs:
    return {**_net(rng), "h": float(rng.uniform(0.02, 0.05))}


def _stepped_and_nudged(rng: np.random.Generator) -> Inputs:
    return {**_stepped(rng), "h": float(rng.uniform(0.02, 0.05))}


def _many(rng: np.random.Generator) -> Inputs:
    return {
        "X": rng.normal(size=(n, d)),
        "W1s": 0.5 * rng.normal(size=(K, d + 1, m)),
        "W2s": 0.5 * rng.normal(size=(K, m + 1, C)),
        "T": rng.normal(size=(n, C)),
    }


def _setting(rng: np.random.Generator) -> Inputs:
    """So many X that some lie in the outer quarters on both sides, but for one seed in 10 to the 9."""
    seed = int(rng.integers(1, 1000))
    return {"seed": seed, "n": int(rng.integers(80, 140)), "m": m, "reach": float(rng.uniform(4, 9))}


_Z1, _A1, _Y = right.forward(example.X, example.W1, example.W2)
_dZ2 = right.compute_dZ2(_Y, example.T)
_dZ1 = right.compute_dZ1(_dZ2, example.W2, _Z1)
_forward_worked = {"X": example.X, "W1": example.W1, "W2": example.W2}
_worked = {**_forward_worked, "T": example.T}
_nudge = {"h": problems.H}
_three = {"Y": np.array([[0.7, 0.2, 0.1], [0.1, 0.8, 0.1]]), "T": np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])}
_classes_worked = {
    **_forward_worked,
    "W2": np.array([[0.2, -0.1, 0.3], [0.4, 0.5, -0.2], [-0.6, 0.1, 0.7]]),
    "T": np.eye(3),
}
_two_nets = {
    "X": example.X,
    "W1s": np.stack([example.W1, -example.W1]),
    "W2s": np.stack([example.W2, example.W2]),
    "T": example.T,
}
_both = ("dW1", "dW2")
_moved = ("W1_new", "W2_new")

EXERCISES = (
    Exercise("augment", right.augment, ("X_aug",), _normal(X=(n, d)), {"X": example.X}),
    Exercise(
        "forward",
        right.forward,
        ("Z1", "A1", "Y"),
        _forward,
        _forward_worked,
        lends=("augment",),
    ),
    Exercise(
        "net_loss",
        right.net_loss,
        ("L",),
        _net,
        _worked,
        lends=("augment", "forward"),
    ),
    Exercise(
        "compute_dZ2",
        right.compute_dZ2,
        ("dZ2",),
        _normal(Y=(n, C), T=(n, C)),
        {"Y": _Y, "T": example.T},
    ),
    Exercise(
        "compute_dW2",
        right.compute_dW2,
        ("dW2",),
        _normal(A1=(n, m), dZ2=(n, C)),
        {"A1": _A1, "dZ2": _dZ2},
        lends=("augment",),
    ),
    Exercise(
        "compute_dZ1",
        right.compute_dZ1,
        ("dZ1",),
        _normal(dZ2=(n, C), W2=(m + 1, C), Z1=(n, m)),
        {"dZ2": _dZ2, "W2": example.W2, "Z1": _Z1},
    ),
    Exercise(
        "compute_dW1",
        right.compute_dW1,
        ("dW1",),
        _normal(X=(n, d), dZ1=(n, m)),
        {"X": example.X, "dZ1": _dZ1},
        lends=("augment",),
    ),
    Exercise(
        "network",
        right.network,
        ("L", *_both),
        _net,
        _worked,
        lends=("augment", "forward", "net_loss", "compute_dZ2", "compute_dW2", "compute_dZ1", "compute_dW1"),
    ),
    Exercise(
        "train_step",
        right.train_step,
        _moved,
        _stepped,
        {**_worked, "step_size": problems.STEP_SIZE},
        lends=("network",),
    ),
    Exercise(
        "cross_entropy",
        right.cross_entropy,
        ("L",),
        lambda rng: {"Y": _distribution(rng), "T": _distribution(rng)},
        _three,
    ),
    Exercise(
        "network_softmax",
        right.network_softmax,
        ("L", *_both),
        _classes,
        _classes_worked,
        uses=(softmax,),
        lends=("augment", "forward", "compute_dZ2", "compute_dW2", "compute_dZ1", "compute_dW1", "cross_entropy"),
    ),
    Exercise(
        "numerical_gradient",
        numerical.numerical_gradient,
        _both,
        _nudged,
        {**_worked, **_nudge},
        lends=("augment", "forward", "net_loss"),
    ),
    Exercise(
        "many_losses",
        numerical.many_losses,
        ("losses",),
        _many,
        _two_nets,
        lends=("augment", "forward", "net_loss"),
    ),
    Exercise(
        "vectorised_gradient",
        numerical.vectorised_gradient,
        _both,
        _nudged,
        {**_worked, **_nudge},
        lends=("many_losses",),
    ),
    Exercise(
        "gradient_used",
        numerical.gradient_used,
        ("dW",),
        lambda rng: {**_normal(W_before=(d, m), W_after=(d, m))(rng), "step_size": float(rng.uniform(0.2, 0.8))},
        {"W_before": np.array([[1.0, 2.0]]), "W_after": np.array([[0.9, 2.3]]), "step_size": 0.1},
    ),
    Exercise(
        "revealing_step_size",
        lambda: 0.8,
        ("step_size",),
        lambda rng: {},
        verify=hunts.judge_revealing_step_size,
    ),
    Exercise(
        "hiding_shape", lambda: (n, 2), ("shape",), _normal(Y=(10, 10), T=(10, 10)), None, hunts.judge_hiding_shape
    ),
    Exercise("make_problem", seeds.make_problem, seeds.COUNTED, _setting, drive=draw_four_times, settle=seeds.counted),
    Exercise("revealing_m", lambda: 7, ("m",), lambda rng: {}, verify=hunts.judge_revealing_m),
    Exercise(
        "numerical_step",
        numerical.numerical_step,
        _moved,
        _stepped_and_nudged,
        {**_worked, "step_size": problems.STEP_SIZE, **_nudge},
        lends=("numerical_gradient", "vectorised_gradient"),
    ),
)
