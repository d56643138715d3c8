"""Every exercise of every lesson: right answers keep full marks, wrong ones lose them under their own name."""

import ast
import importlib.util

import pytest

from course.lessons import declare
from tests.support.bank import examine, library_in_reach

from .lessons import EXERCISE_IDS, EXERCISES, graded_cells, notebook, run_test_cell, test_cells, with_answer

MISTAKES = [(slug, e, m) for slug, e in EXERCISES for m in declare.mistakes(slug, e.name)]
MISTAKE_IDS = [f"{slug}/{e.name}/{m.name}" for slug, e, m in MISTAKES]


def right_answers(slug):
    """Other ways to be right; a lesson without any fails in `test_there_are_five_other_right_ways`."""
    if importlib.util.find_spec(f"tests.right_answers.{slug}") is None:
        return []
    module = importlib.import_module(f"tests.right_answers.{slug}")
    return [
        (slug, *name.split("__", 1), function) for name, function in vars(module).items() if "__" in name.strip("_")
    ]


RIGHT = [answer for slug in declare.slugs() for answer in right_answers(slug)]

# Exercises whose answer is any revealing input: there is no wrong formula to collect, only inputs that hide the fault.
OPEN = {e.name for _, e in EXERCISES if e.verify}
BACKWARD = ("compute_d", "backward", "network")


def marks(slug, exercise, function):
    """Share of the points of both test cells, and the reports."""
    results = [run_test_cell(cell.source, with_answer(slug, exercise, function)) for cell in test_cells(slug, exercise)]
    maxima = [cell.metadata.nbgrader.points for cell in test_cells(slug, exercise)]
    return [value / maximum for (value, _), maximum in zip(results, maxima, strict=True)], [text for _, text in results]


@pytest.mark.parametrize(("slug", "exercise"), EXERCISES, ids=EXERCISE_IDS)
def test_the_reference_gets_full_marks(slug, exercise):
    with library_in_reach():
        shares, reports = marks(slug, exercise.name, exercise.reference)
    assert shares == [1, 1], reports


@pytest.mark.parametrize("slug", declare.slugs())
def test_the_instructor_s_answers_get_full_marks_without_what_the_library_has_of_them(slug):
    space = {"__name__": "__main__"}
    for cell in notebook(slug).cells:
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("solution"):
            exec(cell.source, space)
        elif cell.cell_type == "code" and "nbgrader" not in cell.metadata and "%" not in cell.source:
            imports = [s for s in ast.parse(cell.source).body if isinstance(s, (ast.Import, ast.ImportFrom))]
            exec(ast.unparse(ast.Module(imports, [])), space)
    for exercise in declare.exercises(slug).values():
        report = examine(slug, exercise, space)
        assert report.right, report.text()


@pytest.mark.parametrize(("slug", "exercise", "way", "function"), RIGHT, ids=[f"{s}/{e}/{w}" for s, e, w, _ in RIGHT])
def test_a_right_answer_written_another_way_gets_full_marks(slug, exercise, way, function):
    shares, reports = marks(slug, exercise, function)
    assert shares == [1, 1], reports


@pytest.mark.parametrize(("slug", "exercise"), EXERCISES, ids=EXERCISE_IDS)
def test_there_are_five_other_right_ways(slug, exercise):
    assert sum(1 for s, name, _, _ in RIGHT if (s, name) == (slug, exercise.name)) >= 5


@pytest.mark.parametrize(("slug", "exercise", "mistake"), MISTAKES, ids=MISTAKE_IDS)
def test_a_mistake_loses_points_under_its_own_name(slug, exercise, mistake):
    with library_in_reach():
        shares, [visible, hidden] = marks(slug, exercise.name, mistake.function)
    assert max(shares) < 1
    assert mistake.says in visible, visible
    assert mistake.says in hidden, hidden


@pytest.mark.parametrize(("slug", "exercise"), EXERCISES, ids=EXERCISE_IDS)
def test_the_bank_is_large_enough(slug, exercise):
    wanted = 0 if exercise.name in OPEN else 8 if exercise.name.startswith(BACKWARD) else 4
    assert len(declare.mistakes(slug, exercise.name)) >= wanted


@pytest.mark.parametrize(("slug", "exercise"), EXERCISES, ids=EXERCISE_IDS)
def test_the_stub_is_not_written_yet(slug, exercise):
    def not_written(*arguments):
        raise NotImplementedError("write this function")

    is_class = isinstance(exercise.reference, type)
    stub = type(exercise.name, (), {"__init__": not_written}) if is_class else not_written
    shares, reports = marks(slug, exercise.name, stub)
    assert shares == [0, 0]
    assert all(f"{exercise.name}: not written yet" in report for report in reports)


@pytest.mark.parametrize(("slug", "exercise"), EXERCISES, ids=EXERCISE_IDS)
def test_a_missing_function_says_which_cell_to_run(slug, exercise):
    for cell in test_cells(slug, exercise.name):
        value, report = run_test_cell(cell.source, {})
        assert value == 0
        is_class = isinstance(exercise.reference, type)
        assert (f"`class {exercise.name}`" if is_class else f"`def {exercise.name}(...)`") in report


@pytest.mark.parametrize("slug", declare.slugs())
def test_points_in_the_call_are_those_of_the_cell(slug):
    for cell in graded_cells(slug).values():
        if not cell.metadata.nbgrader.grade:
            continue
        [call] = [n for n in ast.walk(ast.parse(cell.source)) if isinstance(n, ast.Call) and n.func.id == "check"]
        points = next(k.value.value for k in call.keywords if k.arg == "points")
        assert points == cell.metadata.nbgrader.points, cell.source


@pytest.mark.parametrize("slug", declare.slugs())
def test_exercises_and_answer_cells_are_the_same_in_the_same_order(slug):
    answers = [gid for gid, cell in graded_cells(slug).items() if cell.metadata.nbgrader.solution]
    assert answers == list(declare.exercises(slug))


@pytest.mark.parametrize("slug", declare.slugs())
def test_every_mistake_belongs_to_an_exercise_and_asks_a_question(slug):
    bank = [m for name in declare.exercises(slug) for m in declare.mistakes(slug, name)]
    assert len({m.name for m in bank}) == len(bank)
    for mistake in bank:
        assert "?" in mistake.asks
        assert mistake.says
        assert mistake.seen_if


@pytest.mark.slow
@pytest.mark.parametrize("student", ["ada", "grace"])
@pytest.mark.parametrize("slug", declare.slugs())
def test_it_is_so_with_a_student_s_own_numbers(monkeypatch, slug, student):
    monkeypatch.setenv("COURSE_STUDENT", student)
    for _, exercise, way, function in (answer for answer in RIGHT if answer[0] == slug):
        shares, reports = marks(slug, exercise, function)
        assert shares == [1, 1], (way, reports)
    for _, exercise, mistake in (wrong for wrong in MISTAKES if wrong[0] == slug):
        with library_in_reach():
            shares, reports = marks(slug, exercise.name, mistake.function)
        assert max(shares) < 1, mistake.name
        assert all(mistake.says in report for report in reports), (mistake.name, reports)
