"""Lesson 06 reproduces its source: the numbers of its tests, the faults of its versions; and the gradients hold."""

import numpy as np
import pytest

from course import gradcheck
from course.datasets import two_clouds
from course.layers import Linear
from course.lessons.declare import Prediction
from course.lessons.deep_relu_nets import compiled, faults, figures, nets, predictions
from course.lessons.deep_relu_nets.depth import figures as deep
from course.lessons.deep_relu_nets.key import checking, hunts
from course.lessons.deep_relu_nets.key import reference as right
from course.lessons.deep_relu_nets.movie import figures as movie
from course.lessons.deep_relu_nets.settings import DEEP_ETA, DEEP_SIZES, ETA, SIZES, STEPS, UNIT
from course.losses import mean_squared_error, mean_squared_error_gradient

X, T = two_clouds(np.random.default_rng(0))
DRAWS = np.random.default_rng(1).integers(len(X), size=(STEPS, 1))
TALL = (2, 4, 6, 3, 1)


def near(seed=0, sizes=SIZES, n=9):
    """A net and a batch without a pre-activation near 0, where central differences would cross a kink."""
    for k in range(100):
        rng = np.random.default_rng([seed, k])
        V, batch = nets.start(rng, sizes), rng.permutation(len(X))[:n]
        _, Zs = nets.answers(V, sizes, X[batch])
        if min(np.abs(Z).min() for Z in Zs) > 1e-3:
            return V, X[batch], T[batch]
    raise AssertionError("no such net")


def layered(V, sizes):
    """The net with these parameters as the answers make it: ReLU layers, and a linear one at the end."""
    pairs = list(nets.split(V, sizes))
    kinds = [right.ReluLayer] * (len(pairs) - 1) + [Linear]
    return right.Network([kind(*pair) for kind, pair in zip(kinds, pairs, strict=True)])


# ------------------------------------------------------------------------------------------------- the source's numbers


def test_the_source_s_unit_test_number_by_number():
    W, b, x, t = UNIT.values()
    layer = right.ReluLayer(W, b)
    y = layer.forward(x)
    np.testing.assert_allclose(y, [[0.1]], atol=1e-15)
    np.testing.assert_allclose((t - y) ** 2, 0.81, atol=1e-15)
    np.testing.assert_allclose(-2 * (t - y), -1.8, atol=1e-15)
    np.testing.assert_allclose(layer.backward(np.ones((1, 1))), [[1.0, 2.0]], atol=1e-15)
    np.testing.assert_allclose(np.append(layer.dW, layer.db), [-0.1, 0.1, 1.0], atol=1e-15)
    assert layer.forward(-x) == 0


def test_the_published_layer_passes_its_own_tests():
    layer = faults.PublishedReluLayer(np.array([[1.0], [2.0], [0.0]]))
    x = np.array([[-0.1, 0.1]])
    assert layer.forward(x) == 0.1
    assert np.array_equal(layer.gradient(), [[-0.1, 0.1, 1.0]])
    assert np.array_equal(layer.backward(), [[1.0], [2.0]])
    [dw] = faults.published_gradients([layer], np.array([[-1.8]]))
    np.testing.assert_allclose(dw, right.compute_dw(np.array([[-1.8]]), layer.xext, layer.z))


def test_relative_errors_of_2_0_and_1_2_on_the_relu_layers_and_none_on_the_linear_one():
    pairs = list(nets.split(nets.start(np.random.default_rng(434), SIZES), SIZES))
    kinds = (faults.PublishedDW, faults.PublishedDW, Linear)
    net = right.Network([kind(*pair) for kind, pair in zip(kinds, pairs, strict=True)])
    errors = checking.layer_errors(net, X[:1], T[:1])
    assert np.round(errors[:2], 1).tolist() == [2.0, 1.2]
    np.testing.assert_allclose(errors[0], predictions.ONE_OF_FIVE.answer, rtol=1e-6)
    assert errors[2] < 1e-9
    good = layered(nets.start(np.random.default_rng(434), SIZES), SIZES)
    assert checking.layer_errors(good, X[:1], T[:1]).max() < 1e-6


