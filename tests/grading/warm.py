"""One warm parent for the tests of grading, and submissions made in memory."""

from __future__ import annotations

import ast
import functools
import hashlib
import importlib.util
import inspect
import json
import sys
import textwrap
from collections.abc import Callable, Iterator

from autograder.grading.keep.result import Result
from autograder.grading.read.hand_in import Handed
from autograder.grading.read.lesson import Lesson, read_lesson
from autograder.grading.run.fork_pool import WarmParents
from autograder.grading.run.sandbox.level import available
from autograder.grading.run.sandbox.limits import Limits
from autograder.grading.submission import grade_handed
from autograder.layout import Course
from course.checks.library import is_library
from tests.authoring.courses import ROOT

LESSONS = [path.stem for path in Course(ROOT).lesson_files() if '"grade": true' in path.read_text()]


@functools.cache
def lesson(name: str) -> Lesson:
    return read_lesson(Course(ROOT), name)


def handed(lesson: Lesson, answers: dict[str, str], student: str = "somebody") -> Handed:
    """The released notebook with these answers (by grade_id)."""
    notebook = json.loads(Course(ROOT).student_notebook(lesson.name).read_bytes())
    for cell in notebook["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        cell["source"] = answers.get(name, cell["source"])
    data = json.dumps(notebook).encode()
    return Handed(student, data, {}, None, (), hashlib.sha256(data).hexdigest())


def warm_parents(*names: str) -> WarmParents:
    return WarmParents(available()[0], Course(ROOT), names or LESSONS)


def references(lesson: Lesson) -> dict[str, str]:
    return {cell.grade_id: cell.source for cell in lesson.cells if cell.is_answer}


def graded(parents: WarmParents, lesson: Lesson, answers: dict[str, str], **limits: float) -> Result:
    return grade_handed(parents, lesson, handed(lesson, answers), Limits(**limits))


def shares(lesson: Lesson, result: Result) -> dict[str, float]:
    """By exercise, what part of its points was earned."""
    earned: dict[str, float] = {}
    most: dict[str, float] = {}
    for test in lesson.tests:
        name = lesson.exercise(test)
        earned[name] = earned.get(name, 0) + result.verdicts[test.id].points
        most[name] = most.get(name, 0) + test.points
    return {name: earned[name] / most[name] for name in most}


def as_cell(function: Callable, name: str) -> str:
    """The source of ``function`` as a student would have written it in the cell of ``name``.

    What it uses of an answer key or of the library comes along as text: where the cell runs, there is no key, and what
    the library has of an answer refuses.
    """
    keys: dict[str, str] = {}
    text = _as_cell(function, name, keys)
    loads = "".join(f"_given({own!r}, {source!r})\n" for own, source in keys.items())
    return (_GIVEN + loads if keys else "") + text


_GIVEN = """
import sys as _sys, types as _types
def _given(name, source):
    if name in _sys.modules:
        return
    _sys.modules[name] = _types.ModuleType(name)
    _types.FunctionType(compile(source, name, "exec"), _sys.modules[name].__dict__)()
"""  # without `exec`: whoever can reach any name has all of the lesson's cells run


def _as_cell(function: Callable, name: str, keys: dict[str, str]) -> str:
    definition = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    scope = vars(sys.modules[function.__module__])  # a class has no __globals__
    _Rename(definition.name, name, f"_given_{name}").visit(definition)
    definition.decorator_list, definition.name = [], name
    used = {node.id for node in ast.walk(definition) if isinstance(node, ast.Name)}
    helpers = {n: scope[n.removeprefix("_given_")] for n in sorted(used) if n.removeprefix("_given_") in scope}
    given = "".join(
        f"{_import(n, v, function, keys)}\n" for n, v in helpers.items() if n not in ("np", name) and v is not function
    )
    return given + ast.unparse(definition)


def _import(name: str, value: object, user: Callable, keys: dict[str, str]) -> str:
    """How the notebook gets at a name that the module of ``user`` has."""
    if inspect.ismodule(value):
        return f"import {_there(value.__name__, keys)} as {name}"
    home = getattr(value, "__module__", None) or user.__module__
    if home.startswith("tests."):
        return _as_cell(value, name, keys)
    return f"from {_there(home, keys)} import {getattr(value, '__name__', name)} as {name}"


def _there(module: str, keys: dict[str, str]) -> str:
    """What a module is called where there is no key: its text is put into ``keys``, after those that it needs."""
    if ".key" not in module and not is_library(module):
        return module
    own = module.replace(".", "_")
    if own not in keys:
        tree = ast.parse(inspect.getsource(importlib.import_module(module)))
        package = module if hasattr(sys.modules[module], "__path__") else module.rpartition(".")[0]
        tree.body = [made for statement in tree.body for made in _absolute(statement, package, keys)]
        keys[own] = ast.unparse(tree)
    return own


def _absolute(statement: ast.stmt, package: str, keys: dict[str, str]) -> list[ast.stmt]:
    if not isinstance(statement, ast.ImportFrom) or not statement.level:
        return [statement]
    home = importlib.util.resolve_name("." * statement.level + (statement.module or ""), package)
    made = []
    for alias in statement.names:
        if importlib.util.find_spec(home) and _is_module(f"{home}.{alias.name}"):
            made.append(f"import {_there(f'{home}.{alias.name}', keys)} as {alias.asname or alias.name}")
        else:
            made.append(f"from {_there(home, keys)} import {alias.name} as {alias.asname or alias.name}")
    return ast.parse("\n".join(made)).body


def _is_module(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:
        return False


class _Rename(ast.NodeTransformer):
    """``own`` becomes ``name``, as the cell calls it; what was called ``name``, the reference, becomes ``given``."""

    def __init__(self, own: str, name: str, given: str) -> None:
        self.to = {name: given, own: name}

    def visit_Name(self, node: ast.Name) -> ast.Name:
        return ast.copy_location(ast.Name(self.to.get(node.id, node.id), node.ctx), node)


def mutants(source: str) -> Iterator[tuple[str, str]]:
    """Every version of ``source`` with one change: name and text."""
    count = sum(1 for _ in ast.walk(ast.parse(source)))
    for number in range(count):
        for change in (_swap_operator, _swap_operands, _drop_attribute, _change_constant, _negate):
            tree = ast.parse(source)
            node = list(ast.walk(tree))[number]
            new = change(node)
            if new is not None:
                changed = ast.unparse(_Replace(node, new).visit(tree))
                yield f"{change.__name__.strip('_')}: {ast.unparse(node)} -> {ast.unparse(new)}", changed


class _Replace(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return ast.copy_location(self.new, node) if node is self.old else self.generic_visit(node)


OPERATORS = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.MatMult: ast.Mult,
    ast.Pow: ast.Mult,
}


def _swap_operator(node: ast.AST) -> ast.AST | None:
    if isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
        return ast.BinOp(node.left, OPERATORS[type(node.op)](), node.right)
    return None


def _swap_operands(node: ast.AST) -> ast.AST | None:
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Sub, ast.Div, ast.MatMult)):
        return ast.BinOp(node.right, node.op, node.left)
    return None


def _drop_attribute(node: ast.AST) -> ast.AST | None:
    return node.value if isinstance(node, ast.Attribute) and node.attr == "T" else None


def _change_constant(node: ast.AST) -> ast.AST | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        return ast.Constant(node.value + 1)
    return None


def _negate(node: ast.AST) -> ast.AST | None:
    if isinstance(node, ast.Return) and isinstance(node.value, (ast.BinOp, ast.Call)):
        return ast.Return(ast.UnaryOp(ast.USub(), node.value))
    return None
