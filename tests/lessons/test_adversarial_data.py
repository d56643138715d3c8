"""Lesson 05 reproduces its source, its gradients agree with two other opinions, and its attacks keep their budget."""

import itertools

import numpy as np
import pytest

from course import attacks, gradcheck, losses
from course.datasets import two_clouds
from course.lessons.adversarial_data import classifier, compiled, draw, faults, figures, nets, predictions
from course.lessons.adversarial_data.classifier import answers, mean_hinge
from course.lessons.adversarial_data.key import draws, hunts
from course.lessons.adversarial_data.key import reference as right
from course.lessons.adversarial_data.key.runs import RUNS
from course.lessons.adversarial_data.live import figures as live_figures
from course.lessons.adversarial_data.robustness import figures as attack_figures
from course.lessons.adversarial_data.settings import DATA_ETA, DATA_STEPS, ETA, FITTED, SEED, STEPS
from course.lessons.declare import Prediction

NORMS = (np.inf, 2)
RULES = {
    "hinge": (losses.hinge, losses.hinge_gradient),
    "squared": (losses.squared_error, losses.squared_error_gradient),
    "margin": (lambda y, t: -t * y, attacks.margin_gradient),
}


@pytest.fixture(scope="module")
def fitted():
    """The notebook's data, classifier and moved points."""
    rng = np.random.default_rng(SEED)
    X, t = two_clouds(rng)
    w = compiled.train(X, t[:, 0], rng.integers(len(X), size=STEPS), ETA)
    samples = np.random.default_rng(SEED + 1).integers(len(X), size=DATA_STEPS)
    return X, t[:, 0], w, compiled.move(X, t[:, 0], w, samples, DATA_ETA)


@pytest.fixture(scope="module")
def victims(fitted):
    """The line, a net that gets its 200 points right, and these points."""
    X, t, w, _ = fitted
    some = np.r_[0:100, 1000:1100]
    deep = nets.drawn_net(np.random.default_rng(1), 2, 16, 16, 1)
    nets.train_net(deep, X[some], t[some, None])
    return nets.linear_net(w), deep, X[some], t[some, None]


def drawn_net(seed=1):
    given = draws.net(np.random.default_rng(seed))
    X, t = given.pop("X"), given.pop("t")
    return nets.relu_net(*given.values()), X, t


def test_the_source_s_numbers(fitted):
    X, t, w, moved = fitted
    before = right.wrong_points(answers(X, w), t)
    assert 0.98 < 1 - len(before) / len(X) < 0.99
    assert len(right.wrong_points(answers(moved, w), t)) == 0
    assert mean_hinge(moved, t, w) == 0
    assert right.distances(X, moved).max() == pytest.approx(1.5, abs=0.1)
    np.testing.assert_allclose(w, FITTED, atol=0.005)


def test_each_point_goes_along_the_weights_and_one_step_too_far_at_most(fitted):
    X, t, w, moved = fitted
    length = np.linalg.norm(w[:-1])
    needed = np.maximum(0, 1 - t * answers(X, w)) / length
    went = right.distances(X, moved)
    np.testing.assert_allclose(moved - X, np.outer(t * went, w[:-1] / length), atol=1e-12)
    assert np.all(went >= needed - 1e-12)
    assert np.all(went <= needed + DATA_ETA * length + 1e-12)


@pytest.mark.parametrize("d", [2, 3])
def test_the_compiled_loops_agree_step_by_step(d):
    rng = np.random.default_rng(d)
    t = np.repeat([-1.0, 1.0], 6)
    X = rng.normal(size=(12, d)) + t[:, None]
    samples, w = rng.integers(12, size=90), rng.normal(size=d + 1)
    for steps in range(91):
        part = samples[:steps]
        theirs = classifier.train(X, t, part, 0.1), right.DataOptimizer(0.1).run(X, t, w, part)
        mine = compiled.train(X, t, part, 0.1), compiled.move(X, t, w, part, 0.1)
        for a, b in zip(mine, theirs, strict=True):
            np.testing.assert_allclose(a, b, rtol=0, atol=1e-12)