def test_the_published_optimiser_takes_the_same_column_off_every_unit():
    rng = np.random.default_rng(434)
    layers = [faults.PublishedReluLayer(rng.normal(size=(3, 5))), faults.PublishedReluLayer(rng.normal(size=(6, 5)))]
    layers.append(faults.PublishedLinearLayer(rng.normal(size=(6, 1))))
    y = faults.PublishedModel(*layers).forward(X[:1])
    found = faults.published_gradients(layers, -2 * (T[:1] - y))
    assert [np.ptp(dw, axis=1).max() for dw in found] == [0, 0, 0]
    pairs = [(layer.w[:-1], layer.w[-1]) for layer in layers]
    kinds = (faults.PublishedDW, faults.PublishedDW, Linear)
    net = right.Network([kind(*pair) for kind, pair in zip(kinds, pairs, strict=True)])
    net.backward(2 * (net.forward(X[:1]) - T[:1]))
    for layer, dw in zip(net.layers, found, strict=True):
        np.testing.assert_allclose(np.vstack([layer.dW, layer.db]), dw, rtol=1e-12, atol=1e-15)


def test_the_published_gradient_still_trains_to_95_to_99_percent_and_the_right_one_to_a_lower_loss():
    ends = {}
    for published in (False, True):
        shares, losses = [], []
        for seed in range(4):
            V = nets.start(np.random.default_rng(seed), SIZES)
            end, record, _ = compiled.train(X, T, DRAWS, V, SIZES, ETA, 1000, published=published)
            shares.append(nets.share(nets.answers(end, SIZES, X)[0], T))
            losses.append(record[-1])
        assert all(0.95 < share < 0.99 for share in shares), shares
        ends[published] = np.mean(losses)
    assert ends[False] < ends[True]


def test_all_relu_without_bias_dies_and_never_says_minus_one():
    for seed in range(5):
        V = nets.start(np.random.default_rng(seed), DEEP_SIZES, bias=False)
        options = {"bias": False, "relu_output": True}
        end, losses, _ = compiled.train(X, T, DRAWS[:1000], V, DEEP_SIZES, DEEP_ETA, 500, **options)
        y, Zs = nets.answers(end, DEEP_SIZES, X, relu_output=True)
        assert y.min() >= 0
        assert not y.any()
        assert losses[-1] == 1.0
        assert right.dead_units(Zs[-1]) == 1


def test_the_first_version_never_learns():
    layer = faults.FirstReluLayer(np.array([[1.0, -0.5], [2.0, 0.3]]))
    np.testing.assert_allclose(layer.forward(np.array([0.4, 0.7])), [1.8, 0.01])
    assert not layer.gradient().any()
    assert layer.backward().tolist() == [[1.0, 2.0], [-0.5, 0.3]]


# ------------------------------------------------------------------------------------------- gradients, three opinions


@pytest.mark.parametrize("sizes", [SIZES, TALL])
def test_central_differences_agree_in_every_layer_and_at_the_input(sizes):
    V, some, targets = near(1, sizes)
    net = layered(V, sizes)
    assert checking.layer_errors(net, some, targets).max() < 1e-6
    dX = net.backward(mean_squared_error_gradient(net.forward(some), targets))

    def loss(x):
        return mean_squared_error(net.forward(x), targets)

    found = gradcheck.check_gradient(loss, some, dX)
    assert found.ok, found


def test_central_differences_agree_with_the_small_functions():
    rng = np.random.default_rng(3)
    x, w, dy = rng.normal(size=(7, 4)), rng.normal(size=(5, 6)), rng.normal(size=(7, 6))
    xext = faults.with_ones(x)

    def weighted(V):
        return float(np.sum(dy * np.maximum(0, xext @ V)))

    found = gradcheck.check_gradient(weighted, w, right.compute_dw(dy, xext, xext @ w))
    assert found.ok, found
    Z = rng.normal(size=(7, 6))
    found = gradcheck.check_gradient(lambda V: float(np.sum(dy * np.maximum(0, V))), Z, right.compute_dZ(dy, Z))
    assert found.ok, found


