"""The fixtures `page` and `lab` do what browser tests rely on."""

import nbformat
import pytest
from playwright.sync_api import expect


def notebook(*sources):
    # Without a kernelspec JupyterLab asks which kernel to use.
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources], metadata=metadata)


def test_page_refuses_and_records_what_lies_outside(page, foreign_requests):
    page.goto("about:blank")
    outcome = page.evaluate("fetch('https://example.org/x').then(() => 'reached', () => 'refused')")
    assert outcome == "refused"
    assert foreign_requests == ["https://example.org/x"]


def test_lab_opens_and_runs_a_notebook(page, lab, foreign_requests):
    nbformat.write(notebook("import time; time.sleep(0.5)", "print(6 * 7)"), lab.root / "plain.ipynb")
    lab.open(page, "plain.ipynb")
    lab.run_all(page)
    assert [text.strip() for text in page.locator(".jp-OutputArea-output").all_inner_texts()] == ["42"]  # does not wait
    assert foreign_requests == []


def test_lab_stops_waiting_when_a_cell_raises(page, lab):
    nbformat.write(notebook("1 / 0", "print('never')"), lab.root / "raises.ipynb")
    lab.open(page, "raises.ipynb")
    lab.run_all(page)
    assert "ZeroDivisionError" in page.locator(".jp-OutputArea-output").first.inner_text()


@pytest.mark.parametrize(("theme", "light"), [("JupyterLab Light", "true"), ("JupyterLab Dark", "false")])
def test_lab_opens_in_the_theme_asked_for(page, lab, theme, light):
    nbformat.write(notebook("1"), lab.root / "theme.ipynb")
    with lab.theme(theme):
        lab.open(page, "theme.ipynb")
        expect(page.locator("body")).to_have_attribute("data-jp-theme-light", light)
