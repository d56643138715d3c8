"""Lesson 07: right answers written in other ways. A name is the exercise, two underscores, the way."""

from collections import defaultdict
from graphlib import TopologicalSorter

import numpy as np

from .engine import Var


def split_gradient__two_lines(x, dy1, dy2):
    dx = 2 * dy1 * x
    dx = dx + dy2 * np.cos(x)
    return dx


def split_gradient__accumulated(x, dy1, dy2):
    dx = np.zeros_like(x)
    for upstream, local in ((dy2, np.cos(x)), (dy1, 2 * x)):
        dx += upstream * local
    return dx


def split_gradient__einsum(x, dy1, dy2):
    return np.einsum("kij,kij->ij", np.stack([dy1, dy2]), np.stack([2 * x, np.cos(x)]))


def split_gradient__shifted_sine(x, dy1, dy2):
    return (x + x) * dy1 + np.sin(x + np.pi / 2) * dy2


def split_gradient__sum_of_list(x, dy1, dy2):
    return sum([np.multiply(dy1, x) * 2, np.multiply(dy2, np.cos(x))])


def join_sum__sum_method(dY, A, b):
    return dY, np.sum(dY, 0)


def join_sum__einsum(dY, A, b):
    return 1.0 * dY, np.einsum("nm->m", dY)


def join_sum__ones(dY, A, b):
    return dY.copy(), np.ones(len(dY)) @ dY


def join_sum__loop(dY, A, b):
    db = np.zeros_like(b)
    for row in dY:
        db += row
    return np.array(dY), db


def join_sum__list(up, first, second):
    return [up * np.ones_like(first), up.sum(axis=0)]


def join_product__multiply(dY, A, B):
    return np.multiply(dY, B), np.multiply(dY, A)


def join_product__other_order(dY, A, B):
    return B * dY, A * dY


def join_product__einsum(dY, A, B):
    return np.einsum("ij,ij->ij", dY, B), np.einsum("ij,ij->ij", dY, A)


def join_product__swap(up, first, second):
    return tuple(up * other for other in (second, first))


def join_product__rows(dY, A, B):
    return np.stack([u * b for u, b in zip(dY, B, strict=True)]), np.stack([u * a for u, a in zip(dY, A, strict=True)])


def join_concat__views(dY, A, B):
    return dY[:, : A.shape[1]], dY[:, A.shape[1] :]


def join_concat__split(dY, A, B):
    return np.split(dY, [A.shape[1]], axis=1)


def join_concat__hsplit(dY, A, B):
    left, right = np.hsplit(dY, [len(A[0])])
    return left, right


def join_concat__from_the_right(dY, A, B):
    return dY[:, : -B.shape[1]], dY[:, -B.shape[1] :]


def join_concat__columns(dY, A, B):
    columns = list(dY.T)
    return np.array(columns[: A.shape[1]]).T, np.array(columns[A.shape[1] :]).T


def residual__named(X, W, dY):
    Y = np.tanh(np.dot(X, W))
    dZ = dY * (1 - Y * Y)
    return np.dot(dZ, W.T) + dY, np.dot(X.T, dZ)


def residual__cosh(X, W, dY):
    dZ = dY / np.cosh(X @ W) ** 2
    return dY + dZ @ W.T, X.T @ dZ


def residual__einsum(X, W, dY):
    dZ = dY * (1 - np.tanh(np.einsum("nd,dm->nm", X, W)) ** 2)
    return dY + np.einsum("nm,dm->nd", dZ, W), np.einsum("nd,nm->dm", X, dZ)


def residual__accumulated(X, W, dY):
    dX = dY.copy()
    dZ = dY * (1 - np.tanh(X @ W) ** 2)
    dX += dZ @ W.T
    return dX, X.T @ dZ


def residual__transposed(X, W, dY):
    dZ = dY * (1 - np.tanh(X @ W) ** 2)
    return (W @ dZ.T).T + dY, (dZ.T @ X).T


def tied_weights__named(X, W, dY):
    H = X @ W
    dH = dY @ W
    dW = X.T @ dH
    dW = dW + dY.T @ H
    return dW


