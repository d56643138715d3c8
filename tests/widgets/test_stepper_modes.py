"""What the stepper's modes need of Python: what is inside a helper call, what two traces share, the record kept."""

import json

import numpy as np
import pytest

from course.activations import sigmoid
from course.tracing import record
from course.widgets import compare, step_through
from course.widgets.stepper import Quiz
from course.widgets.stepper.answers import record_html, record_text
from course.widgets.stepper.inside import calls
from course.widgets.stepper.plain import plain

X, W = np.array([[0.5, -1.0], [2.0, 0.1]]), np.array([[0.3, -0.2], [0.8, 0.4]])


def swish(z):
    return z / (1 + np.exp(-z))


def tanh(z):
    return (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))


def softplus(z):
    return np.log(1 + np.exp(z))


def relu(z):
    return np.maximum(0, z)


def cube(z):
    return 2 * z**3


def through(helper):
    def f(X, W):
        Z = X @ W
        A = helper(Z)
        loss = np.sum(A * A) + np.sum(Z)
        return loss

    return record(f, X, W)


@pytest.mark.parametrize("helper", [sigmoid, swish, tanh, softplus, cube])
def test_inside_a_call_the_numbers_add_up(helper):
    trace = through(helper)
    (call,) = calls(trace).values()
    closed = next(s for s in trace.steps if s.node == call.nodes[-1].id and s.to is not None)
    for step in call.backward:
        assert np.allclose(step.upstream * step.local, step.product)
        assert np.allclose(step.product + (0 if step.before is None else step.before), step.total)
    last = call.backward[-1]
    assert last.to == closed.to
    assert last.pending == closed.pending
    assert np.allclose(last.total, closed.total)
    assert {s.to for s in call.backward} == {k for node in call.nodes for k in node.parents}
    assert len(call.forward) == len(call.nodes)


def test_a_call_whose_numbers_can_not_be_told_stays_closed():
    def helper(z):
        a = np.maximum(z, 0)
        return np.maximum(a * 2, a)

    assert calls(through(helper)) == {}


def test_a_wrong_local_derivative_would_keep_it_closed(monkeypatch):
    from course.widgets.stepper import local

    monkeypatch.setitem(local.ONE_INPUT, "exp", lambda u, v: v + 1)
    assert calls(through(sigmoid)) == {}


def test_a_call_of_one_operation_is_not_worth_opening():
    assert calls(through(relu)) == {}


def test_a_scaled_sum_is_no_call():
    def f(X):
        loss = 0.5 * np.sum(X**2)
        return loss

    assert calls(record(f, X)) == {}


def test_opened_layout_has_a_place_for_each_node():
    data = plain(through(sigmoid))
    ((owner, group),) = data["groups"].items()
    shown = {node["id"] for node in data["trace"]["nodes"]} | {node["id"] for node in group["nodes"]}
    assert {box["id"] for box in group["layout"]["nodes"]} == shown
    assert owner in shown
    assert json.loads(json.dumps(data)) is not None


def net(X, W):
    Z = X @ W
    A = np.tanh(Z)
    loss = np.sum(A**2)
    return loss


def slip(X, W):
    Z = X @ W
    A = np.tanh(-Z)
    loss = np.sum(A**2)
    return loss


def same(X, W):
    Z = np.dot(X, W)
    A = np.tanh(Z)
    loss = np.sum(A * A)
    return loss


def test_the_first_difference_is_named():
    data = step_through(net, X, W, against=slip).data()
    step = data["trace"]["steps"][data["first"]]
    assert step["formula"].startswith("A = ")
    assert data["summary"].startswith(f"First difference at step {data['first'] + 1}: A (line 3) differs: ")
    assert "on the left" in data["summary"] and "largest difference" in data["summary"]


def test_no_difference_is_said():
    assert compare(record(net, X, W), record(net, X, W)).data()["first"] is None
    assert "No difference" in repr(compare(record(net, X, W), record(net, X, W)))


def test_links_lead_to_the_same_variable():
    data = compare(record(net, X, W), record(slip, X, W)).data()
    names = [{n["id"]: n["name"] for n in side["nodes"]} for side in (data["trace"], data["other"]["trace"])]
    for k, partner in enumerate(data["links"]):
        if partner is not None:
            a, b = data["trace"]["steps"][k], data["other"]["trace"]["steps"][partner]
            assert (a["phase"], names[0][a["node"]]) == (b["phase"], names[1][b["node"]])


def test_steps_of_one_side_only_are_said():
    data = compare(record(net, X, W), record(same, X, W)).data()
    assert any("nly the " in words for words in data["differences"].values())


def test_shapes_that_differ_are_said():
    def flat(X, W):
        Z = np.sum(X @ W, axis=0)
        loss = np.sum(Z)
        return loss

    assert (
        "its shape is 2×2 on the left, 2 on the right"
        in compare(record(net, X, W), record(flat, X, W)).data()["summary"]
    )


def test_predict_and_against_do_not_go_together():
    with pytest.raises(ValueError, match="not both"):
        step_through(net, X, W, predict=True, against=slip)


def test_predict_says_what_it_takes():
    with pytest.raises(ValueError, match="number, sign, shape; got 'size'"):
        step_through(net, X, W, predict="size")
    assert isinstance(step_through(net, X, W, predict="sign"), Quiz)


ANSWERS = [
    {"step": 3, "asked": "Z[0, 1]", "said": "<b>", "verdict": "wrong", "truth": None},
    {"step": 3, "asked": "Z[0, 1]", "said": "0.5", "verdict": "right", "truth": "0.5"},
    {"step": 4, "asked": "shape of A", "said": "", "verdict": "shown", "truth": "2×2"},
]


def test_the_record_keeps_every_answer_in_words():
    kept = record_html("a <net>", ANSWERS)
    assert "Predictions for a &lt;net&gt;:</strong> 1 right, 1 wrong tries, 1 shown" in kept
    assert "<li>Z[0, 1]: you said <code>&lt;b&gt;</code>: ✗ <strong>not quite</strong>.</li>" in kept
    assert "✓ <strong>right</strong> (0.5).</li>" in kept
    assert "<li>shape of A: had it shown (2×2).</li>" in kept
    assert "Z[0, 1]: 0.5 (right)" in record_text("a net", ANSWERS)


@pytest.mark.parametrize("junk", ["text", {"verdict": "hacked"}, {"verdict": "right", "said": 7, "asked": None}, None])
def test_what_a_browser_sends_besides_is_left_out(junk):
    assert "hacked" not in record_html("t", [junk])


def test_code_of_a_mode_comes_only_with_it():
    from course.widgets.stepper.assets import script

    plain_code, quiz_code = script({}), script({"options": {"predict": "any"}})
    assert "Predict: " in quiz_code
    assert "Predict: " not in plain_code
    assert "Inside the call" not in plain_code
