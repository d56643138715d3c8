"""The usual way to step through a graph: ipywidgets buttons, and a matplotlib figure drawn anew at each step."""

from __future__ import annotations

import ipywidgets
import matplotlib.pyplot as plt
import numpy as np
from IPython.display import display
from matplotlib.patches import FancyBboxPatch

from course.tracing import Trace
from course.tracing.layout import layout

DPI = 100


def usual(trace: Trace) -> ipywidgets.Widget:
    """First, previous, next, last, play and slider over one output that the figure is drawn into."""
    places, nodes = layout(trace), {node.id: node for node in trace.nodes}
    last = len(trace.steps) - 1
    slider = ipywidgets.IntSlider(0, 0, last)
    play = ipywidgets.Play(value=0, min=0, max=last, interval=800)
    ipywidgets.jslink((play, "value"), (slider, "value"))
    previous, following = ipywidgets.Button(description="Previous"), ipywidgets.Button(description="Next")
    previous.on_click(lambda _: setattr(slider, "value", max(slider.value - 1, 0)))
    following.on_click(lambda _: setattr(slider, "value", min(slider.value + 1, last)))
    output = ipywidgets.Output()

    def draw(change: object = None) -> None:
        with output:
            output.clear_output(wait=True)
            figure = _figure(trace, places, nodes, slider.value)
            display(figure)
            plt.close(figure)

    slider.observe(draw, names="value")
    draw()
    return ipywidgets.VBox([ipywidgets.HBox([play, previous, following, slider]), output])


def _figure(trace: Trace, places: dict, nodes: dict, at: int) -> plt.Figure:
    step = trace.steps[at]
    width = min(places["width"], 1100) / DPI
    figure, axes = plt.subplots(figsize=(width, places["height"] / DPI + 1), dpi=DPI)
    for edge in places["edges"]:
        active = edge["to"] == step.node
        axes.plot(*np.transpose(edge["points"]), color="tab:red" if active else "gray", lw=2 if active else 1)
    for box in places["nodes"]:
        _box(axes, box, nodes[box["id"] if box["ghost_of"] is None else box["ghost_of"]], step.node)
    axes.set(title=step.sentence, xlim=(0, places["width"]), ylim=(places["height"], 0))
    axes.axis("off")
    return figure


def _box(axes: plt.Axes, box: dict, node: object, active: int) -> None:
    edge = "tab:red" if node.id == active else "black"
    axes.add_patch(FancyBboxPatch((box["x"], box["y"]), box["w"], box["h"], fc="white", ec=edge))
    value, gradient = (_short(x) for x in (node.value, node.gradient))
    text = f"{node.name}\n{value} | {gradient}"
    axes.text(box["x"] + box["w"] / 2, box["y"] + box["h"] / 2, text, ha="center", va="center", size=7)


def _short(array: np.ndarray | None) -> str:
    return "" if array is None else f"{np.ravel(array)[0]:.3g}"
