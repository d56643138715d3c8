"""Lesson 06: right answers written in other ways. A name is the exercise, two underscores, the way."""

# ruff: noqa: N801  the name of a class is its exercise, two underscores, the way

import math

import numpy as np

from course import gradcheck, layers
from course.optimizers import SGD


def compute_dZ__where(dA, Z):
    return np.where(Z > 0, dA, 0)


def compute_dZ__loops(dA, Z):
    dZ = np.zeros_like(dA)
    for i in range(len(Z)):
        for j in range(Z.shape[1]):
            if Z[i, j] > 0:
                dZ[i, j] = dA[i, j]
    return dZ


def compute_dZ__copy_and_mask(upstream, before):
    dZ = upstream.copy()
    dZ[before <= 0] = 0
    return dZ


def compute_dZ__heaviside(dA, Z):
    return dA * np.heaviside(Z, 0)


def compute_dZ__sign(dA, Z):
    return dA * np.maximum(np.sign(Z), 0)


def compute_dZ__einsum(dA, Z):
    return np.einsum("ij,ij->ij", dA, (Z > 0).astype(float))


class ReluLayer__super(layers.Linear):
    def forward(self, X):
        self.Z = super().forward(X)
        return np.maximum(self.Z, 0)

    def backward(self, dA):
        return super().backward(np.where(self.Z > 0, dA, 0))


class ReluLayer__mask_of_the_output(layers.Linear):
    def forward(self, X):
        self.X = X
        self.A = (X @ self.W + self.b).clip(0)
        return self.A

    def backward(self, dA):
        dZ = dA * (self.A > 0)
        self.dW = self.dW + self.X.T @ dZ
        self.db = self.db + dZ.sum(0)
        return dZ @ self.W.T


class ReluLayer__einsum(layers.Linear):
    def forward(self, X):
        self.inputs = X.copy()
        Z = np.einsum("nd,dm->nm", X, self.W) + self.b
        self.on = Z > 0
        return Z * self.on

    def backward(self, dA):
        dZ = dA * self.on
        self.dW += np.einsum("nd,nm->dm", self.inputs, dZ)
        self.db += np.einsum("nm->m", dZ)
        return np.einsum("nm,dm->nd", dZ, self.W)


class ReluLayer__example_by_example(layers.Linear):
    def forward(self, X):
        self.X, self.Z = X, X.dot(self.W) + self.b
        return np.where(self.Z > 0, self.Z, 0)

    def backward(self, dA):
        dX = np.zeros(self.X.shape)
        for i, (x, z, d) in enumerate(zip(self.X, self.Z, dA, strict=True)):
            dz = d * (z > 0)
            self.dW += np.outer(x, dz)
            self.db += dz
            dX[i] = self.W @ dz
        return dX


class ReluLayer__column_of_ones(layers.Linear):
    def forward(self, X):
        self.xext = np.hstack([X, np.ones((len(X), 1))])
        self.Z = self.xext @ np.vstack([self.W, self.b])
        return np.maximum(0, self.Z)

    def backward(self, dA):
        dZ = (self.Z > 0) * dA
        dw = self.xext.T @ dZ
        self.dW += dw[:-1]
        self.db += dw[-1]
        return np.dot(dZ, self.W.T)


def backward_chain__insert(dy, jacobians):
    out = []
    for J in reversed(jacobians):
        dy = np.dot(dy, J)
        out.insert(0, dy)
    return out


def backward_chain__transposed(dy, Js):
    out = [dy]
    for J in Js[::-1]:
        out.append(J.T @ out[-1])
    return out[:0:-1]


def backward_chain__recursive(dy, jacobians):
    if not jacobians:
        return []
    dy = dy @ jacobians[-1]
    return [*backward_chain__recursive(dy, jacobians[:-1]), dy]


def backward_chain__whole_products(dy, jacobians):
    return [
        dy @ (np.linalg.multi_dot(jacobians[i:][::-1]) if i < len(jacobians) - 1 else jacobians[i])
        for i in range(len(jacobians))
    ]


def backward_chain__by_index(dy, jacobians):
    found = [None] * len(jacobians)
    for i in range(len(jacobians) - 1, -1, -1):
        dy = (dy[None, :] @ jacobians[i])[0]
        found[i] = dy
    return found


class _Network:
    def __init__(self, layers):
        self.layers = layers

    def zero_gradients(self):
        for layer in self.layers:
            layer.zero_gradients()

    @property
    def parameters(self):
        return [V for layer in self.layers for V in layer.parameters]

    @property
    def gradients(self):
        return [V for layer in self.layers for V in layer.gradients]


