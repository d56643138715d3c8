"""Name the mistake: the one entry of the bank, or the one pair, that does to every input what the student's does."""

from __future__ import annotations

import copy
import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ..lessons.declare import Exercise, Mistake
from .answer import Answer
from .cases import Case, cases
from .judge import Verdict, wrong
from .outcome import Outcome, Raised
from .safe_call import call

EXTRA_SEEDS = (101, 102)
Suspects = tuple[Mistake, ...]
Tried = list[tuple[Case, Outcome]]


def diagnose(
    exercise: Exercise, answer: Answer, verdicts: Sequence[Verdict], bank: list[Mistake], *, lend: bool
) -> Suspects:
    """One mistake or a pair of them that fits all cases; empty if none does, or if several still do on further inputs.

    It never guesses: a single mistake comes before any pair, and two that fit equally well name none.
    """
    tried: Tried = [(verdict.case, _settled(exercise, verdict.case, verdict.outcome)) for verdict in verdicts]
    for size in (1, 2):
        suspects = list(itertools.combinations(bank, size))
        for seed in (None, *EXTRA_SEEDS):
            suspects = _fitting(exercise, tried if seed is None else _further(exercise, answer, seed, lend), suspects)
            if len(suspects) < 2:
                break
        if suspects:
            return suspects[0] if len(suspects) == 1 else ()
    return ()


def _further(exercise: Exercise, answer: Answer, seed: int, lend: bool) -> Tried:
    more = cases(exercise, seed)
    asked = answer.ask([case.arguments for case in more], lend=lend)
    return [(case, _settled(exercise, case, first)) for case, (first, *_) in zip(more, asked.outcomes, strict=False)]


def _fitting(exercise: Exercise, tried: Tried, suspects: list[Suspects]) -> list[Suspects]:
    for case, mine in tried:
        involved = {mistake.name: mistake for who in suspects for mistake in who}
        did = {name: _of_mistake(exercise, mistake, case) for name, mistake in involved.items()}
        suspects = [who for who in suspects if _explains([did[mistake.name] for mistake in who], mine, case)]
    return suspects


def _of_mistake(exercise: Exercise, mistake: Mistake, case: Case) -> Outcome:
    def fresh() -> dict:
        return exercise.handed(copy.deepcopy(case.arguments))

    outcome = call(exercise.driven(mistake.function), fresh, mistake.function)
    return _settled(exercise, case, outcome)


def _settled(exercise: Exercise, case: Case, outcome: Outcome) -> Outcome:
    """With the results that are compared in place of what was returned."""
    if outcome.error is not None or exercise.settle is None:
        return outcome
    try:
        return replace(outcome, value=exercise.settled(outcome.value, case.arguments))
    except Exception:  # it was made for what a right answer returns
        return outcome


def _explains(did: list[Outcome], mine: Outcome, case: Case) -> bool:
    if len(did) == 1:
        return same(mine, did[0])
    results = [_numbers(outcome) for outcome in (mine, *did)]
    if any(r is None or len(r) != len(case.expected) for r in results):
        return False
    return _side_by_side(*results, case.expected) or _one_after_the_other(*results, case.expected)


def _side_by_side(mine: list, a: list, b: list, right: tuple) -> bool:
    """Each wrong result is that of one mistake, and both are needed."""
    by_a = [close(m, x) for m, x in zip(mine, a, strict=True)]
    by_b = [close(m, x) for m, x in zip(mine, b, strict=True)]
    is_right = [close(m, x) for m, x in zip(mine, right, strict=True)]
    covered = all(x or y or z for x, y, z in zip(by_a, by_b, is_right, strict=True))
    only_a = any(x and not y and not z for x, y, z in zip(by_a, by_b, is_right, strict=True))
    only_b = any(y and not x and not z for x, y, z in zip(by_a, by_b, is_right, strict=True))
    return covered and only_a and only_b


def _one_after_the_other(mine: list, a: list, b: list, right: tuple) -> bool:
    """Each mistake multiplies the right result by a factor of its own, entry by entry; here both factors are in it."""
    if not all(m.shape == x.shape == y.shape == r.shape for m, x, y, r in zip(mine, a, b, right, strict=True)):
        return False
    return all(close(m * r, x * y) for m, x, y, r in zip(mine, a, b, right, strict=True))


def same(a: Outcome, b: Outcome) -> bool:
    """Whether two calls did the same: equal results, equal effect on the arguments, or the same kind of failure."""
    if a.error is not None or b.error is not None:
        return _failure(a.error) == _failure(b.error) is not None
    mine, theirs = _numbers(a), _numbers(b)
    if a.changed != b.changed or mine is None or theirs is None:
        return False
    return len(mine) == len(theirs) and all(map(close, mine, theirs))


def _numbers(outcome: Outcome) -> list[np.ndarray] | None:
    """The results as real arrays; None if there was an error or they are something else."""
    if outcome.error is not None:
        return None
    parts = outcome.value if isinstance(outcome.value, (tuple, list)) else [outcome.value]
    try:
        arrays = [np.asarray(part) for part in parts]
    except (TypeError, ValueError, RuntimeError):
        return None
    return arrays if all(array.dtype.kind in "iuf" for array in arrays) else None


def close(a: np.ndarray, b: np.ndarray) -> bool:
    """Equal shape, and equal numbers within the tolerance of a check."""
    return np.shape(a) == np.shape(b) and wrong(a, b) is None


def _failure(error: Raised | None) -> tuple | None:
    """What a shape error was about, in the same form for ``@``, ``np.dot`` and ``*``; None for any other error."""
    text = error.message if error is not None and error.ancestor == "ValueError" else ""
    product = re.search(r"size (\d+) is different from (\d+)|(\d+) \(dim \d+\) != (\d+) \(dim \d+\)", text)
    if product:
        return "product", tuple(sorted(filter(None, product.groups())))
    broadcast = re.search(r"could not be broadcast together with shapes (.*)", text)
    return ("broadcast", tuple(sorted(re.findall(r"\([\d,]*\)", broadcast[1])))) if broadcast else None
