"""How long `import course` takes, in a Python that has loaded nothing yet."""

import statistics
import subprocess
import sys
from collections.abc import Iterator

from tests.bench.figure import Figure

CODE = "import time; start = time.perf_counter(); import {}; print(time.perf_counter() - start)"


def figures() -> Iterator[Figure]:
    seconds = {module: [] for module in ("numpy", "course")}
    for _ in range(7):  # by turns, so that a busy moment hits both
        for module, times in seconds.items():
            times.append(import_seconds(module))
    numpy, course = (statistics.median(times) for times in seconds.values())
    yield Figure("import course", course, "s", numpy, "import numpy")


def import_seconds(module: str) -> float:
    return float(subprocess.check_output([sys.executable, "-c", CODE.format(module)]))
