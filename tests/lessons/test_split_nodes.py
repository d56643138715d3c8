"""Lesson 07: single nodes by central differences and torch, graphs by property, the engine against torch and ours."""

import math

import numpy as np
import pytest

from course import gradcheck
from course.engine import Var
from course.lessons.concrete_backprop import example as lesson_1
from course.lessons.concrete_backprop.key.reference import network as lesson_1_network
from course.lessons.declare import Prediction
from course.lessons.split_nodes import faults, figures, predictions
from course.lessons.split_nodes.diamonds import diamonds, naive_visits
from course.lessons.split_nodes.drives import run_net
from course.lessons.split_nodes.key import graphs, hunts
from course.lessons.split_nodes.key import reference as right
from course.lessons.split_nodes.key.order import judge_order

rng = np.random.default_rng(11)
X, W, DY = rng.normal(size=(4, 5)), rng.normal(size=(5, 5)), rng.normal(size=(4, 5))
V, B = rng.normal(size=(5, 3)), rng.normal(size=(4, 5))
bias = rng.normal(size=5)
WIDE = rng.normal(size=(4, 8))

NODES = [
    (lambda x: np.sum(DY * x**2 + B * np.sin(x)), X, lambda: right.split_gradient(X, DY, B)),
    (lambda A: np.sum(DY * (A + bias)), X, lambda: right.join_sum(DY, X, bias)[0]),
    (lambda b: np.sum(DY * (X + b)), bias, lambda: right.join_sum(DY, X, bias)[1]),
    (lambda A: np.sum(DY * A * B), X, lambda: right.join_product(DY, X, B)[0]),
    (lambda C: np.sum(DY * X * C), B, lambda: right.join_product(DY, X, B)[1]),
    (lambda A: np.sum(WIDE * np.concatenate([A, V[:4]], axis=1)), X, lambda: right.join_concat(WIDE, X, V[:4])[0]),
    (lambda C: np.sum(WIDE * np.concatenate([X, C], axis=1)), V[:4], lambda: right.join_concat(WIDE, X, V[:4])[1]),
    (lambda x: np.sum(DY * (x + np.tanh(x @ W))), X, lambda: right.residual(X, W, DY)[0]),
    (lambda w: np.sum(DY * (X + np.tanh(X @ w))), W, lambda: right.residual(X, W, DY)[1]),
    (lambda v: np.sum(DY * (X @ v @ v.T)), V, lambda: right.tied_weights(X, V, DY)),
]


@pytest.mark.parametrize(("f", "at", "gradient"), NODES)
def test_central_differences_agree_with_every_node(f, at, gradient):
    found = gradcheck.check_gradient(f, at, gradient())
    assert found.ok, found


@pytest.mark.torch
def test_torch_agrees_with_nets_that_use_something_twice():
    import torch

    from course.checks.oracle import gradients

    up = torch.tensor(DY)
    dX, dW = gradients(lambda x, w: (up * (x + torch.tanh(x @ w))).sum(), X, W)
    for mine, theirs in zip(right.residual(X, W, DY), (dX, dW), strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=1e-10)
    [dV] = gradients(lambda v: (up * (torch.tensor(X) @ v @ v.T)).sum(), V)
    np.testing.assert_allclose(right.tied_weights(X, V, DY), dV, rtol=1e-10)
    [dx] = gradients(lambda x: (up * x**2 + torch.tensor(B) * torch.sin(x)).sum(), X)
    np.testing.assert_allclose(right.split_gradient(X, DY, B), dx, rtol=1e-10)


def by_paths(edges, loss, name):
    """Gradient by its definition: over all paths, the product of the locals."""
    if name == loss:
        return 1.0
    return sum(by_paths(edges, loss, child) * local for child, parent, local in edges if parent == name)


@pytest.mark.parametrize("seed", range(30))
def test_reverse_mode_is_the_sum_over_all_paths(seed):
    edges = graphs.random_graph(np.random.default_rng(seed))
    reached = graphs.backward_order(edges, "L")
    for name, value in graphs.reverse_mode(edges, "L").items():
        assert value == pytest.approx(by_paths([e for e in edges if e[0] in reached], "L", name), rel=1e-10)


@pytest.mark.parametrize("seed", range(30))
def test_our_order_is_valid_and_reversed_it_is_not(seed):
    edges = graphs.random_graph(np.random.default_rng(seed))
    order = graphs.backward_order(edges, "L")
    assert judge_order(order, edges, "L") is None
    assert "comes before" in judge_order(order[::-1], edges, "L")


KITE = [("L", "a", 2.0), ("L", "b", -1.0), ("a", "x", 3.0), ("b", "x", 0.5), ("b", "a", 4.0)]


@pytest.mark.parametrize(
    ("order", "words"),
    [
        (["L", "a", "b", "x"], "'a' comes before 'b', which consumes it: when 'a' hands its gradient on, the share"),
        (["L", "b", "a"], "'x' is missing"),
        (["L", "b", "a", "x", "y"], "'y' does not lead to 'L'"),
        (["L", "b", "a", "a", "x"], "'a' stands in the order twice"),
        ("Lbax", "a list of node names is wanted"),
        ([1, 2], "a list of node names is wanted"),
        (None, "a list of node names is wanted"),
    ],
)
def test_an_order_that_is_not_valid_gets_a_counter_example(order, words):
    assert words in judge_order(order, KITE, "L")


