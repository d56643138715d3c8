"""`make env`: it finds a Python that runs, says what to do when none does, and never calls a half-made .venv done."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FAILS = "exit 127"  # what a pyenv shim does for a version that is not chosen
TOO_OLD = f'exec "{sys.executable}" -c "import sys; sys.version_info = (3, 10); exec(sys.argv[1])" "$2"'
RUNS = f'exec "{sys.executable}" "$@"'
WITHOUT_VENV = f'case "$2" in *ensurepip*) exit 1;; *) exec "{sys.executable}" "$@";; esac'


@pytest.fixture
def clone(tmp_path):
    """A copy of the files `make env` reads, in a folder whose name has a space."""
    root = tmp_path / "a clone"
    shutil.copytree(ROOT / ".make", root / ".make", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("Makefile", "pyproject.toml", ".requirements.lock"):
        shutil.copy(ROOT / name, root)
    return root


def run(clone, *command, **environment):
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHON", "MAKEFLAGS", "MAKELEVEL")}
    return subprocess.run(command, cwd=clone, env=kept | environment, capture_output=True, text=True, timeout=120)


class TestChoiceOfPython:
    def choose(self, clone, pythons, **environment):
        (clone / ".make" / "environment.py").write_text("import os; print('chosen', os.environ['CHOSEN'])")
        programs = clone / "programs"
        programs.mkdir()
        for name, script in pythons.items():
            program = programs / name
            program.write_text(f'#!/bin/sh\nexport CHOSEN="{name}"\n{script}\n')
            program.chmod(0o755)
        (programs / "dirname").symlink_to(shutil.which("dirname"))
        return run(clone, shutil.which("sh"), ".make/environment.sh", PATH=str(programs), **environment)

    def test_python3_comes_first(self, clone):
        assert "chosen python3\n" in self.choose(clone, {"python3": RUNS, "python3.13": RUNS}).stdout

    @pytest.mark.parametrize("bad", [FAILS, TOO_OLD, WITHOUT_VENV])
    def test_one_that_will_not_do_is_passed_over(self, clone, bad):
        assert (
            "chosen python3.12\n" in self.choose(clone, {"python3": bad, "python3.13": bad, "python3.12": RUNS}).stdout
        )

    def test_a_given_one_comes_before_all(self, clone):
        chosen = self.choose(clone, {"python3": RUNS, "my": RUNS}, PYTHON=str(clone / "programs" / "my"))
        assert "chosen my\n" in chosen.stdout

    def test_none_that_runs(self, clone):
        refused = self.choose(clone, {"python3": FAILS, "python3.12": TOO_OLD})
        assert refused.returncode == 1
        assert "The course needs Python 3.11, 3.12 or 3.13" in refused.stderr
        assert "make env PYTHON=/path/to/python3.12" in refused.stderr

    def test_venv_missing(self, clone):
        refused = self.choose(clone, {"python3.12": WITHOUT_VENV})
        assert refused.returncode == 1
        assert "python3.12 cannot make a virtual environment" in refused.stderr
        assert "apt-get install python3-venv" in refused.stderr

    def test_a_given_one_that_does_not_run(self, clone):
        refused = self.choose(clone, {"python3": RUNS}, PYTHON="no-such-python")
        assert refused.returncode == 1
        assert "PYTHON=no-such-python is not a Python 3.11, 3.12 or 3.13" in refused.stderr


@pytest.mark.slow
def test_a_failed_installation_is_not_taken_for_a_finished_one(clone):
    """Pip finds no package here, so each step that would install fails, and says so."""
    nothing = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(clone / ".make"), "PIP_CONFIG_FILE": os.devnull}
    make = ("make", "env", f"PYTHON={sys.executable}")
    first = run(clone, *make, **nothing)
    assert first.returncode != 0
    assert first.stdout.splitlines()[0].startswith("Making .venv with Python")
    assert "pip could not install torch==" in first.stderr
    assert list(clone.glob(".venv/.installed*")) == []

    second = run(clone, *make, **nothing)
    assert second.returncode != 0
    assert "Making .venv" not in second.stdout
    assert "Installing torch==" in second.stdout

    finish(clone)
    assert run(clone, *make, **nothing).stdout == ""
    assert (clone / ".venv/etc/jupyter/nbgrader_config.py").resolve() == clone / "autograder" / "nbgrader_config.py"

    (clone / ".requirements.lock").write_text("numpy==1.0\n")
    assert "Installing torch==" in run(clone, *make, **nothing).stdout
    assert list(clone.glob(".venv/.installed*")) == []

    moved = clone.rename(clone.with_name("moved"))  # programs in .venv hold its old path
    assert "Making .venv" in run(moved, *make, **nothing).stdout


def finish(clone):
    """Leave the stamp that a successful `make env` leaves."""
    code = "import sys; sys.path.insert(0, '.make'); import environment as e; e.install = lambda dev: None; e.main([])"
    assert run(clone, ".venv/bin/python", "-B", "-c", code).returncode == 0


def test_make_alone_lists_every_target(clone):
    listed = run(clone, "make").stdout
    for target in ("lab", "env", "test", "build", "check", "bench", "lock"):
        assert f"make {target} " in listed
