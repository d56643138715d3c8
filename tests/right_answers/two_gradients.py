"""Lesson 03: right answers written in other ways. A name is the exercise, two underscores, the way."""

import itertools
import math

import numpy as np


def augment__c(X):
    return np.c_[np.ones(len(X)), X]


def augment__insert(X):
    return np.insert(X, 0, 1.0, axis=1)


def augment__pad(X):
    return np.pad(X, ((0, 0), (1, 0)), constant_values=1)


def augment__column_stack(values):
    return np.column_stack([np.ones(values.shape[0]), values])


def augment__filled(X):
    out = np.ones((X.shape[0], X.shape[1] + 1))
    out[:, 1:] = X
    return out


def augment__concatenate(X):
    return np.concatenate((np.ones_like(X[:, :1]), X), axis=1)


def forward__bias_added(X, W1, W2):
    Z1 = X @ W1[1:] + W1[0]
    A1 = np.tanh(Z1)
    return Z1, A1, A1 @ W2[1:] + W2[0]


def forward__einsum(x, first, second):
    Z1 = np.einsum("nd,dm->nm", augment__c(x), first)
    A1 = np.tanh(Z1)
    return Z1, A1, np.einsum("nm,mc->nc", augment__c(A1), second)


def forward__exponentials(X, W1, W2):
    Z1 = augment__pad(X).dot(W1)
    A1 = (np.exp(Z1) - np.exp(-Z1)) / (np.exp(Z1) + np.exp(-Z1))
    return Z1, A1, augment__pad(A1).dot(W2)


def forward__loop_over_layers(X, W1, W2):
    Z1 = np.matmul(augment__c(X), W1)
    values = [Z1, np.tanh(Z1)]
    values.append(np.matmul(augment__c(values[-1]), W2))
    return values


def forward__columns(X, W1, W2):
    Z1 = (W1.T @ augment__c(X).T).T
    A1 = 2 / (1 + np.exp(-2 * Z1)) - 1
    return Z1, A1, (W2.T @ augment__c(A1).T).T


def _output(X, W1, W2):
    return np.tanh(X @ W1[1:] + W1[0]) @ W2[1:] + W2[0]


def net_loss__mean_of_sums(X, W1, W2, T):
    return np.mean(0.5 * np.sum((_output(X, W1, W2) - T) ** 2, axis=1))


def net_loss__norm(X, W1, W2, T):
    return np.linalg.norm(_output(X, W1, W2) - T) ** 2 / (2 * len(T))


def net_loss__mean_times_C(X, W1, W2, T):
    return 0.5 * T.shape[1] * np.mean(np.square(T - _output(X, W1, W2)))


def net_loss__einsum(X, W1, W2, T):
    E = _output(X, W1, W2) - T
    return np.einsum("nc,nc->", E, E) / (2 * E.shape[0])


def net_loss__python_sum(X, W1, W2, T):
    return sum(0.5 * float(e) ** 2 for e in (_output(X, W1, W2) - T).ravel()) / len(T)


def compute_dZ2__shape(Y, T):
    return (Y - T) / Y.shape[0]


def compute_dZ2__two_terms(Y, T):
    return Y / len(T) - T / len(T)


def compute_dZ2__factor(output, target):
    return (1 / len(output)) * (output - target)


def compute_dZ2__minus(Y, T):
    return -(T - Y) / len(Y)


def compute_dZ2__rows(Y, T):
    return np.array([(y - t) / len(Y) for y, t in zip(Y, T, strict=True)])


def compute_dW2__stacked(A1, dZ2):
    return np.vstack([dZ2.sum(axis=0), A1.T @ dZ2])


def compute_dW2__einsum(A1, dZ2):
    return np.einsum("nm,nc->mc", augment__c(A1), dZ2)


def compute_dW2__transposed(A1, dZ2):
    return (dZ2.T @ augment__c(A1)).T


def compute_dW2__outer_products(A1, dZ2):
    return sum(np.outer(a, d) for a, d in zip(augment__c(A1), dZ2, strict=True))


def compute_dW2__in_two_parts(A1, dZ2):
    out = np.empty((A1.shape[1] + 1, dZ2.shape[1]))
    out[0] = np.ones(len(A1)) @ dZ2
    out[1:] = np.dot(A1.T, dZ2)
    return out


def compute_dZ1__named(dZ2, W2, Z1):
    A1 = np.tanh(Z1)
    dA1 = dZ2 @ W2[1:].T
    return dA1 * (1 - A1 * A1)