def tied_weights__decoder_first(X, W, dY):
    return (dY.T @ X) @ W + (X.T @ dY) @ W


def tied_weights__common_factor(X, W, dY):
    return (X.T @ dY + dY.T @ X) @ W


def tied_weights__einsum(X, W, dY):
    return np.einsum("nd,ne,em->dm", X, dY, W) + np.einsum("nd,ne,em->dm", dY, X, W)


def tied_weights__transposed(X, W, dY):
    H = np.dot(X, W)
    return (H.T @ dY + (dY @ W).T @ X).T


def consumers__counter(edges):
    waiting = defaultdict(int)
    for child, parent, _ in edges:
        waiting[child] += 0
        waiting[parent] += 1
    return dict(waiting)


def consumers__comprehension(edges):
    names = {name for edge in edges for name in edge[:2]}
    return {name: sum(parent == name for _, parent, _ in edges) for name in names}


def consumers__list_count(edges):
    parents = [parent for _, parent, _ in edges]
    return {name: parents.count(name) for child, parent, _ in edges for name in (child, parent)}


def consumers__numpy(edges):
    parents = np.array([edge[1] for edge in edges])
    return {name: int((parents == name).sum()) for edge in edges for name in edge[:2]}


def consumers__get(graph):
    result = {}
    for a, b, _ in graph:
        result.setdefault(a, 0)
        result[b] = result.get(b, 0) + 1
    return result


def backward_order__depth_first(edges, loss):
    done, order = set(), []

    def visit(name):
        if name not in done:
            done.add(name)
            for child, parent, _ in edges:
                if child == name:
                    visit(parent)
            order.append(name)

    visit(loss)
    return order[::-1]


def backward_order__graphlib(edges, loss):
    needed, new = {loss}, [loss]
    while new:
        name = new.pop()
        for child, parent, _ in edges:
            if child == name and parent not in needed:
                needed.add(parent)
                new.append(parent)
    sorter = TopologicalSorter({name: set() for name in needed})
    for child, parent, _ in edges:
        if child in needed:
            sorter.add(parent, child)
    return tuple(sorter.static_order())


def backward_order__longest_path(edges, loss):
    depth = {loss: 0}
    for _ in edges:
        for child, parent, _ in edges:
            if child in depth:
                depth[parent] = max(depth.get(parent, 0), depth[child] + 1)
    return sorted(depth, key=depth.get)


def backward_order__longest_path_by_name(edges, loss):
    return sorted(backward_order__depth_first(edges, loss), key=backward_order__longest_path(edges, loss).index)


def backward_order__queue(edges, loss):
    order = backward_order__graphlib(edges, loss)
    waiting = {name: sum(p == name and c in order for c, p, _ in edges) for name in order}
    queue, result = [loss], []
    while queue:
        result.append(queue.pop(0))
        for child, parent, _ in edges:
            if child == result[-1]:
                waiting[parent] -= 1
                if not waiting[parent]:
                    queue.append(parent)
    return result


def _push(edges, order):
    gradient = dict.fromkeys(order, 0.0)
    gradient[order[0]] = 1.0
    for name in order:
        for child, parent, local in edges:
            if child == name:
                gradient[parent] = gradient[parent] + gradient[name] * local
    return gradient


def reverse_mode__depth_first(edges, loss):
    return _push(edges, backward_order__depth_first(edges, loss))


def reverse_mode__longest_path(edges, loss):
    return _push(edges, backward_order__longest_path(edges, loss))


def reverse_mode__pull(edges, loss):
    gradient = {loss: 1.0}
    for name in backward_order__queue(edges, loss)[1:]:
        gradient[name] = sum(gradient[c] * local for c, p, local in edges if p == name and c in gradient)
    return gradient


def reverse_mode__every_path(edges, loss):
    gradient = defaultdict(float)

    def follow(name, share):
        gradient[name] += share
        for child, parent, local in edges:
            if child == name:
                follow(parent, share * local)

    follow(loss, 1.0)
    return dict(gradient)


def reverse_mode__memo(edges, loss):
    known = {loss: 1.0}

    def of(name, reach):
        if name not in known:
            known[name] = sum(of(c, reach) * local for c, p, local in edges if p == name and c in reach)
        return known[name]

    reach = set(backward_order__depth_first(edges, loss))
    return {name: of(name, reach) for name in reach}


