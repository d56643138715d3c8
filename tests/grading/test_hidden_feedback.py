"""Hidden stays hidden on each way to a student's page: ours, `nbgrader generate_feedback`, formgrader's button."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from autograder.grading.publish.publish import publish
from autograder.grading.read.lesson import Lesson, read_lesson
from autograder.layout import Course
from autograder.reporting.feedback import feedback_page
from tests.authoring.courses import ROOT

from .made import course, keep, outputs, result
from .stock import environment, nbgrader
from .warm import LESSONS

SECRET = "0.7310585786300049"
REGION = re.compile(r"### BEGIN HIDDEN TESTS\n(.*?)\n### END HIDDEN TESTS", re.DOTALL)


def talkative(lesson: Lesson):
    """A result that knows more of its hidden tests than their short text says: printed, first wrong value, outputs."""
    made = result(lesson, shares={lesson.exercise(test): 0.5 for test in lesson.tests})
    first = {"result": "A2", "index": [0, 0], "returned": float(SECRET), "expected": float(SECRET)}
    more = {"first": first, "printed": SECRET, "note": SECRET}
    hidden = {test.id for test in lesson.tests if test.is_hidden}
    verdicts = {name: replace(v, **more) if name in hidden else v for name, v in made.verdicts.items()}
    cells = {name: {"outputs": outputs(SECRET), "failed": False, "note": SECRET} for name in hidden}
    return replace(made, verdicts=verdicts, cells=made.cells | cells)


def secrets(lesson: Lesson) -> set[str]:
    """Lines of hidden tests that the student was not given elsewhere."""
    lines = {
        line.strip() for test in lesson.tests for region in REGION.findall(test.source) for line in region.split("\n")
    }
    given = {line.strip() for cell in lesson.cells for line in cell.released.split("\n")}
    return {SECRET, "HIDDEN TESTS"} | (lines - given)


class Text(HTMLParser):
    """What a reader of the page sees."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text = ""
        self.feed(page)

    def handle_data(self, data: str) -> None:
        self.text += data


def shown_of_hidden(page: str, lesson: Lesson) -> set[str]:
    text = Text(page).text
    return {line for line in secrets(lesson) if line in text or line in page}


def verdicts_shown(page: str) -> int:
    return Text(page).text.count("said of ")


@pytest.mark.parametrize("name", LESSONS)
def test_our_page_shows_a_hidden_tests_verdict_and_no_more(name):
    lesson = read_lesson(Course(ROOT), name)
    assert len(secrets(lesson)) > len(lesson.tests) / 2
    page = feedback_page(lesson)(talkative(lesson), {}, 0.0).decode()
    assert shown_of_hidden(page, lesson) == set()
    assert verdicts_shown(page) == len(lesson.tests)
    assert not [test.id for test in lesson.tests if test.is_hidden and test.released in Text(page).text]
    for test in lesson.tests:
        assert f"{'hidden test' if test.is_hidden else 'test'} of {lesson.exercise(test)}: " in page


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """A class of one whose executed notebook holds what nbgrader's own steps would have left, too."""
    home = tmp_path_factory.mktemp("hidden")
    places = course(home / "course")
    lesson = read_lesson(places.course, LESSONS[0])
    keep(places, lesson, talkative(lesson))
    assert publish(places, lesson, feedback_page) == {}
    path = places.executed("ada", lesson.name)
    notebook = json.loads(path.read_bytes())
    hidden = {test.id for test in lesson.tests if test.is_hidden}
    for cell in notebook["cells"]:
        if cell["id"] in hidden:
            cell["outputs"] += [out for out in outputs(SECRET) if out["output_type"] in ("stream", "error")]
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return places, lesson, home


@pytest.mark.slow
def test_nbgraders_page_shows_a_hidden_tests_verdict_and_no_more(published):
    places, lesson, home = published
    nbgrader(places.course, environment(places.course, home), "generate_feedback", lesson.name, "--force")
    page = places.feedback("ada", lesson.name).read_text(encoding="utf-8")
    assert "<title>" in page
    assert "Grade cell" in page  # nbgrader's page, not ours
    assert shown_of_hidden(page, lesson) == set()
    assert verdicts_shown(page) == len(lesson.tests)


@pytest.mark.slow
def test_without_our_step_it_would_show_them(published):
    """The test above can fail."""
    places, lesson, home = published
    config = places.course.nbgrader_config
    text = config.read_text()
    try:
        config.write_text(text.replace("steps.GetGrades, WithoutHidden, ", "steps.GetGrades, "))
        nbgrader(places.course, environment(places.course, home), "generate_feedback", lesson.name, "--force")
    finally:
        config.write_text(text)
    page = places.feedback("ada", lesson.name).read_text(encoding="utf-8")
    assert len(shown_of_hidden(page, lesson)) > len(lesson.tests) / 2
