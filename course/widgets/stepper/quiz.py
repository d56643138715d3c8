"""Predict mode: a stepper that asks for each value and gradient before it shows it, and a record of what was answered.

The record is an ordinary ``text/html`` output, so it is still there after saving and opening again; so is the stepper
itself, which then says that answers are no longer kept. Only the channel between the two needs the kernel.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .plain import plain
from .shell import Stepper

if TYPE_CHECKING:
    from ...tracing.trace import Trace
    from .live import LiveQuiz

KINDS = ("number", "sign", "shape")


class Quiz(Stepper):
    """A stepper in predict mode.

    Parameters
    ----------
    trace : Trace
    start : int
        The step it opens at, from 0.
    predict : bool or str
        "number", "sign" or "shape"; True lets the student choose each time.

    Raises
    ------
    ValueError
        If ``predict`` is something else.
    """

    def __init__(self, trace: Trace, *, start: int = 0, predict: bool | str = True) -> None:
        if predict is not True and predict not in KINDS:
            raise ValueError(f"predict must be True or one of {', '.join(KINDS)}; got {predict!r}.")
        super().__init__(trace, start=start)
        self.predict = "any" if predict is True else predict

    def data(self) -> dict:
        """All that the JavaScript core needs, as plain data."""
        return plain(self.trace, opening=False) | {"options": {"step": self.start, "predict": self.predict}}

    def live(self) -> LiveQuiz:
        """The widget whose answers Python keeps, in an output above it; needs anywidget."""
        try:
            from .live import LiveQuiz
        except ModuleNotFoundError as error:
            message = f"live() needs {error.name}: pip install anywidget. The plain stepper needs nothing."
            raise ModuleNotFoundError(message) from error
        return LiveQuiz(self.data(), title=self.trace.title)

    def _ipython_display_(self) -> None:
        from IPython.display import display

        plain_output = self._repr_mimebundle_()
        display(plain_output, raw=True)
        try:
            live = self.live()
        except ModuleNotFoundError:
            return
        live.covers = re.search(r"data-stepper=(\w+)", plain_output["text/html"])[1]
        display(live)
