"""An axis: which numbers it holds, where they lie between its ends, and its ticks, on a linear or a log scale."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

FAR = 1e4  # how many axes away a point may lie before it is pulled in; browsers draw wrongly beyond 1e7 pixels
SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True)
class Axis:
    """From ``low`` to ``high``."""

    low: float
    high: float
    log: bool = False

    def place(self, values: np.ndarray | float) -> np.ndarray:
        """Where ``values`` lie: 0 at the low end, 1 at the high end, NaN for what is not finite; same shape."""
        values = np.asarray(values, dtype=float)
        with np.errstate(all="ignore"):
            if self.log:
                placed = np.log(values / self.low) / math.log(self.high / self.low)
            else:
                placed = (values - self.low) / (self.high - self.low)
        return np.where(np.isfinite(values) & np.isfinite(placed), np.clip(placed, -FAR, FAR), np.nan)

    def ticks(self) -> list[tuple[float, str]]:
        """Values and labels, about five of them."""
        return _log_ticks(self.low, self.high) if self.log else _linear_ticks(self.low, self.high)

    def plain(self) -> dict:
        """What the browser needs."""
        ticks = [(round(float(self.place(value)), 6), label) for value, label in self.ticks()]
        return {"low": self.low, "high": self.high, "log": self.log, "ticks": ticks}


def axis_of(values: np.ndarray, limits: tuple[float, float] | None, scale: str, *, tight: bool = False) -> Axis:
    """The axis that holds ``values``; unless ``tight`` or given, its ends are ticks, so that it seldom jumps.

    Parameters
    ----------
    values : ndarray of shape (n,)
    limits : (low, high) or None
    scale : "linear" or "log"
    tight : bool
        End at the smallest and the largest value.
    """
    log = scale == "log"
    if limits is not None:
        return Axis(*limits, log)
    values = values[np.isfinite(values)]
    low, high = (float(values.min()), float(values.max())) if len(values) else (1.0, 1.0)
    if log:
        return Axis(*_whole_decades(low, high), log)
    if low == high:
        low, high = low - 0.5 * (abs(low) or 1), high + 0.5 * (abs(high) or 1)
    if tight:
        return Axis(low, high)
    step = _step(low, high)
    return Axis(math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step)


def _whole_decades(low: float, high: float) -> tuple[float, float]:
    first, last = math.floor(math.log10(low) + 1e-9), math.ceil(math.log10(high) - 1e-9)
    return 10.0**first, 10.0 ** max(last, first + 1)


def _step(low: float, high: float) -> float:
    """1, 2, 2.5 or 5 times a power of ten, for four to seven ticks; between whole numbers no 2.5, as for counts."""
    rough = (high - low) / 5
    power = 10.0 ** math.floor(math.log10(rough))
    whole = power == 1 and float(low).is_integer() and float(high).is_integer()
    return power * min(
        (1, 2, 5, 10) if whole else (1, 2, 2.5, 5, 10), key=lambda factor: abs(math.log(factor * power / rough))
    )


def _linear_ticks(low: float, high: float) -> list[tuple[float, str]]:
    step = _step(low, high)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    values = [k * step for k in range(first, last + 1)]
    largest = max(abs(low), abs(high))
    if not 1e-3 <= largest < 1e5:
        return [(value, power_of_ten(value, step)) for value in values]
    digits = next((k for k in range(12) if abs(step * 10**k - round(step * 10**k)) < 1e-6 * step * 10**k), 12)
    return [(value, f"{value + 0.0:.{digits}f}".replace("-", "−")) for value in values]


def power_of_ten(value: float, step: float) -> str:
    """``value`` as 2·10⁻⁵, with as many digits as multiples of ``step`` need."""
    if abs(value) < step / 2:
        return "0"
    exponent = math.floor(math.log10(abs(value)) + 1e-9)
    digits = max(0, exponent - math.floor(math.log10(step) + 1e-9) + (f"{step:.1e}"[2] != "0"))
    front = f"{value / 10.0**exponent:.{min(digits, 4)}f}".replace("-", "−")
    front = front.rstrip("0").rstrip(".") if "." in front else front
    ten = "10" + str(exponent).translate(SUPERSCRIPT)
    return ten if float(front.replace("−", "-")) == 1 else f"{front}·{ten}"


def _log_ticks(low: float, high: float) -> list[tuple[float, str]]:
    first, last = math.ceil(math.log10(low) - 1e-9), math.floor(math.log10(high) + 1e-9)
    if last - first < 1:
        return _within_decades(low, high)
    every = math.ceil((last - first + 1) / 8)
    return [(10.0**k, "10" + str(k).translate(SUPERSCRIPT)) for k in range(first, last + 1) if k % every == 0]


def _within_decades(low: float, high: float) -> list[tuple[float, str]]:
    """Ticks at 1, 2 and 5 times a power of ten, or linear ones where fewer than two of these fit."""
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    round_ones = [factor * 10.0**k for k in powers for factor in (1, 2, 5)]
    values = [value for value in round_ones if low * (1 - 1e-9) <= value <= high * (1 + 1e-9)]
    if len(values) < 2:
        return _linear_ticks(low, high)
    return [(value, f"{value:g}" if 1e-3 <= value < 1e5 else power_of_ten(value, value)) for value in values]