class Network__slices(_Network):
    def forward(self, X):
        for layer in self.layers:
            X = layer.forward(X)
        return X

    def backward(self, dY):
        for layer in self.layers[::-1]:
            dY = layer.backward(dY)
        return dY


class Network__indices(_Network):
    def forward(self, X):
        for i in range(len(self.layers)):
            X = self.layers[i].forward(X)
        return X

    def backward(self, dY):
        i = len(self.layers)
        while i > 0:
            i -= 1
            dY = self.layers[i].backward(dY)
        return dY


class Network__keeps_the_values(_Network):
    def forward(self, X):
        self.values = [X]
        for layer in self.layers:
            self.values.append(layer.forward(self.values[-1]))
        return self.values[-1]

    def backward(self, dY):
        gradients = [dY]
        for layer in reversed(self.layers):
            gradients.append(layer.backward(gradients[-1]))
        return gradients[-1]


class Network__recursive(_Network):
    def forward(self, X, k=0):
        return X if k == len(self.layers) else self.forward(self.layers[k].forward(X), k + 1)

    def backward(self, dY, k=1):
        return dY if k > len(self.layers) else self.backward(self.layers[-k].backward(dY), k + 1)


class Network__a_list_of_its_own(Network__slices):
    def __init__(self, stack):
        self.layers = list(stack)


def dead_units__max(Z):
    return int((Z.max(axis=0) <= 0).sum())


def dead_units__not_any(Z):
    return Z.shape[1] - np.count_nonzero((Z > 0).any(axis=0))


def dead_units__relu(Z):
    return int(np.sum(np.maximum(0, Z).sum(axis=0) == 0))


def dead_units__loop(Z):
    count = 0
    for column in Z.T:
        if all(z <= 0 for z in column):
            count += 1
    return count


def dead_units__numpy_number(Z):
    return np.sum(~np.any(Z > 0, axis=0))


def backward_step__in_place(layers, dy, eta):
    for layer in layers[::-1]:
        dw = layer.gradient(dy)
        dy = layer.backward(dy)
        layer.w -= eta * dw
    return dy


def backward_step__two_walks(layers, dy, eta):
    steps = []
    for layer in reversed(layers):
        steps.append((layer, eta * layer.gradient(dy)))
        dy = layer.backward(dy)
    for layer, step in steps:
        layer.w = layer.w - step
    return dy


def backward_step__indices(layers, dy, eta):
    for k in range(len(layers) - 1, -1, -1):
        new = layers[k].w - eta * layers[k].gradient(dy)
        dy = layers[k].backward(dy)
        layers[k].w = new
    return dy


def backward_step__recursive(layers, dy, eta):
    if len(layers) == 0:
        return dy
    dw, dx = layers[-1].gradient(dy), layers[-1].backward(dy)
    layers[-1].w = layers[-1].w - eta * dw
    return backward_step__recursive(layers[:-1], dx, eta)


def backward_step__arriving_kept(layers, dy, eta):
    arrived = [dy]
    for layer in layers[::-1]:
        arrived.append(layer.backward(arrived[-1]))
    for layer, d in zip(layers[::-1], arrived[:-1], strict=True):
        layer.w = layer.w - eta * layer.gradient(d)
    return arrived[-1]


def revealing_shapes__turned():
    return (7, 1), (7,)


def revealing_shapes__row():
    return (7, 1), (1, 7)


def revealing_shapes__row_first():
    return (1, 7), (7, 1)


def revealing_shapes__lists():
    return [[7, 1], [7]]


def revealing_shapes__three_axes():
    return (1, 7, 1), (7,)


def train__library(network, X, T, batches, eta, every):
    optimiser, losses = SGD(eta), []
    for k in range(len(batches)):
        if k % every == 0:
            losses += [((network.forward(X) - T) ** 2).mean()]
        rows = batches[k]
        Y = network.forward(X[rows])
        dY = 2 / Y.size * (Y - T[rows])
        network.zero_gradients()
        network.backward(dY)
        optimiser.step(network.parameters, network.gradients)
    return np.array(losses)