def compute_dZ1__cosh(dZ2, W2, Z1):
    return dZ2 @ W2[1:].T / np.cosh(Z1) ** 2


def compute_dZ1__cut_afterwards(dZ2, W2, Z1):
    return (dZ2 @ W2.T)[:, 1:] * (1 - np.tanh(Z1) ** 2)


def compute_dZ1__einsum(dZ2, W2, Z1):
    return np.einsum("nc,mc,nm->nm", dZ2, W2[1:], 1 - np.tanh(Z1) ** 2)


def compute_dZ1__product_of_sides(dZ2, W2, Z1):
    slope = (1 - np.tanh(Z1)) * (1 + np.tanh(Z1))
    return np.multiply(np.dot(dZ2, np.delete(W2, 0, axis=0).T), slope)


def compute_dW1__stacked(X, dZ1):
    return np.vstack([dZ1.sum(axis=0), X.T @ dZ1])


def compute_dW1__einsum(X, dZ1):
    return np.einsum("nd,nm->dm", augment__c(X), dZ1)


def compute_dW1__transposed(X, dZ1):
    return (dZ1.T @ augment__c(X)).T


def compute_dW1__outer_products(X, dZ1):
    return sum(np.outer(x, d) for x, d in zip(augment__c(X), dZ1, strict=True))


def compute_dW1__tensordot(X, dZ1):
    return np.tensordot(augment__c(X), dZ1, axes=(0, 0))


def _gradients(X, W1, W2, dZ2):
    A1 = np.tanh(X @ W1[1:] + W1[0])
    dZ1 = dZ2 @ W2[1:].T * (1 - A1**2)
    return compute_dW1__stacked(X, dZ1), compute_dW2__stacked(A1, dZ2)


def network__written_out(X, W1, W2, T):
    n = len(X)
    X1 = augment__c(X)
    A1 = np.tanh(X1 @ W1)
    A11 = augment__c(A1)
    Y = A11 @ W2
    L = 0.5 * np.sum((Y - T) ** 2) / n
    G2 = (Y - T) / n
    dW2 = A11.T @ G2
    G1 = (G2 @ W2[1:].T) * (1 - A1**2)
    dW1 = X1.T @ G1
    return L, dW1, dW2


def network__one_over_n_at_the_end(X, W1, W2, T):
    E = _output(X, W1, W2) - T
    dW1, dW2 = _gradients(X, W1, W2, E)
    return np.sum(E**2) / (2 * len(X)), dW1 / len(X), dW2 / len(X)


def network__separate_biases(X, W1, W2, T):
    E = (_output(X, W1, W2) - T) / len(T)
    return net_loss__norm(X, W1, W2, T), *_gradients(X, W1, W2, E)


def network__example_by_example(X, W1, W2, T):
    L, dW1, dW2 = 0.0, np.zeros_like(W1), np.zeros_like(W2)
    for x, t in zip(X[:, None], T[:, None], strict=True):
        loss, first, second = network__separate_biases(x, W1, W2, t)
        L, dW1, dW2 = L + loss / len(X), dW1 + first / len(X), dW2 + second / len(X)
    return L, dW1, dW2


def network__list(X, W1, W2, T):
    return list(network__written_out(X, W1, W2, T))


def train_step__both_first(X, W1, W2, T, step_size):
    _, dW1, dW2 = network__written_out(X, W1, W2, T)
    return W1 - step_size * dW1, W2 - step_size * dW2


def train_step__moved_in_the_right_order(X, W1, W2, T, step_size):
    first = W1 - step_size * network__written_out(X, W1, W2, T)[1]
    W2 = W2 - step_size * network__written_out(X, W1, W2, T)[2]
    return first, W2


def train_step__old_weights_kept(X, W1, W2, T, step_size):
    old = W2.copy()
    E = (_output(X, W1, W2) - T) / len(T)
    A1 = np.tanh(X @ W1[1:] + W1[0])
    W2 = W2 - step_size * compute_dW2__stacked(A1, E)
    return W1 - step_size * compute_dW1__stacked(X, E @ old[1:].T * (1 - A1**2)), W2


def train_step__copies(X, W1, W2, T, step_size):
    new = [W1.copy(), W2.copy()]
    for W, dW in zip(new, network__written_out(X, W1, W2, T)[1:], strict=True):
        W -= step_size * dW
    return tuple(new)


def train_step__plus_minus(X, W1, W2, T, eta):
    _, dW1, dW2 = network__separate_biases(X, W1, W2, T)
    return W1 + -eta * dW1, np.subtract(W2, eta * dW2)


