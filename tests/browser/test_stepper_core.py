"""The JavaScript core in a blank page: every control and key, and the painted numbers against the trace."""

import re

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from tests.browser.stepper_page import PAGE, Played, output, show
from tests.widgets.example import Draft, small

DATA = small()
STEPS = DATA["trace"]["steps"]
LAST = len(STEPS) - 1
BACKWARD = next(k for k, step in enumerate(STEPS) if step["phase"] == "backward")
FORWARD = next(k for k, step in enumerate(STEPS) if step["phase"] == "forward")
SEED = BACKWARD - 1
ROLES = {"upstream": "upstream", "local": "local", "product": "this-path", "before": "so-far", "total": "gradient"}


@pytest.fixture
def stepper(page: Page) -> Played:
    """A stepper at its first step."""
    return show(page, DATA)


def close_to(array: list[float]) -> object:
    """Equal to half a unit of the third digit of the table's largest number."""
    return pytest.approx(array, rel=5e-3, abs=5e-4 * max(map(abs, array)) + 1e-12)


def test_every_backward_step_paints_the_numbers_of_the_trace(stepper: Played):
    for at in range(BACKWARD, LAST + 1):
        stepper.go(at)
        for field, role in ROLES.items():
            if STEPS[at][field] is None:
                expect(stepper.root.locator(f"figure.{role}")).to_have_count(0)
            else:
                assert stepper.numbers(role) == close_to(stepper.array(STEPS[at][field])), f"step {at}, {role}"


def test_every_forward_step_paints_value_sentence_and_phase(stepper: Played):
    for at in range(SEED):
        stepper.go(at)
        node = DATA["trace"]["nodes"][STEPS[at]["node"]]
        role = "value" if node["parents"] else node["kind"]
        assert stepper.numbers(role) == close_to(stepper.array(node["value"])), f"step {at}"
        expect(stepper.root.locator(".sentence")).to_have_text(STEPS[at]["sentence"])
        expect(stepper.root.locator(".phase")).to_have_text(STEPS[at]["phase"])


@pytest.mark.parametrize(
    ("start", "key", "end"),
    [
        (3, "ArrowRight", 4),
        (3, "ArrowLeft", 2),
        (0, "ArrowLeft", 0),
        (LAST, "ArrowRight", LAST),
        (7, "Home", 0),
        (7, "End", LAST),
        (0, "PageDown", FORWARD),
        (BACKWARD, "PageDown", BACKWARD + 10),
        (LAST, "PageUp", LAST - 10),
        (BACKWARD, "PageUp", SEED),
        (0, "b", BACKWARD),
        (LAST, "f", FORWARD),
        (0, "B", BACKWARD),
    ],
)
def test_key(stepper: Played, start: int, key: str, end: int):
    stepper.go(start)
    stepper.press(key)
    assert stepper.at == end


@pytest.mark.parametrize(
    ("name", "end"), [("First step", 0), ("Previous step", 6), ("Next step", 8), ("Last step", LAST)]
)
def test_button(stepper: Played, name: str, end: int):
    stepper.go(7)
    stepper.root.get_by_role("button", name=name).click()
    assert stepper.at == end
    expect(stepper.root).to_be_focused()


def test_buttons_say_where_the_ends_are(stepper: Played):
    expect(stepper.root.get_by_role("button", name="Previous step")).to_have_attribute("aria-disabled", "true")
    stepper.press("End")
    expect(stepper.root.get_by_role("button", name="Next step")).to_have_attribute("aria-disabled", "true")


def test_slider_moves_and_says_the_sentence(stepper: Played):
    slider = stepper.root.get_by_role("slider")
    slider.fill("9")
    assert stepper.at == 9
    expect(slider).to_have_attribute("aria-valuetext", STEPS[9]["sentence"])
    slider.press("ArrowRight")
    assert stepper.at == 10


def test_space_plays_and_pauses_in_silence(page: Page):
    page.clock.install()
    stepper = show(page, DATA)
    live = stepper.root.locator(".sentence")
    expect(live).to_have_attribute("aria-live", "polite")
    stepper.press(" ")
    expect(stepper.root.get_by_role("button", name="Pause")).to_be_visible()
    expect(live).to_have_attribute("aria-live", "off")
    page.clock.run_for(1650)
    assert stepper.at == 1
    stepper.press(" ")
    page.clock.run_for(5000)
    assert stepper.at == 1
    expect(live).to_have_attribute("aria-live", "polite")


def test_play_stops_at_the_end_and_starts_again(page: Page):
    page.clock.install()
    stepper = show(page, DATA)
    stepper.go(LAST - 1)
    stepper.press(" ")
    page.clock.run_for(1650)
    assert stepper.at == LAST
    expect(stepper.root.get_by_role("button", name="Play")).to_be_visible()
    stepper.press(" ")
    assert stepper.at == 0