def test_the_slope_at_zero_is_zero():
    assert right.compute_dZ(np.full((1, 3), 5.0), np.array([[-1.0, 0.0, 2.0]])).tolist() == [[0, 0, 5]]


def test_the_chain_of_jacobians_is_what_the_layers_do():
    V, some, targets = near(2, TALL, n=1)
    net = layered(V, TALL)
    dY = mean_squared_error_gradient(net.forward(some), targets)
    jacobians = [
        layer.W.T * (layer.Z > 0).T if isinstance(layer, right.ReluLayer) else layer.W.T for layer in net.layers
    ]
    chain = right.backward_chain(dY[0], jacobians)
    np.testing.assert_allclose(chain[0], net.backward(dY)[0], rtol=1e-12)
    assert [len(d) for d in chain] == list(TALL[:-1])


@pytest.mark.torch
def test_torch_agrees():
    import torch

    from course.checks.oracle import gradients

    V, some, targets = near(3, TALL)
    net = layered(V, TALL)
    dX = net.backward(mean_squared_error_gradient(net.forward(some), targets))

    def expression(A, *parameters):
        for k in range(0, len(parameters), 2):
            Z = A @ parameters[k] + parameters[k + 1]
            A = torch.relu(Z) if k < len(parameters) - 2 else Z
        return ((A - torch.tensor(targets)) ** 2).mean()

    for mine, theirs in zip([dX, *net.gradients], gradients(expression, some, *net.parameters), strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=1e-10, atol=1e-14)


@pytest.mark.torch
def test_torch_has_the_same_convention_at_the_kink():
    import torch

    from course.checks.oracle import gradients

    [dZ] = gradients(lambda Z: torch.relu(Z).sum(), np.array([[-1.0, 0.0, 2.0]]))
    assert dZ.tolist() == right.compute_dZ(np.ones((1, 3)), np.array([[-1.0, 0.0, 2.0]])).tolist()


def test_the_step_of_the_split_layers_is_that_of_the_whole_gradient():
    rng = np.random.default_rng(5)
    ws = [rng.normal(size=shape) for shape in [(3, 4), (5, 6), (7, 3)]]
    x, dy = rng.normal(size=(8, 2)), rng.normal(size=(8, 3))

    def weighted(k, w):
        stack = [faults.SplitLayer(w if place == k else V) for place, V in enumerate(ws)]
        A = x
        for layer in stack:
            A = layer.forward(A)
        return float(np.sum(dy * A))

    stack, A = [faults.SplitLayer(w.copy()) for w in ws], x
    for layer in stack:
        A = layer.forward(A)
    right.backward_step(stack, dy, 0.2)
    for k, (layer, w) in enumerate(zip(stack, ws, strict=True)):
        found = gradcheck.check_gradient(lambda V, k=k: weighted(k, V), w, (w - layer.w) / 0.2)
        assert found.ok, found


# ------------------------------------------------------------------------------------------------------- compiled twin


@pytest.mark.parametrize("size", [1, 10])
@pytest.mark.parametrize("sizes", [SIZES, TALL])
def test_the_compiled_twin_takes_the_same_steps(sizes, size):
    V = nets.start(np.random.default_rng(4), sizes)
    batches = np.random.default_rng(5).integers(len(X), size=(60, size))
    end, losses, path = compiled.train(X, T, batches, V, sizes, 0.003, 1)
    net = layered(V, sizes)
    for k, batch in enumerate(batches):
        np.testing.assert_allclose(path[k], nets.flat(net), rtol=0, atol=1e-12)
        [loss] = right.train(net, X, T, batch[None], 0.003)
        np.testing.assert_allclose(losses[k], loss, rtol=1e-12)
    np.testing.assert_allclose(end, nets.flat(net), rtol=0, atol=1e-12)
    assert not np.array_equal(V, end)


