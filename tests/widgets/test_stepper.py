"""The Python side of the stepper: what it puts into a notebook, and what it refuses."""

import json
import re
from pathlib import Path

import numpy as np
import pytest

from course.tracing import Trace, record
from course.widgets import Stepper, step_through
from course.widgets.stepper.assets import script, style


def net(x, W1, W2, t):
    Z1 = x @ W1
    A1 = 1 / (1 + np.exp(-Z1))
    y = A1 @ W2
    loss = 0.5 * np.sum((y - t) ** 2)
    dy = y - t
    dW2 = A1.T @ dy
    return loss, dW2


@pytest.fixture(scope="module")
def inputs() -> tuple:
    rng = np.random.default_rng(3)
    return rng.normal(size=(3, 2)), rng.normal(size=(2, 2)), rng.normal(size=(2, 1)), rng.normal(size=(3, 1))


@pytest.fixture(scope="module")
def stepper(inputs: tuple) -> Stepper:
    return step_through(net, *inputs, title="Two <layers>")


def test_output_is_html_and_text_and_nothing_else(stepper: Stepper):
    bundle = stepper._repr_mimebundle_()
    assert set(bundle) == {"text/html", "text/plain"}
    assert bundle["text/plain"].startswith("Stepper: Two <layers>, ")


def test_output_is_the_same_each_time(inputs: tuple, stepper: Stepper):
    assert step_through(net, *inputs, title="Two <layers>").to_html() == stepper.to_html()


def test_output_asks_for_nothing_outside(stepper: Stepper):
    assert (
        re.findall(r"(?:https?:)?//[a-z]+\.[a-z]+", stepper.to_html().replace("http://www.w3.org/2000/svg", "")) == []
    )
    assert "import(" not in script() and "fetch(" not in script() and "url(" not in style() and "@import" not in style()


def test_still_frame_has_only_what_the_sanitiser_keeps(stepper: Stepper):
    still = stepper.to_html().split("<script")[0]
    assert set(re.findall(r"<([a-z]+)", still)) == {"div", "img", "details", "summary", "table", "tr", "th", "td"}
    assert "Two &lt;layers&gt;" in still
    assert still.count("<tr>") == len(stepper.trace.steps) + 1


def test_a_small_stepper_is_cheap_to_keep(stepper: Stepper):
    assert len(json.dumps(stepper.to_html(), ensure_ascii=False).encode()) < 24_000


def test_numbers_arrive_with_seven_digits(stepper: Stepper):
    for kept, array in zip(
        stepper.data()["trace"]["arrays"], json.loads(stepper.trace.to_json())["arrays"], strict=True
    ):
        assert kept["data"] == [] or kept["data"] == pytest.approx(array["data"], rel=1e-6)


def test_save_writes_a_page(stepper: Stepper, tmp_path: Path):
    text = stepper.save(tmp_path / "two.html").read_text("utf-8")
    assert text.startswith("<!doctype html>")
    assert "<title>Two &lt;layers&gt;</title>" in text
    assert stepper.to_html() in text


def test_a_trace_read_back_plays_the_same(stepper: Stepper):
    assert Stepper(Trace.from_json(stepper.trace.to_json())).to_html() == stepper.to_html()


@pytest.mark.parametrize("value", [net, {"version": 1}, None])
def test_not_a_trace(value: object):
    with pytest.raises(TypeError, match="step_through"):
        Stepper(value)


@pytest.mark.parametrize("start", [-1, 10_000])
def test_no_such_step(stepper: Stepper, start: int):
    with pytest.raises(ValueError, match=f"got {start}"):
        Stepper(stepper.trace, start=start)


def test_an_exception_is_shown_without_a_script(inputs: tuple):
    def broken(x, W1, W2, t):
        Z1 = x @ W1
        return Z1 @ W1 @ W2 @ W1

    html = Stepper(record(broken, *inputs)).to_html()
    assert "Line 3: ValueError" in html.split("<script")[0]


def test_a_trace_without_steps_is_said_in_words():
    trace = Trace("empty", "def f(): ...", (), (), error={"line": 1, "type": "ValueError", "message": "no"})
    assert "Line 1: ValueError: no" in Stepper(trace).to_html()
    assert "<script" not in Stepper(trace).to_html()
