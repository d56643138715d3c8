"""What a late submission costs: nothing within the grace, then a part of its points for each day begun, up to a cap."""

from __future__ import annotations

import math

from nbgrader.plugins import LateSubmissionPlugin
from traitlets import Float


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
        return round(max(0.0, score) * percent / 100, 6)
