"""Lesson 01: right answers written in other ways. A name is the exercise, two underscores, the way."""

import math

import numpy as np


def sigmoid__tanh(Z):
    return 0.5 * (1 + np.tanh(Z / 2))


def sigmoid__multiplied_through(Z):
    e = np.exp(Z)
    return e / (e + 1)


def sigmoid__power_of_e(values):
    return (1 + np.e ** (-values)) ** -1


def sigmoid__two_branches(Z):
    out = np.empty_like(Z)
    right = Z >= 0
    out[right] = 1 / (1 + np.exp(-Z[right]))
    out[~right] = np.exp(Z[~right]) / (1 + np.exp(Z[~right]))
    return out


def sigmoid__vectorize(Z):
    return np.vectorize(lambda z: 1 / (1 + math.exp(-z)))(Z)


def sigmoid__float32(Z):
    return (1 / (1 + np.exp(-Z.astype(np.float32)))).astype(np.float32)


def sigmoid__loops(Z):
    out = np.zeros(Z.shape)
    for i in range(Z.shape[0]):
        for j in range(Z.shape[1]):
            out[i, j] = 1.0 / (1.0 + math.exp(-Z[i, j]))
    return out


def sigmoid_derivative__named(Z):
    s = 1 / (1 + np.exp(-Z))
    return s - s**2


def sigmoid_derivative__product_of_both_sides(Z):
    return 1 / (1 + np.exp(-Z)) / (1 + np.exp(Z))


def sigmoid_derivative__quotient_rule(Z):
    return np.exp(-Z) / (1 + np.exp(-Z)) ** 2


def sigmoid_derivative__tanh(Z):
    return 0.25 * (1 - np.tanh(Z / 2) ** 2)


def sigmoid_derivative__cosh(Z):
    return 0.25 / np.cosh(0.5 * Z) ** 2


def sigmoid_derivative__einsum(Z):
    s = 1 / (1 + np.exp(-Z))
    return np.einsum("ij,ij->ij", s, 1 - s)


def _s(Z):
    return 1 / (1 + np.exp(-Z))


def forward__dot(A0, W1, W2):
    Z1 = np.dot(A0, W1)
    A1 = _s(Z1)
    Z2 = A1.dot(W2)
    return Z1, A1, Z2, _s(Z2)


def forward__einsum(x, first, second):
    Z1 = np.einsum("nd,dm->nm", x, first)
    Z2 = np.einsum("nm,mc->nc", _s(Z1), second)
    return Z1, _s(Z1), Z2, _s(Z2)


def forward__transposed_twice(A0, W1, W2):
    Z1 = (W1.T @ A0.T).T
    A1 = _s(Z1)
    Z2 = (W2.T @ A1.T).T
    return Z1, A1, Z2, _s(Z2)


def forward__loop_over_layers(A0, W1, W2):
    A, kept = A0, []
    for W in (W1, W2):
        Z = A @ W
        A = _s(Z)
        kept += [Z, A]
    return kept


def forward__row_by_row(A0, W1, W2):
    Z1 = np.array([[sum(a * b for a, b in zip(row, col, strict=True)) for col in W1.T] for row in A0])
    A1 = _s(Z1)
    Z2 = np.matmul(A1, W2)
    return Z1, A1, Z2, _s(Z2)


def loss__mean_times_size(y, t):
    return np.mean((y - t) ** 2) * y.size / 2


def loss__norm(y, t):
    return np.linalg.norm(y - t) ** 2 / 2


def loss__vdot(y, t):
    return 0.5 * np.vdot(t - y, t - y)


def loss__loops(y, t):
    total = 0.0
    for row_y, row_t in zip(y, t, strict=True):
        for a, b in zip(row_y, row_t, strict=True):
            total += (a - b) ** 2 / 2
    return total


def loss__zero_dimensional(y, t):
    return np.array(np.square(y - t).sum() / 2)


def compute_dZ2__activation_first(Z2, t):
    y = _s(Z2)
    return (y - t) * y * (1 - y)


def compute_dZ2__multiply(Z2, t):
    return np.multiply(np.subtract(_s(Z2), t), _s(Z2) * _s(-Z2))


