"""Mistakes on whole graphs: overwriting, not waiting, visiting twice; as functions, and as engines."""

import numpy as np

from ....engine import Var
from ...declare import mistake
from .graphs import backward_order


def consumers_of(edges):
    """Counts that are right, for the mistakes to spoil."""
    waiting = {name: 0 for child, parent, _ in edges for name in (child, parent)}
    for _, parent, _ in edges:
        waiting[parent] += 1
    return waiting


@mistake(
    "consumers",
    says="the children are counted instead of the parents: how many nodes it is made from, not how many use it",
    asks="for whom does a node wait on the way back: those above it, or those below?",
    seen_if="the graph is not symmetric",
)
def parents_counted(edges):
    waiting = {name: 0 for child, parent, _ in edges for name in (child, parent)}
    for child, _, _ in edges:
        waiting[child] += 1
    return waiting


@mistake(
    "consumers",
    says="two edges between the same two nodes are counted once: x · x hands back two shares",
    asks="how many shares does x get from x · x?",
    seen_if="a node is used twice by the same consumer",
)
def double_edge_once(edges):
    waiting = {name: 0 for child, parent, _ in edges for name in (child, parent)}
    for _, parent in {(child, parent) for child, parent, _ in edges}:
        waiting[parent] += 1
    return waiting


@mistake(
    "consumers",
    says="every node waits for one share, as if the graph were a chain",
    asks="which node of the kite has two consumers?",
    seen_if="a node with two consumers",
)
def one_for_all(edges):
    return {name: min(count, 1) for name, count in consumers_of(edges).items()}


@mistake(
    "consumers",
    says="each count is one too large: the loss waits for nobody",
    asks="for whom does the loss wait?",
    seen_if="always",
)
def one_too_many(edges):
    return {name: count + 1 for name, count in consumers_of(edges).items()}


@mistake(
    "reverse_mode",
    says="a later share overwrites an earlier one: = where += belongs",
    asks="what becomes of the first share when the second arrives?",
    seen_if="a node with two consumers",
)
def overwritten(edges, loss):
    gradient = dict.fromkeys(backward_order(edges, loss), 0.0)
    gradient[loss] = 1.0
    for node in list(gradient):
        for child, parent, local in edges:
            if child == node:
                gradient[parent] = gradient[node] * local
    return gradient


@mistake(
    "reverse_mode",
    says="a node hands its gradient on before all its shares have come in",
    asks="for how many shares does a node have to wait?",
    seen_if="paths of different length meet",
)
def does_not_wait(edges, loss):
    gradient, queue, seen = {loss: 1.0}, [loss], {loss}
    while queue:
        node = queue.pop(0)
        for child, parent, local in sorted(edges):
            if child == node:
                gradient[parent] = gradient.get(parent, 0.0) + gradient[node] * local
                if parent not in seen:
                    seen.add(parent)
                    queue.append(parent)
    return gradient


@mistake(
    "reverse_mode",
    says="a node that is visited again hands on what it handed on before: shares are counted twice",
    asks="when a node is reached a second time, which part of its gradient is new?",
    seen_if="a node with two consumers that is no leaf",
)
def handed_on_twice(edges, loss):
    gradient = dict.fromkeys(backward_order(edges, loss), 0.0)
    gradient[loss] = 1.0

    def visit(node):
        for child, parent, local in sorted(edges):
            if child == node:
                gradient[parent] += gradient[node] * local
                visit(parent)

    visit(loss)
    return gradient


@mistake(
    "reverse_mode",
    says="the local gradient is not used: every edge hands on the upstream gradient unchanged",
    asks="by what is the upstream gradient multiplied along an edge?",
    seen_if="locals are not 1",
)
def locals_ignored(edges, loss):
    gradient = dict.fromkeys(backward_order(edges, loss), 0.0)
    gradient[loss] = 1.0
    for node in list(gradient):
        for child, parent, _ in edges:
            if child == node:
                gradient[parent] += gradient[node]
    return gradient


@mistake(
    "reverse_mode",
    says="the upstream gradient is not used: the local gradients are added up",
    asks="how does the loss get into your gradients?",
    seen_if="more than one layer",
)
def upstream_ignored(edges, loss):
    gradient = dict.fromkeys(backward_order(edges, loss), 0.0)
    gradient[loss] = 1.0
    for node in list(gradient):
        for child, parent, local in edges:
            if child == node:
                gradient[parent] += local
    return gradient


@mistake(
    "reverse_mode",
    says="shares are averaged over the consumers, where they have to be added",
    asks="if both paths raise the loss by 1, by how much does it rise?",
    seen_if="a node with two consumers",
)
def averaged_over_consumers(edges, loss):
    waiting = consumers_of([edge for edge in edges if edge[0] in backward_order(edges, loss)])
    gradient = dict.fromkeys(backward_order(edges, loss), 0.0)
    gradient[loss] = 1.0
    for node in list(gradient):
        gradient[node] /= max(waiting.get(node, 1), 1)
        for child, parent, local in edges:
            if child == node:
                gradient[parent] += gradient[node] * local
    return gradient


