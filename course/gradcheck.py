r"""Check a gradient you derived against one that needs no calculus: central differences."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np


def numerical_gradient(f: Callable[[np.ndarray], float], V: np.ndarray, eps: float = 1e-5) -> np.ndarray:
    r"""Central differences, one entry of V at a time.

    .. math:: dV_k \approx \frac{f(V + \varepsilon e_k) - f(V - \varepsilon e_k)}{2\varepsilon}

    Parameters
    ----------
    f : callable
        Takes an array of V's shape, returns one number.
    V : ndarray of any shape
        Where the gradient is taken; not changed.
    eps : float
        Half the step.

    Returns
    -------
    dV : ndarray of float64, same shape as V
    """
    V = np.array(V, dtype=float)
    dV = np.zeros_like(V)
    for k in np.ndindex(V.shape):
        up, down = V.copy(), V.copy()
        up[k] += eps
        down[k] -= eps
        dV[k] = (f(up) - f(down)) / (2 * eps)
    return dV


def relative_error(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    r"""Difference of a and b, entry by entry, measured against the largest entry of either.

    .. math:: \frac{|a - b|}{\max(\max|a|, \max|b|)}

    The scale is the whole array's, so that an entry that happens to be tiny does not turn rounding into an error. Two
    arrays of zeros have error 0. Where either array holds NaN or infinity and the other does not hold the same, the
    error is infinite.

    Parameters
    ----------
    a, b : ndarray, same shape

    Returns
    -------
    error : ndarray, same shape as a
    """
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    same = (a == b) | (np.isnan(a) & np.isnan(b))
    finite = np.concatenate([np.abs(v[np.isfinite(v)]).ravel() for v in (a, b)])
    scale = finite.max(initial=0.0) or 1.0
    with np.errstate(invalid="ignore"):
        error = np.abs(a - b) / scale
    return np.where(same, 0.0, np.where(np.isfinite(error), error, np.inf))


@dataclass(frozen=True)
class GradientCheck:
    """What :func:`check_gradient` found: ``ok``, the worst relative error and where it is."""

    ok: bool
    error: float
    worst: tuple[int, ...]
    analytic: float
    numerical: float

    def __str__(self) -> str:
        verdict = "agree" if self.ok else "DISAGREE"
        where = list(map(int, self.worst))
        numbers = f"analytic {self.analytic:.10g}, numerical {self.numerical:.10g}"
        return f"{verdict}: relative error {self.error:.1e}, worst at {where}: {numbers}"


def check_gradient(
    f: Callable[[np.ndarray], float], V: np.ndarray, dV: np.ndarray, eps: float = 1e-5, tolerance: float = 1e-6
) -> GradientCheck:
    """Compare your gradient ``dV`` of ``f`` at ``V`` with :func:`numerical_gradient`.

    Parameters
    ----------
    f : callable
        Takes an array of V's shape, returns one number.
    V : ndarray of any shape
    dV : ndarray, same shape as V
        The gradient to be checked.
    eps, tolerance : float
        Half the step; the largest relative error that counts as agreement.

    Returns
    -------
    GradientCheck

    Raises
    ------
    ValueError
        If dV has not the shape of V.
    """
    if np.shape(dV) != np.shape(V):
        raise ValueError(f"a gradient has the shape of what it belongs to: V has {np.shape(V)}, dV has {np.shape(dV)}")
    numerical = numerical_gradient(f, V, eps)
    error = relative_error(dV, numerical)
    worst = np.unravel_index(int(np.argmax(error)), error.shape)
    found = float(error[worst])
    return GradientCheck(found <= tolerance, found, worst, float(np.asarray(dV)[worst]), float(numerical[worst]))
