"""Lesson 02 reproduces its source: its numbers, its table as far as can be, differences (1e-6), torch (1e-10)."""

import re
from pathlib import Path

import numpy as np
import pytest

from course import gradcheck
from course.activations import sigmoid
from course.lessons.declare import Prediction
from course.lessons.vectorized_backprop import curves, example, figures, ledger, predictions
from course.lessons.vectorized_backprop.key import hunts
from course.lessons.vectorized_backprop.key import reference as right
from course.tracing import record

LESSON = Path(__file__).parents[2] / "solutions" / "02_vectorized_backprop.py"

rng = np.random.default_rng(1)
X, W, T = rng.normal(size=(6, 4)), rng.normal(size=(4, 5)), rng.normal(size=(6, 5))


def test_source_002_linear_layer_number_by_number():
    Y = example.X @ example.W
    assert right.losses(Y, example.T) == (4.25, 17.0)
    np.testing.assert_array_equal(Y - example.T, [[3, 0], [-3, 2], [-1, -1], [3, -1]])
    np.testing.assert_array_equal(right.compute_dW(example.X, Y - example.T), [[3, 1], [-1, 3], [4, -3]])


def test_source_002_sigmoid_layer_number_by_number():
    L, dZ, dW, dX = right.network(example.X, example.W, example.T)
    mean, half = right.losses(sigmoid(example.X @ example.W), example.T)
    np.testing.assert_allclose([mean, half, L], [15.3651, 61.46055, 61.46055], atol=5e-5)
    in_float32 = [[-0.19168422, -0.15053983], [-0.50272131, -0.09670328], [-0.03022774, -0.28507155]]
    np.testing.assert_allclose(dW, in_float32, atol=1e-6)
    assert (dZ.shape, dX.shape) == (example.T.shape, example.X.shape)


def test_the_source_table_is_close_and_no_closer():
    """Its analytic column is off by 6e-4, its numerical one is made of whole steps of float32's spacing."""
    analytic, numerical = example.SOURCE_TABLE.T
    off = np.abs(analytic - curves.gradient(kink=False).ravel()).max()
    assert 5e-4 < off < 7e-4
    step = curves.spacing("float32") / (2 * example.SOURCE_EPS)
    assert step == pytest.approx(0.0190735, abs=1e-7)
    np.testing.assert_allclose(numerical / step, np.round(numerical / step), atol=1e-9)
    ours, error = curves.source_check()
    assert np.abs(np.round(ours.ravel() / step) - np.round(numerical / step)).max() <= 2
    assert 0.02 < error < 0.1


def test_the_ratio_of_the_losses_is_n_only_for_two_outputs():
    for n, C in [(4, 2), (10, 3), (7, 5), (3, 1)]:
        Y, T = rng.normal(size=(2, n, C))
        mean, half = right.losses(Y, T)
        assert half / mean == pytest.approx(right.loss_ratio(n, C), rel=1e-12)
        assert (right.loss_ratio(n, C) == n) == (C == 2)


def test_central_differences_agree():
    _, dZ, dW, dX = right.network(X, W, T)
    Y = sigmoid(X @ W)
    for f, V, dV in [
        (lambda V: right.network(X, V, T)[0], W, dW),
        (lambda V: right.network(V, W, T)[0], X, dX),
        (lambda V: right.half_squared_error(sigmoid(V), T), X @ W, dZ),
        (lambda V: right.losses(X @ V, T)[1], W, right.compute_dW(X, X @ W - T)),
        (lambda V: right.losses(V, T)[0], Y, right.compute_dY_mean(Y, T)),
        (lambda V: right.half_squared_error(sigmoid(X @ W + V), T), np.zeros(5), right.compute_db(dZ)),
    ]:
        found = gradcheck.check_gradient(f, V, dV)
        assert found.ok, found


@pytest.mark.torch
def test_torch_draws_the_numbers_and_agrees():
    import torch

    from course.checks.oracle import gradients

    torch.manual_seed(42)
    for shape, below, ours in [((4, 2), 10, example.T), ((4, 3), 3, example.X), ((3, 2), 3, example.W)]:
        np.testing.assert_array_equal(torch.randint(below, shape).numpy(), ours)
    with pytest.raises(RuntimeError, match="Only Tensors of floating point"):
        torch.randint(3, (3, 2), requires_grad=True)

    def half(X, W, b):
        return (torch.sigmoid(X @ W + b) - torch.tensor(T)).pow(2).sum() / 2

    _, dZ, dW, dX = right.network(X, W, T)
    mine = (dX, dW, right.compute_db(dZ))
    for ours, theirs in zip(mine, gradients(half, X, W, np.zeros(5)), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-10)
    [dY] = gradients(lambda Y: torch.nn.MSELoss()(Y, torch.tensor(T)), X @ W)
    np.testing.assert_allclose(right.compute_dY_mean(X @ W, T), dY, rtol=1e-10)


