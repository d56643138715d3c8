"""Which of the lesson's own statements some code leans on: those that make a name it uses, and what those lean on."""

from __future__ import annotations

import ast
import symtable
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

# Whoever uses one of these can reach any name, so everything is needed.
_REACHES_ALL = {"globals", "locals", "vars", "eval", "exec", "get_ipython", "__import__"}
_SHOWS = {"print", "display"}
_SHOWING_MODULES = ("course.widgets", "IPython.display")


def magics(source: str) -> list[str]:
    """The lines of a cell that are IPython's."""
    return [line for line in source.split("\n") if line.lstrip().startswith(("%", "!"))]


def parsed(source: str) -> list[ast.stmt]:
    """Statements of a cell; none if it is no Python (magics are taken out first)."""
    lines = ["" if magics(line) else line for line in source.split("\n")]
    try:
        return ast.parse("\n".join(lines)).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def bound(statements: Iterable[ast.stmt]) -> set[str]:
    """Names that statements give a value, also inside an ``if`` or a loop, but not inside a function."""
    found: set[str] = set()
    for statement in statements:
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found.add(statement.name)
            continue
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                found.add(node.id)
            elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                found.add(node.name)
            elif isinstance(node, ast.alias):
                found.add((node.asname or node.name).partition(".")[0])
    return found


def loaded(statements: Iterable[ast.stmt]) -> set[str]:
    """Every global name that statements read, at any depth; a function's own variables are not among them."""
    return set().union(*map(_loaded, statements))


def _loaded(statement: ast.stmt) -> frozenset[str]:
    try:
        text = ast.unparse(statement)
        if "NotImplementedError" in text:  # a stub: what stands after it is never read
            text = ast.unparse(_Reached().visit(ast.parse(text)))
        tables = [symtable.symtable(text, "", "exec")]
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # what is read where cannot be told: all names
        return frozenset(node.id for node in ast.walk(statement) if isinstance(node, ast.Name))
    found = set()
    for table in tables:  # grows
        tables += table.get_children()
        outermost = table.get_type() == "module"
        found |= {s.get_name() for s in table.get_symbols() if s.is_referenced() and (outermost or s.is_global())}
    return frozenset(found)


class _Reached(ast.NodeTransformer):
    """Functions without the statements behind a ``raise`` of their own."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        end = next((k for k, part in enumerate(node.body) if isinstance(part, ast.Raise)), len(node.body))
        node.body = node.body[: end + 1]
        return node


# The lesson's own statements come again with every submission.
_loaded_by_lesson = lru_cache(maxsize=None)(_loaded)


def needed(cells: Sequence[list[ast.stmt]], names: set[str], foreign: set[str] = frozenset()) -> list[list[ast.stmt]]:
    """Per cell of the lesson's the statements that make ``names``, or change what these are, but ``foreign`` ones."""
    if names & _REACHES_ALL:
        return [list(cell) for cell in cells]
    showing = _SHOWS | _imported_to_show(cells)
    names, taken = names - foreign, set()
    while True:
        new = {id(s): s for cell in cells for s in cell if id(s) not in taken and _counts(s, names, showing)}
        if not new:
            return [[s for s in cell if id(s) in taken] for cell in cells]
        taken |= set(new)
        names = names.union(*map(_loaded_by_lesson, new.values())) - foreign


def _counts(statement: ast.stmt, names: set[str], showing: set[str]) -> bool:
    makes, touches = _effects(statement)
    return not names.isdisjoint(makes) or any(
        by not in showing and not names.isdisjoint(things) for by, things in touches
    )


@cache
def _effects(statement: ast.stmt) -> tuple[frozenset[str], tuple[tuple[str, frozenset[str]], ...]]:
    """The names a statement gives a value, and by which call ("" for none) it may change what others stand for.

    ``v[0] = 1``, ``v.append(1)`` and ``fill(v)`` may change v.
    """
    touches = []
    for node in ast.walk(statement):
        if isinstance(node, ast.Assign):
            targets = [target for target in node.targets if isinstance(target, (ast.Attribute, ast.Subscript))]
            touches.append(("", frozenset(map(_root, targets))))
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            owner = [] if isinstance(node.value.func, ast.Name) else [node.value.func]
            touches.append((_root(node.value.func), frozenset(map(_root, (*owner, *node.value.args)))))
    return frozenset(bound([statement])), tuple(touch for touch in touches if touch[1])


def _root(node: ast.AST) -> str:
    while isinstance(node, (ast.Attribute, ast.Subscript, ast.Call)):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def _imported_to_show(cells: Sequence[list[ast.stmt]]) -> set[str]:
    imports = [s for cell in cells for s in cell if isinstance(s, ast.ImportFrom)]
    return {a.asname or a.name for s in imports if (s.module or "").startswith(_SHOWING_MODULES) for a in s.names}
