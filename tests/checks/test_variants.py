"""Right answers rewritten by program stay right: renamed, reordered, on inputs of their own."""

import importlib

import numpy as np
import pytest

from course.lessons import declare
from tests.support.bank import examine
from tests.support.variants import variant

SLUGS = [slug for slug in declare.slugs() if declare.exercises(slug)]


@pytest.mark.parametrize("slug", SLUGS)
def test_no_rewritten_right_answer_raises_an_alarm(slug):
    module = importlib.import_module(f"tests.right_answers.{slug}")
    right = {e.name: e.reference for e in declare.exercises(slug).values()}
    rng = np.random.default_rng(1)
    for name, function in vars(module).items():
        exercise, way, _ = name.partition("__")
        if way and exercise:
            cell = {**right, exercise: variant(function, rng)}
            report = examine(slug, declare.exercise(slug, exercise), cell, seed=int(rng.integers(1 << 30)))
            assert report.right, report.text()


def test_a_variant_has_other_names_and_the_same_values():
    def product(left, right):
        total = left * right + left
        return total

    changed = variant(product, np.random.default_rng(0))
    assert changed(3.0, 4.0) == product(3.0, 4.0) == 15.0
    assert not {"left", "right", "total"} & set(changed.__code__.co_varnames)
