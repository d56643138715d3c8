"""A live figure beside ipywidgets.interact with matplotlib: the same curve in the same JupyterLab, a key on its slider.

Timed from the key to the second frame after the new picture stands in the page.
"""

import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

import nbformat
from playwright.sync_api import Locator, Page, sync_playwright

from tests.bench.figure import Figure
from tests.support.jupyter import running_lab
from tests.support.needs import find_chromium

MOVES = 25
CURVE = """
import numpy as np
steps = np.logspace(-8, -1, 100)
def error(h):
    return abs((np.sin(1 + h) - np.sin(1 - h)) / (2 * h) / np.cos(1) - 1) + 1e-12
errors = error(steps)
"""
OURS = """
from course.widgets.live import Line, Panel, Points, Scene, Slider, live
def scene(k):
    layers = Line(steps, errors, "central"), Points([steps[k]], [errors[k]], "chosen", "orange", "square")
    text = f"At {steps[k]:.1e} the error is {errors[k]:.1e}."
    return Scene(Panel(layers, "error", "step", "error", "log", "log"), text)
live(scene, Slider("k", "step", 0, 99, value=20, step=1), title="Gradient check")
"""
USUAL = """
import ipywidgets, matplotlib.pyplot as plt
def draw(k=20):
    figure, axes = plt.subplots(figsize=(7, 3.5))
    axes.loglog(steps, errors, label="central")
    axes.loglog(steps[k], errors[k], "s", label="chosen")
    axes.set(title="error", xlabel="step", ylabel="error")
    axes.legend()
    plt.show()
ipywidgets.interact(draw, k=(0, 99));
"""
WATCH = """selector => {
    const twice = f => requestAnimationFrame(() => requestAnimationFrame(f));
    const part = () => document.querySelector(selector);
    const look = () => part()?.getAttribute("src") || part()?.textContent;
    window.took = new Promise(done => document.addEventListener("keydown", () => {
        const start = performance.now(), before = look();
        const watch = new MutationObserver(() => {
            if (!look() || look() === before) return;
            watch.disconnect();
            (part().decode?.() ?? Promise.resolve()).then(() => twice(() => done(performance.now() - start)));
        });
        watch.observe(document.body, {subtree: true, childList: true, characterData: true, attributes: true});
    }, {capture: true, once: true}));
}"""


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as home, running_lab(Path(home)) as lab, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1280, "height": 1400})
        wire = count_bytes(page)
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
        cells = [nbformat.v4.new_code_cell(source) for source in (CURVE, OURS, USUAL)]
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), lab.root / "bench.ipynb")
        lab.open(page, "bench.ipynb")
        lab.run_all(page)
        usual = measure(
            page, wire, page.locator(".noUi-handle"), ".widget-interact img, .jupyter-widgets-output-area img"
        )
        ours = measure(page, wire, page.locator(".bp-live input[type=range]"), ".bp-live .text")
        browser.close()
    against = "ipywidgets + matplotlib, same figure"
    for name, index, unit in (("median", 0, "ms"), ("95th percentile", 1, "ms"), ("bytes over the wire", 2, "B")):
        yield Figure(f"live figure: a move, {name}", ours[index], unit, usual[index], against)


def count_bytes(page: Page) -> list[int]:
    """The sizes of all websocket messages so far, both ways; it grows."""
    sizes: list[int] = []

    def listen(socket: object) -> None:
        for event in ("framesent", "framereceived"):
            socket.on(event, lambda payload: sizes.append(len(payload)))

    page.on("websocket", listen)
    return sizes


def measure(page: Page, wire: list[int], handle: Locator, shown: str) -> tuple[float, float, float]:
    """Median and 95th percentile in ms, and bytes a move."""
    page.locator(shown).wait_for()
    times, before = [], 0
    for move in range(MOVES + 3):
        if move == 3:  # the first ones warm up
            before, times = sum(wire), []
        page.evaluate(WATCH, shown)
        handle.press("ArrowRight")
        times.append(page.evaluate("window.took"))
        page.wait_for_timeout(60)
    return (
        statistics.median(times),
        statistics.quantiles(times, n=20, method="inclusive")[-1],
        (sum(wire) - before) / MOVES,
    )
