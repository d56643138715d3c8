"""Lesson 03 reproduces source 003: data, trainings, faults; by central differences (1e-6) and torch (1e-10)."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from course import activations, gradcheck, losses
from course.lessons.declare import Prediction
from course.lessons.two_gradients import compiled, cost, faults, figures, nets, predictions, problems, training
from course.lessons.two_gradients.key import exercises, hunts, seeds
from course.lessons.two_gradients.key import numerical as nudged
from course.lessons.two_gradients.key import reference as right

ROOT = Path(__file__).parents[2]
rng = np.random.default_rng(1)
X, T = rng.normal(size=(6, 3)), rng.normal(size=(6, 5))
W1, W2 = rng.normal(size=(4, 7)), rng.normal(size=(8, 5))
CLASSES = np.eye(5)[[0, 3, 1, 4, 2, 3]]
WAYS = right.network, nudged.numerical_gradient, nudged.vectorised_gradient
NETS = [(right.network, T), (right.network_softmax, CLASSES)]
both_nets = pytest.mark.parametrize(("net", "targets"), NETS, ids=["regression", "classes"])


def mean_square(problem, first, second):
    return 2 * right.net_loss(problem.X, first, second, problem.T)


def test_the_numerical_problem_is_what_the_source_draws_after_its_seed():
    state = np.random.get_state()  # noqa: NPY002
    np.random.seed(111)  # noqa: NPY002
    drawn = np.random.uniform(-np.pi, np.pi, 25).reshape((25, 1)), np.random.randn(2, 10), np.random.randn(11, 1)  # noqa: NPY002
    np.random.set_state(state)  # noqa: NPY002
    Q = problems.numerical_problem()
    for ours, theirs in zip((Q.X, Q.W1, Q.W2), drawn, strict=True):
        np.testing.assert_array_equal(ours, theirs)
    np.testing.assert_array_equal(Q.T, np.sin(Q.X))
    assert f"{mean_square(Q, Q.W1, Q.W2):.3f}" == "5.591"


def test_the_analytic_problem_has_the_source_s_weights_and_sizes():
    P = problems.analytic_problem()
    old = np.random.RandomState(11)
    np.testing.assert_array_equal(P.W1, old.randn(2, 10))
    np.testing.assert_array_equal(P.W2, old.randn(11, 1))
    assert P.X.shape == (25, 1)
    assert 9 < np.abs(P.X).max() < 10
    np.testing.assert_array_equal(P.T, np.sin(P.X))


def test_100_000_analytic_steps_fit_the_sine():
    P = problems.analytic_problem()
    first, second, found = compiled.train(P.X, P.W1, P.W2, P.T, 0.1, problems.STEPS_ANALYTIC)
    assert found.shape == (100_000,)
    assert 1e-4 < mean_square(P, first, second) < 2e-3  # the source ends at about 6e-4 on data of its own


def test_10_000_numerical_steps_fit_the_data_and_fail_beyond():
    Q = problems.numerical_problem()
    first, second = Q.W1, Q.W2
    for _ in range(problems.STEPS_NUMERICAL):
        d1, d2 = nudged.vectorised_gradient(Q.X, first, second, Q.T, problems.H)
        first, second = first - 0.02 * d1, second - 0.02 * d2
    X_test, T_test = problems.test_points()
    assert mean_square(Q, first, second) < 1e-3
    assert 2 * right.net_loss(X_test, first, second, T_test) > 0.1


def test_half_the_loss_with_twice_the_step_size_takes_the_source_s_steps():
    Q = problems.numerical_problem()
    gradient = gradcheck.numerical_gradient(
        lambda V: faults.published_loss(right.forward(Q.X, Q.W1, V)[-1], Q.T), Q.W2, problems.H
    )
    ours = right.train_step(Q.X, Q.W1, Q.W2, Q.T, problems.STEP_SIZE_NUMERICAL)[1]
    np.testing.assert_allclose(ours, Q.W2 - 0.01 * gradient, rtol=1e-8)


@both_nets
@pytest.mark.parametrize("place", [1, 2], ids=["W1", "W2"])
def test_central_differences_agree(net, targets, place):
    arguments = [X, W1, W2, targets]

    def f(V):
        return net(*arguments[:place], V, *arguments[place + 1 :])[0]

    found = gradcheck.check_gradient(f, arguments[place], net(*arguments)[place])
    assert found.ok, found


def test_one_formula_for_dZ2_serves_both_losses():
    Z2 = right.forward(X, W1, W2)[-1]
    for f, Y, targets in [
        (lambda Z: losses.mean_half_squared_error(Z, T), Z2, T),
        (lambda Z: losses.cross_entropy(activations.softmax(Z), CLASSES), activations.softmax(Z2), CLASSES),
    ]:
        found = gradcheck.check_gradient(f, Z2, right.compute_dZ2(Y, targets))
        assert found.ok, found


def test_the_steps_one_by_one_make_the_network():
    Z1, A1, Y = right.forward(X, W1, W2)
    dZ2 = right.compute_dZ2(Y, T)
    dW1 = right.compute_dW1(X, right.compute_dZ1(dZ2, W2, Z1))
    L, *found = right.network(X, W1, W2, T)
    assert pytest.approx(right.net_loss(X, W1, W2, T), rel=1e-14) == L
    for one, other in zip(found, (dW1, right.compute_dW2(A1, dZ2)), strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-14)


@pytest.mark.torch
def test_torch_agrees_with_both_nets():
    import torch

    from course.checks.oracle import gradients

    def output(first, second):
        ones = torch.ones(len(X), 1, dtype=torch.float64)
        A1 = torch.tanh(torch.hstack([ones, torch.tensor(X)]) @ first)
        return torch.hstack([ones, A1]) @ second

    def regression(first, second):
        return 0.5 * torch.nn.functional.mse_loss(output(first, second), torch.tensor(T), reduction="sum") / len(X)

    def classes(first, second):
        return torch.nn.functional.cross_entropy(output(first, second), torch.tensor(CLASSES))

    for (net, targets), expression in zip(NETS, (regression, classes), strict=True):
        for mine, theirs in zip(net(X, W1, W2, targets)[1:], gradients(expression, W1, W2), strict=True):
            np.testing.assert_allclose(mine, theirs, rtol=1e-10, atol=1e-15)


def test_numerical_gradients_agree_with_each_other_and_with_the_analytic_one():
    loop, batch = (way(X, W1, W2, T, 1e-5) for way in (nudged.numerical_gradient, nudged.vectorised_gradient))
    for one, other, analytic in zip(loop, batch, right.network(X, W1, W2, T)[1:], strict=True):
        assert gradcheck.relative_error(one, analytic).max() < 1e-7
        assert gradcheck.relative_error(other, analytic).max() < 1e-7


def test_many_losses_are_those_of_each_net():
    first, second = rng.normal(size=(9, 4, 7)), rng.normal(size=(9, 8, 5))
    each = [right.net_loss(X, one, other, T) for one, other in zip(first, second, strict=True)]
    np.testing.assert_allclose(nudged.many_losses(X, first, second, T), each, rtol=1e-13)


def test_unpack_undoes_pack():
    for one, other in zip(nudged.unpack(nudged.pack(W1, W2), W1, W2), (W1, W2), strict=True):
        np.testing.assert_array_equal(one, other)


def test_the_net_of_layers_is_that_of_the_reference():
    net = nets.tanh_net(W1, W2)
    np.testing.assert_allclose(net.forward(X), right.forward(X, W1, W2)[-1], rtol=1e-13)
    net.backward(right.compute_dZ2(net.forward(X), T))
    for layer, dW in zip((net.layers[0], net.layers[2]), right.network(X, W1, W2, T)[1:], strict=True):
        np.testing.assert_allclose(np.vstack([layer.db, layer.dW]), dW, rtol=1e-12)


@pytest.mark.parametrize("problem", [problems.analytic_problem, problems.numerical_problem])
def test_the_compiled_twin_takes_the_reference_s_steps(problem):
    p = problem()
    data, first, second, targets = p.X, p.W1, p.W2, p.T
    end1, end2, found = compiled.train(data, first, second, targets, 0.1, 200)
    for number in range(200):
        assert abs(found[number] - right.net_loss(data, first, second, targets)) < 1e-12
        one_step = compiled.train(data, first, second, targets, 0.1, 1)
        first, second = right.train_step(data, first, second, targets, 0.1)
        np.testing.assert_allclose(one_step[0], first, rtol=0, atol=1e-12)
        np.testing.assert_allclose(one_step[1], second, rtol=0, atol=1e-12)
    np.testing.assert_allclose(end1, first, rtol=1e-9)
    np.testing.assert_allclose(end2, second, rtol=1e-9)
    np.testing.assert_array_equal(p.W1, problem().W1)
    np.testing.assert_array_equal(p.W2, problem().W2)


@pytest.mark.parametrize(("inputs", "outputs"), [(3, 1), (1, 5)])
def test_the_compiled_twin_knows_one_input_and_one_output(inputs, outputs):
    with pytest.raises(ValueError, match="one input and one output"):
        compiled.train(X[:, :inputs], W1[: inputs + 1], W2[:, :outputs], T[:, :outputs], 0.1, 1)


def test_a_long_run_shows_its_loss_and_is_the_run_in_one_piece(capfd):
    P = problems.analytic_problem()
    whole = compiled.train(P.X, P.W1, P.W2, P.T, 0.1, 1000)
    pieces = training.descend(lambda A, B, k: compiled.train(P.X, A, B, P.T, 0.1, k), P.W1, P.W2, 1000, reports=7)
    for one, other in zip(whole, pieces, strict=True):
        np.testing.assert_array_equal(one, other)
    shown = capfd.readouterr()
    assert f"loss {whole[2][-1]:.2e}" in shown.out
    assert "1.00k/1.00k" in shown.out
    assert shown.err == ""


def test_a_step_can_be_repeated(capsys):
    def step(A, B):
        return right.train_step(P.X, A, B, P.T, 0.1)

    advance = training.repeat(step, lambda A, B: right.net_loss(P.X, A, B, P.T))
    end1, end2, found = training.descend(advance, P.W1, P.W2, 10, reports=5)
    expected = compiled.train(P.X, P.W1, P.W2, P.T, 0.1, 10)
    np.testing.assert_allclose(end1, expected[0], atol=1e-12)
    np.testing.assert_allclose(end2, expected[1], atol=1e-12)
    np.testing.assert_allclose(found[::2], expected[2][::2], atol=1e-12)
    capsys.readouterr()


def test_passes_are_counted():
    namespace = {"net_loss": right.net_loss}

    def gradient():
        V = W2.copy()
        return gradcheck.numerical_gradient(lambda V: namespace["net_loss"](X, W1, V, T), V)

    with cost.count_calls(namespace, "net_loss") as runs:
        gradient()
    gradient()
    assert runs.count == 2 * W2.size
    assert namespace["net_loss"] is right.net_loss
    one = cost.measure(3, WAYS)
    assert (one.parameters, one.passes) == (10, 20)
    assert min(one.analytic, one.loop, one.batch) > 0


def test_the_numerical_gradient_costs_more_the_more_parameters_there_are():
    small, large = cost.measure(2, WAYS), cost.measure(50, WAYS)
    assert large.loop / large.analytic > 5 * small.loop / small.analytic


def test_the_published_order_is_2_7_percent_off_in_W1_and_right_in_W2():
    P = problems.analytic_problem()
    moved = faults.published_step(P.X, P.W1, P.W2, P.T, 0.1)
    rightly = right.train_step(P.X, P.W1, P.W2, P.T, 0.1)
    np.testing.assert_allclose(moved[1], rightly[1], rtol=1e-13)
    assert faults.order_error(0.1) == pytest.approx(0.027, abs=5e-4)
    assert faults.order_error(0.01) == pytest.approx(faults.order_error(0.1) / 10, rel=0.1)


def test_the_published_order_trains_all_the_same():
    P = problems.analytic_problem()
    first, second = P.W1, P.W2
    for _ in range(400):
        first, second = faults.published_step(P.X, first, second, P.T, 0.1)
    good = compiled.train(P.X, P.W1, P.W2, P.T, 0.1, 401)[2][-1]
    assert right.net_loss(P.X, first, second, P.T) == pytest.approx(good, rel=0.05)


@pytest.mark.parametrize(("C", "ratio"), [(1, 2), (2, 1), (5, 0.4)])
def test_the_published_loss_is_another_one(C, ratio):
    Y, targets = rng.normal(size=(2, 6, C))
    assert faults.published_loss(Y, targets) == pytest.approx(ratio * losses.mean_half_squared_error(Y, targets))


def test_the_published_set_up_repeats_its_weights_and_not_its_data():
    state = np.random.get_state()  # noqa: NPY002
    np.random.seed(5)  # noqa: NPY002
    first, second = faults.published_problem(11, 25, 10, 10.0), faults.published_problem(11, 25, 10, 10.0)
    np.random.set_state(state)  # noqa: NPY002
    assert not np.array_equal(first[0], second[0])
    np.testing.assert_array_equal(first[2], second[2])


def test_the_published_moving_step_is_no_gradient_step():
    P = problems.analytic_problem()
    moved = faults.moving_step(P.W1, P.W2, lambda A, B: right.net_loss(P.X, A, B, P.T), 0.1, 1e-5)
    still = nudged.numerical_step(P.X, P.W1, P.W2, P.T, 0.1, 1e-5)
    np.testing.assert_allclose(moved[0][0, 0], still[0][0, 0], rtol=1e-9)  # the first weight has nothing before it
    used = nudged.gradient_used(P.W2, moved[1], 0.1)
    assert gradcheck.relative_error(used, right.network(P.X, P.W1, P.W2, P.T)[2]).max() > 0.1
    assert right.net_loss(P.X, *moved, P.T) < right.net_loss(P.X, P.W1, P.W2, P.T)


@pytest.mark.parametrize(
    ("step_size", "words"),
    [
        (0.1, "2.7 % off"),
        (0.3, "% off, and nobody would notice"),
        (0, "above 0 and not above 1"),
        (-0.5, "above 0 and not above 1"),
        (3.0, "above 0 and not above 1"),
        (None, "one number"),
        ("0.8", "one number"),
        ([0.5, 0.6], "one number"),
        (float("nan"), "one number"),
        (True, "one number"),
    ],
)
def test_a_step_size_that_reveals_nothing_is_told_why(step_size, words):
    assert words in hunts.judge_revealing_step_size(step_size)


@pytest.mark.parametrize(
    ("shape", "words"),
    [
        ((6, 1), "is 2 times our loss"),
        ((2, 5), "is 0.4 times our loss"),
        ((2, 1), "is 2 times our loss"),
        (2, "two whole numbers"),
        (None, "two whole numbers"),
        (("a", "b"), "two whole numbers"),
        ((2.5, 2), "whole numbers from 1 to 10"),
        ((11, 2), "whole numbers from 1 to 10"),
        ((0, 2), "whole numbers from 1 to 10"),
    ],
)
def test_a_shape_that_hides_nothing_is_told_why(shape, words):
    assert words in hunts.judge_hiding_shape(shape, *np.random.default_rng(2).normal(size=(2, 10, 10)))


@pytest.mark.parametrize(
    ("m", "words"),
    [
        (10, "records 40 times in 40 steps"),
        (60, "records 40 times"),
        (0, "from 1 to 60"),
        (61, "from 1 to 60"),
        (7.5, "from 1 to 60"),
        (None, "from 1 to 60"),
        ("7", "from 1 to 60"),
    ],
)
def test_an_m_that_records_is_told_how_often(m, words):
    assert words in hunts.judge_revealing_m(m)


@pytest.mark.parametrize("time_after_time", range(4))
def test_make_problem_is_judged_alike_whatever_was_drawn_before(time_after_time):
    exercise = next(e for e in exercises.EXERCISES if e.name == "make_problem")
    arguments = {"seed": 11, "n": 40, "m": 7, "reach": 5.0}
    assert exercise.results(seeds.make_problem, arguments) == (4, 4, 4)
    assert exercise.results(faults.published_problem, arguments) == (2, 4, 4)


def test_every_prediction_with_choices_offers_its_answer():
    found = [p for p in vars(predictions).values() if isinstance(p, Prediction)]
    assert len(found) >= 10
    for prediction in found:
        assert not prediction.choices or prediction.answer in prediction.choices
        assert prediction.why
        assert prediction.nudge


COSTS = [cost.Cost(m, 1e-5, 1e-4 * m, 2e-5 * m) for m in (1, 5, 20)]
P, ARMS = problems.analytic_problem(), problems.three_arms()


@pytest.mark.parametrize(
    ("draw", "words"),
    [
        (lambda: figures.fit(P, P.W1, P.W2, 10), "mean square error 9.7e-01 on the data"),
        (lambda: figures.loss_curve(np.geomspace(1, 1e-3, 500)), "from 1.000 at step 1 to 1.0e-03 at step 500"),
        (lambda: figures.arms(ARMS, ARMS.W1, ARMS.W2), "of the 120 points lie in the region"),
        (lambda: figures.order(P, steps=5), "2.7 % at 0.1"),
        (
            lambda: figures.cost(COSTS),
            "as the parameters grow from 4 to 61. Time at 61 parameters: 0.010 ms analytic, 2.0 ms",
        ),
    ],
    ids=["fit", "loss_curve", "arms", "order", "cost"],
)
def test_figures_come_with_a_text_alternative(draw, words):
    from course.widgets.figure import picture

    bundle = picture(*draw())._repr_mimebundle_()
    assert words in bundle["text/plain"]
    assert bundle["text/plain"] in bundle["text/html"].replace("&#x27;", "'")


def test_the_live_cost_figure_measures_what_its_slider_says():
    from course.widgets.live import Slider, live

    scene = figures.cost_scene(COSTS, WAYS)
    shown = scene(hidden=30)
    assert "30 hidden units, 91 parameters: 182 forward passes" in shown.text
    assert len(shown.panels) == 2
    figure = live(scene, Slider("hidden", "hidden units", 1, 100, value=10, step=1), title="cost")
    assert "10 hidden units, 31 parameters: 62 forward passes" in figure.to_html()


def test_the_numbers_in_the_lesson_s_text_are_the_reference_s():
    text = (ROOT / "solutions" / "03_two_gradients.py").read_text(encoding="utf-8")
    told = ["augment", "forward", "net_loss", "compute_dZ2", "compute_dW2", "compute_dZ1", "compute_dW1"]
    told += ["train_step", "cross_entropy", "many_losses"]
    for exercise in exercises.EXERCISES:
        if exercise.name in told:
            section = text.split(f": `{exercise.name}`\n")[1].split("# %%")[0]
            results = exercise.reference(*exercise.worked.values())
            for result in results if isinstance(results, tuple) else (results,):
                for number in np.ravel(result)[:2]:
                    assert f"{number:.10f}" in section or f"{number:g}" in section, (exercise.name, number)


def test_the_exercises_load_without_figures_compiler_or_torch():
    exercises = "course.lessons.two_gradients.key.exercises"
    code = f"import sys, {exercises}; print({{'matplotlib', 'numba', 'torch'}} & set(sys.modules))"
    assert subprocess.check_output([sys.executable, "-c", code], text=True, cwd=ROOT).strip() == "set()"
