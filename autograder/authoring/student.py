"""The instructor's notebook to the student's: nbgrader's "release", without answers and hidden tests.

These are nbgrader's own steps, with our config but without its database: the bytes are those of
``nbgrader generate_assignment``.
"""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbconvert.exporters import NotebookExporter
from nbgrader.converters import GenerateAssignment
from nbgrader.preprocessors import SaveCells
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader


def nbgrader_config(path: Path) -> Config:
    """The settings in our ``nbgrader_config.py``."""
    return PyFileConfigLoader(path.name, path=str(path.parent)).load_config()


def student_notebook(instructor: str, config: Config) -> str:
    """The text of the student's notebook."""
    settings = Config(config)
    settings.Exporter.default_preprocessors = []
    exporter = NotebookExporter(config=settings)
    for step in GenerateAssignment(config=settings).preprocessors:
        if step is not SaveCells:  # it writes to the gradebook
            exporter.register_preprocessor(step)
    text, _ = exporter.from_notebook_node(nbformat.reads(instructor, as_version=4))
    return text if text.endswith("\n") else text + "\n"
