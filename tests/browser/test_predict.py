"""Predictions in a real JupyterLab: typed and clicked, judged at once, and still there after saving and reopening."""

import json

import nbformat
import pytest
from playwright.sync_api import expect

CELL = """
from course.lessons.concrete_backprop import predictions
from course.widgets import predict

predict(predictions.{name})
"""


@pytest.fixture
def asked(page, lab):
    """Open a notebook that asks one prediction, run it, and give the page."""

    def open_with(name):
        path = f"predict_{name}.ipynb"
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
        cells = [nbformat.v4.new_code_cell(CELL.format(name=name))]
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), lab.root / path)
        lab.open(page, path)
        lab.run_all(page)
        return lab.root / path

    return open_with


def record(page):
    return page.get_by_role("group", name="prediction")


def save(page):
    page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    page.wait_for_function("() => !window.jupyterapp.shell.currentWidget.context.model.dirty")


def saved_outputs(path):
    return json.dumps(json.loads(path.read_text())["cells"][0]["outputs"], ensure_ascii=False)


@pytest.mark.slow
def test_a_number_typed_wrong_then_right(page, lab, asked):
    path = asked("FIRST_ENTRY")
    box = page.get_by_role("textbox", name="Answer")
    box.fill("0.72")
    box.press("Enter")
    expect(record(page)).to_contain_text("You said 0.72: ✗ not quite. The first entry of Z1 takes the first column")
    box.fill("0,755")
    page.get_by_role("button", name="Check", exact=True).click()
    expect(record(page)).to_contain_text("You said 0,755: ✓ right.")
    expect(record(page)).to_contain_text("Row of A0 times first column of W1.")
    expect(record(page).get_by_text("You said")).to_have_count(2)
    expect(box).to_have_count(0)
    save(page)
    assert "0,755" in saved_outputs(path)
    assert "widget-view" not in saved_outputs(path)
    lab.open(page, path.name)
    expect(record(page)).to_contain_text("You said 0,755: ✓ right")
    expect(page.get_by_text("model not found")).to_have_count(0)


@pytest.mark.slow
def test_a_choice_made_with_keys_alone(page, asked):
    asked("SIGN_OF_DZ2")
    page.get_by_role("button", name="negative").focus()
    page.keyboard.press("Enter")
    expect(record(page)).to_contain_text("You said negative: ✗ not quite. dZ2 = (y − t) · σ'(Z2).")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    expect(record(page)).to_contain_text("You said positive: ✓ right")
    expect(page.get_by_role("button", name="negative")).to_have_count(0)