def revealing_factors__negative():
    return -1.0, 1.0


def revealing_factors__list():
    return [0, 5]


def revealing_factors__array():
    return np.array([2.0, 2.5])


def revealing_factors__integers():
    return 1, 2


def revealing_factors__small():
    return 1e-3, 2e-3


def revealing_graph__kite():
    return [("L", "a", 2.0), ("L", "b", -1.0), ("a", "x", 3.0), ("b", "x", 0.5)]


def revealing_graph__square():
    return (("L", "x", 1), ("L", "x", 1))


def revealing_graph__triangle():
    return [["L", "a", 1.5], ["a", "x", 2.0], ["L", "x", 1.0]]


def revealing_graph__unordered():
    return [("b", "x", 0.5), ("a", "x", 3.0), ("L", "b", -1.0), ("L", "a", 2.0)]


def revealing_graph__deep():
    return [("L", "c", 1.0), ("c", "a", 2.0), ("c", "b", 3.0), ("a", "x", 1.0), ("b", "x", 1.0), ("x", "w", 2.0)]


class _Tape:
    """The same engine, other ways: a growing list instead of counts."""

    made: list = []  # noqa: RUF012  one growing list is this way of doing it

    def __init__(self, value, backs=()):
        self.value = np.array(value, dtype=float)
        self.backs = backs
        self.gradient = np.zeros(self.value.shape)
        self.number = len(_Tape.made)
        _Tape.made.append(self)

    def __add__(self, other):
        return type(self)(self.value + other.value, [(self, lambda g: g), (other, lambda g: g)])

    def __sub__(self, other):
        return type(self)(self.value - other.value, [(self, lambda g: g), (other, lambda g: -g)])

    def __mul__(self, other):
        backs = [(self, lambda g: g * other.value), (other, lambda g: g * self.value)]
        return type(self)(self.value * other.value, backs)

    def __matmul__(self, other):
        backs = [(self, lambda g: np.dot(g, other.value.T)), (other, lambda g: np.dot(self.value.T, g))]
        return type(self)(np.dot(self.value, other.value), backs)

    def sigmoid(self):
        s = 1 / (1 + np.exp(-self.value))
        return type(self)(s, [(self, lambda g: g * s * (1 - s))])

    def sum(self):
        return type(self)(np.sum(self.value), [(self, lambda g: np.broadcast_to(g, self.value.shape))])

    def backward(self):
        for node in _Tape.made:
            node.gradient = np.zeros(node.value.shape)
        self.gradient = np.ones(self.value.shape)
        for node in sorted(_Tape.made[: self.number + 1], key=lambda v: -v.number):
            for parent, back in node.backs:
                parent.gradient = parent.gradient + back(node.gradient)


class _DepthFirst(Var):
    def __init__(self, value, parents=(), pullbacks=(), op="input"):
        super().__init__(value, parents, pullbacks, op)

    def order(self):
        done, post = set(), []
        stack = [(self, False)]
        while stack:
            node, finished = stack.pop()
            if finished:
                post.append(node)
            elif id(node) not in done:
                done.add(id(node))
                stack.append((node, True))
                stack += [(parent, False) for parent in node.parents]
        return post[::-1]


class _InPlace(Var):
    def backward(self):
        nodes = self.order()
        for node in nodes:
            node.gradient = np.zeros(node.value.shape)
        self.gradient += 1.0
        for node in nodes:
            for parent, pullback in zip(node.parents, node.pullbacks, strict=True):
                parent.gradient += pullback(node.gradient)


class _Subtracts(Var):
    def __sub__(self, other):
        return self + Var(-1.0 * np.ones(other.value.shape)) * other


class _TanhSigmoid(Var):
    def sigmoid(self):
        A = 0.5 * (1 + np.tanh(self.value / 2))
        return Var(A, (self,), (lambda up: up * (A - A**2),), "sigmoid")


Var__tape = _Tape
Var__depth_first = _DepthFirst
Var__in_place = _InPlace
Var__subtraction_by_product = _Subtracts
Var__tanh = _TanhSigmoid
