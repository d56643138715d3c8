"""The numbers of lesson 06: the source's two nets, how long and with which steps it trains them, and its unit test."""

import numpy as np

SIZES, STEPS, ETA = (2, 5, 5, 1), 100_000, 0.001
DEEP_SIZES, DEEP_STEPS, DEEP_ETA = (2, 10, 100, 30, 10, 1), 10_000, 0.01

# The source's unit test: one unit, its weights 1 and 2, its bias 0; forward 0.1, loss 0.81 for the label 1.
UNIT = {"W": np.array([[1.0], [2.0]]), "b": np.zeros(1), "x": np.array([[-0.1, 0.1]]), "t": np.ones((1, 1))}
