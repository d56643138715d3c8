"""How stock nbgrader scores a test cell by what the cell leaves behind: what our test cells build on, and its holes.

`check` shows a report and returns the points as a plain float, the cell's last expression. Everything in `HOLES` earns
full marks (or breaks the run) although it says no such thing: `check` and the build's rules may not let it happen.
"""

import nbformat
import pytest
from nbformat import v4
from nbgrader.preprocessors import Execute
from nbgrader.utils import determine_grade

pytestmark = pytest.mark.slow
POINTS = 2.0
SHOW = "from IPython.display import display\ndisplay({'text/plain': '7', 'text/html': '<b>7</b>'}, raw=True)\n"

SOUND = {
    "nothing": ("x = 1", 2),
    "an error": ("1 / 0", 0),
    "a float": ("1.5", 1.5),
    "no points": ("0.0", 0),
    "a report, then a float": (SHOW + "1.5", 1.5),
    "a report, then no points": (SHOW + "0.0", 0),
    "a print, then a float": ("print('9')\n0.25", 0.25),
    "a float, then what a display hook adds": ("display(1)\n0.5", 0.5),
    "a third of the points": ("2.0 * (1 / 3)", 2 / 3),
    "an error after a report": (SHOW + "raise SystemExit", 0),
    "a warning, and the points lost": ("import warnings\nwarnings.warn('overflow')\n2.0", 0),
    "a warning that was caught": (
        "with warnings.catch_warnings():\n    warnings.simplefilter('ignore')\n    warnings.warn('')\n0.5",
        0.5,
    ),
}
HOLES = {
    "a report alone": (SHOW, 2),
    "None": ("None", 2),
    "points hidden by ;": ("0.0;", 2),
    "NaN": ("float('nan')", 2),
    "negative": ("-1.0", 2),
    "True, or False": ("False", 2),
    "a NumPy float": ("import numpy\nnumpy.float64(0.0)", 2),
    "a string": ("'0.0'", 2),
    "more than there are": ("2.5", ValueError),
}


@pytest.fixture(scope="module")
def executed() -> dict[str, nbformat.NotebookNode]:
    """All the cells, run by nbgrader in one kernel."""
    found = {
        name: v4.new_code_cell(code, metadata={"nbgrader": {"grade": True, "solution": False, "points": POINTS}})
        for name, (code, _) in (SOUND | HOLES).items()
    }
    notebook = v4.new_notebook(cells=list(found.values()))
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    notebook, _ = Execute().preprocess(notebook, {})
    return dict(zip(found, notebook.cells, strict=True))


@pytest.mark.parametrize("name", [*SOUND, *HOLES])
def test_score(name, executed):
    _, expected = (SOUND | HOLES)[name]
    if expected is ValueError:
        with pytest.raises(ValueError, match="greater than maximum"):
            determine_grade(executed[name])
    else:
        assert determine_grade(executed[name])[0] == pytest.approx(expected, abs=1e-12)
