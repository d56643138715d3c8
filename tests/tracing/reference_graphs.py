"""The six functions whose graphs the layout is judged on, and the nets of the lessons."""

from __future__ import annotations

import numpy as np

rng = np.random.default_rng(7)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def relu(z):
    return np.maximum(0, z)


def net_221(x, W1, W2, t):
    Z1 = x @ W1
    A1 = sigmoid(Z1)
    Z2 = A1 @ W2
    y = sigmoid(Z2)
    loss = 0.5 * np.sum((y - t) ** 2)
    dZ2 = (y - t) * y * (1 - y)
    dW2 = A1.T @ dZ2
    dA1 = dZ2 @ W2.T
    dZ1 = dA1 * A1 * (1 - A1)
    dW1 = x.T @ dZ1
    return loss, dW1, dW2


def spelled_out(x, W1, W2, t):
    Z1 = x @ W1
    N1 = -Z1
    E1 = np.exp(N1)
    D1 = 1 + E1
    A1 = 1 / D1
    Z2 = A1 @ W2
    N2 = -Z2
    E2 = np.exp(N2)
    D2 = 1 + E2
    y = 1 / D2
    e = y - t
    q = e**2
    s = np.sum(q)
    loss = 0.5 * s
    return loss


def split(x, W1, W2, W3, W4, t):
    h = x @ W1
    y1 = np.tanh(h) @ W2
    y2 = np.sin(h) @ W3
    y = (y1 + y2) @ W4
    loss = np.sum((y - t) ** 2)
    return loss


def siamese(x1, x2, W1, b1, W2, b2, W3, b3, W4, b4):
    def tower(x):
        A1 = np.tanh(x @ W1 + b1)
        A2 = np.tanh(A1 @ W2 + b2)
        A3 = np.tanh(A2 @ W3 + b3)
        return A3 @ W4 + b4

    u = tower(x1)
    v = tower(x2)
    d = u - v
    loss = np.sum(d**2)
    return loss


def resnet(x, Ws, bs):
    for W, b in zip(Ws, bs, strict=True):
        x = x + relu(x @ W + b)
    loss = 0.5 * np.sum(x**2)
    return loss


def rnn(xs, Wx, Wh, b, h):
    for x in xs:
        h = np.tanh(x @ Wx + h @ Wh + b)
    loss = np.sum(h**2)
    return loss


def rand(*shape):
    return rng.normal(size=shape) * 0.5


NET = (np.array([[0.35, 0.9]]), np.array([[0.1, 0.4], [0.8, 0.6]]), np.array([[0.3], [0.9]]), 0.5)
GRAPHS = {
    "ex221": (net_221, *NET),
    "split12": (split, rand(1, 3), rand(3, 2), rand(2, 2), rand(2, 2), rand(2, 2), rand(1, 2)),
    "ex221_full": (spelled_out, *NET),
    "siamese": (
        siamese,
        rand(1, 3),
        rand(1, 3),
        rand(3, 3),
        rand(3),
        rand(3, 3),
        rand(3),
        rand(3, 3),
        rand(3),
        rand(3, 2),
        rand(2),
    ),
    "resnet52": (resnet, rand(1, 3), [rand(3, 3) for _ in range(8)], [rand(3) for _ in range(8)]),
    "rnn8": (rnn, [rand(1, 2) for _ in range(8)], rand(2, 3), rand(3, 3), rand(3), rand(1, 3)),
}
