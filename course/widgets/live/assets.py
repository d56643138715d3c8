"""The figure's JavaScript and style sheet as two strings; the modules beside this file run as they are."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from course.widgets.stepper import minify

HERE = Path(__file__).parent
MODULES = ("draw", "handles", "panel", "controls", "live", "shell")  # each imports only those before it
IMPORT = re.compile(r"^import [^;]*;\n|^export (?!default)", re.MULTILINE)


@cache
def script() -> str:
    """All modules as one, which exports what anywidget asks for."""
    whole = "\n".join((HERE / f"{name}.js").read_text("utf-8") for name in MODULES)
    return minify.javascript(IMPORT.sub("", whole))


@cache
def style() -> str:
    """The style sheet."""
    return minify.css((HERE / "live.css").read_text("utf-8"))
