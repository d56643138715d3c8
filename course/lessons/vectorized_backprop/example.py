"""The numbers of lesson 02, all from source 002: what it draws, and the table that it prints."""

import numpy as np

# What torch.manual_seed(42) draws in the source: first T (below 10), then X and W (below 3), as integers.
T = np.array([[2.0, 7.0], [6.0, 4.0], [6.0, 5.0], [0.0, 4.0]])
X = np.array([[1.0, 2.0, 1.0], [1.0, 2.0, 0.0], [0.0, 1.0, 2.0], [1.0, 0.0, 1.0]])
W = np.array([[1.0, 2.0], [1.0, 2.0], [2.0, 1.0]])

# The table the source prints for its float32 check with a step of 1e-4: analytic, numerical; one row an entry of W.
SOURCE_EPS = 1e-4
SOURCE_TABLE = np.array([
    [-0.19160029292106628, -0.19073486328125],
    [-0.15006516873836517, -0.171661376953125],
    [-0.5024182796478271, -0.514984130859375],
    [-0.09660282731056213, -0.095367431640625],
    [-0.03004339337348938, -0.03814697265625],
    [-0.28447985649108887, -0.286102294921875],
])  # fmt: skip
