"""Every student notebook in a real JupyterLab, untouched and solved: nothing raises, warns, or asks the outside."""

import json
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.support.jupyter import Lab

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*/*.ipynb"))
GRADED = [path for path in NOTEBOOKS if not path.stem.startswith("00")]
OUTPUTS = """() => window.jupyterapp.shell.currentWidget.content.widgets.filter(cell => cell.model.type === 'code')
    .map(cell => [cell.model.sharedModel.source, cell.model.outputs.toJSON()])"""
ANSWER = """answers => { for (const { model } of window.jupyterapp.shell.currentWidget.content.widgets)
    if (answers[model.id]) model.sharedModel.source = answers[model.id]; }"""


def run(page: Page, lab: Lab, notebook: Path, answers: dict[str, str]) -> list[tuple[str, dict]]:
    """Open a copy, write the answers into their cells, Run All; each output with the source of its cell."""
    shutil.copy(notebook, lab.root / notebook.name)
    lab.open(page, notebook.name)
    page.evaluate(ANSWER, answers)
    lab.run_all(page, seconds=240)
    return [(source, output) for source, outputs in page.evaluate(OUTPUTS) for output in outputs]


def troubles(outputs: list[tuple[str, dict]]) -> list[tuple[str, str]]:
    raised = [(source[:60], o["evalue"]) for source, o in outputs if o["output_type"] == "error"]
    return raised + [(source[:60], o["text"]) for source, o in outputs if o.get("name") == "stderr"]


def is_grade(cell: dict) -> bool:
    return cell["cell_type"] == "code" and cell["metadata"].get("nbgrader", {}).get("grade", False)


@pytest.mark.slow
@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])
def test_run_all_on_the_untouched_notebook_raises_nothing(page, lab, foreign_requests, notebook):
    outputs = run(page, lab, notebook, {})
    assert outputs
    assert troubles(outputs) == []
    assert foreign_requests == []


@pytest.mark.slow
@pytest.mark.parametrize("notebook", GRADED, ids=[path.stem for path in GRADED])
def test_run_all_on_the_solved_notebook_earns_all_points(page, lab, foreign_requests, notebook):
    solved = json.loads((ROOT / "solutions" / notebook.stem / notebook.name).read_text("utf-8"))["cells"]
    answers = {c["id"]: "".join(c["source"]) for c in solved if c["metadata"].get("nbgrader", {}).get("solution")}
    tests = [cell for cell in json.loads(notebook.read_text("utf-8"))["cells"] if is_grade(cell)]
    outputs = run(page, lab, notebook, answers)
    assert troubles(outputs) == []
    assert [o["text"] for _, o in outputs if "This cell needs" in o.get("text", "")] == []
    shown = {
        "".join(c["source"]): c["metadata"]["nbgrader"]["points"]
        for c in tests
        if not c["source"][0].startswith("# Hidden")
    }
    points = {
        s: float(o["data"]["text/plain"]) for s, o in outputs if s in shown and o["output_type"] == "execute_result"
    }
    assert points == shown
    assert len(shown) >= 10
    assert foreign_requests == []
