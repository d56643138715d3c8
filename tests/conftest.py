"""Fixtures for the whole suite: a browser that stays on this machine, a real JupyterLab, and honest skips."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

from tests.support.jupyter import Lab, running_lab
from tests.support.needs import NEEDS, find_chromium, in_ci, missing

CHROMIUM_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
ELSEWHERE = re.compile(r"^(?!(https?|wss?)://(127\.0\.0\.1|localhost)(:\d+)?(/|$)|file:|data:|blob:|about:)")


def pytest_report_header() -> list[str]:
    """Say before the first test which groups are left out, and how to get them."""
    word = "will fail" if in_ci() else "left out"
    return [f"{word}: {need.reason}" for need in missing()]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test that asks for Chromium, so that `-m "not browser"` finds them all."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose tool is missing; where CI=true, fail it."""
    for mark in item.iter_markers():
        need = NEEDS.get(mark.name)
        if need and need.find() is None:
            if in_ci():
                pytest.fail(need.reason, pytrace=False)
            pytest.skip(need.reason)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the Chromium that browser tests drive."""
    return find_chromium()


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One headless Chromium for the session."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def foreign_requests() -> list[str]:
    """Addresses outside this machine that `page` asked for; each was refused."""
    return []


@pytest.fixture
def page(browser: Browser, foreign_requests: list[str]) -> Iterator[Page]:
    """A fresh page of 1280 x 900 that reaches nothing but this machine."""

    def refuse(route: Route) -> None:
        foreign_requests.append(route.request.url)
        route.abort()

    context = browser.new_context(viewport={"width": 1280, "height": 900}, service_workers="block")
    context.route(ELSEWHERE, refuse)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def lab(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """A JupyterLab server of this session's own: put a notebook under `lab.root`, then `lab.open(page, name)`."""
    with running_lab(Path(tmp_path_factory.mktemp("lab"))) as lab:
        yield lab