def test_central_differences_agree_with_the_gradient_of_one_point():
    given = draws.five_points(np.random.default_rng(3))
    for x, t in zip(given["X"], given["t"], strict=True):
        dx = right.compute_dx(x, t, given["w"])
        found = gradcheck.check_gradient(lambda v, t=t: float(losses.hinge(answers(v, given["w"]), t)), x, dx)
        assert found.ok, found


@pytest.mark.parametrize("rule", RULES)
def test_central_differences_agree_with_the_gradient_of_all_points(rule):
    model, X, t = drawn_net()
    loss, gradient = RULES[rule]
    dX = attacks.compute_dX(model, X, t, gradient)
    found = gradcheck.check_gradient(lambda V: float(np.sum(loss(model.forward(V), t))), X, dX)
    assert found.ok, found


def torch_net(model):
    import torch

    W1, b1, W2, b2 = (torch.tensor(V) for V in model.parameters)
    return lambda X: torch.relu(X @ W1 + b1) @ W2 + b2


def torch_gradient(model, t, rule):
    import torch

    from course.checks.oracle import gradients

    net, T = torch_net(model), torch.tensor(t)
    of = {
        "hinge": lambda y: torch.clamp(1 - T * y, min=0),
        "squared": lambda y: (T - y) ** 2,
        "margin": lambda y: -T * y,
    }[rule]
    return lambda X: gradients(lambda V: of(net(V)).sum(), X)[0]


@pytest.mark.torch
@pytest.mark.parametrize("rule", RULES)
def test_torch_agrees_with_the_gradient(rule):
    model, X, t = drawn_net()
    mine = attacks.compute_dX(model, X, t, RULES[rule][1])
    np.testing.assert_allclose(mine, torch_gradient(model, t, rule)(X), rtol=1e-10, atol=1e-12)


