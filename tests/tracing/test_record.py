# ruff: noqa: F841, NPY002 (students do not use every gradient, and draw from the global generator)
"""What a recording of the student's own function shows: their names, their values, their lines, and their mistakes."""

import sys

import numpy as np
import pytest

from course.tracing import RecordingError, record

from .reference_graphs import GRAPHS, NET, net_221, sigmoid


def named(trace):
    return {node.name: node for node in trace.nodes if node.group is None}


def test_numbers_of_source_000():
    nodes = named(record(net_221, *NET))
    np.testing.assert_allclose(nodes["A1"].value, [[0.6802671967, 0.6637386974]], rtol=1e-9)
    np.testing.assert_allclose(nodes["loss"].value, 0.0181039038, rtol=1e-8)
    np.testing.assert_allclose(nodes["W2"].gradient.ravel(), [0.0276740349, 0.0270016370], rtol=1e-8)
    np.testing.assert_allclose(
        nodes["W1"].gradient, [[0.0009290712, 0.0028600758], [0.0023890401, 0.0073544806]], rtol=1e-7
    )


def test_nodes_have_the_students_names_and_lines():
    trace = record(net_221, *NET)
    shown = named(trace)
    assert list(shown) == ["x", "W1", "W2", "t", "Z1", "A1", "Z2", "y", "y − t", "(y − t)²", "loss"]
    assert [shown[n].line for n in ("Z1", "A1", "Z2", "y", "loss")] == [2, 3, 4, 5, 6]
    assert trace.code.split("\n")[1].strip() == "Z1 = x @ W1"
    assert len(trace.steps) == 22


def test_nodes_are_numbered_as_they_stand_and_after_their_parents():
    for fn, *inputs in GRAPHS.values():
        nodes = record(fn, *inputs).nodes
        assert [node.id for node in nodes] == list(range(len(nodes)))
        assert all(parent < node.id for node in nodes for parent in node.parents)


def test_helper_call_is_one_node_that_can_be_opened():
    trace = record(net_221, *NET)
    a1 = named(trace)["A1"]
    inside = [node for node in trace.nodes if node.group == a1.id]
    assert (a1.op, a1.formula) == ("sigmoid", "A1 = σ(Z1)")
    assert [node.op for node in inside] == ["negative", "exp", "add", "divide"]
    assert inside[-1].value is not None and np.array_equal(inside[-1].value, a1.value)
    np.testing.assert_allclose(inside[0].gradient, -named(trace)["Z1"].gradient)
    step = next(s for s in trace.steps if s.phase == "backward" and s.node == a1.id)
    np.testing.assert_allclose(step.local, a1.value * (1 - a1.value))
    assert step.formula == "dZ1 += dA1 ⊙ σ'(Z1)"


def test_lambda_helper_is_one_node_too():
    relu = lambda z: np.maximum(0, z)  # noqa: E731

    def fn(x):
        h = relu(x)
        loss = np.sum(h)
        return loss

    assert named(record(fn, np.array([-1.0, 2.0])))["h"].op == "relu"


def test_a_helpers_own_names_give_way_to_the_callers():
    def squash(z):
        out = np.tanh(z)
        return out

    def fn(x, W):
        h = squash(x @ W)
        loss = np.sum(h)
        return loss

    assert set(named(record(fn, np.ones((1, 2)), np.ones((2, 2))))) == {"x", "W", "x · W", "h", "loss"}


def test_transposed_formulas_are_not_stacked():
    def fn(x, W):
        y = W.T @ x
        loss = np.sum(y)
        return loss

    formulas = [s.formula for s in record(fn, np.ones(2), np.ones((2, 2))).steps if s.phase == "backward"]
    assert formulas[1:] == ["d(Wᵀ) += dy · xᵀ", "dx += W · dy", "dW += d(Wᵀ)ᵀ"]


def test_helper_with_two_operands_is_not_hidden():
    def layer(x, W):
        z = x @ W
        return np.tanh(z)

    def fn(x, W):
        h = layer(x, W)
        loss = np.sum(h)
        return loss

    trace = record(fn, np.ones((1, 2)), np.ones((2, 2)))
    assert {"z", "h"} <= set(named(trace))
    assert trace.code.split("\n")[named(trace)["z"].line - 1].strip() == "z = x @ W"


