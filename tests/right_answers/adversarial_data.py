"""Lesson 05: right answers written in other ways. A name is the exercise, two underscores, the way."""

import hashlib

import numpy as np

from course.attacks import margin_gradient


def wrong_points__where(y, t):
    return np.where(y * t < 0)[0]


def wrong_points__nonzero(y, t):
    return np.nonzero((y > 0) != (t > 0))[0]


def wrong_points__loop(y, t):
    return np.array([i for i in range(len(y)) if y[i] * t[i] < 0])


def wrong_points__argwhere(answers, labels):
    return np.argwhere(np.sign(answers) == -labels).ravel()


def wrong_points__index(y, t):
    return np.arange(len(y))[np.sign(y) != np.sign(t)]


def _answer(x, w):
    return x @ w[:-1] + w[-1]


def compute_dx__if(x, t, w):
    if 1 - t * _answer(x, w) > 0:
        return -t * w[:-1]
    return np.zeros_like(x)


def compute_dx__bias_column(x, t, w):
    y = np.append(x, 1.0) @ w
    dy = -t if t * y < 1 else 0.0
    return (dy * w)[: len(x)]


def compute_dx__heaviside(x, t, w):
    return -t * np.heaviside(1 - t * _answer(x, w), 0.0) * w[:-1]


def compute_dx__loop(x, t, w):
    y = w[-1]
    for xi, wi in zip(x, w, strict=False):
        y += xi * wi
    return np.array([-t * wi if t * y < 1 else 0.0 for wi in w[:-1]])


def compute_dx__named(x, t, w):
    y = np.dot(w[:-1], x) + w[-1]
    L = np.maximum(0, 1 - t * y)
    dy = -t * (L > 0)
    dx = dy * w[:-1]
    return dx


def compute_dx__max_as_mean(x, t, w):
    slack = 1 - t * _answer(x, w)
    return -0.5 * t * (1 + np.sign(slack)) * w[:-1]


def move_point__if(x, t, w, eta):
    if t * _answer(x, w) < 1:
        return x + eta * t * w[:-1]
    return x


def move_point__copy(x, t, w, eta):
    x = x.copy()
    x -= eta * compute_dx__if(x, t, w)
    return x


def move_point__subtract(x, t, w, step):
    return np.subtract(x, np.multiply(step, compute_dx__loop(x, t, w)))


def move_point__where(x, t, w, eta):
    return np.where(t * _answer(x, w) < 1, x + t * eta * w[:-1], x)


def move_point__new_list(x, t, w, eta):
    return np.array([a - eta * b for a, b in zip(x, compute_dx__named(x, t, w), strict=True)])


class DataOptimizer__array_of:  # noqa: N801  the exercise, then the way
    def __init__(self, eta):
        self.eta = eta

    def run(self, X, t, w, samples):
        X = np.array(X)
        for i in samples:
            X[i] = X[i] - self.eta * compute_dx__if(X[i], t[i], w)
        return X


class DataOptimizer__in_place_on_a_copy:  # noqa: N801  the exercise, then the way
    def __init__(self, step):
        self.step = step

    def run(self, data, target, w, samples):
        data = data.copy()
        for i in samples:
            x = data[i]
            if target[i] * (x @ w[:-1] + w[-1]) < 1:
                x += self.step * target[i] * w[:-1]
        return data


class DataOptimizer__rows:  # noqa: N801  the exercise, then the way
    def __init__(self, eta):
        self._eta = eta

    def run(self, X, t, w, samples):
        rows = [row.copy() for row in X]
        for i in samples:
            rows[i] = move_point__where(rows[i], t[i], w, self._eta)
        return np.array(rows)


class DataOptimizer__keeps_answers:  # noqa: N801  the exercise, then the way
    def __init__(self, eta):
        self.eta = eta

    def run(self, X, t, w, samples):
        y, way = X @ w[:-1] + w[-1], np.zeros(len(X))
        for i in samples:
            if t[i] * y[i] < 1:
                way[i] += self.eta * t[i]
                y[i] += self.eta * t[i] * (w[:-1] @ w[:-1])
        return X + np.outer(way, w[:-1])


class DataOptimizer__counts_visits:  # noqa: N801  the exercise, then the way
    def __init__(self, eta):
        self.eta = eta

    def run(self, X, t, w, samples):
        moved = np.zeros(X.shape)
        visits = np.bincount(samples, minlength=len(X))
        for i, count in enumerate(visits):
            x = X[i]
            for _ in range(count):
                x = x - self.eta * compute_dx__heaviside(x, t[i], w)
            moved[i] = x
        return moved


def distances__norm(X, X_moved):
    return np.linalg.norm(X_moved - X, axis=1)


def distances__hypot(X, X_moved):
    way = np.zeros(len(X))
    for column in (X - X_moved).T:
        way = np.hypot(way, column)
    return way


