"""``new`` starts a lesson that builds, and never takes the place of one."""

import pytest

from .courses import run


def test_a_new_lesson_builds(course, capsys):
    assert run(course, "new", "08_soft_max") == 0
    assert run(course, "build") == 0
    assert "08_soft_max: 5 cells, 1 exercises, 2 points\n" in capsys.readouterr().out
    assert "| Soft max | 1 | 2 | 5 |" in course.readme.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("01_small", "taken by 01_small"),
        ("01_other", "number 01 is taken by"),
        ("softmax", "is called NN_slug"),
        ("../09_x", "is called NN_slug"),
    ],
)
def test_refused(name, words, course, capsys):
    before = sorted(course.root.rglob("*"))
    assert run(course, "new", name) == 2
    assert words in capsys.readouterr().err
    assert sorted(course.root.rglob("*")) == before