def test_the_compiled_twin_of_the_published_gradient_takes_the_published_steps():
    V = nets.start(np.random.default_rng(0), SIZES)
    _, _, path = compiled.train(X, T, DRAWS[:200], V, SIZES, 0.001, 1, published=True)
    pairs = list(nets.split(V, SIZES))
    kinds = (faults.PublishedReluLayer, faults.PublishedReluLayer, faults.PublishedLinearLayer)
    layers = [kind(np.vstack(pair)) for kind, pair in zip(kinds, pairs, strict=True)]
    model = faults.PublishedModel(*layers)
    for k, [i] in enumerate(DRAWS[:200]):
        np.testing.assert_allclose(path[k], np.concatenate([layer.w.ravel() for layer in layers]), rtol=0, atol=1e-12)
        dLdx = -2 * (T[i : i + 1] - model.forward(X[i : i + 1]))
        for layer, dw in zip(layers, faults.published_gradients(layers, dLdx), strict=True):
            layer.w = layer.w - 0.001 * dw


def test_the_compiled_twin_without_bias_and_with_a_relu_at_the_end():
    V = nets.start(np.random.default_rng(6), TALL, "He", bias=False)
    end, _, path = compiled.train(X, T, DRAWS[:40], V, TALL, 0.01, 1, bias=False, relu_output=True)
    net = nets.network(V, TALL, relu_output=True)
    for k, batch in enumerate(DRAWS[:40]):
        np.testing.assert_allclose(path[k], nets.flat(net), rtol=0, atol=1e-12)
        net.zero_gradients()
        net.backward(mean_squared_error_gradient(net.forward(X[batch]), T[batch]))
        for layer in net.layers[::2]:
            layer.W -= 0.01 * layer.dW
    assert all(not b.any() for _, b in nets.split(end, TALL))


def test_the_compiled_twin_refuses_what_does_not_fit():
    with pytest.raises(ValueError, match="51 parameters"):
        compiled.train(X, T, DRAWS[:1], np.zeros(50), SIZES, 0.1)
    with pytest.raises(ValueError, match="one output"):
        compiled.train(X, T, DRAWS[:1], np.zeros(9), (2, 3), 0.1)


# ------------------------------------------------------------------------------------------- checks, counts and scales


def test_kinks_are_skipped_and_nothing_else():
    x, w = np.eye(2), np.array([[1e-6], [0.5]])

    def f(V):
        return float(np.sum(np.maximum(0, x @ V))), x @ V > 0

    assert np.array_equal(np.isnan(checking.kink_free_gradient(f, w)), [[True], [False]])
    np.testing.assert_allclose(checking.kink_free_gradient(f, w, 1e-8).ravel(), [1, 1], rtol=1e-6)
    assert gradcheck.numerical_gradient(lambda V: f(V)[0], w)[0, 0] == pytest.approx(0.55)


@pytest.mark.parametrize(("scheme", "low", "high"), [("N(0, 1)", 4, 6), ("He", 0.8, 1.25), ("Xavier", 0.57, 0.88)])
def test_signal_and_gradient_grow_by_the_predicted_factor(scheme, low, high):
    sizes = (2, *[50] * 10, 1)
    found = nets.profile(nets.start(np.random.default_rng(0), sizes, scheme), sizes, X[::10], T[::10])
    for values in (found.signal[:10], found.gradient[9::-1]):
        factor = (values[9] / values[0]) ** (1 / 9)
        assert low < factor < high, factor


def test_start_has_the_scales_it_names():
    sizes = (200, 300, 1)
    for scheme, scale in zip(nets.SCHEMES, right.weight_scales(200, 300), strict=True):
        W, b = next(nets.split(nets.start(np.random.default_rng(0), sizes, scheme), sizes))
        np.testing.assert_allclose(W.std(), scale, rtol=0.02)
        assert b.any() == (scheme == "N(0, 1)")


