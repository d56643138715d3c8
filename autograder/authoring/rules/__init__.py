"""What a lesson file must obey. Each rule is a function from a `Lesson` to (line, message) pairs.

A message says the value that is wrong and the way out; the rule's name comes from the table.
"""

from __future__ import annotations

from ..lesson import Fault, Lesson
from . import code, marks, metadata, names, points, story

RULES = {
    "title": story.title,
    "code syntax": code.syntax,
    "text only in Markdown cells": code.swallowed_by_markdown,
    "cell metadata": metadata.known_keys,
    "nbgrader metadata": metadata.nbgrader_keys,
    "nbgrader schema": metadata.schema,
    "grade_id": metadata.grade_id,
    "kind of cell": metadata.kind,
    "points": points.points,
    "points are shown": points.shown,
    "solution marks": marks.solution,
    "hidden test marks": marks.hidden_tests,
    "mark scheme marks": marks.mark_scheme,
    "answer is marked": marks.answer_has_solution,
    "visible test cell": marks.test_stays_visible,
    "no AUTOTEST": marks.autotest,
    "test after its exercise": story.test_after_exercise,
}
FILE_RULES = {
    "file name": names.pattern,
    "one number a lesson": names.one_number,
}


def faults_of_lesson(lesson: Lesson) -> list[Fault]:
    """All faults of one lesson, from top to bottom."""
    found = [Fault(lesson.path, line, rule, text) for rule, check in RULES.items() for line, text in check(lesson)]
    return sorted(found, key=lambda fault: fault.line)


def faults_of_names(paths: list[str]) -> list[Fault]:
    """All faults in the names of the lesson files."""
    return [Fault(path, 1, rule, text) for rule, check in FILE_RULES.items() for path, text in check(paths)]