def test_speed_by_key_and_button(page: Page):
    page.clock.install()
    stepper = show(page, DATA)
    stepper.press("+", "+", "-", " ")
    speed = stepper.root.get_by_role("button", name="Speed 2×")
    expect(speed).to_be_visible()
    page.clock.run_for(850)
    assert stepper.at == 1
    speed.click()
    expect(stepper.root.get_by_role("button", name="Speed 4×")).to_be_visible()


def test_stops_when_scrolled_away(page: Page):
    page.set_content(PAGE.format(output(DATA) + "<div style='height:3000px'></div>"))
    stepper = Played(page, DATA)
    stepper.press(" ")
    page.evaluate("scrollTo(0, 2500)")
    expect(stepper.root.get_by_role("button", name="Play", include_hidden=True)).to_have_count(1)


@pytest.mark.parametrize(("name", "phases"), [("forward", {"input", "forward"}), ("backward", {"seed", "backward"})])
def test_filter_shows_only_its_steps(stepper: Played, name: str, phases: set):
    button = stepper.root.get_by_role("button", name=name, exact=True)
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    count = sum(step["phase"] in phases for step in STEPS)
    expect(stepper.root.locator("output")).to_have_text(re.compile(f"/ {count}$"))
    for key in ("Home", "End", "ArrowLeft"):
        stepper.press(key)
        assert stepper.step["phase"] in phases


def test_jump_out_of_a_filter_shows_all_steps(stepper: Played):
    stepper.root.get_by_role("button", name="forward", exact=True).click()
    stepper.press("b")
    assert stepper.at == BACKWARD
    expect(stepper.root.get_by_role("button", name="all")).to_have_attribute("aria-pressed", "true")


def test_click_on_a_node_goes_to_its_next_step_and_round(stepper: Played):
    node = stepper.root.get_by_role("button", name="A1, 3×2")
    visited = []
    for _ in range(6):
        node.click()
        visited.append(stepper.at)
    touching = [k for k, step in enumerate(STEPS) if 5 in (step["node"], step.get("to"))]
    assert visited == (touching * 2)[:6]


def test_click_on_an_edge_goes_to_its_own_steps(stepper: Played):
    z2, slot_of_w2 = 6, 1
    for wanted in ("forward", "backward"):
        stepper.root.locator(f'.edge[data-node="{z2}"][data-slot="{slot_of_w2}"] .hit').dispatch_event("click")
        assert (stepper.step["phase"], stepper.step["node"]) == (wanted, z2)
    assert stepper.step["slot"] == slot_of_w2


def test_click_on_a_code_line(stepper: Played):
    stepper.root.locator(".line").nth(10).click()
    assert stepper.step["line"] == 11
    expect(stepper.root.locator(".line[aria-current]")).to_contain_text("dW2 = A1.T @ dZ2")


def test_find_a_variable(stepper: Played):
    stepper.root.get_by_label("Find a variable").select_option("Z2")
    assert stepper.step["node"] == 6


@pytest.mark.parametrize("group", [".graph .node", ".line"])
def test_lists_are_one_tab_stop_walked_with_up_and_down(stepper: Played, group: str):
    items = stepper.root.locator(group)
    items.first.focus()
    stepper.page.keyboard.press("ArrowDown")
    expect(items.nth(1)).to_be_focused()
    assert stepper.root.evaluate("(r, g) => r.querySelectorAll(g + '[tabindex=\"0\"]').length", group) == 1
    stepper.page.keyboard.press("Enter")
    assert stepper.at > 0


def test_hover_and_focus_light_the_row_and_column(stepper: Played):
    at = next(k for k, step in enumerate(STEPS) if step.get("rule") == "matmul-right")
    stepper.go(at)
    cell = stepper.root.locator("figure.this-path td").nth(1)
    for point in (cell.hover, cell.focus):
        point()
        lit = stepper.root.locator("figure.local td.lit, figure.upstream td.lit")
        assert lit.evaluate_all("cells => cells.map(c => c.dataset.at)") == ["1,0", "1,1", "1,2", "0,0", "1,0", "2,0"]
        expect(stepper.root.locator(".made")).to_contain_text(f"= {cell.inner_text()}")
        stepper.page.mouse.move(2, 2)


SHAPES = [
    ((2, 3), (3, 4), (2, 4)),
    ((2, 3), (3,), (2,)),
    ((3,), (3, 2), (2,)),
    ((2, 3), (3, 1), (2,)),
    ((1, 3), (3, 2), (2,)),
    ((3,), (3,), ()),
]


