"""See to it that an exercise is judged alone: by its arguments, and with the right answers of all other exercises."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from types import ModuleType

from ..lessons import declare
from ..lessons.declare import Exercise


def data_names(namespace: dict) -> set[str]:
    """Names of the notebook's own variables: no functions, classes, modules, and nothing of IPython's."""
    return {
        name
        for name, value in namespace.items()
        if not name.startswith("_")
        and not callable(value)
        and not isinstance(value, ModuleType)
        and name not in ("In", "Out")
    }


@contextlib.contextmanager
def hidden(namespace: dict) -> Iterator[set[str]]:
    """Take the notebook's variables away, so that a function that leans on one is found out; gives their names."""
    with _replaced(namespace, {}, data_names(namespace)) as names:
        yield names


@contextlib.contextmanager
def references(slug: str, exercise: Exercise, namespace: dict) -> Iterator[None]:
    """Put the right answers of all *other* exercises in place of the student's."""
    others = {
        e.name: e.reference for e in declare.exercises(slug).values() if e is not exercise and e.name in namespace
    }
    with _replaced(namespace, others, set()):
        yield


@contextlib.contextmanager
def _replaced(namespace: dict, new: dict, gone: set[str]) -> Iterator[set[str]]:
    before = {name: namespace[name] for name in (*new, *gone)}
    for name in gone:
        del namespace[name]
    namespace.update(new)
    try:
        yield gone
    finally:
        namespace.update(before)
