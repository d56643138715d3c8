"""An overview as a page (one file, readable without colour or script), as CSV and as JSON."""

from __future__ import annotations

import html
import json
from dataclasses import asdict

from .overview import Exercise, Overview
from .sheet import as_csv, as_text

_STYLE = """
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}
table{border-collapse:collapse;margin:1rem 0}th,td{padding:.25em .8em;text-align:left;border-bottom:1px solid #bbb}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}caption{text-align:left;font-weight:600}
.bar{display:flex;width:14rem;height:1em;border:1px solid #555}.bar span{display:block}
.full{background:#0072b2}.part{background:#9ecae1}.none{background:#d55e00}
@media (prefers-color-scheme:dark){body{color:#eee;background:#111}}
"""

_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}: report</title><style>{style}</style></head>
<body><main>{body}</main></body></html>
"""


def page(found: Overview) -> str:
    """HTML."""
    count = len(found.students)
    mean = sum(s["points"] for s in found.students.values()) / count if count else 0.0
    title = html.escape(found.lesson)
    parts = [
        f"<h1>{title}</h1><p>{count} submissions, on average {mean:.1f} of {found.maximum:g} points by the tests.</p>",
        _table(
            "How each exercise went",
            ("exercise", "all points", "some", "none", "of these unwritten", "share"),
            [[e.name, e.full, e.part, e.none, e.unwritten, _Bar(e)] for e in found.exercises.values()],
        ),
        _table("Mistakes", ("exercise", "mistake", "what it says", "students"), _mistakes(found)),
        _table("Errors by kind", ("exercise", "error", "students"), _errors(found)),
        _table(
            "Where students are stuck: the first exercise they wrote and did not get right",
            ("exercise", "students", "who"),
            [[e.name, len(e.stuck), ", ".join(e.stuck)] for e in found.exercises.values() if e.stuck],
        ),
        _table(
            "What needs a look",
            ("student", "state", "why"),
            [[student, about["state"], "; ".join(about["why"])] for student, about in found.look.items()],
        ),
    ]
    return _PAGE.format(title=title, style=_STYLE, body="".join(parts))


class _Bar:
    """The distribution as a bar; its numbers stand beside it in the table, and in its label."""

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise

    def html(self) -> str:
        kinds = [(kind, getattr(self.exercise, kind)) for kind in ("full", "part", "none")]
        total = sum(n for _, n in kinds) or 1
        label = ", ".join(f"{n} {kind}" for kind, n in kinds)
        parts = "".join(f'<span class="{kind}" style="width:{100 * n / total:.1f}%"></span>' for kind, n in kinds)
        return f'<div class="bar" role="img" aria-label="{label}">{parts}</div>'


def _mistakes(found: Overview) -> list[list]:
    rows = [[e.name, name, m.says, m.students] for e in found.exercises.values() for name, m in e.mistakes.items()]
    return sorted(rows, key=lambda row: (-row[-1], row))


def _errors(found: Overview) -> list[list]:
    rows = [[e.name, error, count] for e in found.exercises.values() for error, count in e.errors.items()]
    return sorted(rows, key=lambda row: (-row[-1], row))


def _table(caption: str, head: tuple[str, ...], rows: list[list]) -> str:
    if not rows:
        return f"<p><strong>{html.escape(caption)}</strong>: none.</p>"
    top = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in head)
    body = "".join(f"<tr>{''.join(map(_entry, row))}</tr>" for row in rows)
    return f"<table><caption>{html.escape(caption)}</caption><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


def _entry(value: object) -> str:
    if isinstance(value, _Bar):
        return f"<td>{value.html()}</td>"
    return f"<td{' class=n' if isinstance(value, int) else ''}>{html.escape(str(value))}</td>"


def table(found: Overview) -> str:
    """CSV: one row a student, one column an exercise."""
    rows = [["student", "state", "points", "maximum", *found.exercises]]
    for student, row in found.students.items():
        rows.append([as_text(student), row["state"], row["points"], found.maximum, *row["exercises"].values()])
    return as_csv(rows)


def as_json(found: Overview) -> str:
    """Everything that was counted."""
    return json.dumps(asdict(found), indent=1, ensure_ascii=False) + "\n"