@pytest.mark.parametrize(("left", "right", "shape"), SHAPES)
def test_the_lit_products_add_up_to_the_cell(page: Page, left: tuple, right: tuple, shape: tuple):
    rng = np.random.default_rng(5)
    a, b = rng.integers(-4, 5, left), rng.integers(-4, 5, right)
    draft = Draft()
    for name, value in (("X", a), ("W1", b)):
        draft.node(name, "input", value)
    draft.node("Z1", "matmul", (a @ b).reshape(shape), ("X", "W1"), "X · W1")
    stepper = show(page, draft.data("X · W1", "", []), step=2)
    for cell in stepper.root.locator(".result td").all():
        cell.hover()
        said = stepper.root.locator(".made").inner_text().replace("−", "-")
        *factors, total = (int(n) for n in re.findall(r"-?\d+", said))
        assert sum(p * q for p, q in zip(factors[::2], factors[1::2], strict=True)) == total


def test_active_edge_points_where_the_numbers_flow(stepper: Played):
    start, end = next(e["points"] for e in DATA["layout"]["edges"] if (e["to"], e["slot"]) == (5, 0))
    head = stepper.root.locator(".flow .head")
    for at, tip in ((5, end), (next(k for k, s in enumerate(STEPS) if s["node"] == 5 and s.get("slot") == 0), start)):
        stepper.go(at)
        assert head.get_attribute("transform").startswith(f"translate({tip[0]:g} {tip[1]:g})")


def test_waiting_then_complete(stepper: Played):
    first, second = (k for k, step in enumerate(STEPS) if step.get("to") == 5)
    stepper.go(first)
    expect(stepper.root.locator(".state")).to_contain_text("dA1 still waits for 1 more (Z2)")
    stepper.go(second)
    expect(stepper.root.locator(".state")).to_contain_text("dA1 is complete")


def test_checks_stand_in_the_code_and_in_their_step(stepper: Played):
    right, wrong = (stepper.root.locator(".line").nth(k - 1) for k in (11, 14))
    expect(right.get_by_role("img")).to_have_attribute("aria-label", "right")
    expect(wrong.get_by_role("img")).to_have_attribute("aria-label", "wrong")
    stepper.go(LAST)
    expect(stepper.root.locator(".state .bad")).to_contain_text("dW1 is not ∂L/∂W1 (largest difference 0.432)")
    assert stepper.numbers("yours") == close_to(stepper.array(DATA["trace"]["checks"][1]["value"]))


def test_node_shows_nothing_before_its_step_and_grows_in_both_directions(stepper: Played):
    loss = stepper.root.locator('.node[data-node="10"] g')
    expect(loss).to_have_text("··")
    stepper.press("End")
    assert loss.text_content().endswith("1")
    stepper.press("Home")
    expect(loss).to_have_text("··")


def test_gradient_of_a_node_appears_with_its_own_step(stepper: Played):
    node = stepper.root.locator('.node[data-node="8"] g')
    arrives = next(k for k, step in enumerate(STEPS) if step.get("to") == 8)
    for at, shown in ((arrives - 1, "2.82·"), (arrives, "2.821"), (arrives - 1, "2.82·")):
        stepper.go(at)
        expect(node).to_have_text(shown)


def test_nothing_moves_to_and_fro_between_steps(stepper: Played):
    heights, bars = [], set()
    for at in [*range(LAST + 1), *range(LAST, -1, -1)]:
        stepper.go(at)
        heights.append(stepper.root.bounding_box()["height"])
        bars.add(stepper.root.locator(".controls").bounding_box()["y"])
    assert heights == sorted(heights)
    assert len(bars) == 1


def test_room_is_given_back_when_the_width_changes(stepper: Played):
    stepper.press("End")
    stepper.page.set_viewport_size({"width": 480, "height": 900})
    stepper.page.wait_for_function("document.querySelector('.below').getBoundingClientRect().width < 480")
    stepper.press("Home")
    narrow = stepper.root.locator(".below").bounding_box()["height"]
    stepper.page.set_viewport_size({"width": 1280, "height": 900})
    expect(stepper.root.locator(".sentence")).to_have_text(STEPS[0]["sentence"])
    stepper.page.wait_for_function(
        "low => document.querySelector('.below').getBoundingClientRect().height < low", arg=narrow
    )


def test_signs_of_gradients_are_written_out(stepper: Played):
    at = next(k for k, step in enumerate(STEPS) if step.get("rule") == "matmul-right")
    stepper.go(at)
    for role in ("local", "upstream", "this-path", "gradient"):
        assert all(text[0] in "+−0" for text in stepper.root.locator(f"figure.{role} td").all_text_contents())
    stepper.go(FORWARD)
    assert "+" not in "".join(stepper.root.locator("figure.value td").all_text_contents())
