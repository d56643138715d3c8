"""Take the README's picture of the step-through: `.venv/bin/python .readme/picture.py` (needs Chromium)."""

import sys
import tempfile
from pathlib import Path

import numpy as np
from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from course.activations import sigmoid  # noqa: E402
from course.lessons.concrete_backprop import example  # noqa: E402
from course.widgets import step_through  # noqa: E402
from tests.conftest import CHROMIUM_FLAGS  # noqa: E402
from tests.support.needs import find_chromium  # noqa: E402


def network(A0: np.ndarray, W1: np.ndarray, W2: np.ndarray, t: np.ndarray) -> tuple:
    """Lesson 01's net with one mistake, as a student would write it."""
    Z1 = A0 @ W1
    A1 = sigmoid(Z1)
    Z2 = A1 @ W2
    A2 = sigmoid(Z2)
    L = 0.5 * np.sum((A2 - t) ** 2)
    dZ2 = (A2 - t) * A2 * (1 - A2)
    dW2 = A1.T @ dZ2
    dA1 = dZ2 @ W2.T
    dZ1 = dA1
    dW1 = A0.T @ dZ1
    return L, dW1, dW2


def main() -> None:
    """Save the stepper as a page, open it, take the picture."""
    arguments = (example.A0, example.W1, example.W2, example.T)
    stepper = step_through(network, *arguments, title="your own network", start=19)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Path(folder) / "stepper.html"
        stepper.save(page_file)
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_FLAGS)
        page = browser.new_page(viewport={"width": 1120, "height": 700}, device_scale_factor=1.5)
        page.goto(page_file.as_uri())
        page.locator(".bp-stepper").screenshot(path=HERE / "step-through.png")
        browser.close()


if __name__ == "__main__":
    main()
