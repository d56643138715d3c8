"""What a build writes: the same bytes each time, all or nothing, and no answer in the student's notebook."""

import json
import os
import re
import subprocess
import sys

import jupytext
import nbformat
import pytest

from .courses import ROOT, built_files, new_course, run, write_lesson
from .lessons import SMALL, answer, lesson


def student_cells(course, name="01_small"):
    return json.loads(course.student_notebook(name).read_bytes())["cells"]


def instructor_cells(course, name="01_small"):
    return json.loads(course.instructor_notebook(name).read_bytes())["cells"]


def source(cells, cell_id):
    return next("".join(cell["source"]) for cell in cells if cell["id"] == cell_id)


def test_same_bytes_in_another_process(course, tmp_path_factory):
    """Neither the folder, the process, the hash seed, nor the lesson file's header and line ends show in the result."""
    header = "# ---\n# jupyter:\n#   kernelspec:\n#     name: other\n# ---\n\n"
    text = (header + SMALL).replace("\n", "\r\n")
    other = new_course(tmp_path_factory.mktemp("other") / "elsewhere", L01_small=text)
    command = [sys.executable, "-m", "autograder", "--root", str(other.root), "build"]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": "7"}, capture_output=True, text=True, check=True
    )
    assert done.stdout == "01_small: 16 cells, 5 exercises, 12.5 points\n"
    assert built_files(other) == built_files(course)


def test_a_second_build_writes_nothing(course, capsys):
    before = {path: path.stat().st_mtime_ns for path in course.root.rglob("*")}
    assert run(course, "build") == 0
    assert capsys.readouterr().out.endswith("points (unchanged)\n")
    assert {path: path.stat().st_mtime_ns for path in course.root.rglob("*")} == before


def test_notebooks_hold_the_cells_of_the_lesson_file(course):
    """Reading cell by cell finds what jupytext finds in the whole file."""
    whole = jupytext.reads(SMALL, fmt="py:percent").cells
    assert [(cell["cell_type"], "".join(cell["source"])) for cell in instructor_cells(course)] == [
        (cell.cell_type, cell.source.strip("\n")) for cell in whole
    ]


def test_notebooks_are_valid_and_carry_no_trace_of_the_build(course):
    for path in (course.instructor_notebook("01_small"), course.student_notebook("01_small")):
        notebook = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
        nbformat.validate(notebook)
        assert set(notebook.metadata) == {"kernelspec", "language_info"}
        assert [cell for cell in notebook.cells if cell.get("outputs") or cell.get("execution_count")] == []


def test_cell_ids(course):
    """Named cells keep their name; equal cells are counted; both notebooks have the same ids."""
    ids = [cell["id"] for cell in instructor_cells(course)]
    assert len(set(ids)) == len(ids)
    assert {"double", "test_double", "why", "draw"} < set(ids)
    first, second = (cell["id"] for cell in instructor_cells(course) if "".join(cell["source"]) == "1 + 1")
    assert re.fullmatch(r"code-[0-9a-f]{12}", first)
    assert second == f"{first}-2"
    assert [cell["id"] for cell in student_cells(course)] == ids


def test_a_cell_named_like_a_hash_does_not_collide(course):
    taken = instructor_cells(course)[3]["id"]
    write_lesson(course, "01_small", lesson("# %%\n1 + 1", answer("double", "return x", grade_id=taken)))
    assert run(course, "build") == 0
    assert [cell["id"] for cell in instructor_cells(course)][1:] == [f"{taken}-2", taken]


def test_student_gets_stubs(course):
    """A stub raises and says what to do; hidden tests leave the line above them; texts ask for an answer."""
    cells = student_cells(course)
    stub = 'raise NotImplementedError("write your code here")  # replace this line'
    assert source(cells, "double") == f"def double(x):\n    {stub}"
    assert source(cells, "hidden_double") == "# Hidden test."
    assert source(cells, "why") == "Why?\n\n*Write your answer here, in place of this line.*"
    assert source(cells, "draw") == "Draw it.\n"
    assert source(instructor_cells(course), "double").split("\n")[2] == "    return 2 * x"


def test_nothing_of_the_answers_is_anywhere_in_the_student_file(course):
    text = course.student_notebook("01_small").read_text(encoding="utf-8")
    for secret in ("2 * x", "-0.5", "Because", "Two arrows", "BEGIN ", "END "):
        assert secret in course.instructor_notebook("01_small").read_text(encoding="utf-8")
        assert secret not in text


def test_magics_are_live_in_the_notebook(course):
    assert "".join(instructor_cells(course)[2]["source"]).startswith("%matplotlib inline\n")


@pytest.mark.parametrize("wanted", ["02", "02_other", "solutions/02_other.py"])
def test_only_the_lessons_asked_for(wanted, course, capsys):
    """A half-written lesson does not stop work on another; the README waits for a build of all."""
    write_lesson(course, "02_other", SMALL)
    write_lesson(course, "03_broken", "x = 1")
    before = built_files(course)
    assert run(course, "build", wanted) == 0
    assert set(built_files(course)) - set(before) == {
        "solutions/02_other/02_other.ipynb",
        "notebooks/02_other/02_other.ipynb",
    }
    assert built_files(course)["README.md"] == before["README.md"]
    assert capsys.readouterr().out.count("\n") == 1


def test_unknown_lesson(course, capsys):
    assert run(course, "build", "07") == 2
    assert "there is no lesson '07'; there are: 01_small" in capsys.readouterr().err


def test_nothing_is_written_when_writing_fails(course):
    """Here the second lesson's notebook cannot be written: the first one's, ready to go, does not move in."""
    before = built_files(course)
    write_lesson(course, "01_small", SMALL.replace("return 2 * x", "return x + x"))
    write_lesson(course, "02_other", SMALL)
    (course.solutions / "02_other").write_text("a file where the folder belongs")
    with pytest.raises(OSError, match="02_other"):
        run(course, "build")
    assert {name: data for name, data in built_files(course).items() if name in before} == before
    assert list(course.root.rglob("*.new")) == []


def test_what_only_nbgrader_refuses_is_a_fault_too(course, capsys):
    """The checks of nbgrader stand behind our rules: an attachment in a mark scheme would leak."""
    write_lesson(course, "02_other", SMALL.replace("# Two arrows.", "# ![arrows](attachment:arrows.png)"))
    assert run(course, "build") == 2
    assert "solutions/02_other.py:1: [nbgrader] nbgrader refuses this lesson" in capsys.readouterr().err
