"""Lesson 04 reproduces its source: its numbers, central differences (1e-6), torch (1e-10), compiled twin (1e-12)."""

import numpy as np
import pytest

from course import gradcheck
from course.datasets import two_clouds
from course.layers import Linear
from course.lessons.declare import Prediction
from course.lessons.oop_optimizer import compiled, faults, figures, predictions
from course.lessons.oop_optimizer.key import hunts, layers, prepare
from course.lessons.oop_optimizer.key import reference as right
from course.lessons.oop_optimizer.settings import ETA, FITTED, HAND, HINGE_ETA, HINGE_STEPS, STEPS
from course.lessons.plane import extent
from course.lessons.progress import Progress
from course.optimizers import SGD

LOSSES = {"squared": right.SquaredError(), "hinge": right.HingeLoss()}


@pytest.fixture(scope="module")
def data():
    """The data of the notebook and its draws: (X, t, samples)."""
    rng = np.random.default_rng(0)
    X, labels = two_clouds(rng)
    return X, labels[:, 0], rng.integers(len(X), size=STEPS)


def trained(data, loss, steps, eta):
    X, t, samples = data
    model = right.AffineModel(2)
    losses = right.train(model, LOSSES[loss], SGD(eta), X, t, samples[:steps])
    return model, losses


def test_the_step_by_hand():
    """The numbers of the source's own unit test: output 0.1, loss 0.81, its gradient -1.8."""
    w, x, t = HAND.values()
    model, loss = prepare.affine(w), right.SquaredError()
    y = model.forward(x)
    np.testing.assert_allclose([y, loss.evaluate(y, t), loss.gradient(y, t)], [0.1, 0.81, -1.8], rtol=1e-14)
    np.testing.assert_allclose(right.compute_dw(model, loss, x, t), [-0.72, -2.16, -1.8], rtol=1e-14)


def test_the_expected_values_that_the_notebook_prints():
    x = np.array([0.4, 1.2])
    linear, affine = right.LinearModel(np.array([0.5, -0.25])), prepare.affine(HAND["w"])
    np.testing.assert_allclose(linear.forward(np.array([x, 2 * x])), [-0.1, -0.2], rtol=1e-14)
    np.testing.assert_allclose(affine.gradient(x), [0.4, 1.2, 1.0])
    np.testing.assert_allclose(affine.gradient_x(x), [0.5, -0.25])

    W = np.array([1.0, 2.0])
    SGD(0.1).step([W], [np.array([1.0, -1.0])])
    np.testing.assert_allclose(W, [0.9, 2.1])
    assert [len(right.loss_record(steps, 1000)) for steps in (4000, 4001)] == [4, 5]

    model = right.AffineModel(2)
    losses = right.train(model, LOSSES["squared"], SGD(0.1), x[None], np.array([1.0]), [0, 0], 1)
    np.testing.assert_allclose(losses, [1, 0.2304], rtol=1e-14)
    np.testing.assert_allclose(model.w, [0.1184, 0.3552, 0.296], rtol=1e-14)
    points = np.array([[2.0, 5.0], [-1.0, 3.0], [4.0, 0.0]])
    assert right.accuracy(prepare.affine(np.array([1.0, 0.0, 0.0])), points, np.ones(3)) == pytest.approx(2 / 3)
    assert extent(np.arange(5.0), np.arange(4.0)) == (-0.5, 4.5, -0.5, 3.5)

    y, t = np.array([0.5, 3.0, 0.5]), np.array([1.0, 1.0, -1.0])
    np.testing.assert_allclose(LOSSES["hinge"].evaluate(y, t), [0.5, 0, 1.5])
    np.testing.assert_allclose(LOSSES["hinge"].gradient(y, t), [-1, 0, 1])

    layer = Linear(np.array([[1.0], [2.0]]), np.array([0.5]))
    for times in (1, 2):
        np.testing.assert_allclose(layer.forward(np.array([[3.0, 4.0]])), [[11.5]])
        np.testing.assert_allclose(layer.backward(np.array([[10.0]])), [[10, 20]])
        np.testing.assert_allclose(layer.dW, times * np.array([[30], [40]]))


