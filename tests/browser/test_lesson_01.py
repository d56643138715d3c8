"""Lesson 01 as a student meets it: opened in JupyterLab, run, stepped through by click and by key, solved, reopened."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

ROOT = Path(__file__).parents[2]
NOTEBOOK = "01_concrete_backprop.ipynb"
STUDENT = ROOT / "notebooks" / "01_concrete_backprop" / NOTEBOOK

RIGHT = 'def sigmoid(Z):\n    """The sigmoid."""\n    return 1 / (1 + np.exp(-Z))'
# By source 000, to the four digits that are painted.
DW1 = [0.0009, 0.0029, 0.0024, 0.0074]
DW2 = [0.0277, 0.0270]


@pytest.fixture
def notebook(page: Page, lab) -> Page:
    """The student's notebook, opened and run from top to bottom."""
    shutil.copy(STUDENT, lab.root / NOTEBOOK)
    lab.open(page, NOTEBOOK)
    lab.run_all(page)
    return page


def scroll_to(page: Page, words: str) -> int:
    """Bring the first cell whose source holds `words` into view and make it active; its place in the notebook."""
    return page.evaluate(
        """async words => {
            const notebook = window.jupyterapp.shell.currentWidget.content;
            const at = notebook.widgets.findIndex(cell => cell.model.sharedModel.source.includes(words));
            notebook.activeCellIndex = at;
            await notebook.scrollToItem(at, 'start');
            return at;
        }""",
        words,
    )


def stepper(page: Page, title: str) -> Locator:
    return page.get_by_role("group", name=f"Step through {title}", exact=True)


def painted(root: Locator, role: str) -> list[float]:
    cells = root.locator(f"figure.{role} td").all_text_contents()
    return [float(text.replace("−", "-")) for text in cells]


def number_of_cells(page: Page) -> int:
    return page.evaluate("() => window.jupyterapp.shell.currentWidget.content.widgets.length")


def run_cell(page: Page, words: str, source: str | None = None) -> None:
    """Run the cell that holds `words`, with a new source if one is given, as typed into it."""
    scroll_to(page, words)
    if source is not None:
        page.evaluate(
            "source => { window.jupyterapp.shell.currentWidget.content.activeCell.model.sharedModel.source = source; }",
            source,
        )
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-cell')")


@pytest.mark.slow
def test_a_check_on_a_stub_says_what_to_do(notebook):
    scroll_to(notebook, 'check("concrete_backprop/sigmoid"')
    report = notebook.get_by_role("group", name="check of sigmoid", exact=True)
    expect(report).to_contain_text("not written yet")
    expect(report).to_contain_text("0 of 1 point")


@pytest.mark.slow
def test_the_net_is_stepped_through_by_click_and_by_key(notebook):
    page = notebook
    scroll_to(page, "step_through(two_layers")
    root = stepper(page, "the 2-2-1 net")
    cells = number_of_cells(page)
    sentence = root.locator(".sentence")
    expect(sentence).to_contain_text("Input: A0")
    root.get_by_role("button", name="Next step").click()
    expect(sentence).to_contain_text("W1")
    root.get_by_role("button", name="Last step").click()
    assert painted(root, "gradient") == pytest.approx(DW1, abs=6e-5)
    root.focus()
    page.keyboard.press("Home")
    expect(sentence).to_contain_text("Input: A0")
    seen = {}
    page.keyboard.press("b")
    for _ in range(30):
        if "W2" in sentence.text_content() and root.locator("figure.gradient").count():
            seen["dW2"] = painted(root, "gradient")
        page.keyboard.press("ArrowRight")
    assert seen["dW2"] == pytest.approx(DW2, abs=6e-5)
    for key in "axmdz":
        page.keyboard.press(key)
    assert number_of_cells(page) == cells, "no key reached the notebook"


@pytest.mark.slow
def test_a_wrong_answer_is_named_and_the_right_one_praised(notebook):
    page = notebook
    run_cell(page, "def sigmoid(Z):", RIGHT.replace("-Z", "Z"))
    run_cell(page, 'check("concrete_backprop/sigmoid"')
    report = page.get_by_role("group", name="check of sigmoid", exact=True)
    expect(report).to_contain_text("the sign of the exponent is flipped")
    expect(report).to_contain_text("what should σ(10) be close to")
    run_cell(page, "def sigmoid(Z):", RIGHT)
    run_cell(page, 'check("concrete_backprop/sigmoid"')
    expect(report).to_contain_text("✓ Right")
    expect(report).to_contain_text("1 of 1 point")


@pytest.mark.slow
def test_a_stepper_still_steps_after_saving_and_reopening(notebook, lab):
    page = notebook
    page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    page.wait_for_function("() => !window.jupyterapp.shell.currentWidget.context.model.dirty")
    lab.open(page, NOTEBOOK)
    scroll_to(page, "step_through(part_b")
    root = stepper(page, "part B: sigmoid(Wx) and its squared length")
    root.get_by_role("button", name="Last step").click()
    assert len(painted(root, "gradient")) in (3, 9)


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_text_stands_out_in_both_themes(page, lab, theme):
    """Contrast of the report's text with what lies behind it, by the WCAG formula."""
    shutil.copy(STUDENT, lab.root / NOTEBOOK)
    with lab.theme(theme):
        lab.open(page, NOTEBOOK)
        lab.run_all(page)
        scroll_to(page, 'check("concrete_backprop/sigmoid"')
        report = page.get_by_role("group", name="check of sigmoid", exact=True)
        report.wait_for()
        assert contrast(report.locator("strong").first) > 4.5


def contrast(element: Locator) -> float:
    text, behind = element.evaluate(
        """e => {
            let back = e;
            const clear = e => /rgba\\(.*, 0\\)|transparent/.test(getComputedStyle(e).backgroundColor);
            while (back && clear(back)) back = back.parentElement;
            return [getComputedStyle(e).color, getComputedStyle(back || document.body).backgroundColor];
        }"""
    )
    light, dark = sorted((luminance(text), luminance(behind)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    channels = [float(part) / 255 for part in colour[colour.index("(") + 1 : -1].split(",")[:3]]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
