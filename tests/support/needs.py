"""What some tests need from outside pip, how to get it, and what happens when it is missing.

One row a group: the header, the markers and the skip-or-fail decision all read this table.
"""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from autograder.grading.run.sandbox import level

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_BROWSERS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)


@dataclass(frozen=True)
class Need:
    """Something a group of tests (named like its marker) cannot run without."""

    group: str
    what: str
    how: str
    find: Callable[[], str | None]

    @property
    def reason(self) -> str:
        return f"{self.group} tests need {self.what}: {self.how}"


@cache
def find_chromium() -> str | None:
    """Path of a Chromium: $CHROMIUM if set, else one on the PATH, an app on macOS, or Playwright's own download."""
    if "CHROMIUM" in os.environ:
        return shutil.which(os.environ["CHROMIUM"])
    installed = (shutil.which(name) for name in BROWSERS + MAC_BROWSERS)
    return next(filter(None, installed), None) or playwrights_own()


def playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


@cache
def find_sandbox() -> str | None:
    """The strictest level that works here."""
    return next(iter(level.available()), None)


NEEDS = {
    need.group: need
    for need in (
        Need(
            "browser",
            "Chromium",
            "install it (Debian, Ubuntu: apt-get install chromium; elsewhere: .venv/bin/playwright install chromium) "
            "or set CHROMIUM to its path",
            find_chromium,
        ),
        Need(
            "sandbox",
            "a kernel that can confine a process",
            "on Linux, `.venv/bin/python -m autograder doctor` says what is in the way",
            find_sandbox,
        ),
        Need(
            "torch",
            "PyTorch",
            "run `make env`",
            lambda: "torch" if find_spec("torch") else None,
        ),
    )
}


def in_ci() -> bool:
    """Whether a missing tool is a failure (CI=true) and not a reason to skip."""
    return os.environ.get("CI") == "true"


def missing() -> list[Need]:
    return [need for need in NEEDS.values() if need.find() is None]
