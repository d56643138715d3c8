"""The stepper's modes in a page: helper calls that open, predictions, two side by side."""

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from course.activations import sigmoid
from course.widgets import step_through
from tests.browser.stepper_page import PAGE, Played
from tests.browser.test_stepper_output import UNMARKED

X, W = np.array([[0.5, -1.0], [2.0, 0.1]]), np.array([[0.3, -0.2], [0.8, 0.4]])


def net(X, W):
    Z = X @ W
    A = sigmoid(Z)
    loss = np.sum(A**2)
    return loss


def slip(X, W):
    Z = X @ W
    A = 1 / (1 + np.exp(Z))
    loss = np.sum(A**2)
    return loss


def play(page: Page, **options: object) -> Played:
    stepper = step_through(net, X, W, **options)
    page.set_content(PAGE.format(stepper.to_html()))
    return Played(page, stepper.data())


@pytest.fixture
def calls(page: Page) -> Played:
    return play(page)


def opener(stepper: Played) -> Locator:
    return stepper.root.locator(".opener")


def count(stepper: Played) -> int:
    return int(stepper.root.locator("output").inner_text().split("/")[1])


def test_a_call_opens_and_closes_by_mouse(calls: Played):
    closed = count(calls)
    expect(opener(calls)).to_have_attribute("aria-expanded", "false")
    opener(calls).click()
    expect(opener(calls)).to_have_attribute("aria-expanded", "true")
    expect(opener(calls)).to_be_focused()
    expect(calls.root.locator(".node.inner")).to_have_count(3)
    assert count(calls) == closed + 6
    opener(calls).click()
    assert count(calls) == closed


def test_a_call_opens_and_closes_by_keys(calls: Played):
    closed = count(calls)
    node = calls.root.locator(".node", has_text="A").first
    node.focus()
    calls.page.keyboard.press("o")
    assert count(calls) == closed + 6
    expect(opener(calls)).to_be_focused()
    calls.page.keyboard.press("Enter")
    assert count(calls) == closed
    assert calls.root.evaluate(UNMARKED) == 0


def test_the_key_opens_the_call_that_the_step_reaches(calls: Played):
    call = next(node["id"] for node in calls.trace["nodes"] if node["name"] == "A")
    at = next(k for k, step in enumerate(calls.trace["steps"]) if step.get("to") == call)
    calls.go(at)
    calls.press("o")
    expect(opener(calls)).to_have_attribute("aria-expanded", "true")


def test_the_steps_inside_are_played_with_their_numbers(calls: Played):
    opener(calls).click()
    calls.press("Home")
    inside = []
    for _ in range(count(calls)):
        if "∂" in calls.root.locator(".sentence").inner_text() and calls.root.locator("figure.local").count():
            inside.append([np.array(calls.numbers(role)) for role in ("upstream", "local", "this-path")])
        calls.press("ArrowRight")
    assert len(inside) == 4
    for upstream, local, path in inside:
        assert np.allclose(upstream * local, path, atol=2e-3)


def test_opening_keeps_the_place(calls: Played):
    at = next(k for k, step in enumerate(calls.trace["steps"]) if step["phase"] == "backward")
    calls.go(at)
    sentence = calls.root.locator(".sentence").inner_text()
    opener(calls).click()
    expect(calls.root.locator(".sentence")).to_have_text(sentence)


FORWARD = 2


def ask(page: Page, predict: object) -> Played:
    quiz = play(page, predict=predict)
    quiz.press(*["ArrowRight"] * FORWARD)
    return quiz


def test_nothing_is_shown_before_the_answer(page: Page):
    quiz = ask(page, "number")
    expect(quiz.root.locator("figure")).not_to_have_count(0)
    for part in (".numbers", ".made", ".state"):
        expect(quiz.root.locator(part)).to_be_hidden()
    value = 0.68
    expect(quiz.root.locator(".sentence")).to_have_text("Z = X · W")
    expect(quiz.root.get_by_role("slider")).to_have_attribute("aria-valuetext", "Z = X · W")
    expect(quiz.root.locator('.node[data-node="2"] > g').last).to_have_text("··")
    assert f"{value}" not in quiz.root.inner_text()


@pytest.mark.parametrize(
    ("predict", "question", "wrong", "right"),
    [
        ("number", "Z[1, 0]", "3", "0,68"),
        ("number", "Z[1, 0]", "-0.68", "17/25"),
        ("shape", "shape of Z", "2", "(2, 2)"),
    ],
)
def test_wrong_then_right_in_words_and_a_score(page: Page, predict: str, question: str, wrong: str, right: str):
    quiz = ask(page, predict)
    expect(quiz.root.locator(".ask")).to_contain_text(f"Predict: {question}")
    field = quiz.root.get_by_label(question)
    field.fill(wrong)
    quiz.page.keyboard.press("Enter")
    expect(quiz.root.locator(".verdict")).to_contain_text(f"Not quite: you said {wrong}")
    field.fill(right)
    quiz.root.get_by_role("button", name="Check").click()
    expect(quiz.root.locator(".ask")).to_be_hidden()
    expect(quiz.root.locator("figure.value")).to_be_visible()
    expect(quiz.root.locator(".score")).to_contain_text("Right: ")
    expect(quiz.root.locator(".score")).to_contain_text("Score: 1 right, 1 wrong tries, 0 shown, of ")
    expect(quiz.root).to_be_focused()
    quiz.press("ArrowRight")
    expect(quiz.root.locator(".ask")).to_be_visible()


