"""The concept map: every idea and every need is drawn, said in words, and checked."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from autograder.authoring.concept_map import HEIGHT, WIDTH, concept_map, in_words
from course.lessons.concept import Idea, ideas

ROOT = Path(__file__).parents[2]

SVG = "{http://www.w3.org/2000/svg}"
LESSONS = {
    "1 · First": (Idea("chain rule"), Idea("upstream <gradient>", ("chain rule",))),
    "2 · Without ideas": (),
    "3 · Third": (Idea("batch", ("upstream <gradient>", "chain rule")),),
}


def test_every_idea_has_a_box_and_every_need_an_arrow():
    root = ElementTree.fromstring(concept_map(LESSONS))
    words = ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]
    assert words == ["1 · First", "3 · Third", "chain rule", "upstream <gradient>", "batch"]
    assert len(root.findall(f".//{SVG}rect[@class='box']")) == 3
    assert len(root.findall(f".//{SVG}path[@class='need']")) == 3


def test_boxes_do_not_overlap_and_stay_on_the_paper():
    names = [path.stem for path in sorted((ROOT / "solutions").glob("[0-9][0-9]_*.py"))]
    root = ElementTree.fromstring(concept_map({name: ideas(name.partition("_")[2]) for name in names}))
    width, height = float(root.get("width")), float(root.get("height"))
    boxes = [(float(r.get("x")), float(r.get("y"))) for r in root.findall(f".//{SVG}rect[@class='box']")]
    assert all(0 <= x <= width - WIDTH and 0 <= y <= height - HEIGHT for x, y in boxes)
    for i, (x, y) in enumerate(boxes):
        assert all(abs(x - a) >= WIDTH or abs(y - b) >= HEIGHT for a, b in boxes[:i])


def test_the_picture_says_itself_in_words():
    root = ElementTree.fromstring(concept_map(LESSONS))
    assert root.find(f"{SVG}desc").text == in_words(LESSONS)
    assert in_words(LESSONS).startswith("1 · First: chain rule. upstream <gradient>, from chain rule. 3 · Third: batch")


@pytest.mark.parametrize(
    ("lessons", "words"),
    [
        ({"1": (Idea("a"), Idea("a"))}, "1: the idea 'a' is there twice"),
        ({"1": (Idea("a", ("b",)), Idea("b"))}, "1: 'a' needs 'b', which nothing before it brings"),
    ],
)
def test_a_map_that_cannot_be_drawn_says_why(lessons, words):
    with pytest.raises(ValueError, match=re.escape(words)):
        concept_map(lessons)
