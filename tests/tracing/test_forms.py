# ruff: noqa: F841 (students do not use every gradient)
"""A trace as JSON, text and picture."""

import json
import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest

from course.tracing import Trace, record
from course.tracing.encode import LARGEST, corner

from .idioms import RIGHT
from .reference_graphs import GRAPHS, NET, net_221

KEYS = {"version", "title", "code", "arrays", "nodes", "steps", "checks", "note", "error"}


@pytest.mark.parametrize("name", GRAPHS)
def test_json_there_and_back(name):
    fn, *inputs = GRAPHS[name]
    trace = record(fn, *inputs)
    text = trace.to_json()
    back = Trace.from_json(text)
    assert set(json.loads(text)) == KEYS
    assert back.to_json() == text
    for one, other in zip(trace.nodes, back.nodes, strict=True):
        assert np.array_equal(one.value, other.value) and one.name == other.name and one.parents == other.parents
    assert [s.sentence for s in trace.steps] == [s.sentence for s in back.steps]


def test_equal_arrays_are_stored_once():
    data = json.loads(record(net_221, *NET).to_json())
    contents = [(tuple(a["shape"]), tuple(a["data"])) for a in data["arrays"]]
    assert len(set(contents)) == len(contents)


def test_json_of_infinity_and_nan_is_json():
    def fn(x):
        y = 1 / x
        loss = np.sum(y - y)
        return loss

    with np.errstate(all="ignore"):
        text = record(fn, np.array([0.0, 1.0])).to_json()
    assert '"nan"' in text and '"inf"' in text
    json.loads(text, parse_constant=pytest.fail)
    assert np.isinf(Trace.from_json(text).nodes[1].value[0])


def test_large_array_is_cut_and_says_so():
    data = json.loads(record(lambda x: np.sum(x * 2), np.ones((50, 60))).to_json())
    (value,) = [a for a in data["arrays"] if a.get("cut") == [50, 60]][:1]
    assert value["shape"] == [20, 20] and data["nodes"][0]["shape"] == [50, 60]


@pytest.mark.parametrize("shape", [(1000,), (3, 900), (900, 3), (30, 30, 30), (1, 1, 5000), (400,), (7, 8, 9)])
def test_corner_is_never_too_large_nor_empty(shape):
    part = corner(np.zeros(shape))
    assert 0 < part.size <= LARGEST and (part.size > LARGEST // 4 or part.size == np.prod(shape))


def test_other_version_is_refused():
    with pytest.raises(ValueError, match="version 9"):
        Trace.from_json('{"version": 9}')


def test_small_trace_is_small():
    assert len(record(net_221, *NET).to_json()) < 12_000


def test_text_has_code_arithmetic_and_checks():
    text = record(net_221, *NET).to_text()
    assert "   2 |     Z1 = x @ W1" in text
    assert "dW1 += xᵀ · dZ1" in text and "✓ line 11: dW1 equals ∂loss/∂W1" in text
    assert "[[0.6803] [0.6637]] · [[0.04068]]" in text


def test_text_of_an_error_names_its_line():
    assert "ValueError at line 1" in record(lambda x: x @ np.ones(7), np.ones(2)).to_text()


@pytest.mark.parametrize("name", GRAPHS)
def test_picture_is_described_and_large_enough_to_read(name):
    fn, *inputs = GRAPHS[name]
    root = ET.fromstring(record(fn, *inputs, title="A <b> & c").to_svg())
    space = "{http://www.w3.org/2000/svg}"
    assert root.find(f"{space}title").text == "A <b> & c" and "Inputs" in root.find(f"{space}desc").text
    assert min(float(t.get("font-size")) for t in root.iter(f"{space}text")) >= 11


def test_picture_marks_a_wrong_gradient_in_words_not_by_colour_alone():
    def fn(x):
        z = x * 2
        loss = np.sum(z)
        dz = z * 7
        return loss

    assert "✗ z" in record(fn, np.ones(2)).to_svg()


def test_every_formula_and_sentence_is_written():
    for name, (fn, *inputs) in RIGHT.items():
        for step in record(fn, *inputs).steps:
            assert step.formula and step.sentence.endswith(".") and "{" not in step.formula, (name, step.formula)
            assert not re.search(r"\w\w\(\([^()]*\)\)", step.formula), (name, step.formula)
