"""Rows as CSV in which no text is a formula: a spreadsheet runs what starts with =, +, - or @."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_text(text: str) -> str:
    """With an apostrophe before what a spreadsheet would run."""
    return f"'{text}" if text.startswith(_RUNS) else text


def as_csv(rows: Iterable[Iterable[object]], quoting: int = csv.QUOTE_MINIMAL) -> str:
    """The file's text."""
    out = io.StringIO()
    csv.writer(out, quoting=quoting, lineterminator="\r\n").writerows(rows)
    return out.getvalue()
