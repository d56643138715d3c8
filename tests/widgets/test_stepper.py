"""The Python side of the stepper: what it puts into a notebook, and what it refuses."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

from course.activations import sigmoid
from course.tracing import Trace, record
from course.widgets import Stepper, step_through
from course.widgets.stepper.assets import script, style
from course.widgets.stepper.plain import plain


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
    code, rules = script(stepper.data()), style(stepper.data())
    assert "import(" not in code and "fetch(" not in code and "url(" not in rules and "@import" not in rules


def test_still_frame_has_only_what_the_sanitiser_keeps(stepper: Stepper):
    still = stepper.to_html().split("<script")[0]
    tags = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attributes: tags.append(tag)
    parser.feed(still)
    assert set(tags) == {"div", "img", "details", "summary", "ol", "li"}
    assert "Two &lt;layers&gt;" in still
    assert tags.count("li") == len(stepper.trace.steps)


def two_layers(A0, W1, W2, t):
    Z1 = A0 @ W1
    A1 = sigmoid(Z1)
    Z2 = A1 @ W2
    A2 = sigmoid(Z2)
    L = 0.5 * np.sum((A2 - t) ** 2)
    return L


def deep(x, W, b):
    for _ in range(250):
        x = np.tanh(x @ W + b)
    loss = np.sum(x**2)
    return loss


def in_the_file(stepper: Stepper) -> int:
    return len(json.dumps(stepper.to_html(), ensure_ascii=False).encode())


def test_the_net_of_lesson_01_costs_20_kb_in_a_notebook():
    weights = np.array([[0.1, 0.4], [0.8, 0.6]]), np.array([[0.3], [0.9]])
    small = step_through(two_layers, np.array([[0.35, 0.9]]), *weights, np.array([[0.5]]), title="the 2-2-1 net")
    assert len(small.trace.steps) == 22
    assert in_the_file(small) <= 20_000


def test_two_thousand_steps_cost_300_kb():
    rng = np.random.default_rng(2)
    arrays = rng.normal(size=(4, 3)), rng.normal(size=(3, 3)) / 2, rng.normal(size=3)
    large = step_through(deep, *arrays, max_steps=4000)
    assert len(large.trace.steps) >= 2000
    assert in_the_file(large) <= 300_000


def test_code_and_style_are_24_kb():
    assert len((script({}) + style({})).encode()) <= 24_000


def test_numbers_arrive_with_five_digits(inputs: tuple):
    trace = step_through(net, *inputs).trace
    arrays = plain(trace, opening=False)["trace"]["arrays"]
    for kept, array in zip(arrays, json.loads(trace.to_json())["arrays"], strict=True):
        assert kept["data"] == [] or kept["data"] == pytest.approx(array["data"], rel=1e-4)


def test_a_picture_that_is_cut_says_so():
    def long(x):
        for _ in range(60):
            x = np.tanh(x)
        loss = np.sum(x)
        return loss

    still = step_through(long, np.array([0.2])).to_html().split("<script")[0]
    assert re.search(r"The picture ends here; \d+ more nodes follow to the right.", still)


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