def test_differences_of_a_cubic_by_hand():
    V = np.array([[1.0, 2.0, 3.0]])
    np.testing.assert_allclose(right.forward_difference(right.practice, V, 0.1), [[113.12, 122.42, 137.72]], rtol=1e-9)
    np.testing.assert_allclose(right.central_difference(right.practice, V, 0.1), [[111.02, 120.02, 135.02]], rtol=1e-9)


def test_the_curves_are_a_v_with_the_slopes_that_are_told():
    """Order 1 and 2 on the right, 1/ε on the left, and float64 central the best of all."""
    best = {}
    for precision in curves.PRECISIONS:
        for kind in curves.KINDS:
            errors = curves.curve(precision, kind).errors
            lowest = int(errors.argmin())
            best[precision, kind] = errors[lowest]
            assert 10 < lowest < len(errors) - 10
    assert best["float64", "central"] < 1e-8 < best["float64", "forward"] < 1e-6
    assert 1e-4 < best["float32", "central"] < 1e-3 < best["float32", "forward"]
    assert curves.error(1e-2, "float64", "forward")[0] / curves.error(1e-3, "float64", "forward")[0] == pytest.approx(
        10, 0.1
    )
    assert curves.error(1e-2, "float64", "central")[0] / curves.error(1e-3, "float64", "central")[0] == pytest.approx(
        100, 0.1
    )
    assert curves.error(1e-11, "float64", "central")[0] > 1e4 * best["float64", "central"]


def test_a_kink_spoils_the_central_difference_from_where_it_is_reached():
    below, above = 0.8 * curves.KINK_EPS, 1.3 * curves.KINK_EPS
    assert curves.error(below, "float64", "central", kink=True)[0] < 1e-9
    assert curves.error(above, "float64", "central", kink=True)[0] > 0.05


@pytest.mark.parametrize(
    ("sizes", "words"),
    [
        ((4, 2), "the n that the text promises"),
        ((50, 2), "the n that the text promises"),
        ((0, 3), "whole numbers from 1 to 50"),
        ((51, 3), "whole numbers from 1 to 50"),
        ((2.5, 3), "whole numbers from 1 to 50"),
        (3, "two whole numbers"),
        (None, "two whole numbers"),
        (("a", 1), "two whole numbers"),
        ((float("inf"), 1), "two whole numbers"),
    ],
)
def test_sizes_that_reveal_nothing_are_told_why(sizes, words):
    assert words in hunts.judge_revealing_sizes(sizes, np.random.default_rng(2).normal(size=(50, 50)))


@pytest.mark.parametrize(
    ("eps", "words"),
    [
        (1e-4, "with ε = 0.0001 the largest relative error"),
        (0.5, "largest relative error"),
        (1e-9, "the nudge is lost"),
        (0, "one number between"),
        (-1e-2, "one number between"),
        (None, "one number between"),
        ("0.01", "one number between"),
        (np.array([0.01]), "one number between"),
        (float("nan"), "one number between"),
        ((1e-2, 1e-3), "one number between"),
    ],
)
def test_a_step_that_does_not_work_is_told_why(eps, words):
    assert words in hunts.judge_working_eps(eps, 1e-3)


@pytest.mark.parametrize(
    ("point", "words"),
    [
        ((1.0, 0.1), "both points lie on one side"),
        ((-1.0, 0.1), "both points lie on one side"),
        ((0.1, 0.1), "both points lie on one side"),
        ((0, 0.1), "z has to be different from 0"),
        ((0.1, 0), "eps from 1e-9"),
        ((0.1, -1), "eps from 1e-9"),
        ((1e308, 1e308), "z no larger"),
        ((1e308, 0.1), "z no larger"),
        (0.1, "two numbers (z, eps)"),
        ((0.1, np.nan), "two numbers (z, eps)"),
        ((1, 2, 3), "two numbers (z, eps)"),
        (None, "two numbers (z, eps)"),
    ],
)
def test_a_point_that_misses_the_kink_is_told_why(point, words):
    assert words in hunts.judge_across_the_kink(point, 1.0)


