"""How each NumPy call is recorded: by a rule and its adapter, as a route that only moves entries, or not at all.

``PLAIN`` are the calls whose result carries no gradient (shapes, comparisons, positions). What is in no list raises.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from .adapters import ADAPTERS, Refused
from .array import Traced, apply, frozen, holds_traced, plain
from .routes import ROUTES, record_route
from .rules import RULES
from .tape import Tape

CURES = {
    "median": "Take np.mean, or index the sorted position yourself",
    "sort": "Find the order with np.argsort (of a plain array) and index with it: x[order]",
    "apply_along_axis": "Apply the function to the whole array, or to each row and join the rows with np.stack",
    "array": "Join recorded values with np.stack([...])",
    "vdot": "Use np.sum(a * b)",
    "fill": "Write x[...] = value",
    "tolist": "Keep the array; iterate over it directly",
    "item": "Keep the array of one entry; float() and .item() lose its gradient",
}
_CURE = "Write it with operations that have a rule in course.tracing.rules, or compute it before and pass it in"

_UFUNCS = {"conjugate": "copy", "fmax": "maximum", "fmin": "minimum", "radians": "deg2rad", "degrees": "rad2deg"}
_REDUCE = {"add": "sum", "multiply": "prod", "maximum": "max", "minimum": "min"}
_ACCUMULATE = {"add": "cumsum", "multiply": "cumprod"}
_PLAIN_UFUNCS = {
    "less", "less_equal", "greater", "greater_equal", "equal", "not_equal", "isnan", "isfinite", "isinf", "signbit",
    "logical_and", "logical_or", "logical_not", "logical_xor",
}  # fmt: skip
_COMPARED = {"less": "lt", "less_equal": "le", "greater": "gt", "greater_equal": "ge", "equal": "eq", "not_equal": "ne"}


def _numpy(names: str) -> dict[str, Callable]:
    return {name: getattr(np, name) for name in names.split()}


PLAIN = set(
    _numpy(
        """shape ndim size argmax argmin argsort allclose array_equal array_equiv isclose all any count_nonzero nonzero
        flatnonzero argwhere array_repr array_str array2string iscomplexobj isrealobj iscomplex isreal result_type
        can_cast shares_memory may_share_memory digitize searchsorted common_type isposinf isneginf"""
    ).values()
)
_CONSTANTS = set(_numpy("zeros_like ones_like empty_like full_like").values())
_METHODS = _numpy("sum mean prod max min var std cumsum cumprod clip dot trace round copy")
_METHOD_ROUTES = {
    "reshape",
    "ravel",
    "flatten",
    "transpose",
    "swapaxes",
    "squeeze",
    "repeat",
    "take",
    "diagonal",
    "compress",
}
_METHOD_PLAIN = {
    "argmax",
    "argmin",
    "argsort",
    "all",
    "any",
    "nonzero",
    "itemsize",
    "nbytes",
    "flags",
    "strides",
    "searchsorted",
}


def call_ufunc(tape: Tape, ufunc: np.ufunc, how: str, inputs: tuple, out: tuple | None, kwargs: dict) -> Any:
    """Record ``np.exp(x)``, ``np.add.reduce(x)``; out= only where Python's own ``total += x`` makes it."""
    name = _UFUNCS.get(ufunc.__name__, ufunc.__name__)
    if how != "__call__":
        return _call_of_ufunc(tape, ufunc, name, how, inputs, kwargs if out is None else {"out": out})
    if kwargs:
        raise tape.fail(f"np.{name} with {', '.join(kwargs)}= is not recorded", "Use np.where for a condition")
    if out is not None:
        return _into(tape, ufunc, name, inputs, out[0])
    if name in _PLAIN_UFUNCS:
        return _compare(ufunc, name, inputs)
    if name not in RULES:
        raise tape.fail(f"np.{name} has no derivative rule", CURES.get(name, _CURE))
    return apply(tape, name, ufunc, inputs, {})


def _call_of_ufunc(tape: Tape, ufunc: np.ufunc, name: str, how: str, inputs: tuple, kwargs: dict) -> Any:
    """``np.add.reduce``, ``np.add.accumulate``, ``np.multiply.outer``: a sum, a running sum, an outer product."""
    axis = kwargs.get("axis", 0)
    if how == "reduce" and name in _REDUCE and set(kwargs) <= {"axis", "keepdims"}:
        params = {"axis": axis, "keepdims": kwargs.get("keepdims", False)}
        return apply(tape, _REDUCE[name], lambda a: ufunc.reduce(a, **kwargs), inputs, params)
    if how == "accumulate" and name in _ACCUMULATE and set(kwargs) <= {"axis"}:
        return apply(tape, _ACCUMULATE[name], lambda a: ufunc.accumulate(a, **kwargs), inputs, {"axis": axis})
    if how == "outer" and name == "multiply" and not kwargs and all(np.ndim(v) == 1 for v in inputs):
        return apply(tape, "outer", ufunc.outer, inputs, {})
    raise tape.fail(f"np.{name}.{how} is not recorded with these arguments", _CURE)


