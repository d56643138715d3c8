"""Live figures in a browser: every control by mouse and keys, one question at a time, what is drawn, what stays."""

import io

import nbformat
import numpy as np
import pytest
from matplotlib.image import imread
from playwright.sync_api import Page, expect

from course.widgets.live import Arrows, Bars, Choice, Image, Line, Panel, Points, Rule, Scene, Slider, Toggle, live
from course.widgets.live.assets import script
from tests.browser.live_page import Shown

KEYS = ["a", "b", "m", "x", "z", "Enter", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Delete", "d", "Escape"]


def told(eps, kind, on, p=None):
    x, y = (0.4, 0.25) if p is None else p[1:]
    if kind == "broken":
        raise ValueError("no such kind")
    curve = Line(np.linspace(0.01, 1, 50), np.linspace(0.01, 1, 50) ** 2, "curve", dash="dashed")
    points = Points([x, 0.8], [y, 0.8], "handle", "orange", "square", drag="p")
    flat = Image(np.linspace(-1, 1, 5)[None, :] * np.ones((4, 1)), (0, 1), (0, 1), contour=True, label="value")
    panels = (
        Panel((curve, points, Rule(y=0.5, label="rule")), "left", "width", "height", xlim=(0, 1), ylim=(0, 1)),
        Panel((flat,), "right", equal=True),
        Panel((Bars(("a", "b"), [1, 2]), Arrows([0], [0], [1], [1])), "bars"),
    )
    return Scene(
        panels, f"eps {eps:.2f}, {kind}, {'on' if on else 'off'}, p {p and (p[0], round(p[1], 3), round(p[2], 3))}."
    )


def example():
    options = Choice("kind", "kind", ("plain", "broken"))
    return live(told, Slider("eps", "ε", 0.0, 1.0, step=0.1), options, Toggle("on", "switch"), title="Example")


@pytest.fixture
def shown(page: Page) -> Shown:
    return Shown(page, example())


def test_slider_by_keys_changes_the_scene_in_place(shown: Shown):
    svg = shown.root.locator("svg.axes").first.element_handle()
    slider = shown.slider("ε")
    slider.press("ArrowRight")
    expect(shown.text).to_have_text("eps 0.60, plain, off, p None.")
    expect(slider).to_have_attribute("aria-valuetext", "0.6")
    expect(shown.root.locator("output")).to_have_text("0.6")
    slider.press("End")
    expect(shown.text).to_contain_text("eps 1.00")
    assert svg.evaluate("svg => svg.isConnected"), "the drawing was thrown away"


def test_choice_switch_and_reset(shown: Shown):
    shown.root.get_by_role("checkbox", name="switch").press("Space")
    expect(shown.text).to_contain_text("plain, on")
    shown.handle.first.press("ArrowUp")
    expect(shown.text).to_contain_text("p (0, 0.4, 0.26)")
    shown.root.get_by_role("radio", name="plain").press("ArrowRight")
    expect(shown.root.locator(".error")).to_be_visible()
    shown.root.get_by_role("button", name="Reset").click()
    expect(shown.text).to_have_text("eps 0.50, plain, off, p None.")


def test_two_figures_with_the_same_control_do_not_share_it(shown: Shown):
    shown.page.evaluate(
        """async code => {
        const { default: widget } = await import(URL.createObjectURL(new Blob([code], {type: "text/javascript"})));
        widget.render({ model: wire.model, el: document.body.appendChild(document.createElement("div")) });
    }""",
        script(),
    )
    shown.page.get_by_role("radio", name="plain").nth(1).press("ArrowRight")
    expect(shown.page.get_by_role("radio", name="plain").first).not_to_be_checked()
    names = shown.page.get_by_role("radio").evaluate_all("all => all.map(e => e.name)")
    assert len(set(names)) == 2


def test_many_options_are_a_list(page: Page):
    shown = Shown(
        page, live(lambda n: Scene(Panel(Line([0, n], [0, 1])), f"n is {n}."), Choice("n", "n", range(1, 7)), title="t")
    )
    shown.root.get_by_role("combobox", name="n").select_option("4")
    expect(shown.text).to_have_text("n is 4.")


def test_a_point_moves_with_the_arrow_keys_and_keeps_the_focus(shown: Shown):
    handle = shown.handle.first
    handle.press("ArrowRight")
    expect(shown.text).to_contain_text("p (0, 0.41, 0.25)")
    handle.press("Shift+ArrowUp")
    expect(shown.text).to_contain_text("p (0, 0.41, 0.35)")
    expect(handle).to_be_focused()
    expect(handle).to_have_attribute("aria-valuetext", "width 0.41, height 0.35")
    expect(handle).to_have_attribute("aria-label", "handle, point 1 of 2")


def test_a_point_stops_at_the_edge(shown: Shown):
    for _ in range(12):
        shown.handle.first.press("Shift+ArrowLeft")
    expect(shown.text).to_contain_text("p (0, 0.0, 0.25)")


def test_a_point_outside_the_axes_waits_at_their_edge(page: Page):
    def scene(p=None):
        return Scene(Panel(Points([5.0], [0.5], "p", drag="p"), xlim=(0, 1), ylim=(0, 1)), f"p {p and round(p[1], 3)}.")

    shown = Shown(page, live(scene, title="t"))
    shown.handle.press("ArrowLeft")
    expect(shown.text).to_have_text("p 0.99.")


def test_points_of_one_name_are_one_tab_stop(shown: Shown):
    assert shown.handle.evaluate_all("all => all.map(e => e.tabIndex)") == [0, -1]
    shown.handle.first.press("PageDown")
    expect(shown.handle.nth(1)).to_be_focused()
    assert shown.handle.evaluate_all("all => all.map(e => e.tabIndex)") == [-1, 0]
    shown.page.keyboard.press("ArrowDown")
    expect(shown.text).to_contain_text("p (1, 0.8, 0.79)")


def test_a_point_follows_the_mouse_from_where_it_was_grabbed(shown: Shown):
    box = shown.handle.first.locator(".hit").bounding_box()
    plot = shown.root.locator(".box").first.bounding_box()
    x, y = box["x"] + 12, box["y"] + 12
    shown.page.mouse.move(x, y)
    shown.page.mouse.down()
    shown.page.mouse.move(x + plot["width"] * 0.2, y - plot["height"] * 0.5, steps=7)
    shown.page.mouse.up()
    index, x, y = shown.asked[-1]["p"]
    assert (index, x, y) == pytest.approx((0, 0.6, 0.75), abs=0.01)
    expect(shown.handle.first).to_be_focused()
    shown.page.mouse.move(5, 5)
    shown.settled()
    assert shown.asked[-1]["p"] == (index, x, y), "it went on after the mouse was released"


@pytest.mark.parametrize("snap", [0.05, None])
def test_a_point_that_the_scene_holds_on_a_grid_or_at_a_border_still_moves(page: Page, snap):
    def scene(p):
        x = 0.5 if p is None else p[1]
        x = round(x / snap) * snap if snap else min(x, 0.52)
        return Scene(Panel(Points([x], [0.5], "p", drag="p"), xlim=(0, 1), ylim=(0, 1)), f"x {x:.2f}.")

    shown = Shown(page, live(scene, title="t"))
    for _ in range(6):
        shown.handle.press("ArrowRight")
        shown.settled()
    expect(shown.text).to_have_text("x 0.60." if snap else "x 0.52.")
    shown.handle.press("ArrowLeft")
    expect(shown.text).to_have_text("x 0.60." if snap else "x 0.51.")


def test_one_question_at_a_time_and_then_only_the_latest(shown: Shown):
    shown.page.evaluate("wire.held = true")
    slider = shown.slider("ε")
    for _ in range(4):
        slider.press("ArrowRight")
    assert shown.page.evaluate("wire.sent.map(s => s.values.eps)") == [6]
    shown.page.evaluate("wire.answer(wire.sent[0])")
    expect(shown.text).to_contain_text("eps 0.60")
    assert shown.page.evaluate("wire.sent.map(s => s.values.eps)") == [6, 9]
    assert slider.input_value() == "9", "an answer must not pull the slider back"
    shown.page.evaluate("wire.answer(wire.sent[1])")
    expect(shown.text).to_contain_text("eps 0.90")
    assert shown.page.evaluate("wire.sent.length") == 2


def test_keys_pressed_while_a_move_is_computed_add_up(shown: Shown):
    shown.page.evaluate("wire.held = true")
    for key in ("ArrowRight", "ArrowRight", "ArrowUp"):
        shown.handle.first.press(key)
    shown.page.evaluate("wire.held = false; wire.answer(wire.sent[0])")
    expect(shown.text).to_contain_text("p (0, 0.42, 0.26)")


def test_a_slow_answer_is_announced_and_a_dead_kernel_is_told(page: Page):
    page.clock.install()
    shown = Shown(page, example())
    page.evaluate("wire.held = true")
    shown.slider("ε").press("ArrowRight")
    expect(shown.root.locator(".wait")).to_be_hidden()
    page.clock.run_for(400)
    expect(shown.root.locator(".wait")).to_be_visible()
    page.clock.run_for(6000)
    expect(shown.root.locator(".note")).to_contain_text("No answer from the kernel")
    page.evaluate("wire.held = false")
    shown.slider("ε").press("ArrowRight")
    expect(shown.text).to_contain_text("eps 0.70")
    expect(shown.root.locator(".note")).to_be_hidden()
    page.evaluate("wire.dead = true")
    shown.slider("ε").press("ArrowRight")
    expect(shown.root.locator(".note")).to_be_visible()


def test_an_error_is_told_in_the_figures_place_and_the_focus_stays(shown: Shown):
    shown.root.get_by_role("radio", name="plain").press("ArrowRight")
    error = shown.root.locator(".error")
    expect(error).to_contain_text("No figure here at ε = 0.5, kind = broken, switch = off")
    expect(error).to_contain_text("told() stopped with ValueError: no such kind")
    expect(shown.root.get_by_role("radio", name="broken")).to_be_focused()
    shown.page.keyboard.press("ArrowLeft")
    expect(error).to_be_hidden()
    expect(shown.text).to_contain_text("plain")


def test_an_error_from_the_start(page: Page):
    def scene(kind, p=None):
        return told(0.5, kind, False, p)

    shown = Shown(page, live(scene, Choice("kind", "kind", ("broken", "plain")), title="t"))
    expect(shown.root.locator(".error")).to_contain_text("no such kind")
    shown.root.get_by_role("radio", name="plain").check()
    expect(shown.text).to_contain_text("eps 0.50, plain")


def test_no_key_leaves_the_figure_and_every_stop_has_the_mark(shown: Shown):
    stops = shown.root.locator("input, button, select, [tabindex]")
    for k in range(stops.count()):
        assert stops.nth(k).get_attribute("data-lm-suppress-shortcuts") == "true"
        stops.nth(k).focus()
        for key in KEYS:
            shown.page.keyboard.press(key)
    assert shown.root.get_attribute("data-lm-suppress-shortcuts") == "true"
    assert shown.page.evaluate("wire.escaped") == []


def test_the_focus_of_a_point_that_leaves_goes_to_the_figure(page: Page):
    def scene(n, p=None):
        return Scene(
            Panel((Points([0.5] * n, [0.5] * n, drag="p"), Rule(y=0.5)), xlim=(0, 1), ylim=(0, 1)), f"{n} points."
        )

    shown = Shown(page, live(scene, Slider("n", "n", 0, 1, value=1, step=1), title="t"))
    shown.handle.focus()
    frame = {k: v for k, v in shown.live.figure.frame({"n": 0}).items() if k != "numbers"}
    page.evaluate("frame => wire.frame({...frame, numbers: btoa('\\0\\0\\0\\0')})", frame)
    expect(shown.handle).to_have_count(0)
    expect(shown.root).to_be_focused()


def test_the_sentence_is_spoken_once_after_the_last_move(page: Page):
    page.clock.install()
    shown = Shown(page, example())
    spoken = shown.root.locator("[aria-live=polite]")
    for k in range(3):
        shown.slider("ε").press("ArrowRight")
        expect(shown.text).to_contain_text(f"eps 0.{6 + k}0")
        page.clock.run_for(100)
    expect(spoken).to_have_text("")
    page.clock.run_for(800)
    expect(spoken).to_have_text("eps 0.80, plain, off, p None.")


def test_another_view_moves_the_controls(shown: Shown):
    frame = {k: v for k, v in shown.live.figure.frame({"eps": 2, "kind": 1, "on": 1}).items() if k != "numbers"}
    shown.page.evaluate("frame => wire.frame({...frame, ask: 'other 1'})", frame)
    assert shown.slider("ε").input_value() == "2"
    expect(shown.root.get_by_role("checkbox", name="switch")).to_be_checked()
    assert shown.page.evaluate("wire.sent") == []


def test_the_still_picture_is_hidden_and_comes_back(shown: Shown):
    still = shown.page.locator("[data-live-still]")
    expect(still).to_be_hidden()
    shown.page.evaluate("wire.end()")
    expect(still).to_be_visible()
    expect(shown.root).to_have_count(0)
    image = still.locator("img")
    assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") > 500


PLOT = (
    "box => [box.getScreenCTM().e, box.getScreenCTM().f, box.getBBox().x + box.getBBox().width, box.getBBox().height]"
)


def pixels(locator) -> np.ndarray:
    return (imread(io.BytesIO(locator.screenshot()))[..., :3] * 255).astype(int)


def test_the_image_lies_exactly_on_its_grid(shown: Shown):
    clip = shown.root.locator(".clip:visible")
    box = clip.bounding_box()
    assert [*box.values()] == pytest.approx(shown.root.locator(".box").nth(1).evaluate(PLOT), abs=1)
    # Columns were computed at 0, 1/4, ... 1, so the first and the last are half as wide; 1/2 is the zero in the middle.
    shown.page.add_style_tag(content="svg.axes { visibility: hidden }")
    row = pixels(clip)[40]
    colours = [row[int(share * (len(row) - 1))].tolist() for share in (0.06, 0.19, 0.3, 0.44, 0.56, 0.94)]
    assert colours[0] == [86, 163, 212] and colours[-1] == [238, 147, 84]
    assert colours[1] == colours[2] != colours[0]
    assert colours[3] == colours[4] == [255, 255, 255]


def test_row_0_of_the_image_is_at_the_bottom(page: Page):
    image = Image([[-1.0, -1.0], [1.0, 1.0]], (0, 1), (0, 1))
    shown = Shown(page, live(lambda: Scene(Panel(image), "Two rows."), title="t"))
    page.add_style_tag(content="svg.axes { visibility: hidden }")
    column = pixels(shown.root.locator(".clip"))[:, 40]
    assert column[5].tolist() == [238, 147, 84] and column[-5].tolist() == [86, 163, 212]


def test_a_dark_page_repaints_the_image(shown: Shown):
    shown.page.add_style_tag(content="svg.axes { visibility: hidden }")
    shown.page.evaluate("document.body.dataset.jpThemeLight = 'false'")
    shown.settled()
    row = pixels(shown.root.locator(".clip:visible"))[40]
    assert row[len(row) // 2 + 3].tolist() == [17, 17, 17]


def test_gaps_lift_the_pen(page: Page):
    scene = Scene(Panel(Line([0, 1, 2, 3], [0, np.nan, 1, 1])), "A gap.")
    shown = Shown(page, live(lambda: scene, title="t"))
    d = shown.root.locator("svg.inner path.line").get_attribute("d")
    assert d.count("M") == 2 and "NaN" not in d


def test_legend_in_a_narrow_panel_and_labels_at_the_lines_in_a_wide_one(page: Page):
    lines = (Line([0, 1], [0, 1], "rising"), Line([0, 1], [1, 1], "flat", "orange", "dashed"))
    shown = Shown(page, live(lambda: Scene(Panel(lines), "Two lines."), title="t"))
    expect(shown.root.locator(".names text")).to_have_count(2)
    expect(shown.root.locator(".legend li")).to_have_count(0)
    first, second = (shown.root.locator(".names text").nth(k).bounding_box() for k in (0, 1))
    assert abs(first["y"] - second["y"]) >= 12, "both lines end at 1"
    page.set_viewport_size({"width": 480, "height": 800})
    expect(shown.root.locator(".legend li")).to_have_text(["rising", "flat"])
    assert shown.root.locator(".legend path").nth(1).get_attribute("stroke-dasharray")
    expect(shown.root.locator(".names text")).to_have_count(0)


def test_at_480_px_nothing_is_cut_and_nothing_moves(page: Page):
    page.set_viewport_size({"width": 480, "height": 900})
    shown = Shown(page, example())
    assert page.evaluate("document.documentElement.scrollWidth") <= 480
    heights = {shown.root.bounding_box()["height"]}
    for _ in range(4):
        shown.slider("ε").press("ArrowRight")
        shown.settled()
        heights.add(shown.root.bounding_box()["height"])
    assert len(heights) == 1
    sizes = shown.root.locator("svg.axes text").evaluate_all(
        "all => all.map(e => parseFloat(getComputedStyle(e).fontSize))"
    )
    assert min(sizes) >= 12


def test_a_shorter_sentence_keeps_the_room_of_a_longer_one(page: Page):
    def scene(n):
        return Scene(Panel(Rule(y=n), ylim=(0, 2)), "It goes on and on. " * (1 + 20 * n))

    shown = Shown(page, live(scene, Slider("n", "n", 0, 1, value=0, step=1), title="t"))
    low = shown.root.bounding_box()["height"]
    shown.slider("n").press("End")
    expect(shown.text).to_contain_text("on. It")
    high = shown.root.bounding_box()["height"]
    shown.slider("n").press("Home")
    expect(shown.text).not_to_contain_text("on. It")
    assert low < high == shown.root.bounding_box()["height"]


def test_names_for_a_screen_reader(shown: Shown):
    expect(shown.page.get_by_role("group", name="Example")).to_have_count(1)
    expect(shown.root.get_by_role("radiogroup", name="kind")).to_have_count(1)
    expect(shown.root.get_by_role("group", name="left: height against width")).to_have_count(1)
    expect(shown.root.get_by_role("img", name="right: y against x")).to_have_count(1)
    expect(shown.handle.first).to_have_attribute("role", "slider")


CELL = """
import numpy as np
from course.widgets.live import Image, Line, Panel, Points, Scene, Slider, live

def scene(a: int, p=None):
    if a == 9:
        raise ValueError("nine")
    x = 0.5 if p is None else p[1]
    grid = np.linspace(-1, 1, 40)[None, :] + np.linspace(-1, 1, 40)[:, None] - 0.1 * a
    layers = Line([0, 1], [0, a / 9], "line"), Points([x], [0.5], "p", "orange", drag="p")
    panels = Panel(layers, xlim=(0, 1), ylim=(0, 1)), Panel(Image(grid, (-1, 1), (-1, 1), contour=True), equal=True)
    return Scene(panels, f"a is {a}, x is {x:.2f}.")

live(scene, Slider("a", "a", 0, 9, value=3, step=1), title="Lab")
"""


@pytest.fixture
def opened(page, lab):
    """A notebook with one live figure, run in a real JupyterLab: its path."""
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    cells = [nbformat.v4.new_code_cell(CELL), nbformat.v4.new_code_cell("1")]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), lab.root / "live.ipynb")
    lab.open(page, "live.ipynb")
    lab.run_all(page)
    page.locator(".bp-live").wait_for()
    return lab.root / "live.ipynb"


