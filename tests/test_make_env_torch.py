"""Where `make env` takes torch from, tried with a real pip, a local index, and a wheel that is torch by name only."""

import os
import shutil
import subprocess
import sys
import threading
import zipfile
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import create_server

import pytest

ROOT = Path(__file__).resolve().parents[1]
CODE = """if True:
    import sys
    sys.path.insert(0, ".make")
    import environment
    environment.CPU_INDEX, environment.PROBE_SECONDS, sys.platform = sys.argv[1], 2, sys.argv[2]
    environment.prepare_venv()
    environment.install_torch("torch==2.13.0")
"""
VERSION = "from importlib.metadata import version; print(version('torch'))"


def write_wheel(folder, version):
    folder.mkdir(parents=True)
    name = f"torch-{version}"
    with zipfile.ZipFile(folder / f"{name}-py3-none-any.whl", "w") as wheel:
        wheel.writestr(f"{name}.dist-info/METADATA", f"Metadata-Version: 2.1\nName: torch\nVersion: {version}\n")
        wheel.writestr(f"{name}.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{name}.dist-info/RECORD", "")


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        pass


@pytest.fixture(scope="module")
def indexes(tmp_path_factory):
    """Address of three package indexes: cpu/ is like PyTorch's, plain/ like PyPI's, empty/ lacks the version."""
    folder = tmp_path_factory.mktemp("indexes")
    write_wheel(folder / "cpu" / "torch", "2.13.0+cpu")
    write_wheel(folder / "plain" / "torch", "2.13.0")
    write_wheel(folder / "empty" / "torch", "1.0")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    root = tmp_path_factory.mktemp("clone")
    shutil.copytree(ROOT / ".make", root / ".make", ignore=shutil.ignore_patterns("__pycache__"))
    (root / ".requirements.lock").write_text("torch==2.13.0\n")
    return root


def install(clone, indexes, cpu_index, platform="linux"):
    """Lines said, and the version found afterwards."""
    plain = {"PIP_INDEX_URL": f"{indexes}/plain", "PIP_CONFIG_FILE": os.devnull}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    command = [sys.executable, "-B", "-c", CODE, cpu_index, platform]
    said = subprocess.run(command, cwd=clone, env=kept | plain, text=True, capture_output=True, timeout=60, check=True)
    python = clone / ".venv" / "bin" / "python"
    version = subprocess.check_output([python, "-c", VERSION], text=True).strip()
    subprocess.run([python, "-m", "pip", "uninstall", "-qq", "-y", "torch"], check=True)
    return said.stdout.replace(str(clone), ""), version


def test_the_cpu_index_is_taken_when_it_answers(clone, indexes):
    said, version = install(clone, indexes, f"{indexes}/cpu")
    assert "Installing torch==2.13.0, the CPU build from PyTorch's own index" in said
    assert version == "2.13.0+cpu"


@pytest.mark.parametrize("cpu_index", ["http://127.0.0.1:9", "{indexes}/no-such-index", "{indexes}/empty"])
def test_pips_own_configuration_is_the_way_out(clone, indexes, cpu_index):
    said, version = install(clone, indexes, cpu_index.format(indexes=indexes))
    assert "as pip is configured (PyTorch's CPU index cannot be used from here)" in said
    assert version == "2.13.0"


def test_an_index_that_never_answers_is_given_up(clone, indexes):
    with create_server(("127.0.0.1", 0)) as silent:
        said, version = install(clone, indexes, f"http://127.0.0.1:{silent.getsockname()[1]}")
    assert "as pip is configured" in said
    assert version == "2.13.0"


def test_elsewhere_than_on_linux_the_cpu_index_is_not_asked(clone, indexes):
    said, version = install(clone, indexes, f"{indexes}/cpu", platform="darwin")
    assert said.splitlines()[-1] == "Installing torch==2.13.0 as pip is configured"
    assert version == "2.13.0"
