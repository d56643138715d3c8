"""A measured figure, and the clock that measures it."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """A value with its unit; where there is a baseline (in the same unit), `against` says what it is."""

    name: str
    value: float
    unit: str
    baseline: float | None = None
    against: str | None = None

    @property
    def ratio(self) -> float | None:
        """How many times the baseline the value is; None without a baseline."""
        return None if self.baseline is None else self.value / self.baseline

    def record(self) -> dict[str, float | str]:
        """Plain data for the JSON file; what a figure lacks is left out."""
        fields = {**vars(self), "ratio": self.ratio}
        return {name: value for name, value in fields.items() if value is not None}


def median_seconds(action: Callable[[], object], repeats: int = 7) -> float:
    """Median time of one call, over `repeats` calls after one that is not counted."""
    action()
    return statistics.median(seconds(action) for _ in range(repeats))


def seconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start