def compute_dZ2__expanded(Z2, t):
    y = _s(Z2)
    return y**2 - y**3 - t * y + t * y**2


def compute_dZ2__einsum(Z2, t):
    y = _s(Z2)
    return np.einsum("ij,ij,ij->ij", y - t, y, 1 - y)


def compute_dZ2__by_row(Z2, t):
    return np.stack([(_s(z) - target) * _s(z) * (1 - _s(z)) for z, target in zip(Z2, t, strict=True)])


def _product_a(A, D):
    return np.dot(A.transpose(), D)


def _product_b(A, D):
    return np.einsum("nm,nc->mc", A, D)


def _product_c(A, D):
    return sum(np.outer(a, d) for a, d in zip(A, D, strict=True))


def _product_d(A, D):
    return (D.T @ A).T


def _product_e(A, D):
    return np.tensordot(A, D, axes=(0, 0))


def _product_f(A, D):
    return (A[:, :, None] * D[:, None, :]).sum(axis=0)


compute_dW2__dot, compute_dW1__dot = _product_a, _product_a
compute_dW2__einsum, compute_dW1__einsum = _product_b, _product_b
compute_dW2__outer, compute_dW1__outer = _product_c, _product_c
compute_dW2__transposed, compute_dW1__transposed = _product_d, _product_d
compute_dW2__tensordot, compute_dW1__tensordot = _product_e, _product_e
compute_dW2__broadcast, compute_dW1__broadcast = _product_f, _product_f


def compute_dA1__dot(dZ2, W2):
    return np.dot(dZ2, np.transpose(W2))


def compute_dA1__einsum(dZ2, W2):
    return np.einsum("nc,mc->nm", dZ2, W2)


def compute_dA1__transposed(dZ2, W2):
    return (W2 @ dZ2.T).T


def compute_dA1__inner(dZ2, W2):
    return np.inner(dZ2, W2)


def compute_dA1__sum_over_outputs(dZ2, W2):
    return sum(dZ2[:, [k]] * W2[:, k] for k in range(W2.shape[1]))


def compute_dZ1__activation(dA1, Z1):
    A1 = _s(Z1)
    return dA1 * A1 * (1 - A1)


def compute_dZ1__other_order(dA1, Z1):
    return _s(Z1) * (dA1 - dA1 * _s(Z1))


def compute_dZ1__einsum(dA1, Z1):
    return np.einsum("ij,ij->ij", dA1, _s(Z1) * _s(-Z1))


def compute_dZ1__loops(dA1, Z1):
    out = np.empty_like(dA1)
    for index in np.ndindex(Z1.shape):
        s = 1 / (1 + math.exp(-Z1[index]))
        out[index] = dA1[index] * s * (1 - s)
    return out


def compute_dZ1__copy_in_place(dA1, Z1):
    out = dA1.copy()
    out *= _s(Z1) * (1 - _s(Z1))
    return out


def update__negated(W, dW, step_size):
    return -step_size * dW + W


def update__copy(W, dW, step_size):
    new = W.copy()
    new -= step_size * dW
    return new


def update__subtract(W, dW, step_size):
    return np.subtract(W, np.multiply(dW, step_size))


def update__other_names(weights, gradient, eta):
    return weights + eta * (-gradient)


def update__loop(W, dW, step_size):
    return np.array([[w - step_size * d for w, d in zip(*rows, strict=True)] for rows in zip(W, dW, strict=True)])


def _network(A0, W1, W2, t, product):
    A1 = _s(product(A0, W1))
    A2 = _s(product(A1, W2))
    dZ2 = (A2 - t) * A2 * (1 - A2)
    dZ1 = product(dZ2, W2.T) * A1 * (1 - A1)
    return 0.5 * np.sum((A2 - t) ** 2), product(A0.T, dZ1), product(A1.T, dZ2)


def network__matmul(A0, W1, W2, t):
    return _network(A0, W1, W2, t, np.matmul)


def network__dot(A0, W1, W2, t):
    return _network(A0, W1, W2, t, np.dot)


def network__einsum(A0, W1, W2, t):
    return _network(A0, W1, W2, t, lambda a, b: np.einsum("ij,jk->ik", a, b))


