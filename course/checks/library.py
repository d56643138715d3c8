"""The course's own library is no answer: while an exercise is judged it is closed, but for what the exercise uses."""

from __future__ import annotations

import contextlib
import functools
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from types import CodeType, FunctionType, ModuleType

from .exchange import standing_in

CLOSED = "which is the library's"
_SHUT = f"{CLOSED}: an answer is code of your own. Write it yourself."
# Open: what judges, what shows, what draws data, what is handed over; and drives, which use an answer.
_OPEN = ("checks", "widgets", "datasets", "lessons.declare", "lessons.progress")
_OPEN_IN_A_LESSON = ("key", "drives")


class Closed:
    """Inside this block the library's functions, and the methods of its classes, raise PermissionError.

    Their code is exchanged, so that it makes no difference under which name somebody has imported them. They go on
    working where the library itself calls them, and objects that were handed over keep their methods.

    Parameters
    ----------
    uses : sequence of callable
        What stays open.
    handed : iterable
        What the answer is called with.
    """

    def __init__(self, uses: Sequence[Callable], handed: Iterable[object]) -> None:
        open_ = {f for thing in uses for f in functions_of(thing)} | _of_handed(handed)
        self.functions = {f: name for f, name in _loaded().items() if f not in open_}

    def __enter__(self) -> Closed:
        for function in self.functions:
            _CODE[function] = function.__code__
        for function, name in self.functions.items():
            function.__code__ = _refusal(function, name)
        return self

    def __exit__(self, *_: object) -> None:
        for function in self.functions:
            function.__code__ = _CODE.pop(function)

    @contextlib.contextmanager
    def lifted(self) -> Iterator[None]:
        """Inside this block, within the other, they work: for right answers that use them."""
        self.__exit__()
        try:
            yield
        finally:
            self.__enter__()


# What differentiates for you is closed, too; the rest of torch is not.
_TORCH = {
    "torch": ("Tensor.backward",),
    "torch.autograd": ("backward", "grad"),
    "torch.autograd.functional": ("vjp", "jvp", "jacobian", "hessian", "vhp", "hvp"),
    "torch.func": ("grad", "grad_and_value", "vjp", "jvp", "jacrev", "jacfwd", "hessian", "linearize"),
}
# Of every function that is closed now, the code that it had.
_CODE: dict[FunctionType, CodeType] = {}


def close_for_good() -> None:
    """Let go of the code of all functions of the library that are loaded: from here on they refuse, whoever calls."""
    for function, name in _loaded().items():
        function.__code__ = _refusal(function, name)


def is_library(module: str) -> bool:
    """Whether what this module defines is closed."""
    course, _, rest = module.partition(".")
    if course != "course" or any(rest == name or rest.startswith(f"{name}.") for name in _OPEN):
        return False
    return not (rest.startswith("lessons.") and any(part in _OPEN_IN_A_LESSON for part in rest.split(".")[2:]))


def things(module: ModuleType) -> dict[str, Callable]:
    """The functions and classes that a module defines, by full name."""
    own = [(f"{module.__name__}.{name}", thing) for name, thing in vars(module).items()]
    kinds = (FunctionType, type)
    return {name: t for name, t in own if isinstance(t, kinds) and t.__module__ == module.__name__}


def functions_of(thing: Callable) -> list[FunctionType]:
    """Itself; of a class its methods and what makes its properties."""
    if not isinstance(thing, type):
        return [thing] if isinstance(thing, FunctionType) else []
    found = []
    for part in vars(thing).values():
        inner = (getattr(part, name, None) for name in ("fget", "__func__", "func"))
        found.append(next((f for f in inner if f is not None), part))
    return [part for part in found if isinstance(part, FunctionType)]


def needed_by(uses: Iterable[Callable]) -> dict[str, Callable]:
    """By full name, ``uses`` and what of the library their code names, at any depth."""
    found: dict[str, Callable] = {}
    left = list(uses)
    while left:
        thing = left.pop()
        name = f"{thing.__module__}.{thing.__qualname__}"
        if name in found or not is_library(thing.__module__):
            continue
        found[name] = thing
        left += [*getattr(thing, "__mro__", ())[1:], *(n for f in functions_of(thing) for n in _named(f))]
    return found


def _named(function: FunctionType) -> list[Callable]:
    codes, names = [function.__code__], set()
    for code in codes:  # grows
        names |= set(code.co_names)
        codes += [part for part in code.co_consts if isinstance(part, CodeType)]
    spaces = [function.__globals__]
    spaces += [vars(m) for n in names if isinstance(m := function.__globals__.get(n), ModuleType)]
    found = [space[name] for space in spaces for name in names if name in space]
    return [thing for thing in found if isinstance(thing, (FunctionType, type))]


def _of_handed(handed: Iterable[object]) -> set[FunctionType]:
    """Functions that were handed over, and the methods of objects that were; a class of theirs makes no new ones."""
    found: set[FunctionType] = set()
    left, seen = list(handed), set()
    while left:
        value = left.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        if isinstance(value, (list, tuple)):
            left += value
        elif isinstance(value, dict):
            left += value.values()
        elif isinstance(value, FunctionType):
            found.add(value)
        elif is_library(type(value).__module__):
            methods = (f for kind in type(value).__mro__ for f in functions_of(kind))
            found |= {f for f in methods if f.__name__ != "__init__"}
            left += vars(value).values() if hasattr(value, "__dict__") else []
    return found


def _loaded() -> Mapping[FunctionType, str]:
    return _functions(tuple(name for name in sys.modules if is_library(name) or name in _TORCH))


@functools.lru_cache(maxsize=4)
def _functions(modules: tuple[str, ...]) -> Mapping[FunctionType, str]:
    """The functions and methods of these modules that are closed, with the full name of each, or of its class."""
    every = [item for name in modules if is_library(name) for item in things(sys.modules[name]).items()]
    torch = [(module, name) for module in modules for name in _TORCH.get(module, ())]
    every += [(f"{module}.{name}", attrgetter(name)(sys.modules[module])) for module, name in torch]
    return {function: name for name, thing in every for function in functions_of(thing)}


def refused(function: FunctionType, name: str, *given: object, **named: object) -> object:
    """What a closed function does: where the library itself has called, and its code was kept, what it always did."""
    caller = sys._getframe(2).f_globals.get("__name__", "")
    inside = is_library(caller) or ".key" in caller or caller.startswith("torch.")
    if function not in _CODE or not inside:
        raise PermissionError(f"{name}, {_SHUT}")
    does = FunctionType(_CODE[function], function.__globals__, "does", function.__defaults__, function.__closure__)
    does.__kwdefaults__ = function.__kwdefaults__
    return does(*given, **named)


@functools.cache
def _refusal(function: FunctionType, name: str) -> CodeType:
    return standing_in(functools.partial(refused, function, name), function)[0]
