# ruff: noqa: E501 (one line for each operation)
"""The derivative of every operation that can be recorded: one table, one line for each.

You can read here how each operation is written (``{0}`` and ``{1}`` are its operands) and what it passes back. To teach the
recorder a new one, add its line, and its call in ``functions.py`` if it is not a ufunc.

In every function ``y`` is the value of the operation, ``g`` the gradient dL/dy that comes from above, ``a`` and ``b`` the
operands. An element-wise operation has a *local* derivative of the shape of ``y``; so has a reduction, of the shape of ``a``;
everything else says directly what it passes back.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from . import products, shapes

SUM, NEGATED, PRODUCT, POWER, ATOM = range(5)


class Rule(NamedTuple):
    """How an operation is written and differentiated.

    ``kind`` is "elementwise", "reduce", "product", "route" or "general"; ``derivatives`` has one function for each operand
    (the last one serves all further operands), ``written`` the same as text.
    """

    kind: str
    text: str
    level: int
    derivatives: tuple[Callable, ...]
    written: tuple[str, ...]

    def derivative(self, slot: int) -> Callable:
        """The function that serves operand ``slot``."""
        return self.derivatives[min(slot, len(self.derivatives) - 1)]


def _each(text: str, level: int, *pairs: tuple[Callable, str]) -> Rule:
    return Rule("elementwise", text, level, tuple(f for f, _ in pairs), tuple(t for _, t in pairs))


def _fold(text: str, level: int, local: Callable, written: str) -> Rule:
    return Rule("reduce", text, level, (local,), (written,))


def _product(text: str, *pairs: tuple[Callable, str]) -> Rule:
    return Rule("product", text, PRODUCT, tuple(f for f, _ in pairs), tuple(t for _, t in pairs))


def _general(text: str, back: Callable, written: str, level: int = ATOM) -> Rule:
    return Rule("general", text, level, (back,), (written,))


def _one(y: np.ndarray, *_: Any, **__: Any) -> np.ndarray:
    return np.ones_like(y)


def _none(y: np.ndarray, *_: Any, **__: Any) -> np.ndarray:
    return np.zeros_like(y)


def _power_by_base(y: np.ndarray, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return b * np.power(a, np.where(b == 0, 1.0, b - 1.0))


def _power_by_exponent(y: np.ndarray, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return y * np.log(np.where(np.equal(a, 0), 1.0, a))


_LN2, _LN10 = np.log(2.0), np.log(10.0)

# fmt: off
RULES: dict[str, Rule] = {
    # element-wise, one operand
    "negative":   _each("−{0}", NEGATED,              (lambda y, a: -np.ones_like(y),                  "−1")),
    "positive":   _each("{0}", ATOM,                  (_one,                                           "1")),
    "copy":       _each("{0}", ATOM,                  (_one,                                           "1")),
    "exp":        _each("exp({0})", ATOM,             (lambda y, a: y,                                 "exp({0})")),
    "exp2":       _each("2^{0}", POWER,               (lambda y, a: y * _LN2,                          "ln(2) 2^{0}")),
    "expm1":      _each("expm1({0})", ATOM,           (lambda y, a: y + 1,                             "exp({0})")),
    "log":        _each("log({0})", ATOM,             (lambda y, a: 1 / a,                             "1/{0}")),
    "log2":       _each("log2({0})", ATOM,            (lambda y, a: 1 / (a * _LN2),                    "1/({0} ln(2))")),
    "log10":      _each("log10({0})", ATOM,           (lambda y, a: 1 / (a * _LN10),                   "1/({0} ln(10))")),
    "log1p":      _each("log(1 + {0})", ATOM,         (lambda y, a: 1 / (1 + a),                       "1/(1 + {0})")),
    "sqrt":       _each("√({0})", ATOM,               (lambda y, a: 0.5 / y,                           "1/(2 √({0}))")),
    "cbrt":       _each("cbrt({0})", ATOM,            (lambda y, a: 1 / (3 * y**2),                    "1/(3 cbrt({0})²)")),
    "square":     _each("{0}²", POWER,                (lambda y, a: 2 * a,                             "2 {0}")),
    "reciprocal": _each("1/{0}", PRODUCT,             (lambda y, a: -y * y,                            "−1/{0}²")),
    "absolute":   _each("|{0}|", ATOM,                (lambda y, a: np.sign(a),                        "sign({0})")),
    "fabs":       _each("|{0}|", ATOM,                (lambda y, a: np.sign(a),                        "sign({0})")),
    "sin":        _each("sin({0})", ATOM,             (lambda y, a: np.cos(a),                         "cos({0})")),
    "cos":        _each("cos({0})", ATOM,             (lambda y, a: -np.sin(a),                        "−sin({0})")),
    "tan":        _each("tan({0})", ATOM,             (lambda y, a: 1 + y * y,                         "(1 + tan({0})²)")),
    "arcsin":     _each("arcsin({0})", ATOM,          (lambda y, a: 1 / np.sqrt(1 - a * a),            "1/√(1 − {0}²)")),
    "arccos":     _each("arccos({0})", ATOM,          (lambda y, a: -1 / np.sqrt(1 - a * a),           "−1/√(1 − {0}²)")),
    "arctan":     _each("arctan({0})", ATOM,          (lambda y, a: 1 / (1 + a * a),                   "1/(1 + {0}²)")),
    "sinh":       _each("sinh({0})", ATOM,            (lambda y, a: np.cosh(a),                        "cosh({0})")),
    "cosh":       _each("cosh({0})", ATOM,            (lambda y, a: np.sinh(a),                        "sinh({0})")),
    "tanh":       _each("tanh({0})", ATOM,            (lambda y, a: 1 - y * y,                         "(1 − tanh({0})²)")),
    "arcsinh":    _each("arcsinh({0})", ATOM,         (lambda y, a: 1 / np.sqrt(a * a + 1),            "1/√({0}² + 1)")),
    "arccosh":    _each("arccosh({0})", ATOM,         (lambda y, a: 1 / np.sqrt(a * a - 1),            "1/√({0}² − 1)")),
    "arctanh":    _each("arctanh({0})", ATOM,         (lambda y, a: 1 / (1 - a * a),                   "1/(1 − {0}²)")),
    "deg2rad":    _each("radians({0})", ATOM,         (lambda y, a: np.full_like(y, np.pi / 180),      "π/180")),
    "rad2deg":    _each("degrees({0})", ATOM,         (lambda y, a: np.full_like(y, 180 / np.pi),      "180/π")),
    "sign":       _each("sign({0})", ATOM,            (_none,                                          "0")),
    "floor":      _each("floor({0})", ATOM,           (_none,                                          "0")),
    "ceil":       _each("ceil({0})", ATOM,            (_none,                                          "0")),
    "trunc":      _each("trunc({0})", ATOM,           (_none,                                          "0")),
    "rint":       _each("round({0})", ATOM,           (_none,                                          "0")),
    "round":      _each("round({0})", ATOM,           (lambda y, a, decimals=0: np.zeros_like(y),      "0")),
    "nan_to_num": _each("nan_to_num({0})", ATOM,      (lambda y, a: np.isfinite(a).astype(y.dtype),    "[{0} finite]")),
    "sinc":       _each("sinc({0})", ATOM,            (shapes.sinc_slope,                              "sinc'({0})")),
    # element-wise, more operands
    "add":        _each("{0} + {1}", SUM,             (_one, "1"),               (_one,                "1")),
    "subtract":   _each("{0} − {1}", SUM,             (_one, "1"),               (lambda y, a, b: -np.ones_like(y), "−1")),
    "multiply":   _each("{0} ⊙ {1}", PRODUCT,         (lambda y, a, b: b, "{1}"), (lambda y, a, b: a,  "{0}")),
    "divide":     _each("{0} / {1}", PRODUCT,         (lambda y, a, b: 1 / b, "1/{1}"), (lambda y, a, b: -y / b, "−{0}/{1}²")),
    "power":      _each("{0}^{1}", POWER,             (_power_by_base, "{1} {0}^({1} − 1)"), (_power_by_exponent, "{0}^{1} log({0})")),
    "float_power": _each("{0}^{1}", POWER,            (_power_by_base, "{1} {0}^({1} − 1)"), (_power_by_exponent, "{0}^{1} log({0})")),
    "maximum":    _each("max({0}, {1})", ATOM,        (lambda y, a, b: shapes.winner(a, b, 1), "[{0} > {1}]"), (lambda y, a, b: shapes.winner(b, a, 1), "[{1} > {0}]")),
    "minimum":    _each("min({0}, {1})", ATOM,        (lambda y, a, b: shapes.winner(a, b, -1), "[{0} < {1}]"), (lambda y, a, b: shapes.winner(b, a, -1), "[{1} < {0}]")),
    "hypot":      _each("√({0}² + {1}²)", ATOM,       (lambda y, a, b: a / y, "{0}/y"), (lambda y, a, b: b / y, "{1}/y")),
    "arctan2":    _each("arctan2({0}, {1})", ATOM,    (lambda y, a, b: b / (a * a + b * b), "{1}/({0}² + {1}²)"), (lambda y, a, b: -a / (a * a + b * b), "−{0}/({0}² + {1}²)")),
    "logaddexp":  _each("logaddexp({0}, {1})", ATOM,  (lambda y, a, b: np.exp(a - y), "exp({0} − y)"), (lambda y, a, b: np.exp(b - y), "exp({1} − y)")),
    "logaddexp2": _each("logaddexp2({0}, {1})", ATOM, (lambda y, a, b: np.exp2(a - y), "2^({0} − y)"), (lambda y, a, b: np.exp2(b - y), "2^({1} − y)")),
    "clip":       _each("clip({0}, {1}, {2})", ATOM,  (shapes.clip_inside, "[{1} < {0} < {2}]"), (shapes.clip_low, "[{0} < {1}]"), (shapes.clip_high, "[{0} > {2}]")),
    "where":      _each("where({0}, {1}, {2})", ATOM, (_none, "0"), (lambda y, c, a, b: np.where(c, 1.0, 0.0), "[{0}]"), (lambda y, c, a, b: np.where(c, 0.0, 1.0), "[not {0}]")),
    # reductions: the local derivative has the shape of a
    "sum":        _fold("Σ {0}", PRODUCT,             lambda y, a, **_: np.ones_like(a),               "1"),
    "mean":       _fold("mean({0})", ATOM,            lambda y, a, **_: np.full_like(a, np.size(y) / np.size(a)), "1/n"),
    "prod":       _fold("Π {0}", PRODUCT,             shapes.prod_of_others,                           "Π of the others"),
    "max":        _fold("max({0})", ATOM,             shapes.share_of_best,                            "[{0} is the maximum]"),
    "min":        _fold("min({0})", ATOM,             shapes.share_of_best,                            "[{0} is the minimum]"),
    "var":        _fold("var({0})", ATOM,             shapes.var_slope,                                "2 ({0} − mean({0}))/n"),
    "std":        _fold("std({0})", ATOM,             shapes.std_slope,                                "({0} − mean({0}))/(n std({0}))"),
    "norm":       _fold("‖{0}‖", ATOM,                shapes.norm_slope,                               "{0}/‖{0}‖"),
    "average":    _fold("average({0})", ATOM,         shapes.average_weights,                          "weights/Σ weights"),
    # products
    "matmul":     _product("{0} · {1}",               (products.matmul_left, "{g} · {1}ᵀ"), (products.matmul_right, "{0}ᵀ · {g}")),
    "dot":        _product("{0} · {1}",               (products.dot_left,    "{g} · {1}ᵀ"), (products.dot_right,    "{0}ᵀ · {g}")),
    "inner":      _product("{0} · {1}ᵀ",              (products.inner_left,  "{g} · {1}"),  (products.inner_right,  "{g}ᵀ · {0}")),
    "outer":      _product("{0} · {1}ᵀ",              (products.outer_left,  "{g} · {1}"),  (products.outer_right,  "{g}ᵀ · {0}")),
    "tensordot":  _product("tensordot({0}, {1})",     (products.tensordot_left, "tensordot({g}, {1})"), (products.tensordot_right, "tensordot({0}, {g})")),
    "einsum":     Rule("general", "einsum({all})", ATOM, (products.einsum_operand,),    ("einsum({g}, others)",)),
    # the rest
    "cumsum":     _general("cumsum({0})",             shapes.cumsum_back,                              "Σ of the later {g}"),
    "cumprod":    _general("cumprod({0})",            shapes.cumprod_back,                             "cumprod'({g})"),
    "diff":       _general("diff({0})",               shapes.diff_back,                                "−diff({g})"),
    "trace":      _general("trace({0})",              shapes.trace_back,                               "{g} · I"),
    "inv":        _general("{0}⁻¹",                   products.inv_back,                               "−{0}⁻ᵀ · {g} · {0}⁻ᵀ", POWER),
    "det":        _general("det({0})",                products.det_back,                               "{g} det({0}) {0}⁻ᵀ"),
    "solve":      Rule("general", "{0}⁻¹ · {1}", PRODUCT, (products.solve_left, products.solve_right), ("−({0}⁻ᵀ · {g}) · yᵀ", "{0}⁻ᵀ · {g}")),
    "setitem":    Rule("general", "{0} with {1} written in", SUM, (shapes.overwritten, shapes.written), ("{g} where kept", "{g} where written")),
    "select":     Rule("general", "select({all})", ATOM, (shapes.selected,),                    ("{g} where chosen",)),
    "route":      Rule("route", "{0}", ATOM, (shapes.unroute,), ("{g} moved back",)),
}