def cross_entropy__mean_of_rows(Y, T):
    return np.mean(-np.sum(T * np.log(Y), axis=1))


def cross_entropy__minus_last(Y, T):
    return np.sum(-T * np.log(Y)) / Y.shape[0]


def cross_entropy__einsum(Y, T):
    return -np.einsum("nc,nc->", T, np.log(Y)) / len(T)


def cross_entropy__reciprocal(Y, T):
    return np.sum(T * np.log(1 / Y)) / len(T)


def cross_entropy__python_sum(Y, T):
    return -sum(t * math.log(y) for y, t in zip(Y.ravel(), T.ravel(), strict=True)) / len(T)


def _softmax(Z):
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def network_softmax__written_out(X, W1, W2, T):
    Y = _softmax(_output(X, W1, W2))
    return -np.sum(T * np.log(Y)) / len(T), *_gradients(X, W1, W2, (Y - T) / len(T))


def network_softmax__naive(X, W1, W2, T):
    e = np.exp(_output(X, W1, W2))
    Y = e / e.sum(axis=1)[:, None]
    return cross_entropy__einsum(Y, T), *_gradients(X, W1, W2, (Y - T) / len(T))


def network_softmax__through_the_jacobian(X, W1, W2, T):
    Y = _softmax(_output(X, W1, W2))
    dY = -T / Y / len(T)
    dZ2 = Y * (dY - np.sum(dY * Y, axis=1, keepdims=True))
    return cross_entropy__mean_of_rows(Y, T), *_gradients(X, W1, W2, dZ2)


def network_softmax__logarithms(X, W1, W2, T):
    Z = _output(X, W1, W2)
    log_Y = Z - np.log(np.sum(np.exp(Z), axis=1, keepdims=True))
    return -np.mean(np.sum(T * log_Y, axis=1)), *_gradients(X, W1, W2, (np.exp(log_Y) - T) / len(T))


def network_softmax__one_over_n_at_the_end(X, W1, W2, T):
    Y = _softmax(_output(X, W1, W2))
    dW1, dW2 = _gradients(X, W1, W2, Y - T)
    return cross_entropy__minus_last(Y, T), dW1 / len(T), dW2 / len(T)


def _slopes(f, V, h):
    dV = np.empty_like(V)
    for i, j in itertools.product(*map(range, V.shape)):
        up, down = V.copy(), V.copy()
        up[i, j] += h
        down[i, j] -= h
        dV[i, j] = (f(up) - f(down)) / (2 * h)
    return dV


def numerical_gradient__copies(X, W1, W2, T, h):
    return (
        _slopes(lambda V: net_loss__norm(X, V, W2, T), W1, h),
        _slopes(lambda V: net_loss__norm(X, W1, V, T), W2, h),
    )


def numerical_gradient__put_back(X, W1, W2, T, h):
    W1, W2 = W1.copy(), W2.copy()
    found = []
    for V in (W1, W2):
        dV = np.zeros(V.shape)
        for k in np.ndindex(V.shape):
            kept = V[k]
            V[k] = kept + h
            up = net_loss__einsum(X, W1, W2, T)
            V[k] = kept - h
            dV[k] = (up - net_loss__einsum(X, W1, W2, T)) / (2 * h)
            V[k] = kept
        found.append(dV)
    return found


def numerical_gradient__in_place_put_back(X, W1, W2, T, h):
    """The source's way, on the arguments themselves; every weight gets its old value again, to the last bit."""
    found = []
    for V in (W1, W2):
        dV = np.zeros_like(V)
        for k in np.ndindex(V.shape):
            kept = V[k].copy()
            V[k] = kept + h
            up = net_loss__norm(X, W1, W2, T)
            V[k] = kept - h
            down = net_loss__norm(X, W1, W2, T)
            V[k] = kept
            dV[k] = (up - down) / (2 * h)
        found.append(dV)
    return found


def numerical_gradient__flat(X, W1, W2, T, h):
    v = np.concatenate([W1.ravel(), W2.ravel()])

    def f(v):
        return net_loss__mean_of_sums(X, v[: W1.size].reshape(W1.shape), v[W1.size :].reshape(W2.shape), T)

    slopes = np.array([(f(v + h * e) - f(v - h * e)) / (2 * h) for e in np.eye(v.size)])
    return slopes[: W1.size].reshape(W1.shape), slopes[W1.size :].reshape(W2.shape)


