"""The page a student gets back: score by exercise, own answers, what the checks said; of a hidden test only that."""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import mistune

from ..grading.keep.outputs import PICTURES
from ..grading.keep.result import UNREADABLE, Result, Verdict
from ..grading.publish.executed import harmless
from ..grading.publish.gradebook import Given
from ..grading.read.lesson import Cell, Lesson

_ANSI = re.compile(r"\x1b\[[0-9;]*m")
_STYLE = """
body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}
pre{background:#f5f5f5;padding:.6em;overflow-x:auto;border-radius:4px;font-size:.85rem}
table{border-collapse:collapse}th,td{padding:.2em .8em;text-align:left;border-bottom:1px solid #ccc}
td.n,th.n{text-align:right}.score{font-weight:600}.cell{margin:1rem 0}img{max-width:100%}
.full{color:#005a8c}.part,.none{color:#a34700}:focus-visible{outline:3px solid #0072b2}
@media (prefers-color-scheme:dark){body{color:#eee;background:#111}pre{background:#222}
.full{color:#7cc4ef}.part,.none{color:#ffa566}}
"""
_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title><style>{style}</style></head>
<body><header><h1>{title} (Score: {score} / {maximum})</h1>{top}</header>
<main>{body}</main></body></html>
"""


@dataclass(frozen=True)
class _Own:
    """What is the same on every page: by cell id the exercise it belongs to, and the lesson's own text."""

    exercises: dict[str, str]
    texts: dict[str, str]


def feedback_page(lesson: Lesson) -> Callable[[Result, Mapping[str, Given], float], bytes]:
    """What makes the page of a result, from what the gradebook says of it and what lateness costs: HTML in one file."""
    names = {cell.id: lesson.exercise(cell) for cell in lesson.cells if cell.points}
    return functools.partial(_page, lesson, _Own(names, {cell.id: _own_text(cell) for cell in lesson.cells}))


def _own_text(cell: Cell) -> str:
    """As it was released, so that nothing is in it that students may not have; of a hidden test nothing at all."""
    if not cell.is_code:
        return mistune.html(cell.released)
    return _code(cell.released) if cell.is_test and not cell.is_hidden else ""


def _page(lesson: Lesson, own: _Own, result: Result, given: Mapping[str, Given], penalty: float) -> bytes:
    scores = {c.id: _score(c, result, given) for c in lesson.cells if c.points}
    late = f"<p>Handed in late: {_number(penalty)} points taken off.</p>" if penalty else ""
    page = _PAGE.format(
        title=html.escape(lesson.name),
        style=_STYLE,
        score=_number(max(0.0, sum(score for score, _ in scores.values()) - penalty)),
        maximum=_number(lesson.maximum),
        top=_remarks(result) + late + _table(lesson, own.exercises, scores),
        body="\n".join(_cell(cell, own, result, given, scores) for cell in lesson.cells),
    )
    return page.encode("utf-8", errors="replace")


def _score(cell: Cell, result: Result, given: Mapping[str, Given]) -> tuple[float, bool]:
    """The points that count (a person's before ours), and whether a person has still to look."""
    found = given.get(cell.grade_id)
    if found is not None:
        return found.score, found.waits
    return (result.verdicts[cell.id].points, False) if cell.is_test else (0.0, True)


def _remarks(result: Result) -> str:
    """What a student should know of how the file came in; nothing of how the grader works."""
    said = result.notes if result.state == UNREADABLE else result.remarks
    return "".join(f"<p><strong>Please note:</strong> {html.escape(remark)}.</p>" for remark in said)


def _table(lesson: Lesson, exercises: dict[str, str], scores: dict[str, tuple[float, bool]]) -> str:
    rows: dict[str, list[float]] = {}
    for cell in lesson.cells:
        if cell.id in scores:
            row = rows.setdefault(exercises[cell.id], [0.0, 0.0, 0.0])
            row[0] += scores[cell.id][0]
            row[1] += cell.points
            row[2] += scores[cell.id][1]
    body = "".join(
        f'<tr><td><a href="#{html.escape(name)}">{html.escape(name)}</a></td>'
        f'<td class="n">{_number(got)} / {_number(most)}</td><td>{_verdict(got, most, bool(waits))}</td></tr>'
        for name, (got, most, waits) in rows.items()
    )
    names = (("exercise", ""), ("points", ' class="n"'), ("result", ""))
    columns = "".join(f'<th scope="col"{kind}>{name}</th>' for name, kind in names)
    head = f"<thead><tr>{columns}</tr></thead>"
    return f"<table><caption>Points by exercise</caption>{head}<tbody>{body}</tbody></table>"


def _verdict(got: float, most: float, waits: bool) -> str:
    if waits:
        return "waits for a person"
    kind = "full" if got >= most else "part" if got > 0 else "none"
    return f'<span class="{kind}">{ {"full": "✓ right", "part": "◐ in part", "none": "✗ not yet"}[kind] }</span>'


def _cell(cell: Cell, own: _Own, result: Result, given: Mapping[str, Given], scores: dict) -> str:
    if cell.is_answer:
        return _answer(cell, result, given.get(cell.grade_id), scores)
    if cell.is_test:
        name = f"{'hidden test' if cell.is_hidden else 'test'} of {own.exercises.get(cell.id, cell.grade_id)}"
        said = _said(result.verdicts[cell.id])
        return f'<section class="cell">{_points(scores, cell, name)}{own.texts[cell.id]}{said}</section>'
    return _points(scores, cell, cell.grade_id) + own.texts[cell.id]


def _answer(cell: Cell, result: Result, given: Given | None, scores: dict) -> str:
    source = result.texts.get(cell.id, cell.released)
    own = _code(source) if cell.is_code else mistune.html(harmless(source))
    comment = f"<p><strong>Comment:</strong> {html.escape(given.comment)}</p>" if given and given.comment else ""
    outputs = "".join(map(_output, result.cells.get(cell.id, {}).get("outputs", [])))
    points = _points(scores, cell, cell.grade_id)
    return f'<section class="cell" id="{html.escape(cell.grade_id)}">{points}{own}{outputs}{comment}</section>'


def _said(verdict: Verdict) -> str:
    """The check's own report; its HTML is ours, so it is shown as it is."""
    return verdict.html or f"<pre>{_plain(verdict.text)}</pre>"


def _points(scores: dict[str, tuple[float, bool]], cell: Cell, name: str) -> str:
    if cell.id not in scores:
        return ""
    got, waits = scores[cell.id]
    words = f"{html.escape(name)}: {_number(got)} of {_number(cell.points)} points"
    return f'<p class="score">{words} · {_verdict(got, cell.points, waits)}</p>'


def _output(output: dict) -> str:
    """What the student's code showed: text and pictures, never its HTML."""
    if output["output_type"] == "stream":
        return f"<pre>{_plain(output['text'])}</pre>"
    if output["output_type"] == "error":
        return f"<pre>{_plain(chr(10).join(output['traceback']))}</pre>"
    data = output["data"]
    for form in PICTURES:
        if form in data:
            words = html.escape(data.get("text/plain", "figure"), quote=True)
            return f'<img alt="{words}" src="data:{form};base64,{html.escape(data[form], quote=True)}">'
    return f"<pre>{_plain(data.get('text/plain', ''))}</pre>"


def _code(source: str) -> str:
    return f"<pre><code>{html.escape(source)}</code></pre>"


def _plain(text: str) -> str:
    return html.escape(_ANSI.sub("", text))


def _number(value: float) -> str:
    """As nbgrader writes it: 17.0, 2.5, 0.667."""
    return str(round(value, 3))
