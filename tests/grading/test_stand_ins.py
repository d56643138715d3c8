"""What an answer is handed over behaves in process S as the thing itself does in process T, and only while it lasts."""

import json

import numpy as np
import pytest

from autograder.grading.judge.handed_over import HandedOver
from autograder.grading.run.stand_ins import StandIns
from autograder.grading.run.wire import NotPlainError, Packer, Unpacker
from course import activations
from course.layers import Activation, Linear, Sequential
from course.optimizers import SGD


class Line:
    """Both sides in one process, with the JSON between them that goes over the real line."""

    def __init__(self):
        self.over = HandedOver(0, 5.0)
        self.stand_ins = StandIns(self)
        self.calls = 0

    def hand(self, *things):
        packed = Packer(self.over.export).pack(list(things))
        self.stand_ins.learn(_sent(self.over.news()))
        return Unpacker(self.stand_ins.resolve).unpack(_sent(packed))

    def send(self, message):
        self.calls += 1
        self.answer = _sent(self.over.answer(_sent(message)))

    def receive(self):
        return self.answer


def _sent(message):
    return json.loads(json.dumps(message))


def net():
    rng = np.random.default_rng(0)
    tanh = Activation(np.tanh, lambda Z: 1 - np.tanh(Z) ** 2)
    return Sequential(Linear(rng.normal(size=(3, 4))), tanh, Linear(rng.normal(size=(4, 1))))


def use(model, X, dY):
    """All that the lessons' answers do with a net."""
    first = model.forward(X)
    dX = model.backward(dY)
    model.backward(dY)
    twice = model.layers[0].dW.copy()
    for V, dV in zip(model.parameters, model.gradients, strict=True):
        V -= 0.1 * dV
    model.layers[2].b = model.layers[2].b + 1
    model.zero_gradients()
    model.layers[0].W[0, 0] = 7
    return first, dX, twice, model.forward(X), model.layers[0].W, model.layers[0].dW


def test_a_net_does_there_what_it_does_here():
    X, dY = np.random.default_rng(1).normal(size=(5, 3)), np.ones((5, 1))
    [stand_in] = Line().hand(net())
    for there, here in zip(use(stand_in, X, dY), use(net(), X, dY), strict=True):
        assert np.array_equal(there, here)


def test_an_optimiser_moves_the_arrays_of_the_other_side():
    line = Line()
    model, optimiser = line.hand(net(), SGD(0.5))
    W = model.layers[0].W
    before = W.copy()
    optimiser.step([W], [np.ones_like(W)])
    assert np.array_equal(W, before - 0.5)
    assert model.layers[0].W is W
    assert line.over.classes[0] is Sequential


def test_an_input_that_a_layer_keeps_is_the_same_array():
    class Scales(Linear):
        def backward(self, dZ):
            self.X *= 2
            return super().backward(dZ)

    [layer] = Line().hand(Scales(np.eye(2)))
    X = np.ones((3, 2))
    layer.forward(X)
    assert layer.X is X
    layer.backward(X.copy())
    assert (X == 2).all()


def test_a_function_is_called_back_and_may_change_what_it_gets():
    def adds_one(x):
        x += 1
        return x

    [f] = Line().hand(adds_one)
    x = np.zeros(3)
    assert f(x) is x
    assert x.tolist() == [1, 1, 1]


def test_an_error_comes_back_as_it_is():
    [layer] = Line().hand(Linear(np.eye(2)))
    with pytest.raises(ValueError, match="mismatch in its core dimension"):
        layer.forward(np.ones((2, 5)))


def test_nothing_is_said_of_what_a_thing_is_called():
    [layer, f] = Line().hand(Linear(np.eye(2)), use)
    assert type(layer).__name__ == "Object"
    for thing in (f, type(f), layer, type(layer)):
        told = f"{thing!r} {getattr(thing, '__doc__', '')} {getattr(thing, '__module__', '')}"
        assert "Linear" not in told
        assert "course" not in told
    assert not hasattr(f, "__name__")
    assert not hasattr(f, "__globals__")


def test_things_of_the_student_s_own_stay_there():
    line = Line()
    [f] = line.hand(lambda g: g(1))
    with pytest.raises(TypeError, match="cannot be handed to an exercise"):
        f(lambda x: x)
    assert line.calls == 0


def test_a_function_of_the_library_goes_by_its_name_and_nothing_else_does():
    line = Line()
    [f] = line.hand(lambda g: g(np.zeros(2)).tolist())
    assert f(activations.sigmoid) == [0.5, 0.5]
    for name in (
        ["os", "system"],
        ["course.checks.check", "sys"],
        ["course.lessons.concrete_backprop.key.reference", "forward"],
        ["course.activations", "np"],
        ["course.activations", "__import__"],
        ["course.nowhere", "sigmoid"],
        [None, "sigmoid"],
        ["course.activations", ["sigmoid"]],
    ):
        answer = line.over.answer({"call": 0, "arguments": [{"library": name}], "keywords": {"dict": []}})
        assert set(answer) == {"error"}, name


HELD = Linear(np.eye(2))
PACKED = {"object": [0, [["W", {"array": ["<f8", [1, 1], "AAAAAAAA8D8=", ""]}]]]}


@pytest.mark.parametrize(
    "message",
    [
        {"call": 5},
        {"call": -1},
        {"call": True},
        {"call": "0"},
        {"class": 0, "method": "__init__"},
        {"class": 0, "method": "_secret"},
        {"class": 0, "method": "__class__"},
        {"class": 9, "method": "forward"},
        {"class": 0, "method": "forward", "arguments": [1]},
        {"class": 0, "method": "forward", "arguments": []},
        {"class": 0, "method": "forward", "arguments": {"object": [3, []]}},
        {"class": 0, "method": "forward", "arguments": [{"object": [0, [["__class__", 1]]]}]},
        {"class": 0, "method": "forward", "arguments": [PACKED], "keywords": 5},
        {},
    ],
    ids=str,
)
def test_what_was_not_handed_over_cannot_be_asked_for(message):
    line = Line()
    line.hand(HELD)
    answer = line.over.answer({"arguments": [PACKED], "keywords": {"dict": []}} | message)
    assert set(answer) == {"error"}


def test_what_was_kept_from_an_earlier_call_answers_no_more():
    line = Line()
    [f] = line.hand(lambda x: 2 * x)
    [layer] = line.hand(Linear(np.eye(2)))
    assert f(2) == 4
    line.over = HandedOver(line.over.next, 5.0)
    with pytest.raises(Exception, match="not handed over for this call"):
        f(2)
    with pytest.raises(Exception, match="not handed over for this call"):
        layer.forward(np.eye(2))


def test_classes_are_not_handed_over():
    with pytest.raises(NotPlainError):
        Line().hand(Linear)


def test_what_a_right_answer_makes_of_nonsense_is_an_error_and_takes_no_longer_than_it_may():
    line = Line()
    line.over = HandedOver(0, 0.2)
    [f] = line.hand(lambda x: [0 for _ in iter(int, x)])
    with pytest.raises(RuntimeError, match=r"no answer after 0\.2 s"):
        f(1)
