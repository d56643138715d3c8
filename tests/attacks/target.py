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

from tests.authoring.lessons import answer, graded, hidden, lesson, mark

NAME = "90_target"
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

LESSON = lesson(
    "# %%\nimport numpy as np\n\nstart = np.array([1.0, 2.0])",
    answer("double", "return 2 * x"),
    graded("test_double", "assert double(3) == 6\nassert double(4) == 8", points=2),
    hidden("hidden_double", f"{SECRET} = double(-0.5)\nassert {SECRET} == -1"),
    answer("norm", "return np.sqrt(np.sum(x**2))"),
    graded("test_norm", "np.testing.assert_allclose(norm(np.array([3.0, 4.0])), 5)", points=2),
    hidden("hidden_norm", f"float(abs(norm(start * 2) - 20**0.5) < 1e-9)  # {SECRET}"),
    answer("scale", "return 3 * x"),
    graded("test_scale", "v = start.copy()\nw = scale(v)\nassert (w == 3 * start).all()\nassert (v == start).all()"),
    answer("apply", "return [x(i) for i in range(3)]"),
    graded("test_apply", "assert apply(lambda i: i * i) == [0, 1, 4]"),
    f"{mark('Counter', solution=True)}\n{MODEL}",
    graded("test_Counter", "c = Counter(3)\n(c.up(2) == 5) * 1.0 + (c.value == 5) * 1.0", points=2),
)


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
