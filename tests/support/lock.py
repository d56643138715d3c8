"""Compare the three files that say what is installed: pyproject.toml, .requirements.lock, environment.yml.

Each function takes texts and gives a list of faults, so a test can show it drifted text and see it speak.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator

import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

PIN = re.compile(r"[a-z0-9][a-z0-9-]*==[0-9][0-9a-z.]*( ; .+)?")
GPU = ("nvidia", "triton", "cuda")
CPU_INDEX = "--extra-index-url https://download.pytorch.org/whl/cpu"

# Installed version and requirements of a distribution, or None if it is not installed.
Installed = Callable[[str], tuple[str, Iterable[str]] | None]


def pins(lock: str) -> dict[str, str]:
    """Version by name of every line of the lock."""
    requirements = [Requirement(line) for line in lock.splitlines()]
    return {canonicalize_name(one.name): str(one.specifier).removeprefix("==") for one in requirements}


def requirements(project: str) -> list[Requirement]:
    """What pyproject.toml asks for, extras included."""
    table = tomllib.loads(project)["project"]
    extras = table["optional-dependencies"].values()
    return [Requirement(line) for line in table["dependencies"] + [line for extra in extras for line in extra]]


def faults_of_lock(lock: str) -> list[str]:
    """Lines that are more than a name, one version and a marker (a host, a path, a local build), and GPU packages."""
    lines = lock.splitlines()
    odd = [f"not a plain pin: {line}" for line in lines if not PIN.fullmatch(line)]
    return odd + [f"a GPU package: {line}" for line in lines if line.startswith(GPU)]


def faults_of_pins(project: str, lock: str) -> list[str]:
    """Requirements of pyproject.toml that the lock does not pin, or pins outside their range."""
    pinned = pins(lock)
    return [
        f"pyproject.toml asks for {one}, the lock has {pinned.get(canonicalize_name(one.name))}: run `make lock`"
        for one in requirements(project)
        if not one.specifier.contains(pinned.get(canonicalize_name(one.name), "0"))
    ]


def faults_of_installed(project: str, lock: str, installed: Installed) -> list[str]:
    """Distributions the project needs here, directly or not, whose installed version is not the pinned one."""
    pinned = pins(lock)
    return [
        f"{name}: the lock has {pinned.get(name)}, installed is {version}: run `make test`, or `make lock`"
        for name, version in reachable(requirements(project), installed)
        if version is None or pinned.get(name) is None or Version(version).public != pinned[name]
    ]


def reachable(roots: list[Requirement], installed: Installed) -> Iterator[tuple[str, str | None]]:
    """Name and installed version of the roots and of all they need on this Python and platform."""
    waiting, seen = list(roots), set()
    while waiting:
        one = waiting.pop()
        name, extras = canonicalize_name(one.name), {"", *one.extras}
        fresh = {(name, extra) for extra in extras} - seen
        if not fresh or (one.marker and not one.marker.evaluate({"extra": ""})):
            continue
        seen |= fresh
        version, needs = installed(name) or (None, ())
        yield name, version
        children = [Requirement(line) for line in needs]
        waiting += [child_without_extra(child) for child in children if wanted(child, extras)]


def wanted(child: Requirement, extras: set[str]) -> bool:
    return child.marker is None or any(child.marker.evaluate({"extra": extra}) for extra in extras)


def child_without_extra(child: Requirement) -> Requirement:
    """The requirement without its marker, once that is known to hold."""
    child.marker = None
    return child


def faults_of_conda(environment: str, project: str) -> list[str]:
    """What in environment.yml does not fit: its Python, the lock, CPU torch, the project, a second list of names."""
    dependencies = yaml.safe_load(environment)["dependencies"]
    conda = [line for line in dependencies if isinstance(line, str)]
    (pip,) = [line["pip"] for line in dependencies if isinstance(line, dict)]
    python = next((line.partition("=")[2] for line in conda if line.startswith("python=")), "0")
    wanted_python = Requirement("python" + tomllib.loads(project)["project"]["requires-python"])
    faults = [f"Python {python} is not in {wanted_python}"] * (not wanted_python.specifier.contains(python))
    expected = {"-c .requirements.lock", CPU_INDEX, "-e ."}
    faults += [f"the pip section lacks: {line}" for line in sorted(expected - set(pip))]
    faults += [f"belongs into pyproject.toml: {line}" for line in pip if line not in expected]
    return faults + [f"belongs into pyproject.toml: {line}" for line in conda if not re.match(r"(python=|pip$)", line)]