@pytest.mark.parametrize(("loss", "steps", "eta"), [("squared", 100_000, 0.001), ("hinge", 10_000, 0.01)])
def test_the_source_s_runs_at_full_length(data, loss, steps, eta):
    assert (steps, eta) in {(STEPS, ETA), (HINGE_STEPS, HINGE_ETA)}
    model, losses = trained(data, loss, steps, eta)
    assert right.accuracy(model, *data[:2]) == pytest.approx(0.985, abs=0.004)
    assert losses.shape == (steps // 1000,)
    assert losses[0] == 1.0
    if loss == "squared":
        np.testing.assert_allclose(model.w, [0.28, 0.28, -0.83], atol=0.03)
        assert losses[-1] == pytest.approx(0.18, abs=0.02)


@pytest.mark.parametrize("loss", LOSSES)
def test_the_compiled_twin_takes_the_same_steps(data, loss):
    """Each of the first 2000 steps, at ten times the source's step size."""
    X, t, samples = data
    model, optimiser, mine = right.AffineModel(2), SGD(0.01), []
    w, _, path = compiled.train(X, t, samples[:2000], 0.01, loss, every=1)
    for i in samples[:2000]:
        mine.append(model.w.copy())
        optimiser.step([model.w], [right.compute_dw(model, LOSSES[loss], X[i], t[i])])
    np.testing.assert_allclose([*path, w], [*mine, model.w], rtol=0, atol=1e-12)


@pytest.mark.parametrize("loss", LOSSES)
def test_the_compiled_twin_ends_the_full_run_where_the_reference_does(data, loss):
    model, losses = trained(data, loss, STEPS, ETA)
    w, twin, path = compiled.train(*data, ETA, loss)
    np.testing.assert_allclose(w, model.w, rtol=0, atol=1e-12)
    np.testing.assert_allclose(twin, losses, rtol=0, atol=1e-12)
    assert path.shape == (100, 3)


def test_the_compiled_twin_works_in_other_dimensions_and_refuses_other_losses():
    rng = np.random.default_rng(3)
    X, t, samples = rng.normal(size=(9, 4)), rng.choice([-1.0, 1.0], size=9), rng.integers(9, size=50)
    model = right.AffineModel(4)
    losses = right.train(model, LOSSES["hinge"], SGD(0.1), X, t, samples, 7)
    w, twin, _ = compiled.train(X, t, samples, 0.1, "hinge", 7)
    np.testing.assert_allclose(w, model.w, atol=1e-12)
    np.testing.assert_allclose(twin, losses, atol=1e-12)
    with pytest.raises(ValueError, match="'l1'"):
        compiled.train(X, t, samples, 0.1, "l1")


@pytest.mark.parametrize("loss", LOSSES)
def test_central_differences_agree_with_the_chain_rule(loss):
    rng = np.random.default_rng(5)
    for t in (-1.0, 1.0):
        w, x = rng.normal(size=5), rng.normal(size=4)
        w[-1] = 0.3 - x @ w[:-1]  # t·y is away from the hinge's kink

        def f(v, x=x, t=t):
            return float(LOSSES[loss].evaluate(prepare.affine(v).forward(x), t))

        found = gradcheck.check_gradient(f, w, right.compute_dw(prepare.affine(w), LOSSES[loss], x, t))
        assert found.ok, found


def test_central_differences_agree_with_the_gradient_of_the_data():
    rng = np.random.default_rng(6)
    model, x = prepare.affine(rng.normal(size=5)), rng.normal(size=4)
    assert gradcheck.check_gradient(lambda v: float(model.forward(v)), x, model.gradient_x(x)).ok


@pytest.mark.torch
@pytest.mark.parametrize("loss", LOSSES)
def test_torch_agrees_with_the_chain_rule(loss):
    import torch

    from course.checks.oracle import gradients

    rng = np.random.default_rng(7)
    w, x, t = rng.normal(size=5), rng.normal(size=4), 1.0
    w[-1] = 0.3 - x @ w[:-1]

    def expression(w, x):
        y = x @ w[:-1] + w[-1]
        return (t - y) ** 2 if loss == "squared" else torch.relu(1 - t * y)

    model = prepare.affine(w)
    dw, dx = gradients(expression, w, x)
    np.testing.assert_allclose(right.compute_dw(model, LOSSES[loss], x, t), dw, rtol=1e-10)
    dy = LOSSES[loss].gradient(model.forward(x), t)
    np.testing.assert_allclose(dy * model.gradient_x(x), dx, rtol=1e-10)


def test_each_layer_breaks_its_rule_and_no_other():
    rng = np.random.default_rng(8)
    W, b, X, dZ = (rng.normal(size=shape) for shape in [(4, 3), (3,), (5, 4), (5, 3)])
    found = [layers.broken_rule(make(W.copy(), b.copy()), X.copy(), dZ.copy()) for make in layers.BROKEN]
    assert found == [0, 1, 2, 3, 4, 5]
    assert list(layers.RULES) == [1, 2, 3, 4, 5]


def test_the_gradient_of_the_data_is_no_view_of_the_weights():
    model = prepare.affine(np.array([1.0, 2.0, 3.0]))
    model.gradient_x(np.zeros(2))[:] = 9.0
    np.testing.assert_array_equal(model.w, [1.0, 2.0, 3.0])


def test_python_2_had_too_few_places_unless_the_steps_were_a_multiple():
    for steps in (1000, 4000, 100_000):
        assert faults.python2_records(steps) == len(right.loss_record(steps, 1000))
    for steps in (1500, 1001, 99_999):
        assert faults.python2_records(steps) < len(right.loss_record(steps, 1000))


def test_the_published_record_sees_one_class(data):
    X, t, _ = data
    assert set(t[: faults.RECORDED]) == {-1.0}
    blind = prepare.affine(np.array([0.0, 0.0, -1.0]))
    assert faults.recorded_loss(blind.w, X, t) == 0
    assert right.accuracy(blind, X, t) == 0.5


def test_the_published_picture_is_drawn_beside_its_grid():
    assert faults.shown_position(-5.0) == pytest.approx(-5.97, abs=0.01)
    assert faults.shown_position(faults.GRID[-1]) == pytest.approx(7.97, abs=0.01)
    for p in (-5.9, 0.1, 7.9):
        shown_x = hunts.shown_output(np.array([1.0, 0.0, 0.0]), p, 0.0)
        assert shown_x == pytest.approx(-5 + 13 / 14 * (p + 6), abs=0.051), "the formula that the notebook gives"


def test_the_right_extent_puts_each_pixel_at_its_grid_point():
    left, right_edge, *_ = extent(faults.GRID, faults.GRID)
    width = (right_edge - left) / len(faults.GRID)
    np.testing.assert_allclose(left + (np.arange(len(faults.GRID)) + 0.5) * width, faults.GRID, atol=1e-12)


@pytest.mark.parametrize(
    ("point", "words"),
    [
        ((0.0, 0.0), "the same sign"),
        ((7.5, 7.5), "the same sign"),
        ((9.0, 0.0), "runs from -6 to 8"),
        (1.0, "2 finite numbers"),
        ((1.0, 2.0, 3.0), "2 finite numbers"),
        ((np.nan, 1.0), "2 finite numbers"),
        (None, "2 finite numbers"),
        ("here", "2 finite numbers"),
    ],
)
def test_a_point_that_reveals_nothing_is_told_why(point, words):
    assert words in hunts.judge_off_the_map(point, FITTED)


@pytest.mark.parametrize(
    ("w", "words"),
    [
        (FITTED, "look for worse ones"),
        ((0.0, 0.0, 1.0), "sees that something is wrong"),
        ((0.0, 0.0, -2.0), "sees that something is wrong"),
        ((0.0, -1.0), "3 finite numbers"),
        ([], "3 finite numbers"),
        (None, "3 finite numbers"),
        ((0.0, 0.0, np.inf), "3 finite numbers"),
    ],
)
def test_weights_that_flatter_nobody_are_told_why(data, w, words):
    assert words in hunts.judge_flattering_weights(w, *data[:2])


def test_a_step_longer_than_predicted_runs_away_and_a_shorter_one_does_not(data):
    limit = predictions.STEP_TOO_LONG.answer
    X, t, samples = data
    with np.errstate(over="ignore"):
        short, long = (compiled.train(X, t, samples[:10_000], eta, "squared")[0] for eta in (0.7 * limit, 1.2 * limit))
    assert np.abs(short).max() < 5
    assert np.abs(long).max() > 1e6


def test_every_prediction_with_choices_offers_its_answer():
    found = [p for p in vars(predictions).values() if isinstance(p, Prediction)]
    assert len(found) >= 6
    for prediction in found:
        assert not prediction.choices or prediction.answer in prediction.choices
        assert prediction.why
        assert prediction.nudge


def test_progress_hands_on_every_sample_and_tells_the_loss(capsys):
    samples = np.arange(103)
    watched = Progress(samples, lambda: 0.125)
    assert list(watched) == list(samples)
    assert len(watched) == 103
    assert watched[7] == 7
    shown = capsys.readouterr()
    assert "loss 0.1250" in shown.out
    assert shown.err == ""


def test_progress_changes_no_result(data):
    X, t, samples = data
    plain, watched = right.AffineModel(2), right.AffineModel(2)
    right.train(plain, LOSSES["squared"], SGD(0.01), X, t, samples[:500])
    right.train(watched, LOSSES["squared"], SGD(0.01), X, t, Progress(samples[:500], lambda: 0.0))
    np.testing.assert_array_equal(plain.w, watched.w)


STILL = {
    "clouds": lambda X, t, path: figures.clouds(X, t),
    "map": lambda X, t, path: figures.decision_map(FITTED, X, t),
    "map of zeros": lambda X, t, path: figures.decision_map(np.zeros(3), X, t),
    "published map": lambda X, t, path: figures.published_map(FITTED, X, t),
    "loss": lambda X, t, path: figures.loss_curve(np.linspace(1, 0.2, 10), 1000),
    "short loss": lambda X, t, path: figures.loss_curve(np.array([1.0]), 1000),
    "records": lambda X, t, path: figures.two_records(path, X, t, 1000),
    "margins": lambda X, t, path: figures.losses_by_margin(),
}


@pytest.mark.parametrize("name", STILL)
def test_figures_come_with_a_text_alternative(data, name):
    from course.widgets.figure import picture

    X, t, samples = data
    path = compiled.train(X, t, samples[:3000], ETA)[2]
    bundle = picture(*STILL[name](X, t, path))._repr_mimebundle_()
    assert bundle["text/plain"] in bundle["text/html"].replace("&#x27;", "'")
    assert len(bundle["text/plain"]) > 60


def test_the_map_s_colours_change_on_its_contour():
    """Drawn, the picture's extent is that of its grid; the published one's is not."""
    from matplotlib import pyplot as plt

    X, labels = two_clouds(np.random.default_rng(1), per_class=5)
    for figure, wanted in [
        (figures.decision_map(FITTED, X, labels[:, 0])[0], (-5.025, 7.975) * 2),
        (figures.published_map(FITTED, X, labels[:, 0])[0], (-6, 8) * 2),
    ]:
        np.testing.assert_allclose(figure.axes[0].images[0].get_extent(), wanted, atol=1e-9)
        plt.close(figure)


def test_the_live_figure_says_what_it_shows():
    scene = figures.training(per_class=200)
    good = scene(0.001, 50_000, "squared error")
    assert "50,000 steps" in good.text
    assert "% of the points on their side" in good.text
    image = good.panels[0].layers[0]
    assert image.contour
    assert (image.x, image.y) == ((-5.0, faults.GRID[-1]),) * 2
    w = compiled.train(*_live_data(200, 50_000), 0.001, "squared")[0]
    np.testing.assert_allclose(image.values[0, -1], w @ [faults.GRID[-1], -5.0, 1.0], atol=1e-12)


def _live_data(per_class, steps):
    rng = np.random.default_rng(0)
    X, t = two_clouds(rng, per_class)
    return X, t[:, 0], rng.integers(len(X), size=100_000)[:steps]


def test_the_live_figure_survives_every_corner_of_its_sliders():
    scene = figures.training(per_class=50)
    for eta in (1e-4, 0.1):
        for steps in (100, 100_000):
            for loss in figures.LOSSES:
                shown = scene(eta, steps, loss)
                assert len(shown.panels) == 2
                assert shown.panels[1].layers[0].y.max() < 1e6, "a loss that ran away would flatten all others"
    assert "run away" in scene(0.1, 100_000, "squared error").text
