"""The record of what a student predicted: an ordinary output, which is still there after saving and opening again."""

from __future__ import annotations

from html import escape

VERDICTS = {"right": "✓ <strong>right</strong>", "wrong": "✗ <strong>not quite</strong>", "shown": "had it shown"}
BLUE, ORANGE, GREY = "#0072b2", "#d55e00", "#777"
LONGEST = 80


def record_html(title: str, answers: list[dict]) -> str:
    """The answers so far as HTML; the verdicts in words, the colour repeats them.

    Parameters
    ----------
    title : str
        The stepper's.
    answers : list of dict
        {"step", "asked", "said", "verdict", "truth"}, as they came; whatever else a browser sends is left out.
    """
    known = [answer for answer in answers if isinstance(answer, dict) and answer.get("verdict") in VERDICTS]
    counts = {verdict: sum(answer["verdict"] == verdict for answer in known) for verdict in VERDICTS}
    score = f"{counts['right']} right, {counts['wrong']} wrong tries, {counts['shown']} shown"
    colour = BLUE if counts["right"] else ORANGE if known else GREY
    rows = "".join(_row(answer) for answer in known)
    waiting = "" if known else "<div><em>No prediction yet.</em></div>"
    style = f"border-left:4px solid {colour};padding:.4em .9em;margin:.2em 0;line-height:1.5"
    head = f"<strong>Predictions for {escape(title)}:</strong> {score if known else ''}"
    return f'<div role="group" aria-label="predictions" style="{style}"><div>{head}</div>{waiting}<ol>{rows}</ol></div>'


def record_text(title: str, answers: list[dict]) -> str:
    """The same for a terminal."""
    said = [f"{a.get('asked')}: {a.get('said')} ({a.get('verdict')})" for a in answers if isinstance(a, dict)]
    return "\n".join([f"Predictions for {title}", *said])


def _row(answer: dict) -> str:
    asked, said, truth = (escape(str(answer.get(key) or "")[:LONGEST]) for key in ("asked", "said", "truth"))
    words = f"you said <code>{said}</code>: {VERDICTS[answer['verdict']]}" if said else VERDICTS[answer["verdict"]]
    return f"<li>{asked}: {words}{f' ({truth})' if truth else ''}.</li>"
