"""Each exercise is judged on its own: where it calls an earlier one that is not right, the right one is lent."""

from __future__ import annotations

import functools
import inspect
import itertools
from collections.abc import Callable

import numpy as np

from ..lessons import declare
from ..lessons.declare import Exercise
from .cases import Case, cases
from .judge import agree

_SEED = 7


@functools.cache
def lendable(slug: str, name: str) -> tuple[str, ...]:
    """Names of the exercises that may be lent to exercise ``name``.

    They stand earlier in the notebook, so that no circle can lend to itself; they are functions, as a class could be
    kept; and none is the answer itself in other clothes: ``compute_dW2`` does what ``compute_dW1`` is asked to, so does
    ``compute_dA1`` with transposed arguments, and the first result of ``forward`` is a product of any two matrices.
    """
    every = declare.exercises(slug)
    asked = every[name]
    earlier = itertools.takewhile(lambda other: other != name, every)
    tried = cases(asked, _SEED) if asked.verify is None and asked.drive is None else []
    return tuple(other for other in earlier if _may(every[other], tried))


def lent(slug: str, name: str) -> dict[str, Callable]:
    """The right answers that may be lent to exercise ``name``, by name."""
    every = declare.exercises(slug)
    return {other: every[other].reference for other in lendable(slug, name)}


def _may(exercise: Exercise, tried: list[Case]) -> bool:
    if isinstance(exercise.reference, type) or exercise.verify is not None:
        return False
    return not (tried and all(_answers(exercise, case) for case in tried))


def _answers(exercise: Exercise, case: Case) -> bool:
    """Whether the reference of ``exercise``, called with another's arguments, has that one's results among its own.

    The arguments come in any order, each as it is or transposed; a unit matrix or 1 stands for one that is missing.
    """
    wanted = len(inspect.signature(exercise.reference).parameters)
    arguments = list(case.arguments.values())
    if not len(arguments) <= wanted <= len(arguments) + 1 or wanted > 4:
        return False
    sizes = {n for a in arguments if isinstance(a, np.ndarray) for n in a.shape}
    fillers = [[1.0], *([np.eye(n)] for n in sorted(sizes))] if wanted > len(arguments) else [[]]
    for filled in (arguments + filler for filler in fillers):
        turned = itertools.product(*([a, a.T] if isinstance(a, np.ndarray) and a.ndim == 2 else [a] for a in filled))
        if any(_gives(exercise, order, case) for some in turned for order in itertools.permutations(some)):
            return True
    return False


def _gives(exercise: Exercise, order: tuple, case: Case) -> bool:
    try:
        with np.errstate(all="ignore"):
            found = exercise.reference(*order)
        found = found if isinstance(found, tuple) else (found,)
        if len(case.expected) > 1:
            return agree(found, case.expected)
        return any(agree((f,), case.expected) for one in found for f in (one, np.transpose(one)))
    except Exception:  # shapes that do not fit
        return False
