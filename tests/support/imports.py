"""Who imports whom, read from the source by `ast`: nothing is imported to find out."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path


@dataclass(frozen=True)
class Import:
    """One imported name: `target` is the dotted module it comes from."""

    importer: str
    target: str
    line: int
    star: bool = False

    def __str__(self) -> str:
        return f"{self.importer}, line {self.line}, imports {self.target}"


def modules(root: Path, folders: tuple[str, ...]) -> dict[str, Path]:
    """All modules under `folders` of `root`, by dotted name; a package has the name of its folder."""
    files = sorted(file for folder in folders for file in (root / folder).rglob("*.py"))
    return {".".join(file.relative_to(root).with_suffix("").parts).removesuffix(".__init__"): file for file in files}


def imports(root: Path, folders: tuple[str, ...]) -> list[Import]:
    """Every import statement under `folders`, those inside functions too; type-only ones are not run and not listed."""
    known = modules(root, folders)
    return [found for name, file in known.items() for found in imports_of(name, file, known)]


def imports_of(name: str, file: Path, known: dict[str, Path]) -> Iterator[Import]:
    package = name if file.name == "__init__.py" else name.rpartition(".")[0]
    for node in statements(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (Import(name, alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            source = origin(node, package)
            for alias in node.names:
                submodule = f"{source}.{alias.name}"
                yield Import(name, submodule if submodule in known else source, node.lineno, alias.name == "*")


def statements(tree: ast.AST) -> Iterator[ast.AST]:
    """All nodes of a module, except what stands under `if TYPE_CHECKING:`."""
    for node in ast.iter_child_nodes(tree):
        if not (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)):
            yield node
            yield from statements(node)


def origin(node: ast.ImportFrom, package: str) -> str:
    """The absolute name of the module that `from ... import` names."""
    if not node.level:
        return node.module or ""
    parts = package.split(".")
    base = parts[: len(parts) - node.level + 1]
    return ".".join(base + [node.module] * bool(node.module))


def cycle(found: list[Import]) -> list[str]:
    """One import cycle as a list of names, first and last the same; empty if there is none."""
    sorter = TopologicalSorter()
    for one in found:
        if one.target != one.importer:
            sorter.add(one.importer, one.target)
    try:
        sorter.prepare()
    except CycleError as error:
        return list(error.args[1])
    return []
