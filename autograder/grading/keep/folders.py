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
        if not self.submitted.is_dir():
            return []
        names = sorted(path.name for path in self.submitted.iterdir() if not path.name.startswith("."))
        return [n for n in names if (not students or n in students) and _is_there(self.folder(lesson, n))]

    def folder(self, lesson: str, student: str) -> Path:
        """What ``student`` handed in."""
        return self.submitted / student / lesson


def shown(name: str) -> str:
    """The name of a folder or file as text that can be printed and kept: a byte that is no UTF-8 becomes its number."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _is_there(path: Path) -> bool:
    """Whether anything is: a dead link is, and so is what cannot be looked at; whoever reads it says what is wrong."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True
