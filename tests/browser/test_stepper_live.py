"""The anywidget shell: its script with a stand-in for the kernel's side of the model, and its traits."""

import json

import pytest
from playwright.sync_api import Page

from course.tracing import record
from course.widgets import Stepper
from tests.browser.stepper_page import PAGE, Played
from tests.widgets.example import small

pytest.importorskip("anywidget")

MODEL = """async ([code, values]) => {
    const { default: widget } = await import(URL.createObjectURL(new Blob([code], {type: "text/javascript"})));
    const heard = {};
    window.model = {
        get: name => values[name],
        set(name, value) { values[name] = value; (heard[name] ||= []).forEach(f => f()); },
        on: (event, f) => (heard[event.slice(7)] ||= []).push(f),
        off: (event, f) => heard[event.slice(7)].splice(heard[event.slice(7)].indexOf(f), 1),
        saved: 0, save_changes() { this.saved += 1; },
    };
    window.end = widget.render({ model: window.model, el: document.body.firstElementChild });
}"""


@pytest.fixture
def live(page: Page) -> Played:
    from course.widgets.stepper.live import LiveStepper

    page.set_content(PAGE.format("<div></div>"))
    page.evaluate(
        MODEL,
        [
            str(LiveStepper(small() | {"options": {"step": 0}})._esm),
            {"data": small(), "step": 3, "answers": [], "covers": ""},
        ],
    )
    return Played(page, small())


def test_opens_at_the_step_of_the_model(live: Played):
    assert live.trace["steps"][3]["sentence"] == live.root.locator(".sentence").text_content()


def test_step_goes_to_the_model_and_comes_from_it(live: Played):
    live.press("ArrowRight")
    assert live.page.evaluate("[model.get('step'), model.saved > 0]") == [4, True]
    live.page.evaluate("model.set('step', 7)")
    assert live.root.locator(".sentence").text_content() == live.trace["steps"][7]["sentence"]


def test_another_trace_is_drawn_in_its_place(live: Played):
    other = json.loads(json.dumps(small()))
    other["trace"]["title"] = "Another"
    live.page.evaluate("data => model.set('data', data)", other)
    assert live.page.locator(".bp-stepper").count() == 1
    assert "Another" in live.root.text_content()


def test_python_side_has_step_and_data():
    def f(x):
        loss = x * x
        return loss

    stepper = Stepper(record(f, 2.0), start=1)
    live = stepper.live()
    assert (live.step, live.data) == (1, stepper.data())
