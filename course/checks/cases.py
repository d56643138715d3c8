"""The inputs a check uses: the source's worked example first, then seeded draws that hide nothing."""

from __future__ import annotations

import os
import zlib
from dataclasses import dataclass

import numpy as np

from ..lessons.declare import Exercise, Inputs


@dataclass(frozen=True)
class Case:
    """One call: its arguments, in words where they come from, and the right results."""

    label: str
    arguments: Inputs
    expected: tuple[np.ndarray, ...]


def cases(exercise: Exercise, seed: int, draws: int = 2) -> list[Case]:
    """The worked example (if there is one and ``seed`` is 0) and ``draws`` draws, the same for the same seed.

    Where an instructor sets the environment variable COURSE_STUDENT to the student's id, the draws are that student's
    own: the same question, other numbers, and the same again when the work is graded twice.
    """
    words = (exercise.name, os.environ.get("COURSE_STUDENT", ""))
    rng = np.random.default_rng([seed, *(zlib.crc32(word.encode()) for word in words)])
    chosen = [("the worked example", exercise.worked)] if exercise.worked is not None and seed == 0 else []
    chosen += [("other inputs", exercise.draw(rng)) for _ in range(draws)]
    return [Case(label, arguments, _expected(exercise, arguments)) for label, arguments in chosen]


def _expected(exercise: Exercise, arguments: Inputs) -> tuple[np.ndarray, ...]:
    if exercise.verify is not None:
        return ()
    return as_tuple(exercise, exercise.results(exercise.reference, arguments))


def as_tuple(exercise: Exercise, results: object) -> tuple[np.ndarray, ...]:
    """Results as arrays, one entry for each of ``returns``."""
    return tuple(map(np.asarray, results if len(exercise.returns) > 1 else (results,)))
