"""The notebook's mini-batch training once more, compiled by numba: the same steps, some fifty times faster.

Read the loop that you write there; this twin is for the long runs and the live figure, and a test keeps the two alike.
All weights and biases lie in one flat array, layer by layer, W before b; :func:`.nets.split` cuts it up.
"""

import numpy as np
from numba import njit


def train(
    X: np.ndarray,
    T: np.ndarray,
    batches: np.ndarray,
    parameters: np.ndarray,
    sizes: tuple[int, ...],
    eta: float,
    every: int = 100,
    *,
    published: bool = False,
    bias: bool = True,
    relu_output: bool = False,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Train a net of ReLU layers with a linear output on the mean squared error, one mini-batch a step.

    Parameters
    ----------
    X, T : ndarray of shape (n, d), (n, 1)
    batches : ndarray of int, shape (steps, batch size)
        Which examples each step uses.
    parameters : ndarray of shape (P,)
        Where it starts; not changed.
    sizes : tuple of int
        Units of each layer, the input first: (2, 5, 5, 1).
    eta : float
        Step size.
    every : int
        Steps between two records.
    published : bool
        With the gradient of the source's last version: one column, the sum over the outputs, for all of them.
    bias : bool
        Whether the biases learn; without, they stay as they are.
    relu_output : bool
        Whether the last layer is cut off at 0, too, as in the source's first version.

    Returns
    -------
    parameters : ndarray of shape (P,)
        After the last step.
    losses : ndarray of shape (records,)
        Mean squared error over all data before step 0, every, 2 * every ...
    path : ndarray of shape (records, P)
        The parameters at the same moments.

    Raises
    ------
    ValueError
        If the net has not one output, or ``parameters`` does not fit ``sizes``.
    """
    units = np.array(sizes, dtype=np.int64)
    wanted = int(np.sum((units[:-1] + 1) * units[1:]))
    if units[-1] != 1 or np.shape(parameters) != (wanted,):
        raise ValueError(
            f"sizes {tuple(sizes)} need one output and {wanted} parameters; "
            f"this came: {units[-1]} outputs, parameters of shape {np.shape(parameters)}"
        )
    start = np.array(parameters, dtype=float)
    flags = bool(published), bool(bias), bool(relu_output)
    return _train(X, T[:, 0], batches, start, units, float(eta), int(every), *flags)


@njit(cache=True)
def _train(
    X: np.ndarray,
    t: np.ndarray,
    batches: np.ndarray,
    V: np.ndarray,
    units: np.ndarray,
    eta: float,
    every: int,
    published: bool,
    bias: bool,
    relu_output: bool,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    steps, size = batches.shape
    records = -(-steps // every)
    losses, path = np.zeros(records), np.zeros((records, len(V)))
    widest = units.max()
    Z, A, D = np.zeros((len(units), widest)), np.zeros((len(units), widest)), np.zeros((len(units), widest))
    dV = np.zeros(len(V))
    for k in range(steps):
        if k % every == 0:
            losses[k // every] = _mean_loss(X, t, V, units, Z, A, relu_output)
            for p in range(len(V)):
                path[k // every, p] = V[p]
        for p in range(len(V)):
            dV[p] = 0.0
        for b in range(size):
            i = batches[k, b]
            dy = 2.0 * (_forward(X, i, V, units, Z, A, relu_output) - t[i]) / size
            _backward(dy, V, dV, units, Z, A, D, published, bias, relu_output)
        for p in range(len(V)):
            V[p] -= eta * dV[p]
    return V, losses, path


@njit(cache=True)
def _forward(
    X: np.ndarray, row: int, V: np.ndarray, units: np.ndarray, Z: np.ndarray, A: np.ndarray, relu_output: bool
) -> float:
    """The output for one row of X; what each layer saw and said stays in Z and A."""
    last, start = len(units) - 1, 0
    for i in range(units[0]):
        A[0, i] = X[row, i]
    for layer in range(1, last + 1):
        d, m = units[layer - 1], units[layer]
        for j in range(m):
            Z[layer, j] = 0.0
        for i in range(d):
            for j in range(m):
                Z[layer, j] += A[layer - 1, i] * V[start + i * m + j]
        for j in range(m):
            Z[layer, j] += V[start + d * m + j]
            cut = (layer < last or relu_output) and not Z[layer, j] > 0
            A[layer, j] = 0.0 if cut else Z[layer, j]
        start += (d + 1) * m
    return A[last, 0]


@njit(cache=True)
def _backward(
    dy: float,
    V: np.ndarray,
    dV: np.ndarray,
    units: np.ndarray,
    Z: np.ndarray,
    A: np.ndarray,
    D: np.ndarray,
    published: bool,
    bias: bool,
    relu_output: bool,
) -> None:
    """Add one example's gradient to dV. D holds, layer by layer, the gradient of what the layer said."""
    last, start = len(units) - 1, len(V)
    D[last, 0] = dy
    for layer in range(last, 0, -1):
        d, m = units[layer - 1], units[layer]
        start -= (d + 1) * m
        total = 0.0
        for j in range(m):
            if (layer < last or relu_output) and not Z[layer, j] > 0:
                D[layer, j] = 0.0
            total += D[layer, j]
        for i in range(d):
            D[layer - 1, i] = 0.0
            for j in range(m):
                dV[start + i * m + j] += A[layer - 1, i] * (total if published else D[layer, j])
                D[layer - 1, i] += D[layer, j] * V[start + i * m + j]
        if bias:
            for j in range(m):
                dV[start + d * m + j] += total if published else D[layer, j]


@njit(cache=True)
def _mean_loss(
    X: np.ndarray, t: np.ndarray, V: np.ndarray, units: np.ndarray, Z: np.ndarray, A: np.ndarray, relu_output: bool
) -> float:
    total = 0.0
    for i in range(len(X)):
        total += (_forward(X, i, V, units, Z, A, relu_output) - t[i]) ** 2
    return total / len(X)
