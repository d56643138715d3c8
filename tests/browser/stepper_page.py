"""A blank page with steppers in it, and what a test wants to know about them."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

from course.widgets.stepper.bundle import fragment
from course.widgets.stepper.picture import picture
from course.widgets.stepper.static import still_frame

PAGE = '<!doctype html><html lang="en"><meta charset="utf-8"><title>steppers</title><body>{}</body></html>'


def output(data: dict, **options: object) -> str:
    """What a notebook cell would show."""
    still = still_frame(data["trace"], picture(data["trace"], data["layout"]))
    return fragment({**data, "options": options}, still, said=len(data["trace"]["steps"]))


class Played:
    """One stepper in a page."""

    def __init__(self, page: Page, data: dict, which: int = 0) -> None:
        self.page, self.trace = page, data["trace"]
        self.root: Locator = page.locator(".bp-stepper").nth(which)
        self.root.locator(".sentence").wait_for()

    @property
    def at(self) -> int:
        return self.root.evaluate("root => root.stepper.step")

    @property
    def step(self) -> dict:
        return self.trace["steps"][self.at]

    def go(self, step: int) -> None:
        self.root.evaluate("(root, step) => root.stepper.go(step)", step)

    def first(self, phase: str) -> int:
        return next(k for k, step in enumerate(self.trace["steps"]) if step["phase"] == phase)

    def press(self, *keys: str) -> None:
        self.root.focus()
        for key in keys:
            self.page.keyboard.press(key)

    def numbers(self, role: str) -> list[float]:
        """The numbers painted in the table of this role."""
        cells = self.root.locator(f"figure.{role} td").all_text_contents()
        return [float(text.replace("−", "-").replace("∞", "inf")) for text in cells]

    def array(self, index: int) -> list[float]:
        return [float(x) for x in self.trace["arrays"][index]["data"]]


def show(page: Page, data: dict, **options: object) -> Played:
    """Put one stepper into the page."""
    page.set_content(PAGE.format(output(data, **options)))
    return Played(page, data)
