"""The warm IPython of both processes: made once before the fork; what a cell shows is recorded, within bounds."""

from __future__ import annotations

import io
import sys

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

_CUT = "\n[cut: a cell may show {limit} characters]\n"


class Record:
    """Outputs of the cell that runs now, in nbformat's form."""

    def __init__(self) -> None:
        self.start(64 * 1024)

    def start(self, limit: int) -> None:
        """Forget the last cell."""
        self.outputs: list[dict] = []
        self.limit, self.left, self.pictures = limit, limit, 20 * limit

    def stream(self, name: str, text: str) -> None:
        """Add to what was printed."""
        kept = self._cut(text)
        last = self.outputs[-1] if self.outputs else {}
        if last.get("name") == name and kept:
            last["text"] += kept
        elif kept:
            self.outputs.append({"output_type": "stream", "name": name, "text": kept})

    def data(self, kind: str, data: dict, metadata: dict | None = None) -> None:
        """Add what was displayed: text is cut, a picture that is too large is left out."""
        kept = {}
        for form, content in data.items():
            if not isinstance(content, str):
                continue
            if form.startswith("image/"):
                self.pictures -= len(content)
                if self.pictures >= 0:
                    kept[form] = content
            else:
                kept[form] = self._cut(content)
        output = {"output_type": kind, "data": kept, "metadata": metadata or {}}
        self.outputs.append(output | ({"execution_count": None} if kind == "execute_result" else {}))

    def error(self, name: str, message: str, lines: list[str]) -> None:
        """Add an error."""
        kept = {"ename": name[:100], "evalue": self._cut(message), "traceback": [self._cut(line) for line in lines]}
        self.outputs.append({"output_type": "error", **kept})

    def _cut(self, text: str) -> str:
        if self.left < 0:
            return ""
        kept = text[: self.left]
        self.left -= len(text)
        return kept if self.left >= 0 else kept + _CUT.format(limit=self.limit)


RECORD = Record()


class Stream(io.TextIOBase):
    """A standard stream that writes into the record."""

    def __init__(self, name: str) -> None:
        self.stream_name = name

    def write(self, text: str) -> int:
        """Record; never fail for its length."""
        RECORD.stream(self.stream_name, str(text))
        return len(text)

    def writable(self) -> bool:
        """As a file says it."""
        return True


class _Publisher(DisplayPublisher):
    def publish(self, data: dict, metadata: dict | None = None, **_: object) -> None:
        RECORD.data("display_data", data, metadata)

    def clear_output(self, wait: bool = False) -> None:
        RECORD.outputs.clear()


class _Hook(DisplayHook):
    def write_output_prompt(self) -> None:
        """No prompt."""

    def write_format_data(self, format_dict: dict, md_dict: dict | None = None) -> None:
        RECORD.data("execute_result", format_dict, md_dict)

    def finish_displayhook(self) -> None:
        """Nothing to flush."""


class Shell(InteractiveShell):
    """IPython without a terminal, a history or a thread."""

    display_pub_class = Type(_Publisher)
    displayhook_class = Type(_Hook)

    def _showtraceback(self, etype: type, evalue: object, stb: list[str]) -> None:
        RECORD.error(etype.__name__, str(evalue), stb)

    def system(self, cmd: str) -> None:
        """A line like ``!pip install numpy`` is left out: no program runs here, and that should cost no marks."""
        print(f"(not run while grading: {cmd})")  # noqa: T201  into the record

    getoutput = system

    def enable_gui(self, gui: str | None = None) -> None:
        """No windows."""


def warm() -> Shell:
    """The shell of this process, with matplotlib's figures going into the record."""
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    shell = Shell.instance(config=config)
    import matplotlib.pyplot as plt

    plt.switch_backend("module://matplotlib_inline.backend_inline")
    return shell


def take_streams() -> None:
    """From here on, print writes into the record."""
    sys.stdout, sys.stderr = Stream("stdout"), Stream("stderr")
