# ruff: noqa: E501, RUF005 (one idiom an entry, as students write it)
"""NumPy as students write it: each idiom with its inputs, and whether it is recorded ("right") or refused with a cure.

``A`` is 2×3, ``B`` 3×2, ``v`` and ``w`` have 3 entries, ``P`` is positive 2×3, ``Q`` 3×3, ``s`` a number.
"""

from __future__ import annotations

import copy
import math
import operator

import numpy as np

rng = np.random.default_rng(5)
A, B, C = rng.normal(size=(2, 3)), rng.normal(size=(3, 2)), rng.normal(size=(2, 3))
v, w = rng.normal(size=3), rng.normal(size=3)
P, Q = rng.uniform(0.3, 0.9, size=(2, 3)), rng.normal(size=(3, 3)) + 2 * np.eye(3)
T3 = rng.normal(size=(2, 3, 4))
s, r = 0.7, 1.3
W23 = np.arange(6.0).reshape(2, 3) / 7 + 0.2
W3 = np.array([0.3, -0.7, 1.1])
labels = np.array([2, 0])
mask = np.array([[True, False, True], [False, True, True]])


def weigh(y):
    """A number in which every entry of ``y`` counts differently, so that a transposed or permuted gradient shows."""
    return np.sum(y * np.cos(np.arange(np.size(y)).reshape(np.shape(y)) + 1.0))


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def in_loop(x):
    h = np.zeros_like(x[0])
    for row in x:
        h = np.tanh(h + row)
    return weigh(h)


def nested(x):
    def square(u):
        return u * u

    def twice(u):
        return square(square(u))

    return weigh(twice(x))


def branch(x):
    y = x * 2 if x[0, 0] > 0 else x * 3
    return weigh(y)


def unpack(x):
    a, b = x
    return np.sum(a * b)


def add_up(x):
    total = 0.0
    for entry in x:
        total += entry**2
    return total


def add_up_array(x):
    total = np.zeros(3)
    for row in x:
        total += row * row
    return weigh(total)


def in_place_add(x, y):
    Z = x * 2
    Z += y
    return weigh(Z**2)


def in_place_row(x, y):
    Z = x * 1.0
    Z[0] *= y
    return weigh(Z**2)


def in_place_mask(x):
    Z = x * 1.0
    Z[Z < 0] = 0.0
    return weigh(Z**2)


def in_place_alias(x):
    Z = x * 1.0
    Y = Z
    Y -= 0.5
    return weigh(Z**2)


def fill_like(x):
    out = np.zeros_like(x)
    for n in range(len(x)):
        out[n] = x[n] ** 2
    return weigh(out)


def fill_zeros(x):
    out = np.zeros(3)
    for n in range(3):
        out[n] = x[n] ** 2
    return np.sum(out)


def stale_view(x):
    Z = x * 1.0
    row = Z[0]
    row += 1.0
    return weigh(Z**2)


def view_by_function(x):
    Z = x * 1.0
    rows = np.atleast_2d(Z)
    rows += 0 * x
    return weigh(Z**2)


def view_in_use(x):
    Z = x * 1.0
    row = Z[0]
    Z += 1.0
    return weigh(Z) + weigh(row)


def two_names(x):
    total = np.zeros(3)
    other = total
    total += 0 * x
    return np.sum(other) + np.sum(x)


def mask_filled_in_a_loop(x):
    m, total = np.zeros(3), 0.0
    for n in range(3):
        m[n] = n + 1.0
        total = total + np.sum(x * m)
    return total


def index_changed_later(x):
    index = np.array([0, 1])
    a = x[index]
    b = np.take(x, index)
    c = np.where(index > 0, a, 2 * b)
    index[:] = 2
    return weigh(a * b * c) + np.sum(np.select([index > 5], [x[:2]], a))


LIBRARY = {}  # a function from elsewhere, whose lines are not followed, that hides an exception
exec("def zero_of(x):\n    try:\n        return float(x) * 0\n    except Exception:\n        return 0.0", LIBRARY)


