"""Through the whole pipeline, sandbox included: right answers earn all, a wrong one loses its own points only."""

import importlib

import pytest

from course.lessons import declare

from .equivalent import EQUIVALENT
from .warm import LESSONS, as_cell, graded, lesson, mutants, references, shares, warm_parents

pytestmark = [pytest.mark.slow, pytest.mark.sandbox]
SLUGS = {name: name.partition("_")[2] for name in LESSONS}


@pytest.fixture(scope="module")
def parents():
    with warm_parents() as parents:
        yield parents


@pytest.mark.parametrize("name", LESSONS)
def test_reference_answers_earn_everything(name, parents):
    result = graded(parents, lesson(name), references(lesson(name)))
    assert set(shares(lesson(name), result).values()) == {1}, result.verdicts
    assert result.state == "graded", result.notes


@pytest.mark.parametrize("name", LESSONS)
def test_the_untouched_notebook_earns_nothing(name, parents):
    assert set(shares(lesson(name), graded(parents, lesson(name), {})).values()) == {0}


@pytest.mark.parametrize("name", LESSONS)
def test_half_earns_half(name, parents):
    right = references(lesson(name))
    half = dict(list(right.items())[: len(right) // 2])
    found = shares(lesson(name), graded(parents, lesson(name), half))
    assert found == {exercise: float(exercise in half) for exercise in found}


def rounds(wrong: dict[str, list]) -> list[dict]:
    """One of each exercise's wrong answers a round: exercises are judged alone, so a submission tries many at once."""
    longest = max(map(len, wrong.values()), default=0)
    return [{name: texts[k] for name, texts in wrong.items() if k < len(texts)} for k in range(longest)]


@pytest.mark.parametrize("name", LESSONS)
def test_mistakes_lose_their_own_points_under_their_own_names(name, parents):
    bank = {e: declare.mistakes(SLUGS[name], e) for e in declare.exercises(SLUGS[name])}
    for chosen in rounds(bank):
        cells = {exercise: as_cell(mistake.function, exercise) for exercise, mistake in chosen.items()}
        result = graded(parents, lesson(name), references(lesson(name)) | cells, call=2, cell=3, submission=60)
        found = shares(lesson(name), result)
        assert all(found[e] == 1 for e in found if e not in chosen), (chosen, found)
        for exercise, mistake in chosen.items():
            if not loses_under_its_name(lesson(name), result, exercise, mistake):
                # Two wrongs can make a right: then this one on its own.
                alone = graded(parents, lesson(name), references(lesson(name)) | {exercise: cells[exercise]})
                assert loses_under_its_name(lesson(name), alone, exercise, mistake), mistake


def loses_under_its_name(lesson, result, exercise, mistake) -> bool:
    named = [v.mistakes for v in result.verdicts.values() if v.exercise == exercise]
    return shares(lesson, result)[exercise] < 1 and all(names == {mistake.name: mistake.says} for names in named)


def test_the_first_wrong_line_of_a_function_in_the_other_process_is_told(parents):
    name = "01_concrete_backprop"
    right = references(lesson(name))["network"]
    wrong = right.replace("(1 - A1)", "(1 + A1)")
    assert wrong != right
    verdict = graded(parents, lesson(name), references(lesson(name)) | {"network": wrong}).verdicts["test_network"]
    assert "first wrong   line" in verdict.text
    assert "(1 + A1)`): dZ1[" in verdict.text


def survivors(name, parents) -> set[tuple[str, str]]:
    """The single changes that lose nothing, alone; and no change takes points from another exercise."""
    answers = references(lesson(name))
    code = [cell.grade_id for cell in lesson(name).cells if cell.is_answer and cell.is_code]
    survived = {}
    for chosen in rounds({e: list(mutants(answers[e])) for e in code}):
        cells = {exercise: text for exercise, (_, text) in chosen.items()}
        found = shares(lesson(name), graded(parents, lesson(name), answers | cells, call=2))
        assert all(found[e] == 1 for e in found if e not in chosen), (chosen, found)
        survived |= {(e, what): text for e, (what, text) in chosen.items() if found.get(e) == 1}
    return {
        (e, what)
        for (e, what), text in survived.items()
        if shares(lesson(name), graded(parents, lesson(name), answers | {e: text}, call=2))[e] == 1
    }


@pytest.mark.parametrize("name", LESSONS)
def test_single_changes_lose_their_own_points_only(name, parents):
    assert survivors(name, parents) == set(EQUIVALENT[name])


@pytest.mark.parametrize("slug", SLUGS.values())
def test_right_answers_in_other_words_keep_their_points(slug, parents):
    """One submission for each way; those of different exercises share one."""
    module = importlib.import_module(f"tests.right_answers.{slug}")
    name = next(n for n, s in SLUGS.items() if s == slug)
    ways: dict[str, list] = {}
    for full, function in vars(module).items():
        if "__" in full.strip("_"):
            ways.setdefault(full.split("__")[0], []).append(as_cell(function, full.split("__")[0]))
    for number in range(max(map(len, ways.values()))):
        some = {exercise: "import math\n" + texts[number % len(texts)] for exercise, texts in ways.items()}
        found = shares(lesson(name), graded(parents, lesson(name), references(lesson(name)) | some))
        assert set(found.values()) == {1}, (number, found)
