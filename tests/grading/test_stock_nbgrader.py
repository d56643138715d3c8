"""A real run of stock nbgrader with our config, on every lesson and on a small one with each kind of cell.

Generate, three submissions, autograde, feedback: reference answers earn all, the untouched notebook nothing, a notebook
of which the first half is solved the points of that half.
"""

import re
import shutil
from dataclasses import dataclass

import pytest

from autograder.authoring.lesson import ANSWERS, exercise_of
from autograder.authoring.plan import read_lessons
from autograder.layout import Course
from tests.authoring.courses import ROOT, built_files, run

from .small import small_course
from .stock import cells, environment, nbgrader, scores, submit

pytestmark = pytest.mark.slow
GRADED = [path.stem for path in Course(ROOT).lesson_files() if '"grade": true' in path.read_text()]
LESSONS = ["01_small", *GRADED]


@dataclass(frozen=True)
class Graded:
    """A course in which one lesson has been generated, handed in three times, and graded."""

    course: Course
    name: str
    built: dict[str, bytes]
    tests: dict[str, tuple[str, float]]

    @property
    def exercises(self) -> list[str]:
        return list(dict.fromkeys(exercise for exercise, _ in self.tests.values()))

    def expected(self, solved: list[str]) -> dict[str, tuple[float, float]]:
        """Full points for the tests of the exercises that are solved, nothing for the others."""
        return {test: (points if exercise in solved else 0, points) for test, (exercise, points) in self.tests.items()}

    def earned(self, student: str) -> dict[str, tuple[float | None, float]]:
        return {test: score for test, score in scores(self.course, self.name, student).items() if test in self.tests}


@pytest.fixture(scope="module", params=LESSONS)
def graded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Graded:
    name, home = request.param, tmp_path_factory.mktemp(request.param)
    course = small_course(home / "course")
    written = Course(ROOT).solutions / f"{name}.py"
    if written.exists():
        shutil.copy(written, course.solutions)
        (course.solutions / "01_small.py").unlink()
    assert run(course, "build") == 0
    made = Graded(course, name, built_files(course), points_by_test(course, name))
    env = environment(course, home)
    nbgrader(course, env, "generate_assignment", name)
    submit(course, name, "ada", solved_by_reference(course, name))
    submit(course, name, "bob", [])
    submit(course, name, "eve", first_half(made))
    nbgrader(course, env, "autograde", name)
    nbgrader(course, env, "generate_feedback", name)
    return made


def points_by_test(course: Course, name: str) -> dict[str, tuple[str, float]]:
    """By test cell, its exercise and its points."""
    lesson = read_lessons(course, [course.solutions / f"{name}.py"])[0]
    graded_cells = [cell for cell in lesson.cells if cell.role == "test"]
    return {
        cell.grade_id: (exercise_of(cell.grade_id, lesson.exercises), cell.nbgrader["points"]) for cell in graded_cells
    }


def solved_by_reference(course: Course, name: str) -> list[str]:
    lesson = read_lessons(course, [course.solutions / f"{name}.py"])[0]
    return [cell.grade_id for cell in lesson.cells if cell.role in ANSWERS]


def first_half(made: Graded) -> list[str]:
    return made.exercises[: len(made.exercises) // 2]


def test_generate_gives_the_bytes_of_our_build(graded):
    assert built_files(graded.course) == graded.built


def test_reference_answers_earn_everything(graded):
    assert graded.earned("ada") == graded.expected(graded.exercises)


def test_the_untouched_notebook_earns_nothing(graded):
    assert graded.earned("bob") == graded.expected([])


def test_the_first_half_earns_its_points(graded):
    half = first_half(graded)
    assert half
    assert graded.earned("eve") == graded.expected(half)


def test_hidden_tests_come_back_for_grading(graded):
    """Autograding puts the instructor's test cells back; the student never had them."""
    path = graded.course.root / "autograder" / "autograded" / "ada" / graded.name / f"{graded.name}.ipynb"
    sources = {cell["id"]: cell["source"] for cell in cells(path)}
    instructors = {cell["id"]: cell["source"] for cell in cells(graded.course.instructor_notebook(graded.name))}
    assert {test: sources[test] for test in graded.tests} == {test: instructors[test] for test in graded.tests}


def test_feedback_shows_the_score(graded):
    page = graded.course.root / "autograder" / "feedback" / "eve" / graded.name / f"{graded.name}.html"
    earned = sum(score for score, _ in graded.expected(first_half(graded)).values())
    maximum = sum(score for _, score in scores(graded.course, graded.name, "eve").values())
    found = re.search(r"Score: ([\d.]+) / ([\d.]+)", page.read_text(encoding="utf-8"))
    assert (float(found[1]), float(found[2])) == (earned, maximum)


def test_no_lesson_file_is_handed_on(graded):
    """Answers stay in solutions/: no Python file reaches a release, a submission or a graded copy."""
    found = [*graded.course.notebooks.rglob("*.py"), *(graded.course.root / "autograder").glob("*/**/*.py")]
    assert found == []
