"""What must cost nothing: slow cells, own modules, cells of odd kinds; and what somebody has to look at."""

import dataclasses
import json

import pytest

from autograder.grading.place.key_use import key_use
from autograder.grading.run.sandbox.limits import Limits
from autograder.grading.submission import grade_handed
from course.lessons.oop_optimizer.key import prepare

from .warm import graded, handed, lesson, references, shares, warm_parents

pytestmark = [pytest.mark.slow, pytest.mark.sandbox]
NAME = "01_concrete_backprop"
LIMITS = Limits(call=2, cell=2, submission=20)


@pytest.fixture(scope="module")
def parents():
    with warm_parents(NAME) as parents:
        yield parents


def hand_in(parents, answers, *cells, files=None, limits=LIMITS):
    """The released notebook with these answers, and with these cells of the student's own at its start."""
    given = handed(lesson(NAME), references(lesson(NAME)) | answers)
    notebook = json.loads(given.notebook)
    plain = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    own = [plain | {"id": f"own{n}", "source": cell} if isinstance(cell, str) else cell for n, cell in enumerate(cells)]
    notebook["cells"][1:1] = own
    given = dataclasses.replace(given, notebook=json.dumps(notebook).encode(), files=files or {})
    return grade_handed(parents, lesson(NAME), given, limits)


def lost(result):
    return {name: share for name, share in shares(lesson(NAME), result).items() if share < 1}


def test_slow_cells_take_no_time_from_the_tests(parents):
    result = hand_in(parents, {}, *(f"x{n} = {n}\nwhile True: pass" for n in range(8)))
    assert lost(result) == {}
    assert "it took too long" in " ".join(result.notes)


def test_what_a_slow_answer_s_cell_defines_counts(parents):
    assert lost(hand_in(parents, {"loss": "while True: pass\n" + references(lesson(NAME))["loss"]})) == {}


def test_an_endless_function_costs_its_own_points(parents):
    assert set(lost(hand_in(parents, {"compute_dW2": "def compute_dW2(A1, dZ2):\n    while True: pass"}))) == {
        "compute_dW2"
    }


def test_a_module_handed_in_is_there_and_replaces_none(parents):
    files = {
        "helper.py": b"import numpy as np\ndef s(Z):\n    return 1 / (1 + np.exp(-Z))",
        "numpy.py": b"raise SystemExit",
        "course/__init__.py": b"raise SystemExit",
    }
    assert (
        lost(hand_in(parents, {"sigmoid": "from helper import s\ndef sigmoid(Z):\n    return s(Z)"}, files=files)) == {}
    )


def test_a_text_that_was_copied_from_an_answer_s_cell_is_no_answer(parents):
    meta = {"nbgrader": {"grade_id": "sigmoid", "grade": False, "solution": True, "locked": False, "schema_version": 3}}
    text = {"cell_type": "markdown", "metadata": meta, "id": "copied", "source": "My notes on the sigmoid."}
    assert lost(hand_in(parents, {}, text)) == {}


def test_a_notebook_whose_cells_have_lost_their_names_is_taken_as_it_is(parents):
    given = handed(lesson(NAME), references(lesson(NAME)))
    notebook = json.loads(given.notebook)
    for cell in notebook["cells"]:
        cell.pop("id", None)
        cell["metadata"] = {}
    result = grade_handed(
        parents, lesson(NAME), dataclasses.replace(given, notebook=json.dumps(notebook).encode()), LIMITS
    )
    assert lost(result) == {}
    assert not any("of your own" in remark for remark in result.remarks)
    assert result.extra.keys() <= {cell.id for cell in lesson(NAME).cells} | {""}
    own = {text for texts in result.extra.values() for text in texts}
    assert not own & {cell.released for cell in lesson(NAME).plain_code()}


@pytest.mark.parametrize(
    "alias",
    [
        "act = sigmoid\n{forward}",
        "import functools\nact = functools.partial(sigmoid)\n{forward}",
        "names = dict(act=sigmoid)\n{forward}".replace("act(", "names['act']("),
    ],
)
def test_what_is_lent_reaches_the_student_s_own_names_for_it(alias, parents):
    forward = (
        "def forward(A0, W1, W2):\n    Z1 = A0 @ W1\n    A1 = act(Z1)\n    Z2 = A1 @ W2\n    return Z1, A1, Z2, act(Z2)"
    )
    forward = forward.replace("act(", "names['act'](") if "names" in alias else forward
    answers = {"sigmoid": "def sigmoid(Z):\n    return Z", "forward": alias.format(forward=forward)}
    assert set(lost(hand_in(parents, answers))) == {"sigmoid"}