def swallowed(x):
    return np.sum(x) + sum(map(LIBRARY["zero_of"], x))


def type_test(x):
    if isinstance(x, np.ndarray):
        return np.sum(x * 2)
    return np.sum(x * 3)


def layer_list(x, y):
    A = [x]
    for W in (y, y.T):
        A.append(np.tanh(A[-1] @ W))
    return weigh(A[-1])


def dict_of(x, y):
    p = {"W": y, "x": x}
    p["Z"] = p["x"] @ p["W"]
    return weigh(p["Z"])


def objects(x):
    out = np.empty(3, dtype=object)
    for n in range(3):
        out[n] = x[n] ** 2
    return out


def spread_out(number):
    return number * W3


def relu_of_zeros(z):
    return np.maximum(np.zeros_like(z), z)


def moments(x):
    mean, var = x.mean(axis=0), x.var(axis=0)
    return weigh((x - mean) / np.sqrt(var + 1e-5))


# fmt: off
RIGHT = {
    # arithmetic
    "add": (lambda x, y: weigh(x + y), A, C), "subtract": (lambda x, y: weigh(x - y), A, C), "multiply": (lambda x, y: weigh(x * y), A, C),
    "divide": (lambda x, y: weigh(x / y), A, P), "negative": (lambda x: weigh(-x), A), "positive": (lambda x: weigh(+x), A),
    "abs": (lambda x: weigh(abs(x)), A), "number plus": (lambda x: weigh(2 + x), A), "number minus": (lambda x: weigh(1 - x), A),
    "number over": (lambda x: weigh(1 / x), P), "over number": (lambda x: weigh(x / 4), A), "square by **": (lambda x: weigh(x**2), A),
    "cube by **": (lambda x: weigh(x**3), A), "** -1": (lambda x: weigh(x**-1.0), P), "** 0.5": (lambda x: weigh(x**0.5), P),
    "** 0": (lambda x: weigh(x**0 * x), A), "** recorded": (lambda x, y: weigh(x**y), P, A), "number ** recorded": (lambda x: weigh(2.0**x), A),
    "pow": (lambda x: weigh(pow(x, 2)), A), "x times x": (lambda x: weigh(x * x), A), "list operand": (lambda x: weigh(x + [1.0, 2.0, 3.0]), A),
    "python numbers": (lambda x, y: x * y + x**2, s, r), "number and array": (lambda x, y: weigh(x * y), s, A),
    # products
    "@": (lambda x, y: weigh(x @ y), A, B), "@ vector": (lambda x, y: weigh(x @ y), A, v), "vector @": (lambda x, y: weigh(x @ y), v, B),
    "vector @ vector": (lambda x, y: x @ y, v, w), "@ stacked": (lambda x, y: weigh(x @ y), T3.transpose(0, 2, 1), B),
    "@ stacked right": (lambda x, y: weigh(x @ y), A, T3), "constant @": (lambda x: weigh(W23 @ x), B),
    "np.dot": (lambda x, y: weigh(np.dot(x, y)), A, B), ".dot": (lambda x, y: weigh(x.dot(y)), A, B), "dot vectors": (lambda x, y: np.dot(x, y), v, w),
    "dot number": (lambda x, y: weigh(np.dot(x, y)), s, A), "dot stacked": (lambda x, y: weigh(np.dot(x, y)), T3.transpose(0, 2, 1), B),
    "np.matmul": (lambda x, y: weigh(np.matmul(x, y)), A, B), "inner": (lambda x, y: weigh(np.inner(x, y)), A, C), "inner vectors": (lambda x, y: np.inner(x, y), v, w),
    "outer": (lambda x, y: weigh(np.outer(x, y)), v, w), "outer of matrices": (lambda x, y: weigh(np.outer(x, y)), A, w), "multiply.outer": (lambda x, y: weigh(np.multiply.outer(x, y)), v, w),
    "vdot": (lambda x, y: np.vdot(x, y), v, w), "tensordot 1": (lambda x, y: weigh(np.tensordot(x, y, 1)), A, B),
    "tensordot axes": (lambda x, y: weigh(np.tensordot(x, y, axes=([1, 0], [0, 1]))), T3, Q[:, :2]),
    "tensordot order": (lambda x, y: weigh(np.tensordot(x, y, axes=([0, 2], [2, 1]))), T3, rng.normal(size=(5, 4, 2))),
    "einsum product": (lambda x, y: weigh(np.einsum("ij,jk->ik", x, y)), A, B), "einsum implicit": (lambda x, y: weigh(np.einsum("ij,jk", x, y)), A, B),
    "einsum transpose": (lambda x: weigh(np.einsum("ij->ji", x)), A), "einsum sum": (lambda x: weigh(np.einsum("ij->j", x)), A),
    "einsum three": (lambda x, y, z: np.einsum("i,ij,j->", x, y, z), v, Q, w), "einsum batch": (lambda x, y: weigh(np.einsum("bij,jk->bik", T3 * 1.0, y) * x), s, rng.normal(size=(4, 2))),
    # functions
    "exp": (lambda x: weigh(np.exp(x)), A), "exp2": (lambda x: weigh(np.exp2(x)), A), "expm1": (lambda x: weigh(np.expm1(x)), A), "log": (lambda x: weigh(np.log(x)), P),
    "log2": (lambda x: weigh(np.log2(x)), P), "log10": (lambda x: weigh(np.log10(x)), P), "log1p": (lambda x: weigh(np.log1p(x)), P), "sqrt": (lambda x: weigh(np.sqrt(x)), P),
    "cbrt": (lambda x: weigh(np.cbrt(x)), P), "square": (lambda x: weigh(np.square(x)), A), "reciprocal": (lambda x: weigh(np.reciprocal(x)), P), "np.abs": (lambda x: weigh(np.abs(x)), A),
    "fabs": (lambda x: weigh(np.fabs(x)), A), "sin": (lambda x: weigh(np.sin(x)), A), "cos": (lambda x: weigh(np.cos(x)), A), "tan": (lambda x: weigh(np.tan(x)), P),
    "arcsin": (lambda x: weigh(np.arcsin(x)), P), "arccos": (lambda x: weigh(np.arccos(x)), P), "arctan": (lambda x: weigh(np.arctan(x)), A), "sinh": (lambda x: weigh(np.sinh(x)), A),
    "cosh": (lambda x: weigh(np.cosh(x)), A), "tanh": (lambda x: weigh(np.tanh(x)), A), "arcsinh": (lambda x: weigh(np.arcsinh(x)), A), "arccosh": (lambda x: weigh(np.arccosh(x + 2)), P),
    "arctanh": (lambda x: weigh(np.arctanh(x)), P), "arctan2": (lambda x, y: weigh(np.arctan2(x, y)), A, P), "hypot": (lambda x, y: weigh(np.hypot(x, y)), A, P),
    "logaddexp": (lambda x, y: weigh(np.logaddexp(x, y)), A, C), "logaddexp2": (lambda x, y: weigh(np.logaddexp2(x, y)), A, C), "radians": (lambda x: weigh(np.radians(x)), A),
    "degrees": (lambda x: weigh(np.rad2deg(x)), A), "sinc": (lambda x: weigh(np.sinc(x)), A), "np.power": (lambda x: weigh(np.power(x, 3)), A), "float_power": (lambda x: weigh(np.float_power(x, 2)), P),
    "sign": (lambda x: weigh(np.sign(x) * x), A), "floor": (lambda x: weigh(x - np.floor(x)), A), "round": (lambda x: weigh(np.round(x, 1) + x), A), "rint": (lambda x: weigh(np.rint(x) * x), A),
    "nan_to_num": (lambda x: weigh(np.nan_to_num(x)), A), "fix": (lambda x: weigh(np.fix(x) + x), A), "conjugate": (lambda x: weigh(np.conjugate(x)), A),
    "maximum": (lambda x: weigh(np.maximum(0, x)), A), "maximum of two": (lambda x, y: weigh(np.maximum(x, y)), A, C), "minimum": (lambda x, y: weigh(np.minimum(x, y)), A, C), "fmax": (lambda x: weigh(np.fmax(x, 0)), A),
    "clip": (lambda x: weigh(np.clip(x, -0.5, 0.5)), A), ".clip": (lambda x: weigh(x.clip(-0.5, 0.5)), A), "clip below": (lambda x: weigh(np.clip(x, 0, None)), A), "clip recorded bound": (lambda x, y: weigh(np.clip(x, y, 2.0)), A, C),
    "where": (lambda x, y: weigh(np.where(x > 0, x * x, y)), A, C), "where constant": (lambda x: weigh(np.where(mask, x, 0.0)), A), "select": (lambda x, y: weigh(np.select([x > 0.5, x > 0], [x * x, y], y * 3)), A, C),
    "relu by mask": (lambda x: weigh(x * (x > 0)), A), "leaky relu": (lambda x: weigh(np.where(x > 0, x, 0.1 * x)), A), "hinge": (lambda x: np.sum(np.maximum(0, 1 - W23 * x)), A),
    "sigmoid": (lambda x: weigh(sigmoid(x)), A), "softmax": (lambda x: weigh(softmax(x)), A), "cross entropy": (lambda x: -np.mean(np.log(softmax(x)[np.arange(2), labels])), A),
    "log sum exp": (lambda x: np.log(np.sum(np.exp(x))), v), "softplus": (lambda x: weigh(np.log(1 + np.exp(x))), A), "batch norm": (moments, A),
    # reductions
    "np.sum": (lambda x: np.sum(x * W23), A), "sum axis 0": (lambda x: weigh(np.sum(x, axis=0)), A), "sum axis 1": (lambda x: weigh(x.sum(axis=1)), A), "sum axis -1": (lambda x: weigh(x.sum(-1)), A),
    "sum keepdims": (lambda x: weigh(x / np.sum(x, axis=1, keepdims=True)), P), "sum two axes": (lambda x: weigh(x.sum(axis=(0, 2))), T3), "add.reduce": (lambda x: weigh(np.add.reduce(x)), A),
    "builtin sum": (lambda x: sum(x), v), "sum of comprehension": (lambda x: sum(u**2 for u in x), v), "mean": (lambda x: np.mean(x**2), A), "mean axis": (lambda x: weigh(x.mean(axis=1)), A), "average": (lambda x: np.average(x**2), A),
    "average weights": (lambda x: weigh(np.average(x, axis=1, weights=np.array([1.0, 2.0, 4.0]))), A), "prod": (lambda x: np.prod(x), v), "prod axis": (lambda x: weigh(np.prod(x, axis=1)), A), "prod with zero": (lambda x: np.prod(x - x[0]) + np.prod(x), v),
    "max": (lambda x: np.max(x) ** 2, A), "max axis": (lambda x: weigh(x.max(axis=0)), A), "amin": (lambda x: weigh(np.amin(x, axis=1)), A), "builtin max": (lambda x: max(x) ** 2, v), "var": (lambda x: np.var(x), A), "var axis": (lambda x: weigh(x.var(axis=1, ddof=1)), A),
    "std": (lambda x: np.std(x), A), "std axis": (lambda x: weigh(np.std(x, axis=0, keepdims=True)), T3), "norm": (lambda x: np.linalg.norm(x), v), "norm squared": (lambda x: np.linalg.norm(x) ** 2, A), "norm axis": (lambda x: weigh(np.linalg.norm(x, axis=1)), A),
    "cumsum": (lambda x: weigh(np.cumsum(x)), A), "cumsum axis": (lambda x: weigh(x.cumsum(axis=1)), A), "cumprod": (lambda x: weigh(np.cumprod(x, axis=1)), A), "add.accumulate": (lambda x: weigh(np.add.accumulate(x)), A), "diff": (lambda x: weigh(np.diff(x)), A), "diff axis": (lambda x: weigh(np.diff(x, axis=0)), A),
    "trace": (lambda x: np.trace(x @ x), Q), "inv": (lambda x: weigh(np.linalg.inv(x)), Q), "det": (lambda x: np.linalg.det(x), Q), "solve": (lambda x, y: weigh(np.linalg.solve(x, y)), Q, v), "solve matrix": (lambda x, y: weigh(np.linalg.solve(x, y)), Q, B),
    # broadcasting
    "bias": (lambda x, y: weigh((x + y) ** 2), A, v), "column": (lambda x, y: weigh(x * y), A, A[:, :1]), "row column": (lambda x, y: weigh(x - y), A[:, :1], v), "newaxis": (lambda x, y: weigh(x[:, None] * y[None, :]), v, w), "scalar array": (lambda x, y: weigh(x * y), np.array(0.4), A),
    # shapes
    "T": (lambda x: weigh(x.T), A), "np.transpose": (lambda x: weigh(np.transpose(x)), A), "transpose axes": (lambda x: weigh(x.transpose(2, 0, 1)), T3), "mT": (lambda x: weigh(x.mT), T3), "reshape": (lambda x: weigh(x.reshape(3, 2)), A), "reshape -1": (lambda x: weigh(x.reshape(-1)), A),
    "np.reshape": (lambda x: weigh(np.reshape(x, (3, -1))), A), "ravel": (lambda x: weigh(x.ravel()), A), "flatten": (lambda x: weigh(x.flatten()), A), "squeeze": (lambda x: weigh(x.squeeze()), A[:, None]), "np.squeeze": (lambda x: weigh(np.squeeze(x)), A[None]), "expand_dims": (lambda x: weigh(np.expand_dims(x, 1)), A),
    "swapaxes": (lambda x: weigh(x.swapaxes(0, 2)), T3), "moveaxis": (lambda x: weigh(np.moveaxis(x, 0, -1)), T3), "atleast_2d": (lambda x: weigh(np.atleast_2d(x)), v), "broadcast_to": (lambda x: weigh(np.broadcast_to(x, (4, 3))), v), "copy": (lambda x: weigh(x.copy()), A), "np.copy": (lambda x: weigh(np.copy(x)), A), "astype": (lambda x: weigh(x.astype(np.float64)), A),
    # indexing
    "row": (lambda x: weigh(x[1]), A), "entry": (lambda x: x[1, 2] ** 2, A), "slice": (lambda x: weigh(x[:, 1:]), A), "step slice": (lambda x: weigh(x[:, ::2]), A), "reverse": (lambda x: weigh(x[::-1]), A), "fancy": (lambda x: weigh(x[[0, 0, 1]]), A), "pick labels": (lambda x: weigh(x[np.arange(2), labels]), A), "mask": (lambda x: weigh(x[mask]), A), "computed mask": (lambda x: weigh(x[x > 0]), A),
    "ellipsis": (lambda x: weigh(x[..., 1]), T3), "take": (lambda x: weigh(np.take(x, [2, 0], axis=1)), A), "argmax index": (lambda x: x[np.argmax(x)] ** 2, v), "argsort index": (lambda x: weigh(x[np.argsort(x)]), v), "for row": (in_loop, A), "unpack": (unpack, A), "zip": (lambda x, y: sum(a * b for a, b in zip(x, y, strict=True)), v, w), "enumerate": (lambda x: sum(n * a for n, a in enumerate(x)), v),
    # joining
    "concatenate": (lambda x, y: weigh(np.concatenate([x, y])), A, C), "concatenate axis": (lambda x, y: weigh(np.concatenate((x, y), axis=1)), A, C), "add ones column": (lambda x: weigh(np.hstack([x, np.ones((2, 1))])), A), "hstack": (lambda x, y: weigh(np.hstack((x, y))), v, w), "vstack": (lambda x, y: weigh(np.vstack((x, y))), v, w), "stack": (lambda x: weigh(np.stack([a**2 for a in x])), A), "column_stack": (lambda x, y: weigh(np.column_stack((x, y))), v, w), "append": (lambda x: weigh(np.append(x, 1.0)), v), "np.r_ by concatenate": (lambda x: weigh(np.concatenate([[1.0], x])), v),
    "split": (lambda x: weigh(np.split(x, 3, axis=1)[1]) + weigh(np.split(x, 3, axis=1)[2]), A), "tile": (lambda x: weigh(np.tile(x, (2, 2))), A), "repeat": (lambda x: weigh(np.repeat(x, 2, axis=0)), A), "pad": (lambda x: weigh(np.pad(x, 1)), A), "pad constant": (lambda x: weigh(np.pad(x, ((0, 1), (1, 0)), constant_values=5.0)), A), "pad edge": (lambda x: weigh(np.pad(x, 1, mode="edge")), A), "roll": (lambda x: weigh(np.roll(x, 1, axis=1)), A), "flip": (lambda x: weigh(np.flip(x, 0)), A), "rot90": (lambda x: weigh(np.rot90(x)), A),
    "diag": (lambda x: weigh(np.diag(x)), v), "diagonal": (lambda x: weigh(np.diagonal(x)), Q), "tril": (lambda x: weigh(np.tril(x)), Q), "triu": (lambda x: weigh(np.triu(x, 1)), Q), "meshgrid": (lambda x, y: weigh(np.meshgrid(x, y)[0] * np.meshgrid(x, y)[1]), v, w), "delete": (lambda x: weigh(np.delete(x, 1, axis=1)), A), "insert": (lambda x: weigh(np.insert(x, 0, 1.0, axis=1)), A),
    # corners
    "sum times recorded number": (lambda x, y: y * np.sum(x), A, s), "helper that broadcasts": (lambda x: weigh(spread_out(x)), s), "constant filled in a loop": (mask_filled_in_a_loop, v), "index changed later": (index_changed_later, v),
    "sinc at 0": (lambda x: np.sum(np.sinc(x)), np.array([0.0, 0.5])), "norm of column 0": (lambda x: weigh(np.linalg.norm(x, axis=0)), A), "maximum of itself": (lambda x: np.sum(np.maximum(x, x)), v), "max with ties": (lambda x: np.max(np.stack([x[0], x[0]])), v),
    "power of negative base": (lambda x: weigh(x**3.0), A), "batch of one": (lambda x, y: weigh(x @ y), A[:1], B), "one by one": (lambda x, y: weigh(x @ y), A[:1, :1], B[:1, :1]), "float32 operand": (lambda x: weigh(x * W3.astype(np.float32)), v), "object array": (lambda x: np.sum(objects(x)), v),
    "helper with its own constant": (lambda x: weigh(relu_of_zeros(x)), A), "view of a view": (lambda x: weigh(x[0][1:] * x[0][:-1]), A), "deepcopy": (lambda x: weigh(copy.deepcopy(x) * x), A), "swap rows": (lambda x: weigh(np.stack([x[1], x[0]])), A), "shadowed name": (lambda x: [x := x * 2, weigh(x * x)][1], A), "block": (lambda x: weigh(np.block([[x, x], [x, np.zeros((2, 3))]])), A),
    # Python around it
    "lambda inside": (lambda x: (lambda u: weigh(u * u))(x), A), "nested functions": (nested, A), "branch": (branch, A), "accumulate number": (add_up, v), "accumulate array": (add_up_array, A), "list of layers": (layer_list, A, B), "dict": (dict_of, A, B), "print": (lambda x: (print(x), f"{x[0]:.2f}", np.sum(x))[2], v),
    "in place add": (in_place_add, A, C), "in place row": (in_place_row, A, v), "in place mask": (in_place_mask, A), "in place alias": (in_place_alias, A), "fill zeros_like": (fill_like, v), "len and shape": (lambda x: np.sum(x) / len(x) / x.shape[1] / x.size / x.ndim, A), "ones_like": (lambda x: np.sum(np.ones_like(x) * x), A), "allclose": (lambda x: np.sum(x) if np.allclose(x, x) else 0.0, A), "view then copy": (lambda x: weigh(x[0].copy() * x[1]), A),
}