def test_the_sign_is_chosen(page: Page):
    quiz = ask(page, "sign")
    quiz.root.get_by_role("button", name="negative").click()
    expect(quiz.root.locator(".verdict")).to_contain_text("Not quite: you said negative")
    quiz.root.get_by_role("button", name="positive").click()
    expect(quiz.root.locator(".score")).to_contain_text("Right: sign of Z[1, 0] is positive")


def test_the_student_chooses_what_for_or_has_it_shown(page: Page):
    quiz = ask(page, True)
    quiz.root.get_by_role("button", name="shape").click()
    expect(quiz.root.get_by_role("button", name="shape")).to_have_attribute("aria-pressed", "true")
    expect(quiz.root.locator(".ask")).to_contain_text("Predict: shape of Z")
    quiz.root.get_by_label("shape of Z").fill("what?")
    quiz.page.keyboard.press("Enter")
    expect(quiz.root.locator(".verdict")).to_contain_text("Please give rows × columns")
    quiz.root.get_by_role("button", name="Show me").click()
    expect(quiz.root.locator(".score")).to_contain_text("0 right, 0 wrong tries, 1 shown")


def test_keys_typed_into_the_field_do_not_step(page: Page):
    quiz = ask(page, "number")
    page.evaluate("window.out = []; document.addEventListener('keydown', event => window.out.push(event.key))")
    quiz.root.get_by_label("Z[1, 0]").focus()
    for key in (*"bfo-1 ", "Home", "ArrowRight", "PageDown"):
        page.keyboard.press(key)
    assert quiz.at == FORWARD
    assert page.evaluate("window.out") == []
    assert quiz.root.evaluate(UNMARKED) == 0


def test_playing_stops_at_a_question(page: Page):
    page.clock.install()
    quiz = play(page, predict="number")
    quiz.press(" ")
    page.clock.run_for(1650 * 6)
    assert quiz.at == FORWARD
    expect(quiz.root.get_by_role("button", name="Play")).to_be_visible()


def test_without_a_kernel_it_says_that_answers_are_not_kept(page: Page):
    expect(ask(page, "number").root.locator(".score")).to_contain_text("not kept")


def test_answers_go_to_whoever_keeps_them(page: Page):
    pytest.importorskip("anywidget")
    from tests.browser.test_stepper_live import MODEL

    quiz = step_through(net, X, W, predict="number")
    live = quiz.live()
    page.set_content(PAGE.format("<div></div>"))
    page.evaluate(MODEL, [str(live._esm), {"data": quiz.data(), "step": FORWARD, "answers": [], "covers": ""}])
    stepper = Played(page, quiz.data())
    stepper.root.get_by_label("Z[1, 0]").fill("0.68")
    page.keyboard.press("Enter")
    expect(stepper.root.locator(".score")).not_to_contain_text("not kept")
    (answer,) = page.evaluate("model.get('answers')")
    assert (answer["asked"], answer["said"], answer["verdict"]) == ("Z[1, 0]", "0.68", "right")
    live.answers = [answer]
    assert "you said <code>0.68</code>" in live.bundle()["text/html"]


@pytest.fixture
def both(page: Page) -> Locator:
    page.set_content(PAGE.format(step_through(net, X, W, against=slip).to_html()))
    page.locator(".bp-stepper .sentence").nth(1).wait_for()
    return page.locator(".bp-compare")


def at(both: Locator) -> list[str]:
    return both.locator(".sentence").all_inner_texts()


def test_two_step_together_from_either_side(both: Locator):
    left, right = both.locator(".pair .bp-stepper").all()
    left.focus()
    both.page.keyboard.press("ArrowRight")
    assert at(both)[0] == at(both)[1]
    right.focus()
    both.page.keyboard.press("End")
    assert [s.evaluate("root => root.stepper.step === +root.querySelector('input').max") for s in (left, right)] == [
        True,
        True,
    ]


def test_the_first_difference_is_said_and_gone_to(both: Locator):
    expect(both.locator(".banner")).to_contain_text("First difference at step ")
    both.get_by_role("button", name="Go to the first difference").click()
    assert all("A = " in text for text in at(both))
    expect(both.locator(".here")).to_contain_text("A (line 3) differs: ")
    expect(both.locator(".differs")).to_have_count(2)
    both.locator(".pair .bp-stepper").first.focus()
    both.page.keyboard.press("Home")
    expect(both.locator(".here")).to_have_text("Here both have the same.")
    expect(both.locator(".differs")).to_have_count(0)


@pytest.mark.parametrize(("width", "beside"), [(1280, True), (480, False)])
def test_side_by_side_where_there_is_room(both: Locator, width: int, beside: bool):
    both.page.set_viewport_size({"width": width, "height": 900})
    left, right = (s.bounding_box() for s in both.locator(".pair .bp-stepper").all())
    assert (left["y"] == right["y"]) == beside
    assert both.page.evaluate("document.documentElement.scrollWidth") <= width
    assert both.evaluate(UNMARKED) == 0
