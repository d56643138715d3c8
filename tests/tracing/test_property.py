"""Random programs: what is recorded is what NumPy computes, bit for bit; inputs stay; gradients are right."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from course.tracing import record

from .numeric import numeric_gradient

STEPS = {
    "tanh": lambda v, w: np.tanh(v),
    "exp": lambda v, w: np.exp(-v * v),
    "add": lambda v, w: v + w,
    "times": lambda v, w: v * w,
    "product": lambda v, w: v @ w.T @ w / 9,
    "power": lambda v, w: v**2 - w**3,
    "soft": lambda v, w: v / (1 + np.exp(-w)),
    "mean": lambda v, w: v - v.mean(axis=0),
    "norm": lambda v, w: v / np.linalg.norm(w, axis=1, keepdims=True),
    "roll": lambda v, w: np.concatenate([v[1:], w[:1]]),
    "turn": lambda v, w: (v.T @ np.ones((v.shape[0], 1))).T + w,
    "einsum": lambda v, w: np.einsum("ij,kj->ik", v, w) @ w,
    "reshape": lambda v, w: v.reshape(-1)[::-1].reshape(v.shape).copy(),
}


def program(names):
    def fn(x, w):
        v = x
        for name in names:
            v = STEPS[name](v, w)
            v += x
        loss = np.sum(v * np.arange(v.size).reshape(v.shape)) / v.size
        return loss

    return fn


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(sorted(STEPS)), min_size=1, max_size=6), st.integers(0, 10**6), st.booleans())
def test_recorded_and_plain_run_agree(names, seed, strided):
    rng = np.random.default_rng(seed)
    x, w = (
        rng.uniform(0.2, 1.0, size=(3, 8))[:, ::2] if strided else rng.uniform(0.2, 1.0, size=(3, 4)) for _ in range(2)
    )
    before = x.tobytes(), w.tobytes()
    fn = program(names)
    trace = record(fn, x, w)
    assert (x.tobytes(), w.tobytes()) == before
    loss = next(node for node in trace.nodes if node.kind == "loss")
    assert np.float64(loss.value).tobytes() == np.float64(fn(x, w)).tobytes()
    for which in (0, 1):
        expected = numeric_gradient(fn, (x, w), which)
        gradient = trace.nodes[which].gradient
        gradient = np.zeros((3, 4)) if gradient is None else gradient
        np.testing.assert_allclose(gradient, expected, rtol=2e-5, atol=1e-6 * (1 + np.abs(expected).max()))
