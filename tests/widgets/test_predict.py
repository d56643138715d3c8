"""Predictions: what counts as right, what is said, and what stays in the saved notebook."""

import pytest

from course.lessons.declare import Prediction
from course.widgets.predict import judge, marked, read_number, record

NUMBER = Prediction("Half of a half?", 0.25, "One quarter.", "Multiply.")
CHOICE = Prediction("Sign?", "positive", "It rises.", "Look <up>.", choices=("positive", "negative"))


@pytest.mark.parametrize("text", ["0.25", "0,25", ".25", "1/4", " 0.2502 ", "25e-2", "−0.25/−1"])
def test_a_number_may_be_written_in_many_ways(text):
    assert judge(NUMBER, text) is True


@pytest.mark.parametrize("text", ["0.26", "-0.25", "1/3", "25"])
def test_a_wrong_number_is_wrong(text):
    assert judge(NUMBER, text) is False


@pytest.mark.parametrize("text", ["", "a quarter", "1/0", "1/2/2", "nan", "inf", "0.25%"])
def test_what_is_no_number_is_neither_right_nor_wrong(text):
    assert read_number(text) is None
    assert judge(NUMBER, text) is None


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain <b>", "plain &lt;b&gt;"),
        ("the *mean square* of `x`", "the <em>mean square</em> of <code>x</code>"),
        ("`w *= -eta * t`, then `y`", "<code>w *= -eta * t</code>, then <code>y</code>"),
        ("2 * 3 * 4", "2 * 3 * 4"),
    ],
)
def test_code_and_stress_are_marked(text, shown):
    assert marked(text) == shown
    assert f"</strong> {shown}</div>" in record(Prediction(text, 1.0, "", ""), [])


def test_the_record_keeps_every_answer_in_words():
    kept = record(NUMBER, ["0.5", "what", "1/4"])
    assert "You said <code>0.5</code>: ✗ <strong>not quite</strong>. Multiply." in kept
    assert "You said <code>what</code>: a number is wanted" in kept
    assert "You said <code>1/4</code>: ✓ <strong>right</strong>." in kept
    assert kept.endswith("<div>One quarter.</div></div>")


def test_an_open_question_gives_nothing_away():
    kept = record(CHOICE, [])
    assert "It rises" not in kept
    assert "Look" not in kept
    assert "not in yet" in kept


def test_a_nudge_is_escaped():
    assert "Look &lt;up&gt;." in record(CHOICE, ["negative"])
