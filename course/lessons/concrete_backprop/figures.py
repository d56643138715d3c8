"""Lesson 01's still figures; each comes with a text alternative."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...activations import sigmoid, sigmoid_derivative
from .faults import flipped_sigmoid

if TYPE_CHECKING:
    from matplotlib.figure import Figure

BLUE, ORANGE = "#0072b2", "#d55e00"


def sigmoid_and_slope() -> tuple[Figure, str]:
    """The sigmoid above its derivative: (figure, alt text)."""
    from matplotlib import pyplot as plt

    z = np.linspace(-8, 8, 200)
    figure, axes = plt.subplots(figsize=(6.4, 2.8))
    axes.plot(z, sigmoid(z), color=BLUE, label="σ(z)")
    axes.plot(z, sigmoid_derivative(z), color=ORANGE, linestyle="--", label="σ'(z) = σ(z)(1 − σ(z))")
    axes.set(xlabel="z", yticks=[0, 0.25, 0.5, 1])
    axes.grid(alpha=0.3)
    axes.legend(loc="upper left")
    return figure, (
        "The sigmoid rises from 0 to 1 and passes 0.5 at z = 0. Its derivative, dashed, is a hill: 0.25 at z = 0, "
        "below 0.01 beyond z = 5 on either side."
    )


def flipped_sign() -> tuple[Figure, str]:
    """The right sigmoid and the one with the flipped sign, which cross at z = 0: (figure, alt text)."""
    from matplotlib import pyplot as plt

    z = np.linspace(-6, 6, 200)
    figure, axes = plt.subplots(figsize=(6.4, 2.8))
    axes.plot(z, sigmoid(z), color=BLUE, label="1 / (1 + exp(−z))")
    axes.plot(z, flipped_sigmoid(z), color=ORANGE, linestyle="--", label="1 / (1 + exp(+z))")
    axes.plot([0], [0.5], "ko")
    axes.annotate("the source's only test", (0, 0.5), xytext=(1.2, 0.44), arrowprops={"arrowstyle": "->"})
    axes.set(xlabel="z", yticks=[0, 0.5, 1])
    axes.grid(alpha=0.3)
    axes.legend(loc="center left")
    return figure, (
        "Two curves that are mirror images: the right sigmoid rises from 0 to 1, the one with the flipped sign falls "
        "from 1 to 0. They meet in one point only, z = 0, value 0.5: where the source tested."
    )


def loss_curve(losses: list[float]) -> tuple[Figure, str]:
    """Loss against step: (figure, alt text)."""
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(6.4, 2.6))
    axes.plot(losses, color=BLUE)
    axes.set(xlabel="step", ylabel="loss", yscale="log")
    axes.grid(alpha=0.3)
    return figure, (
        f"The loss falls from {losses[0]:.4f} at step 0 to {losses[-1]:.2e} at step {len(losses) - 1}; "
        "on the logarithmic axis it is nearly a straight line."
    )