def test_a_node_off_the_way_gets_no_gradient_and_holds_nothing_up():
    edges = [*KITE, ("other", "x", 5.0), ("other", "a", 1.0)]
    assert graphs.reverse_mode(edges, "L") == graphs.reverse_mode(KITE, "L")


def test_diamonds_cost_what_the_figure_says():
    counts, naive, ordered = figures.visits(9)
    for k, calls, visits in zip(counts, naive, ordered, strict=True):
        assert naive_visits(diamonds(k)) == calls
        assert len(diamonds(k).order()) == visits


def test_eighteen_diamonds_in_order_visit_each_node_once():
    edges = []
    for k in range(18):
        for side, local in (("a", 0.5), ("b", 0.75)):
            edges += [(f"n{k + 1}", f"{side}{k}", local), (f"{side}{k}", f"n{k}", 1.0 + 0.1 * k)]
    gradient = graphs.reverse_mode(edges, "n18")
    expected = math.prod((0.5 + 0.75) * (1 + 0.1 * k) for k in range(18))
    assert gradient["n0"] == pytest.approx(expected, rel=1e-12)
    assert len(gradient) == 55


def test_the_engine_runs_lesson_1_s_net():
    arguments = (lesson_1.A0, lesson_1.W1, lesson_1.W2, lesson_1.T)
    L, dW1, dW2, u, dv = run_net(Var, *arguments)
    np.testing.assert_allclose(u, np.sum(lesson_1.A0**2 + lesson_1.A0), rtol=1e-14)
    for mine, theirs in zip((L, dW1, dW2), lesson_1_network(*arguments), strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=1e-12)
    np.testing.assert_allclose(dv, 2 * lesson_1.A0 + 1, rtol=1e-14)


@pytest.mark.torch
def test_the_engine_agrees_with_torch_on_every_operation():
    import torch

    from course.checks.oracle import gradients

    a, b, c = Var(X), Var(W), Var(B)
    ((a @ b).sigmoid() * c - c * c + a).sum().backward()
    theirs = gradients(lambda a, b, c: (torch.sigmoid(a @ b) * c - c * c + a).sum(), X, W, B)
    for mine, other in zip((a, b, c), theirs, strict=True):
        np.testing.assert_allclose(mine.gradient, other, rtol=1e-10)


def test_a_second_backward_starts_afresh():
    v = Var([1.0, 2.0])
    loss = (v * v).sum()
    loss.backward()
    loss.backward()
    np.testing.assert_array_equal(v.gradient, [2.0, 4.0])


@pytest.mark.parametrize(
    ("factors", "words"),
    [
        ((3.0, 3.0), "are the right ones"),
        ((0, 0), "are the right ones"),
        ((1.0,), "return two numbers"),
        (None, "return two numbers"),
        (("a", "b"), "return two numbers"),
        ((math.nan, 1.0), "finite"),
    ],
)
def test_factors_that_reveal_nothing_are_told_why(factors, words):
    assert words in hunts.judge_factors(factors)


@pytest.mark.parametrize(
    ("edges", "words"),
    [
        ([("L", "b", 2.0), ("b", "a", 3.0)], "overwriting does no harm"),
        ([("L", "a", 1.0), ("L", "x", 0.0), ("a", "x", 3.0)], "overwriting does no harm"),
        ([("y", "x", 2.0), ("y", "x", 2.0)], 'one node has to be called "L"'),
        ([("L", "a", 1.0), ("a", "b", 1.0), ("b", "a", 1.0)], "circle"),
        ([("L", "L", 1.0)], "circle"),
        ([], "1 to 20 edges"),
        ([("L", "x", math.inf)], "finite"),
        ("LxLx", "list of edges"),
        (None, "list of edges"),
    ],
)
def test_a_graph_that_reveals_nothing_is_told_why(edges, words):
    assert words in hunts.judge_graph(edges)


def test_the_published_faults_are_right_where_they_were_tested():
    assert hunts.swapped_product(1.0, 3.0, 3.0) == (3.0, 3.0)
    chain = [("L", "b", 2.0), ("b", "a", 3.0), ("a", "x", 0.5)]
    assert faults.overwriting_reverse_mode(chain, "L") == graphs.reverse_mode(chain, "L")
    assert faults.overwriting_reverse_mode(KITE, "L") != graphs.reverse_mode(KITE, "L")


def test_every_prediction_with_choices_offers_its_answer():
    found = [p for p in vars(predictions).values() if isinstance(p, Prediction)]
    assert len(found) >= 6
    assert all(not p.choices or p.answer in p.choices for p in found)


def test_figures_say_their_numbers():
    from course.widgets.figure import picture

    assert "1,048,573 for 18" in picture(*figures.cost())._repr_mimebundle_()["text/plain"]
    assert figures.cost_scene(4).text.startswith("4 diamonds: 61 calls in ")
    assert "13 visits in " in figures.cost_scene(4).text
