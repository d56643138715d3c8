"""The reference library: every derivative against central differences (1e-6) and against torch (1e-10)."""

import numpy as np
import pytest

from course import activations, datasets, gradcheck, layers, losses, optimizers

rng = np.random.default_rng(20)
Z = rng.normal(scale=2.0, size=(4, 3))
UPSTREAM = rng.normal(size=(4, 3))
X, W = rng.normal(size=(4, 3)), rng.normal(size=(3, 5))
DZ = rng.normal(size=(4, 5))
T = rng.normal(size=(4, 3))


def _same_as_numbers(f, V, dV):
    found = gradcheck.check_gradient(f, V, dV)
    assert found.ok, found


def test_sigmoid_derivative_is_its_slope():
    dZ = UPSTREAM * activations.sigmoid_derivative(Z)
    _same_as_numbers(lambda V: np.sum(UPSTREAM * activations.sigmoid(V)), Z, dZ)


def test_linear_backward_hands_back_both_gradients():
    dX, dW = layers.linear_backward(X, W, DZ)
    _same_as_numbers(lambda V: np.sum(DZ * layers.linear(V, W)), X, dX)
    _same_as_numbers(lambda V: np.sum(DZ * layers.linear(X, V)), W, dW)


LABELS = np.where(T > 0, 1.0, -1.0)
ONE_HOT = np.eye(3)[[0, 2, 1, 1]]


@pytest.mark.parametrize(
    ("activation", "derivative"),
    [(np.tanh, activations.tanh_derivative), (activations.relu, activations.relu_derivative)],
    ids=["tanh", "relu"],
)
def test_an_activation_s_derivative_is_its_slope(activation, derivative):
    _same_as_numbers(lambda V: np.sum(UPSTREAM * activation(V)), Z, UPSTREAM * derivative(Z))


def test_relu_has_slope_0_at_the_kink_by_convention():
    np.testing.assert_array_equal(activations.relu_derivative(np.array([-1.0, 0.0, 1.0])), [0.0, 0.0, 1.0])


def test_softmax_rows_add_up_to_1_and_large_scores_stay_finite():
    A = activations.softmax(np.array([[1000.0, 1001.0], [-3.0, 2.0]]))
    np.testing.assert_allclose(A.sum(axis=1), 1.0, rtol=1e-15)
    np.testing.assert_allclose(A[0], [1 / (1 + np.e), np.e / (1 + np.e)], rtol=1e-12)


def test_softmax_with_cross_entropy_has_the_gradient_of_the_regression():
    """Source 003: (Y - T) / n in both cases."""
    dZ = (activations.softmax(Z) - ONE_HOT) / len(Z)
    _same_as_numbers(lambda V: losses.cross_entropy(activations.softmax(V), ONE_HOT), Z, dZ)


def test_the_two_losses_of_source_002_differ_by_n_C_over_2():
    Y, target = rng.normal(size=(4, 3)), rng.normal(size=(4, 3))
    ratio = losses.half_squared_error(Y, target) / losses.mean_squared_error(Y, target)
    assert ratio == pytest.approx(4 * 3 / 2)


@pytest.mark.parametrize(
    ("loss", "gradient"),
    [
        (lambda V: losses.mean_squared_error(V, T), lambda V: losses.mean_squared_error_gradient(V, T)),
        (lambda V: losses.mean_half_squared_error(V, T), lambda V: losses.mean_half_squared_error_gradient(V, T)),
        (lambda V: np.sum(losses.hinge(V, LABELS)), lambda V: losses.hinge_gradient(V, LABELS)),
        (lambda V: np.sum(losses.squared_error(V, T)), lambda V: losses.squared_error_gradient(V, T)),
        (lambda V: losses.half_squared_error(V, T), lambda V: losses.half_squared_error_gradient(V, T)),
        (losses.squared_norm, losses.squared_norm_gradient),
    ],
    ids=["mean_squared", "mean_half_squared", "hinge", "squared", "half_squared", "squared_norm"],
)
def test_loss_gradients_are_the_slopes_of_the_losses(loss, gradient):
    _same_as_numbers(loss, Z, gradient(Z))


@pytest.mark.torch
def test_torch_agrees_with_every_derivative():
    import torch

    from course.checks.oracle import gradients

    up, dz, target = map(torch.tensor, (UPSTREAM, DZ, T))
    [dZ] = gradients(lambda z: (up * torch.sigmoid(z)).sum(), Z)
    np.testing.assert_allclose(UPSTREAM * activations.sigmoid_derivative(Z), dZ, rtol=1e-10)
    for mine, theirs in zip(
        layers.linear_backward(X, W, DZ), gradients(lambda x, w: (dz * (x @ w)).sum(), X, W), strict=True
    ):
        np.testing.assert_allclose(mine, theirs, rtol=1e-10)
    [dY] = gradients(lambda y: 0.5 * ((y - target) ** 2).sum(), Z)
    np.testing.assert_allclose(losses.half_squared_error_gradient(Z, T), dY, rtol=1e-10)
    for mine, expression in [
        (losses.mean_squared_error_gradient(Z, T), lambda y: torch.nn.functional.mse_loss(y, target)),
        (UPSTREAM * activations.relu_derivative(Z), lambda z: (up * torch.relu(z)).sum()),
        (UPSTREAM * activations.tanh_derivative(Z), lambda z: (up * torch.tanh(z)).sum()),
        (losses.hinge_gradient(Z, LABELS), lambda y: torch.relu(1 - torch.tensor(LABELS) * y).sum()),
    ]:
        np.testing.assert_allclose(mine, gradients(expression, Z)[0], rtol=1e-10)
    [dy] = gradients(lambda y: (y**2).sum(), Z)
    np.testing.assert_allclose(losses.squared_norm_gradient(Z), dy, rtol=1e-10)


