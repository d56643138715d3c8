"""Names of lessons as people type them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ...layout import Course


def built_lessons(course: Course) -> list[str]:
    """The lessons that have been built, in order."""
    return sorted(path.parent.name for path in course.solutions.glob("*/*.ipynb") if path.stem == path.parent.name)


def lesson_names(course: Course, wanted: Sequence[str]) -> list[str]:
    """Full names for ``01``, ``01_slug`` or a path; LookupError, listing those there are, if there is none."""
    built = built_lessons(course)
    names: list[str] = []
    for word in wanted:
        stem = Path(word).stem
        found = [name for name in built if stem in (name, name.partition("_")[0])]
        if not found:
            raise LookupError(f"there is no lesson {word!r}; there are: {', '.join(built) or 'none'}")
        names += found
    return list(dict.fromkeys(names))
