"""Every lesson there is: built, in sync, and without a word of its answers in the student's notebook."""

import json
import re

import pytest

from autograder.__main__ import main
from autograder.layout import Course
from tests.authoring.courses import ROOT

COURSE = Course(ROOT)
LESSONS = [path.stem for path in COURSE.lesson_files()]
REGION = re.compile(
    r"^[^\n]*BEGIN (SOLUTION|HIDDEN TESTS|MARK SCHEME)[^\n]*\n(.*?)\n[^\n]*END \1", re.MULTILINE | re.DOTALL
)
MARK = re.compile(r"(?:BEGIN|END) (?:SOLUTION|HIDDEN TESTS|MARK SCHEME)")
IMPORT = re.compile(r"(?:from|import) ")

each_lesson = pytest.mark.parametrize("name", LESSONS)


def cells(path):
    return json.loads(path.read_bytes())["cells"]


def text(cell):
    return "".join(cell["source"])


def test_there_are_lessons():
    assert LESSONS


def test_in_sync(capsys):
    """What ``make check`` says; its message names the file and the command to run."""
    assert main(["check"]) == 0, capsys.readouterr().err


@each_lesson
def test_ids_are_unique_and_shared(name):
    ids = [cell["id"] for cell in cells(COURSE.instructor_notebook(name))]
    assert len(set(ids)) == len(ids)
    assert [cell["id"] for cell in cells(COURSE.student_notebook(name))] == ids


@each_lesson
def test_no_answer_in_the_student_notebook(name):
    """No answer, whole, and no line of a hidden test stands in any cell: not in its own, not in a later stub."""
    student = {cell["id"]: text(cell) for cell in cells(COURSE.student_notebook(name))}
    secrets = list(secrets_of(cells(COURSE.instructor_notebook(name))))
    graded = [cell for cell in cells(COURSE.instructor_notebook(name)) if "nbgrader" in cell["metadata"]]
    assert bool(secrets) == bool(graded)
    told = [f"{owner} in {place}" for owner, secret in secrets for place, words in student.items() if secret in words]
    assert not told, f"answers that stand in another cell: {told}"
    assert [place for place, words in student.items() if MARK.search(words)] == []


def secrets_of(instructor_cells):
    """Each answer as it stands and each line of a hidden test, with the id of its cell."""
    for cell in instructor_cells:
        for kind, secret in REGION.findall(text(cell)):
            lines = secret.split("\n") if kind == "HIDDEN TESTS" else [secret]
            yield from ((cell["id"], line) for line in lines if line.strip() and not IMPORT.match(line))


@each_lesson
def test_no_outputs(name):
    for path in (COURSE.instructor_notebook(name), COURSE.student_notebook(name)):
        assert [cell["id"] for cell in cells(path) if cell.get("outputs") or cell.get("execution_count")] == []