def numerical_gradient__halves(X, W1, W2, T, h):
    def slope(which, e):
        nets = [[W1, W2], [W1, W2]]
        nets[0][which], nets[1][which] = nets[0][which] + h * e, nets[1][which] - h * e
        up, down = (net_loss__norm(X, *net, T) for net in nets)
        return 0.5 * (up - down) / h

    found = []
    for which, W in enumerate((W1, W2)):
        units = np.eye(W.size).reshape(W.size, *W.shape)
        found.append(np.reshape([slope(which, e) for e in units], W.shape))
    return found


def many_losses__loop(X, W1s, W2s, T):
    return np.array([net_loss__norm(X, W1, W2, T) for W1, W2 in zip(W1s, W2s, strict=True)])


def many_losses__einsum(X, W1s, W2s, T):
    A1 = np.tanh(np.einsum("nd,kdm->knm", augment__c(X), W1s))
    Y = np.einsum("knm,kmc->knc", A1, W2s[:, 1:]) + W2s[:, 0][:, None, :]
    return np.einsum("knc,knc->k", Y - T, Y - T) / (2 * len(T))


def many_losses__ones_for_all(X, W1s, W2s, T):
    A1 = np.tanh(augment__c(X) @ W1s)
    A1 = np.concatenate([np.ones((*A1.shape[:2], 1)), A1], axis=2)
    return 0.5 * ((A1 @ W2s - T) ** 2).sum(axis=2).mean(axis=1)


def many_losses__biases_added(X, W1s, W2s, T):
    A1 = np.tanh(X @ W1s[:, 1:, :] + W1s[:, :1, :])
    E = A1 @ W2s[:, 1:, :] + W2s[:, :1, :] - T
    return (E.reshape(len(E), -1) ** 2).sum(axis=1) / (2 * len(T))


def many_losses__pad(X, W1s, W2s, T):
    A1 = np.pad(np.tanh(augment__pad(X) @ W1s), ((0, 0), (0, 0), (1, 0)), constant_values=1.0)
    return np.linalg.norm((A1 @ W2s - T).reshape(len(W1s), -1), axis=1) ** 2 / 2 / len(T)


def vectorised_gradient__two_stacks(X, W1, W2, T, h):
    v = np.concatenate([W1.ravel(), W2.ravel()])

    def losses(rows):
        return many_losses__einsum(
            X, rows[:, : W1.size].reshape(-1, *W1.shape), rows[:, W1.size :].reshape(-1, *W2.shape), T
        )

    nudges = h * np.eye(v.size)
    slopes = (losses(v + nudges) - losses(v - nudges)) / (2 * h)
    return slopes[: W1.size].reshape(W1.shape), slopes[W1.size :].reshape(W2.shape)


def vectorised_gradient__by_layer(X, W1, W2, T, h):
    found = []
    for which, W in enumerate((W1, W2)):
        nudges = h * np.eye(W.size).reshape(W.size, *W.shape)
        still = [np.broadcast_to(V, (W.size, *V.shape)) for V in (W1, W2)]
        up, down = list(still), list(still)
        up[which], down[which] = W + nudges, W - nudges
        slopes = many_losses__biases_added(X, *up, T) - many_losses__biases_added(X, *down, T)
        found.append(slopes.reshape(W.shape) / (2 * h))
    return found


def vectorised_gradient__down_first(X, W1, W2, T, h):
    v = np.hstack([W1.flatten(), W2.flatten()])
    rows = np.vstack([v - h * np.identity(v.size), v + h * np.identity(v.size)])
    first, second = np.hsplit(rows, [W1.size])
    losses = many_losses__pad(X, first.reshape(-1, *W1.shape), second.reshape(-1, *W2.shape), T)
    slopes = np.diff(losses.reshape(2, -1), axis=0).ravel() / (2 * h)
    return slopes[: W1.size].reshape(W1.shape), slopes[W1.size :].reshape(W2.shape)


def vectorised_gradient__looped_after_all(X, W1, W2, T, h):
    return numerical_gradient__flat(X, W1, W2, T, h)


def vectorised_gradient__tiled(X, W1, W2, T, h):
    P = W1.size + W2.size
    rows = np.tile(np.concatenate([W1.ravel(), W2.ravel()]), (2 * P, 1))
    rows[np.arange(P), np.arange(P)] += h
    rows[P + np.arange(P), np.arange(P)] -= h
    losses = many_losses__loop(
        X, rows[:, : W1.size].reshape(-1, *W1.shape), rows[:, W1.size :].reshape(-1, *W2.shape), T
    )
    slopes = (losses[:P] - losses[P:]) / (2 * h)
    return slopes[: W1.size].reshape(W1.shape), slopes[W1.size :].reshape(W2.shape)


