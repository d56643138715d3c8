"""Result files: what is written comes back; a file from elsewhere is believed only if grading could have made it."""

import json
import os
from dataclasses import replace

import pytest

from autograder.grading.keep.folders import shown
from autograder.grading.keep.result import ERROR, UNREADABLE, Results
from autograder.grading.publish.entry import entry
from autograder.grading.publish.executed import as_bytes, executed_notebook
from autograder.grading.publish.publish import standing
from autograder.grading.read.lesson import read_lesson
from autograder.layout import Course
from autograder.reporting.feedback import feedback_page
from autograder.reporting.overview import overview
from tests.authoring.courses import ROOT

from .made import NAME, course, hand_in, keep, result
from .warm import LESSONS

LATIN = os.fsdecode(b"caf\xe9")
LESSON = read_lesson(Course(ROOT), NAME)
TEST = LESSON.tests[0].id


def kept(tmp_path, made):
    results = Results(tmp_path)
    results.write(made)
    return results, results.path(made.lesson, made.student)


@pytest.mark.parametrize("name", LESSONS)
def test_what_is_written_comes_back(name, tmp_path):
    made = result(read_lesson(Course(ROOT), name), timestamp="2026-03-03T12:00:00", notes=("one", "two"))
    assert kept(tmp_path, made)[0].read(name, "ada") == made


def test_texts_and_names_that_are_no_utf8_come_back(tmp_path):
    made = result(LESSON, LATIN, texts={TEST: "a = '\ud800'"}, notes=(f"{LATIN}.csv was left out",))
    assert kept(tmp_path, made)[0].read(NAME, LATIN) == made


FILES = {
    "nothing": b"",
    "no JSON": b"{",
    "binary": bytes(range(256)),
    "a list": b"[]",
    "a number": b"7",
    "nested too deep": b"[" * 100_000,
    "NaN": b'{"version": NaN}',
    "a number too long to read": b"1" * 10_000,
}


@pytest.mark.parametrize("name", FILES)
def test_another_file_is_no_result(name, tmp_path):
    results, path = kept(tmp_path, result(LESSON))
    path.write_bytes(FILES[name])
    assert results.read(NAME, "ada") is None


