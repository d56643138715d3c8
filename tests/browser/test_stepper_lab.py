"""The stepper in a real JupyterLab: run, click, keys, save, open again; and the live one, which Python hears."""

import nbformat
import pytest
from playwright.sync_api import Page, expect

from tests.support.jupyter import Lab

CODE = """
import numpy as np
from course.widgets import step_through

def net(x, W, t):
    y = x @ W
    loss = 0.5 * np.sum((y - t) ** 2)
    dW = x.T @ (y - t)
    return loss, dW

player = step_through(net, np.array([[1.0, -2.0], [0.5, 3.0]]), np.array([[0.3], [0.9]]), np.array([[1.0], [2.0]]))
"""
CELLS = """() => JSON.stringify(window.jupyterapp.shell.currentWidget.content.widgets.map(
    cell => [cell.model.type, cell.model.sharedModel.source]))"""
LETTERS = ["a", "b", "m", "x", "y", "d", "d", "0", "0", " ", " "]
KEYS = [*LETTERS, "Enter", "Escape", "ArrowUp", "ArrowDown", "ArrowRight", "PageDown", "Home"]
ASK = """() => {
    const book = window.jupyterapp.shell.currentWidget.content;
    book.activeCellIndex = book.widgets.length - 1;
    book.activeCell.model.sharedModel.setSource("print('now', live.step)");
    return window.jupyterapp.commands.execute('notebook:run-cell');
}"""


def notebook(lab: Lab, name: str, *cells: str) -> str:
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in (CODE, *cells)])
    book.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(book, lab.root / name)
    return name


def presses_every_key(page: Page) -> None:
    """Step by click, then press keys on all kinds of parts: none reaches the notebook."""
    steppers = page.locator(".bp-stepper")
    expect(steppers).to_have_count(2)
    root = steppers.first
    root.get_by_role("button", name="Next step").click()
    assert [s.evaluate("root => root.stepper.step") for s in steppers.all()] == [1, 0]
    before = page.evaluate(CELLS)
    for target in (root, root.locator("[data-act=next]"), root.locator("input"), root.locator(".node").first):
        for key in KEYS:
            target.focus()
            page.keyboard.press(key)
            assert root.evaluate("root => root.contains(document.activeElement)"), key
    root.evaluate("root => root.stepper.go(3)")
    root.focus()
    page.keyboard.press("ArrowRight")
    assert root.evaluate("root => root.stepper.step") == 4
    assert page.evaluate(CELLS) == before


def test_notebook_7_runs_it_steps_and_keeps_its_keys(page: Page, lab: Lab, foreign_requests: list[str]):
    name = notebook(lab, "seven.ipynb", "player", "player")
    lab.open_in_notebook_7(page, name)
    lab.run_all(page)
    presses_every_key(page)
    page.evaluate("window.jupyterapp.commands.execute('docmanager:save')")
    page.wait_for_function("() => !window.jupyterapp.shell.currentWidget.context.model.dirty")
    lab.open_in_notebook_7(page, name)
    root = page.locator(".bp-stepper").first
    root.focus()
    page.keyboard.press("End")
    assert root.evaluate("root => root.stepper.step") > 1
    assert foreign_requests == []


def test_steps_keeps_its_keys_and_is_still_there_after_saving(page: Page, lab: Lab):
    name = notebook(lab, "stepper.ipynb", "player", "player")
    lab.open(page, name)
    lab.run_all(page)
    presses_every_key(page)
    root = page.locator(".bp-stepper").first
    page.evaluate("window.jupyterapp.commands.execute('docmanager:save')")
    page.wait_for_function("() => !window.jupyterapp.shell.currentWidget.context.model.dirty")
    with lab.theme("JupyterLab Dark"):
        lab.open(page, name)
        expect(root).to_be_visible()
        root.focus()
        page.keyboard.press("End")
        assert root.evaluate("root => root.stepper.step") > 1
        assert root.evaluate("root => getComputedStyle(root).colorScheme") == "dark"


def test_live_stepper_tells_python_its_step(page: Page, lab: Lab):
    pytest.importorskip("anywidget")
    name = notebook(lab, "live.ipynb", "live = player.live(); live", "live.step = 4; print('step', live.step)")
    lab.open(page, name)
    lab.run_all(page)
    expect(page.locator(".bp-stepper output")).to_contain_text("5 /")
    page.locator(".bp-stepper").focus()
    page.keyboard.press("ArrowRight")
    page.evaluate(ASK)
    expect(page.locator(".jp-OutputArea").last).to_contain_text("now 5")


def test_predictions_stay_in_the_notebook(page: Page, lab: Lab):
    pytest.importorskip("anywidget")
    arrays = "np.array([[1.0, -2.0], [0.5, 3.0]]), np.array([[0.3], [0.9]]), np.array([[1.0], [2.0]])"
    name = notebook(lab, "predict.ipynb", f'step_through(net, {arrays}, predict="number")')
    lab.open(page, name)
    lab.run_all(page)
    steppers, record = page.locator(".bp-stepper:visible"), page.get_by_role("group", name="predictions")
    expect(steppers).to_have_count(1)
    expect(record).to_contain_text("No prediction yet.")
    steppers.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    for said in ("-1", "2.85"):
        steppers.get_by_label("y[1, 0]").fill(said)
        page.keyboard.press("Enter")
    expect(steppers.locator(".score")).to_contain_text("1 right, 1 wrong tries")
    expect(steppers.locator(".score")).not_to_contain_text("not kept")
    expect(record).to_contain_text("y[1, 0]: you said 2.85: ✓ right")
    page.evaluate("window.jupyterapp.commands.execute('docmanager:save')")
    page.wait_for_function("() => !window.jupyterapp.shell.currentWidget.context.model.dirty")
    # With its old kernel Lab finds the widget again; with a new one only what was saved is there.
    page.evaluate("window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    lab.open(page, name)
    expect(record).to_contain_text("y[1, 0]: you said -1: ✗ not quite")
    expect(steppers.locator(".score")).to_contain_text("not kept")