def distances__einsum(X, X_moved):
    D = X - X_moved
    return np.sqrt(np.einsum("ij,ij->i", D, D))


def distances__rows(X, X_moved):
    return np.array([np.linalg.norm(b - a) for a, b in zip(X, X_moved, strict=True)])


def distances__diagonal(X, X_moved):
    D = X_moved - X
    return np.diag(D @ D.T) ** 0.5


def keeps_its_input__all(run, X):
    before = np.array(X)
    run(X)
    return (before == X).all()


def keeps_its_input__on_a_copy(run, X):
    trial = X.copy()
    run(trial)
    return np.array_equal(trial, X)


def keeps_its_input__bytes(run, X):
    before = X.tobytes()
    run(X)
    return X.tobytes() == before


def keeps_its_input__list(run, X):
    before = X.tolist()
    run(X)
    return before == X.tolist()


def keeps_its_input__largest_difference(run, X):
    before = X + 0.0
    run(X)
    return np.abs(X - before).max() == 0


def keeps_its_input__hash(run, X):
    before = hashlib.sha256(X).hexdigest()
    run(X)
    return hashlib.sha256(X).hexdigest() == before


def looks_wrong__tuple():
    return 0.5, 2.2


def looks_wrong__list():
    return [1.0, 1.7]


def looks_wrong__array():
    return np.array([0.0, 2.7])


def looks_wrong__column():
    return np.array([[1.5], [1.1]])


def looks_wrong__left():
    return (-3.0, 6.0)


def compute_dX__named(model, X, t, loss_gradient):
    y = model.forward(X)
    dy = loss_gradient(y, t)
    dX = model.backward(dy)
    return dX


def compute_dX__point_by_point(model, X, t, loss_gradient):
    rows = []
    for i in range(len(X)):
        y = model.forward(X[i : i + 1])
        rows.append(model.backward(loss_gradient(y, t[i : i + 1])))
    return np.concatenate(rows)


def compute_dX__layer_by_layer(model, X, t, loss_gradient):
    A = X
    for layer in model.layers:
        A = layer.forward(A)
    dA = loss_gradient(A, t)
    for layer in model.layers[::-1]:
        dA = layer.backward(dA)
    return dA


def compute_dX__zeroed_first(net, X, labels, rule):
    net.zero_gradients()
    return net.backward(rule(net.forward(X), labels))


def compute_dX__by_hand(model, X, t, loss_gradient):
    first, _, last = model.layers
    Z = X @ first.W + first.b
    dy = loss_gradient(np.maximum(Z, 0) @ last.W + last.b, t)
    return ((dy @ last.W.T) * (Z > 0)) @ first.W.T


def steepest__branches(dX, norm):
    if norm == 2:
        length = np.sqrt((dX**2).sum(axis=1, keepdims=True))
        length[length == 0] = 1
        return dX / length
    return np.sign(dX)


def steepest__rows(dX, norm):
    out = np.zeros_like(dX)
    for i, row in enumerate(dX):
        if row.any():
            out[i] = np.sign(row) if norm == np.inf else row / np.linalg.norm(row)
    return out


def steepest__tiny(dX, norm):
    return np.sign(dX) if np.isinf(norm) else dX / np.maximum(np.linalg.norm(dX, axis=1), 1e-300)[:, None]


def steepest__nan_to_num(dX, norm):
    if norm == np.inf:
        return np.sign(dX)
    with np.errstate(invalid="ignore"):
        return np.nan_to_num(dX / np.linalg.norm(dX, axis=1, keepdims=True))


def steepest__divide_where(dX, norm):
    if norm == np.inf:
        return 1.0 * (dX > 0) - 1.0 * (dX < 0)
    length = np.linalg.norm(dX, axis=1, keepdims=True) * np.ones_like(dX)
    return np.divide(dX, length, out=np.zeros_like(dX), where=length > 0)


def fgsm__named(model, X, t, eps, norm, loss_gradient=margin_gradient):
    dX = compute_dX__named(model, X, t, loss_gradient)
    step = steepest__tiny(dX, norm)
    return X + eps * step


def fgsm__branches(model, X, t, eps, norm, loss_gradient=margin_gradient):
    dX = model.backward(loss_gradient(model.forward(X), t))
    if norm == np.inf:
        return X + eps * np.sign(dX)
    return X + eps * steepest__rows(dX, norm)


def fgsm__copy(model, X, t, eps, norm, loss_gradient=margin_gradient):
    X_adv = X.copy()
    X_adv += eps * steepest__branches(compute_dX__by_hand(model, X, t, loss_gradient), norm)
    return X_adv


def fgsm__downhill_twice(model, X, t, eps, norm, loss_gradient=margin_gradient):
    return X - eps * steepest__rows(-compute_dX__named(model, X, t, loss_gradient), norm)


