"""The numbers of lesson 01: one neuron, the 2-2-1 net of source 000 (part A), the matrix of source 001 (part B)."""

import numpy as np

NEURON = {"w": 0.3, "x": 2.0, "t": 0.2}

A0 = np.array([[0.35, 0.9]])
W1 = np.array([[0.1, 0.4], [0.8, 0.6]])
W2 = np.array([[0.3], [0.9]])
T = np.array([[0.5]])

W = np.array([[2.0, 1.0, 2.0], [1.0, 3.0, 1.0], [7.0, 4.0, 7.0]])
X = np.array([[1.0], [0.0], [-1.0]])
