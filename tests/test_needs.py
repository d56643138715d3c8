"""A missing tool is said before the first test; it skips its tests for a user and fails them where CI=true."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ONE_BROWSER_TEST = "tests/test_browser_fixtures.py::test_page_refuses_and_records_what_lies_outside"


def pytest_without_chromium(**environment):
    kept = {name: value for name, value in os.environ.items() if name != "CI" and not name.startswith("PYTEST")}
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", ONE_BROWSER_TEST]
    without = kept | {"CHROMIUM": "/no/such/browser"} | environment
    return subprocess.run(command, cwd=ROOT, env=without, capture_output=True, text=True)


def test_a_user_is_told_and_the_test_is_skipped():
    run = pytest_without_chromium()
    assert run.returncode == 0
    assert "left out: browser tests need Chromium: install it (Debian, Ubuntu: apt-get install chromium" in run.stdout
    assert "1 skipped" in run.stdout


def test_in_ci_the_test_fails():
    run = pytest_without_chromium(CI="true")
    assert run.returncode == 1
    assert "will fail: browser tests need Chromium" in run.stdout
    assert "1 error" in run.stdout
