"""Courses in a temporary folder, and the command line on them."""

import shutil
from pathlib import Path

from autograder.__main__ import main
from autograder.layout import Course

from .lessons import SMALL

ROOT = Path(__file__).resolve().parents[2]
README = "# A course\n\n<!-- lessons: made by make build -->\n<!-- /lessons -->\n\nThe end.\n"


def new_course(root: Path, **lessons: str) -> Course:
    """A course with our config, a README and these lessons (``L01_small=text``), not yet built."""
    course = Course(root)
    course.solutions.mkdir(parents=True)
    course.nbgrader_config.parent.mkdir()
    shutil.copy(Course(ROOT).nbgrader_config, course.nbgrader_config)
    course.readme.write_text(README, encoding="utf-8")
    for name, text in (lessons or {"L01_small": SMALL}).items():
        write_lesson(course, name.removeprefix("L"), text)
    return course


def write_lesson(course: Course, name: str, text: str) -> Path:
    path = course.solutions / f"{name}.py"
    path.write_text(text, encoding="utf-8", newline="")
    return path


def run(course: Course, *arguments: str) -> int:
    """``python -m autograder`` on this course, in this process; its exit code."""
    return main(["--root", str(course.root), *arguments])


def built_files(course: Course) -> dict[str, bytes]:
    """Everything a build writes, by its path from the course's folder."""
    found = [course.readme, *course.solutions.glob("*/*"), *course.notebooks.glob("*/*")]
    return {course.shown(path): path.read_bytes() for path in found}