def _compare(ufunc: np.ufunc, name: str, inputs: tuple) -> Any:
    if name in _COMPARED and isinstance(inputs[0], Traced):
        return getattr(inputs[0], f"__{_COMPARED[name]}__")(inputs[1])
    return ufunc(*plain(inputs))


def _into(tape: Tape, ufunc: np.ufunc, name: str, inputs: tuple, target: Any) -> Any:
    """Record ``total += x`` where ``total`` is a plain array: it becomes a recorded one.

    Another name for the old array would not see that, so the old one is filled with NaN: the comparison with the plain
    run then finds any further use of it.
    """
    if isinstance(target, Traced) or target is not inputs[0] or name not in RULES:
        raise tape.fail("out= is not recorded", "Assign the result: y = np.add(a, b)")
    if target.dtype.kind != "f":
        raise tape.fail(f"a recorded value is added into an array of {target.dtype}", "Start from np.zeros of floats")
    before = target.copy()
    result = apply(tape, name, lambda a, b: ufunc(before, b, out=before.copy()), inputs, {})
    result.op.operands = (before, *result.op.operands[1:])
    target[...] = np.nan
    return result


def call_function(tape: Tape, function: Callable, args: tuple, kwargs: dict) -> Any:
    """Record a call of one of NumPy's other functions."""
    name = function.__name__
    if function in PLAIN or (function is np.where and len(args) == 1):
        return function(*plain(args), **plain(kwargs))
    if function in _CONSTANTS and not any(holds_traced(v) for v in (*args[1:], *kwargs.values())):
        value = function(*plain(args), **plain(kwargs))
        return Traced(tape, tape.add("constant", value)) if value.dtype.kind == "f" else value
    if function in ROUTES:
        return record_route(tape, function, args, kwargs)
    if function not in ADAPTERS:
        raise tape.fail(f"np.{name} has no derivative rule", CURES.get(name, _CURE))
    try:
        rule, operands, params = ADAPTERS[function](*args, **kwargs)
    except Refused as problem:
        raise tape.fail(str(problem), _CURE) from None
    except TypeError:
        raise tape.fail(f"np.{name} is not recorded with these arguments", _CURE) from None
    return apply(tape, rule, lambda *_: function(*plain(args), **plain(kwargs)), operands, params)


def method(array: Traced, name: str) -> Any:
    """``x.sum``, ``x.reshape``: the method of the plain array, recorded."""
    if name in _METHODS:
        return lambda *args, **kwargs: call_function(array.tape, _METHODS[name], (array, *args), kwargs)
    if name in _METHOD_ROUTES:
        return lambda *args, **kwargs: _method_route(array, name, frozen(args), frozen(kwargs))
    if name in _METHOD_PLAIN:
        return getattr(array.checked(), name)
    if name == "astype":
        return lambda dtype: array.apply("copy", lambda v: v.astype(dtype), array)
    raise array.tape.fail(f".{name} of a recorded array is not recorded", CURES.get(name, _CURE))


def _method_route(array: Traced, name: str, args: tuple, kwargs: dict) -> Traced:
    return array.route(name, lambda v: getattr(v, name)(*args, **kwargs))


def _lookup(self: Traced, name: str) -> Any:
    if name.startswith("__") or not hasattr(np.ndarray, name):
        raise AttributeError(f"{type(self.value).__name__!r} object has no attribute {name!r}")
    return method(self, name)


def _ufunc(self: Traced, ufunc: np.ufunc, how: str, *inputs: Any, out: tuple | None = None, **kwargs: Any) -> Any:
    return call_ufunc(self.tape, ufunc, how, inputs, out, kwargs)


def _function(self: Traced, function: Callable, types: Any, args: tuple, kwargs: dict) -> Any:
    return call_function(self.tape, function, args, kwargs)


# NumPy's two protocols, and the methods of an array
Traced.__array_ufunc__, Traced.__array_function__, Traced.__getattr__ = _ufunc, _function, _lookup
