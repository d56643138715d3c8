"""What a notebook keeps of a stepper, opened in a page: self-contained, several at once, nothing gets out."""

import json

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from course.tracing import record
from course.widgets import Stepper
from course.widgets.stepper.assets import OWN
from tests.browser.stepper_page import PAGE, Played, output, show
from tests.widgets.example import small

DATA = small()
LAST = len(DATA["trace"]["steps"]) - 1
UNMARKED = """root => [root, ...root.querySelectorAll('*')]
    .filter(e => e.tabIndex >= 0 && e.dataset.lmSuppressShortcuts !== 'true').length"""
FOCUSED = """() => {
    const e = document.activeElement;
    return e.dataset.act || e.className.baseVal || e.className || e.tagName;
}"""
INSIDE = """root => [...root.querySelectorAll('.term,.sentence,.controls > *')]
    .every(e => e.getBoundingClientRect().right <= root.getBoundingClientRect().right)"""
SMALLEST = """root => {
    const svg = root.querySelector('.graph svg');
    const scale = svg.clientWidth / svg.viewBox.baseVal.width;
    return Math.min(...[...root.querySelectorAll('*')]
        .filter(e => !e.closest('math') && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
        .map(e => parseFloat(getComputedStyle(e).fontSize) * (e.closest('svg') ? scale : 1)));
}"""
KEYS = [*"abcdfmxz01+- ", "Enter", "Escape", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End"]
KEYS += ["PageUp", "PageDown", "Shift+M", "Delete"]


def test_still_frame_gives_way_to_the_stepper(page: Page, foreign_requests: list[str]):
    stepper = show(page, DATA)
    expect(page.locator("details")).to_be_hidden()
    expect(page.get_by_alt_text("Graph of A 2-2-1 network")).to_be_hidden()
    stepper.press("End")
    assert stepper.at == LAST
    assert foreign_requests == []


def test_still_frame_stays_where_scripts_do_not_run(page: Page):
    page.set_content(PAGE.format(output(DATA).split("<script")[0]))
    image = page.get_by_alt_text("Z1 from X and W1")
    expect(image).to_be_visible()
    assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") == DATA["layout"]["width"]
    page.locator("summary").click()
    assert page.locator("details li").all_text_contents() == [s["sentence"] for s in DATA["trace"]["steps"]]


def test_two_on_one_page_do_not_know_of_each_other(page: Page):
    page.set_content(PAGE.format(output(DATA) + output(DATA) + output(DATA, step=4)))
    first, second, third = (Played(page, DATA, which) for which in range(3))
    expect(page.locator(".bp-stepper")).to_have_count(3)
    first.press("ArrowRight", "ArrowRight")
    assert (first.at, second.at, third.at) == (2, 0, 4)
    assert page.evaluate("Object.keys(window).filter(key => /^s[0-9a-f]{12}$/.test(key)).length") <= 2
    assert page.evaluate("document.querySelectorAll('[id]').length") == 0


PLACES = ["", ".node", ".line", ".result td", "[data-act=next]", "[data-filter=all]", "input", "select"]


@pytest.mark.parametrize("selector", PLACES)
def test_no_key_gets_out_and_the_focus_stays(page: Page, selector: str):
    stepper = show(page, DATA)
    page.evaluate("window.out = []; document.addEventListener('keydown', event => window.out.push(event.key))")
    for key in KEYS:
        stepper.go(LAST)
        stepper.root.evaluate("(root, selector) => (selector ? root.querySelector(selector) : root).focus()", selector)
        page.keyboard.press(key)
        assert stepper.root.evaluate("root => root.contains(document.activeElement)"), key
    assert page.evaluate("window.out") == []


def test_every_element_that_takes_the_focus_is_marked_for_jupyter(page: Page):
    stepper = show(page, DATA)
    for at in (0, 5, LAST):
        stepper.go(at)
        assert stepper.root.evaluate(UNMARKED) == 0


def test_works_by_keys_alone(page: Page):
    show(page, DATA)
    stops = []
    for _ in range(40):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(FOCUSED))
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none" or "node" in stops[-1] or stops[-1] == "BODY"
    for wanted in ("bp-stepper", "node ", "first", "play", "last", "INPUT", "speed", "SELECT", "line "):
        assert any(stop.startswith(wanted) for stop in stops), wanted


@pytest.mark.parametrize("width", [480, 640, 1100])
def test_nothing_overflows(page: Page, width: int):
    page.set_viewport_size({"width": width, "height": 800})
    stepper = show(page, DATA)
    for at in (0, 6, 17, 18, LAST):
        stepper.go(at)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert stepper.root.evaluate(INSIDE)


def test_camera_keeps_the_active_node_in_sight(page: Page):
    page.set_viewport_size({"width": 480, "height": 800})
    page.emulate_media(reduced_motion="reduce")
    stepper = show(page, DATA)
    for at in range(LAST + 1):
        stepper.go(at)
        expect(stepper.root.locator(".node.to")).to_be_in_viewport()
        box, window = (stepper.root.locator(s).bounding_box() for s in (".node.to", ".graph"))
        assert window["x"] - 1 <= box["x"] and box["x"] + box["width"] <= window["x"] + window["width"] + 1


def test_no_text_under_11_px(page: Page):
    page.set_viewport_size({"width": 880, "height": 800})
    stepper = show(page, DATA)
    stepper.go(LAST)
    assert stepper.root.evaluate(SMALLEST) >= 11


def test_reduced_motion_moves_nothing_by_itself(page: Page):
    page.emulate_media(reduced_motion="reduce")
    stepper = show(page, DATA)
    stepper.go(6)
    assert stepper.root.evaluate("root => root.getAnimations({subtree: true}).length") == 0


