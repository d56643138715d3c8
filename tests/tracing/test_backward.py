"""The backward pass: every step's numbers agree with its rule, sums grow, and a node waits for all its consumers."""

import time

import numpy as np
import pytest

from course.tracing import record
from course.tracing.backward import backward
from course.tracing.graph import Graph
from course.tracing.loss import candidates, picker
from course.tracing.plain import plain_run
from course.tracing.recorded import recorded_run
from course.tracing.recorder import _call, _function

from .idioms import RIGHT
from .reference_graphs import GRAPHS

CASES = {
    **GRAPHS,
    **{
        name: RIGHT[name]
        for name in ("softmax", "bias", "column", "@ vector", "vector @", "mean axis", "fancy", "@ stacked")
    },
}


def product_by_rule(step, shape):
    if step.rule == "hadamard":
        return np.reshape(step.upstream * step.local, shape)
    if step.rule == "matmul-left":
        return np.reshape(step.upstream @ step.local, shape)
    if step.rule == "matmul-right":
        return np.reshape(step.local @ step.upstream, shape)
    return step.product


@pytest.mark.parametrize("name", CASES)
def test_steps_are_consistent(name):
    fn, *inputs = CASES[name]
    trace = record(fn, *inputs)
    sums, waiting = {}, {}
    steps = [step for step in trace.steps if step.phase == "backward"]
    for step in steps:
        waiting[step.to] = waiting.get(step.to, 0) + 1
    for step in steps:
        to, node = trace.nodes[step.to], trace.nodes[step.node]
        assert node.parents[step.slot] == step.to
        assert step.product.shape == to.shape == step.total.shape
        np.testing.assert_allclose(step.product, product_by_rule(step, to.shape), rtol=1e-12)
        assert waiting.get(step.node, 0) == 0, "a node passed on before its sum was complete"
        before = sums.get(step.to)
        assert (step.before is None) == (before is None)
        sums[step.to] = step.product if before is None else before + step.product
        np.testing.assert_array_equal(step.total, sums[step.to])
        waiting[step.to] -= 1
        assert step.pending == waiting[step.to]
    for node, total in sums.items():
        np.testing.assert_array_equal(trace.nodes[node].gradient, total)


def graph_of(fn, *inputs):
    call = _call(fn, _function(fn), inputs, {}, ())
    plain = plain_run(call)
    loss = next(candidates(plain, None))
    return Graph(recorded_run(call, plain, loss, picker(plain)))


def test_stacked_diamonds_take_time_in_proportion():
    def diamonds(x):
        y = x
        for _ in range(18):
            y = y * 2 + y * 3
        loss = np.sum(y)
        return loss

    graph = graph_of(diamonds, np.ones((2, 2)))
    times = []
    for _ in range(3):
        start = time.perf_counter()
        moves = list(backward(graph.loss, graph.parts))
        times.append(time.perf_counter() - start)
    assert len(moves) == 18 * 4 + 1
    assert graph.parts[0].gradient[0, 0] == 5.0**18
    assert min(times) < 0.010


def test_deep_graph_needs_no_recursion():
    def deep(x):
        for _ in range(3000):
            x = x * 1.0
        loss = np.sum(x)
        return loss

    assert record(deep, np.ones(2), max_steps=10_000).nodes[0].gradient.tolist() == [1, 1]


def test_shared_operand_sums_both_paths():
    def fn(x):
        a = x * 2
        b = x * 3
        loss = np.sum(a * b)
        return loss

    steps = [s for s in record(fn, np.array([1.0, 2.0])).steps if s.phase == "backward" and s.to == 0]
    assert [s.pending for s in steps] == [1, 0]
    np.testing.assert_array_equal(steps[1].total, steps[0].product + steps[1].product)
