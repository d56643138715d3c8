"""An exercise is judged alone: earlier ones are lent, the library refuses, the notebook's variables are away."""

import ast
import importlib
import inspect
import itertools
import linecache
import pkgutil

import numpy as np
import pytest

import course
from autograder.grading.read.lesson import read_lesson
from autograder.layout import Course
from course import activations
from course.checks.cases import cases
from course.checks.judge import agree
from course.checks.library import Closed, functions_of, is_library, needed_by
from course.lessons import declare
from tests.authoring.courses import ROOT
from tests.support.bank import examine

SLUG = "concrete_backprop"
CELL = """
def sigmoid(Z):
    return Z
def forward(A0, W1, W2):
    Z1 = A0 @ W1
    A1 = sigmoid(Z1)
    Z2 = A1 @ W2
    return Z1, A1, Z2, sigmoid(Z2)
"""


def found(name, source, **others):
    space = {"np": np, **others}
    exec(source, space)
    return examine(SLUG, declare.exercise(SLUG, name), space)


def test_an_earlier_exercise_that_is_wrong_is_lent():
    report = found("forward", CELL)
    assert report.right
    assert report.lent == ("sigmoid",)
    assert "not right yet" in report.text()


def test_an_earlier_exercise_that_is_missing_is_lent():
    assert found("forward", CELL.replace("def sigmoid", "def sigmiod")).right


def test_a_later_exercise_is_not_lent():
    source = "def sigmoid(Z):\n    return forward(Z, np.eye(Z.shape[1]), np.eye(Z.shape[1]))[1]"
    report = found("sigmoid", source)
    assert not report.right
    assert "forward" in report.headline


def test_a_circle_earns_nothing():
    source = (
        "def compute_dW1(A0, dZ1):\n    return compute_dW2(A0, dZ1)\n"
        "def compute_dW2(A1, dZ2):\n    return compute_dW1(A1, dZ2)"
    )
    for name in ("compute_dW1", "compute_dW2"):
        report = found(name, source)
        assert report.points == 0
        assert report.error == "RecursionError"


LENDING = [(s, e) for s in declare.slugs() for e in declare.exercises(s).values() if e.lends]


@pytest.mark.parametrize(("slug", "exercise"), LENDING, ids=[f"{s}/{e.name}" for s, e in LENDING])
def test_what_is_lent_is_an_earlier_function_and_not_the_answer_itself(slug, exercise):
    """Nor is it the answer in other clothes: arguments in another order, transposed, filled up; one result of many."""
    every = declare.exercises(slug)
    assert set(exercise.lends) <= set(itertools.takewhile(lambda name: name != exercise.name, every))
    for name in exercise.lends:
        assert not isinstance(every[name].reference, type), "a class could be kept"
        if not (exercise.verify or exercise.drive or exercise.prepare):
            assert not _is_answer(every[name].reference, cases(exercise, 5)), name


@pytest.mark.parametrize(
    ("name", "asked"), [("compute_dW2", "compute_dW1"), ("compute_dA1", "compute_dW1"), ("forward", "compute_dW2")]
)
def test_an_answer_in_other_clothes_is_known(name, asked):
    assert _is_answer(declare.exercise(SLUG, name).reference, cases(declare.exercise(SLUG, asked), 5))


def _is_answer(function, tried):
    return all(any(_has(function, order, case) for order in _clothes(function, case)) for case in tried)


def _clothes(function, case):
    given = list(case.arguments.values())
    missing = len(inspect.signature(function).parameters) - len(given)
    sizes = {n for a in given for n in np.shape(a)}
    fillers = [[1.0], *([np.eye(n)] for n in sizes)] if missing == 1 else [[]] if missing == 0 else []
    for filled in (given + filler for filler in fillers):
        turned = itertools.product(*([a, a.T] if isinstance(a, np.ndarray) and a.ndim == 2 else [a] for a in filled))
        for some in turned:
            yield from itertools.permutations(some)


def _has(function, arguments, case):
    try:
        with np.errstate(all="ignore"):
            found = function(*arguments)
        found = found if isinstance(found, tuple) else (found,)
        if len(case.expected) > 1:
            return agree(found, case.expected)
        return any(agree((f,), case.expected) for one in found for f in (one, np.transpose(one)))
    except Exception:
        return False


