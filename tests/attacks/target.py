"""A lesson to attack, small so that a hundred attacks are fast, and how an attack is written down.

An attack is tagged with what it must score: it loses the exercises in `loses`, keeps all others. Where it hands in more
than a hostile cell, `spoil` changes the notebook, `place` the folder.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from autograder.layout import Course
from tests.authoring.lessons import answer, graded, hidden, lesson, mark

NAME = "90_target"
SLUG = "target"
SECRET = "moonlit_otter"
POINTS = {
    "double": {"test_double": 2, "hidden_double": 1},
    "norm": {"test_norm": 2, "hidden_norm": 1},
    "scale": {"test_scale": 1},
    "apply": {"test_apply": 1},
    "Counter": {"test_Counter": 2},
}
MODEL = """class Counter:
    ### BEGIN SOLUTION
    def __init__(self, start):
        self.value = start

    def up(self, by):
        self.value = self.value + by
        return self.value
    ### END SOLUTION"""


def _visible(name: str) -> str:
    points = POINTS[name][f"test_{name}"]
    return graded(f"test_{name}", _call(name, points), points=points)


def _hidden(name: str) -> str:
    points = POINTS[name][f"hidden_{name}"]
    return hidden(f"hidden_{name}", f"{_call(name, points, ', seed=7')}  # {SECRET}", points=points)


def _call(name: str, points: int, seed: str = "") -> str:
    return f'from course.checks import check\n\ncheck("{SLUG}/{name}", points={points}{seed})'


LESSON = lesson(
    "# %%\nimport numpy as np\n\nstart = np.array([1.0, 2.0])",
    answer("double", "return 2 * x"),
    _visible("double"),
    _hidden("double"),
    answer("norm", "return np.sqrt(np.sum(x**2))"),
    _visible("norm"),
    _hidden("norm"),
    answer("scale", "return 3 * x"),
    _visible("scale"),
    answer("apply", "return [x(i) for i in range(3)]"),
    _visible("apply"),
    f"{mark('Counter', solution=True)}\n{MODEL}",
    _visible("Counter"),
)

PACKAGE = {
    "__init__.py": "",
    "drives.py": """
def count(answer, start, by):
    counter = answer(start)
    return counter.up(by), counter.value
""",
    "key/__init__.py": "",
    "key/exercises.py": f"""
import numpy as np

from course.lessons.declare import Exercise
from course.lessons.target import drives

KEPT_FROM_STUDENTS = "{SECRET}"


class Counter:
    def __init__(self, start):
        self.value = start

    def up(self, by):
        self.value = self.value + by
        return self.value


EXERCISES = (
    Exercise("double", lambda x: 2 * x, ("y",), lambda rng: {{"x": -float(rng.uniform(1, 5))}}, {{"x": 3.0}}),
    Exercise(
        "norm",
        lambda x: np.sqrt(np.sum(x**2)),
        ("length",),
        lambda rng: {{"x": rng.normal(size=5)}},
        {{"x": np.array([3.0, 4.0])}},
    ),
    Exercise("scale", lambda x: 3 * x, ("y",), lambda rng: {{"x": rng.normal(size=4)}}),
    Exercise(
        "apply",
        lambda x: [x(i) for i in range(3)],
        ("values",),
        lambda rng: {{"k": float(rng.uniform(1, 5))}},
        prepare=lambda k: {{"x": lambda i: i * i + k}},
        settle=lambda returned, k: np.array(returned, dtype=float),
    ),
    Exercise(
        "Counter",
        Counter,
        ("up", "value"),
        lambda rng: {{"start": float(rng.uniform(1, 5)), "by": float(rng.uniform(1, 5))}},
        drive=drives.count,
    ),
)
""",
    "key/mistakes.py": """
from course.lessons.declare import mistake


@mistake("double", says="it is three times x", asks="how often is x in its double?", seen_if="x is not 0")
def tripled(x):
    return 3 * x
""",
}


def write_package(course: Course) -> None:
    """Put what judges the lesson into ``course``; the processes that grade find it there."""
    folder = course.root / "course" / "lessons" / SLUG
    for name, text in PACKAGE.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@dataclass(frozen=True)
class Attack:
    """One hostile or broken submission: ``cell`` takes the place of the answer ``to``."""

    name: str
    cell: str = ""
    loses: tuple[str, ...] = ("double",)
    to: str = "double"
    extra: str = ""
    spoil: Callable[[dict], object] | None = None
    place: Callable[[Path, bytes], object] | None = None
    state: str | None = None
    says: str = ""
    partly: dict = field(default_factory=dict)

    def expected(self) -> dict[str, float]:
        return {t: 0 if e in self.loses else p for e, tests in POINTS.items() for t, p in tests.items()} | self.partly


def solved(student: dict, instructor: dict) -> dict:
    """The student's notebook with every answer right."""
    answers = {cell["id"]: cell["source"] for cell in instructor["cells"]}
    made = copy.deepcopy(student)
    for cell in made["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("solution"):
            cell["source"] = answers[cell["id"]]
    return made


def hand_in(attack: Attack, honest: dict, folder: Path) -> None:
    """Write the submission of ``attack``."""
    notebook = copy.deepcopy(honest)
    if attack.cell:
        the_cell(notebook, attack.to)["source"] = attack.cell
    if attack.extra:
        extra = {"cell_type": "code", "id": "extra", "metadata": {}, "outputs": [], "execution_count": None}
        notebook["cells"].insert(2, extra | {"source": attack.extra})
    if attack.spoil:
        notebook = attack.spoil(notebook) or notebook
    folder.mkdir(parents=True)
    data = json.dumps(notebook).encode()
    if attack.place:
        attack.place(folder / f"{NAME}.ipynb", data)
    else:
        (folder / f"{NAME}.ipynb").write_bytes(data)


def the_cell(notebook: dict, name: str) -> dict:
    return next(cell for cell in notebook["cells"] if cell["metadata"].get("nbgrader", {}).get("grade_id") == name)
