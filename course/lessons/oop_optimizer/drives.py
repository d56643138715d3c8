"""How the checks use what a student wrote: make the object, use it as its contract says, give back what is compared.

Each drive uses an object more than the once that its author tried: that is where a broken contract shows.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

Results = tuple[object, ...]


def linear_model(answer: Callable, w: np.ndarray, x: np.ndarray, X: np.ndarray) -> Results:
    """One example, a batch, and the weights afterwards."""
    model = answer(w)
    return model.forward(x), model.forward(X), model.w


def affine_model(answer: Callable, w: np.ndarray, x: np.ndarray, X: np.ndarray) -> Results:
    """Weights at the start; outputs and gradients with weights ``w``; the weights after somebody used the gradients.

    Gradients belong to whoever asked for them: here they are scaled in place, and neither w nor x may follow.
    """
    model = answer(len(x))
    start = np.array(model.w)
    model.w = w.copy()
    y, Y = model.forward(x), model.forward(X)
    found = model.gradient(x), model.gradient_x(x)
    kept = [np.array(gradient) for gradient in found]
    for gradient in found:
        if isinstance(gradient, np.ndarray) and gradient.dtype.kind == "f" and gradient.flags.writeable:
            gradient *= 3.0
    return start, y, Y, *kept, model.w


def loss_class(answer: Callable, y: np.ndarray, t: np.ndarray) -> Results:
    """The loss; then its gradient, after the loss has been asked about others in between, some across the kink."""
    loss = answer()
    L = loss.evaluate(y, t)
    others = y.copy()
    others[::2] = (2 * t - y)[::2]
    loss.evaluate(others, t)
    return L, loss.gradient(y, t)


def compute_dw(
    answer: Callable, model: object, loss: object, same_model: object, other_loss: object, x: np.ndarray, t: float
) -> Results:
    """With two losses, and what became of the first model's weights."""
    dw = answer(model, loss, x, t)
    return dw, answer(same_model, other_loss, x, t), model.w


def sgd(answer: Callable, W: np.ndarray, b: np.ndarray, dW: np.ndarray, db: np.ndarray, eta: float) -> Results:
    """Parameters after one step and after a second, the gradients afterwards, and whether a wrong shape is refused."""
    W, b, dW, db = (np.array(V) for V in (W, b, dW, db))
    optimiser = answer(eta)
    optimiser.step([W, b], [dW, db])
    W_1, b_1 = W.copy(), b.copy()
    optimiser.step([W, b], [dW, db])
    return W_1, b_1, W, dW, _refuses(answer(eta), W.copy(), dW[:, :1].copy())


def _refuses(optimiser: object, W: np.ndarray, column: np.ndarray) -> float:
    """1 if the optimiser raises a ValueError at a gradient that would be broadcast over all columns of W."""
    try:
        optimiser.step([W], [column])
    except ValueError:
        return 1.0
    return 0.0


def loss_record(answer: Callable, steps: int, every: int) -> Results:
    """For a multiple of ``every``, and with a last stretch that is short, or nearly whole."""
    return answer(steps, every), answer(steps + 1, every), answer(steps + 5, every)


def train(
    answer: Callable,
    model: object,
    loss: object,
    optimiser: object,
    X: np.ndarray,
    t: np.ndarray,
    samples: np.ndarray,
    every: int,
) -> Results:
    """The record, the weights at the end, and what the optimiser gave for the steps that it was asked to make."""
    losses = answer(model, loss, optimiser, X, t, samples, every)
    return losses, model.w, optimiser.receipt


def linear_layer(answer: Callable, W: np.ndarray, b: np.ndarray, X: np.ndarray, dZ: np.ndarray) -> Results:
    """Forward and backward, a second time, then zero; and the weights, which only an optimiser may move."""
    layer = answer(W.copy(), b.copy())
    Z = layer.forward(X)
    dX = layer.backward(dZ)
    dW, db = np.array(layer.dW), np.array(layer.db)
    layer.forward(X)
    layer.backward(dZ)
    dW_twice = np.array(layer.dW)
    layer.zero_gradients()
    return Z, dX, dW, db, dW_twice, layer.dW, layer.W


def broken_rule(answer: Callable, layers: list, X: np.ndarray, dZ: np.ndarray) -> Results:
    """What the inspector says of each of these layers."""
    return tuple(answer(layer, X.copy(), dZ.copy()) for layer in layers)