def test_every_prediction_with_choices_offers_its_answer():
    found = [p for p in vars(predictions).values() if isinstance(p, Prediction)]
    assert len(found) >= 14
    for prediction in found:
        assert not prediction.choices or prediction.answer in prediction.choices
        assert prediction.why
        assert prediction.nudge


def test_the_lesson_asks_every_prediction_and_shows_what_the_reference_gives():
    text = LESSON.read_text("utf-8")
    asked = re.findall(r"predict\(predictions\.(\w+)\)", text)
    assert sorted(asked) == sorted(name for name, p in vars(predictions).items() if isinstance(p, Prediction))
    L, dZ, dW, _ = right.network(example.X, example.W, example.T)
    error, index = right.worst_entry(*(column.reshape(3, 2) for column in example.SOURCE_TABLE.T))
    for shown in (
        f"{L:.7f}",
        *(str(np.round(row, 8).tolist()) for row in (*dW, dZ[0], dZ[-1], right.compute_db(dZ))),
        f"error `{error:.8f}`, index `{index}`",
    ):
        assert shown in text, f"{shown} is not in the lesson: what it tells the reader to expect has changed"


def test_the_ledger_shows_products_and_finds_a_gradient_of_the_wrong_shape():
    def layer(X, W, T):
        Z = X @ W
        Y = Z
        L = 0.5 * np.sum((Y - T) ** 2)
        dZ = Y - T
        dW = dZ.T @ X
        return L, dZ, dW

    text = ledger.ledger(record(layer, X, W, T))
    assert text.splitlines()[0].split() == ["given", "X", "(6,", "4),", "W", "(4,", "5),", "T", "(6,", "5)"]
    assert re.search(r"Z = X @ W +Z +\(6, 5\) = \(6, 4\) @ \(4, 5\)$", text, re.MULTILINE)
    assert re.search(r"Y = Z +Y +\(6, 5\)$", text, re.MULTILINE)
    assert re.search(r"dZ = Y - T +dZ +\(6, 5\) +the shape of Z ✓", text)
    assert re.search(r"dW = dZ.T @ X +dW +\(5, 4\) = \(5, 6\) @ \(6, 4\) +the shape of W ✗", text)


def test_the_ledger_says_where_a_function_stopped():
    def layer(X, W, T):
        Z = X @ W
        L = np.sum(Z - W)
        return L

    last = ledger.ledger(record(layer, X, W, T)).splitlines()[-1]
    assert last.startswith("then it stopped with ValueError: operands could not be broadcast")


@pytest.mark.parametrize("draw", [figures.loss_in_steps, figures.columns_in_steps])
def test_figures_come_with_a_text_alternative(draw):
    from course.widgets.figure import picture

    bundle = picture(*draw())._repr_mimebundle_()
    assert bundle["text/plain"] in bundle["text/html"].replace("&#x27;", "'")
    assert len(bundle["text/plain"]) > 60


def test_the_live_figure_follows_its_point_and_says_its_numbers():
    start = figures.difference_scene("float32, central", False)
    assert "ε = 1.0e-04" in start.text
    assert f"{curves.source_check()[1]:.1e}" in start.text
    moved = figures.difference_scene("float64, central", False, (0, 1.1e-5, 0.5))
    assert "ε = 1.0e-05" in moved.text
    assert start.drags == moved.drags == ("step",)
    assert "The kink lies" in figures.difference_scene("float64, central", True, (0, 1e-2, 1.0)).text
    assert "The kink lies" not in figures.difference_scene("float64, forward", True, (0, 1e-2, 1.0)).text
    figures.difference_scene("float64, central", False, (0, -5.0, 1.0))  # dragged out of the panel


def test_the_kink_figure_says_what_differs():
    assert "slope 0.500, and relu'(z) is 0. They differ" in figures.kink_scene(0.0, 0.5).text
    assert "slope 1.000, and relu'(z) is 1. They agree" in figures.kink_scene(0.8, 0.5).text


def test_the_live_figures_show_themselves_with_their_controls():
    for figure, controls in [(figures.difference_curves(), ["curve", "kink"]), (figures.kink_chord(), ["z", "eps"])]:
        assert [control.name for control in figure.figure.controls] == controls
        frame = figure.figure.frame(figure.figure.start())
        assert "error" not in frame, frame
        assert frame["text"] in figure.to_html().replace("&#x27;", "'")
