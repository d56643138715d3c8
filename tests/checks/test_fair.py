"""Points in part: doing nothing earns nothing, and a better answer never gets less than a worse one."""

import inspect

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.checks.cases import Case, cases
from course.checks.fair import share
from course.checks.judge import Verdict
from course.checks.outcome import Outcome
from course.lessons import declare
from course.lessons.declare import Exercise
from tests.support.bank import examine

EXERCISES = [(slug, e) for slug in declare.slugs() for e in declare.exercises(slug).values() if e.verify is None]
IDS = [f"{slug}/{e.name}" for slug, e in EXERCISES]


def earned_by(expected, right):
    """The share for an answer that has ``right`` of these expected results right, on two cases."""
    made = []
    for seed in (1, 2):
        w = np.array([1.0, seed])
        values = [w if value == "given" else [seed] if value is None else value for value in expected]
        results = tuple(map(np.asarray, values))
        fault = None if len(right) == len(expected) else "something is wrong"
        made.append(Verdict(Case("", {"w": w}, results), Outcome(), frozenset(right), fault))
    return share(Exercise("f", lambda w: None, tuple(map(str, range(len(expected)))), lambda rng: {}), made)


@given(st.lists(st.sampled_from([None, "given", 0.0, 1.0, 5.0]), min_size=1, max_size=6), st.data())
def test_more_right_never_earns_less(expected, data):
    places = st.sets(st.integers(0, len(expected) - 1))
    fewer, more = data.draw(places), data.draw(places)
    a, b = (earned_by(expected, right) for right in (fewer, fewer | more))
    assert 0 <= a <= b <= 1
    assert earned_by(expected, set(range(len(expected)))) == 1


@pytest.mark.parametrize(
    ("expected", "right", "earned"),
    [
        ((None, "given"), {1}, 0),  # w is as it was
        ((None, "given"), {0}, 0.5),
        ((None, 0.0, 23.0), {1, 2}, 0),  # zeros, and one number for everything
        ((None, 1.0, 5.0), {1}, 0),
        ((None, 1.0, 5.0), {1, 2}, 2 / 3),  # two different numbers are no accident
    ],
)
def test_what_a_stub_gets_right_counts_only_beside_something_it_gets_wrong(expected, right, earned):
    assert earned_by(expected, right) == pytest.approx(earned)


def _idle_class(reference, value):
    """Keeps what it is given under the names of the reference; every method answers with ``value``."""

    def init(self, *given):
        names = list(inspect.signature(reference).parameters)
        vars(self).update(zip(names, given, strict=False))
        self.gradient = self.dW = self.db = np.zeros(1)
        self.w = getattr(self, "w", np.zeros(given[0] + 1 if given and isinstance(given[0], int) else 1))

    public = [name for name in dir(reference) if not name.startswith("_")]
    body = {name: lambda self, *_: value for name in public if callable(getattr(reference, name))}
    operators = ("add", "sub", "mul", "matmul")
    body |= {f"__{name}__": lambda self, *_: self for name in operators if hasattr(reference, f"__{name}__")}
    return type(reference.__name__, (), {**body, "__init__": init})


def idle(exercise):
    """Answers that do nothing: with zeros or one number for everything, or what they were given."""
    reference = exercise.reference
    if isinstance(reference, type):
        return [_idle_class(reference, value) for value in (None, 0.0, 1.0)]
    many = len(exercise.returns)

    shapes = [e.shape for e in cases(exercise, 0)[0].expected]

    def zeros(*_):
        made = [np.zeros(shape) if shape else 0.0 for shape in shapes]
        return tuple(made) if many > 1 else made[0]

    found = [zeros, *(lambda *_, c=c: c for c in (0.0, 1.0, 3, 5.0, True, False, None))]
    found += [lambda *_, c=c: (c,) * many for c in (0.0, 1.0)] if many > 1 else []
    count = len(inspect.signature(reference).parameters)
    found += [lambda *given, k=k: given[k] for k in range(count)]
    return [_with_signature(f, reference) for f in found]


def _with_signature(function, reference):
    function.__signature__ = inspect.signature(reference)
    return function


@pytest.mark.parametrize(("slug", "exercise"), EXERCISES, ids=IDS)
def test_doing_nothing_earns_nothing(slug, exercise):
    for answer in idle(exercise):
        report = examine(slug, exercise, {exercise.name: answer})
        assert report.points == 0, report.text()


FORWARD = """
def forward(A0, W1, W2):
    sigmoid = lambda Z: 1 / (1 + np.exp(-Z))
    Z1 = A0 @ W1
    A1 = sigmoid(Z1)
    Z2 = A1 @ W2
    A2 = sigmoid(Z2)
    {worse}
    return Z1, A1, Z2, A2
"""


@pytest.mark.parametrize("worse", ["A0 *= 1.5", "A2 = A2 + np.random.default_rng().normal()"])
def test_who_also_misbehaves_gets_no_more_for_being_wrong(worse):
    exercise = declare.exercise("concrete_backprop", "forward")

    def points(line):
        space = {"np": np}
        exec(FORWARD.format(worse=line), space)
        return examine("concrete_backprop", exercise, space, points=4).points

    assert points(worse) == points(f"{worse}; A2 = A2 + 1") == 0 if "A0" in worse else points(worse) == 0
    assert points("A2 = A2 + 1") == 3
    assert points("pass") == 4
