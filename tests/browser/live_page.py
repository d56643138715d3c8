"""A blank page with a live figure: the real script, real answers, and a wire between them that a test holds."""

from __future__ import annotations

import base64

from playwright.sync_api import Locator, Page

from course.widgets.live.assets import script, style
from course.widgets.live.controls import spec
from course.widgets.live.show import Live

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>live</title><style>{style}</style>
<body data-jp-theme-light="true"><div class="jp-OutputArea-child">{still}</div><div id="here"></div></body></html>"""
START = """async ([code, values]) => {
    const { default: widget } = await import(URL.createObjectURL(new Blob([code], {type: "text/javascript"})));
    const numbers = text => new DataView(Uint8Array.from(atob(text), c => c.charCodeAt(0)).buffer);
    const read = frame => frame.numbers === undefined ? frame : {...frame, numbers: numbers(frame.numbers)};
    values.frame = read(values.frame);
    let heard = [];
    window.wire = { sent: [], escaped: [], held: false };
    document.addEventListener("keydown", e => wire.escaped.push(e.key));
    const model = {
        get: name => values[name],
        on: (event, f) => heard.push(f),
        off: (event, f) => { heard = heard.filter(g => g !== f); },
        send(content) {
            wire.sent.push(content);
            if (wire.dead) throw new Error("no comm");
            if (!wire.held) wire.answer(content);
        },
    };
    wire.frame = frame => { values.frame = read(frame); heard.forEach(f => f()); };
    wire.answer = async content => wire.frame(await window.python(content));
    wire.model = model;
    const end = widget.render({ model, el: document.getElementById("here") });
    wire.end = end;
}"""


class Shown:
    """One live figure in a page, with its kernel in this process."""

    def __init__(self, page: Page, figure: Live) -> None:
        self.page, self.live = page, figure
        self.root: Locator = page.locator(".bp-live")
        self.asked: list[dict] = []
        page.expose_function("python", self._answer)
        page.set_content(PAGE.format(style=style(), still=figure.to_html()))
        about = {"title": figure.title, "key": figure.key, "drags": figure.figure.drags()}
        about["controls"] = [spec(control) for control in figure.figure.controls]
        page.evaluate(START, [script(), {"spec": about, "frame": encoded(figure.figure.frame(figure.figure.start()))}])
        self.root.wait_for()

    def _answer(self, content: dict) -> dict:
        self.asked.append(self.live.figure.values(content["values"]))
        return encoded(self.live.figure.frame(content["values"]) | {"ask": content["ask"]})

    @property
    def text(self) -> Locator:
        """The scene in words."""
        return self.root.locator(".text")

    @property
    def handle(self) -> Locator:
        """The draggable points."""
        return self.root.locator(".handles g")

    def slider(self, name: str) -> Locator:
        """A slider by its label."""
        return self.root.get_by_role("slider", name=name, exact=True)

    def settled(self) -> None:
        """Wait until the page was painted twice."""
        self.page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def encoded(frame: dict) -> dict:
    """A frame with its bytes as text, to pass through JSON."""
    return frame | {"numbers": base64.b64encode(frame["numbers"]).decode()} if "numbers" in frame else frame
