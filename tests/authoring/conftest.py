"""A small course, built."""

from pathlib import Path

import pytest

from autograder.layout import Course

from .courses import new_course, run


@pytest.fixture
def course(tmp_path: Path, capsys: pytest.CaptureFixture) -> Course:
    """One lesson, built; nothing said so far."""
    course = new_course(tmp_path)
    assert run(course, "build") == 0, capsys.readouterr().err
    capsys.readouterr()
    return course
