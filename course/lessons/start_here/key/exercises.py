"""The start page has none."""

EXERCISES = ()
