"""A cell's outputs in nbformat's form, as far as grading has any."""

from __future__ import annotations

_PARTS = {
    "stream": {"name": str, "text": str},
    "error": {"ename": str, "evalue": str, "traceback": list},
    "display_data": {"data": dict},
    "execute_result": {"data": dict},
}
PICTURES = ("image/png", "image/jpeg")
_SHOWN = ("text/plain", *PICTURES)


def is_sound(outputs: object) -> bool:
    """Whether they are a list of such outputs, all texts being texts."""
    return type(outputs) is list and all(type(output) is dict and _is_sound_one(output) for output in outputs)


def _is_sound_one(output: dict) -> bool:
    kind = output.get("output_type")
    parts = _PARTS.get(kind, {}) if type(kind) is str else {}
    texts = [*output.get("data", {}).values()] if parts.get("data") and type(output.get("data")) is dict else []
    texts += output["traceback"] if type(output.get("traceback")) is list else []
    fit = bool(parts) and all(type(output.get(name)) is of for name, of in parts.items())
    return fit and all(type(text) is str for text in texts)


def without_html(output: dict) -> dict:
    """Text and pictures alone: what a student's code shows is opened in the browser of whoever grades it."""
    if "data" not in output:
        return output
    return output | {"data": {form: output["data"][form] for form in _SHOWN if form in output["data"]}}