@pytest.mark.parametrize("slug", declare.slugs())
def test_what_the_instructor_s_answer_and_other_right_ones_call_is_lent(slug):
    every = declare.exercises(slug)
    [lesson] = [read_lesson(Course(ROOT), path.stem) for path in Course(ROOT).lesson_files() if path.stem[3:] == slug]
    texts = [(cell.grade_id, cell.source) for cell in lesson.cells if cell.grade_id in every and cell.is_code]
    ways = vars(importlib.import_module(f"tests.right_answers.{slug}")) if every else {}
    texts += [(name.split("__")[0], inspect.getsource(way)) for name, way in ways.items() if "__" in name.strip("_")]
    functions = {name for name, exercise in every.items() if not isinstance(exercise.reference, type)}
    assert len(texts) >= len(functions)
    for name, text in texts:
        earlier = set(itertools.takewhile(lambda other, name=name: other != name, every)) & functions
        used = {node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)} & earlier
        assert used <= set(every[name].lends), name


def test_a_lent_answer_may_use_the_library():
    """The sigmoid that is lent to ``compute_dZ2`` is the library's, which is closed around it."""
    space = {"np": np}
    source = "def compute_dZ2(Z2, t):\n    y = sigmoid(Z2)\n    return (y - t) * y * (1 - y)\n"
    exec(source + "def sigmoid(Z):\n    return Z", space)
    exercise = declare.exercise(SLUG, "compute_dZ2")
    assert examine(SLUG, exercise, space).right
    exec("from course.activations import sigmoid as s\n" + source.replace("sigmoid(Z2)", "s(Z2)"), space)
    assert "Write it yourself" in examine(SLUG, exercise, space).headline


@pytest.mark.parametrize(
    "source",
    [
        "from course.activations import sigmoid",
        "from course.activations import sigmoid as s\ndef sigmoid(Z):\n    return s(Z)",
        "import course.activations\ndef sigmoid(Z):\n    return course.activations.sigmoid(Z)",
        "import functools, course.activations\nsigmoid = functools.partial(course.activations.sigmoid)",
    ],
)
def test_the_library_s_own_function_is_no_answer(source):
    report = found("sigmoid", source)
    assert report.points == 0
    assert report.headline == (
        "it calls course.activations.sigmoid, which is the library's: an answer is code of your own. Write it yourself."
    )
    assert activations.sigmoid(np.zeros(1)) == 0.5, "and it works again"


@pytest.mark.parametrize(
    "source",
    [
        "from course.layers import linear\ndef compute_dA1(dZ2, W2):\n    return linear(dZ2, W2.T)",
        "from course.engine import Var\ndef compute_dA1(dZ2, W2):\n    return (Var(dZ2) @ Var(W2.T)).value",
        "from course.gradcheck import numerical_gradient\ndef compute_dA1(dZ2, W2):\n"
        "    return numerical_gradient(lambda A: np.sum(A @ W2 * dZ2), np.ones((len(dZ2), len(W2))))",
        "from course.tracing import record\ndef compute_dA1(dZ2, W2):\n"
        "    return record(lambda A: np.sum(A @ W2 * dZ2), np.ones((len(dZ2), len(W2)))).gradients['A']",
    ],
)
def test_nor_is_what_can_be_made_of_it(source):
    report = found("compute_dA1", source)
    assert report.points == 0
    assert "which is the library's" in report.headline


USES = [(s, e) for s in declare.slugs() for e in declare.exercises(s).values() if e.uses]


def test_a_class_refuses_in_all_its_methods_and_works_afterwards():
    from course.layers import Linear

    layer = Linear(np.eye(2))
    with Closed((), ()):
        for use in (lambda: Linear(np.eye(2)), lambda: layer.forward(np.eye(2)), lambda: layer.parameters):
            with pytest.raises(PermissionError, match=r"course\.layers\.Linear"):
                use()
    with Closed((), [[layer]]):
        assert layer.forward(np.eye(2)).tolist() == [[1, 0], [0, 1]], "one that was handed over works"
        with pytest.raises(PermissionError, match=r"course\.layers\.Linear"):
            Linear(np.eye(2))
    with Closed((Linear,), ()):
        assert Linear(np.eye(2)).forward(np.eye(2)).tolist() == [[1, 0], [0, 1]], "so does what may be used"
    assert layer.forward(np.eye(2)).tolist() == [[1, 0], [0, 1]]


def test_what_is_closed_is_all_that_computes():
    closed = {m.name for m in pkgutil.walk_packages(course.__path__, "course.") if is_library(m.name)}
    assert {"course.engine", "course.gradcheck", "course.tracing.recorder", "course.lessons.plane"} <= closed
    assert not closed & {"course.datasets", "course.checks.check", "course.lessons.split_nodes.drives"}


