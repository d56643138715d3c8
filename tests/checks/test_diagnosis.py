"""What a check names, and what it keeps quiet about."""

import contextlib

import numpy as np
import pytest

from course.lessons import declare
from course.lessons.concrete_backprop import example
from course.lessons.concrete_backprop.key import mistakes_backward, mistakes_whole
from course.lessons.concrete_backprop.key import reference as right
from tests.support.bank import examine

SLUG = "concrete_backprop"


def report(name, function, **others):
    return examine(SLUG, declare.exercise(SLUG, name), {**others, name: function})


def named(found):
    return [mistake.says for mistake in found.mistakes]


def line(found, label):
    return dict(found.lines).get(label, "")


def sigmoid(Z):
    return 1 / (1 + np.exp(-Z))


def test_two_mistakes_one_after_the_other_are_both_named():
    def compute_dZ2(Z2, t):
        y = sigmoid(Z2)
        return 2 * (t - y) * y * (1 - y)

    both = [mistakes_backward.target_minus_output, mistakes_backward.output_factor_two]
    assert named(report("compute_dZ2", compute_dZ2)) == [m.says for m in both]


def test_two_mistakes_side_by_side_are_both_named():
    def network(A0, W1, W2, t):
        Z1, _, Z2, A2 = right.forward(A0, W1, W2)
        dZ2 = right.compute_dZ2(Z2, t)
        return right.loss(A2, t), A0.T @ (dZ2 @ W2.T), Z1.T @ dZ2

    both = [mistakes_whole.pre_activation_in_dW2, mistakes_whole.hidden_sigmoid_skipped]
    assert named(report("network", network)) == [m.says for m in both]


def test_every_pair_of_mistakes_is_named_rightly_or_not_at_all():
    """Compose factors of two mistakes: whatever is named is one of the two, or both, never a third."""
    exercise = declare.exercise(SLUG, "compute_dZ2")
    bank = declare.mistakes(SLUG, "compute_dZ2")
    for first in bank:
        for second in bank:

            def both(Z2, t, first=first, second=second):
                return first.function(Z2, t) * second.function(Z2, t) / exercise.reference(Z2, t)

            said = set(named(report("compute_dZ2", both)))
            if first is not second and said:
                assert said <= {first.says, second.says}


@pytest.mark.parametrize("offset", [1e-3, 1.0])
def test_a_mistake_outside_the_bank_is_not_named(offset):
    found = report("compute_dW2", lambda A1, dZ2: A1.T @ dZ2 + offset)
    assert not found.right
    assert named(found) == []


def test_a_mistake_on_some_inputs_only_is_not_named():
    def compute_dW2(A1, dZ2):
        return A1.T @ dZ2 / (len(A1) if A1[0, 0] > 0 else 1) * 1.5

    assert named(report("compute_dW2", compute_dW2)) == []


def test_right_on_the_worked_example_only_says_on_which_inputs_it_fails():
    def l2_norm(y):
        return 5.0 if y.shape == (2, 1) else 0.0

    assert report("l2_norm", l2_norm).called.startswith("`l2_norm(y)` with other inputs, y of shape (3, 1)")


def test_the_first_wrong_line_of_the_students_own_code_is_shown():
    def network(A0, W1, W2, t):
        Z1 = A0 @ W1
        A1 = 1 / (1 + np.exp(-Z1))
        Z2 = A1 @ W2
        A2 = 1 / (1 + np.exp(-Z2))
        L = 0.5 * np.sum((A2 - t) ** 2)
        dZ2 = (A2 - t) * A2 * (1 - A2)
        dW2 = A1.T @ dZ2
        dA1 = dZ2 @ W2.T
        dZ1 = dA1
        dW1 = A0.T @ dZ1
        return L, dW1, dW2

    found = report("network", network)
    assert found.points == pytest.approx(2 / 3)
    assert named(found) == [mistakes_whole.hidden_sigmoid_skipped.says]
    assert line(found, "first wrong").startswith("line 10 (`dZ1 = dA1`): dZ1")


