"""axe-core finds nothing in anything of ours that a notebook shows, in JupyterLab's three themes."""

import json

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.test_live import CELL as LIVE

THEMES = ["JupyterLab Light", "JupyterLab Dark", "JupyterLab Dark High Contrast"]
CELLS = [
    """import numpy as np
from course.activations import sigmoid
from course.checks import check
from course.lessons.concrete_backprop import predictions
from course.widgets import predict, step_through

X, W = np.array([[0.5, -1.0], [2.0, 0.1]]), np.array([[0.3, -0.2], [0.8, 0.4]])

def net(X, W):
    Z = X @ W
    A = sigmoid(Z)
    loss = np.sum(A**2)
    dZ = 2 * A
    return loss

def slip(X, W):
    Z = X @ W
    A = 1 / (1 + np.exp(Z))
    loss = np.sum(A**2)
    return loss
""",
    "step_through(net, X, W)",
    "step_through(net, X, W, start=9)",
    "step_through(net, X, W, predict='number')",
    "step_through(net, X, W, against=slip)",
    "check('concrete_backprop/sigmoid', points=1)",
    "def compute_dW2(A1, dZ2):\n    return 2 * A1.T @ dZ2\ncheck('concrete_backprop/compute_dW2', points=1)",
    "for asked in (p for p in vars(predictions).values() if type(p).__name__ == 'Prediction'): predict(asked)",
    LIVE,
]


@pytest.mark.slow
@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing(page, lab, theme):
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    cells = [nbformat.v4.new_code_cell(cell) for cell in CELLS]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), lab.root / "accessible.ipynb")
    page.set_viewport_size({"width": 1280, "height": 6000})  # Lab draws what is in view only
    with lab.theme(theme):
        lab.open(page, "accessible.ipynb")
        lab.run_all(page)
    for shown in (".bp-stepper", ".bp-live", "[aria-label^='check of']", "[aria-label=prediction]"):
        page.locator(shown).first.wait_for()
    assert page.locator(".bp-stepper").count() >= 5  # two of them beside each other
    found = Axe().run(page, context=".jp-OutputArea-output", options={"resultTypes": ["violations"]})
    broken = [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found.response["violations"]]
    assert broken == [], json.dumps(broken, indent=1)
