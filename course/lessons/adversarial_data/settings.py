"""The numbers of lesson 05: the source's two runs, and the classifier that comes of the first."""

import numpy as np

SEED = 5
STEPS, ETA = 100_000, 0.001
DATA_STEPS, DATA_ETA = 500_000, 0.05

# The weights that the notebook finds, rounded.
FITTED = np.array([1.13, 1.01, -3.01])