@pytest.mark.parametrize("sizes", [SIZES, TALL])
def test_a_net_of_the_library_s_layers_is_the_one_that_the_answers_make(sizes):
    V = nets.start(np.random.default_rng(7), sizes)
    theirs, ours = nets.network(V, sizes), layered(V, sizes)
    dY = mean_squared_error_gradient(theirs.forward(X[:9]), T[:9])
    assert np.array_equal(theirs.forward(X[:9]), ours.forward(X[:9]))
    assert np.array_equal(theirs.backward(dY), ours.backward(dY))
    assert all(map(np.array_equal, theirs.gradients, ours.gradients))
    Zs = nets.answers(V, sizes, X)[1]
    assert nets.profile(V, sizes, X, T).dead.tolist() == [right.dead_units(Z) for Z in Zs]


def test_parameters_survive_the_way_to_a_net_and_back():
    V = nets.start(np.random.default_rng(0), TALL)
    assert np.array_equal(nets.flat(nets.network(V, TALL)), V)


def test_five_lines_in_general_position_make_as_many_regions_as_predicted():
    angles = np.linspace(0, np.pi, 5, endpoint=False)
    fine = np.stack(np.meshgrid(*[np.linspace(-30, 30, 900)] * 2), axis=-1).reshape(-1, 2)
    Z = fine @ np.array([np.cos(angles), np.sin(angles)]) + np.array([1.0, 0.3, -0.8, 1.7, -1.1])
    assert right.count_patterns(Z) == predictions.REGIONS.answer


# ------------------------------------------------------------------------------------------------------ hunts' judges


@pytest.mark.parametrize(
    ("shapes", "words"),
    [
        (((7, 1), (7, 1)), "7 numbers, as it should"),
        (((7,), (7,)), "7 numbers, as it should"),
        (((7, 1), (1, 7, 1)), "7 numbers, as it should"),
        (((10, 1), (10,)), "y has to hold 7 numbers"),
        (((7, 1), (7, 2)), "t has to hold 7 numbers"),
        (((7, 1), 7), "return two shapes"),
        (None, "return two shapes"),
        (("a", "b"), "return two shapes"),
        (((-7, -1), (7,)), "y has to hold 7 numbers"),
    ],
)
def test_shapes_that_reveal_nothing_are_told_why(shapes, words):
    assert words in hunts.judge_revealing_shapes(shapes, 7)


ONES = np.ones((3, 3))


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ((np.array([[1.0], [2.0], [0.0]]), [[-0.1, 0.1]], [[-1.8]]), "one output, as in the source's own tests"),
        ((-ONES, [[1.0, 1.0]], [[1.0, 2.0, 3.0]]), "no unit is on"),
        ((ONES, [[1.0, 1.0]], [[0.0, 0.0, 0.0]]), "both gradients are the same"),
        ((ONES, [[1.0, 1.0, 1.0]], [[1.0, 2.0, 3.0]]), "the shapes don't fit"),
        ((ONES, [[1.0, 1.0]], [[1.0, 2.0]]), "the shapes don't fit"),
        ((ONES, [[1.0, np.nan]], [[1.0, 2.0, 3.0]]), "finite"),
        ((np.ones((3, 60)), [[1.0, 1.0]], np.ones((1, 60))), "at most 50"),
        ((ONES, [[1.0, 1.0]]), "return three arrays"),
        (None, "return three arrays"),
        (("a", "b", "c"), "return three arrays"),
    ],
)
def test_a_case_that_reveals_nothing_is_told_why(case, words):
    assert words in hunts.judge_revealing_case(case, 3)


# --------------------------------------------------------------------------------------------- predictions and figures