CHANGES = {
    "of another version": {"version": 1},
    "of another student": {"student": "bob"},
    "of another lesson": {"lesson": "02_vectorized_backprop"},
    "an unknown state": {"state": "fine"},
    "a state that is no text": {"state": ["graded"]},
    "one field more": {"more": 1},
    "verdicts in a list": {"verdicts": []},
    "notes that are one text": {"notes": "one"},
    "a time that is none": {"timestamp": "yesterday"},
    "endless seconds": {"seconds": float("inf")},
    "a text that is none": {"texts": {TEST: 1}},
    "extra cells that are no list": {"extra": {"": "x = 1"}},
    "no outputs but a number": {"cells": {"sigmoid": {"outputs": 7}}},
    "an output that is none": {"cells": {"sigmoid": {"outputs": [{"output_type": "telepathy"}]}}},
    "a type that cannot be looked up": {"cells": {"sigmoid": {"outputs": [{"output_type": []}]}}},
    "a stream of numbers": {
        "cells": {"sigmoid": {"outputs": [{"output_type": "stream", "name": "stdout", "text": 1}]}}
    },
    "a picture that is none": {
        "cells": {"sigmoid": {"outputs": [{"output_type": "display_data", "data": {"image/png": 5}}]}}
    },
}
POINTS = {
    "too many": 99,
    "negative": -0.5,
    "NaN": float("nan"),
    "infinite": float("inf"),
    "larger than a float": 10**400,
    "a text": "1",
    "True": True,
    "None": None,
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_result_of_another_shape_is_none(name, tmp_path):
    results, path = kept(tmp_path, result(LESSON))
    path.write_text(json.dumps(json.loads(path.read_bytes()) | CHANGES[name]))
    assert results.read(NAME, "ada") is None


@pytest.mark.parametrize("name", POINTS)
def test_points_are_a_number_up_to_the_maximum(name, tmp_path):
    results, path = kept(tmp_path, result(LESSON))
    fields = json.loads(path.read_bytes())
    fields["verdicts"][TEST]["points"] = POINTS[name]
    path.write_text(json.dumps(fields))
    assert results.read(NAME, "ada") is None


@pytest.mark.parametrize("field", ["student", "verdicts", "texts", "remarks", "timestamp"])
def test_a_result_without_a_field_is_none(field, tmp_path):
    results, path = kept(tmp_path, result(LESSON))
    fields = json.loads(path.read_bytes())
    del fields[field]
    path.write_text(json.dumps(fields))
    assert results.read(NAME, "ada") is None


ODD = [None, True, -1, 1e999, 10**400, "odd", [], {}, [None], {"odd": None}, "\ud800"]


def places_in(tree: object, found: tuple = ()) -> list[tuple]:
    """The path of every value in a JSON tree."""
    inside = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    return [found, *(path for key, value in inside for path in places_in(value, (*found, key)))]


def changed(tree: object, path: tuple, value: object) -> object:
    if not path:
        return value
    if isinstance(tree, list):
        return [changed(v, path[1:], value) if n == path[0] else v for n, v in enumerate(tree)]
    return {k: changed(v, path[1:], value) if k == path[0] else v for k, v in tree.items()}


def test_whatever_one_value_becomes_it_is_none_or_can_be_published(tmp_path):
    """Each value of a result file, in turn, is replaced by each odd one."""
    made = result(LESSON)
    few = dict(list(made.verdicts.items())[:1]), dict(list(made.cells.items())[:1]), dict(list(made.texts.items())[:1])
    results, path = kept(tmp_path, replace(made, verdicts=few[0], cells=few[1], texts=few[2]))
    fields = json.loads(path.read_bytes())
    page, believed = feedback_page(LESSON), 0
    for place in places_in(fields):
        for odd in ODD:
            path.write_text(json.dumps(changed(fields, place, odd)))
            found = results.read(NAME, "ada")
            if found is not None and set(found.verdicts) == {TEST}:
                believed += 1
                whole = replace(found, verdicts=made.verdicts | found.verdicts)
                entry(LESSON, whole)
                as_bytes(executed_notebook(LESSON, whole))
                page(whole, {}, 0.0)
                overview(LESSON, [whole], ["ada"])
    assert believed > 100


def test_only_final_results_with_the_lessons_own_tests_and_maxima_count(tmp_path):
    places = course(tmp_path / "course")
    good = result(LESSON, "good")
    short = dict(list(good.verdicts.items())[1:])
    richer = good.verdicts | {TEST: replace(good.verdicts[TEST], maximum=99.0, points=99.0)}
    more = good.verdicts | {"another": good.verdicts[TEST]}
    for student, verdicts in (("short", short), ("richer", richer), ("more", more)):
        keep(places, LESSON, replace(good, student=student, verdicts=verdicts))
    keep(places, LESSON, good, result(LESSON, "ours", state=ERROR), result(LESSON, "unreadable", state=UNREADABLE))
    Results(places.results).write(result(LESSON, "gone"))  # and nothing is handed in
    assert [found.student for found in standing(places, LESSON)] == ["good", "unreadable"]


def test_who_handed_in_whatever_the_folders_are_called(tmp_path):
    places = course(tmp_path / "course")
    odd = ["a\nb", "-rf", "=cmd", "[a-z]*", "x" * 200, "<script>", LATIN, "back\\slash"]
    for name in odd:
        hand_in(places, LESSON, name)
    (places.submitted / "a file").write_text("")
    (places.submitted / ".hidden" / NAME).mkdir(parents=True)
    (places.submitted / "nothing").mkdir()
    (places.submitted / "linked").mkdir()
    (places.submitted / "linked" / NAME).symlink_to("nowhere")
    (places.submitted / "loop").symlink_to("loop")
    assert places.handed_in(NAME) == sorted([*odd, "linked", "loop"])
    assert places.handed_in(NAME, [LATIN, "nobody"]) == [LATIN]
    assert course(tmp_path / "empty").handed_in(NAME) == []


def test_a_name_that_is_no_utf8_is_shown_by_its_numbers():
    assert shown(LATIN) == r"caf\xe9"
    assert shown("Zoë") == "Zoë"
