"""Every student notebook in a real JupyterLab: Run All on the untouched file raises nothing and asks nobody."""

import shutil
from pathlib import Path

import pytest

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*/*.ipynb"))
OUTPUTS = """() => window.jupyterapp.shell.currentWidget.content.widgets.filter(cell => cell.model.type === 'code')
    .map(cell => [cell.model.sharedModel.source.slice(0, 60), cell.model.outputs.toJSON()])"""


@pytest.mark.slow
@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])
def test_run_all_on_the_untouched_notebook_raises_nothing(page, lab, foreign_requests, notebook):
    shutil.copy(notebook, lab.root / notebook.name)
    lab.open(page, notebook.name)
    lab.run_all(page, seconds=240)
    cells = page.evaluate(OUTPUTS)
    assert any(outputs for _, outputs in cells)
    raised = [(source, o.get("evalue")) for source, outputs in cells for o in outputs if o["output_type"] == "error"]
    assert raised == []
    warned = [(source, o["text"]) for source, outputs in cells for o in outputs if o.get("name") == "stderr"]
    assert warned == []
    assert foreign_requests == []