@pytest.mark.torch
@pytest.mark.parametrize("norm", NORMS)
def test_torch_agrees_with_both_attacks(norm):
    import torch

    model, X, t = drawn_net(4)
    gradient = torch_gradient(model, t, "margin")

    def direction(here):
        dX = torch.tensor(gradient(here.numpy()))
        return dX.sign() if norm == np.inf else torch.nn.functional.normalize(dX, dim=1)

    start = torch.tensor(X)
    here, eps, step = start, 0.6, 0.25
    for _ in range(8):
        offset = here + step * direction(here) - start
        if norm == np.inf:
            here = start + offset.clamp(-eps, eps)
        else:
            here = start + offset * (eps / torch.linalg.vector_norm(offset, dim=1, keepdim=True)).clamp(max=1)
    np.testing.assert_allclose(attacks.pgd(model, X, t, eps, norm, step, 8), here.numpy(), rtol=1e-10, atol=1e-12)
    once = (start + eps * direction(start)).numpy()
    np.testing.assert_allclose(attacks.fgsm(model, X, t, eps, norm), once, rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("norm", NORMS)
def test_no_step_of_the_same_size_gains_more_than_the_steepest(norm):
    rng = np.random.default_rng(5)
    dX = draws.gradient(rng)["dX"]
    best = attacks.steepest(dX, norm)
    others = rng.normal(size=(500, *dX.shape))
    others /= np.linalg.norm(others, norm, axis=2, keepdims=True)
    assert np.all(np.sum(others * dX, axis=2) <= np.sum(best * dX, axis=1) + 1e-12)
    sizes = np.linalg.norm(best, norm, axis=1)
    np.testing.assert_allclose(sizes, np.any(dX != 0, axis=1).astype(float))


@pytest.mark.parametrize("norm", NORMS)
def test_a_projected_point_is_the_nearest_of_the_ball(norm):
    rng = np.random.default_rng(6)
    X_adv, X, eps = draws.around(rng).values()
    nearest = attacks.project(X_adv, X, eps, norm)
    assert np.all(np.linalg.norm(nearest - X, norm, axis=1) <= eps + 1e-12)
    inside = np.linalg.norm(X_adv - X, norm, axis=1) <= eps
    assert 0 < inside.sum() < len(X)
    np.testing.assert_allclose(nearest[inside], X_adv[inside], rtol=0, atol=1e-15)
    ball = rng.uniform(-eps, eps, size=(2000, *X.shape))
    ball = X + ball[np.linalg.norm(ball, norm, axis=2).max(axis=1) <= eps] if norm == np.inf else X + _disc(ball, eps)
    ways = np.linalg.norm(ball - X_adv, axis=2)
    assert np.all(ways >= np.linalg.norm(nearest - X_adv, axis=1) - 1e-12)


def _disc(offsets, eps):
    length = np.linalg.norm(offsets, axis=2, keepdims=True)
    return offsets * np.minimum(1, eps / length)


def test_a_point_on_its_original_is_projected_onto_itself():
    X = np.ones((3, 4))
    np.testing.assert_array_equal(attacks.project(X, X, 0.5, 2), X)


@pytest.mark.parametrize("norm", NORMS)
def test_attacks_keep_the_budget_and_the_originals(victims, norm):
    for model in victims[:2]:
        X, t = victims[2].copy(), victims[3]
        for attack in (nets.one_shot, nets.many_steps):
            X_adv = attack(model, X, t, 0.7, norm)
            np.testing.assert_array_equal(X, victims[2])
            assert np.linalg.norm(X_adv - X, norm, axis=1).max() <= 0.7 + 1e-12


def test_on_a_line_one_step_is_as_good_as_twenty_and_as_the_formula(victims):
    line, _, X, t = victims
    w = np.append(line.W[:, 0], line.b)
    for norm, needed in zip(NORMS, attacks.budget_needed(answers(X, w), t[:, 0], w), strict=True):
        once = nets.accuracy_curve(line, X, t, norm, nets.one_shot)
        often = nets.accuracy_curve(line, X, t, norm, nets.many_steps)
        np.testing.assert_array_equal(once, often)
        np.testing.assert_array_equal(once, [np.mean(needed > eps) for eps in nets.EPSILONS])


def test_what_the_lesson_says_of_the_deep_net(victims):
    line, deep, X, t = victims
    assert nets.accuracy(deep, X, t) == 1.0
    assert nets.accuracy(line, X, t) == 0.985
    kept = [nets.accuracy(model, nets.many_steps(model, X, t, 0.5, 2), t) for model in (line, deep)]
    assert kept[1] < kept[0]
    assert predictions.easier_prey(*kept, 0.5).answer == "the line"
    assert predictions.easier_prey(*kept[::-1], 0.5).answer == "the deep net"
    for norm in NORMS:
        once = nets.accuracy_curve(deep, X, t, norm, nets.one_shot)
        often = nets.accuracy_curve(deep, X, t, norm, nets.many_steps)
        assert np.mean(often) < np.mean(once)


def test_a_drawn_net_keeps_the_size_of_its_signal():
    net = nets.drawn_net(np.random.default_rng(9), 30, 500, 1)
    assert net.parameters[0].var() == pytest.approx(2 / 30, rel=0.05)
    assert net.parameters[2].var() == pytest.approx(2 / 500, rel=0.3)
    assert not net.parameters[1].any()


def test_climbing_the_hinge_moves_no_point_beyond_the_margin(fitted):
    X, t, w, _ = fitted
    X_adv = nets.one_shot_up_the_hinge(nets.linear_net(w), X, t[:, None], 1.0, np.inf)
    still = np.all(X_adv == X, axis=1)
    np.testing.assert_array_equal(still, t * answers(X, w) >= 1)


def test_each_published_fault_hides_from_its_author_and_shows_elsewhere(fitted):
    X, t, w, _ = fitted
    samples = np.random.default_rng(7).integers(len(X), size=500)
    data = X.copy()
    result = faults.run_in_place(data, t, w, samples, 0.05)
    np.testing.assert_array_equal(result, right.DataOptimizer(0.05).run(X, t, w, samples))
    assert result is data
    assert not np.array_equal(data, X)
    own = w.copy()
    i = int(right.wrong_points(answers(X, w), t)[0])
    np.testing.assert_allclose(faults.scaled_in_place(X[i], t[i], own, 0.05), right.move_point(X[i], t[i], w, 0.05))
    assert not np.array_equal(own, w)
    assert faults.shown_position(-5.0) == pytest.approx(-6, abs=0.03)
    assert faults.shown_position(7.95) == pytest.approx(8, abs=0.03)


def test_the_examiner_tells_the_runs_apart():
    X = np.random.default_rng(8).normal(size=(5, 3))
    verdicts = [right.keeps_its_input(run, X.copy()) for run in RUNS]
    assert verdicts == [True, False, False, False, False, True]


@pytest.mark.parametrize(
    ("point", "words"),
    [
        ((3.0, 3.0), "the same side"),
        ((-4.0, -4.0), "the same side"),
        ((9.0, 0.0), "outside"),
        ((0.0, -6.5), "outside"),
        ((1.0,), "return 2 finite numbers"),
        ("here", "return 2 finite numbers"),
        (None, "return 2 finite numbers"),
        ((np.nan, 1.0), "return 2 finite numbers"),
    ],
)
def test_a_point_that_looks_right_is_told_why(point, words):
    assert words in hunts.judge_looks_wrong(point, FITTED)


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ((1.0, 1.0, 1.0), "right before the attack"),
        ((2.0, 1.5, 1.0), "the hinge has a gradient here"),
        ((3.0, 3.0, 0.5), "no point within 0.5"),
        ((3.0, 3.0, 0.0), "eps has to be above 0"),
        ((3.0, 3.0, 11.0), "at most 10"),
        ((3.0, 3.0), "return 3 finite numbers"),
        (np.inf, "return 3 finite numbers"),
    ],
)
def test_a_point_that_is_not_masked_is_told_why(numbers, words):
    assert words in hunts.judge_masked_point(numbers, FITTED)