def network__list_returned(A0, W1, W2, t):
    return list(_network(A0, W1, W2, t, np.dot))


def network__loop_over_layers(A0, W1, W2, t):
    weights, kept = [W1, W2], [A0]
    for W in weights:
        kept.append(_s(kept[-1] @ W))
    upstream, gradients = kept[-1] - t, []
    for W, below, above in zip(weights[::-1], kept[-2::-1], kept[:0:-1], strict=True):
        dZ = upstream * above * (1 - above)
        gradients.insert(0, below.T @ dZ)
        upstream = dZ @ W.T
    return np.sum((kept[-1] - t) ** 2) / 2, *gradients


def network__example_by_example(A0, W1, W2, t):
    L, dW1, dW2 = 0.0, np.zeros_like(W1), np.zeros_like(W2)
    for row, target in zip(A0, t, strict=True):
        loss, first, second = _network(row[None], W1, W2, target[None], np.dot)
        L, dW1, dW2 = L + loss, dW1 + first, dW2 + second
    return L, dW1, dW2


def forward_b__dot(W, x):
    Z = np.dot(W, x)
    return Z, _s(Z), np.linalg.norm(_s(Z)) ** 2


def forward_b__vdot(W, x):
    Z = np.matmul(W, x)
    y = _s(Z)
    return Z, y, np.vdot(y, y)


def forward_b__sum_method(matrix, vector):
    Z = matrix @ vector
    y = 1 / (1 + np.exp(-Z))
    return Z, y, (y * y).sum()


def forward_b__columns(W, x):
    Z = sum(W[:, [k]] * x[k] for k in range(len(x)))
    y = _s(Z)
    return Z, y, float((y.T @ y).item())


def forward_b__einsum(W, x):
    Z = np.einsum("md,dk->mk", W, x)
    return Z, _s(Z), np.einsum("mk,mk->", _s(Z), _s(Z))


def backward_b__outer(W, x):
    y = _s(W @ x)
    dZ = 2 * y**2 * (1 - y)
    return 2 * y, dZ, np.outer(dZ, x), W.T @ dZ


def backward_b__doubled(W, x):
    Z = W @ x
    dy = _s(Z) + _s(Z)
    dZ = dy * _s(Z) * _s(-Z)
    return dy, dZ, np.dot(dZ, x.T), np.dot(W.T, dZ)


def backward_b__broadcast(W, x):
    y = _s(W @ x)
    dZ = 2 * y * (y - y * y)
    return 2 * y, dZ, dZ * x.T, (W * dZ).sum(axis=0)[:, None]


def backward_b__einsum(W, x):
    y = _s(np.einsum("md,dk->mk", W, x))
    dZ = 2 * y * y * (1 - y)
    return 2 * y, dZ, np.einsum("mk,dk->md", dZ, x), np.einsum("md,mk->dk", W, dZ)


def backward_b__transposed(W, x):
    y = _s(x.T @ W.T).T
    dZ = 2 * y * y * (1 - y)
    return 2 * y, dZ, (x @ dZ.T).T, (dZ.T @ W).T


def revealing_x__flat():
    return np.array([1.0, 0.0, 0.0])


def revealing_x__list():
    return [[2], [0], [1]]


def revealing_x__small():
    return np.array([[0.1], [-0.2], [0.05]])


def revealing_x__random():
    return np.random.default_rng(3).normal(size=(3, 1))


def revealing_x__integers():
    return np.array([[0], [1], [0]])


def revealing_shape__two():
    return 2, 2


def revealing_shape__list():
    return [4, 4]


def revealing_shape__array_shape():
    return np.zeros((5, 5)).shape


def revealing_shape__numpy_integers():
    return np.array([3, 3])


def revealing_shape__largest():
    return (10, 10)


def l2_norm__linalg(y):
    return np.linalg.norm(y)


def l2_norm__vdot(y):
    return np.sqrt(np.vdot(y, y))


def l2_norm__power(y):
    return (y**2).sum() ** 0.5


def l2_norm__hypot(y):
    return math.hypot(*y.ravel())


def l2_norm__einsum(y):
    return math.sqrt(np.einsum("ij,ij->", y, y))
