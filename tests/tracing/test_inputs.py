"""Arguments that cannot be recorded: one clear message each, with what to pass instead."""

import numpy as np
import pytest

from course.tracing import RecordingError, record
from course.tracing.inputs import copy_of


def total(x):
    return np.sum(x * 2.0)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ([[1.0, 2.0], [3.0]], "differ in length"),
        ([[1.0, 2.0], [3.0, 4.0]], r"np.array\(x, dtype=float\)"),
        (np.array([1, 2]), r"x.astype\(float\)"),
        (3, "2.0 for 2"),
        (np.array([1.0, np.nan]), r"x\[1\] is nan"),
        (np.array([[1.0, np.inf]]), r"x\[0, 1\] is inf"),
        (float("nan"), "x is nan"),
        (np.zeros((0, 3)), r"x is empty \(shape \(0, 3\)\)"),
        (np.ones((1, 2)).view(np.matrix), "np.asarray"),
        (np.array([1 + 2j]), "complex"),
        (np.array(["a"]), "real numbers"),
        (np.array([1.0, None]), "real numbers"),
        (np.ma.masked_array([1.0, 2.0], [True, False]), "masked"),
        ("text", "No argument"),
        (None, "No argument"),
    ],
)
def test_argument(value, words):
    with pytest.raises(RecordingError, match=words):
        record(total, value)


def test_torch_tensor():
    tensor = type("Tensor", (), {"__module__": "torch"})()
    with pytest.raises(RecordingError, match=r"x is a tensor of torch: pass x.detach\(\).numpy\(\)"):
        record(total, tensor)


@pytest.mark.parametrize(
    ("fn", "words"),
    [(np.sum, "not a Python function"), (3, "not a Python function"), ((n for n in ()), "not a Python")],
)
def test_not_a_function(fn, words):
    with pytest.raises(RecordingError, match=words):
        record(fn, np.ones(2))


def test_generator_function():
    def fn(x):
        yield x

    with pytest.raises(RecordingError, match="generator"):
        record(fn, np.ones(2))


def test_arguments_that_do_not_fit():
    with pytest.raises(RecordingError, match=r"do not fit total\(x\): too many"):
        record(total, np.ones(2), np.ones(2))


def test_endless_loop():
    def fn(x):
        n = 0
        while True:
            n += 1
        return np.sum(x)

    with pytest.raises(RecordingError, match="endless loop"):
        record(fn, np.ones(2))


def test_endless_recursion():
    def fn(x):
        return fn(x)

    trace = record(fn, np.ones(2))
    assert trace.error["type"] == "RecursionError" and trace.error["line"] == 2


def test_recursion_that_ends_is_recorded():
    def power(x, n):
        return x if n == 1 else x * power(x, n - 1)

    (x,) = [n for n in record(power, 2.0, 5).nodes if n.name == "x"]
    assert x.gradient == 5 * 2.0**4


@pytest.mark.parametrize("view", [np.s_[:, ::2], np.s_[::-1], np.s_[:, 1:3], np.s_[1]])
def test_copy_keeps_the_order_in_memory_that_decides_the_last_bit(view):
    array = np.arange(24.0).reshape(4, 6)[view]
    copied = copy_of(array)
    assert copied.strides == array.strides
    assert np.array_equal(copied, array)
    assert not np.shares_memory(copied, array)


def test_a_stub_with_the_loss_named_shows_where_it_stops():
    def stub(x):
        raise NotImplementedError("write this function")

    trace = record(stub, np.ones(2), of="f")
    assert trace.error["type"] == "NotImplementedError"
    assert trace.error["line"] == 2