def test_a_notebook_variable_is_out_of_reach():
    cell = {"A0": example.A0, "np": np}
    exec("def compute_dW1(X, dZ1):\n    return A0.T @ dZ1", cell)
    found = examine(SLUG, declare.exercise(SLUG, "compute_dW1"), cell)
    assert found.headline.startswith("it uses `A0`, a variable of the notebook. A function should work with its arg")
    assert found.points == 0
    assert cell["A0"] is example.A0


def test_helpers_and_modules_of_the_notebook_stay_in_reach():
    cell = {"np": np}
    exec("def helper(Z):\n    return 1 / (1 + np.exp(-Z))\ndef sigmoid(Z):\n    return helper(Z)", cell)
    assert examine(SLUG, declare.exercise(SLUG, "sigmoid"), cell).right


def test_a_loop_that_never_ends_is_stopped(monkeypatch):
    def endless(A1, dZ2):
        while True:
            with contextlib.suppress(Exception):
                sum(range(1000))

    monkeypatch.setattr("course.checks.safe_call.SECONDS", 0.2)
    found = report("compute_dW2", endless)
    assert found.headline.startswith("it took too long: no answer after 0.2 s.")
    assert found.points == 0


def test_float32_answers_are_right():
    assert report("sigmoid", lambda Z: (1 / (1 + np.exp(-Z))).astype(np.float32)).right


def test_the_heat_map_marks_each_wrong_entry_with_more_than_colour():
    def compute_dW2(A1, dZ2):
        out = A1.T @ dZ2
        if out.size > 2:
            out[1, 2] += 1
        return out

    shown = report("compute_dW2", compute_dW2).html()
    assert shown.count("<td") == 5 * 6
    assert shown.count("✗") == 3, "headline, caption, one cell"
    assert 'role="group" aria-label="check of compute_dW2"' in shown


def test_a_report_escapes_what_the_student_wrote():
    found = report("compute_dW2", lambda A1, dZ2: "<script>alert(1)</script>")
    assert "<script>" not in found.html()


def test_the_same_seed_gives_the_same_question_and_another_seed_another():
    from course.checks.cases import cases

    exercise = declare.exercise(SLUG, "network")
    for a, b in zip(cases(exercise, 3), cases(exercise, 3), strict=True):
        assert all(np.array_equal(a.arguments[k], b.arguments[k]) for k in a.arguments)
    assert not np.array_equal(cases(exercise, 3)[0].arguments["W1"], cases(exercise, 4)[0].arguments["W1"])


def test_each_student_can_have_numbers_of_their_own(monkeypatch):
    from course.checks.cases import cases

    exercise = declare.exercise(SLUG, "compute_dW2")

    def drawn(student):
        monkeypatch.setenv("COURSE_STUDENT", student)
        worked, first, _ = cases(exercise, 0)
        assert np.array_equal(worked.arguments["A1"], exercise.worked["A1"]), "the worked example is everybody's"
        return first.arguments["A1"]

    assert np.array_equal(drawn("ada"), drawn("ada"))
    assert not np.array_equal(drawn("ada"), drawn("alan"))
    found = report("compute_dW2", mistakes_backward.averaged_dW2.function)
    assert named(found) == [mistakes_backward.averaged_dW2.says]


@pytest.mark.parametrize("exercise", [e for e in declare.exercises(SLUG).values() if e.verify is None])
def test_drawn_inputs_hide_nothing(exercise):
    for seed in range(20):
        drawn = exercise.draw(np.random.default_rng(seed))
        arrays = [np.asarray(v) for v in drawn.values()]
        assert all((array != 0).all() for array in arrays)
        assert all(array.ndim == 0 or array.shape[0] != array.shape[-1] for array in arrays)
        assert all(array.ndim == 0 or array.shape[0] > 1 for array in arrays)