def test_open_questions_have_answers():
    assert hunts.judge_looks_wrong((0.5, 2.2), FITTED) is None
    assert hunts.judge_masked_point((2.5, 2.0, 1.5), FITTED) is None


def test_every_prediction_with_choices_offers_its_answer():
    found = [p for p in vars(predictions).values() if isinstance(p, Prediction)]
    assert len(found) >= 6
    for prediction in found:
        assert not prediction.choices or prediction.answer in prediction.choices
        assert prediction.why
        assert prediction.nudge


def test_the_words_of_the_predictions_follow_the_numbers():
    assert predictions.SAME_LINE.answer.startswith("all along one line")
    assert predictions.INSIDE_MOVES.answer == "yes"
    assert predictions.WAY_TO_GO.answer == pytest.approx(1.5 / np.linalg.norm(FITTED[:-1]))
    x = np.array([1.0, (0.5 + 3.01 - 1.13) / 1.01])
    visits = 0
    while np.any(right.compute_dx(x, -1.0, FITTED)) and visits < 99:
        x, visits = right.move_point(x, -1.0, FITTED, DATA_ETA), visits + 1
    assert predictions.VISITS.answer == visits
    assert predictions.ORIGINAL_LOST.answer == 0
    assert predictions.VIEW.answer == "the classifier"
    assert predictions.MASKED.answer == 0
    assert predictions.NEVER_FLAT.answer == -1
    assert predictions.PGD_ON_A_LINE.answer == "they are the same"


def all_figures(fitted, victims):
    X, t, w, moved = fitted
    _, deep, few, labels = victims
    attacked = nets.many_steps(deep, few, labels, 0.5, 2)
    curve = np.linspace(1, 0.5, len(nets.EPSILONS))
    four = dict.fromkeys(("linear, one step", "linear, 20 steps", "deep, one step", "deep, 20 steps"), curve)
    return {
        "classified": figures.classified(X, t, w),
        "before_and_after": figures.before_and_after(X, moved, t, w),
        "paths": figures.paths(np.array([X, 0.5 * (X + moved), moved]), t, w),
        "how_far": figures.how_far(right.distances(X, moved), right.distances(X, moved)),
        "loss_curve": figures.loss_curve(np.array([0.04, 0.01, 0.0, 0.0]), 5000),
        "published_map": figures.published_map(w, moved, t),
        "two_balls": attack_figures.two_balls(w),
        "masked_curves": attack_figures.masked_curves(curve, curve, 0.9),
        "robust_curves": attack_figures.robust_curves({"∞": four, "2": four}, {"∞": curve, "2": curve}),
        "attacked_map": attack_figures.attacked_map(deep, few, attacked, labels, 0.5),
    }


