# ruff: noqa: ANN001, ANN002, ANN003, ANN202, A002 (each adapter repeats the signature of the NumPy function it stands for)
"""Which arguments of a NumPy function are its operands, and which are settings.

An adapter has the signature of its function and returns (name of the rule, operands, parameters). What it cannot
express it refuses, with the reason.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .array import Traced, frozen, plain


class Refused(Exception):
    """A call whose arguments the rule does not cover."""


def _need(condition: bool, problem: str) -> None:
    if not condition:
        raise Refused(problem)


def _fold(name: str) -> Callable:
    def adapt(a, axis=None, dtype=None, out=None, keepdims=False):
        _need(dtype is None and out is None, "dtype= and out= are not recorded")
        return name, (a,), {"axis": axis, "keepdims": bool(keepdims)}

    return adapt


def _prod(a, axis=None, dtype=None, out=None, keepdims=False):
    _need(axis is None or isinstance(axis, int), "np.prod over several axes at once is not recorded")
    return _fold("prod")(a, axis, dtype, out, keepdims)


def _best(name: str) -> Callable:
    return lambda a, axis=None, out=None, keepdims=False: _fold(name)(a, axis, None, out, keepdims)


def _running(name: str) -> Callable:
    def adapt(a, axis=None, dtype=None, out=None):
        _need(dtype is None and out is None, "dtype= and out= are not recorded")
        return name, (a,), {"axis": axis}

    return adapt


def _spread(name: str) -> Callable:
    def adapt(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False):
        _need(dtype is None and out is None, "dtype= and out= are not recorded")
        return name, (a,), {"axis": axis, "ddof": ddof, "keepdims": bool(keepdims)}

    return adapt


def _norm(x, ord=None, axis=None, keepdims=False):
    vector = np.ndim(x) == 1 or isinstance(axis, int)
    _need(
        ord is None or (ord == 2 and vector) or (ord == "fro" and not vector), f"norm with ord={ord!r} is not recorded"
    )
    return "norm", (x,), {"axis": axis, "keepdims": bool(keepdims)}


def _average(a, axis=None, weights=None, returned=False, *, keepdims=False):
    _need(not returned and not isinstance(weights, Traced), "np.average with recorded weights or returned=True")
    return "average", (a,), {"axis": axis, "weights": frozen(weights), "keepdims": bool(keepdims)}


def _tensordot(a, b, axes=2):
    if isinstance(axes, (int, np.integer)):
        axes = (list(range(np.ndim(a) - axes, np.ndim(a))), list(range(axes)))
    left, right = ([int(n) for n in np.atleast_1d(side)] for side in axes)
    return "tensordot", (a, b), {"left": [n % np.ndim(a) for n in left], "right": [n % np.ndim(b) for n in right]}


def _einsum(equation, *operands, out=None, optimize=False, **kwargs):
    _need(isinstance(equation, str) and out is None and not kwargs, "only np.einsum('ij,jk->ik', A, B) is recorded")
    terms, arrow, result = equation.replace(" ", "").partition("->")
    _need("." not in terms + result, "'...' in an einsum is not recorded: name the axes")
    if not arrow:
        result = "".join(sorted(c for c in set(terms) - {","} if terms.count(c) == 1))
    split = terms.split(",")
    _need(
        all(len(set(t)) == len(t) for t in split), "a letter twice in one einsum term is not recorded: use np.diagonal"
    )
    return "einsum", operands, {"terms": split, "result": result}


def _where(condition, *choices):
    _need(len(choices) == 2, "np.where needs a value for both cases")
    return "where", (plain(condition), *choices), {}


def _clip(a, a_min=None, a_max=None, out=None, *, min=None, max=None):
    _need(out is None, "out= is not recorded")
    return "clip", (a, min if a_min is None else a_min, max if a_max is None else a_max), {}


def _select(condlist, choicelist, default=0):
    return "select", (*choicelist, default), {"conditions": frozen(condlist)}


def _round(a, decimals=0, out=None):
    _need(out is None, "out= is not recorded")
    return "round", (a,), {"decimals": decimals}


def _vdot(a, b):
    _need(np.ndim(a) == np.ndim(b) == 1, "np.vdot of matrices is not recorded")
    return "dot", (a, b), {}


def _diff(a, n=1, axis=-1):
    _need(n == 1, "np.diff is recorded for n=1: call it again")
    return "diff", (a,), {"axis": axis}


def _trace(a):
    _need(np.ndim(a) == 2, "np.trace is recorded for a matrix")
    return "trace", (a,), {}


ADAPTERS: dict[Callable, Callable] = {
    np.sum: _fold("sum"), np.mean: _fold("mean"), np.prod: _prod, np.max: _best("max"), np.min: _best("min"),
    np.amax: _best("max"), np.amin: _best("min"), np.around: _round,
    np.var: _spread("var"), np.std: _spread("std"), np.average: _average, np.linalg.norm: _norm,
    np.cumsum: _running("cumsum"), np.cumprod: _running("cumprod"), np.diff: _diff, np.trace: _trace,
    np.dot: lambda a, b: ("dot", (a, b), {}), np.vdot: _vdot, np.inner: lambda a, b: ("inner", (a, b), {}),
    np.outer: lambda a, b: ("outer", (a, b), {}), np.tensordot: _tensordot, np.einsum: _einsum,
    np.where: _where, np.select: _select, np.clip: _clip, np.round: _round, np.fix: lambda x: ("trunc", (x,), {}),
    np.nan_to_num: lambda x: ("nan_to_num", (x,), {}), np.sinc: lambda x: ("sinc", (x,), {}),
    np.copy: lambda a, order="K": ("copy", (a,), {}),
    np.linalg.inv: lambda a: ("inv", (a,), {}), np.linalg.det: lambda a: ("det", (a,), {}),
    np.linalg.solve: lambda a, b: ("solve", (a, b), {}),
}  # fmt: skip
