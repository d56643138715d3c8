"""Answers that are looked up, lent, kept or guessed earn nothing, on the real lessons, through both processes."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from autograder.grading.keep.result import Result
from autograder.grading.run.fork_pool import WarmParents
from autograder.grading.run.sandbox.limits import Limits
from autograder.grading.submission import grade_handed
from tests.grading.warm import handed, lesson, warm_parents

from .keys import KEYS, L01, L04, Key

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300), pytest.mark.sandbox]


@pytest.fixture(scope="module")
def parents() -> Iterator[WarmParents]:
    with warm_parents(L01, L04) as parents:
        yield parents


def grade(parents: WarmParents, key: Key) -> Result:
    return grade_handed(parents, lesson(key.lesson), handed(lesson(key.lesson), key.answers), Limits.of(key.seconds))


def earned(result: Result) -> dict[str, float]:
    """Points by exercise, without those that have none."""
    names = dict.fromkeys(verdict.exercise for verdict in result.verdicts.values() if verdict.points)
    return {n: sum(v.points for v in result.verdicts.values() if v.exercise == n) for n in names}


@pytest.mark.parametrize("key", KEYS, ids=[key.name for key in KEYS])
def test_it_earns_what_it_has_worked_out(key, parents):
    start = time.monotonic()
    result = grade(parents, key)
    assert earned(result) == key.earns, [verdict.text for verdict in result.verdicts.values()]
    assert result.state != "grader error", result.notes
    assert (result.state == "needs a look") or not key.look, result.notes
    assert time.monotonic() - start < key.seconds + 20