def test_relu_has_slope_zero_at_zero():
    x = np.array([-1.0, 0.0, 2.0])
    for fn in (
        lambda x: np.sum(np.maximum(0, x)),
        lambda x: np.sum(np.maximum(x, 0)),
        lambda x: np.sum(x.clip(0, None)),
    ):
        assert named(record(fn, x))["x"].gradient.tolist() == [0, 0, 1]


# the loss


@pytest.mark.parametrize("name", ["loss", "L", "E", "J", "f", "cost", "objective"])
def test_loss_is_found_by_its_name(name):
    scope = {"np": np}
    exec(f"def fn(x):\n    other = np.sum(x)\n    {name} = np.sum(x ** 2)\n    d = other * 2.0\n    return d", scope)
    loss = next(node for node in record(scope["fn"], np.array([1.0, 2.0])).nodes if node.kind == "loss")
    assert (loss.name, float(loss.value)) == (name, 5.0)


def test_loss_by_of_and_by_return():
    def fn(x):
        a = np.sum(x)
        b = a**2
        return b, a

    x = np.array([1.0, 2.0])
    assert next(n.name for n in record(fn, x).nodes if n.kind == "loss") == "b"
    assert next(n.name for n in record(fn, x, of="a").nodes if n.kind == "loss") == "a"
    with pytest.raises(RecordingError, match=r"of='q' names no number.*a, b"):
        record(fn, x, of="q")


def test_integer_called_l_is_not_the_loss():
    def fn(x):
        L, E = 3, np.array([3])
        total = np.sum(x) * L * E[0]
        return E, total

    assert next(n.name for n in record(fn, np.ones(2)).nodes if n.kind == "loss") == "total"


def test_no_loss_says_how_to_name_it():
    with pytest.raises(RecordingError, match="of='name'"):
        record(lambda x: x * 2, np.ones(3))


def test_loss_that_depends_on_no_argument():
    W = np.ones(2)

    def fn(x):
        loss = np.sum(W)
        return loss

    with pytest.raises(RecordingError, match="must be arguments"):
        record(fn, np.ones(2))


# the student's own gradients


def test_right_gradients_are_checked_with_their_lines():
    trace = record(net_221, *NET)
    assert [(c.variable, c.line, c.ok) for c in trace.checks] == [
        ("dZ2", 7, True), ("dW2", 8, True), ("dA1", 9, True), ("dZ1", 10, True), ("dW1", 11, True)
    ]  # fmt: skip
    lines = {s.formula.split(" ")[0]: s.line for s in trace.steps if s.phase == "backward"}
    assert lines["dW1"] == 11 and lines["dx"] == 2


@pytest.mark.parametrize("variable", ["dz", "d_z", "dL_dz", "dLdz", "dloss_dz", "grad_z", "gz", "g_z"])
def test_every_usual_name_for_a_gradient_is_known(variable):
    scope = {"np": np}
    exec(f"def fn(x):\n    z = x * 3\n    loss = np.sum(z ** 2)\n    {variable} = 2 * z\n    return loss", scope)
    (check,) = record(scope["fn"], np.array([1.0, 2.0])).checks
    assert (check.variable, check.ok) == (variable, True)


def test_gradients_in_a_dict_go_with_the_parameters_of_the_same_key():
    def fn(x, params):
        y = x @ params["W"]
        loss = np.sum(y**2)
        grads = {}
        grads["W"] = x.T @ (2 * y)
        grads["x"] = y @ params["W"].T
        return loss, grads

    checks = record(fn, np.ones((1, 2)), {"W": np.ones((2, 3))}).checks
    assert [(c.variable, c.line, c.ok) for c in checks] == [("grads['W']", 5, True), ("grads['x']", 6, False)]


