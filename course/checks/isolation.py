"""See to it that an exercise is judged alone: by its arguments, with right answers lent, and without the library's."""

from __future__ import annotations

import ast
import contextlib
import functools
import linecache
from collections.abc import Callable, Iterator, Mapping
from types import FunctionType, ModuleType

from .exchange import Redirected


def variables(namespace: Mapping[str, object]) -> set[str]:
    """Names of the notebook's own variables, which a function may not lean on.

    No functions, classes, modules, and nothing of IPython's. A constant that stands in one cell with a function or a
    class belongs to the code, and is none of them.
    """
    data = {
        name
        for name, value in namespace.items()
        if not name.startswith("_")
        and not callable(value)
        and not isinstance(value, ModuleType)
        and name not in ("In", "Out")
    }
    return data - _constants(namespace) if data else data


def _constants(namespace: Mapping[str, object]) -> set[str]:
    """Names that are given a value in a cell in which a function or a class of the notebook stands, too."""
    parts = [part for value in list(namespace.values()) for part in _parts(value)]
    parts += [part.__wrapped__ for part in parts if hasattr(part, "__wrapped__")]
    files = {part.__code__.co_filename for part in parts if getattr(part, "__globals__", None) is namespace}
    return set().union(*(_assigned("".join(linecache.getlines(file))) for file in files))


def _parts(value: object) -> list[object]:
    return list(vars(value).values()) if isinstance(value, type) and value.__module__ == "__main__" else [value]


@functools.lru_cache(maxsize=512)
def _assigned(cell: str) -> frozenset[str]:
    try:
        statements = ast.parse(cell).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # magics: what stands there cannot be told
        return frozenset()
    found: set[str] = set()
    for node in (node for statement in statements for node in ast.walk(statement)):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.alias):
            found.add((node.asname or node.name).partition(".")[0])
        elif isinstance(node, ast.Global):
            found.update(node.names)
    return frozenset(found)


@contextlib.contextmanager
def hidden(namespace: dict) -> Iterator[set[str]]:
    """Take the notebook's variables away, so that a function that leans on one is found out; gives their names."""
    names = variables(namespace)
    with replaced(namespace, {}, names):
        yield names


@contextlib.contextmanager
def lending(namespace: dict, lent: Mapping[str, Callable]) -> Iterator[None]:
    """Put what is lent in place of the student's own, also where that is known by another name."""
    found = {name: namespace[name] for name in lent if isinstance(namespace.get(name), FunctionType)}
    own = {function: lent[name] for name, function in found.items() if function.__globals__ is namespace}
    with Redirected(own), replaced(namespace, lent):
        yield


@contextlib.contextmanager
def replaced(namespace: dict, new: Mapping[str, Callable], gone: set[str] = frozenset()) -> Iterator[None]:
    """Put ``new`` in place of what stands under these names, or of nothing; take ``gone`` away; undo it at the end."""
    before = {name: namespace[name] for name in (*new, *gone) if name in namespace}
    for name in gone:
        del namespace[name]
    namespace.update(new)
    try:
        yield
    finally:
        for name in new:
            namespace.pop(name, None)
        namespace.update(before)
