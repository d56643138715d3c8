"""All that a build would write, in memory, so that nothing is written when anything is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jsonschema import ValidationError
from traitlets.config import Config

from course.lessons.concept import ideas as ideas_of
from course.lessons.declare import slugs

from ..layout import Course
from .concept_map import concept_map
from .instructor import instructor_notebook
from .lesson import Fault, FaultyError, Lesson
from .percent import read
from .readme import with_table
from .rules import faults_of_lesson, faults_of_names
from .student import nbgrader_config, student_notebook


@dataclass(frozen=True)
class Plan:
    """What was read, and the bytes of each file made from it."""

    lessons: tuple[Lesson, ...]
    files: dict[Path, bytes]


def plan(course: Course, wanted: Sequence[str] = ()) -> Plan:
    """Read, check and convert the lessons ``wanted`` (by number, name or file; all if none is named).

    The README's table and the concept map belong to the plan only if all lessons do.

    Raises
    ------
    FaultyError
        With all faults of all these lessons.
    LookupError
        If there is no such lesson.
    """
    paths = [_find(course, name) for name in wanted] or course.lesson_files()
    lessons = read_lessons(course, sorted(set(paths)))
    files: dict[Path, bytes] = {}
    if not wanted and course.readme.exists():
        files[course.readme] = with_table(course.readme.read_bytes().decode("utf-8"), lessons).encode()
    if not wanted:
        files |= _concept_map(course, lessons)
    config = nbgrader_config(course.nbgrader_config)
    for lesson in lessons:
        text = instructor_notebook(lesson)
        files[course.instructor_notebook(lesson.name)] = text.encode()
        files[course.student_notebook(lesson.name)] = _released(lesson, text, config).encode()
    return Plan(tuple(lessons), files)


def _concept_map(course: Course, lessons: Sequence[Lesson]) -> dict[Path, bytes]:
    """The map's file; none for a course that has only some of the lessons, since their ideas hang together."""
    ideas = {lesson.title: ideas_of(lesson.slug) for lesson in lessons}
    listed = {slug for slug in slugs() if ideas_of(slug)}
    whole = listed and listed <= {lesson.slug for lesson in lessons}
    return {course.concept_map: concept_map(ideas).encode()} if whole else {}


def read_lessons(course: Course, paths: Sequence[Path]) -> list[Lesson]:
    """The lessons in these files; FaultyError if any of them breaks a rule."""
    shown = {course.shown(path) for path in paths}
    named = faults_of_names([course.shown(path) for path in course.lesson_files()])
    faults = [fault for fault in named if fault.path in shown]
    lessons = []
    for path in paths:
        lesson, unreadable = read(path.read_bytes(), course.shown(path))
        lessons.append(lesson)
        faults += unreadable + (faults_of_lesson(lesson) if lesson.cells else [])
    if faults:
        raise FaultyError(sorted(faults, key=lambda fault: (fault.path, fault.line)))
    return lessons


def _find(course: Course, name: str) -> Path:
    """The lesson file that ``01``, ``01_slug`` or ``solutions/01_slug.py`` names."""
    files = course.lesson_files()
    stem = Path(name).stem
    for path in files:
        if stem in (path.stem, path.stem.partition("_")[0]):
            return path
    raise LookupError(f"there is no lesson {name!r}; there are: {', '.join(path.stem for path in files) or 'none'}")


def _released(lesson: Lesson, instructor: str, config: Config) -> str:
    """The student's notebook; what nbgrader refuses although our rules did not is a fault too."""
    try:
        return student_notebook(instructor, config)
    except (RuntimeError, ValidationError) as error:
        raise FaultyError([Fault(lesson.path, 1, "nbgrader", f"nbgrader refuses this lesson: {error}")]) from error
