"""A class: every submission to its result file, in parallel; stopped, the same call goes on where it was."""

from __future__ import annotations

import contextlib
import errno
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field

from .keep.folders import Places
from .keep.result import ERROR, Result, Results
from .read.hand_in import Handed, collect
from .read.lesson import Lesson
from .run.fork_pool import WarmParents
from .run.sandbox.level import Level
from .run.sandbox.limits import Limits
from .submission import grade_handed

_RETRIES = 1


class BusyError(Exception):
    """Another run is at work on these results."""


@dataclass(frozen=True)
class Plan:
    """What to grade, and how."""

    places: Places
    lessons: list[Lesson]
    students: list[str]
    level: Level
    jobs: int
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True)
class Done:
    """One submission of a run; ``again`` if it was run now and not found done."""

    lesson: str
    student: str
    state: str
    notes: tuple[str, ...]
    again: bool


def run(plan: Plan, tell: Callable[[Done], None]) -> Counter:
    """Bring all result files up to date; ``tell`` hears of each in turn. How many there are of each state."""
    results = Results(plan.places.results)
    states: Counter = Counter()
    with _alone(plan.places), _parents(plan) as parents, ThreadPoolExecutor(plan.jobs) as pool:
        results.sweep()
        stop = threading.Event()
        try:
            for done in _in_parallel(plan, parents, pool, results, stop):
                states[done.state] += 1
                tell(done)
        except BaseException:
            stop.set()
            parents.close()  # its children end, so the threads come back at once
            raise
    return states


def _parents(plan: Plan) -> WarmParents:
    return WarmParents(plan.level, plan.places.course, [lesson.name for lesson in plan.lessons])


def _in_parallel(
    plan: Plan, parents: WarmParents, pool: ThreadPoolExecutor, results: Results, stop: threading.Event
) -> Iterator[Done]:
    """A few ahead, so that memory does not grow with the class."""
    waiting: set[Future] = set()
    for lesson in plan.lessons:
        for student in plan.places.handed_in(lesson.name, plan.students):
            waiting.add(pool.submit(_one, plan, parents, results, lesson, student, stop))
            if len(waiting) >= 2 * plan.jobs:
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in done)
    while waiting:
        done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
        yield from (future.result() for future in done)


def _one(
    plan: Plan, parents: WarmParents, results: Results, lesson: Lesson, student: str, stop: threading.Event
) -> Done:
    """One student's; whatever goes wrong is this student's, never the class's."""
    try:
        handed = collect(plan.places.folder(lesson.name, student), student, lesson.name)
        found = results.read(lesson.name, student)
        if found is not None and _stands(found, lesson, handed):
            return Done(lesson.name, student, found.state, found.notes, again=False)
        result = _graded(plan, parents, lesson, handed, found, stop)
        if result is None:
            return Done(lesson.name, student, ERROR, ("stopped",), again=False)
        _keep(results, result, found)
        return Done(lesson.name, student, result.state, result.notes, again=True)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS):
            raise  # nobody's result could be kept
        return Done(lesson.name, student, ERROR, (f"the grader failed: {error}",), again=True)
    except Exception as error:
        return Done(lesson.name, student, ERROR, (f"the grader failed: {type(error).__name__}: {error}",), again=True)


def _stands(found: Result, lesson: Lesson, handed: Handed) -> bool:
    """Whether nothing has changed since."""
    same = found.is_final and (found.input, found.tests) == (handed.digest, lesson.digest)
    return same and {n: v.test for n, v in found.verdicts.items()} == {test.id: test.digest for test in lesson.tests}


def _graded(
    plan: Plan, parents: WarmParents, lesson: Lesson, handed: Handed, found: Result | None, stop: threading.Event
) -> Result | None:
    """A new result; None if the run was stopped meanwhile."""
    for _ in range(1 + _RETRIES):
        if stop.is_set():
            return None
        result = grade_handed(parents, lesson, handed, plan.limits, found)
        if result.state != ERROR:
            break
    return None if stop.is_set() else result


def _keep(results: Results, result: Result, found: Result | None) -> None:
    """Our own failure does not take the place of a score that was found before."""
    if result.state != ERROR or found is None or found.state == ERROR:
        results.write(result)


@contextlib.contextmanager
def _alone(places: Places) -> Iterator[None]:
    """One run at a time; the lock goes with the process, however it ends."""
    places.results.mkdir(parents=True, exist_ok=True)
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    with (places.results / ".lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise BusyError(f"another run is at work on {places.results}; wait for it, or stop it") from None
        yield
