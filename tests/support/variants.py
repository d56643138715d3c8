"""Right answers by program: the same function with other names and the operands of sums and products swapped."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable

import numpy as np


class _Rewrite(ast.NodeTransformer):
    """Rename arguments and local variables; swap `a * b` and `a + b` by the toss of a coin."""

    def __init__(self, names: dict[str, str], rng: np.random.Generator) -> None:
        self.names, self.rng = names, rng

    def visit_Name(self, node: ast.Name) -> ast.Name:
        return ast.Name(self.names.get(node.id, node.id), node.ctx)

    def visit_arg(self, node: ast.arg) -> ast.arg:
        return ast.arg(self.names.get(node.arg, node.arg))

    def visit_BinOp(self, node: ast.BinOp) -> ast.BinOp:
        self.generic_visit(node)
        if isinstance(node.op, (ast.Mult, ast.Add)) and self.rng.random() < 0.5:
            node.left, node.right = node.right, node.left
        return node


def variant(function: Callable, rng: np.random.Generator) -> Callable:
    """A function that computes the same in other words; its rounding may differ. A class is left as it is."""
    if isinstance(function, type):
        return function
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    definition = next(node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    definition.decorator_list = []
    inner = {node.name for node in ast.walk(definition) if isinstance(node, ast.FunctionDef)}
    local = set(function.__code__.co_varnames) - inner
    names = {name: f"v{rng.integers(1_000_000)}_{i}" for i, name in enumerate(sorted(local))}
    tree = ast.fix_missing_locations(_Rewrite(names, rng).visit(ast.Module([definition], [])))
    scope = dict(function.__globals__)
    exec(compile(tree, f"<variant of {function.__name__}>", "exec"), scope)
    return scope[definition.name]
