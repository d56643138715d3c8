"""What a cell in S showed, in exactly nbformat's form: anything else that comes from there is left out."""

from __future__ import annotations

_FORMS = ("text/plain", "image/png", "image/jpeg")


def sound(outputs: object) -> list[dict]:
    """The outputs that have the form of one."""
    return [kept for output in (outputs if type(outputs) is list else [])[:200] if (kept := _sound(output))]


def _sound(output: object) -> dict | None:
    kind = output.get("output_type") if type(output) is dict else None
    if kind == "stream" and output.get("name") in ("stdout", "stderr") and type(output.get("text")) is str:
        return {"output_type": kind, "name": output["name"], "text": output["text"]}
    if kind == "error":
        lines = output.get("traceback")
        texts = [str(output.get("ename")), str(output.get("evalue"))]
        kept = [line for line in lines if type(line) is str] if type(lines) is list else []
        return {"output_type": kind, "ename": texts[0], "evalue": texts[1], "traceback": kept[:100]}
    if kind in ("display_data", "execute_result") and type(output.get("data")) is dict:
        data = {form: output["data"][form] for form in _FORMS if type(output["data"].get(form)) is str}
        more = {"execution_count": None} if kind == "execute_result" else {}
        return {"output_type": kind, "data": data, "metadata": {}, **more}
    return None
