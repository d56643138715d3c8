"""What a late submission costs: nothing within the grace, then a part of its points for each day begun, up to a cap."""

from __future__ import annotations

import math
from datetime import timedelta

from nbgrader import api
from nbgrader.plugins import LateSubmissionPlugin
from sqlalchemy import Connection, func, select, update
from traitlets import Float

from ...layout import Course
from .open_gradebook import gradebook


class LatePolicy(LateSubmissionPlugin):
    """Set in ``nbgrader_config.py``; nbgrader's own `autograde` uses it too. By default lateness costs nothing."""

    grace_minutes = Float(0.0, help="So late costs nothing.").tag(config=True)
    percent_per_day = Float(0.0, help="Of the points earned, for each day begun after the grace.").tag(config=True)
    cap_percent = Float(100.0, help="At most this much of the points earned.").tag(config=True)

    def late_submission_penalty(self, student_id: str, score: float, total_seconds_late: float) -> float | None:
        """The points to take off; None if there are none to take off."""
        late = total_seconds_late - 60 * self.grace_minutes
        if late <= 0 or self.percent_per_day <= 0:
            return None
        percent = min(self.cap_percent, 100.0, self.percent_per_day * math.ceil(late / 86_400))
        return score * percent / 100


def late_penalties(course: Course, lesson: str, *, keep: bool = False) -> list[tuple[str, float, float]]:
    """Who was late: hours, and points it costs by the policy of ``nbgrader_config.py``; ``keep`` writes them."""
    late = []
    with gradebook(course) as (engine, config), engine.begin() as connection:
        policy = LatePolicy(config=config)
        for paper, student, seconds, score, before in _papers(connection, lesson):
            off = policy.late_submission_penalty(student, score, seconds) if seconds else None
            if keep and before != off:
                table = api.SubmittedNotebook.__table__
                connection.execute(update(table).where(table.c.id == paper).values(late_submission_penalty=off))
            if seconds:
                late.append((student, seconds / 3600, off or 0.0))
    return late


def _papers(connection: Connection, lesson: str) -> list[tuple[str, str, float, float, float | None]]:
    """Of each submission: its id, whose it is, how late in seconds, points, and what is taken off now."""
    sheet, paper = api.SubmittedAssignment.__table__, api.SubmittedNotebook.__table__
    handed_in = (
        select(paper.c.id, sheet.c.student_id, sheet.c.timestamp, sheet.c.extension, api.Assignment.duedate)
        .add_columns(func.coalesce(func.sum(api.Grade.score), 0.0), paper.c.late_submission_penalty)
        .select_from(paper)
        .join(sheet, sheet.c.id == paper.c.assignment_id)
        .join(api.Assignment, api.Assignment.id == sheet.c.assignment_id)
        .outerjoin(api.Grade, api.Grade.notebook_id == paper.c.id)
        .where(api.Assignment.name == lesson)
        .group_by(paper.c.id)
        .order_by(sheet.c.student_id)
    )
    return [
        (paper, student, _seconds(stamp, due, extension), score, before)
        for paper, student, stamp, extension, due, score, before in connection.execute(handed_in).all()
    ]


def _seconds(stamp: object, due: object, extension: timedelta | None) -> float:
    """As nbgrader counts them."""
    if stamp is None or due is None:
        return 0.0
    return max(0.0, (stamp - due - (extension or timedelta())).total_seconds())
