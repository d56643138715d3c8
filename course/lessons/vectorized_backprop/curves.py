r"""Error of a difference against its step: the numbers behind the curves of lesson 02."""

import functools
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ...activations import relu, relu_derivative, sigmoid
from ...gradcheck import relative_error
from ...layers import linear, linear_backward
from ...losses import half_squared_error_gradient
from . import example

KINDS = ("forward", "central")
PRECISIONS = ("float32", "float64")
STEPS = np.logspace(-11, 0, 89)

# One pre-activation of this net is a thousandth above the kink of its ReLU.
KINK_AT = 1e-3
W_KINK = example.W.copy()
W_KINK[1, 0] = (KINK_AT - example.W[0, 0]) / 2
KINK_EPS = KINK_AT / 2  # a nudge of W[1, 0] comes twice into that pre-activation


def loss(V: np.ndarray, kink: bool = False) -> float:
    """Half the squared error of the source's net, in the precision of V; with ``kink``, ReLU in place of the sigmoid.

    Parameters
    ----------
    V : ndarray of shape (3, 2), float32 or float64
    """
    X, T = example.X.astype(V.dtype), example.T.astype(V.dtype)
    Z = X @ V
    Y = np.maximum(Z, 0) if kink else 1 / (1 + np.exp(-Z))
    return np.sum((Y - T) ** 2) / V.dtype.type(2)


def weights(kink: bool) -> np.ndarray:
    """Where the gradient is taken, shape (3, 2), float64."""
    return W_KINK if kink else example.W


def gradient(kink: bool) -> np.ndarray:
    """The right gradient of :func:`loss` at :func:`weights`, in float64, shape (3, 2)."""
    V = weights(kink)
    Z = linear(example.X, V)
    Y = relu(Z) if kink else sigmoid(Z)
    dY = half_squared_error_gradient(Y, example.T)
    dZ = dY * relu_derivative(Z) if kink else dY * Y * (1 - Y)
    return linear_backward(example.X, V, dZ)[1]


def changes(nudges: np.ndarray, precision: str, entry: tuple[int, int], kink: bool = False) -> np.ndarray:
    """How much each nudge of one entry of W changes the loss in ``precision``; same shape as nudges."""
    V = weights(kink).astype(precision)
    here = float(loss(V, kink))
    changes = np.zeros(nudges.shape)
    for i, nudge in enumerate(nudges):
        U = V.copy()
        U[entry] += V.dtype.type(nudge)
        changes[i] = float(loss(U, kink)) - here
    return changes


def difference(f: Callable[[np.ndarray], float], V: np.ndarray, eps: float, kind: str) -> np.ndarray:
    """Forward or central difference with every sum, and every loss, in the precision of V; the quotient in float64."""
    dV, here, step = np.zeros(V.shape), f(V), V.dtype.type(eps)
    for k in np.ndindex(V.shape):
        up, down = V.copy(), V.copy()
        up[k] += step
        down[k] -= step
        left, run = (f(down), 2 * eps) if kind == "central" else (here, eps)
        dV[k] = (float(f(up)) - float(left)) / run
    return dV


def error(eps: float, precision: str, kind: str, kink: bool = False) -> tuple[float, tuple[int, int]]:
    """Largest relative error of the difference with step ``eps``, and the entry of W where it is."""
    V = weights(kink).astype(precision)
    numerical = difference(lambda U: loss(U, kink), V, eps, kind)
    found = relative_error(gradient(kink), numerical)
    worst = np.unravel_index(int(np.argmax(found)), found.shape)
    return float(found[worst]), tuple(map(int, worst))


@dataclass(frozen=True)
class Curve:
    """Largest relative error (of all entries of W) for each of STEPS, and the entry where it is."""

    errors: np.ndarray
    entries: tuple[tuple[int, int], ...]


@functools.cache
def curve(precision: str, kind: str, kink: bool = False) -> Curve:
    """The curve of one precision and one kind of difference; computed once."""
    found = [error(eps, precision, kind, kink) for eps in STEPS]
    return Curve(np.array([e for e, _ in found]), tuple(k for _, k in found))


def spacing(precision: str, kink: bool = False) -> float:
    """Distance from the loss to the next number its precision can hold."""
    return float(np.spacing(loss(weights(kink).astype(precision), kink)))


def rounding_limit(precision: str, kink: bool = False) -> np.ndarray:
    """Error that one spacing of the loss alone makes of a central difference, for each of STEPS."""
    return spacing(precision, kink) / (2 * STEPS) / np.abs(gradient(kink)).max()


def source_check(eps: float = example.SOURCE_EPS) -> tuple[np.ndarray, float]:
    """The source's own check, in float32: its numerical gradient of shape (3, 2), and its largest relative error."""
    numerical = difference(loss, example.W.astype("float32"), eps, "central")
    return numerical, float(relative_error(gradient(kink=False), numerical).max())
