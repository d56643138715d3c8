"""What a student reads after a check: plain text for a terminal, the same as HTML for a notebook."""

from __future__ import annotations

import html
from dataclasses import dataclass, replace

import numpy as np

from ..gradcheck import relative_error

BLUE, ORANGE = "0,114,178", "213,94,0"
BLOCK = "border-left:4px solid rgb({colour});padding:.4em .9em;margin:.3em 0;line-height:1.5"
LABEL = "display:inline-block;min-width:7.5em;vertical-align:top;color:var(--jp-content-font-color2,inherit)"
CELL = "padding:.1em .5em;text-align:right;font-variant-numeric:tabular-nums;background:rgba({colour},{depth:.2f})"
LARGEST_HEAT = 60
MOST_LINES = 10


@dataclass(frozen=True)
class Heat:
    """Two arrays whose difference is shown cell by cell, in the notebook only: the text names the worst entry."""

    returned: np.ndarray
    expected: np.ndarray

    def html(self) -> str:
        """A table of the returned numbers; a cell is marked ✗ and the deeper orange the further it is off."""
        if self.returned.ndim != 2 or self.returned.size > LARGEST_HEAT:
            return ""
        error = relative_error(self.returned, self.expected)
        depth = np.clip(error / (error[np.isfinite(error)].max(initial=0.0) or 1.0), 0, 1)
        rows = (map(self._cell, *row) for row in zip(self.returned, self.expected, error, depth, strict=True))
        body = "".join(f"<tr>{''.join(row)}</tr>" for row in rows)
        caption = (
            "<caption style='text-align:left'>Where it is off: ✗ marks each wrong entry, returned / expected</caption>"
        )
        return f'<table style="margin:.3em 0">{caption}<tbody>{body}</tbody></table>'

    @staticmethod
    def _cell(returned: float, expected: float, error: float, depth: float) -> str:
        if error <= 1e-6:
            return f'<td style="{CELL.format(colour=BLUE, depth=0.08)}">{returned:.4g}</td>'
        style = CELL.format(colour=ORANGE, depth=0.1 + 0.4 * depth)
        return f'<td style="{style}">✗ {returned:.4g} / {expected:.4g}</td>'


RIGHT, PART, WRONG = "right", "part", "wrong"
NOT_WRITTEN, MISSING = "not written", "missing"


@dataclass(frozen=True)
class Named:
    """A mistake: its name, what it says, and the question that leads to it."""

    name: str
    says: str
    asks: str


@dataclass(frozen=True)
class FirstWrong:
    """The first wrong value: which result, where in it, and both numbers (None where it is no number)."""

    result: str
    index: tuple[int, ...]
    returned: float | None
    expected: float | None


