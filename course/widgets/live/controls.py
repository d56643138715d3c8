"""What a reader can turn: a slider, a choice, a switch. Each is a list of values; the browser only says which one.

So there is one definition of what a position means, and what comes back from a browser is always a valid value.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from course.widgets.live.axis import power_of_ten

MOST_POSITIONS = 1001
PER_DECADE = 10


def _named(control: Slider | Choice | Toggle) -> None:
    kind = type(control).__name__
    if not str(control.name).isidentifier():
        raise ValueError(f"{kind}.name must be the name of an argument of the scene; got {control.name!r}.")
    if not str(control.label).strip():
        raise ValueError(f"{kind} {control.name!r} needs a label that says what it changes; it is empty.")


@dataclass(frozen=True)
class Slider:
    """A number from ``low`` to ``high``.

    Parameters
    ----------
    name, label : str
        The scene's argument; what the reader sees.
    low, high : float
        If both are int, and ``step`` is too or ``log`` is set, the scene gets an int.
    value : float, optional
        Where it starts; by default in the middle.
    step : float, optional
        The distance of two positions, by default a hundredth of the way; with ``log`` in decades, by default a tenth.
    log : bool
        Positions are equal ratios apart.
    """

    name: str
    label: str
    low: float
    high: float
    value: float | None = None
    step: float | None = None
    log: bool = False

    def __post_init__(self) -> None:
        _named(self)
        if not (math.isfinite(self.low) and math.isfinite(self.high) and self.low < self.high):
            raise ValueError(f"Slider {self.name!r} needs finite low < high; got {self.low!r} and {self.high!r}.")
        if self.log and self.low <= 0:
            raise ValueError(
                f"a log Slider starts above 0; {self.name!r} starts at {self.low!r}. Raise low, or leave log out."
            )
        if self.value is not None and not self.low <= self.value <= self.high:
            raise ValueError(f"Slider {self.name!r} lies in {self.low!r} to {self.high!r}; got value={self.value!r}.")
        if self.step is not None and not self.step > 0:
            raise ValueError(f"Slider {self.name!r} needs a step above 0; got {self.step!r}.")
        if len(self.values()) > MOST_POSITIONS:
            raise ValueError(
                f"Slider {self.name!r} has at most {MOST_POSITIONS} positions; take a step above {self.step}."
            )

    @property
    def whole(self) -> bool:
        """Whether the scene gets an int."""
        return isinstance(self.low, int) and isinstance(self.high, int) and (self.log or isinstance(self.step, int))

    def values(self) -> list[float]:
        """Every value the slider can take, growing; ``high`` and ``value`` are always among them."""
        found = {self.low, self.high, *self._between()} | ({self.value} if self.value is not None else set())
        return sorted({round(value) for value in found} if self.whole else {float(value) for value in found})

    def _between(self) -> list[float]:
        if self.log:
            decades = math.log10(self.high / self.low)
            step = self.step or decades / max(40, round(PER_DECADE * decades))
            count = min(int(decades / step + 1e-9), MOST_POSITIONS) + 1
            near = [float(f"{self.low * 10 ** (k * step):.3g}") for k in range(count)]
        else:
            step = self.step or (self.high - self.low) / 100
            count = min(int((self.high - self.low) / step + 1e-9), MOST_POSITIONS) + 1
            near = [float(f"{self.low + k * step:.10g}") for k in range(count)]
        return [value for value in near if self.low <= value <= self.high]

    def start(self) -> int:
        """The position it opens at."""
        values = self.values()
        return (
            len(values) // 2
            if self.value is None
            else min(range(len(values)), key=lambda k: abs(values[k] - self.value))
        )

    def names(self) -> list[str]:
        """Each value as the reader sees it."""
        return [nice(value) for value in self.values()]


@dataclass(frozen=True)
class Choice:
    """One of ``options``; by default the first."""

    name: str
    label: str
    options: tuple
    value: object = None

    def __post_init__(self) -> None:
        _named(self)
        object.__setattr__(self, "options", tuple(self.options))
        if len(self.options) < 2 or len(set(self.names())) < len(self.options):
            raise ValueError(f"Choice {self.name!r} needs at least two different options; got {self.options!r}.")
        if self.value is not None and self.value not in self.options:
            raise ValueError(f"Choice {self.name!r} starts at one of {', '.join(self.names())}; got {self.value!r}.")

    def values(self) -> list:
        """Every value it can take."""
        return list(self.options)

    def start(self) -> int:
        """The position it opens at."""
        return 0 if self.value is None else self.options.index(self.value)

    def names(self) -> list[str]:
        """Each value as the reader sees it."""
        return [str(option) for option in self.options]


@dataclass(frozen=True)
class Toggle:
    """Off or on."""

    name: str
    label: str
    value: bool = False

    def __post_init__(self) -> None:
        _named(self)
        if not isinstance(self.value, bool):
            raise ValueError(f"Toggle {self.name!r} starts at True or False; got {self.value!r}.")

    def values(self) -> list[bool]:
        """Every value it can take."""
        return [False, True]

    def start(self) -> int:
        """The position it opens at."""
        return int(self.value)

    def names(self) -> list[str]:
        """Each value as the reader sees it."""
        return ["off", "on"]


CONTROLS = (Slider, Choice, Toggle)


def spec(control: Slider | Choice | Toggle) -> dict:
    """What the browser needs to build a control."""
    kind = type(control).__name__.lower()
    return {"kind": kind, "name": control.name, "label": control.label} | {
        "names": control.names(),
        "start": control.start(),
    }


def nice(value: float) -> str:
    """A number for people, four digits of a float, all of an int: 0.05, 12,345, 2·10⁻⁵."""
    if value == 0 or 1e-3 <= abs(value) < 1e6:
        short = value if isinstance(value, int) else float(f"{value:.4g}")
        return f"{short:,.10g}".replace("-", "−")
    digits = f"{value:.2e}".partition("e")[0].lstrip("-").rstrip("0")
    return power_of_ten(value, abs(value) * 10.0 ** -max(0, len(digits) - 2))
