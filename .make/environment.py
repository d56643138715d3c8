"""Make .venv: this project with the versions of .requirements.lock, and PyTorch without CUDA.

`python .make/environment.py [--dev]` installs what is missing and does nothing when nothing changed.
It runs before anything is installed, so it needs the standard library alone.
"""

import hashlib
import os
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCK = ROOT / ".requirements.lock"
PROJECT = ROOT / "pyproject.toml"
NBGRADER_CONFIG = Path("etc", "jupyter", "nbgrader_config.py")

# PyPI's Linux build of torch brings gigabytes of CUDA; PyTorch's own index has the CPU build.
CPU_INDEX = "https://download.pytorch.org/whl/cpu"
PROBE_SECONDS = 8
INSTALL_SECONDS = 900


def main(arguments: list[str]) -> None:
    """Bring .venv up to date; print one line a stage."""
    dev = "--dev" in arguments
    prepare_venv()
    wanted, stamps = fingerprint(), [VENV / ".installed-dev"] + [VENV / ".installed"] * (not dev)
    if not any(stamp.exists() and stamp.read_text() == wanted for stamp in stamps):
        stamps[-1].unlink(missing_ok=True)
        install(dev)
        stamps[-1].write_text(wanted)
    link_nbgrader_config()


def prepare_venv() -> None:
    """Make .venv unless it is there, runs this Python's version, and was made here (a moved one is broken)."""
    version = "{}.{}".format(*sys.version_info)
    if version_of(PYTHON) != version or str(VENV) not in (VENV / "pyvenv.cfg").read_text():
        say(f"Making .venv with Python {version} ({sys.executable})")
        venv.create(VENV, clear=True, with_pip=True, symlinks=True)


def version_of(python: Path) -> str | None:
    """'3.12' for a Python that runs, None for one that does not."""
    try:
        code = "import sys, pip; print('{}.{}'.format(*sys.version_info))"
        return subprocess.check_output([python, "-c", code], text=True, stderr=subprocess.DEVNULL).strip()
    except (OSError, subprocess.CalledProcessError):
        return None


def fingerprint() -> str:
    """What an environment was made from: it changes when an installation has to be repeated."""
    parts = [file.read_bytes() for file in (PROJECT, LOCK, Path(__file__))]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def install(dev: bool) -> None:
    """Install PyTorch, then the project itself with all the rest."""
    install_torch(torch_requirement())
    say("Installing the course and its pinned packages (a few minutes the first time)")
    pip("--editable", f"{ROOT}[dev]" if dev else str(ROOT))


def torch_requirement() -> str:
    """The line of pyproject.toml that names torch and its version."""
    dependencies = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["dependencies"]
    return next(line for line in dependencies if line.startswith("torch=="))


def install_torch(requirement: str) -> None:
    """Install torch: on Linux from PyTorch's CPU index if it answers, else as pip is configured."""
    if torch_is_there(requirement):
        return
    if sys.platform == "linux" and answers(CPU_INDEX + "/torch/"):
        say(f"Installing {requirement}, the CPU build from PyTorch's own index")
        if pip("--index-url", CPU_INDEX, "--no-deps", requirement, seconds=INSTALL_SECONDS, must=False):
            return
    say(f"Installing {requirement} as pip is configured" + why_not_cpu_index())
    pip("--no-deps", requirement)


def why_not_cpu_index() -> str:
    """Say on Linux, where the CPU index comes first, why something else is used."""
    return " (PyTorch's CPU index cannot be used from here)" if sys.platform == "linux" else ""


def torch_is_there(requirement: str) -> bool:
    """Whether .venv has that version of torch, whichever build of it."""
    code = "import importlib.metadata as m; print(m.version('torch').partition('+')[0])"
    found = subprocess.run([PYTHON, "-c", code], capture_output=True, text=True)
    return f"torch=={found.stdout.strip()}" == requirement


def answers(url: str) -> bool:
    """Whether `url` answers within PROBE_SECONDS, name look-up included (so in a process that can be ended)."""
    code = f"import urllib.request as u; u.urlopen({url!r}, timeout={PROBE_SECONDS})"
    try:
        return subprocess.run([sys.executable, "-c", code], timeout=PROBE_SECONDS, capture_output=True).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def pip(*arguments: str, seconds: float | None = None, must: bool = True) -> bool:
    """Run `pip install` under the lock's constraints; a failure ends the program unless `must` is false."""
    quiet = ("-qq", "--disable-pip-version-check", "--no-input")
    command = [PYTHON, "-m", "pip", "install", *quiet, "--constraint", LOCK, *arguments]
    try:
        succeeded = subprocess.run(command, timeout=seconds).returncode == 0
    except subprocess.TimeoutExpired:
        succeeded = False
    if must and not succeeded:
        sys.exit(f"pip could not install {arguments[-1]}; its message is above. Run the same command again to go on.")
    return succeeded


def link_nbgrader_config() -> None:
    """Let nbgrader and JupyterLab find autograder/nbgrader_config.py with no variable set."""
    link = VENV / NBGRADER_CONFIG
    target = os.path.relpath(ROOT / "autograder" / "nbgrader_config.py", link.parent)
    if not link.is_symlink() or str(link.readlink()) != target:
        link.parent.mkdir(parents=True, exist_ok=True)
        link.unlink(missing_ok=True)
        link.symlink_to(target)


def say(line: str) -> None:
    """Print a line at once, also where the output is a file or a pipe."""
    print(line, flush=True)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit("Interrupted. Run the same command again to go on.")
