"""What tests see of a student's function from the other process is what they would see in one process."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from autograder.grading.run.remote import Remote

from autograder.grading.run.channel import Channel, pair
from autograder.grading.run.fork_pool import WarmParents
from autograder.grading.run.sandbox.level import available
from autograder.grading.run.sandbox.limits import Limits

pytestmark = pytest.mark.sandbox
SOURCE = """
import numpy as np
w = np.arange(6.0).reshape(2, 3)
class Model:
    def __init__(self): self.w = np.array([1.0, 2.0, 3.0])
    def weights(self): return self.w
    def most(self): return self.w[:-1]
    def copied(self): return self.w.copy()
    def total(self): return float(self.w.sum())
    def double(self): self.w *= 2
    def fixed(self): return np.broadcast_to(self.w[0], 3)
    def through(self, f): return f(self.w[:-1])
    def new(self): return np.zeros(1)
    def large(self): self.big = np.zeros(20_000); return self.big
    def sum_of_large(self): return float(self.big.sum())
"""


@pytest.fixture(scope="module")
def parents() -> Iterator[WarmParents]:
    with WarmParents(available()[0]) as parents:
        yield parents


@pytest.fixture
def model(parents) -> Iterator[object]:
    ours, theirs = pair()
    parent = parents.get(torch=False)
    child = parent.fork("student", [theirs], Limits())
    theirs.close()
    channel = Channel(ours.detach())
    channel.send({"files": {}}, 30)
    assert "level" in channel.receive(30)
    remote = Remote(channel, {}, ["Model"], set(), Limits())
    assert not remote.run(SOURCE)["failed"]
    yield remote.namespace["Model"]()
    channel.close()
    parent.end(child)


def test_a_warm_parent_keeps_no_folder(tmp_path, monkeypatch):
    """So that nothing stays behind when grading is killed."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    with WarmParents(available()[0]) as parents:
        parents.get(torch=False)
        assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("given", "left"), [("weights", 60.0), ("most", 33.0), ("copied", 6.0)])
def test_writing_into_a_result_writes_into_what_it_is_a_view_of(model, given, left):
    array = getattr(model, given)()
    array *= 10
    assert model.total() == left


def test_a_result_follows_what_the_object_does_to_it(model):
    array, apart = model.weights(), model.copied()
    model.double()
    assert array.tolist() == [2, 4, 6]
    assert apart.tolist() == [1, 2, 3]


def test_the_same_array_twice_is_the_same_array(model):
    assert model.weights() is model.weights()
    assert model.weights() is not model.copied()


def test_views_of_a_result_are_views(model):
    array = model.weights()
    model.most()[:] = 9
    assert array.tolist() == [9, 9, 3]


def test_what_nobody_may_write_is_left_alone(model):
    model.fixed()[:] = 7
    assert model.total() == 6


def test_a_test_s_function_may_call_back_and_write(model):
    def write(part: np.ndarray) -> float:
        model.weights()[2] = 50  # a call within a call
        part += 1
        return model.copied()[2]

    assert model.through(write) == 50
    assert model.total() == 2 + 3 + 50


@pytest.mark.parametrize("between", [0, 5, 15, 16, 40])
def test_only_the_last_few_are_kept(model, between):
    array = model.weights()
    others = [model.new() for _ in range(between)]
    array[0] = 100
    assert len(others) == between
    assert model.total() == (105 if between < 16 else 6)


def test_what_is_forgotten_makes_room(model):
    array = model.weights()
    for _ in range(40):
        model.new()
    array[0] = 100
    assert model.total() == 105


def test_large_ones_are_not_kept(model):
    model.large()[:] = 1
    assert model.sum_of_large() == 0


def uses(model: object) -> list[Callable]:
    return [model.weights, model.most, model.copied, model.total, model.double, model.new]


@pytest.mark.parametrize("seed", range(8))
def test_any_order_gives_what_one_process_gives(model, seed):
    space: dict = {}
    exec(SOURCE, space)
    here, rng = space["Model"](), np.random.default_rng(seed)
    kept: list[tuple] = []
    for number in rng.integers(6, size=12):
        theirs, ours = uses(model)[number](), uses(here)[number]()
        if isinstance(ours, np.ndarray):
            kept.append((theirs, ours))
        if kept:
            for array in kept[rng.integers(len(kept))]:
                array[0] += number + 1
        assert model.total() == here.total()  # only now the other side hears of it
        assert [theirs.tolist() for theirs, _ in kept] == [ours.tolist() for _, ours in kept]
