"""A missing tool is said before the first test; it skips its tests for a user and fails them where CI=true."""

import os
import subprocess
import sys
from pathlib import Path

from tests.support.needs import NEEDS

ROOT = Path(__file__).resolve().parents[1]
ONE_BROWSER_TEST = "tests/test_browser_fixtures.py::test_page_refuses_and_records_what_lies_outside"
SANDBOX_TESTS = "tests/grading/test_sandbox.py"

# What pytest loads before any test: a machine without a sandbox; a list of all markers that tests carry.
NO_SANDBOX = "from autograder.grading.run.sandbox import level\nlevel.available = lambda: []\n"
MARKERS = """
def pytest_collection_finish(session):
    print("carried:", *{mark.name for item in session.items for mark in item.iter_markers()})
"""


def pytest_with(plugin, folder, *arguments, **environment):
    (folder / "early.py").write_text(plugin)
    kept = {name: value for name, value in os.environ.items() if name != "CI" and not name.startswith("PYTEST")}
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "early", *arguments]
    env = kept | {"PYTHONPATH": str(folder)} | environment
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)


def pytest_without_chromium(folder, **environment):
    return pytest_with("", folder, ONE_BROWSER_TEST, CHROMIUM="/no/such/browser", **environment)


def test_a_user_is_told_and_the_test_is_skipped(tmp_path):
    run = pytest_without_chromium(tmp_path)
    assert run.returncode == 0
    assert "left out: browser tests need Chromium: install it (Debian, Ubuntu: apt-get install chromium" in run.stdout
    assert "1 skipped" in run.stdout


def test_in_ci_the_test_fails(tmp_path):
    run = pytest_without_chromium(tmp_path, CI="true")
    assert run.returncode == 1
    assert "will fail: browser tests need Chromium" in run.stdout
    assert "1 error" in run.stdout


def test_without_a_sandbox_its_tests_are_skipped_for_a_user_and_fail_in_ci(tmp_path):
    asked = ("--tb=no", "-p", "no:xdist", SANDBOX_TESTS)
    run = pytest_with(NO_SANDBOX, tmp_path, *asked)
    assert run.returncode == 0
    assert "left out: sandbox tests need a kernel that can confine a process" in run.stdout
    assert outcomes(run) == {"skipped"}
    run = pytest_with(NO_SANDBOX, tmp_path, *asked, CI="true")
    assert run.returncode == 1
    assert outcomes(run) == {"errors"}


def outcomes(run):
    """Of the last line, such as "===== 3 passed, 1 skipped in 0.12s =====", the words."""
    return set(run.stdout.splitlines()[-1].strip("= ").partition(" in ")[0].replace(",", "").split()[1::2])


def test_each_need_is_the_marker_of_some_test(request, tmp_path):
    left = set(NEEDS) - {mark.name for item in request.session.items for mark in item.iter_markers()}
    if left:  # some of the tests were asked for: look at all
        collected = pytest_with(MARKERS, tmp_path, "--collect-only", "-q").stdout.splitlines()
        left -= set(next(line for line in collected if line.startswith("carried:")).split())
    assert not left
