"""The numbers of lesson 04: how long the source's runs are, and the one step that is taken by hand."""

import numpy as np

STEPS, ETA = 100_000, 0.001
HINGE_STEPS, HINGE_ETA = 10_000, 0.01
EVERY = 1000

# The weights near which the source ends.
FITTED = np.array([0.28, 0.28, -0.83])

# One step by hand, with the unit test of the source's last part: the loss is 0.81, its gradient -1.8.
HAND = {"w": np.array([0.5, -0.25, 0.2]), "x": np.array([0.4, 1.2]), "t": 1.0}