def test_sigmoid_is_exact_far_out_and_silent():
    with np.errstate(over="raise", divide="raise", invalid="raise"):
        far = activations.sigmoid(np.array([-800.0, -40.0, 40.0, 800.0]))
    np.testing.assert_array_equal(far[[0, 3]], [0.0, 1.0])
    np.testing.assert_allclose(far[1], np.exp(-40.0), rtol=1e-15)


def test_central_differences_know_a_cubic():
    V = rng.normal(size=(2, 3))
    np.testing.assert_allclose(gradcheck.numerical_gradient(lambda v: np.sum(v**3), V), 3 * V**2, rtol=1e-8)


def test_numerical_gradient_leaves_its_argument_alone():
    V = np.array([1.0, 2.0])
    gradcheck.numerical_gradient(np.sum, V)
    np.testing.assert_array_equal(V, [1.0, 2.0])


def test_a_wrong_gradient_is_found_with_its_worst_entry():
    wrong = 3 * Z**2
    wrong[2, 1] += 0.5
    found = gradcheck.check_gradient(lambda v: np.sum(v**3), Z, wrong)
    assert not found.ok
    assert tuple(found.worst) == (2, 1)
    assert str(found).startswith("DISAGREE: relative error")


def test_a_gradient_of_another_shape_is_refused():
    with pytest.raises(ValueError, match=r"V has \(4, 3\), dV has \(3, 4\)"):
        gradcheck.check_gradient(np.sum, Z, Z.T)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ([1.0, 1e-12], [1.0, -1e-12], [0.0, 2e-12]),
        ([0.0, 0.0], [0.0, 0.0], [0.0, 0.0]),
        ([np.nan, 1.0], [np.nan, 1.0], [0.0, 0.0]),
        ([np.nan, 1.0], [2.0, 1.0], [np.inf, 0.0]),
        ([np.inf, 1.0], [np.inf, 2.0], [0.0, 0.5]),
        ([np.inf], [-np.inf], [np.inf]),
    ],
)
def test_relative_error_at_the_corners(a, b, expected):
    np.testing.assert_allclose(gradcheck.relative_error(a, b), expected)


def test_sgd_moves_parameters_in_place_against_their_gradients():
    V, dV = rng.normal(size=(2, 3)), rng.normal(size=(2, 3))
    before = V.copy()
    optimizers.SGD(0.1).step([V], [dV])
    np.testing.assert_allclose(V, before - 0.1 * dV, rtol=1e-15)


@pytest.mark.parametrize("shape", [(2, 1), (3,), (3, 2), ()])
def test_sgd_refuses_a_gradient_that_would_broadcast_and_moves_nothing(shape):
    first, second = rng.normal(size=(2, 3)), rng.normal(size=(2, 3))
    before = first.copy()
    with pytest.raises(ValueError, match=r"\(2, 3\) is expected, got"):
        optimizers.SGD(0.1).step([first, second], [np.ones((2, 3)), np.ones(shape)])
    np.testing.assert_array_equal(first, before)


def test_the_sources_data():
    X, t = datasets.two_clouds(np.random.default_rng(5), per_class=4000)
    assert X.shape == (8000, 2)
    np.testing.assert_array_equal(t, np.repeat([[-1.0], [1.0]], 4000, axis=0))
    np.testing.assert_allclose([X[:4000].mean(), X[4000:].mean()], [0.0, 3.0], atol=0.05)
    X, Y = datasets.sine(np.random.default_rng(5), n=400, reach=np.pi)
    assert X.shape == Y.shape == (400, 1)
    assert 3.0 < np.abs(X).max() < np.pi
    np.testing.assert_array_equal(Y, np.sin(X))


def _small_net():
    make = np.random.default_rng(6).normal
    return layers.Sequential(
        layers.Linear(make(size=(3, 5)), make(size=5)),
        layers.Activation(np.tanh, activations.tanh_derivative),
        layers.Linear(make(size=(5, 2)), make(size=2)),
    )


def test_a_net_s_gradients_are_slopes_for_the_data_and_every_parameter():
    net, upstream = _small_net(), np.random.default_rng(7).normal(size=(4, 2))
    net.forward(X)
    _same_as_numbers(lambda V: np.sum(upstream * net.forward(V)), X, net.backward(upstream))
    analytic = [dV.copy() for dV in net.gradients]
    for V, dV in zip(net.parameters, analytic, strict=True):

        def f(value, V=V):
            before = V.copy()
            V[...] = value
            out = np.sum(upstream * net.forward(X))
            V[...] = before
            return out

        _same_as_numbers(f, V, dV)


def test_gradients_add_up_until_they_are_zeroed():
    net, upstream = _small_net(), np.random.default_rng(8).normal(size=(4, 2))
    net.forward(X)
    net.backward(upstream)
    once = [dV.copy() for dV in net.gradients]
    net.backward(upstream)
    for dV, single in zip(net.gradients, once, strict=True):
        np.testing.assert_allclose(dV, 2 * single, rtol=1e-14)
    net.zero_gradients()
    assert not any(dV.any() for dV in net.gradients)


def test_a_net_changes_neither_its_input_nor_on_the_way_back_its_parameters():
    net, given, upstream = _small_net(), X.copy(), np.random.default_rng(9).normal(size=(4, 2))
    before = [V.copy() for V in net.parameters]
    net.forward(given)
    net.backward(upstream)
    np.testing.assert_array_equal(given, X)
    for V, old in zip(net.parameters, before, strict=True):
        np.testing.assert_array_equal(V, old)
