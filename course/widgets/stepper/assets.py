"""The stepper's JavaScript and style sheet as two short strings, ready to be put into a page.

The modules beside this file run as they are; ``script`` only joins them into one and leaves out what a browser does
not need. What only some steppers use (predictions, helper calls that open, two side by side) comes only with those.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from string import ascii_lowercase

from . import minify
from .rename import shorten

HERE = Path(__file__).parent
CORE = ("text", "icons", "model", "graph", "panel", "controls", "stepper")  # each imports only those before it
SHOWN_BY = {"": "mount", "groups": "grouped", "predict": "quiz", "compare": "compare"}
# Shortened everywhere: properties of our own records, none of which is the browser's or the data's, and of our styles.
OWN = """
again choose colour columns current edge free jump look model playing refresh rows shown slider slope span
state told twin veil waiting
"""
OWN_STYLES = ["bg", "soft", "ink", "grey", "line", "go", "bad", "mine", "hue", "cell", "heat"]
STYLES = re.compile(rf"--({'|'.join(OWN_STYLES)})\b")
IMPORT_OR_EXPORT = re.compile(r"^(?:import [^;]*;\n|export )", re.MULTILINE)


def extra(data: dict) -> str:
    """The module that ``data`` needs besides the core: "predict", "compare", "groups" or none."""
    if data.get("options", {}).get("predict"):
        return "predict"
    if "other" in data:
        return "compare"
    return "groups" if data.get("groups") else ""


def script(data: dict) -> str:
    """One block of declarations; ``show(element, data, options)`` is the one to call."""
    return _script(extra(data))


def style(data: dict) -> str:
    """The style sheet."""
    return _style(extra(data))


@cache
def _script(name: str) -> str:
    files = (HERE / f"{module}.js" for module in (*CORE, *filter(None, [name])))
    modules = [IMPORT_OR_EXPORT.sub("", file.read_text("utf-8")) for file in files]
    return _shorter(minify.javascript(shorten([*modules, f"const show = {SHOWN_BY[name]};\n"], ["show"], OWN.split())))


@cache
def _style(name: str) -> str:
    own = HERE / f"{name}.css"
    rules = (HERE / "stepper.css").read_text("utf-8") + (own.read_text("utf-8") if name and own.exists() else "")
    return _shorter(minify.css(rules))


def _shorter(text: str) -> str:
    text = re.sub(r' ([a-z-]+)="([\w-]+)"(?=[ >])', r" \1=\2", text)  # HTML needs no quotes around a word
    return STYLES.sub(lambda found: f"--{ascii_lowercase[OWN_STYLES.index(found[1])]}", text)