def test_figures_come_with_a_text_alternative_and_their_extent_is_that_of_their_grid(fitted, victims):
    from course.widgets.figure import picture

    for name, (figure, alt) in all_figures(fitted, victims).items():
        for k, axes in enumerate(figure.axes):
            for image in axes.images:
                rows, columns = image.get_array().shape[:2]
                left, edge, bottom, top = image.get_extent()
                pixels = (edge - left) / columns, (top - bottom) / rows
                as_published = name == "published_map" and k == 0
                matches = np.allclose(pixels, (0.05, 0.05)) or np.allclose(pixels, (0.025, 0.025))
                assert matches != as_published, name
                first = axes.collections[0].get_paths()[0].vertices[:, 0].min()
                assert first >= left + pixels[0] / 2 - 1e-9, name
        if name == "published_map":
            assert "22 points stand on ground of the other colour" in alt
        bundle = picture(figure, alt)._repr_mimebundle_()
        assert bundle["text/plain"] in bundle["text/html"].replace("&#x27;", "'")
        assert len(alt) > 60


def test_a_map_shows_each_answer_where_it_was_computed():
    from matplotlib import pyplot as plt

    xs, ys = np.arange(0.0, 3.0, 0.5), np.arange(-1.0, 1.0, 0.25)
    figure, axes = plt.subplots()
    draw.paint(axes, lambda P: P[:, 0] - 1.2 + 0 * P[:, 1], xs, ys)
    left, edge, bottom, top = axes.images[0].get_extent()
    assert (left, edge, bottom, top) == (-0.25, 2.75, -1.125, 0.875)
    colours = axes.images[0].get_array()
    assert colours.shape == (len(ys), len(xs), 3)
    assert np.all(colours[:, 2, 2] > colours[:, 2, 0]), "blue at x = 1, where the answer is below 0"
    assert np.all(colours[:, 3, 0] > colours[:, 3, 2]), "orange at x = 1.5"
    plt.close(figure)


def test_the_live_figure_shows_the_gradient_the_ball_and_both_attacks(victims):
    line, deep, _, _ = victims
    models = {"linear": line, "deep": deep}
    scene = live_figures.attack_scene(models)
    place, eps = (0, 1.4, 1.1), 0.6
    choices = itertools.product(live_figures.NORMS.items(), models.items(), live_figures.LABELS.items())
    for (norm, length), (name, model), (label, t) in choices:
        shown = scene(eps, norm, name, label, place)
        layers = {type(layer).__name__ + layer.label: layer for layer in shown.panels[0].layers}
        x, T = np.array([place[1:]]), np.array([[t]])
        dX = attacks.compute_dX(model, x, T, attacks.margin_gradient)
        arrow = layers["Arrowsgradient of −t·y, halved"]
        np.testing.assert_allclose([[*arrow.dx, *arrow.dy]], dX / 2)
        ball = layers["Lineball"]
        rim = np.linalg.norm(np.array([ball.x, ball.y]).T - x, length, axis=1)
        np.testing.assert_allclose(rim, eps)
        ways = layers["Line20 steps"]
        end = attacks.pgd(model, x, T, eps, length, eps / 8, 20)
        np.testing.assert_allclose([[ways.x[-1], ways.y[-1]]], end)
        once = layers["Pointsone step"]
        np.testing.assert_allclose([[*once.x, *once.y]], attacks.fgsm(model, x, T, eps, length))
        after = (T * model.forward(end)).item()
        assert f"twenty to {after:.2f}".replace("-", "−") in shown.text
        image = shown.panels[0].layers[0]
        np.testing.assert_allclose(image.values[0, 0], model.forward(np.array([[image.x[0], image.y[0]]])).item())


def test_the_live_figure_follows_its_slider_and_its_point(victims):
    from course.widgets.live import Choice, Slider, live

    figure = live(
        live_figures.attack_scene({"deep": victims[1], "linear": victims[0]}),
        Slider("eps", "budget ε", 0.0, 3.0, value=0.75, step=0.05),
        Choice("norm", "norm", tuple(live_figures.NORMS)),
        Choice("net", "classifier", ("deep", "linear")),
        Choice("label", "label", tuple(live_figures.LABELS)),
        title="a point",
    ).figure
    for position in range(0, 60, 6):
        assert "error" not in figure.frame({**figure.start(), "eps": position, "point": [0, 0.02 * position, 1.0]})
