"""The stepper in a real JupyterLab: how long a click, a key, a jump and the first paint take, and what it costs.

Each beside the usual way in the same run: ipywidgets, and a matplotlib figure of the same graph drawn anew each step.
"""

import json
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
from playwright.sync_api import Page, sync_playwright

from course.widgets.stepper.assets import script, style
from tests.bench.figure import Figure
from tests.conftest import CHROMIUM_FLAGS
from tests.support.jupyter import Lab, running_lab
from tests.support.needs import find_chromium

SETUP = """
import numpy as np
from course.activations import sigmoid
from course.tracing import record
from course.widgets import Stepper
from tests.bench.stepper_usual import usual

def net(A0, W1, W2, t):
    Z1 = A0 @ W1
    A1 = sigmoid(Z1)
    Z2 = A1 @ W2
    A2 = sigmoid(Z2)
    L = 0.5 * np.sum((A2 - t) ** 2)
    return L

def deep(x, W, b):
    for _ in range(layers):
        x = np.tanh(x @ W + b)
    loss = np.sum(x ** 2)
    return loss

def small():
    return record(net, np.array([[0.35, 0.9]]), np.array([[0.1, 0.4], [0.8, 0.6]]), np.array([[0.3], [0.9]]),
                  np.array([[0.5]]))

def large(n):
    global layers
    layers = n
    rng = np.random.default_rng(2)
    return record(deep, rng.normal(size=(4, 3)), rng.normal(size=(3, 3)) / 2, rng.normal(size=3), max_steps=4000)
"""
CELLS = {
    "22 steps": ("Stepper(small())", "usual(small())"),
    "200 nodes": ("Stepper(large(66))", "usual(large(66))"),
    "2,000 steps": ("Stepper(large(250))", None),
}
LOST = 9000  # ms
MODES = {"helper calls": {"groups": {1: {}}}, "predict": {"options": {"predict": "any"}}, "compare": {"other": {}}}
PAINTED = "const painted = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));"
FIND = "const cell = window.jupyterapp.shell.currentWidget.content.widgets[k];"
SHOWN = "cell.node.querySelector('.jp-OutputArea ' + (ours ? '.bp-stepper .sentence' : 'img'))"
# Run cell k and wait until it shows itself; ms.
RUN = f"""async ([k, ours]) => {{
    {PAINTED}
    const book = window.jupyterapp.shell.currentWidget.content;
    book.activeCellIndex = k;
    {FIND}
    cell.node.scrollIntoView();
    await window.jupyterapp.commands.execute('notebook:clear-cell-output');
    await new Promise(done => setTimeout(done, 700));
    const start = performance.now();
    window.jupyterapp.commands.execute('notebook:run-cell');
    while (!{SHOWN}) await new Promise(done => setTimeout(done, 4));
    if (!ours) await {SHOWN}.decode();
    await painted();
    return performance.now() - start;
}}"""
# Do something `times` times, each time until the picture has changed and is painted; ms.
ACT = f"""async ([k, ours, act, times]) => {{
    {PAINTED}
    {FIND}
    const root = cell.node.querySelector('.bp-stepper');
    const next = ours ? root.querySelector('[data-act=next]')
        : [...cell.node.querySelectorAll('button')].find(b => b.textContent.trim() === 'Next');
    const now = () => ours ? root.stepper.step : cell.node.querySelector('.jp-OutputArea img')?.src;
    const steps = ours ? +root.querySelector('input').max : 0;
    const key = () => root.dispatchEvent(new KeyboardEvent('keydown', {{key: 'ArrowRight', bubbles: true}}));
    const jump = n => root.stepper.go(Math.floor((steps - 1) * ((n * 0.618 + 0.3) % 1)));
    const acts = {{click: () => next.click(), key, jump}};
    const took = [];
    root?.stepper.go(0);
    await painted();
    for (let n = 0; n < times; n++) {{
        const [before, start] = [now(), performance.now()];
        acts[act](n);
        while ((now() === before || now() == null) && performance.now() - start < {LOST})
            await new Promise(done => setTimeout(done, 2));
        await painted();
        took.push(performance.now() - start);
        await new Promise(done => setTimeout(done, 60));
    }}
    return took;
}}"""