def test_what_is_used_comes_with_what_it_needs():
    from course.layers import Linear

    assert set(needed_by([Linear])) == {"course.layers.Linear", "course.layers.linear_backward"}


@pytest.mark.parametrize(("slug", "user"), USES, ids=[f"{s}/{e.name}" for s, e in USES])
def test_what_one_exercise_may_use_is_the_answer_to_none(slug, user):
    """Each function of it is handed in for every exercise of the lesson, its arguments in every order."""
    used = [f for thing in needed_by(user.uses).values() for f in functions_of(thing) if not isinstance(thing, type)]
    for exercise in declare.exercises(slug).values():
        if exercise.verify or exercise.drive or exercise.prepare:
            continue
        tried = cases(exercise, 5)
        for function in used:
            for order in _orders(function, list(tried[0].arguments)):
                values = [[case.arguments[name] for name in order] for case in tried]
                if all(_gives(function, v, case.expected) for v, case in zip(values, tried, strict=True)):
                    pytest.fail(f"{function.__qualname__}({', '.join(order)}) is the answer to {exercise.name}")


def _orders(function, names):
    required = [p for p in inspect.signature(function).parameters.values() if p.default is p.empty and p.kind < 2]
    return itertools.permutations(names) if len(required) <= len(names) <= 4 else []


def _gives(function, values, expected):
    with np.errstate(all="ignore"):
        try:
            result = function(*(v.copy() if isinstance(v, np.ndarray) else v for v in values))
        except Exception:
            return False
    return agree(result if isinstance(result, tuple) and len(expected) > 1 else (result,), expected)


def _notebook(*cells):
    """Names as a notebook has them after these cells."""
    space = {"np": np, "__name__": "__main__"}
    for number, cell in enumerate(cells):
        name = f"<cell {number} of {id(cells)}>"
        linecache.cache[name] = (len(cell), None, cell.splitlines(keepends=True), name)
        exec(compile(cell, name, "exec"), space)
    return space


RIGHT = "ONE = 1\n\ndef sigmoid(Z):\n    return ONE / (ONE + np.exp(-Z))"


@pytest.mark.parametrize(
    "cells",
    [
        [RIGHT],
        ["HALF = 0.5\ndef tanh(Z):\n    return np.tanh(HALF * Z)", "def sigmoid(Z):\n    return 0.5 + 0.5 * tanh(Z)"],
        ["memory = {}\n" + RIGHT.replace("    return", "    memory[0] = Z\n    return")],
        ["import functools\nONE = 1\n@functools.wraps(np.exp)\ndef sigmoid(Z):\n    return ONE / (ONE + np.exp(-Z))"],
        ["class Consts:\n    ONE = 1\n\ndef sigmoid(Z):\n    return Consts.ONE / (Consts.ONE + np.exp(-Z))"],
    ],
)
def test_a_constant_beside_a_function_stays_in_reach(cells):
    space = _notebook(*cells)
    report = examine(SLUG, declare.exercise(SLUG, "sigmoid"), space)
    assert report.right, report.text()


def test_a_variable_of_another_cell_does_not_and_the_message_says_what_to_do():
    space = _notebook("ONE = 1", RIGHT.replace("ONE = 1\n\n", ""))
    report = examine(SLUG, declare.exercise(SLUG, "sigmoid"), space)
    assert report.headline.startswith("it uses `ONE`, a variable of the notebook")
    assert "a constant may stand in the same cell" in report.headline
    assert space["ONE"] == 1


def test_a_hidden_test_shows_the_verdict_and_the_question_only():
    source = "def compute_dW2(A1, dZ2):\n    print(A1)\n    return A1.T @ dZ2 / len(A1)"
    report = found("compute_dW2", source)
    assert "A1 =" in report.text()
    brief = report.brief()
    assert brief.points == report.points
    assert brief.text().splitlines()[0] == "✗ compute_dW2: not right yet."
    assert report.mistakes[0].asks in brief.text()
    for shown in (brief.text(), brief.html()):
        assert "A1 =" not in shown
        assert "expected" not in shown
        assert "printed" not in shown
        assert report.headline not in shown


def test_an_error_in_a_hidden_test_says_its_kind_and_nothing_of_its_words():
    source = "class Tell(ValueError):\n    pass\ndef compute_dW2(A1, dZ2):\n    raise Tell(str(A1))"
    assert found("compute_dW2", source).brief().headline == "not right yet. It stopped with ValueError."
