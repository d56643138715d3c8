"""Our grading inside nbgrader's own `autograde`: the command and formgrader's button get the same sandbox and scores.

`nbgrader_config.py` puts `Released` first among the steps that sanitise, `SandboxedExecute` in place of `Execute`.
"""

from __future__ import annotations

import atexit
import functools
import threading
from pathlib import Path

import nbformat
from nbconvert.exporters.exporter import ResourcesDict
from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool, Float, Unicode

from ...layout import Course

_lock = threading.Lock()


class _OfCourse(NbGraderPreprocessor):
    @property
    def course(self) -> Course:
        """The course that nbgrader's config names."""
        return Course(Path(self.config.CourseDirectory.root))


class Released(_OfCourse):
    """Go on with the release: nbgrader's own steps stop the class at a copied cell or a strange schema.

    Nothing is lost, since `SandboxedExecute` reads what was handed in itself.
    """

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """The released notebook in place of ``nb``."""
        path = self.course.student_notebook(resources["nbgrader"]["assignment"])
        return nbformat.read(path, as_version=4), resources


class SandboxedExecute(_OfCourse):
    """Grade in processes S and T, and write into each test cell what nbgrader reads a score from."""

    trust_submissions = Bool(False, help="Run submissions unconfined where there is no sandbox.").tag(config=True)
    isolation = Unicode("", help="Refuse any other than this: namespaces or landlock.").tag(config=True)
    seconds = Float(120.0, help="For one submission.").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """The executed notebook. RuntimeError, which nbgrader reports with the student's name, if it cannot be had."""
        from ..keep import result as r
        from ..keep.folders import Places
        from ..place.align import Placed, place
        from ..read.hand_in import read_handed
        from ..read.lesson import read_lesson
        from ..run.sandbox.limits import Limits
        from ..submission import grade_handed
        from .executed import executed_notebook

        name, student = resources["nbgrader"]["assignment"], resources["nbgrader"]["student"]
        lesson = read_lesson(self.course, name)
        handed = read_handed(Places(self.course).folder(name, student), student, name)
        parents = _parents(self.isolation, self.trust_submissions)
        result = grade_handed(parents, lesson, handed, Limits.of(self.seconds))
        for note in result.notes:
            self.log.warning("%s: %s", student, note)
        if result.state == r.ERROR:
            raise RuntimeError(f"{student}: {'; '.join(result.notes)}")
        placed = place(lesson, handed) if handed.cells is not None else Placed({}, {}, (), look=True)
        return _for_nbgrader(executed_notebook(lesson, placed, result), self.course, name), resources


def _for_nbgrader(made: dict, course: Course, name: str) -> NotebookNode:
    """With the release's checksums, by which nbgrader knows an answer left as it was; and no stderr, a 0 for it."""
    released = nbformat.read(course.student_notebook(name), as_version=4)
    metadata = {cell.get("id"): cell.metadata for cell in released.cells}
    notebook = nbformat.from_dict(made)
    for cell in notebook.cells:
        cell.metadata = metadata.get(cell.get("id"), cell.metadata)
        if cell.metadata.get("nbgrader", {}).get("grade"):
            for output in cell.get("outputs", []):
                if output.output_type == "stream":
                    output.name = "stdout"
        if cell.cell_type == "code":
            cell.setdefault("execution_count", None)
    return notebook


@functools.cache
def _started(isolation: str, trust: bool) -> object:
    from ..run.fork_pool import WarmParents
    from ..run.sandbox.level import choose

    parents = WarmParents(choose(isolation or None, trust))
    atexit.register(parents.close)
    return parents


def _parents(isolation: str, trust: bool) -> object:
    """The warm parents of this process: one start for a whole class."""
    with _lock:
        return _started(isolation, trust)
