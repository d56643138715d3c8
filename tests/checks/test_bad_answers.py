"""What a student can hand in instead of an answer: each gets a sentence that helps, no points, and no traceback."""

import sys
import warnings

import numpy as np
import pytest

from course.checks import check, ready
from course.checks.safe_call import PRINT_LIMIT

GOOD = {"A1": (4, 5), "dZ2": (4, 6)}


def _raises(A1, dZ2):
    return {}["missing"]


def _exits(A1, dZ2):
    sys.exit("bye")


def _right(A1, dZ2):
    return A1.T @ dZ2


def _not_a_number(A1, dZ2):
    out = A1.T @ dZ2
    out[1, 0] = np.nan
    return out


def _changes_its_input(A1, dZ2):
    out = A1.T @ dZ2
    dZ2 *= 0
    return out


calls = []


def _keeps_state(A1, dZ2):
    calls.append(1)
    return A1.T @ dZ2 * (1 if len(calls) % 2 else 1.5)


def _generator(A1, dZ2):
    yield A1


BAD = [
    (
        lambda A1, dZ2: None,
        "it returned None where a NumPy array of shape (2, 1) is expected. Does it end with `return",
    ),
    (lambda A1, dZ2: (A1.T @ dZ2).tolist(), "it returned a list of 2 where a NumPy array of shape (2, 1)"),
    (lambda A1, dZ2: dZ2.T @ A1, "dW2 has shape (1, 2), expected is shape (2, 1). A gradient has the shape of what"),
    (lambda A1, dZ2: (A1.T @ dZ2).ravel(), "dW2 has shape (2,), expected is shape (2, 1)"),
    (lambda A1, dZ2: 3.5, "dW2 has shape () (a single number), expected is shape (2, 1)"),
    (lambda A1, dZ2: "dW2", "it returned a str, 'dW2', where"),
    (lambda A1, dZ2: True, "it returned a bool, True, where"),
    (lambda A1, dZ2: (A1.T @ dZ2).astype(complex), "array of complex128"),
    (lambda A1, dZ2: (A1.T @ dZ2).astype(object), "array of object"),
    (lambda A1, dZ2: np.ma.masked_array(A1.T @ dZ2), "it returned a MaskedArray"),
    (_generator, "it returned a generator where"),
    (_not_a_number, "dW2[1, 0] is nan, which is not a finite number"),
    (_raises, "it stopped with KeyError in line 2 of compute_dW2, `return {}[\"missing\"]`: 'missing'"),
    (_exits, "it stopped with SystemExit"),
    (lambda: 1, "it does not take the arguments of `compute_dW2(A1, dZ2)`: this is `compute_dW2()`"),
    (lambda dZ2, A1: A1.T @ dZ2, "its arguments stand in another order: `compute_dW2(A1, dZ2)` is expected"),
    (_changes_its_input, "the result is right, but dZ2 has been changed in place"),
    (_keeps_state, "a second call with the same arguments gives another result"),
]


def verdict(function, capsys, exercise="compute_dW2"):
    points = check(f"concrete_backprop/{exercise}", namespace={exercise: function})
    return points, capsys.readouterr()


@pytest.mark.parametrize(("function", "words"), BAD, ids=[words[:40] for _, words in BAD])
def test_a_bad_answer_gets_a_sentence_and_no_points(function, words, capsys):
    points, shown = verdict(function, capsys)
    assert points == 0
    assert words in shown.out
    assert "called        `compute_dW2(A1, dZ2)` with the worked example" in shown.out
    assert shown.err == ""
    assert "Traceback" not in shown.out


@pytest.mark.torch
def test_a_torch_tensor_is_told_to_stay_in_numpy(capsys):
    import torch

    points, shown = verdict(lambda A1, dZ2: torch.tensor(A1.T @ dZ2), capsys)
    assert points == 0
    assert "Stay in NumPy here" in shown.out


def test_np_matrix_is_refused(capsys):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PendingDeprecationWarning)
        points, shown = verdict(lambda A1, dZ2: np.matrix(A1.T @ dZ2), capsys)
    assert points == 0
    assert "it returned a matrix" in shown.out


