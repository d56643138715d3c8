"""What each kind of warm parent has loaded before its first child: all of the course but the key, or the key, too."""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
from collections.abc import Iterable, Iterator
from importlib.abc import MetaPathFinder
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..read.lesson import Lesson
    from .shell import Shell

_USED = ("numpy", "matplotlib.pyplot", "tqdm.auto", "timeit", "numpy.linalg", "numpy.testing", "IPython.display")
ASKED: list[str] = []  # keys that somebody has tried to import
NO_KEY = "the answer key is not here: while work is graded, it lies in another process"


def add_lessons(root: Path) -> None:
    """Take in the lessons of the course in ``root``, where that is not the one that is running."""
    from course.lessons import declare

    declare.add_folder(root / "course" / "lessons")


def for_student(torch: bool) -> None:
    """What notebooks use, and all of the course but answer keys: its library closed, compiled loops stood in for."""
    import course

    sys.meta_path.insert(0, _NoKey())
    names = list(_modules(course))
    for name in names:
        if name.endswith(".compiled"):
            sys.modules[name] = _NotRun(name)
    for name in (*_USED, *(name for name in names if not name.endswith((".compiled", ".oracle")))):
        importlib.import_module(name)
    for name in names:
        if name.endswith(".compiled"):
            package, _, own = name.rpartition(".")
            setattr(sys.modules[package], own, sys.modules[name])
    import course.checks
    from course.checks import library

    course.checks.check, course.checks.ready = _check, _ready
    if torch:
        importlib.import_module("course.checks.oracle").torch.set_num_threads(1)
        importlib.import_module("torch.func")
    library.close_for_good()


def first_use(shell: Shell) -> None:
    """Whatever is made when a cell is first run, and a function first called, is made before the first child is."""
    import numpy as np

    from course.checks.isolation import hidden
    from course.checks.safe_call import call

    shell.run_cell("def first_use(x):\n    return x + 0", store_history=False)
    function = shell.user_ns.pop("first_use")
    with hidden(shell.user_ns):
        call(function, lambda: {"x": np.zeros((2, 2))}, function)


def for_judge(lessons: Iterable[Lesson]) -> None:
    """All that judges answers of these lessons, and what is the same for every submission."""
    from course.checks.answer import Here
    from course.checks.check import examine
    from course.lessons import declare

    from ..place.align import Placed, needs_torch, steps

    importlib.import_module("numpy.ma")  # NumPy loads it when it is first asked for
    for lesson in lessons:
        needs_torch(steps(lesson, Placed({}, {}, (), (), look=False)))
        for slug in {test.slug for test in lesson.asked}:
            answers = {name: exercise.reference for name, exercise in declare.exercises(slug).items()}
            for name, exercise in declare.exercises(slug).items():
                declare.mistakes(slug, name)
                examine(slug, exercise, Here(slug, exercise, answers))


def _modules(package: ModuleType) -> Iterator[str]:
    """Full names of all modules and packages below ``package`` but keys."""
    for found in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
        if found.name.endswith(".key"):
            continue
        yield found.name
        if found.ispkg:
            yield from _modules(importlib.import_module(found.name))


class _NoKey(MetaPathFinder):
    """Says in a sentence why a key cannot be imported."""

    def find_spec(self, name: str, *_: object) -> None:
        parts = name.split(".")
        if parts[:2] == ["course", "lessons"] and "key" in parts:
            ASKED.append(name)
            raise ImportError(NO_KEY, name=name)


class _NotRun(ModuleType):
    """A module of compiled loops: they take long, and nothing that is graded needs them."""

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)

        def not_run(*_: object, **__: object) -> None:
            raise RuntimeError(f"{name} is not run while work is graded: nothing that is graded needs it")

        return not_run


def _check(exercise: str, *, points: float = 1, **_: object) -> float:
    """In place of ``course.checks.check``: answers are judged elsewhere, and the cell goes on as if all were right."""
    print(f"(while work is graded, {exercise} is checked elsewhere)")  # noqa: T201  into the record
    return float(points)


def _ready(*_: object, **__: object) -> bool:
    return True


def source_of_course() -> Path:
    """The folder with the source of the course, which a student's process does not see."""
    import course

    return Path(os.path.realpath(course.__file__)).parent
