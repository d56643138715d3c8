"""``check`` finds every file that is not as a build would write it, and says where it differs."""

import json

import pytest

from .courses import run, write_lesson
from .lessons import SMALL

INSTRUCTOR, STUDENT = "solutions/01_small/01_small.ipynb", "notebooks/01_small/01_small.ipynb"


def said(course, capsys, code=1):
    assert run(course, "check") == code
    return capsys.readouterr().err


def test_in_sync(course, capsys):
    assert run(course, "check") == 0
    assert capsys.readouterr() == ("1 lessons, all in sync\n", "")


@pytest.mark.parametrize("file", [INSTRUCTOR, STUDENT])
def test_one_byte(file, course, capsys):
    path = course.root / file
    path.write_bytes(path.read_bytes().replace(b"== 4", b"== 5"))
    assert (
        said(course, capsys) == f"{file}: it differs first in cell 13 (test_double_twice): source; run `make build`\n"
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda text: text + b"\n", "outside its cells"),
        (lambda text: text[:-30], "since it is no notebook"),
        (lambda text: b"[]", "since it is no notebook"),
        (
            lambda text: json.dumps(json.loads(text) | {"cells": json.loads(text)["cells"][:-1]}).encode(),
            "16 (draw): the",
        ),
        (lambda text: text.replace(b'"deletable": false,', b"", 1), "(double): metadata"),
    ],
)
def test_what_differs(change, words, course, capsys):
    path = course.root / STUDENT
    path.write_bytes(change(path.read_bytes()))
    message = said(course, capsys)
    assert message.startswith(f"{STUDENT}: it differs ")
    assert words in message


def test_a_run_and_saved_notebook_differs(course, capsys):
    notebook = json.loads((course.root / INSTRUCTOR).read_bytes())
    notebook["cells"][3]["execution_count"] = 1
    (course.root / INSTRUCTOR).write_text(json.dumps(notebook))
    assert "first in cell 4 (code-" in said(course, capsys)


def test_readme(course, capsys):
    course.readme.write_text(course.readme.read_text().replace("12.5", "12"))
    assert said(course, capsys) == "README.md: it differs first in line 6; run `make build`\n"


def test_missing_and_left_over(course, capsys):
    (course.root / STUDENT).unlink()
    old = course.notebooks / "09_old" / "09_old.ipynb"
    old.parent.mkdir()
    old.write_text("{}")
    assert said(course, capsys).splitlines() == [
        f"{STUDENT}: it does not exist; run `make build`",
        "notebooks/09_old/09_old.ipynb: no lesson file makes it; remove it, or write solutions/09_old.py",
    ]


def test_lesson_changed_but_not_built(course, capsys):
    write_lesson(course, "01_small", SMALL.replace("return 2 * x", "return x + x"))
    assert said(course, capsys) == f"{INSTRUCTOR}: it differs first in cell 6 (double): source; run `make build`\n"


def test_faulty_lesson(course, capsys):
    write_lesson(course, "01_small", "x = 1")
    assert "[py:percent]" in said(course, capsys, code=2)
