"""The page a student gets back: score by exercise, own answers, what the checks said. No hidden test's code."""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Mapping

import mistune

from ..grading.keep.result import UNREADABLE
from ..grading.publish.executed import harmless
from ..grading.publish.gradebook import Given
from ..grading.publish.publish import Made
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


def feedback_page(lesson: Lesson, made: Made, given: Mapping[str, Given], penalty: float = 0.0) -> bytes:
    """The HTML, in one file that needs no other."""
    scores = {c.id: _score(c, made, given) for c in lesson.cells if c.points}
    parts = [_cell(lesson, cell, made, given, scores) for cell in lesson.cells]
    late = f"<p>Handed in late: {_number(penalty)} points taken off.</p>" if penalty else ""
    page = _PAGE.format(
        title=html.escape(lesson.name),
        style=_STYLE,
        score=_number(max(0.0, sum(score for score, _ in scores.values()) - penalty)),
        maximum=_number(lesson.maximum),
        top=_remarks(made) + late + _table(lesson, scores),
        body="\n".join(parts),
    )
    return page.encode("utf-8", errors="replace")


def _score(cell: Cell, made: Made, given: Mapping[str, Given]) -> tuple[float, bool]:
    """The points that count (a person's before ours), and whether a person has still to look."""
    found = given.get(cell.grade_id)
    if found is not None:
        return found.score, found.waits
    return made[0].cells.get(cell.id, {}).get("points") or 0.0, not cell.is_test


def _remarks(made: Made) -> str:
    """What a student should know of how the file came in; nothing of how the grader works."""
    result, placed = made
    said = result.notes if result.state == UNREADABLE else placed.remarks
    return "".join(f"<p><strong>Please note:</strong> {html.escape(remark)}.</p>" for remark in said)


def _table(lesson: Lesson, scores: dict[str, tuple[float, bool]]) -> str:
    rows: dict[str, list[float]] = {}
    for cell in lesson.cells:
        if cell.id in scores:
            row = rows.setdefault(lesson.exercise(cell), [0.0, 0.0, 0.0])
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


def _cell(lesson: Lesson, cell: Cell, made: Made, given: Mapping[str, Given], scores: dict) -> str:
    result, placed = made
    if cell.is_answer:
        source = placed.texts.get(cell.id, cell.released)
        shown = f"<pre><code>{html.escape(source)}</code></pre>" if cell.is_code else _markdown(harmless(source))
        comment = given[cell.grade_id].comment if cell.grade_id in given else None
        said = f"<p><strong>Comment:</strong> {html.escape(comment)}</p>" if comment else ""
        outputs = _outputs(result.cells.get(cell.id, {}))
        points = _points(scores[cell.id], cell) if cell.id in scores else ""
        return f'<section class="cell" id="{html.escape(cell.grade_id)}">{points}{shown}{outputs}{said}</section>'
    if cell.is_test:
        name = "hidden test" if cell.is_hidden else "test"
        shown = "" if cell.is_hidden else f"<pre><code>{html.escape(cell.source)}</code></pre>"
        points = _points(scores[cell.id], cell, f"{name} of {lesson.exercise(cell)}")
        return f'<section class="cell">{points}{shown}{_outputs(result.cells.get(cell.id, {}), trusted=True)}</section>'
    if not cell.is_code:
        points = _points(scores[cell.id], cell) if cell.id in scores else ""
        return points + _markdown(cell.released or cell.source)
    return ""


def _points(score: tuple[float, bool], cell: Cell, name: str = "") -> str:
    got, waits = score
    words = f"{html.escape(name or cell.grade_id)}: {_number(got)} of {_number(cell.points)} points"
    return f'<p class="score">{words} · {_verdict(got, cell.points, waits)}</p>'


def _outputs(cell: dict, *, trusted: bool = False) -> str:
    return "".join(_output(output, trusted) for output in cell.get("outputs", []))


def _output(output: dict, trusted: bool) -> str:
    """``trusted``: made by our own test process, whose HTML is the checks' own report."""
    if output["output_type"] == "stream":
        return f"<pre>{_plain(output['text'])}</pre>"
    if output["output_type"] == "error":
        return f"<pre>{_plain(chr(10).join(output['traceback']))}</pre>"
    data = output["data"]
    if trusted and "text/html" in data:
        return data["text/html"]
    for form in ("image/png", "image/jpeg"):
        if form in data:
            words = html.escape(data.get("text/plain", "figure"), quote=True)
            return f'<img alt="{words}" src="data:{form};base64,{html.escape(data[form], quote=True)}">'
    return (
        ""
        if output["output_type"] == "execute_result" and trusted
        else f"<pre>{_plain(data.get('text/plain', ''))}</pre>"
    )


def _plain(text: str) -> str:
    return html.escape(_ANSI.sub("", text))


@functools.lru_cache(maxsize=2048)
def _markdown(text: str) -> str:
    """Rendered once for a class: the lesson's own text is the same on every page."""
    return mistune.html(text)


def _number(value: float) -> str:
    """As nbgrader writes it: 17.0, 2.5, 0.667."""
    return str(round(value, 3))
