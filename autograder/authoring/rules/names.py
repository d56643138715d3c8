"""Rules on the names of the lesson files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

NAME = re.compile(r"[0-9]{2}_[a-z0-9]+(?:_[a-z0-9]+)*")


def pattern(paths: list[str]) -> Iterator[tuple[str, str]]:
    """A lesson file is called NN_slug.py."""
    for path in paths:
        if not NAME.fullmatch(PurePosixPath(path).stem):
            yield path, "a lesson file is called NN_slug.py, such as 08_softmax.py (two digits, lower case); rename it"


def one_number(paths: list[str]) -> Iterator[tuple[str, str]]:
    """No two lessons have one number."""
    first: dict[str, str] = {}
    for path in sorted(paths):
        number = PurePosixPath(path).name.partition("_")[0]
        if first.setdefault(number, path) != path:
            yield path, f"lesson number {number} is taken by {first[number]}; give one of them another number"
