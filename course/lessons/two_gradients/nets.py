"""The lesson's net put together from the library's layers, for what the figures and the predictions show."""

import numpy as np

from ...activations import tanh_derivative
from ...layers import Activation, Linear, Sequential


def tanh_net(W1: np.ndarray, W2: np.ndarray) -> Sequential:
    """Two linear layers with tanh between them; W1 of shape (d + 1, m) and W2 of shape (m + 1, C) hold the biases."""
    return Sequential(Linear(W1[1:], W1[0]), Activation(np.tanh, tanh_derivative), Linear(W2[1:], W2[0]))
