"""Lesson 01 reproduces its sources: their numbers, central differences (1e-6) and torch (1e-10)."""

import numpy as np
import pytest

from course import gradcheck
from course.lessons.concrete_backprop import example, faults, figures, predictions
from course.lessons.concrete_backprop.key import hunts
from course.lessons.concrete_backprop.key import reference as right
from course.lessons.declare import Prediction

rng = np.random.default_rng(1)
A0, W1, W2 = rng.normal(size=(4, 3)), rng.normal(size=(3, 2)), rng.normal(size=(2, 5))
T = rng.uniform(size=(4, 5))
W, X = rng.normal(size=(5, 3)), rng.normal(size=(3, 1))


def test_source_000_number_by_number():
    Z1, A1, Z2, y = right.forward(example.A0, example.W1, example.W2)
    dZ2 = right.compute_dZ2(Z2, example.T)
    dW2, dA1 = right.compute_dW2(A1, dZ2), right.compute_dA1(dZ2, example.W2)
    dZ1 = right.compute_dZ1(dA1, Z1)
    dW1 = right.compute_dW1(example.A0, dZ1)
    printed = [
        (Z1, [[0.755, 0.68]]),
        (A1, [[0.6802671967, 0.6637386974]]),
        (Z2, [[0.8014449867]]),
        (y, [[0.6902834929]]),
        (right.loss(y, example.T), 0.0181039038),
        (dZ2, [[0.0406811251]]),
        (dW2, [[0.0276740349], [0.0270016370]]),
        (dA1, [[0.0122043375, 0.0366130126]]),
        (dZ1, [[0.0026544890, 0.0081716451]]),
        (dW1, [[0.0009290712, 0.0028600758], [0.0023890401, 0.0073544806]]),
        (right.update(example.W1, dW1, 1.0), [[0.0990709288, 0.3971399242], [0.7976109599, 0.5926455194]]),
    ]
    for value, source in printed:
        np.testing.assert_allclose(value, source, atol=6e-11)
    L, *gradients = right.network(example.A0, example.W1, example.W2, example.T)
    np.testing.assert_allclose(L, 0.0181039038, atol=6e-11)
    for mine, stepwise in zip(gradients, (dW1, dW2), strict=True):
        np.testing.assert_allclose(mine, stepwise, rtol=1e-14)


def test_source_001_number_by_number():
    Z, y, f = right.forward_b(example.W, example.X)
    dy, dZ, dW, dx = right.backward_b(example.W, example.X)
    for value, source in [(Z, 0), (y, 0.5), (f, 0.75), (dy, 1), (dZ, 0.25)]:
        np.testing.assert_allclose(value, np.broadcast_to(source, np.shape(value)), atol=1e-15)
    np.testing.assert_allclose(dW, [[0.25, 0, -0.25]] * 3, atol=1e-15)
    np.testing.assert_allclose(dx, [[2.5], [2], [2.5]], atol=1e-15)


@pytest.mark.parametrize("place", [1, 2], ids=["W1", "W2"])
def test_central_differences_agree_with_part_a(place):
    arguments = [A0, W1, W2, T]
    dV = right.network(*arguments)[place]

    def f(V):
        return right.network(*arguments[:place], V, *arguments[place + 1 :])[0]

    assert gradcheck.check_gradient(f, arguments[place], dV).ok


def test_central_differences_agree_with_part_b():
    dy, dZ, dW, dx = right.backward_b(W, X)
    Z, y, _ = right.forward_b(W, X)
    for f, V, dV in [
        (lambda v: np.sum(v**2), y, dy),
        (lambda v: np.sum(right.sigmoid(v) ** 2), Z, dZ),
        (lambda v: right.forward_b(v, X)[2], W, dW),
        (lambda v: right.forward_b(W, v)[2], X, dx),
    ]:
        found = gradcheck.check_gradient(f, V, dV)
        assert found.ok, found


