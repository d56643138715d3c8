"""Imports point one way. The table is the rule; made-up trees below prove that each part of it can fail."""

import subprocess
import sys
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from tests.support.imports import Import, cycle, imports

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("course", "autograder", "solutions", "tests")


@dataclass(frozen=True)
class Layer:
    """Modules matching `modules` may import their own layer, the layers in `below`, and the packages in `packages`."""

    name: str
    modules: tuple[str, ...]
    below: tuple[str, ...]
    packages: tuple[str, ...]


# The first row that matches a module is its layer. "*" allows every package but torch.
LAYERS = (
    Layer("functions", ("course.activations", "course.losses", "course.datasets"), (), ("numpy", "tqdm")),
    Layer(
        "nets",
        ("course.layers", "course.optimizers", "course.gradcheck", "course.attacks", "course.engine"),
        ("functions",),
        ("numpy", "tqdm"),
    ),
    Layer("tracing", ("course.tracing", "course.tracing.*"), (), ("numpy",)),
    Layer(
        "widgets",
        ("course.widgets", "course.widgets.*"),
        ("tracing",),
        ("numpy", "anywidget", "ipywidgets", "traitlets", "matplotlib", "IPython"),
    ),
    Layer(
        "figures",
        ("course.lessons.*.figures",),
        ("functions", "nets", "lessons", "compiled", "tracing", "widgets"),
        ("numpy", "matplotlib"),
    ),
    Layer("compiled", ("course.lessons.*.compiled",), ("functions", "nets", "lessons"), ("numpy", "numba", "tqdm")),
    Layer(
        "keys", ("course.lessons.*.key", "course.lessons.*.key.*"), ("functions", "nets", "lessons"), ("numpy", "tqdm")
    ),
    Layer("lessons", ("course.lessons", "course.lessons.*"), ("functions", "nets"), ("numpy", "tqdm")),
    Layer("oracle", ("course.checks.oracle",), ("functions", "nets", "tracing", "lessons"), ("numpy", "torch")),
    Layer(
        "checks",
        ("course.checks", "course.checks.*"),
        ("functions", "nets", "tracing", "lessons", "oracle"),  # keys are looked up by name, where there are any
        ("numpy", "IPython"),
    ),
    Layer("course", ("course",), ("functions", "nets"), ()),
    Layer(
        "autograder",
        ("autograder", "autograder.*"),
        ("course", "functions", "nets", "tracing", "widgets", "figures", "compiled", "lessons", "checks", "oracle"),
        ("*",),
    ),
    Layer(
        "solutions",
        ("solutions.*",),
        ("course", "functions", "nets", "tracing", "widgets", "figures", "compiled", "lessons", "checks"),  # no keys
        ("*", "torch"),  # a lesson's cell that compares with torch
    ),
    Layer(
        "tests",
        ("tests", "tests.*"),
        (
            "course",
            "functions",
            "nets",
            "tracing",
            "widgets",
            "figures",
            "compiled",
            "lessons",
            "keys",
            "checks",
            "oracle",
            "autograder",
        ),
        ("*", "torch"),
    ),
)
OURS = ("course", "autograder", "solutions", "notebooks", "tests")


def layer_of(module: str) -> Layer | None:
    return next((layer for layer in LAYERS if any(fnmatchcase(module, name) for name in layer.modules)), None)


def fault(found: Import) -> str | None:
    """What is wrong with one import, or None."""
    layer, package = layer_of(found.importer), found.target.partition(".")[0]
    if layer is None:
        return f"{found.importer} belongs to no layer: add it to the table in {Path(__file__).name}"
    if found.star:
        return f"{found} with a star: name what is imported"
    if package in OURS:
        target = layer_of(found.target)
        allowed = target is not None and (target is layer or target.name in layer.below)
    else:
        anything = "*" in layer.packages and package != "torch"
        allowed = anything or package in (*layer.packages, *sys.stdlib_module_names)
    may = ", ".join(layer.below + layer.packages) or "nothing"
    return None if allowed else f"{found}: {layer.name} may import {may}"


def faults(root: Path) -> list[str]:
    found = imports(root, FOLDERS)
    names = cycle(found)
    return [words for words in map(fault, found) if words] + ["import cycle: " + " -> ".join(names)] * bool(names)


def test_imports_point_one_way():
    assert not faults(ROOT), "\n".join(faults(ROOT))


@pytest.mark.parametrize(
    ("file", "source", "words"),
    [
        ("course/activations.py", "from .losses import *", "with a star"),
        ("course/activations.py", "from .layers import linear", "imports course.layers: functions may"),
        ("course/activations.py", "def f():\n    import torch", "line 2, imports torch"),
        ("course/activations.py", "from . import losses", "import cycle: "),
        ("course/checks/compare.py", "import torch", "imports torch: checks may"),
        ("course/lessons/new/reference.py", "import matplotlib.pyplot", "imports matplotlib.pyplot: lessons may"),
        ("course/lessons/new/reference.py", "from ...checks import check", "imports course.checks: lessons may"),
        ("course/tracing/trace.py", "from ..activations import sigmoid", "imports course.activations: tracing may"),
        ("course/widgets/stepper.py", "from course.lessons import new", "imports course.lessons: widgets may"),
        ("course/gradcheck.py", "import autograder.layout", "imports autograder.layout: nets may"),
        ("course/plots.py", "import numpy", "belongs to no layer"),
        ("autograder/grade.py", "import torch", "imports torch: autograder may"),
        ("autograder/grade.py", "from solutions import lesson", "imports solutions: autograder may"),
        ("tests/test_x.py", "from solutions.lesson import sigmoid", "imports solutions.lesson: tests may"),
        ("tests/test_x.py", "import notebooks", "imports notebooks: tests may"),
    ],
)
def test_a_forbidden_import_is_found(tmp_path, file, source, words):
    write(tmp_path, {"course/losses.py": "from .activations import sigmoid", file: source})
    assert any(words in line for line in faults(tmp_path)), faults(tmp_path)


def test_allowed_imports_pass(tmp_path):
    tree = {
        "course/__init__.py": "from . import activations as activations",
        "course/activations.py": "import math\nimport numpy as np",
        "course/checks/oracle.py": "import torch\nfrom ..activations import sigmoid",
        "course/lessons/new/figures.py": "from ...widgets import picture",
        "course/widgets/__init__.py": "import typing\nif typing.TYPE_CHECKING:\n    from ..lessons import X",
        "solutions/08_new.py": "import torch\nfrom course.checks import check",
    }
    write(tmp_path, tree)
    assert faults(tmp_path) == []


def write(root, tree):
    for name, source in tree.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(source)


def packages_loaded_by(module, folder):
    """Top-level packages, standard library apart, that `import module` loads in a fresh Python."""
    code = f"""if True:
        import sys
        before = set(sys.modules)
        import {module}
        new = {{name.partition(".")[0] for name in set(sys.modules) - before}}
        print(*sorted(new - set(sys.stdlib_module_names) - {{"{module}"}}))"""
    names = subprocess.check_output([sys.executable, "-c", code], text=True, cwd=folder).split()
    return [name for name in names if "cython" not in name]  # the runtime inside numpy.random


def test_import_course_loads_numpy_only():
    assert packages_loaded_by("course", ROOT) == ["numpy"]


def test_a_heavier_import_is_seen(tmp_path):
    write(tmp_path, {"heavy/__init__.py": "import numpy\nfrom . import plots", "heavy/plots.py": "import matplotlib"})
    assert "matplotlib" in packages_loaded_by("heavy", tmp_path)
