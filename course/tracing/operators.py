"""Python's operators on a recording array: recorded, comparing, or refused as they would lose the gradient."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import numpy as np

from .array import Traced, plain

_OPERATORS = {
    "add": "add", "sub": "subtract", "mul": "multiply", "truediv": "divide", "pow": "power", "matmul": "matmul",
}  # fmt: skip
_NOT_RECORDED = ("floordiv", "mod", "divmod", "and", "or", "xor", "lshift", "rshift")
_COMPARISONS = {"lt": "<", "le": "≤", "gt": ">", "ge": "≥", "eq": "=", "ne": "≠"}
_LEAVING = {
    "__array__": ("this makes a plain array of {name}, and its gradient would be lost",
                  "Use the array as it is; join several with np.stack, start a sum with np.zeros_like"),
    "__float__": ("this makes a plain number of {name}, and its gradient would be lost",
                  "Use NumPy's function (np.exp, not math.exp) and leave out float(), .item(), np.fromiter; "
                  "to fill an array, collect the pieces in a list and join them with np.stack"),
}  # fmt: skip
_LEAVING["__int__"] = _LEAVING["__index__"] = _LEAVING["__complex__"] = _LEAVING["__float__"]


def _binary(name: str, function: Callable) -> tuple[Callable, Callable, Callable]:
    def forward(self: Traced, other: Any) -> Any:
        return self.apply(name, function, self, other)

    def reflected(self: Traced, other: Any) -> Any:
        return self.apply(name, function, other, self)

    def in_place(self: Traced, other: Any) -> Any:
        # a number is replaced, an array is changed under all its names; its dtype stays
        if not isinstance(self.value, np.ndarray):
            return forward(self, other)
        change = getattr(operator, "i" + function.__name__.strip("_"))
        return self.replace(self.apply(name, lambda a, b: change(a.copy(order="K"), b), self, other))

    return forward, reflected, in_place


def _comparison(symbol: str, function: Callable) -> Callable:
    def compare(self: Traced, other: Any) -> Any:
        result = function(self.checked(), plain(other))
        if isinstance(result, np.ndarray):
            sides = tuple(o.op if isinstance(o, Traced) else o for o in (self, other))
            self.tape.comparisons[id(result)] = (result, symbol, sides)
        return result

    return compare


def _leaving(dunder: str) -> Callable:
    def leave(self: Traced, *_: Any, **__: Any) -> Any:
        problem, cure = _LEAVING[dunder]
        raise self.tape.fail(problem.format(name="a recorded value"), cure)

    return leave


def _refused(name: str) -> Callable:
    def refuse(self: Traced, *_: Any) -> Any:
        raise self.tape.fail(
            f"the operator {name} has no derivative rule", "Write it with + − * / ** @ and NumPy's functions"
        )

    return refuse


for _short, _name in _OPERATORS.items():
    for _prefix, _method in zip(("", "r", "i"), _binary(_name, getattr(operator, _short)), strict=True):
        setattr(Traced, f"__{_prefix}{_short}__", _method)
for _short in _NOT_RECORDED:
    for _prefix in ("", "r") if _short == "divmod" else ("", "r", "i"):
        setattr(Traced, f"__{_prefix}{_short}__", _refused(_short))
for _short, _symbol in _COMPARISONS.items():
    setattr(Traced, f"__{_short}__", _comparison(_symbol, getattr(operator, _short)))
for _dunder in _LEAVING:
    setattr(Traced, _dunder, _leaving(_dunder))
for _dunder, _name, _function in (
    ("neg", "negative", operator.neg),
    ("pos", "positive", operator.pos),
    ("abs", "absolute", abs),
):
    setattr(Traced, f"__{_dunder}__", lambda self, _n=_name, _f=_function: self.apply(_n, _f, self))