@mistake(
    "reverse_mode",
    says="two edges between the same two nodes are taken for one: x · x hands back two shares",
    asks="how many shares does x get from x · x?",
    seen_if="a node is used twice by the same consumer",
)
def double_edge_lost(edges, loss):
    single = {(child, parent): local for child, parent, local in edges}
    gradient = dict.fromkeys(backward_order(edges, loss), 0.0)
    gradient[loss] = 1.0
    for node in list(gradient):
        for (child, parent), local in single.items():
            if child == node:
                gradient[parent] += gradient[node] * local
    return gradient


@mistake(
    "reverse_mode",
    says="the loss starts with gradient 2, not 1",
    asks="what is dL/dL?",
    seen_if="ratio to the right value is constant",
)
def seed_of_two(edges, loss):
    gradient = dict.fromkeys(backward_order(edges, loss), 0.0)
    gradient[loss] = 2.0
    for node in list(gradient):
        for child, parent, local in edges:
            if child == node:
                gradient[parent] += gradient[node] * local
    return gradient


class _Engine(Var):
    """An engine whose operations give their own kind, for the mistakes to spoil one thing at a time."""

    def _of(self, made):
        made.__class__ = type(self)
        return made

    def __add__(self, other):
        return self._of(super().__add__(other))

    def __sub__(self, other):
        return self._of(super().__sub__(other))

    def __mul__(self, other):
        return self._of(super().__mul__(other))

    def __matmul__(self, other):
        return self._of(super().__matmul__(other))

    def sigmoid(self):
        return self._of(super().sigmoid())

    def sum(self):
        return self._of(super().sum())


@mistake(
    "Var",
    says="a later share overwrites an earlier one: = where += belongs",
    asks="v is used three times in v·v + v: how many shares does your v keep?",
    seen_if="a variable is used twice",
)
class EngineOverwrites(_Engine):
    def backward(self):
        nodes = self.order()
        self.gradient = np.ones_like(self.value)
        for node in nodes:
            for parent, pullback in zip(node.parents, node.pullbacks, strict=True):
                parent.gradient = pullback(node.gradient)


@mistake(
    "Var",
    says="the two factors of a product get each other's share",
    asks="if the other factor is 0, can this one change the product?",
    seen_if="the factors differ",
)
class EngineSwapsFactors(_Engine):
    def __mul__(self, other):
        made = super().__mul__(other)
        made.pullbacks = (lambda up: up * self.value, lambda up: up * other.value)
        return made


@mistake(
    "Var",
    says="the derivative of the sigmoid is missing on the way back",
    asks="what is the local gradient of a sigmoid?",
    seen_if="always",
)
class EngineForgetsSigmoid(_Engine):
    def sigmoid(self):
        made = super().sigmoid()
        made.pullbacks = (lambda up: up,)
        return made


@mistake(
    "Var",
    says="the sigmoid is applied twice on the way back: σ' is taken at the activation",
    asks="at which point is σ' evaluated: before or after the sigmoid?",
    seen_if="any generic point",
)
class EngineDoubleSigmoid(_Engine):
    def sigmoid(self):
        made = super().sigmoid()
        again = 1 / (1 + np.exp(-made.value))
        made.pullbacks = (lambda up: up * again * (1 - again),)
        return made


@mistake(
    "Var",
    says="the gradients are twice too large: the loss starts with 2, not 1",
    asks="what is dL/dL?",
    seen_if="ratio to the right value is constant",
)
class EngineSeedsTwo(_Engine):
    def backward(self):
        super().backward()
        for node in self.order():
            node.gradient = 2 * node.gradient


@mistake(
    "Var",
    says="gradients are averaged over the batch in a matrix product",
    asks="is there a 1/n in the loss?",
    seen_if="batch > 1",
)
class EngineAverages(_Engine):
    def __matmul__(self, other):
        made = super().__matmul__(other)
        made.pullbacks = (made.pullbacks[0], lambda up: self.value.T @ up / len(up))
        return made


@mistake(
    "Var",
    says="the matrix product hands nothing back to its first operand: all that lies below it gets no gradient",
    asks="what does dA = dZ Wᵀ become in your engine?",
    seen_if="more than one layer",
)
class EngineStopsAtFirst(_Engine):
    def __matmul__(self, other):
        made = super().__matmul__(other)
        made.pullbacks = (lambda up: np.zeros_like(self.value), made.pullbacks[1])
        return made


@mistake(
    "Var",
    says="every node is visited once for each path, and hands on all it has each time: shares are counted again",
    asks="when a node is reached a second time, which part of its gradient is new?",
    seen_if="a node with two consumers that is no leaf",
)
class EngineVisitsTwice(_Engine):
    def backward(self):
        self.gradient = np.ones_like(self.value)
        self._visit()

    def _visit(self):
        for parent, pullback in zip(self.parents, self.pullbacks, strict=True):
            parent.gradient = parent.gradient + pullback(self.gradient)
            parent._visit()