def gradient_used__minus_both(W_before, W_after, step_size):
    return -(W_after - W_before) / step_size


def gradient_used__two_quotients(W_before, W_after, step_size):
    return W_before / step_size - W_after / step_size


def gradient_used__factor(old, new, eta):
    return (1 / eta) * (old - new)


def gradient_used__subtract(W_before, W_after, step_size):
    return np.divide(np.subtract(W_before, W_after), step_size)


def gradient_used__entry_by_entry(W_before, W_after, step_size):
    pairs = zip(W_before.ravel(), W_after.ravel(), strict=True)
    return np.array([(b - a) / step_size for b, a in pairs]).reshape(W_before.shape)


def revealing_step_size__one():
    return 1


def revealing_step_size__half():
    return 0.5


def revealing_step_size__just():
    return 0.41


def revealing_step_size__numpy():
    return np.float64(0.9)


def revealing_step_size__array():
    return np.array(0.7)


def hiding_shape__one_example():
    return 1, 2


def hiding_shape__many():
    return 10, 2


def hiding_shape__list():
    return [5, 2]


def hiding_shape__array():
    return np.array([7, 2])


def hiding_shape__of_an_array():
    return np.zeros((4, 2)).shape


def make_problem__in_another_order(seed, n, m, reach):
    rng = np.random.default_rng(seed)
    W1, W2 = rng.standard_normal((2, m)), rng.standard_normal((m + 1, 1))
    X = rng.uniform(-reach, reach, (n, 1))
    return X, np.sin(X), W1, W2


def make_problem__legacy(seed, n, m, reach):
    np.random.seed(seed)  # noqa: NPY002
    X = np.random.uniform(-reach, reach, n).reshape((n, 1))  # noqa: NPY002
    return X, np.sin(X), np.random.randn(2, m), np.random.randn(m + 1, 1)  # noqa: NPY002


def make_problem__random_state(seed, n, m, reach):
    old = np.random.RandomState(seed)
    X = reach * (2 * old.rand(n, 1) - 1)
    return X, np.sin(X), old.randn(2, m), old.randn(m + 1, 1)


def make_problem__spawned(seed, n, m, reach):
    first, second, third = (np.random.default_rng(s) for s in np.random.SeedSequence(seed).spawn(3))
    X = first.uniform(-reach, reach, size=n)[:, None]
    return X, np.sin(X), second.normal(size=(2, m)), third.normal(size=(m + 1, 1))


def make_problem__small_weights(seed, n, m, reach):
    rng = np.random.Generator(np.random.PCG64(seed))
    X = rng.random((n, 1)) * 2 * reach - reach
    return X, np.sin(X), 0.1 * rng.normal(size=(2, m)), 0.1 * rng.normal(size=(m + 1, 1))


def revealing_m__one():
    return 1


def revealing_m__eleven():
    return 11


def revealing_m__nine():
    return 9.0


def revealing_m__large():
    return 59


def revealing_m__numpy():
    return np.int64(15)


def numerical_step__gradient_first(X, W1, W2, T, step_size, h):
    dW1, dW2 = numerical_gradient__copies(X, W1, W2, T, h)
    return W1 - step_size * dW1, W2 - step_size * dW2


def numerical_step__batch(X, W1, W2, T, step_size, h):
    dW1, dW2 = vectorised_gradient__by_layer(X, W1, W2, T, h)
    return W1 - step_size * dW1, W2 - step_size * dW2


def numerical_step__copies_move(X, W1, W2, T, step_size, h):
    new = [W1.copy(), W2.copy()]
    for W, dW in zip(new, numerical_gradient__flat(X, W1, W2, T, h), strict=True):
        W -= step_size * dW
    return new


def numerical_step__weight_by_weight(X, W1, W2, T, step_size, h):
    """Each weight of a copy moves at once, but every slope is taken at the old weights."""
    new1, new2 = W1.copy(), W2.copy()
    dW1, dW2 = numerical_gradient__halves(X, W1, W2, T, h)
    for new, dW in ((new1, dW1), (new2, dW2)):
        for k in np.ndindex(new.shape):
            new[k] -= step_size * dW[k]
    return new1, new2


def numerical_step__one_row(X, W1, W2, T, step_size, h):
    v = np.concatenate([W1.ravel(), W2.ravel()])
    slopes = np.concatenate([dV.ravel() for dV in numerical_gradient__put_back(X, W1, W2, T, h)])
    first, second = np.split(v - step_size * slopes, [W1.size])
    return first.reshape(W1.shape), second.reshape(W2.shape)
