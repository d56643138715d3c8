"""Lesson 02: right answers written in other ways. A name is the exercise, two underscores, the way."""

import itertools
import math

import numpy as np


def shape_ledger__lists(n, d, C):
    return [n, C], [n, C], [d, C], [n, d]


def shape_ledger__arrays(n, d, C):
    return np.array([n, C]), np.array([n, C]), np.array([d, C]), np.array([n, d])


def shape_ledger__named(examples, inputs, outputs):
    Z, W, X = (examples, outputs), (inputs, outputs), (examples, inputs)
    return Z, Z, W, X


def shape_ledger__asked_of_arrays(n, d, C):
    X, W = np.ones((n, d)), np.ones((d, C))
    Z = X @ W
    return Z.shape, Z.shape, (X.T @ Z).shape, (Z @ W.T).shape


def shape_ledger__one_list(n, d, C):
    return [(n, C), (n, C), (d, C), (n, d)]


def _s(Z):
    return 1 / (1 + np.exp(-Z))


def losses__loops(Y, T):
    total = 0.0
    for row, target in zip(Y, T, strict=True):
        for y, t in zip(row, target, strict=True):
            total += (y - t) ** 2
    return total / (len(Y) * len(Y[0])), total / 2


def losses__shape(Y, T):
    n, C = Y.shape
    total = np.square(T - Y).sum()
    return total / n / C, total / 2


def losses__norm(Y, T):
    return np.linalg.norm(Y - T) ** 2 / Y.size, np.linalg.norm(Y - T) ** 2 / 2


def losses__vdot(Y, T):
    E = Y - T
    return np.vdot(E, E) / np.size(E), 0.5 * np.vdot(E, E)


def losses__einsum_list(Y, T):
    total = np.einsum("ij,ij->", Y - T, Y - T)
    return [total / Y.size, total * 0.5]


def loss_ratio__half_first(n, C):
    return 0.5 * n * C


def loss_ratio__divided(n, C):
    return 1 / (2 / (n * C))


def loss_ratio__measured(n, C):
    E = np.ones((n, C))
    return (0.5 * np.sum(E**2)) / np.mean(E**2)


def loss_ratio__numpy_number(n, C):
    return np.float64(n) * C / 2


def loss_ratio__product_of_halves(n, C):
    return np.prod([n, C]) / 2.0


def compute_dW__dot(X, dZ):
    return np.dot(X.T, dZ)


def compute_dW__einsum(inputs, upstream):
    return np.einsum("nd,nc->dc", inputs, upstream)


def compute_dW__outer_sum(X, dZ):
    dW = np.zeros((X.shape[1], dZ.shape[1]))
    for x, dz in zip(X, dZ, strict=True):
        dW += np.outer(x, dz)
    return dW


def compute_dW__transposed_product(X, dZ):
    return (dZ.T @ X).T


def compute_dW__broadcast(X, dZ):
    return np.sum(X[:, :, None] * dZ[:, None, :], axis=0)


def compute_dW__matmul(X, dZ):
    return np.matmul(np.transpose(X), dZ)


def compute_dY_mean__shape(Y, T):
    n, C = Y.shape
    return 2 / (n * C) * (Y - T)


def compute_dY_mean__minus_the_other(Y, T):
    return -2.0 * (T - Y) / np.size(T)


def compute_dY_mean__loops(Y, T):
    dY = np.zeros(Y.shape)
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            dY[i, j] = (Y[i, j] - T[i, j]) * 2 / Y.size
    return dY


def compute_dY_mean__mean_of_ones(Y, T):
    return (Y - T) * (2 * np.mean(np.ones_like(Y)) / Y.size)


def compute_dY_mean__named(prediction, target):
    error = prediction - target
    factor = 2 / error.size
    return factor * error


def compute_dZ__expanded(Y, T):
    return (Y - T) * (Y - Y**2)


def compute_dZ__multiply(Y, T):
    return np.multiply(np.subtract(Y, T), np.multiply(Y, 1 - Y))


def compute_dZ__einsum(Y, T):
    return np.einsum("ij,ij,ij->ij", Y - T, Y, 1 - Y)


def compute_dZ__through_Z(Y, T):
    Z = np.log(Y / (1 - Y))
    return (_s(Z) - T) * _s(Z) * _s(-Z)


