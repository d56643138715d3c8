"""The stepper's JavaScript and style sheet as two short strings, ready to be put into a page.

The modules beside this file run as they are; ``script`` only joins them into one and leaves out what a browser does
not need.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from . import minify

HERE = Path(__file__).parent
MODULES = ("text", "icons", "model", "graph", "panel", "controls", "stepper")  # each imports only those before it
IMPORT_OR_EXPORT = re.compile(r"^(?:import [^;]*;\n|export )", re.MULTILINE)


@cache
def script() -> str:
    """All modules as one block of declarations; ``mount`` is the one to call."""
    whole = "\n".join((HERE / f"{name}.js").read_text("utf-8") for name in MODULES)
    return minify.javascript(IMPORT_OR_EXPORT.sub("", whole))


@cache
def style() -> str:
    """The style sheet."""
    return minify.css((HERE / "stepper.css").read_text("utf-8"))