def fgsm__point_by_point(model, X, t, eps, norm, loss_gradient=margin_gradient):
    return np.concatenate(
        [fgsm__named(model, X[i : i + 1], t[i : i + 1], eps, norm, loss_gradient) for i in range(len(X))]
    )


def budget_needed__norm(y, t, w):
    room = np.clip(t * y, 0, None)
    return room / np.linalg.norm(w[:-1], 1), room / np.linalg.norm(w[:-1])


def budget_needed__where(y, t, w):
    v = w[:-1]
    right = t * y > 0
    return np.where(right, abs(y) / abs(v).sum(), 0), np.where(right, abs(y) / np.sqrt(v @ v), 0)


def budget_needed__loop(y, t, w):
    one = sum(abs(a) for a in w[:-1])
    two = sum(a**2 for a in w[:-1]) ** 0.5
    room = [max(0.0, a * b) for a, b in zip(y, t, strict=True)]
    return np.array([r / one for r in room]), np.array([r / two for r in room])


def budget_needed__one_array(y, t, w):
    v = w[: len(w) - 1]
    sizes = np.array([[np.abs(v).sum()], [np.sqrt((v**2).sum())]])
    both = np.maximum(t * y, 0) / sizes
    return both[0], both[1]


def budget_needed__masked(y, t, w):
    room = t * y
    room[room < 0] = 0
    return [room / np.linalg.norm(w[:-1], order) for order in (1, 2)]


def masked_point__tuple():
    return 2.5, 2.0, 1.5


def masked_point__list():
    return [4.0, 4.0, 5.0]


def masked_point__array():
    return np.array([2.0, 2.0, 0.9])


def masked_point__nearly_all():
    return (3.0, 1.0, 10.0)


def masked_point__just_beyond_the_margin():
    return 2.0, 1.8, 0.6


def project__branches(X_adv, X, eps, norm):
    if norm == np.inf:
        return np.minimum(np.maximum(X_adv, X - eps), X + eps)
    D = X_adv - X
    length = np.linalg.norm(D, axis=1, keepdims=True)
    return X + np.where(length > eps, eps * D / length, D)


def project__rows(X_adv, X, eps, norm):
    out = X_adv.copy()
    for i in range(len(X)):
        offset = X_adv[i] - X[i]
        if norm == np.inf:
            out[i] = X[i] + offset.clip(-eps, eps)
        elif np.linalg.norm(offset) > eps:
            out[i] = X[i] + offset / np.linalg.norm(offset) * eps
    return out


def project__divisor(X_adv, X, eps, norm):
    D = X_adv - X
    if np.isinf(norm):
        return X + np.clip(D, -eps, eps)
    return X + D / np.maximum(1, np.sqrt((D**2).sum(axis=1, keepdims=True)) / eps)


def project__clip_between(X_adv, X, eps, norm):
    if norm == 2:
        return project__rows(X_adv, X, eps, 2)
    return np.clip(X_adv, X - eps, X + eps)


def project__mask(X_adv, X, eps, norm):
    D = X_adv - X
    if norm == np.inf:
        D[eps < D], D[-eps > D] = eps, -eps
    else:
        far = np.linalg.norm(D, axis=1) > eps
        D[far] *= (eps / np.linalg.norm(D[far], axis=1))[:, None]
    return X + D


def pgd__named(model, X, t, eps, norm, step_size, steps):
    X_adv = X.copy()
    for _ in range(steps):
        dX = compute_dX__named(model, X_adv, t, margin_gradient)
        ahead = X_adv + step_size * steepest__tiny(dX, norm)
        X_adv = project__branches(ahead, X, eps, norm)
    return X_adv


def pgd__while(model, X, t, eps, norm, step_size, steps):
    here = np.array(X)
    while steps > 0:
        here = project__divisor(fgsm__named(model, here, t, step_size, norm), X, eps, norm)
        steps -= 1
    return here


def pgd__offset(model, X, t, eps, norm, step_size, steps):
    offset = np.zeros_like(X)
    for _ in range(steps):
        dX = compute_dX__by_hand(model, X + offset, t, margin_gradient)
        offset = offset + step_size * steepest__rows(dX, norm)
        offset = project__rows(offset, np.zeros_like(X), eps, norm)
    return X + offset


def pgd__in_place_on_a_copy(model, X, t, eps, norm, step_size, steps):
    X_adv = X.copy()
    for _ in range(steps):
        X_adv += step_size * steepest__branches(compute_dX__layer_by_layer(model, X_adv, t, margin_gradient), norm)
        X_adv[:] = project__mask(X_adv, X, eps, norm)
    return X_adv


def pgd__recursive(model, X, t, eps, norm, step_size, steps):
    if steps == 0:
        return X
    before = pgd__recursive(model, X, t, eps, norm, step_size, steps - 1)
    return project__clip_between(fgsm__branches(model, before, t, step_size, norm), X, eps, norm)
