"""Every rule for lesson files: one wrong file each, with ``@@`` at the end of the line that the fault must name."""

from dataclasses import dataclass

import pytest

from autograder.authoring.rules import FILE_RULES, RULES

from .courses import built_files, run, write_lesson
from .lessons import SMALL, TITLE, answer, graded, hidden, lesson, mark

DOUBLE = answer("double", "return 2 * x")
OPEN = mark("double", solution=True) + "\ndef double(x):"


@dataclass(frozen=True)
class Wrong:
    """A wrong lesson file: the rule it breaks and words of the message, among them the way out."""

    rule: str
    text: str
    words: tuple[str, ...]

    @property
    def line(self) -> int:
        return self.text[: self.text.index("@@")].count("\n") + 1


def at(cell: str, line: int = 1) -> str:
    """The cell with ``@@`` at the end of one of its lines."""
    lines = cell.split("\n")
    return "\n".join([*lines[: line - 1], lines[line - 1] + "@@", *lines[line:]])


def wrong(rule: str, *cells: str, words: tuple[str, ...]) -> Wrong:
    return Wrong(rule, lesson(*cells), words)


WRONG = {
    "no cells": Wrong("py:percent", "x = 1@@\n", ("no cell found", "`# %%`")),
    "empty file": Wrong("py:percent", "@@", ("no cell found",)),
    "above first cell": Wrong("py:percent", "# ---\n# a: 1\n# ---\n\nx = 1@@\n" + lesson(), ("'x = 1'", "above it")),
    "other mark": wrong("py:percent", at("# %%\nx = 1\n#%%\ny = 2"), words=("'#%%'", "write `# %%`")),
    "mark with a bad tag": wrong("py:percent", at('# %% tags="x"\n1'), words=("cannot read", "mend what follows")),
    "no title": Wrong("title", "# %% [markdown]@@\n# Text.\n", ("no title", "# # The title")),
    "title in code": Wrong("title", "# %%@@\n# # A title\n", ("no title", "[markdown]")),
    "syntax": wrong("code syntax", "# %%\n\n\nx = 1\nx = = 2@@", words=("invalid syntax", "'x = = 2'", "mend")),
    "syntax after a magic": wrong(
        "code syntax", "# %%\n# %time 1\n\nreturn 5@@", words=("'return' outside", "'return 5'")
    ),
    "swallowed": wrong(
        "text only in Markdown cells", "# %% [markdown]\n# Text\n\ndef f():@@\n    pass", words=("'def f():'", "`# %%`")
    ),
    "uncommented": wrong(
        "text only in Markdown cells", "# %% [markdown]\n# Text\ngoes on@@", words=("'goes on'", "`# `")
    ),
    "other metadata": wrong("cell metadata", at("# %% collapsed=true\n1"), words=("collapsed = True", "only nbgrader")),
    "broken JSON": wrong("cell metadata", at('# %% nbgrader={"grade": true,}\n1'), words=("not understood",)),
    "no mapping": wrong("nbgrader metadata", at("# %% nbgrader=5\n1"), words=("nbgrader=5", "{...}")),
    "unknown key": wrong("nbgrader metadata", at(answer("f", "0", graded=1)), words=("'graded'", "known: grade")),
    "switch missing": wrong("nbgrader metadata", at(answer("f", "0", task=None)), words=("task", "missing", "true or")),
    "switch no bool": wrong("nbgrader metadata", at(answer("f", "0", grade=0)), words=("grade is 0", "true or false")),
    "old schema": wrong(
        "nbgrader schema", at(answer("f", "0", schema_version=2)), words=("is 2", '"schema_version": 3')
    ),
    "no schema": wrong("nbgrader schema", at(answer("f", "0", schema_version=None)), words=("'missing'", ": 3")),
    "no grade_id": wrong("grade_id", at(answer("f", "0", grade_id=None)), words=("missing", "letters")),
    "malformed grade_id": wrong("grade_id", at(answer("f", "0", grade_id="a b")), words=("'a b'", "letters")),
    "long grade_id": wrong("grade_id", at(answer("f", "0", grade_id="a" * 65)), words=("64",)),
    "numeric grade_id": wrong("grade_id", at(answer("f", "0", grade_id=5)), words=("is 5",)),
    "duplicate": wrong("grade_id", DOUBLE, at(DOUBLE), words=("'double'", "line 6", "its own")),
    "unlocked task": wrong(
        "kind of cell", at(mark("t", "[markdown] ", task=True, points=1) + "\n# Do."), words=("task", '"locked": true')
    ),
    "unlocked test": wrong(
        "kind of cell", DOUBLE, at(graded("test_double", "1", locked=False)), words=("edited", ": true")
    ),
    "no meaning": wrong(
        "kind of cell", at(answer("f", "0", locked=True)), words=("locked and solution has no", "answer: solution;")
    ),
    "test in text": wrong(
        "kind of cell",
        DOUBLE,
        at(mark("test_double", "[markdown] ", grade=True, locked=True, points=1) + "\n# Text"),
        words=("markdown cell", "drop [markdown]"),
    ),
    "task in code": wrong(
        "kind of cell", at(mark("t", locked=True, task=True, points=1) + "\n1"), words=("[markdown]",)
    ),
    "no points": wrong("points", DOUBLE, at(graded("test_double", "1", points=None)), words=("'missing'", "above 0")),
    "zero points": wrong("points", DOUBLE, at(graded("test_double", "1", points=0)), words=("points 0", "above 0")),
    "negative points": wrong("points", DOUBLE, at(graded("test_double", "1", points=-1)), words=("-1",)),
    "infinite points": wrong("points", DOUBLE, at(graded("test_double", "1", points=float("inf"))), words=("finite",)),
    "NaN points": wrong("points", DOUBLE, at(graded("test_double", "1", points=float("nan"))), words=("finite",)),
    "points in words": wrong("points", DOUBLE, at(graded("test_double", "1", points="1")), words=("'1'", "number")),
    "points on an answer": wrong("points", at(answer("f", "0", points=1)), words=("'f'", "remove")),
    "hidden points": wrong(
        "points are shown", DOUBLE, at(graded("test_double", "double(1) ;\n# end"), 2), words=("drop the ;",)
    ),
    "no solution": wrong("answer is marked", at(OPEN + "\n    return x"), words=("'double'", "### BEGIN SOLUTION")),
    "unended": wrong(
        "solution marks", at(OPEN + "\n    # BEGIN SOLUTION\n    return x", 3), words=("never ended", "add")
    ),
    "unbegun": wrong("solution marks", at(DOUBLE + "\n    # END SOLUTION", 6), words=("without a beginning", "remove")),
    "nested": wrong(
        "solution marks",
        at(OPEN + "\n    # BEGIN SOLUTION\n    # BEGIN SOLUTION\n    return x\n    # END SOLUTION", 4),
        words=("inside the one of line 8", "end that one first"),
    ),
    "solution in a test": wrong(
        "solution marks",
        DOUBLE,
        at(graded("test_double", "# BEGIN SOLUTION\n1\n# END SOLUTION"), 2),
        words=("a test cell", "only stand in: answer"),
    ),
    "solution in text": wrong("solution marks", at("# %% [markdown]\n# BEGIN SOLUTION", 2), words=("a plain cell",)),
    "hidden test in an answer": wrong(
        "hidden test marks",
        at(DOUBLE + "\n# BEGIN HIDDEN TESTS\n# END HIDDEN TESTS", 6),
        words=("answer cell", "in: test"),
    ),
    "hidden test unended": wrong(
        "hidden test marks", DOUBLE, at(graded("test_double", "1\n# BEGIN HIDDEN TESTS"), 3), words=("never ended",)
    ),
    "mark scheme in text": wrong(
        "mark scheme marks", at("# %% [markdown]\n# BEGIN MARK SCHEME", 2), words=("in: task",)
    ),
    "all hidden": wrong(
        "visible test cell",
        DOUBLE,
        at(graded("test_double", "\n# BEGIN HIDDEN TESTS\n1\n# END HIDDEN TESTS")),
        words=("'test_double'", "comment line"),
    ),
    "autotest": wrong(
        "no AUTOTEST", DOUBLE, at(graded("test_double", "1\n### AUTOTEST double(1)"), 3), words=("itself",)
    ),
    "test before its exercise": wrong(
        "test after its exercise",
        at(graded("test_double", "1")),
        DOUBLE,
        words=("'test_double'", "none", "put it below"),
    ),
    "test of nothing": wrong(
        "test after its exercise", DOUBLE, at(hidden("hidden_dbl", "1")), words=("there: double",)
    ),
    "misnamed test": wrong(
        "test after its exercise", DOUBLE, at(graded("check_double", "1")), words=("test_<exercise>",)
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_file_is_refused_with_its_line_and_a_way_out(name, course, capsys):
    """Exactly this fault is reported, with exit code 2, and what was built stays as it was."""
    case, before = WRONG[name], built_files(course)
    write_lesson(course, "02_wrong", case.text.replace("@@", ""))
    write_lesson(course, "01_small", SMALL.replace("x / 2", "x * 0.5"))
    assert run(course, "build") == 2
    message = capsys.readouterr().err
    assert message.startswith(f"solutions/02_wrong.py:{case.line}: [{case.rule}] ")
    assert [word for word in case.words if word not in message] == []
    assert message.splitlines()[1:] == ["Nothing was written."]
    assert built_files(course) == before


def test_every_rule_has_a_wrong_file():
    assert set(RULES) <= {case.rule for case in WRONG.values()}
    assert set(FILE_RULES) == {"file name", "one number a lesson"}  # tested below


def test_not_utf8(course, capsys):
    (course.solutions / "02_wrong.py").write_bytes(TITLE.encode() + "\n# Größe\n".encode("latin-1"))
    assert run(course, "build") == 2
    assert capsys.readouterr().err.startswith("solutions/02_wrong.py:5: [UTF-8] byte 0xf6")


@pytest.mark.parametrize("name", ["02-wrong", "2_wrong", "02_Wrong", "02_", "wrong", "02_a__b"])
def test_file_name(name, course, capsys):
    write_lesson(course, name, SMALL)
    assert run(course, "build") == 2
    assert capsys.readouterr().err.startswith(f"solutions/{name}.py:1: [file name] a lesson file is called NN_slug.py")


def test_two_lessons_with_one_number(course, capsys):
    write_lesson(course, "01_twice", SMALL)
    assert run(course, "build") == 2
    fault = "solutions/01_twice.py:1: [one number a lesson] lesson number 01 is taken by solutions/01_small.py"
    assert fault in capsys.readouterr().err


def test_all_faults_of_all_lessons_come_at_once(course, capsys):
    """An author mends a file in one go; a cell that cannot be read does not hide what is below it."""
    unreadable = '# %% tags="x"\n1'
    write_lesson(course, "02_wrong", lesson(unreadable, answer("f", "return (", grade_id="a b")))
    write_lesson(course, "03_wrong", lesson(graded("test_f", "1", points=0)))
    assert run(course, "build") == 2
    found = [line.split("]")[0] for line in capsys.readouterr().err.splitlines() if line.startswith("solutions")]
    assert found == [
        "solutions/02_wrong.py:6: [py:percent",
        "solutions/02_wrong.py:9: [grade_id",
        "solutions/02_wrong.py:12: [code syntax",
        "solutions/03_wrong.py:6: [points",
        "solutions/03_wrong.py:6: [test after its exercise",
    ]