LOUD = {
    "view by np.atleast_2d": (view_by_function, A[:1], "A[i] += 1"), "view by np.split": (lambda x: (operator.iadd(np.split(x, 3)[0], 0 * x[0]), np.sum(x))[1], v, "A[i] += 1"), "astype without copy": (lambda x: np.sum(x.astype(float, copy=False)), v, "functions"),
    "two names": (two_names, v, "one name"), "np.r_": (lambda x: np.sum(np.r_[x, 1.0]), v, "np.stack"), "ndenumerate": (lambda x: sum(u * u for _, u in np.ndenumerate(x)), A, "as it is"), "prod of two axes": (lambda x: np.prod(x, axis=(0, 1)), A, "rules"), "one-line type test": (lambda x: np.sum(x if type(x) is np.ndarray else x * 3), v, "type"), "sum where=": (lambda x: np.sum(x, where=mask[0]), v, "rules"),
    # (function, inputs..., a word of the cure)
    "np.array of list": (lambda x: np.sum(np.array([u**2 for u in x])), v, "np.stack"), "np.asarray": (lambda x: np.sum(np.asarray(x)), v, "as it is"), "float": (lambda x: float(x[0]) * 2, v, "float()"), "item": (lambda x: x[0].item() * 2.0, v, "item"), "tolist": (lambda x: sum(x.tolist()), v, "iterate"), "math.exp": (lambda x: math.exp(x), s, "np.exp"),
    "math.sqrt of entry": (lambda x: math.sqrt(x[0] ** 2), v, "math.exp"), "np.fromiter": (lambda x: np.sum(np.fromiter((u * 2 for u in x), dtype=float)), v, "np.stack"), "np.vectorize": (lambda x: np.sum(np.vectorize(lambda u: u * u)(x)), v, "as it is"), "np.matrix": (lambda x: np.sum(np.matrix(x)), A, "as it is"), "write into zeros": (fill_zeros, v, "np.stack"), "out=": (lambda x: np.sum(np.exp(x, out=np.zeros(3))), v, "Assign"),
    "apply_along_axis": (lambda x: np.sum(np.apply_along_axis(np.sum, 1, x)), A, "np.stack"), "median": (lambda x: np.median(x), v, "np.mean"), "sort": (lambda x: weigh(np.sort(x)), v, "argsort"), ".sort": (lambda x: (x.sort(), np.sum(x))[1], v, "argsort"), "einsum trace": (lambda x: np.einsum("ii->", x), Q, "diagonal"), "einsum dots": (lambda x: weigh(np.einsum("...j->...", x)), A, "name the axes"), "norm 1": (lambda x: np.linalg.norm(x, 1), v, "rules"), "convolve": (lambda x: weigh(np.convolve(x, x)), v, "rules"),
    "ufunc where=": (lambda x: np.sum(np.exp(x, where=mask)), A, "np.where"), "floor division": (lambda x: np.sum(x // 2 + x), v, "functions"), "modulo": (lambda x: np.sum(x % 2), v, "functions"), "complex": (lambda x: np.sum(np.abs(np.fft.fft(x))), v, "rules"), "svd": (lambda x: np.sum(np.linalg.svd(x)[1]), A, "rules"), "stale view": (stale_view, A, "A[i] += 1"), "view in use": (view_in_use, A, ".copy()"), "swallowed": (swallowed, v, "float()"), "isinstance": (type_test, v, "isinstance"), "unseeded": (lambda x: np.sum(x * np.random.default_rng().normal()), v, "seeded"),
    "recorded weights": (lambda x: np.average(x, weights=x), P[0], "rules"), "pad mean": (lambda x: weigh(np.pad(x, 1, mode="mean")), A, "edge"), "index by number": (lambda x: [1.0, 2.0, 3.0][int(abs(x[0]))] + np.sum(x), v, "float()"), "add.at": (lambda x: (np.add.at(x, [0], 1.0), np.sum(x))[1], v, "rules"),
}