def test_what_an_answer_calls_and_is_not_written_is_not_the_answer_itself(parents):
    answers = {
        "compute_dW2": "def helper():\n    raise NotImplementedError\n\ndef compute_dW2(A1, dZ2):\n    return helper()"
    }
    text = hand_in(parents, answers).verdicts["test_compute_dW2"].text
    assert "it calls, in line 2, `return helper()`, something that is not written yet" in text


def test_a_cell_of_the_student_s_own_that_stops_is_told(parents):
    result = hand_in(parents, {}, "table = missing_name")
    assert lost(result) == {}
    assert result.state == "graded"
    assert any("a cell of your own stopped" in remark and "missing_name" in remark for remark in result.remarks)


def test_who_asks_for_the_key_in_disguise_is_looked_at(parents):
    name = "'course.lessons.concrete_backprop.' + 'yek'[::-1]"
    found = hand_in(
        parents, {}, f"import importlib\ntry:\n    importlib.import_module({name})\nexcept ImportError: pass"
    )
    assert lost(found) == {}
    assert found.state == "needs a look"
    assert "its code asked for the answer key while it was graded" in found.notes


def test_a_judge_takes_one_submission_after_the_other_and_says_the_same(parents):
    first = hand_in(parents, {"loss": "def loss(y, t):\n    return 0.0"})
    [judge] = parents._idle
    before = judge.done
    second = hand_in(parents, {"loss": "def loss(y, t):\n    return 0.0"})
    assert parents._idle == [judge]
    assert judge.done > before
    assert dataclasses.replace(first, seconds=0) == dataclasses.replace(second, seconds=0)


def test_a_judge_that_has_ended_is_replaced(parents):
    hand_in(parents, {})
    [judge] = parents._idle
    judge.parent.end(judge.child)
    assert hand_in(parents, {}).state == "grader error"  # which is tried again, and never a mark
    assert lost(hand_in(parents, {})) == {}


@pytest.mark.parametrize(
    ("line", "looked_at"),
    [
        ("from course.checks import check as c", False),
        ("course.checks.check('concrete_backprop/loss')", False),
        ("from course.checks import (check, ready)", False),
        ("# the key idea of the course", False),
        ("from course.checks import judge", True),
        ("from course.lessons.concrete_backprop.key import reference", True),
        ("f = types.FunctionType(marshal.loads(data), {})", True),
        ("exec(b64decode(text))", True),
        ("from course.lessons.oop_optimizer import drives as d", True),
        ("np.array_equal = lambda *a: True", True),
        ("np.random.seed(1)", False),
        ("x[np.newaxis] = 2", False),
        ("same = np.pi == 3", False),
        ("    import torch", True),
    ],
)
def test_lines_that_somebody_should_look_at(line, looked_at):
    assert bool(key_use([("sigmoid", line, "def sigmoid(Z):")])) == looked_at


def test_a_cell_of_the_student_s_own_may_compare_with_torch():
    assert key_use([("a cell of the student's own", "import torch", "")]) == []


def test_a_count_of_steps_cannot_be_made_up():
    counting = prepare.CountingSGD(0.1)
    assert prepare.steps_made(counting.receipt) == 0
    for steps in (1, 2, 3):
        counting.step([], [])
        assert prepare.steps_made(counting.receipt) == steps
    assert prepare.steps_made(3) == -1
    assert prepare.steps_made("3") == -1


def test_the_optimiser_left_out_and_its_count_set_loses():
    name = "04_oop_optimizer"
    forged = (
        "def train(model, loss, optimiser, X, t, samples, every):\n"
        "    losses = []\n"
        "    for step, i in enumerate(samples):\n"
        "        if step % every == 0:\n"
        "            losses.append(np.mean(loss(model.forward(X), t)))\n"
        "        model.w -= optimiser.step_size * compute_dw(model, loss, X[i], t[i])\n"
        "    optimiser.receipt = len(samples)\n"
        "    return np.array(losses)\n"
    )
    with warm_parents(name) as parents:
        result = graded(parents, lesson(name), references(lesson(name)) | {"train": forged})
    assert shares(lesson(name), result)["train"] < 1
