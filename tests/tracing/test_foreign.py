"""Another engine's graph as a Trace: its numbers, its order, and what is said when the order is wrong."""

import numpy as np
import pytest

from course.engine import Var
from course.tracing import Trace, trace_of
from course.tracing.layout import layout


def small():
    x, w = Var([[1.0, -2.0]]), Var([[0.5], [0.25]])
    x.name, w.name = "x", "w"
    z = x @ w
    loss = (z * z + z).sum()
    return x, w, loss


def test_the_gradients_are_those_of_the_engine():
    x, w, loss = small()
    trace = trace_of(loss)
    loss.backward()
    found = {node.name: node.gradient for node in trace.nodes}
    np.testing.assert_allclose(found["x"], x.gradient, rtol=1e-14)
    np.testing.assert_allclose(found["w"], w.gradient, rtol=1e-14)
    assert found["L"] == 1
    assert trace.note is None


def test_every_share_is_a_step_and_sums_grow():
    _, _, loss = small()
    backward = [step for step in trace_of(loss).steps if step.phase == "backward"]
    assert len(backward) == 7
    for step in backward:
        before = 0 if step.before is None else step.before
        np.testing.assert_allclose(step.total, before + step.product, rtol=1e-15)
    assert sum(step.pending == 0 for step in backward) == 5


def test_it_can_be_laid_out_kept_and_read():
    _, _, loss = small()
    trace = trace_of(loss, "mine")
    assert Trace.from_json(trace.to_json()).to_json() == trace.to_json()
    assert {node["id"] for node in layout(trace)["nodes"]} >= {node.id for node in trace.nodes}
    assert "dw += pullback(dv2)" in trace.to_text()


def test_an_order_that_is_too_early_is_said():
    class Hasty(Var):
        def order(self):
            first, *rest = super().order()
            return [first, *reversed(rest)]

    x = Hasty([3.0])
    x.name = "x"
    loss = (x * x).sum()
    loss.__class__ = Hasty
    assert trace_of(loss).note.startswith("x handed on its gradient before")


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda loss: 3.0, "lacks value"),
        (lambda loss: _with_order(loss, []), "the loss first, and every node once"),
        (lambda loss: _with_order(loss, [loss]), "a parent is missing"),
        (lambda loss: _with_order(loss, [loss, loss]), "every node once"),
    ],
)
def test_what_is_no_engine_s_graph_is_refused(spoil, words):
    with pytest.raises(TypeError, match=words):
        trace_of(spoil(small()[2]))


def _with_order(loss, order):
    loss.order = lambda: order
    return loss
