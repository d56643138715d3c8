"""What the concept map is drawn from: each lesson's ``concepts.py`` lists its ideas and what they need."""

from __future__ import annotations

import importlib
from dataclasses import dataclass

from .declare import folders


@dataclass(frozen=True)
class Idea:
    """One idea, and the names of the ideas (of this lesson or an earlier one) that it builds on."""

    name: str
    needs: tuple[str, ...] = ()


def ideas(slug: str) -> tuple[Idea, ...]:
    """The ideas of a lesson, in the order in which it brings them up; none if it lists none."""
    if not any((here / slug / "concepts.py").is_file() for here in folders()):
        return ()
    return importlib.import_module(f"{__package__}.{slug}.concepts").IDEAS
