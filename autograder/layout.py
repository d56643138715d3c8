"""Where the course keeps its files. In ``solutions/``, files are written and folders are generated."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Course:
    """A course's folder.

    A lesson file lies above its own folder, not in it: nbgrader copies every file of an assignment's folder into the
    release, answers included.
    """

    root: Path

    @property
    def solutions(self) -> Path:
        """The lesson files, and nbgrader's "source" folders."""
        return self.root / "solutions"

    @property
    def notebooks(self) -> Path:
        """The "release" folders of nbgrader."""
        return self.root / "notebooks"

    @property
    def readme(self) -> Path:
        """Holds the table of lessons, between markers."""
        return self.root / "README.md"

    @property
    def concept_map(self) -> Path:
        """The course's ideas as a picture, generated; each notebook links to it."""
        return self.notebooks / "concept_map.svg"

    @property
    def nbgrader_config(self) -> Path:
        """What nbgrader, and with it our build, is told about the course."""
        return self.root / "autograder" / "nbgrader_config.py"

    def lesson_files(self) -> list[Path]:
        """Every hand-written lesson, in order."""
        return sorted(self.solutions.glob("*.py"))

    def instructor_notebook(self, name: str) -> Path:
        """With answers and hidden tests."""
        return self.solutions / name / f"{name}.ipynb"

    def student_notebook(self, name: str) -> Path:
        """Without them."""
        return self.notebooks / name / f"{name}.ipynb"

    def shown(self, path: Path) -> str:
        """``path`` as messages show it: from the course's folder, with forward slashes."""
        return path.relative_to(self.root).as_posix()
