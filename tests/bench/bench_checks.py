"""How good the checks are: mistakes caught and named, false alarms, and how long an answer takes."""

import importlib
import statistics
import time
from collections.abc import Iterator

import numpy as np

from course.lessons import declare
from tests.bench.figure import Figure
from tests.support.bank import examine, library_in_reach
from tests.support.variants import variant

RIGHT_SOLUTIONS = 1_000


def figures() -> Iterator[Figure]:
    for slug in filter(declare.exercises, declare.slugs()):
        yield from mistakes_caught(slug)
        yield false_alarms(slug)


def mistakes_caught(slug: str) -> Iterator[Figure]:
    reports, seconds = [], []
    for name, exercise in declare.exercises(slug).items():
        for mistake in declare.mistakes(slug, name):
            start = time.perf_counter()
            with library_in_reach():
                report = examine(slug, exercise, {**references(slug), name: mistake.function})
            seconds.append(time.perf_counter() - start)
            reports.append((report, mistake.says))
    total = len(reports)
    said = [[named.says for named in report.mistakes] for report, _ in reports]
    own = sum(names == [says] for names, (_, says) in zip(said, reports, strict=True))
    yield Figure(
        f"{slug}: mistakes caught", sum(r.points < r.maximum for r, _ in reports), "mistakes", total, "in bank"
    )
    yield Figure(f"{slug}: mistakes named rightly", own, "mistakes", total, "in bank")
    yield Figure(f"{slug}: mistakes named wrongly", sum(map(bool, said)) - own, "mistakes", total, "in bank")
    yield Figure(f"{slug}: check of a wrong answer, median", 1e3 * statistics.median(seconds), "ms")
    yield Figure(f"{slug}: check of a wrong answer, slowest", 1e3 * max(seconds), "ms")


def false_alarms(slug: str) -> Figure:
    """Right answers renamed and reordered by program, each on inputs of its own."""
    rng = np.random.default_rng(0)
    module = importlib.import_module(f"tests.right_answers.{slug}")
    answers = [(name.split("__")[0], f) for name, f in vars(module).items() if "__" in name.strip("_")]
    alarms = 0
    for k in range(RIGHT_SOLUTIONS):
        name, function = answers[k % len(answers)]
        cell = {**references(slug), name: variant(function, rng)}
        report = examine(slug, declare.exercise(slug, name), cell, seed=int(rng.integers(1 << 30)))
        alarms += not report.right
    return Figure(f"{slug}: false alarms", alarms, "alarms", RIGHT_SOLUTIONS, "random right solutions")


def references(slug: str) -> dict:
    return {e.name: e.reference for e in declare.exercises(slug).values()}