def compute_dZ__in_place_on_own_array(Y, T):
    dZ = Y - T
    dZ *= Y
    dZ *= 1 - Y
    return dZ


def compute_dZ__loops(Y, T):
    return np.array([[(y - t) * y * (1 - y) for y, t in zip(a, b, strict=True)] for a, b in zip(Y, T, strict=True)])


def network__named(data, weights, target):
    Y = _s(data @ weights)
    error = Y - target
    dZ = error * Y * (1 - Y)
    return 0.5 * np.sum(error**2), dZ, data.T @ dZ, dZ @ weights.T


def network__dot(X, W, T):
    Z = np.dot(X, W)
    Y = 0.5 * (1 + np.tanh(Z / 2))
    dZ = (Y - T) * Y * (1 - Y)
    return np.sum((Y - T) ** 2) / 2, dZ, np.dot(X.T, dZ), np.dot(dZ, W.T)


def network__einsum(X, W, T):
    Y = _s(np.einsum("nd,dc->nc", X, W))
    dZ = (Y - T) * (Y - Y * Y)
    return 0.5 * np.vdot(Y - T, Y - T), dZ, np.einsum("nd,nc->dc", X, dZ), np.einsum("nc,dc->nd", dZ, W)


def network__one_example_at_a_time(X, W, T):
    L, dZ, dW, dX = 0.0, np.zeros(T.shape), np.zeros(W.shape), np.zeros(X.shape)
    for i in range(len(X)):
        y = _s(X[i] @ W)
        L += np.sum((y - T[i]) ** 2) / 2
        dZ[i] = (y - T[i]) * y * (1 - y)
        dW += np.outer(X[i], dZ[i])
        dX[i] = W @ dZ[i]
    return L, dZ, dW, dX


def network__transposed(X, W, T):
    Y = _s(W.T @ X.T).T
    dZ = (Y - T) * Y * (1 - Y)
    return [0.5 * ((Y - T) ** 2).sum(), dZ, (dZ.T @ X).T, (W @ dZ.T).T]


def compute_db__np_sum(dZ):
    return np.sum(dZ, axis=0)


def compute_db__ones(dZ):
    return np.ones(len(dZ)) @ dZ


def compute_db__mean_times_n(dZ):
    return dZ.mean(axis=0) * len(dZ)


def compute_db__einsum(upstream):
    return np.einsum("nc->c", upstream)


def compute_db__loop(dZ):
    db = np.zeros(dZ.shape[1])
    for row in dZ:
        db += row
    return db


def compute_db__builtin_sum(dZ):
    return sum(dZ)


def forward_difference__restored(f, V, eps):
    V, dV = V.copy(), np.zeros(V.shape)
    for i, j in itertools.product(*map(range, V.shape)):
        old, before = V[i, j], f(V)
        V[i, j] = old + eps
        dV[i, j] = (f(V) - before) / eps
        V[i, j] = old
    return dV


def forward_difference__unit_arrays(f, V, eps):
    slopes = []
    for k in range(V.size):
        e = np.zeros(V.size)
        e[k] = 1.0
        slopes.append((f(V + eps * e.reshape(V.shape)) - f(V)) / eps)
    return np.array(slopes).reshape(V.shape)


def forward_difference__comprehension(f, V, eps):
    units = np.eye(V.size).reshape(-1, *V.shape)
    return np.array([f(V + eps * unit) - f(V) for unit in units]).reshape(V.shape) / eps


def forward_difference__flat_view(f, V, eps):
    U, here = V.copy(), f(V)
    dV = np.empty_like(V)
    for k in range(U.size):
        old = U.flat[k]
        U.flat[k] = old + eps
        dV.flat[k] = (f(U) - here) / eps
        U.flat[k] = old
    return dV


def forward_difference__two_loops(function, point, step):
    out = np.zeros(point.shape)
    for i in range(point.shape[0]):
        for j in range(point.shape[1]):
            moved = np.array(point)
            moved[i, j] = moved[i, j] + step
            out[i, j] = (function(moved) - function(point)) / step
    return out


def central_difference__source(f, V, eps):
    slopes = []
    for i in range(V.size):
        perturbation = np.zeros(V.shape)
        perturbation.reshape(-1)[i] = 1.0
        perturbation = perturbation * eps
        slopes.append((f(V + perturbation) - f(V - perturbation)) / (2 * eps))
    return np.array(slopes).reshape(V.shape)


