"""An engine that a student might have written, for right answers that vary it."""

from __future__ import annotations

import numpy as np


class Var:
    """An array that remembers where it came from."""

    def __init__(self, value: object, parents: tuple = (), pullbacks: tuple = (), op: str = "input") -> None:
        self.value = np.asarray(value, dtype=float)
        self.parents, self.pullbacks, self.op = tuple(parents), tuple(pullbacks), op
        self.gradient = np.zeros_like(self.value)

    def __add__(self, other: Var) -> Var:
        return Var(self.value + other.value, (self, other), (lambda up: up, lambda up: up), "add")

    def __sub__(self, other: Var) -> Var:
        return Var(self.value - other.value, (self, other), (lambda up: up, lambda up: -up), "subtract")

    def __mul__(self, other: Var) -> Var:
        pullbacks = (lambda up: up * other.value, lambda up: up * self.value)
        return Var(self.value * other.value, (self, other), pullbacks, "multiply")

    def __matmul__(self, other: Var) -> Var:
        pullbacks = (lambda up: up @ other.value.T, lambda up: self.value.T @ up)
        return Var(self.value @ other.value, (self, other), pullbacks, "matmul")

    def sigmoid(self) -> Var:
        """Element-wise sigmoid."""
        A = 1 / (1 + np.exp(-self.value))
        return Var(A, (self,), (lambda up: up * A * (1 - A),), "sigmoid")

    def sum(self) -> Var:
        """Sum of all entries, a number."""
        return Var(self.value.sum(), (self,), (lambda up: up * np.ones_like(self.value),), "sum")

    def order(self) -> list[Var]:
        """All nodes that lead here, each after all that consume it; this one first."""
        waiting: dict[int, int] = {}
        seen, new = {id(self): self}, [self]
        while new:
            for parent in new.pop().parents:
                waiting[id(parent)] = waiting.get(id(parent), 0) + 1
                if id(parent) not in seen:
                    seen[id(parent)] = parent
                    new.append(parent)
        return list(_freed(self, waiting))

    def backward(self) -> None:
        """Set the gradient of every node that leads here, this one's to 1."""
        nodes = self.order()
        for node in nodes:
            node.gradient = np.zeros_like(node.value)
        self.gradient = np.ones_like(self.value)
        for node in nodes:
            for parent, pullback in zip(node.parents, node.pullbacks, strict=True):
                parent.gradient = parent.gradient + pullback(node.gradient)


def _freed(root, waiting):
    free = [root]
    while free:
        node = free.pop()
        yield node
        for parent in node.parents:
            waiting[id(parent)] -= 1
            if waiting[id(parent)] == 0:
                free.append(parent)
