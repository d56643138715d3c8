"""Mistakes people make when they inspect a layer: each lets one broken rule pass."""

import numpy as np

from ...declare import mistake


def _inspect(layer, X, dZ, *, copy=np.copy, bias=True, shapes=True, again=True, zero_bias=True):
    """The right inspection with something left out."""
    X_before, W_before, b_before = copy(X), copy(layer.W), copy(layer.b)
    layer.forward(X)
    if not np.array_equal(X, X_before):
        return 1
    layer.backward(dZ)
    if not np.array_equal(layer.W, W_before) or (bias and not np.array_equal(layer.b, b_before)):
        return 2
    if shapes and (layer.dW.shape != layer.W.shape or layer.db.shape != layer.b.shape):
        return 3
    dW, db = layer.dW.copy(), layer.db.copy()
    if again:
        layer.backward(dZ)
        if not (np.allclose(layer.dW, 2 * dW) and np.allclose(layer.db, 2 * db)):
            return 4
    layer.zero_gradients()
    return 5 if np.any(layer.dW) or (zero_bias and np.any(layer.db)) else 0


@mistake(
    "broken_rule",
    says="`before = X` is no copy: both names are the same array, which always equals itself",
    asks="if somebody changes X in place, what happens to your `before`?",
    seen_if="a layer changes something in place",
)
def compared_with_itself(layer, X, dZ):
    return _inspect(layer, X, dZ, copy=lambda V: V)


@mistake(
    "broken_rule",
    says="only W is watched: a backward that moves the bias gets away with it",
    asks="how many parameters has the layer?",
    seen_if="a layer moves b",
)
def bias_unwatched(layer, X, dZ):
    return _inspect(layer, X, dZ, bias=False)


@mistake(
    "broken_rule",
    says="the shapes of the gradients are never compared with those of the parameters",
    asks="which line of yours would notice a db with a row for each example?",
    seen_if="db is not summed over the batch",
)
def shapes_unwatched(layer, X, dZ):
    return _inspect(layer, X, dZ, shapes=False)


@mistake(
    "broken_rule",
    says="backward is called once only, so whether gradients add up never shows",
    asks="how often do you have to call backward to see a sum of two?",
    seen_if="a layer overwrites",
)
def called_once(layer, X, dZ):
    return _inspect(layer, X, dZ, again=False)


@mistake(
    "broken_rule",
    says="after zero_gradients only dW is looked at",
    asks="which gradients should be zero then?",
    seen_if="db is not set back",
)
def zero_bias_unwatched(layer, X, dZ):
    return _inspect(layer, X, dZ, zero_bias=False)


@mistake(
    "broken_rule",
    says="it says whether a rule is broken, 1 or 0, and not which",
    asks="what number should a layer get that breaks rule 4?",
    seen_if="another rule than the first is broken",
)
def yes_or_no(layer, X, dZ):
    return int(_inspect(layer, X, dZ) > 0)


@mistake(
    "broken_rule",
    says="the numbers start at 0: the first rule's number is 1, and 0 means that all is well",
    asks="what number does a layer get that keeps every rule?",
    seen_if="always",
)
def counted_from_zero(layer, X, dZ):
    return _inspect(layer, X, dZ) - 1
