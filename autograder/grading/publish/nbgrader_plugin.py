"""Our grading inside nbgrader's own `autograde`: the command and formgrader's button do what `grade` does.

`nbgrader_config.py` puts `Released` first among the steps that sanitise, `SandboxedExecute` and `SaveGrades` in place
of `Execute` and `SaveAutoGrades`.
"""

from __future__ import annotations

import atexit
import threading
from pathlib import Path

import nbformat
from nbconvert.exporters.exporter import ResourcesDict
from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool, Float, Unicode

from ...layout import Course
from ..read.lesson import Lesson, read_lesson

_lock = threading.Lock()
_running: dict[tuple, object] = {}


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
    """Grade in the sandbox, keep the result, and go on with the executed notebook."""

    trust_submissions = Bool(False, help="Run submissions unconfined where there is no sandbox.").tag(config=True)
    isolation = Unicode("", help="Refuse any other than this: namespaces or landlock.").tag(config=True)
    seconds = Float(120.0, help="For one submission.").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """The executed notebook. RuntimeError, which nbgrader reports with the student's name, if it cannot be had."""
        from ..keep.folders import Places
        from ..keep.result import ERROR, Results
        from ..read.hand_in import collect
        from ..run.sandbox.limits import Limits
        from ..submission import grade_handed
        from .executed import executed_notebook

        name, student = resources["nbgrader"]["assignment"], resources["nbgrader"]["student"]
        lesson, places = read_lesson(self.course, name), Places(self.course)
        parents = _parents(self.course, lesson, self.isolation, self.trust_submissions)
        handed = collect(places.folder(name, student), student, name)
        result = grade_handed(parents, lesson, handed, Limits.of(self.seconds))
        for note in result.notes:
            self.log.warning("%s: %s", student, note)
        if result.state == ERROR:
            raise RuntimeError(f"{student}: {'; '.join(result.notes)}")
        Results(places.results).write(result)
        return nbformat.from_dict(executed_notebook(lesson, result)), resources


class SaveGrades(_OfCourse):
    """Points, comments and who has to look, into the gradebook: by the same writer, from the result just kept."""

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """The notebook as it came. RuntimeError if there is no result."""
        from ..keep.folders import Places
        from .entry import entry
        from .gradebook import write
        from .publish import standing

        name, student = resources["nbgrader"]["assignment"], resources["nbgrader"]["student"]
        lesson = read_lesson(self.course, name)
        entries = [entry(lesson, result) for result in standing(Places(self.course), lesson, [student])]
        if not entries:
            raise RuntimeError(f"{student}: there is no result of {name}; SandboxedExecute has to come before")
        write(self.course, lesson, entries)
        return nb, resources


def _parents(course: Course, lesson: Lesson, isolation: str, trust: bool) -> object:
    """The warm parents of this process: one start for a class. They know one lesson, as it was when they started."""
    from ..run.fork_pool import WarmParents
    from ..run.sandbox.level import choose

    key = (isolation, trust, course.root, lesson.name, lesson.digest, *(test.digest for test in lesson.tests))
    with _lock:
        if key not in _running:
            _close()
            _running[key] = WarmParents(choose(isolation or None, trust), course, [lesson.name])
        return _running[key]


@atexit.register
def _close() -> None:
    while _running:
        _running.popitem()[1].close()
