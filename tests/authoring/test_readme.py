"""The README's table of lessons."""

import pytest

from .courses import README, run, write_lesson
from .lessons import SMALL

ROW = "| [01](notebooks/01_small/01_small.ipynb) | A small lesson | 5 | 12.5 | 15 |"


def test_table_stands_between_the_markers(course):
    before, after = README.split("<!-- /lessons -->")
    text = course.readme.read_text(encoding="utf-8")
    assert text.startswith(before)
    assert text.endswith(f"\n{ROW}\n<!-- /lessons -->{after}")


def test_a_new_lesson_adds_a_row(course):
    write_lesson(course, "02_pipe", SMALL.replace("A small lesson", "f | g"))
    assert run(course, "build") == 0
    rows = course.readme.read_text(encoding="utf-8").splitlines()
    assert rows[rows.index(ROW) + 1] == r"| [02](notebooks/02_pipe/02_pipe.ipynb) | f \| g | 5 | 12.5 | 15 |"


def test_readme_without_markers_stays(course):
    course.readme.write_text("no table\r\n", newline="")
    assert run(course, "build") == 0
    assert course.readme.read_bytes() == b"no table\r\n"


def test_no_readme(course):
    course.readme.unlink()
    assert run(course, "build") == 0
    assert not course.readme.exists()


@pytest.mark.parametrize("text", ["a\n<!-- /lessons -->", "a\n<!-- lessons: made by make build -->"])
def test_one_marker_alone(text, course, capsys):
    course.readme.write_text(text)
    assert run(course, "build") == 2
    assert "README.md:2: [lesson table] the table of lessons needs both" in capsys.readouterr().err
    assert course.readme.read_text() == text