def test_first_wrong_line_is_marked_with_index_and_values():
    def fn(x, W):
        z = x @ W
        loss = np.sum(z**2)
        dz = z
        dW = x.T @ dz
        return loss

    first, second = record(fn, np.array([[1.0, 2.0]]), np.array([[1.0], [3.0]])).checks
    assert not first.ok and not second.ok
    assert first.message == "First wrong line, line 4 (`dz = z`): dz[0, 0] is 7, expected 14."
    assert (first.worst, first.difference) == ((0, 0), 7.0)
    assert "First" not in second.message


def test_wrong_shape_says_both_shapes():
    def fn(x, W):
        z = x @ W
        loss = np.sum(z)
        dW = np.ones_like(z).T @ x
        return loss

    (check,) = record(fn, np.ones((1, 3)), np.ones((3, 2))).checks
    assert "shape (2, 3), expected (3, 2)" in check.message


def test_weights_updated_before_their_last_use_are_named():
    def fn(x, W1, W2, t):
        A = np.tanh(x @ W1)
        y = A @ W2
        loss = 0.5 * np.sum((y - t) ** 2)
        dy = y - t
        dW2 = A.T @ dy
        W2 -= 0.1 * dW2
        dA = dy @ W2.T
        dZ = dA * (1 - A**2)
        dW1 = x.T @ dZ
        return loss

    W2 = NET[2].copy()
    trace = record(fn, NET[0], NET[1], W2, 0.5)
    wrong = [c for c in trace.checks if not c.ok]
    assert [c.variable for c in wrong] == ["dA", "dW1"]
    assert "line 7 (`W2 -= 0.1 * dW2`) had already changed" in wrong[0].message
    assert "W2 is changed at line 7" in trace.note
    assert np.array_equal(W2, NET[2])


def test_a_variable_that_is_assigned_anew_is_not_called_changed():
    def fn(x, W):
        for _ in range(2):
            y = x @ W
            loss = np.sum(y)
            dW = x.T @ np.ones_like(y)
            W = W - 0.1 * dW
        return loss

    assert record(fn, np.ones((1, 2)), np.ones((2, 2))).note is None


def test_a_step_size_before_the_loss_is_not_taken_for_a_gradient():
    def fn(x, t):
        dt = 0.1
        loss = np.sum(x * t * dt)
        return loss

    assert record(fn, np.ones(2), 2.0).checks == ()


def test_error_hides_the_inside_of_the_recorder():
    with pytest.raises(RecordingError) as error:
        record(lambda x: float(x[0]), np.ones(2))
    assert len(error.traceback) == 2


def test_gradient_of_an_outside_array_is_not_passed_over_in_silence():
    W = np.ones((2, 2))

    def fn(x):
        y = x @ W
        loss = np.sum(y)
        dW = x.T @ np.ones_like(y)
        return loss

    assert record(fn, np.ones((1, 2))).note == "W is not an argument, so dW is not checked: make it one."


def test_right_order_of_updates_leaves_no_note():
    def fn(x, W):
        y = x @ W
        loss = np.sum(y)
        dW = x.T @ np.ones_like(y)
        W -= 0.1 * dW
        return loss, W

    trace = record(fn, np.ones((1, 2)), np.ones((2, 2)))
    assert trace.note is None and trace.checks[0].ok


def test_gradients_in_a_backward_loop_are_matched_in_reverse():
    def fn(x, Ws):
        A = [x]
        for W in Ws:
            A.append(np.tanh(A[-1] @ W))
        loss = np.sum(A[-1] ** 2)
        dA = 2 * A[-1]
        for n in (1, 0):
            dZ = dA * (1 - A[n + 1] ** 2)
            dW = A[n].T @ dZ
            dA = dZ @ Ws[n].T
        return loss

    checks = record(fn, np.array([[0.1, 0.2]]), [np.array([[0.3, 0.4], [0.1, -0.2]]), np.array([[0.5], [0.7]])]).checks
    assert [c.ok for c in checks if c.variable == "dW"] == [True, True]


def test_ninety_nine_percent_right_is_wrong():
    def fn(x):
        z = x * 2
        loss = np.sum(z**2)
        dz = 2 * z * (1 + 1e-5)
        return loss

    assert not record(fn, np.array([1.0, 2.0])).checks[0].ok


