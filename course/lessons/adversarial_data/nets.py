"""The two models under attack, as layers, and how well they do while they are attacked."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np

from ...activations import relu, relu_derivative
from ...attacks import Net, fgsm, pgd
from ...layers import Activation, Linear, Sequential
from ...losses import hinge_gradient
from ...optimizers import SGD

PGD_STEPS = 20
EPSILONS = np.linspace(0.0, 1.5, 31)


def linear_net(w: np.ndarray) -> Linear:
    """The linear classifier with weights ``w`` of shape (d + 1,), the bias last, as a layer."""
    return Linear(w[:-1, None], w[-1:])


def relu_net(*parameters: np.ndarray) -> Sequential:
    """A net of linear layers with relu between them, from W1, b1, W2, b2 and so on."""
    pairs = list(zip(parameters[::2], parameters[1::2], strict=True))
    layers: list[Linear | Activation] = []
    for W, b in pairs[:-1]:
        layers += [Linear(W, b), Activation(relu, relu_derivative)]
    return Sequential(*layers, Linear(*pairs[-1]))


def drawn_net(rng: np.random.Generator, *sizes: int) -> Sequential:
    """A net with normal weights of variance 2 / inputs and no bias; ``sizes`` from input to output."""
    parameters = []
    for d, m in pairwise(sizes):
        parameters += [rng.normal(scale=np.sqrt(2 / d), size=(d, m)), np.zeros(m)]
    return relu_net(*parameters)


def train_net(net: Sequential, X: np.ndarray, t: np.ndarray, steps: int = 4000, eta: float = 0.2) -> None:
    """Minimise the mean hinge loss over all of X, of shape (n, d), with labels t of shape (n, 1)."""
    optimiser = SGD(eta)
    for _ in range(steps):
        net.zero_gradients()
        net.backward(hinge_gradient(net.forward(X), t) / len(X))
        optimiser.step(net.parameters, net.gradients)


def accuracy(net: Net, X: np.ndarray, t: np.ndarray) -> float:
    """Share of points whose answer has their label's sign."""
    return float(np.mean(np.sign(net.forward(X)) == t))


def one_shot(net: Net, X: np.ndarray, t: np.ndarray, eps: float, norm: float) -> np.ndarray:
    """The attack in one step."""
    return fgsm(net, X, t, eps, norm)


def one_shot_up_the_hinge(net: Net, X: np.ndarray, t: np.ndarray, eps: float, norm: float) -> np.ndarray:
    """The attack in one step that climbs the hinge."""
    return fgsm(net, X, t, eps, norm, hinge_gradient)


def many_steps(net: Net, X: np.ndarray, t: np.ndarray, eps: float, norm: float) -> np.ndarray:
    """The attack in twenty steps of an eighth of the budget each."""
    return pgd(net, X, t, eps, norm, eps / 8, PGD_STEPS)


def accuracy_curve(net: Net, X: np.ndarray, t: np.ndarray, norm: float, attack: Callable) -> np.ndarray:
    """Accuracy under ``attack`` at each of the ``EPSILONS``."""
    return np.array([accuracy(net, attack(net, X, t, eps, norm), t) for eps in EPSILONS])
