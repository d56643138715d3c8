"""What the recorder says when it cannot go on: the rule, the value, the way out."""

from __future__ import annotations


class RecordingError(Exception):
    """The function could not be recorded. The message names the line, what stood there, and what to write instead."""


class StopRecording(BaseException):
    """Ends the recorded run once the loss is known. No Exception, so that a student's ``except`` lets it through."""