@pytest.mark.parametrize("found", [None, 3, "text", int, np.zeros(2)])
def test_a_missing_function_says_what_to_run(found, capsys):
    points, shown = verdict(found, capsys)
    assert points == 0
    assert "run the cell above that starts with `def compute_dW2(...)`" in shown.out


def test_prints_and_warnings_cost_nothing(capsys):
    def noisy(A1, dZ2):
        print("looking at", A1.shape)
        print("to stderr", file=sys.stderr)
        warnings.warn("careful", stacklevel=1)
        np.log(np.zeros(1))
        return A1.T @ dZ2

    points, shown = verdict(noisy, capsys)
    assert points == 1
    assert shown.err == ""


def test_what_a_wrong_answer_printed_is_shown_and_cut(capsys):
    points, shown = verdict(lambda A1, dZ2: print("x" * 10_000_000), capsys)
    assert points == 0
    assert "it printed    xxx" in shown.out
    assert len(shown.out) < PRINT_LIMIT


def test_several_results_share_the_points(capsys):
    def forward(A0, W1, W2):
        Z1 = A0 @ W1
        A1 = 1 / (1 + np.exp(-Z1))
        Z2 = A1 @ W2
        return Z1, A1, Z2, Z2

    points = check("concrete_backprop/forward", points=2, namespace={"forward": forward})
    assert points == 1.5
    assert "A2[0, 0] is 0.80144499, expected is 0.69028349" in capsys.readouterr().out


@pytest.mark.parametrize("value", [None, 3, np.zeros((1, 2)), (1, 2, 3)])
def test_too_few_results_name_them_all(value, capsys):
    points, shown = verdict(lambda *a: value, capsys, "forward")
    assert points == 0
    assert "`return Z1, A1, Z2, A2`" in shown.out


def test_an_exercise_is_not_blamed_for_another(capsys):
    cell = {
        "sigmoid_derivative": lambda Z: np.ones_like(Z),
        "compute_dZ1": lambda dA1, Z1: dA1 * cell["sigmoid_derivative"](Z1),
    }
    own = cell["sigmoid_derivative"]
    assert check("concrete_backprop/compute_dZ1", namespace=cell) == 1
    assert "it calls a function of yours that is not right yet" in capsys.readouterr().out
    assert cell["sigmoid_derivative"] is own
    assert check("concrete_backprop/sigmoid_derivative", namespace=cell) == 0


def test_a_stub_that_others_call_is_not_their_fault(capsys):
    def stub(Z):
        raise NotImplementedError

    cell = {"sigmoid_derivative": stub, "compute_dZ1": lambda dA1, Z1: dA1 * cell["sigmoid_derivative"](Z1)}
    assert check("concrete_backprop/compute_dZ1", namespace=cell) == 1


def test_an_unknown_mistake_is_not_guessed_at(capsys):
    points, shown = verdict(lambda A1, dZ2: A1.T @ dZ2 + 0.1, capsys)
    assert points == 0
    assert "looks like" not in shown.out


def test_a_stop_by_the_student_passes_through():
    def endless(A1, dZ2):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check("concrete_backprop/compute_dW2", namespace={"compute_dW2": endless})


@pytest.mark.parametrize(
    ("name", "words"), [("nonsense", "no lesson 'nonsense'"), ("concrete_backprop/x", "it has: sigmoid, sigmoid_der")]
)
def test_an_unknown_exercise_lists_those_there_are(name, words):
    with pytest.raises(LookupError, match=words):
        check(name)


@pytest.mark.parametrize("points", [0, -1, float("nan"), float("inf"), True])
def test_points_have_to_make_sense(points):
    with pytest.raises(ValueError, match="finite number above 0"):
        check("concrete_backprop/sigmoid", points=points)


def test_ready_names_what_is_missing(capsys):
    assert ready("concrete_backprop", "compute_dW2", namespace={"compute_dW2": _right})
    assert not ready("concrete_backprop", "compute_dW2", "update", namespace={"compute_dW2": _right})
    assert "This cell needs your update" in capsys.readouterr().out
