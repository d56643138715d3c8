"""Ask before the cell is run: a question, right or wrong at once, and a record that stays when saved.

The question and the answers given are an ordinary ``text/html`` output, so they survive saving and reopening; only the
buttons need the kernel, and they leave when the answer is right.
"""

from __future__ import annotations

import html
import math
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    import ipywidgets

    from ..lessons.declare import Prediction

BLUE, ORANGE = "#0072b2", "#d55e00"
BLOCK = "border-left:4px solid {colour};padding:.4em .9em;margin:.2em 0;line-height:1.5"


def judge(prediction: Prediction, given: str) -> bool | None:
    """Whether ``given`` is right; None where a number is asked for and it is none.

    A number may be written with a decimal comma or as a fraction such as 3/4.
    """
    if prediction.choices:
        return given == prediction.answer
    number = read_number(given)
    return None if number is None else abs(number - prediction.answer) <= prediction.within


def read_number(text: str) -> float | None:
    """The finite number a student typed, or None: ``0.755``, ``0,755``, ``-.5``, ``3/4``, ``1e-3``."""
    try:
        parts = [float(part.replace("−", "-")) for part in text.strip().replace(",", ".").split("/")]
        value = parts[0] if len(parts) == 1 else parts[0] / parts[1]
    except (ValueError, ZeroDivisionError):
        return None
    return value if len(parts) <= 2 and math.isfinite(value) else None


def record(prediction: Prediction, given: list[str]) -> str:
    """The question and all answers so far as HTML; the verdict in words, the colour repeats it."""
    answers = "".join(_line(prediction, answer) for answer in given)
    done = bool(given) and judge(prediction, given[-1]) is True
    colour = BLUE if done or not given else ORANGE
    why = f"<div>{marked(prediction.why)}</div>" if done else ""
    waiting = "" if given else "<div><em>Your prediction is not in yet: run this cell and answer.</em></div>"
    style = BLOCK.format(colour=colour)
    question = f"<div><strong>Predict:</strong> {marked(prediction.question)}</div>"
    return f'<div role="group" aria-label="prediction" style="{style}">{question}{answers}{why}{waiting}</div>'


def marked(text: str) -> str:
    """HTML of ``text``, in which `code` and *stress* are marked as in Markdown."""
    parts = html.escape(text).split("`")
    stressed = [re.sub(r"\*(\w[^*]*)\*", r"<em>\1</em>", part) for part in parts[::2]]
    code = [f"<code>{part}</code>" for part in parts[1::2]]
    return "".join(part for pair in zip(stressed, [*code, ""], strict=False) for part in pair)


def _line(prediction: Prediction, given: str) -> str:
    verdict = judge(prediction, given)
    shown = html.escape(given.strip()[:80]) or "nothing"
    if verdict is None:
        return f"<div>You said <code>{shown}</code>: a number is wanted, such as 0.25 or 1/4.</div>"
    if verdict:
        return f"<div>You said <code>{shown}</code>: ✓ <strong>right</strong>.</div>"
    return f"<div>You said <code>{shown}</code>: ✗ <strong>not quite</strong>. {marked(prediction.nudge)}</div>"


def predict(prediction: Prediction) -> None:
    """Display ``prediction`` with buttons for its choices, or a box for its number, and keep what is answered."""
    from IPython.display import display

    given: list[str] = []
    kept = display(_bundle(prediction, given), raw=True, display_id=True)
    if kept is None:  # no notebook: the question can be read, there is nobody to answer
        return

    def answer(text: str) -> None:
        given.append(text)
        kept.update(_bundle(prediction, given), raw=True)
        if judge(prediction, text):
            controls.update({"text/html": "", "text/plain": ""}, raw=True)

    controls = display(_controls(prediction, answer), display_id=True)


def _bundle(prediction: Prediction, given: list[str]) -> dict[str, str]:
    plain = "\n".join([f"Predict: {prediction.question}", *given])
    return {"text/html": record(prediction, given), "text/plain": plain}


def _controls(prediction: Prediction, answer: Callable[[str], None]) -> ipywidgets.Widget:
    import ipywidgets

    if prediction.choices:
        layout = ipywidgets.Layout(width="auto", height="auto")
        buttons = [ipywidgets.Button(description=choice, layout=layout) for choice in prediction.choices]
        for button in buttons:
            button.on_click(lambda clicked: answer(clicked.description))
        return ipywidgets.Box(buttons, layout=ipywidgets.Layout(flex_flow="row wrap"))
    box = ipywidgets.Text(description="Answer", placeholder="a number, then Enter", continuous_update=False)
    button = ipywidgets.Button(description="Check")
    submit = _once(box, answer)
    box.observe(lambda change: submit(), names="value")
    button.on_click(lambda clicked: submit())
    return ipywidgets.HBox([box, button])


def _once(box: ipywidgets.Text, answer: Callable[[str], None]) -> Callable[[], None]:
    """Enter and the button both submit, and leaving the box for the button fires both: take each answer once."""
    last: list[str] = []

    def submit() -> None:
        if box.value.strip() and last[-1:] != [box.value]:
            last.append(box.value)
            answer(box.value)

    return submit