@pytest.mark.torch
def test_torch_agrees_with_both_parts():
    import torch

    from course.checks.oracle import gradients

    def net(first, second):
        y = torch.sigmoid(torch.sigmoid(torch.tensor(A0) @ first) @ second)
        return 0.5 * ((y - torch.tensor(T)) ** 2).sum()

    def part_b(W, x):
        return (torch.sigmoid(W @ x) ** 2).sum()

    for mine, theirs in zip(right.network(A0, W1, W2, T)[1:], gradients(net, W1, W2), strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=1e-10)
    for mine, theirs in zip(right.backward_b(W, X)[2:], gradients(part_b, W, X), strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=1e-10)


def test_each_published_fault_is_right_where_its_author_tested_and_wrong_elsewhere():
    for mine, theirs in zip(
        faults.flipped_gradients(example.W, example.X), right.backward_b(example.W, example.X)[2:], strict=True
    ):
        np.testing.assert_allclose(mine, theirs, atol=1e-15)
    assert not np.allclose(faults.flipped_gradients(W, X)[0], right.backward_b(W, X)[2], rtol=0.1)
    Z2 = np.array([[0.8014449867]])
    np.testing.assert_allclose(faults.matrix_product_dZ2(Z2, right.sigmoid(Z2) - 0.5), right.compute_dZ2(Z2, 0.5))


@pytest.mark.parametrize(
    ("x", "words"),
    [
        (example.X, "both sigmoids give the same gradients"),
        (np.zeros((3, 1)), "both sigmoids give the same gradients"),
        ([[1.0], [2.0]], "x has to be 3 numbers"),
        ("one", "x has to be 3 numbers"),
        (None, "x has to be 3 numbers"),
        ([1.0, np.nan, 2.0], "finite"),
        ([1e6, 0.0, 0.0], "between -100 and 100"),
    ],
)
def test_an_x_that_reveals_nothing_is_told_why(x, words):
    assert words in hunts.judge_revealing_x(x, example.W)


@pytest.mark.parametrize(
    ("shape", "words"),
    [
        ((1, 1), "are the same"),
        ((2, 3), "stops with an error"),
        ((1, 4), "stops with an error"),
        (4, "two whole numbers"),
        ((2, 2, 2), "two whole numbers"),
        ((2.5, 2.5), "whole numbers from 1 to 10"),
        ((0, 0), "whole numbers from 1 to 10"),
        ((11, 11), "whole numbers from 1 to 10"),
        (None, "two whole numbers"),
        (("a", "b"), "two whole numbers"),
    ],
)
def test_a_shape_that_reveals_nothing_is_told_why(shape, words):
    noise = np.random.default_rng(2).normal(size=(2, 10, 10))
    assert words in hunts.judge_revealing_shape(shape, *noise)


def test_every_prediction_with_choices_offers_its_answer():
    found = [p for p in vars(predictions).values() if isinstance(p, Prediction)]
    assert len(found) >= 5
    for prediction in found:
        assert not prediction.choices or prediction.answer in prediction.choices
        assert prediction.why
        assert prediction.nudge


def test_the_direction_predictions_follow_the_numbers():
    L, dW1, dW2 = right.network(example.A0, example.W1, example.W2, example.T)
    after = right.network(example.A0, example.W1 - dW1, example.W2 - dW2, example.T)[0]
    assert 0 < after < L
    w, x, t = example.NEURON.values()
    y = float(right.sigmoid(np.array(w * x)))
    assert (y - t) * x > 0, "the answer says shrink"


@pytest.mark.parametrize(
    "draw", [figures.sigmoid_and_slope, figures.flipped_sign, lambda: figures.loss_curve([1, 0.1])]
)
def test_figures_come_with_a_text_alternative(draw):
    from course.widgets.figure import picture

    bundle = picture(*draw())._repr_mimebundle_()
    assert bundle["text/plain"] in bundle["text/html"].replace("&#x27;", "'")
    assert len(bundle["text/plain"]) > 60