def figures() -> Iterator[Figure]:
    core = _code({})
    yield Figure("stepper: JS + CSS", core, "kB", 24, "the bar")
    for mode, data in MODES.items():
        yield Figure(f"stepper: JS + CSS more for {mode}", _code(data) - core, "kB")
    with tempfile.TemporaryDirectory() as folder, running_lab(Path(folder)) as lab, _page() as page:
        places = _open(page, lab)
        for name, (ours, usual) in places.items():
            yield from _measured(page, name, ours, usual)
        page.evaluate("window.jupyterapp.commands.execute('docmanager:save')")
        page.wait_for_function("() => !window.jupyterapp.shell.currentWidget.context.model.dirty")
        for name, (ours, _) in places.items():
            saved = json.loads((lab.root / "bench.ipynb").read_text())["cells"][ours]["outputs"]
            bar = 20 if name == "22 steps" else 300
            yield Figure(f"stepper, {name}: cost in the notebook", _size(saved) / 1000, "kB", bar, "the bar")


def _code(data: dict) -> float:
    return len((script(data) + style(data)).encode()) / 1000


def _size(outputs: list) -> int:
    return len(json.dumps(outputs, ensure_ascii=False).encode())


@contextmanager
def _page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_FLAGS)
        yield browser.new_page(viewport={"width": 1280, "height": 900})
        browser.close()


def _open(page: Page, lab: Lab) -> dict[str, tuple[int, int | None]]:
    """A notebook with a cell for each stepper, its first cell run; which cell shows what."""
    cells, places = [SETUP], {}
    for name, sources in CELLS.items():
        places[name] = tuple(len(cells) + i if source else None for i, source in enumerate(sources))
        cells += [source for source in sources if source]
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in [*cells, ""]])
    book.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(book, lab.root / "bench.ipynb")
    lab.open(page, "bench.ipynb")
    page.evaluate("""async () => {
        window.jupyterapp.shell.currentWidget.content.activeCellIndex = 0;
        await window.jupyterapp.commands.execute('notebook:run-cell');
    }""")
    return places


def _measured(page: Page, name: str, ours: int, usual: int | None) -> Iterator[Figure]:
    few = 3 if name == "22 steps" else 2
    first = statistics.median(page.evaluate(RUN, [ours, True]) for _ in range(few))
    against = None if usual is None else statistics.median(page.evaluate(RUN, [usual, False]) for _ in range(few))
    said = None if usual is None else "ipywidgets + matplotlib"
    yield Figure(f"stepper, {name}: run cell to first paint", first, "ms", against, said)
    slow, heavy = (None, None) if usual is None else _acted(page, usual, False, "click", 6)
    for act, times in (("click", 20), ("key", 20), ("jump", 20)):
        took, wire = _acted(page, ours, True, act, times)
        yield Figure(
            f"stepper, {name}: {act} to painted, median",
            statistics.median(took),
            "ms",
            slow and statistics.median(slow),
            said,
        )
        yield Figure(f"stepper, {name}: {act} to painted, p95", sorted(took)[int(0.95 * (len(took) - 1))], "ms")
        if act == "click":
            yield Figure(f"stepper, {name}: over the wire a step", wire / 1000, "kB", heavy and heavy / 1000, said)


def _acted(page: Page, cell: int, ours: bool, act: str, times: int) -> tuple[list[float], float]:
    """Times in ms, without the first, which warms up; and bytes over the websocket for each."""
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    sizes = []
    for event in ("Network.webSocketFrameReceived", "Network.webSocketFrameSent"):
        wire.on(event, lambda sent: sizes.append(len(sent["response"]["payloadData"])))
    took = page.evaluate(ACT, [cell, ours, act, times])
    page.wait_for_timeout(300)
    wire.detach()
    # Now and then the usual way shows no new picture at all; such a click has no time.
    return [ms for ms in took[1:] if ms < LOST] or took, sum(sizes) / times
