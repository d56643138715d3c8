"""A real JupyterLab server for browser tests, and the hands that open and run a notebook in it."""

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60
THEMES = "@jupyterlab/apputils-extension/themes.jupyterlab-settings"
NEWS = "@jupyterlab/apputils-extension/notification.jupyterlab-settings"

# Cells the window has not drawn yet have no prompt in the page, so the notebook's model is asked, not the page.
IS_DONE = """() => {
    const panel = window.jupyterapp.shell.currentWidget;
    const cells = panel.content.widgets.filter(c => c.model.type === 'code' && c.model.sharedModel.source.trim());
    const failed = cells.some(c => c.model.outputs.toJSON().some(o => o.output_type === 'error'));
    const busy = cells.some(c => c.model.executionState === 'running' || c.prompt === '*');
    const ran = cells.every(c => c.model.executionCount !== null);
    return !busy && (ran || failed) && panel.sessionContext.session?.kernel?.status === 'idle';
}"""


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab: its address, the folder it serves, and its settings folder."""

    url: str
    root: Path
    settings: Path

    def open(self, page: Page, path: str) -> None:
        """Open the notebook at `path` (relative to `root`) in a workspace nobody used, and wait for its kernel."""
        self._open(page, f"lab/workspaces/{uuid.uuid4().hex}/tree/{quote(path)}")

    def open_in_notebook_7(self, page: Page, path: str) -> None:
        """The same in Notebook 7, which the same server serves."""
        self._open(page, f"notebooks/{quote(path)}")

    def _open(self, page: Page, place: str) -> None:
        page.goto(f"{self.url}/{place}")
        page.locator(".jp-NotebookPanel:visible .jp-Cell").first.wait_for(timeout=60_000)
        page.wait_for_function(
            "() => window.jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'",
            timeout=60_000,
        )

    def run_all(self, page: Page, seconds: float = 240) -> None:
        """Click Run > Run All Cells and wait until the kernel is idle; a cell that raises ends the run, as in Lab."""
        page.evaluate("() => window.jupyterapp.commands.execute('notebook:clear-all-cell-outputs')")
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        page.wait_for_function(IS_DONE, timeout=seconds * 1000)

    @contextlib.contextmanager
    def theme(self, name: str) -> Iterator[None]:
        """Open every notebook inside the block in this theme, for instance "JupyterLab Dark"."""
        write_setting(self.settings, THEMES, {"theme": name})
        try:
            yield
        finally:
            (self.settings / THEMES).unlink()


def write_setting(settings: Path, plugin: str, value: dict) -> None:
    file = settings / plugin
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(value))


@contextlib.contextmanager
def running_lab(home: Path) -> Iterator[Lab]:
    """Serve an empty folder under `home` with settings, data and runtime files of its own; stop it at the end."""
    root, settings = home / "notebooks", home / "config" / "lab" / "user-settings"
    root.mkdir(parents=True)
    write_setting(settings, NEWS, {"fetchNews": "false", "checkForUpdates": False})
    with (home / "lab.log").open("w") as log:
        server = subprocess.Popen(command(root), env=environment(home), stdout=log, stderr=log)
        try:
            yield Lab(wait_for_url(server, home), root, settings)
        finally:
            server.terminate()
            try:
                server.wait(timeout=60)
            except subprocess.TimeoutExpired:  # it waits for kernels on a loaded machine; nothing here is worth keeping
                server.kill()
                server.wait()


def command(root: Path) -> list[str]:
    return [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--expose-app-in-browser"),
        "--JupyterNotebookApp.expose_app_in_browser=True",
        *("--ServerApp.ip=127.0.0.1", "--ServerApp.port=0", "--IdentityProvider.token=", "--ServerApp.password="),
        f"--ServerApp.root_dir={root}",
    ]


def environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTER")}
    own = {f"JUPYTER_{name.upper()}_DIR": str(home / name) for name in ("config", "data", "runtime")}
    return kept | own | {"PYTHONPATH": str(ROOT), "IPYTHONDIR": str(home / "ipython")}


def wait_for_url(server: subprocess.Popen, home: Path) -> str:
    """Address of the server once it accepts connections; it writes its record somewhat earlier."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        with contextlib.suppress(StopIteration, ValueError, OSError):
            record = json.loads(next((home / "runtime").glob("jpserver-*.json")).read_text())
            socket.create_connection(("127.0.0.1", record["port"]), timeout=1).close()
            return record["url"].rstrip("/")
        time.sleep(0.1)
    raise RuntimeError(f"JupyterLab did not start within {START_SECONDS} s. Its log:\n{(home / 'lab.log').read_text()}")