def test_infinite_and_missing_numbers_are_shown(page: Page):
    data = json.loads(json.dumps(DATA))
    data["trace"]["arrays"][0]["data"][:3] = ["nan", "inf", "-inf"]
    stepper = show(page, data)
    assert stepper.root.locator("figure.input td").all_text_contents()[:3] == ["nan", "∞", "−∞"]


def test_cut_arrays_note_and_error_are_said(page: Page):
    data = json.loads(json.dumps(DATA))
    data["trace"]["arrays"][0]["cut"] = [300, 784]
    data["trace"]["note"] = "Stopped after 2,000 steps."
    data["trace"]["error"] = {"line": 7, "type": "ValueError", "message": "<b>shapes</b>"}
    stepper = show(page, data)
    expect(stepper.root.locator("figure.input")).to_contain_text("3×2 of 300×784")
    expect(stepper.root).to_contain_text("Stopped after 2,000 steps.")
    expect(stepper.root).to_contain_text("Line 7: ValueError: <b>shapes</b>")
    expect(stepper.root.locator(".line").nth(6).get_by_role("img")).to_have_attribute("aria-label", "wrong")


CONTRAST = """root => {
    const rgba = (colour) => {
        const canvas = Object.assign(document.createElement('canvas'), {width: 1, height: 1}).getContext('2d');
        canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    const linear = v => (v / 255 <= 0.04 ? v / 3294 : ((v / 255 + 0.055) / 1.055) ** 2.4);
    const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
    const box = (e) => e.matches('g') && e.querySelector('rect');
    const paint = (e) => (box(e) ? getComputedStyle(box(e)).fill : getComputedStyle(e).backgroundColor);
    const behind = (e) => (rgba(paint(e))[3] === 255 ? rgba(paint(e)) : behind(e.parentElement));
    const written = (e) => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
    return [...root.querySelectorAll('*')].filter(written).map(e => {
        const style = getComputedStyle(e), svg = e.closest('svg');
        const [a, b] = [light(rgba(svg ? style.fill : style.color)), light(behind(svg ? e.closest('.node') : e))];
        return [(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), e.outerHTML.slice(0, 80)];
    }).sort((p, q) => p[0] - q[0])[0];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast(page: Page, scheme: str):
    page.emulate_media(color_scheme=scheme)
    stepper = show(page, DATA)
    for at in (0, 6, 12, 18, LAST):
        stepper.go(at)
        worst, where = stepper.root.evaluate(CONTRAST)
        assert worst >= 4.5, f"step {at}: {where}"


@pytest.mark.parametrize("light", ["true", "false"])
def test_theme_of_jupyter_wins_over_the_system(page: Page, light: str):
    page.emulate_media(color_scheme="dark" if light == "true" else "light")
    stepper = show(page, DATA)
    page.evaluate("light => document.body.setAttribute('data-jp-theme-light', light)", light)
    dark = stepper.root.evaluate("root => getComputedStyle(root).colorScheme") == "dark"
    assert dark == (light == "false")


def test_a_long_graph_keeps_only_what_the_camera_sees(page: Page):
    def long(x):
        for _ in range(60):
            x = np.tanh(x * 1.1)
        loss = np.sum(x)
        return loss

    page.emulate_media(reduced_motion="reduce")
    page.set_content(PAGE.format(Stepper(record(long, np.array([0.2, -0.4]))).to_html()))
    root = page.locator(".bp-stepper")
    nodes, seen = root.locator(".node"), root.locator(".node:not(.off)")
    assert seen.count() < 20 < nodes.count()
    root.focus()
    page.keyboard.press("End")
    expect(root.locator(".node.to")).to_be_in_viewport()
    expect(root.locator(".node.to")).to_have_attribute("aria-label", "x, 2")
    page.keyboard.press("f")
    page.keyboard.press("b")
    expect(seen.last).to_have_attribute("aria-label", "loss, number")
    expect(seen.last.locator("g text").last).to_have_text("1")
    nodes.last.focus()
    page.keyboard.press("Home")
    expect(nodes.last).to_be_focused()


def test_a_broadcast_undone_lights_all_that_was_added(page: Page):
    def biased(x, b):
        y = (x + b) ** 2
        loss = np.sum(y)
        return loss

    data = Stepper(record(biased, np.array([[1.0, -2.0], [3.0, 0.5], [-1.0, 4.0]]), np.array([0.5, 2.0]))).data()
    stepper = show(page, data)
    stepper.go(next(k for k, step in enumerate(data["trace"]["steps"]) if step.get("rule") == "sum"))
    stepper.root.locator(".result td").last.hover()
    lit = stepper.root.locator("figure.upstream td.lit")
    assert lit.evaluate_all("cells => cells.map(c => c.dataset.at)") == ["0,1", "1,1", "2,1"]


def test_a_sum_over_cut_tables_says_that_it_goes_on(page: Page):
    def wide(x, W):
        loss = np.sum(x @ W)
        return loss

    data = Stepper(record(wide, np.ones((2, 9)), np.ones((9, 2)))).data()
    stepper = show(page, data)
    stepper.go(next(k for k, step in enumerate(data["trace"]["steps"]) if step["phase"] == "forward"))
    expect(stepper.root.locator("figure.input").first).to_contain_text("2×6 of 2×9")
    stepper.root.locator(".result td").first.hover()
    expect(stepper.root.locator(".made")).to_contain_text("1 · 1 + … = 9")


PROTOTYPES = "[Array, String, Map, Set, Number, Element, HTMLElement, SVGElement, Document, MouseEvent, KeyboardEvent]"


def test_no_name_that_is_shortened_everywhere_is_the_browsers(page: Page):
    found = page.evaluate(f"names => {PROTOTYPES}.flatMap(p => names.filter(n => n in p.prototype))", OWN.split())
    assert found == []