@dataclass(frozen=True)
class Report:
    """A verdict as data; text and HTML are made from it.

    Attributes
    ----------
    state : str
        RIGHT, PART, WRONG, NOT_WRITTEN or MISSING.
    headline : str
        In a sentence.
    points, maximum : float
    lines : tuple of (label, text)
        What else there is to say.
    called, arrays, heat
        What was called with what, and what came back; ``heat`` shows it cell by cell.
    mistakes : tuple of Named
    first : FirstWrong or None
    error : str or None
        The kind of error it ended with.
    lent : tuple of str
        Earlier exercises that were lent, since the student's are not right.
    printed : str
        What the function printed.
    """

    exercise: str
    state: str
    headline: str
    points: float
    maximum: float
    lines: tuple[tuple[str, str], ...] = ()
    called: str = ""
    arrays: tuple[tuple[str, str], ...] = ()
    heat: Heat | None = None
    mistakes: tuple[Named, ...] = ()
    first: FirstWrong | None = None
    error: str | None = None
    lent: tuple[str, ...] = ()
    printed: str = ""

    @property
    def right(self) -> bool:
        """Whether there is nothing left to do."""
        return self.state == RIGHT

    def brief(self) -> Report:
        """What a hidden test may show: the verdict and the question, nothing of its inputs or of what came back."""
        state = {PART: "right in part.", WRONG: "not right yet."}.get(self.state)
        if self.state == MISSING:
            return Report(self.exercise, MISSING, "there is nothing of that name to call.", self.points, self.maximum)
        if state is None:
            return replace(self, lines=() if self.right else self.lines, printed="")
        kind = f" It stopped with {self.error}." if self.error else ""
        asks = tuple(("ask yourself", mistake.asks) for mistake in self.mistakes)
        return Report(self.exercise, self.state, state + kind, self.points, self.maximum, lines=asks)

    def _lines(self) -> tuple[tuple[str, str], ...]:
        many = len(self.mistakes) > 1
        named = tuple(
            line
            for number, mistake in enumerate(self.mistakes, 1)
            for line in (
                ("looks like", f"{f'({number}) ' if many else ''}{mistake.says}."),
                ("ask yourself", mistake.asks),
            )
        )
        wrong = self.state in (PART, WRONG)
        printed = (("it printed", self.printed.strip()[:300]),) if wrong and self.printed.strip() else ()
        return (*self.lines, *named, *printed, ("points", self.score))

    @property
    def score(self) -> str:
        """Points in words: "0.5 of 1 point"."""
        return f"{_number(self.points)} of {_number(self.maximum)} {'point' if self.maximum == 1 else 'points'}"

    def text(self) -> str:
        """Plain text, one label a line."""
        mark = "✓" if self.right else "✗"
        called = (("called", self.called),) if self.called else ()
        lines = (*called, *self.arrays, *self._lines())
        body = [f"  {label:<14}{_indent(text)}" for label, text in lines]
        return "\n".join([f"{mark} {self.exercise}: {self.headline}", *body])

    def html(self) -> str:
        """The same as a block for a light or a dark theme; words carry the verdict, colour repeats it."""
        mark = "✓ Right" if self.right else "✗ Not yet"
        head = f"<strong>{mark} · <code>{_code(self.exercise)}</code></strong>: {_code(self.headline)}"
        called = _row("called", self.called) if self.called else ""
        heat = self.heat.html() if self.heat else ""
        rows = "".join(_row(label, text) for label, text in self._lines())
        style = BLOCK.format(colour=BLUE if self.right else ORANGE)
        body = f"{head}{called}{self._arrays_html()}{heat}{rows}"
        return f'<div role="group" aria-label="check of {_code(self.exercise)}" style="{style}">{body}</div>'

    def _arrays_html(self) -> str:
        """The arrays in a row each; folded away where they are long."""
        rows = "".join(_row(label, text) for label, text in self.arrays)
        if sum(text.count("\n") + 1 for _, text in self.arrays) <= MOST_LINES:
            return rows
        return f"<details><summary>all arrays of this call</summary>{rows}</details>"


def _row(label: str, text: str) -> str:
    mono = "font-family:var(--jp-code-font-family,monospace);" if "\n" in text else ""
    value = (
        f'<span style="{mono}display:inline-block;white-space:pre-wrap;max-width:calc(100% - 8em)">{_code(text)}</span>'
    )
    return f'<div><span style="{LABEL}">{label}</span>{value}</div>'


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _indent(text: str) -> str:
    return text.replace("\n", "\n" + " " * 16)


def _code(text: str) -> str:
    """Escape, and set `...` as code."""
    parts = html.escape(text).split("`")
    return "".join(f"<code>{part}</code>" if i % 2 else part for i, part in enumerate(parts))


def tell(text: str) -> None:
    """Print, as a line for the student."""
    print(text)  # noqa: T201  this package talks to a person


def show(report: Report) -> None:
    """Display in a notebook, print anywhere else."""
    try:
        from IPython import get_ipython
        from IPython.display import display
    except ImportError:
        get_ipython = None
    if get_ipython is None or get_ipython() is None:
        tell(report.text())
    else:
        display({"text/plain": report.text(), "text/html": report.html()}, raw=True)