def train__moves_by_hand(network, X, T, batches, eta, every):
    losses = np.zeros(math.ceil(len(batches) / every))
    for k, batch in enumerate(batches):
        if k % every == 0:
            losses[k // every] = np.mean((T - network.forward(X)) ** 2)
        network.zero_gradients()
        network.backward(-2 * (T[batch] - network.forward(X[batch])) / len(batch))
        for V, dV in zip(network.parameters, network.gradients, strict=True):
            V -= eta * dV
    return losses


def train__example_by_example(network, X, T, batches, eta, every):
    losses = []
    for k, batch in enumerate(batches):
        if k % every == 0:
            losses.append(np.mean((network.forward(X) - T) ** 2))
        network.zero_gradients()
        for i in batch:
            Y = network.forward(X[i : i + 1])
            network.backward(2 * (Y - T[i : i + 1]) / len(batch))
        SGD(eta).step(network.parameters, network.gradients)
    return np.array(losses)


def train__zero_after_the_step(network, X, T, batches, eta, every):
    network.zero_gradients()
    losses = []
    for k, batch in enumerate(batches):
        if not k % every:
            losses.append(np.mean(np.square(network.forward(X) - T)))
        network.backward(2 * (network.forward(X[batch]) - T[batch]) / batch.size)
        SGD(eta).step(network.parameters, network.gradients)
        network.zero_gradients()
    return np.array(losses)


def train__eta_in_the_gradient(network, X, T, batches, eta, every):
    losses = []
    for k, batch in enumerate(batches):
        if k % every == 0:
            losses.append(np.mean((network.forward(X) - T) ** 2))
        network.zero_gradients()
        network.backward(eta * 2 * (network.forward(X[batch]) - T[batch]) / len(batch))
        SGD(1.0).step(network.parameters, network.gradients)
    return np.array(losses)


def kink_free_gradient__copies(f, V, eps):
    dV = np.full(V.shape, np.nan)
    for k in np.ndindex(*V.shape):
        up, down = V.copy(), V.copy()
        up[k] += eps
        down[k] -= eps
        a, b = f(up), f(down)
        if np.array_equal(a[1], b[1]):
            dV[k] = (a[0] - b[0]) / (2 * eps)
    return dV


def kink_free_gradient__in_place_and_back(f, V, eps):
    dV = np.empty(V.shape)
    for i in range(V.shape[0]):
        for j in range(V.shape[1]):
            old = V[i, j]
            V[i, j] = old + eps
            L1, on1 = f(V)
            V[i, j] = old - eps
            L2, on2 = f(V)
            V[i, j] = old
            dV[i, j] = float("nan") if (on1 != on2).any() else (L1 - L2) / eps / 2
    return dV


def kink_free_gradient__xor(f, V, eps):
    dV = np.zeros(V.shape)
    for k in np.ndindex(V.shape):
        e = np.zeros(V.shape)
        e[k] = eps
        (L1, on1), (L2, on2) = f(V + e), f(V - e)
        dV[k] = np.where(np.any(on1 ^ on2), np.nan, (L1 - L2) / (2 * eps))
    return dV


def kink_free_gradient__flat(f, V, eps):
    values = []
    for k in range(V.size):
        e = eps * (np.arange(V.size) == k).reshape(V.shape)
        (L1, on1), (L2, on2) = f(V + e), f(V - e)
        values.append(0.5 * (L1 - L2) / eps if (on1 == on2).all() else np.nan)
    return np.array(values).reshape(V.shape)


def kink_free_gradient__library_then_mask(f, V, eps):
    dV = gradcheck.numerical_gradient(lambda v: f(v)[0], V, eps)
    for k in np.ndindex(V.shape):
        e = np.zeros(V.shape)
        e[k] = eps
        if not np.array_equal(f(V + e)[1], f(V - e)[1]):
            dV[k] = np.nan
    return dV


def _loss(network, X, T):
    return np.mean((network.forward(X) - T) ** 2)


def _back(network, X, T):
    network.zero_gradients()
    Y = network.forward(X)
    network.backward(2 * (Y - T) / Y.size)


def layer_errors__in_place(network, X, T):
    _back(network, X, T)
    errors = []
    for layer in network.layers:
        before = layer.W.copy()

        def f(V, layer=layer):
            layer.W[...] = V
            return _loss(network, X, T)

        N = gradcheck.numerical_gradient(f, before)
        layer.W[...] = before
        errors.append(np.linalg.norm(layer.dW - N) / np.linalg.norm(N))
    return np.array(errors)


def layer_errors__own_differences(network, X, T):
    _back(network, X, T)
    errors = np.zeros(len(network.layers))
    for place, layer in enumerate(network.layers):
        N = np.zeros(layer.W.shape)
        for k in np.ndindex(layer.W.shape):
            old = layer.W[k]
            layer.W[k] = old + 1e-5
            up = _loss(network, X, T)
            layer.W[k] = old - 1e-5
            down = _loss(network, X, T)
            layer.W[k] = old
            N[k] = (up - down) / 2e-5
        errors[place] = np.sqrt(((layer.dW - N) ** 2).sum() / (N**2).sum())
    return errors


def layer_errors__smaller_step(network, X, T):
    _back(network, X, T)
    errors = []
    for layer in network.layers:
        W = layer.W

        def f(V, layer=layer):
            layer.W = V
            return _loss(network, X, T)

        N = gradcheck.numerical_gradient(f, W, 1e-6)
        layer.W = W
        errors.append(np.linalg.norm(N - layer.dW) / np.linalg.norm(N))
    return np.array(errors)


def layer_errors__gradients_copied_first(network, X, T):
    _back(network, X, T)
    mine = [layer.dW.copy() for layer in network.layers]
    errors = []
    for layer, dW in zip(network.layers, mine, strict=True):
        W = np.array(layer.W)

        def f(V, layer=layer):
            layer.W = np.array(V)
            return np.mean(np.square(T - network.forward(X)))

        N = gradcheck.numerical_gradient(f, W)
        layer.W = W
        errors.append(np.linalg.norm(dW.ravel() - N.ravel()) / np.linalg.norm(N.ravel()))
    return np.asarray(errors)


def layer_errors__from_the_last(network, X, T):
    _back(network, X, T)
    errors = []
    for layer in network.layers[::-1]:
        W = layer.W.copy()

        def f(V, layer=layer):
            layer.W = V
            return _loss(network, X, T)

        N = gradcheck.numerical_gradient(f, W)
        layer.W = W
        errors.insert(0, float(np.linalg.norm(layer.dW - N) / np.linalg.norm(N)))
    return np.array(errors)


def revealing_case__three_units():
    return np.ones((3, 3)), np.array([[1.0, 2.0]]), np.array([[1.0, 2.0, 3.0]])


def revealing_case__bias_alone():
    return np.ones((2, 2)), np.zeros((1, 1)), np.array([[1.0, 2.0]])


def revealing_case__lists():
    return [[1, 1], [1, 1]], [[0.5]], [[1, -1]]


def revealing_case__one_unit_off():
    return np.array([[1.0, -1.0], [0.0, 0.0]]), np.array([[2.0]]), np.array([[1.0, 1.0]])


def revealing_case__flat_vectors():
    return np.array([[1.0, 0.5], [0.2, 0.3], [0.0, 1.0]]), np.array([1.0, 2.0]), np.array([1.0, -2.0])


def compute_dw__where(dy, xext, z):
    return xext.T @ np.where(z > 0, dy, 0)


def compute_dw__einsum(dy, xext, z):
    return np.einsum("ni,nj,nj->ij", xext, dy, (z > 0) * 1.0)


def compute_dw__outer_products(dy, xext, z):
    dw = np.zeros((xext.shape[1], z.shape[1]))
    for x, d, s in zip(xext, dy, z, strict=True):
        dw += np.outer(x, d * (s > 0))
    return dw


def compute_dw__transposed(dy, xext, z):
    return np.dot((dy * (z > 0)).T, xext).T


def compute_dw__column_by_column(dy, xext, z):
    return np.stack([xext.T @ (dy[:, j] * (z[:, j] > 0)) for j in range(z.shape[1])], axis=1)


def weight_scales__math(d, m):
    return 1, math.sqrt(2 / d), math.sqrt(2 / (d + m))


def weight_scales__powers(d, m):
    return 1.0, (2 / d) ** 0.5, (2 / (d + m)) ** 0.5


def weight_scales__list(d, m):
    return [1.0, np.sqrt(2) / np.sqrt(d), np.sqrt(2) / np.sqrt(d + m)]


def weight_scales__mean_of_both(inputs, outputs):
    return 1.0, 1 / np.sqrt(inputs / 2), 1 / np.sqrt((inputs + outputs) / 2)


def weight_scales__roots_of_an_array(d, m):
    return tuple(np.sqrt(np.array([1.0, 2 / d, 2 / (d + m)])))


def count_patterns__unique(Z):
    return len(np.unique(Z > 0, axis=0))


def count_patterns__shape(Z):
    return np.unique(np.where(Z > 0, 1, 0), axis=0).shape[0]


def count_patterns__bytes(Z):
    return len({row.tobytes() for row in (Z > 0)})


def count_patterns__binary_numbers(Z):
    return np.unique((Z > 0) @ (2 ** np.arange(Z.shape[1]))).size


def count_patterns__loop(Z):
    seen = []
    for row in (Z > 0).tolist():
        if row not in seen:
            seen.append(row)
    return len(seen)
