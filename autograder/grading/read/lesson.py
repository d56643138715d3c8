"""The lesson as the instructor's notebook has it: cells, order, tests and points. Nothing of a submission."""

from __future__ import annotations

import ast
import functools
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from ...authoring.lesson import ANSWERS, ROLES, exercise_of
from ...layout import Course
from ..place.dependencies import bound, parsed

_HIDDEN = "BEGIN HIDDEN TESTS"


@dataclass(frozen=True)
class Cell:
    """A cell of the instructor's notebook; ``released`` is what the student was given in its place."""

    id: str
    kind: str
    role: str
    source: str
    released: str
    points: float
    grade_id: str

    @property
    def is_code(self) -> bool:
        """Whether it runs."""
        return self.kind == "code"

    @property
    def is_answer(self) -> bool:
        """Whether the student writes it."""
        return self.role in ANSWERS

    @property
    def is_test(self) -> bool:
        """Whether running it gives points."""
        return self.role == "test" and self.is_code

    @property
    def is_hidden(self) -> bool:
        """Whether the student never had its text."""
        return _HIDDEN in self.source

    @functools.cached_property
    def digest(self) -> str:
        """Changes with a test's text or points."""
        return hashlib.sha256(f"{self.grade_id}\0{self.points}\0{self.source}".encode()).hexdigest()[:16]

    @functools.cached_property
    def statements(self) -> list[ast.stmt]:
        """Those of the released text."""
        return parsed(self.released)

    @functools.cached_property
    def defines(self) -> frozenset[str]:
        """The names its solution and its stub give a value."""
        return frozenset(bound(parsed(self.source)) | bound(self.statements))


@dataclass(frozen=True)
class Test:
    """What a test cell asks for: ``check("slug/exercise", points=..., seed=...)``."""

    cell: Cell
    slug: str
    exercise: str
    points: float
    seed: int


@dataclass(frozen=True)
class Lesson:
    """A lesson to grade; ``digest`` changes with all that decides what a submission earns, but the tests' own texts."""

    name: str
    cells: tuple[Cell, ...]
    notebook: dict
    files: dict[str, bytes]
    digest: str

    @functools.cached_property
    def tests(self) -> tuple[Cell, ...]:
        """The cells that give points by running, in order."""
        return tuple(cell for cell in self.cells if cell.is_test)

    @functools.cached_property
    def by_hand(self) -> tuple[Cell, ...]:
        """The cells whose points a person gives."""
        return tuple(cell for cell in self.cells if cell.points and not cell.is_test)

    @property
    def maximum(self) -> float:
        """All points there are."""
        return sum(cell.points for cell in self.cells)

    @functools.cached_property
    def asked(self) -> tuple[Test, ...]:
        """What the tests ask for, in order. LookupError for a test that does anything else."""
        return tuple(map(_asked, self.tests))

    @functools.cached_property
    def places(self) -> dict[str, str]:
        """By exercise, the id of its first test: the place in the notebook at which it is judged."""
        return {test.exercise: test.cell.id for test in reversed(self.asked)}

    @functools.cached_property
    def answers(self) -> dict[str, str]:
        """By exercise, the id of the cell in which its answer is written."""
        return {cell.grade_id: cell.id for cell in self.cells if cell.is_answer}

    def plain_code(self) -> list[Cell]:
        """The lesson's own code: neither answers nor tests."""
        return [cell for cell in self.cells if cell.is_code and not cell.is_answer and not cell.is_test]

    def exercise(self, test: Cell) -> str:
        """The exercise that a test belongs to; its own name if none fits."""
        return exercise_of(test.grade_id, tuple(c.grade_id for c in self.cells if c.is_answer)) or test.grade_id


def read_lesson(course: Course, name: str) -> Lesson:
    """The lesson ``name`` (NN_slug) from both built notebooks. LookupError if it has not been built."""
    source, release = course.instructor_notebook(name), course.student_notebook(name)
    for path in (source, release):
        if not path.is_file():
            raise LookupError(f"{course.shown(path)} is not there; run `python -m autograder build`")
    notebook = json.loads(source.read_bytes())
    given = {cell.get("id"): text(cell) for cell in json.loads(release.read_bytes())["cells"]}
    cells = tuple(_cell(cell, given) for cell in notebook["cells"])
    told = [[c.id, c.kind, c.role, c.grade_id, "" if c.is_test else [c.source, c.released, c.points]] for c in cells]
    files = _files(release.parent)
    digest = hashlib.sha256(_code_digest() + json.dumps(told).encode() + b"".join(files.values()))
    return Lesson(name, cells, notebook, files, digest.hexdigest())


def _asked(cell: Cell) -> Test:
    """What a test cell asks for; it may import `check`, call it once with constants, and nothing else."""
    calls = [s.value for s in parsed(cell.source) if isinstance(s, ast.Expr) and isinstance(s.value, ast.Call)]
    others = [s for s in parsed(cell.source) if not isinstance(s, (ast.ImportFrom, ast.Expr))]
    try:
        [call] = calls
        [target] = map(ast.literal_eval, call.args)
        told = {"points": 1.0, "seed": 0} | {k.arg: ast.literal_eval(k.value) for k in call.keywords}
        slug, exercise = target.split("/")
        if others or call.func.id != "check" or set(told) > {"points", "seed"}:
            raise ValueError("something else is in it")
        return Test(cell, slug, exercise, float(told["points"]), int(told["seed"]))
    except (ValueError, TypeError, AttributeError) as error:
        raise LookupError(
            f'test cell {cell.grade_id} has to be one call such as check("slug/exercise", points=2), '
            f"which is all that is judged while grading ({error})"
        ) from None


def text(cell: dict) -> str:
    """A cell's text, whether it is kept as one string or as lines."""
    source = cell.get("source", "")
    return source if isinstance(source, str) else "".join(line for line in source if isinstance(line, str))


def _cell(cell: dict, given: dict[str, str]) -> Cell:
    nbgrader = cell["metadata"].get("nbgrader", {})
    switches = tuple(nbgrader.get(name, False) for name in ("grade", "solution", "locked", "task"))
    role = ROLES.get(switches, "plain") if nbgrader else "plain"
    grade_id = nbgrader.get("grade_id", "")
    points = float(nbgrader.get("points", 0) or 0)
    return Cell(cell["id"], cell["cell_type"], role, text(cell), given.get(cell["id"], ""), points, grade_id)


def _files(folder: Path) -> dict[str, bytes]:
    """What lies beside the release's notebook: data that its cells read."""
    found = [p for p in sorted(folder.rglob("*")) if p.is_file() and p.suffix not in (".ipynb", ".py", ".pyc")]
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in found if ".ipynb_checkpoints" not in p.parts}


@functools.cache
def _code_digest() -> bytes:
    """Changes with any line of ``course`` or of this package: then what has been graded is graded again."""
    import course

    folders = (Path(course.__file__).parent, Path(__file__).parents[1])
    files = sorted(path for folder in folders for path in folder.rglob("*.py"))
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in files)).digest()