@pytest.mark.slow
def test_in_jupyterlab_by_keys_and_mouse_then_saved_and_reopened(page, lab, opened):
    text, still = page.locator(".bp-live .text"), page.locator("[data-live-still]")
    expect(text).to_have_text("a is 3, x is 0.50.")
    expect(still).to_be_hidden()
    page.get_by_role("slider", name="a", exact=True).press("ArrowRight")
    expect(text).to_have_text("a is 4, x is 0.50.")
    handle = page.locator(".bp-live .handles g")
    handle.press("ArrowRight")
    expect(text).to_have_text("a is 4, x is 0.51.")
    for key in KEYS:
        handle.press(key)
    assert page.locator(".jp-Notebook .jp-Cell").count() == 2
    assert page.locator(".jp-MarkdownCell").count() == 0
    box = handle.locator(".hit").bounding_box()
    page.mouse.move(box["x"] + 14, box["y"] + 14)
    page.mouse.down()
    page.mouse.move(box["x"] + 90, box["y"] + 14, steps=12)
    page.mouse.up()
    expect(text).not_to_contain_text("x is 0.5")
    page.get_by_role("slider", name="a", exact=True).press("End")
    expect(page.locator(".bp-live .error")).to_contain_text("No figure here at a = 9")
    page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    page.wait_for_function("() => !window.jupyterapp.shell.currentWidget.context.model.dirty")
    outputs = nbformat.read(opened, 4).cells[0].outputs
    assert [sorted(output.data) for output in outputs] == [
        ["text/html", "text/plain"],
        ["application/vnd.jupyter.widget-view+json", "text/plain"],
    ]
    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    lab.open(page, "live.ipynb")
    expect(page.get_by_text("A still picture at a = 3. Run this cell to move it.")).to_be_visible()
    expect(page.locator("[data-live-still] img")).to_have_attribute("alt", "Lab: a is 3, x is 0.50.")
    expect(page.locator(".bp-live")).to_have_count(0)
    page.get_by_text("model not found").wait_for(state="attached")
    expect(page.get_by_text("model not found")).to_be_hidden()


@pytest.mark.slow
def test_a_drag_at_60_hz_in_jupyterlab_never_queues(page, opened):
    counts = page.evaluate(
        """async () => {
        const text = document.querySelector(".bp-live .text");
        let seen = 0;
        new MutationObserver(() => seen++).observe(text, {childList: true});
        const slider = document.querySelector(".bp-live input");
        const start = performance.now();
        for (let k = 0; k < 120; k++) {
            slider.value = k % 9;
            slider.dispatchEvent(new InputEvent("input", {bubbles: true}));
            await new Promise(done => setTimeout(done, 1000 / 60));
        }
        const end = performance.now();
        while (!text.textContent.startsWith("a is 2,")) await new Promise(requestAnimationFrame);
        return {seen, after: performance.now() - end};
    }"""
    )
    assert counts["seen"] > 10
    assert counts["after"] < 500, f"the last of 120 moves was shown {counts['after']:.0f} ms late"