def central_difference__mean_of_both_sides(f, V, eps):
    dV = np.zeros(V.shape)
    for k in np.ndindex(V.shape):
        e = np.zeros(V.shape)
        e[k] = eps
        dV[k] = 0.5 * ((f(V + e) - f(V)) / eps + (f(V) - f(V - e)) / eps)
    return dV


def central_difference__restored(f, V, eps):
    dV = np.zeros(V.shape)
    for k in np.ndindex(V.shape):
        old = V[k]
        V[k] = old + eps
        up = f(V)
        V[k] = old - eps
        down = f(V)
        V[k] = old
        dV[k] = (up - down) / eps / 2
    return dV


def central_difference__eye(f, V, eps):
    units = eps * np.eye(V.size).reshape(-1, *V.shape)
    return np.array([(f(V + e) - f(V - e)) / (2 * eps) for e in units]).reshape(V.shape)


def central_difference__enumerate(function, point, step):
    out = np.zeros_like(point)
    for index, value in np.ndenumerate(point):
        right, left = point.copy(), point.copy()
        right[index], left[index] = value + step, value - step
        out[index] = (function(right) - function(left)) / (step + step)
    return out


def gradient_table__stack(analytic, numerical):
    a, b = analytic.flatten(), numerical.flatten()
    return np.stack([a, b, a - b], axis=1)


def gradient_table__transpose(analytic, numerical):
    return np.array([analytic.ravel(), numerical.ravel(), analytic.ravel() - numerical.ravel()]).T


def gradient_table__loop(analytic, numerical):
    rows = []
    for k in np.ndindex(analytic.shape):
        rows.append([analytic[k], numerical[k], analytic[k] - numerical[k]])
    return np.array(rows)


def gradient_table__filled(analytic, numerical):
    table = np.empty((analytic.size, 3))
    table[:, 0] = analytic.reshape(-1)
    table[:, 1] = numerical.reshape(-1)
    table[:, 2] = table[:, 0] - table[:, 1]
    return table


def gradient_table__dstack(analytic, numerical):
    return np.dstack([analytic, numerical, analytic - numerical]).reshape(-1, 3)


def worst_entry__unravel_flat(analytic, numerical):
    error = np.abs(numerical - analytic)
    i, j = divmod(int(error.argmax()), error.shape[1])
    return error[i, j] / max(np.abs(analytic).max(), np.abs(numerical).max()), (i, j)


def worst_entry__loop(analytic, numerical):
    scale = max(abs(v) for v in (*analytic.flat, *numerical.flat))
    best, place = -1.0, None
    for k in np.ndindex(analytic.shape):
        error = abs(analytic[k] - numerical[k]) / scale
        if error > best:
            best, place = error, k
    return best, place


def worst_entry__argwhere(analytic, numerical):
    error = np.abs(analytic - numerical)
    scale = np.max(np.abs([analytic, numerical]))
    return error.max() / scale, np.argwhere(error == error.max())[0]


def worst_entry__list(analytic, numerical):
    difference = np.abs(analytic - numerical) / np.abs(np.stack([analytic, numerical])).max()
    where = np.where(difference == difference.max())
    return difference.max(), [int(where[0][0]), int(where[1][0])]


def worst_entry__linalg(a, b):
    scale = max(np.linalg.norm(a.ravel(), np.inf), np.linalg.norm(b.ravel(), np.inf))
    return np.linalg.norm((a - b).ravel(), np.inf) / scale, np.unravel_index(np.abs(a - b).argmax(), a.shape)


def revealing_sizes__one_output():
    return 4, 1


def revealing_sizes__three_outputs():
    return (4, 3)


def revealing_sizes__list():
    return [7, 5]


def revealing_sizes__array():
    return np.array([1, 1])


def revealing_sizes__floats():
    return 50.0, 50.0


def working_eps__power():
    return 10**-2


def working_eps__larger():
    return 0.03


def working_eps__smaller():
    return 0.012


def working_eps__numpy():
    return np.float32(0.015)


def working_eps__half_a_power():
    return math.sqrt(4e-4)


def across_the_kink__negative():
    return -0.01, 0.1


def across_the_kink__list():
    return [0.5, 1.0]


def across_the_kink__tiny():
    return 1e-6, 1e-4


def across_the_kink__array():
    return np.array([-0.3, 0.4])


def across_the_kink__far():
    return 3, 10