def test_every_prediction_with_choices_offers_its_answer():
    found = [p for p in vars(predictions).values() if isinstance(p, Prediction)]
    assert len(found) >= 6
    for prediction in found:
        assert not prediction.choices or prediction.answer in prediction.choices
        assert prediction.why
        assert prediction.nudge


def test_a_last_layer_on_hidden_layers_that_never_learn_gets_what_the_prediction_says():
    shares = []
    for seed in range(5):
        _, Zs = nets.answers(nets.start(np.random.default_rng(seed), SIZES), SIZES, X)
        A = faults.with_ones(np.maximum(0, Zs[-1]))
        shares.append(nets.share(A @ np.linalg.lstsq(A, T[:, 0])[0], T))
    assert np.round(100 * min(shares)) == 84
    assert np.round(100 * max(shares)) == 98


TRAINED, RECORD, _ = compiled.train(X, T, DRAWS[:20_000], nets.start(np.random.default_rng(10), SIZES), SIZES, 0.003)
DRAWN = {
    "kink": figures.kink,
    "decision map": lambda: figures.decision_map(TRAINED, SIZES, X, T),
    "histogram": lambda: figures.histogram(nets.answers(TRAINED, SIZES, X)[0], T),
    "loss curves": lambda: figures.loss_curves({"one": [RECORD], "two": [RECORD, 2 * RECORD]}, 100),
    "errors by layer": lambda: figures.errors_by_layer({"a": np.array([2.0, 1e-9]), "b": np.array([0.0, 1e-9])}),
    "deaths": lambda: deep.deaths([np.array([500.0, 1.0]), np.array([3.0, 2.0])]),
    "by layer": lambda: deep.by_layer(
        {s: nets.profile(nets.start(np.random.default_rng(0), TALL, s), TALL, X, T) for s in nets.SCHEMES}
    ),
    "folds": lambda: deep.folds(TRAINED, SIZES, X, T),
    "accuracies": lambda: deep.accuracies({"a": [0.98, 0.97], "b": [0.96]}),
}


@pytest.mark.parametrize("draw", DRAWN.values(), ids=DRAWN)
def test_figures_come_with_a_text_alternative(draw):
    from course.widgets.figure import picture

    bundle = picture(*draw())._repr_mimebundle_()
    assert bundle["text/plain"] in bundle["text/html"].replace("&#x27;", "'").replace("&gt;", ">")
    assert len(bundle["text/plain"]) > 60


def test_the_text_alternatives_say_what_is_drawn():
    _, alt = DRAWN["deaths"]()
    assert "start between 3 and 500" in alt
    assert "1 of them end at exactly 1" in alt
    _, alt = DRAWN["errors by layer"]()
    assert "a: 2.0e+00, 1.0e-09" in alt
    _, Zs = nets.answers(TRAINED, SIZES, figures.on_grid())
    assert f"cut into {right.count_patterns(np.hstack(Zs))} regions" in DRAWN["folds"]()[1]


@pytest.mark.parametrize("scheme", nets.SCHEMES)
@pytest.mark.parametrize("depth", [1, 3])
def test_the_live_figure_follows_its_controls(scheme, depth):
    scene = movie.training(per_class=60)
    shown = scene(depth, 5, scheme, 0.01, 10, 2000)
    answers, loss, gradients, dead = shown.panels
    assert f"{depth} hidden layer{'s' * (depth > 1)} of 5 units, {scheme}, η = 0.01, 200 steps of 10" in shown.text
    assert [len(bars.values) for bars in gradients.layers] == [depth + 1] * 2
    assert [len(bars.values) for bars in dead.layers] == [depth] * 2
    again = scene(depth, 5, scheme, 0.001, 10, 2000)
    assert not np.array_equal(again.panels[1].layers[0].y, loss.layers[0].y)
    assert answers.layers[0].contour


def test_the_live_figure_says_when_the_weights_run_away():
    shown = movie.training(per_class=60)(3, 20, "N(0, 1)", 1.0, 1, 500)
    assert "run away" in shown.text
    assert len(shown.panels) == 4
