"""pyproject.toml, the lock, environment.yml and what is installed agree; each comparison speaks when they do not."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from tests.support.lock import faults_of_conda, faults_of_installed, faults_of_lock, faults_of_pins, pins

ROOT = Path(__file__).resolve().parents[1]
LOCK = (ROOT / ".requirements.lock").read_text()
PROJECT = (ROOT / "pyproject.toml").read_text()
CONDA = (ROOT / "environment.yml").read_text()

MADE_UP = """
[project]
requires-python = ">=3.11,<3.14"
dependencies = ["numpy>=2,<3"]
[project.optional-dependencies]
dev = ["some_tool[fast]>=1"]
"""
MADE_UP_LOCK = "numpy==2.4.6\nsome-tool==1.5\nspeedup==3.0 ; sys_platform != 'win32'\n"


def installed(name):
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return None
    return found.version, found.requires or ()


def test_the_lock_holds_plain_pins_and_nothing_for_a_gpu():
    assert faults_of_lock(LOCK) == []


def test_pyproject_is_satisfied_by_the_lock():
    assert faults_of_pins(PROJECT, LOCK) == []


def test_what_is_installed_is_what_is_pinned():
    assert faults_of_installed(PROJECT, LOCK, installed) == []


def test_conda_and_binder_get_the_same():
    assert faults_of_conda(CONDA, PROJECT) == []


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("torch==2.13.0+cpu", "not a plain pin"),
        ("numpy>=2", "not a plain pin"),
        ("numpy @ https://example.org/numpy.whl", "not a plain pin"),
        ("--index-url https://example.org", "not a plain pin"),
        ("# by someone on some machine", "not a plain pin"),
        ("nvidia-cublas==13.0.0 ; sys_platform == 'linux'", "a GPU package"),
        ("triton==3.0", "a GPU package"),
    ],
)
def test_a_bad_line_in_the_lock_is_found(line, words):
    (fault,) = faults_of_lock(MADE_UP_LOCK + line)
    assert words in fault


def test_a_pin_that_is_missing_or_out_of_range_is_found():
    assert faults_of_pins(MADE_UP, MADE_UP_LOCK) == []
    assert "asks for numpy<3,>=2, the lock has 3.1" in faults_of_pins(MADE_UP, "numpy==3.1\nsome-tool==1.5")[0]
    assert "asks for some_tool[fast]>=1, the lock has None" in faults_of_pins(MADE_UP, "numpy==2.4.6")[0]


@pytest.mark.parametrize(
    ("name", "now", "words"),
    [
        ("numpy", ("2.4.5", ()), "numpy: the lock has 2.4.6, installed is 2.4.5"),
        ("numpy", None, "numpy: the lock has 2.4.6, installed is None"),
        ("speedup", ("3.1", ()), "speedup: the lock has 3.0, installed is 3.1"),
        ("some-tool", ("1.5", ["Not_Locked"]), "not-locked: the lock has None"),
    ],
)
def test_an_installed_version_that_differs_is_found(name, now, words):
    here = {
        "numpy": ("2.4.6", ["not-for-us; python_version < '3'"]),
        "some-tool": ("1.5", ["speedup; extra == 'fast'", "absent; extra == 'slow'"]),
        "speedup": ("3.0+local", ()),
        "not-locked": ("1.0", ()),
    }
    assert faults_of_installed(MADE_UP, MADE_UP_LOCK, here.get) == []
    assert words in faults_of_installed(MADE_UP, MADE_UP_LOCK, (here | {name: now}).get)[0]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("python=3.12", "python=3.14", "Python 3.14 is not in"),
        ("- -c .requirements.lock", "- -c other.lock", "lacks: -c .requirements.lock"),
        ("/whl/cpu", "/whl/cu130", "lacks: --extra-index-url"),
        ("- -e .", "- -e .\n      - scipy", "belongs into pyproject.toml: scipy"),
        ("- pip\n", "- pip\n  - numpy\n", "belongs into pyproject.toml: numpy"),
    ],
)
def test_a_drifted_environment_yml_is_found(old, new, words):
    assert old in CONDA
    assert any(words in fault for fault in faults_of_conda(CONDA.replace(old, new), PROJECT))


def test_torch_in_the_lock_needs_what_the_installed_cpu_build_needs():
    (said,) = tomllib.loads(PROJECT)["tool"]["uv"]["dependency-metadata"]
    needs = {str(Requirement(line)) for line in distribution("torch").requires if "extra ==" not in line}
    assert {str(Requirement(line)) for line in said["requires-dist"]} == needs
    assert said["version"] == pins(LOCK)["torch"]


def test_the_installer_looks_for_the_pythons_that_pyproject_allows():
    allowed = SpecifierSet(tomllib.loads(PROJECT)["project"]["requires-python"])
    script = (ROOT / ".make" / "environment.sh").read_text()
    low, high = re.search(r"\((3, \d+)\) <= sys.version_info\[:2\] <= \((3, \d+)\)", script).groups()
    in_range = [minor for minor in range(30) if allowed.contains(f"3.{minor}")]
    assert [f"3, {in_range[0]}", f"3, {in_range[-1]}"] == [low, high]


def test_no_other_host_is_named_where_packages_come_from():
    files = [".requirements.lock", "pyproject.toml", "Makefile", ".ci/run", "environment.yml"]
    files += [str(file.relative_to(ROOT)) for file in (ROOT / ".make").iterdir() if file.is_file()]
    hosts = {name: set(re.findall(r"https?://([^/\s\"]+)", (ROOT / name).read_text())) for name in files}
    named = {name: found for name, found in hosts.items() if found}
    assert named == {"environment.yml": {"download.pytorch.org"}, ".make/environment.py": {"download.pytorch.org"}}