# around it


def test_arguments_and_outside_arrays_are_never_changed():
    outside = np.ones(2)

    def fn(x, scale):
        x *= 2
        loss = np.sum(x * scale * outside)
        outside[0] = 99.0
        return loss

    x = np.array([1.0, 2.0])
    record(fn, x, [np.array([1.0, 1.0])][0])
    assert x.tolist() == [1, 2] and outside.tolist() == [1, 1]


def test_random_state_is_the_same_in_both_runs_and_put_back():
    def fn(x, rng):
        mask = rng.random(x.shape) < 0.5
        loss = np.sum(x * mask * np.random.rand())
        return loss

    rng = np.random.default_rng(3)
    before = rng.bit_generator.state, np.random.get_state()[1].tolist()
    record(fn, np.ones(8), rng)
    assert (rng.bit_generator.state, np.random.get_state()[1].tolist()) == before


def test_other_trace_functions_are_put_back():
    def other(frame, event, arg):
        return None

    before = sys.gettrace()
    sys.settrace(other)
    try:
        record(net_221, *NET)
        with pytest.raises(RecordingError):
            record(lambda x: float(x[0]), np.ones(2))
        assert sys.gettrace() is other
    finally:
        sys.settrace(before)


def test_exception_gives_the_trace_up_to_its_line():
    def fn(x, W):
        z = x @ W
        a = np.tanh(z)
        return a @ np.ones(7)

    trace = record(fn, np.ones((1, 2)), np.ones((2, 2)))
    assert trace.error["line"] == 4 and trace.error["type"] == "ValueError"
    assert {"x", "W", "z", "a"} <= set(named(trace))
    assert all(step.phase in ("input", "forward") for step in trace.steps)


def test_exception_after_the_loss_keeps_the_backward_pass():
    def fn(x):
        z = x * 2
        loss = np.sum(z)
        dz = np.ones_like(z)
        dx = dz @ np.ones((9, 9))
        return loss

    trace = record(fn, np.ones(3))
    assert trace.error["line"] == 5 and trace.checks[0].ok
    assert any(step.phase == "backward" for step in trace.steps)


def test_steps_beyond_the_bound_are_cut_and_the_note_says_how_to_raise_it():
    def fn(x):
        y = x
        for _ in range(30):
            y = np.sin(y)
        loss = np.sum(y)
        return loss

    assert "Stopped after 20 of 64 steps; record(..., max_steps=64)" in record(fn, np.ones(2), max_steps=20).note
    assert len(record(fn, np.ones(2), max_steps=20).steps) == 20
    assert record(fn, np.ones(2), max_steps=64).note is None


def test_nan_in_the_middle_is_noted():
    def fn(x):
        y = np.log(x)
        loss = np.sum(y)
        return loss

    with np.errstate(all="ignore"):
        assert "y is the first value that is not finite (line 2)" in record(fn, np.array([1.0, -1.0])).note


def test_step_into_names_what_happens_in_another_file():
    from .idioms import softmax

    def fn(z):
        p = softmax(z)
        loss = np.sum(p**2)
        return loss

    z = np.array([[1.0, 2.0]])
    assert "E" not in named(record(fn, z))
    assert "E" in named(record(fn, z, step_into=[softmax]))


def test_method_and_partial_and_keywords():
    class Model:
        def run(self, x, *, scale=2.0):
            loss = np.sum(x * scale)
            return loss

    nodes = named(record(Model().run, np.ones(2), scale=3.0))
    assert nodes["scale"].gradient == 2.0 and nodes["x"].gradient.tolist() == [3, 3]


def test_printing_happens_once(capsys):
    def fn(x):
        print("z is", x)
        return np.sum(x)

    record(fn, np.ones(2))
    assert capsys.readouterr().out.count("z is") == 1


def test_helper_from_elsewhere_is_still_one_node():
    def fn(z):
        h = sigmoid(z)
        loss = np.sum(h)
        return loss

    trace = record(fn, np.ones(2))
    assert named(trace)["h"].op == "sigmoid" and named(trace)["h"].line == 2
