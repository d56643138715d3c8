"""`nbgrader autograde` with our config leaves what `grade` leaves: states, marks and files."""

import json
import shutil

import pytest

from autograder.grading.keep.result import Results
from autograder.grading.read.lesson import read_lesson

from .classes import grade, gradebook
from .made import NAME, course, hand_in
from .stock import environment, nbgrader

pytestmark = [pytest.mark.slow, pytest.mark.sandbox]


def hand_in_a_few(places) -> None:
    """Right, untouched, wrong, broken, loud; one that needs a look, one too large to be read by us (nbgrader can)."""
    lesson = read_lesson(places.course, NAME)
    right = {cell.grade_id: cell.source for cell in lesson.cells if cell.is_answer}
    hand_in(places, lesson, "right", right)
    hand_in(places, lesson, "untouched")
    hand_in(places, lesson, "wrong", right | {"sigmoid": "def sigmoid(Z):\n    return Z"})
    hand_in(places, lesson, "broken", right | {"sigmoid": "def sigmoid(Z)\n    return Z"})
    loud = "import sys\nprint('line\\n' * 1500)\nprint('no', file=sys.stderr)\n"
    hand_in(places, lesson, "loud", right | {"loss": loud + right["loss"]})
    hand_in(places, lesson, "large", right | {"loss": "# " + "x" * 3_000_000})
    hand_in(places, lesson, "renamed", right)
    path = places.folder(NAME, "renamed") / f"{NAME}.ipynb"
    notebook = json.loads(path.read_bytes())
    copies = [cell for cell in notebook["cells"] if cell["metadata"].get("nbgrader", {}).get("grade_id") == "sigmoid"]
    notebook["cells"] += [cell | {"id": "a-copy", "source": "def sigmoid(Z):\n    return 2"} for cell in copies]
    path.write_text(json.dumps(notebook), encoding="utf-8")
    (places.folder(NAME, "wrong") / "timestamp.txt").write_text("2026-03-03 12:00:00 UTC")


def results(places) -> dict[str, dict]:
    paths = Results(places.results).all(NAME)
    return {path.stem: json.loads(path.read_bytes()) | {"seconds": None} for path in paths}


def executed(places) -> dict[str, list[dict]]:
    """The cells of each executed notebook, texts as texts."""
    found = {}
    for path in sorted((places.base / "autograded").glob("*/*/*.ipynb")):
        cells = json.loads(path.read_bytes())["cells"]
        found[path.stem, path.parts[-3]] = [joined(cell) for cell in cells]
    return found


def joined(value: object) -> object:
    """Without the choice between a text and a list of lines."""
    if isinstance(value, list) and value and all(isinstance(line, str) for line in value):
        return "".join(value)
    if isinstance(value, list):
        return [joined(one) for one in value]
    if isinstance(value, dict):
        return {key: joined(one) for key, one in value.items()}
    return value or ""


def test_both_ways_leave_the_same(tmp_path):
    places = course(tmp_path / "course")
    hand_in_a_few(places)
    done = grade(places)
    assert done.returncode in (0, 1), done.stderr
    marks, kept, notebooks = gradebook(places), results(places), executed(places)
    assert {r["state"] for r in kept.values()} == {"graded", "needs a look", "unreadable"}
    places.gradebook.unlink()
    for made in ("results", "autograded", "feedback"):
        shutil.rmtree(places.base / made)
    env = environment(places.course, tmp_path)
    nbgrader(places.course, env, "generate_assignment", NAME)
    nbgrader(places.course, env, "autograde", NAME)
    assert results(places) == kept
    assert gradebook(places) == marks
    assert executed(places) == notebooks
