"""Answers that are looked up, lent, kept or guessed earn nothing, on the real lessons, through both processes."""

from __future__ import annotations

import copy
import json
import re
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
import pytest

from autograder.grading.judge.judge_submission import _key
from autograder.grading.keep.result import Result
from autograder.grading.publish.executed import executed_notebook
from autograder.grading.read.hand_in import Handed
from autograder.grading.run.fork_pool import WarmParents
from autograder.grading.run.sandbox.level import available
from autograder.grading.run.sandbox.limits import Limits
from autograder.grading.submission import grade_handed
from autograder.layout import Course
from autograder.reporting.feedback import feedback_page
from course.checks.cases import cases
from course.lessons import declare
from tests.authoring.courses import ROOT
from tests.grading.warm import handed, lesson, warm_parents

from .keys import IMPORTED, KEYS, L01, L04, L05, LIBRARYS_OWN, Key
from .leaks import LEAKS

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300), pytest.mark.sandbox]


@dataclass(frozen=True)
class Graded:
    result: Result
    seconds: float


@pytest.fixture(scope="module")
def graded(request: pytest.FixtureRequest) -> Iterator[dict[str, Future[Graded]]]:
    """All that are asked for, two at a time."""
    keys = {key.name: key for key in (item.callspec.params.get("key") for item in with_key(request)) if key}
    with warm_parents(L01, L04, L05) as parents, ThreadPoolExecutor(2) as pool:
        yield {name: pool.submit(grade, parents, key) for name, key in keys.items()}


def with_key(request: pytest.FixtureRequest) -> list[pytest.Item]:
    return [item for item in request.session.items if item.path == request.path and hasattr(item, "callspec")]


def grade(parents: WarmParents, key: Key) -> Graded:
    start = time.monotonic()
    result = grade_handed(parents, lesson(key.lesson), submission(key), Limits.of(key.seconds))
    return Graded(result, time.monotonic() - start)


def submission(key: Key) -> Handed:
    """What is handed in."""
    made = handed(lesson(key.lesson), key.answers)
    if not key.top:
        return made
    notebook = json.loads(made.notebook)
    notebook["cells"].insert(0, {"cell_type": "code", "id": "top", "metadata": {}, "outputs": [], "source": key.top})
    return replace(made, notebook=json.dumps(notebook).encode())


def earned(result: Result) -> dict[str, float]:
    """Points by exercise, without those that have none."""
    names = dict.fromkeys(verdict.exercise for verdict in result.verdicts.values() if verdict.points)
    return {n: sum(v.points for v in result.verdicts.values() if v.exercise == n) for n in names}


@pytest.mark.parametrize("key", KEYS, ids=[key.name for key in KEYS])
def test_it_earns_what_it_has_worked_out(key, graded):
    found = graded[key.name].result()
    result = found.result
    assert earned(result) == key.earns, [verdict.text for verdict in result.verdicts.values()]
    assert result.state != "grader error", result.notes
    assert (result.state == "needs a look") or not key.look, result.notes
    assert key.shows in json.dumps(result.cells)
    assert found.seconds < key.seconds + 20


FILES = [key for key in (*IMPORTED, *LIBRARYS_OWN) if key.name.startswith(("a02", "a07", "hook", "lessons_of", "its_"))]


@pytest.fixture(scope="module")
def least_confined() -> Iterator[WarmParents]:
    """At the weakest level that works here: there the files of the course lie beside those that may be read."""
    with WarmParents(available()[-1], Course(ROOT), [L01]) as parents:
        yield parents


@pytest.mark.parametrize("attack", FILES, ids=[key.name for key in FILES])
def test_no_file_helps_where_it_is_confined_least(attack, least_confined):
    result = grade(least_confined, attack).result
    assert earned(result) == attack.earns
    assert result.level == str(available()[-1])


COUNTED = {("two_gradients", "make_problem")}  # what is compared says how often something is so, and not what it is
EXERCISES = [(slug, name) for slug in declare.slugs() for name in declare.exercises(slug)]


def _said(exercise, arguments) -> list[np.ndarray]:
    """What a right answer returns, before it is put in order for the comparison."""
    said = exercise.driven(exercise.reference)(*exercise.handed(copy.deepcopy(arguments)).values())
    return [np.asarray(value) for value in said] if isinstance(said, (tuple, list)) else [np.asarray(said)]


@pytest.mark.parametrize(("slug", "name"), EXERCISES, ids=[f"{slug}-{name}" for slug, name in EXERCISES])
def test_no_answer_is_the_same_for_every_draw(slug, name, monkeypatch):
    """Else it could be read off a message once, and returned for ever."""
    exercise = declare.exercise(slug, name)
    if exercise.verify is not None or (slug, name) in COUNTED:
        return
    found = []
    for student in ("one", "another", "a third"):
        monkeypatch.setenv("COURSE_STUDENT", student)
        found += [_said(exercise, case.arguments) for case in cases(exercise, 7)]
    same = all(np.array_equal(a, b) for case in found for a, b in zip(found[0], case, strict=True))
    assert not same, [value.tolist() for value in found[0]]


def hidden_digits(key: Key) -> set[str]:
    """The numbers that hidden tests ask ``key`` with, as its cells would show them, digits only."""
    found: set[str] = set()
    for test in lesson(key.lesson).asked:
        if test.cell.is_hidden:
            asked = cases(declare.exercise(test.slug, test.exercise), test.seed)
            for value in (v for case in asked for v in case.arguments.values()):
                found |= {digits(f"{abs(v):.15f}")[:14] for v in np.ravel(value)[:4]}
    return found


def digits(text: str) -> str:
    return re.sub("[^0-9]", "", text)


def everything_shown(key: Key, result: Result) -> dict[str, str]:
    """What a person may come to see of a result."""
    of = lesson(key.lesson)
    verdicts = [verdict.text + verdict.html for verdict in result.verdicts.values()]
    return {
        "verdicts": " ".join(verdicts),
        "outputs": json.dumps(result.cells),
        "remarks": " ".join(result.remarks),  # notes are the instructor's, who has the key
        "page": feedback_page(of)(result, {}, 0.0).decode(),
        "notebook": json.dumps(executed_notebook(of, result)["cells"]),
    }


@pytest.mark.parametrize("key", LEAKS, ids=[key.name for key in LEAKS])
def test_nothing_of_a_hidden_test_is_shown(key, graded, monkeypatch):
    result = graded[key.name].result().result
    monkeypatch.setenv("COURSE_STUDENT", _key(submission(key)))
    secrets = hidden_digits(key)
    assert result.state != "grader error", result.notes
    assert len(secrets) > 40
    for place, words in everything_shown(key, result).items():
        plain = digits(words)
        assert not [secret for secret in secrets if secret in plain], (place, words[:3000])


@pytest.mark.parametrize("key", [key for key in LEAKS if key.name == "printed"], ids=["printed"])
def test_what_is_kept_would_be_found(key, graded, monkeypatch):
    """The same numbers are seen where they may be: in what a function printed, which the result keeps apart."""
    result = graded[key.name].result().result
    monkeypatch.setenv("COURSE_STUDENT", _key(submission(key)))
    kept = digits(" ".join(verdict.printed for verdict in result.verdicts.values()))
    assert any(secret in kept for secret in hidden_digits(key))
