"""Hidden stays hidden on nbgrader's way, too: `generate_feedback` and formgrader's button make pages by this step."""

from __future__ import annotations

import re

from nbconvert.exporters.exporter import ResourcesDict
from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade, is_solution

_REGION = re.compile(r"^[^\n]*BEGIN HIDDEN TESTS.*?(END HIDDEN TESTS[^\n]*|\Z)", re.DOTALL | re.MULTILINE)


class WithoutHidden(NbGraderPreprocessor):
    """Take the text of hidden tests out of the copy that becomes the page, and all they show but verdict and points."""

    def preprocess_cell(
        self, cell: NotebookNode, resources: ResourcesDict, cell_index: int
    ) -> tuple[NotebookNode, ResourcesDict]:
        """The cell, changed if it is a test with a hidden region."""
        if cell.cell_type == "code" and is_grade(cell) and not is_solution(cell) and _REGION.search(cell.source):
            cell.source = _REGION.sub("", cell.source).strip()
            cell.outputs = [out for out in cell.outputs if out.output_type in ("display_data", "execute_result")]
        return cell, resources
