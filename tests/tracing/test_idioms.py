"""Every idiom of NumPy is recorded with the right gradient, or refused aloud: never dropped in silence."""

import numpy as np
import pytest

from course.tracing import RecordingError, record

from .idioms import LOUD, RIGHT
from .numeric import numeric_gradient


def gradients(trace, count):
    inputs = [node for node in trace.nodes if node.kind == "input" and node.line is None][:count]
    return [np.zeros(n.shape) if n.gradient is None else n.gradient for n in inputs]


@pytest.mark.parametrize("name", RIGHT)
def test_gradient_equals_central_differences(name):
    fn, *inputs = RIGHT[name]
    trace = record(fn, *inputs)
    for which, gradient in enumerate(gradients(trace, len(inputs))):
        assert gradient.shape == np.shape(inputs[which])
        np.testing.assert_allclose(
            gradient, numeric_gradient(fn, inputs, which), rtol=1e-6, atol=2e-8, err_msg=f"{name}, argument {which}"
        )


@pytest.mark.parametrize("name", RIGHT)
def test_recorded_loss_is_the_plain_one_bit_for_bit(name):
    fn, *inputs = RIGHT[name]
    loss = next(node for node in record(fn, *inputs).nodes if node.kind == "loss")
    assert (
        np.asarray(loss.value).tobytes()
        == np.asarray(fn(*[np.copy(v) if isinstance(v, np.ndarray) else v for v in inputs])).tobytes()
    )


@pytest.mark.parametrize("name", LOUD)
def test_what_cannot_be_recorded_names_the_line_and_the_cure(name):
    fn, *inputs, cure = LOUD[name]
    with pytest.raises(RecordingError) as error:
        record(fn, *inputs)
    assert cure in str(error.value), str(error.value)
    assert "ine " in str(error.value)


def test_the_table_has_a_hundred_idioms():
    assert len(RIGHT) + len(LOUD) >= 100
