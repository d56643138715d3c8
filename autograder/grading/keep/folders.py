"""Where grading reads and writes: nbgrader's folders, as `nbgrader_config.py` names them, and one of its own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ...layout import Course


class GradebookError(Exception):
    """The gradebook cannot be written; results are safe in their files, so the same command can be given again."""


@dataclass(frozen=True)
class Places:
    """The folders of a course that grading uses."""

    course: Course

    @property
    def base(self) -> Path:
        """Holds all of them; none is in git."""
        return self.course.root / "autograder"

    @property
    def submitted(self) -> Path:
        """STUDENT/LESSON, as nbgrader collects it."""
        return self.base / "submitted"

    @property
    def results(self) -> Path:
        """LESSON/STUDENT.json: everything else is made from these."""
        return self.base / "results"

    @property
    def gradebook(self) -> Path:
        """Nbgrader's database."""
        return self.base / "gradebook.db"

    def executed(self, student: str, lesson: str) -> Path:
        """Nbgrader's autograded notebook."""
        return self.base / "autograded" / student / lesson / f"{lesson}.ipynb"

    def feedback(self, student: str, lesson: str) -> Path:
        """Nbgrader's page for the student."""
        return self.base / "feedback" / student / lesson / f"{lesson}.html"

    def handed_in(self, lesson: str, students: list[str] | None = None) -> list[str]:
        """Who handed in ``lesson``; of ``students`` if they are named."""
        found = sorted(path.parent.name for path in self.submitted.glob(f"*/{lesson}"))
        return [name for name in found if not name.startswith(".") and (not students or name in students)]

    def folder(self, lesson: str, student: str) -> Path:
        """What ``student`` handed in."""
        return self.submitted / student / lesson
