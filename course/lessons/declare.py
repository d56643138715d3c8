"""What a lesson declares: its exercises, the mistakes people make in them, and its predictions.

A lesson is a package ``course/lessons/<slug>/``. What students may see lies in it: figures, predictions, concepts,
drives. What judges them lies in its subpackage ``key``: reference, exercises, mistakes. Nothing outside a key imports
one, and a process that runs a student's code has none.
"""

from __future__ import annotations

import copy
import functools
import importlib
import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import numpy as np

Inputs = dict[str, np.ndarray | float]
Handed = dict[str, object]
KEY = "key"


@dataclass(frozen=True)
class Exercise:
    """A function the student writes.

    Attributes
    ----------
    name : str
        The function's name in the notebook.
    reference : callable
        The right answer; its results are what the student's are compared with.
    returns : tuple of str
        Names of the results in the order in which they are computed; more than one means a tuple is returned.
    draw : callable
        ``draw(rng)`` gives the arguments by name: non-square, batch > 1, no zeros, upstream gradient not one.
    worked : dict, optional
        The arguments of the source's own example, tried first since a reader can follow them by hand.
    verify : callable, optional
        For an answer that is not unique: ``verify(result, **arguments)`` gives None, or a sentence on what is wrong.
        Then ``reference`` is one right answer; if it takes no arguments, neither does the student's, and ``draw``
        varies the judging alone.
    prepare : callable, optional
        ``prepare(**arguments)`` gives, by name, what is handed over where that is not the arguments themselves: a model
        made of weights, a loss, a function to take apart.
    drive : callable, optional
        For an answer that is a class, or that needs more than one call: ``drive(answer, *handed)`` makes the object,
        uses it, and returns what came of it. It runs beside the student's code, so it is a function of a module outside
        the key, and knows no right answer.
    settle : callable, optional
        ``settle(returned, **arguments)`` turns what came back into the results named in ``returns``, where these are
        not the same. It runs where the answers are judged.
    lends : tuple of str
        Earlier exercises that an answer may well call. Where the student's is wrong or missing, the right one is lent,
        so that each exercise is judged on its own; none of them may be the answer itself.
    uses : tuple of callable
        Functions and classes of the library that the answer may use. All others refuse while it is judged.

    An answer goes the way prepare, drive, settle; reference and mistakes go the same way.
    """

    name: str
    reference: Callable
    returns: tuple[str, ...]
    draw: Callable[[np.random.Generator], Inputs]
    worked: Inputs | None = None
    verify: Callable[..., str | None] | None = None
    prepare: Callable[..., Handed] | None = None
    drive: Callable[..., object] | None = None
    settle: Callable[..., object] | None = None
    lends: tuple[str, ...] = ()
    uses: tuple[Callable, ...] = ()

    @property
    def takes_arguments(self) -> bool:
        """Whether the answer is called with anything: some open answers take nothing."""
        return self.verify is None or bool(inspect.signature(self.reference).parameters)

    def handed(self, arguments: Inputs) -> Handed:
        """What the answer, or its drive, is called with, by name."""
        if not self.takes_arguments:
            return {}
        return arguments if self.prepare is None else self.prepare(**arguments)

    def settled(self, returned: object, arguments: Inputs) -> object:
        """The results, from what the answer or its drive returned."""
        return returned if self.settle is None else self.settle(returned, **arguments)

    def driven(self, answer: Callable) -> Callable:
        """What is called with the things handed over: the answer itself, or ``drive`` with the answer put in."""
        return answer if self.drive is None else functools.partial(self.drive, answer)

    def results(self, answer: Callable, arguments: Inputs) -> object:
        """The whole way for an answer that can be trusted, such as the reference."""
        returned = self.driven(answer)(*self.handed(copy.deepcopy(arguments)).values())
        return self.settled(returned, arguments)


@dataclass(frozen=True)
class Mistake:
    """A wrong version of an exercise's reference, as people really write it.

    ``says`` names the mistake in a sentence; ``asks`` is a question that leads to it without giving the answer;
    ``seen_if`` tells which inputs make it visible.
    """

    exercise: str
    function: Callable
    says: str
    asks: str
    seen_if: str

    @property
    def name(self) -> str:
        """What the mistake is called: the name of its function."""
        return self.function.__name__


@dataclass(frozen=True)
class Prediction:
    """A question to answer before the next cell is run.

    ``answer`` is a number, or the right one of ``choices``. ``why`` is shown when it is right, ``nudge`` when not.
    ``within`` is how far a number may be off.
    """

    question: str
    answer: float | str
    why: str
    nudge: str
    choices: tuple[str, ...] = ()
    within: float = 5e-4


def mistake(exercise: str, *, says: str, asks: str, seen_if: str) -> Callable[[Callable], Mistake]:
    """Decorate a wrong version of ``exercise``; see :class:`Mistake`."""
    return lambda function: Mistake(exercise, function, says, asks, seen_if)


def folders() -> list[Path]:
    """Where lessons' packages lie: beside this file, and where :func:`add_folder` says."""
    return [Path(path) for path in importlib.import_module(__package__).__path__]


def add_folder(folder: Path) -> None:
    """Take in the lessons of another course: its folder ``course/lessons``."""
    if folder.is_dir() and not any(folder.samefile(known) for known in folders()):
        importlib.import_module(__package__).__path__.append(str(folder))
        exercises.cache_clear()


def slugs() -> list[str]:
    """The lessons there are, by name: every package with a key that has exercises."""
    return sorted(path.parents[1].name for here in folders() for path in here.glob(f"*/{KEY}/exercises.py"))


def part(slug: str, name: str) -> ModuleType:
    """Module ``name`` of lesson ``slug``: ``predictions``, or ``key.exercises``.

    Raises
    ------
    LookupError
        If there is no such lesson.
    """
    if slug not in slugs():
        raise LookupError(f"there is no lesson {slug!r}; there are: {', '.join(slugs())}")
    return importlib.import_module(f"{__package__}.{slug}.{name}")


@functools.cache
def exercises(slug: str) -> dict[str, Exercise]:
    """All exercises of lesson ``slug`` by name, in the order of the notebook."""
    return {item.name: item for item in part(slug, f"{KEY}.exercises").EXERCISES}


def exercise(slug: str, name: str) -> Exercise:
    """Exercise ``name`` of lesson ``slug``; LookupError, listing those there are, if there is none."""
    declared = exercises(slug)
    if name not in declared:
        raise LookupError(f"lesson {slug!r} has no exercise {name!r}; it has: {', '.join(declared)}")
    return declared[name]


def lent(slug: str, name: str) -> dict[str, Callable]:
    """The right answers that may be lent to exercise ``name``, by name."""
    return {other: exercise(slug, other).reference for other in exercise(slug, name).lends}


@functools.cache
def mistakes(slug: str, exercise_name: str) -> list[Mistake]:
    """The bank of mistakes for one exercise, from all modules of the key whose name starts with "mistakes"."""
    names = sorted(module.name for module in pkgutil.iter_modules(part(slug, KEY).__path__))
    banks = [vars(part(slug, f"{KEY}.{name}")).values() for name in names if name.startswith("mistakes")]
    return [item for bank in banks for item in bank if isinstance(item, Mistake) and item.exercise == exercise_name]
