"""The worked example: three examples and two hidden units, small enough to follow by hand."""

import numpy as np

X = np.array([[-1.0], [0.5], [2.0]])
T = np.array([[-0.5], [0.5], [1.0]])
W1 = np.array([[0.1, -0.2], [0.5, 0.3]])
W2 = np.array([[0.2], [0.4], [-0.6]])
