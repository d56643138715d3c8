"""The one string that a page needs to play a trace: code, style and data, deflated, as text, and a loader.

The text has 13 bits in two of 91 characters that stand for themselves in HTML, JavaScript and JSON. The loader turns it
back, runs the code as an inline script (whoever allowed the loader allows that; blob and data addresses may be
forbidden) and mounts a stepper in every waiting place with its key, so a second view of the same cell works too. What
the still frame says of each step is read from there, not sent again.
"""

from __future__ import annotations

import hashlib
import json
import zlib

import numpy as np

from .assets import script, style
from .minify import javascript
from .rename import shorten

FIRST, LEFT_OUT = ord("#"), ord("\\")
LARGE = 200_000  # characters, from which the last percent costs more time than it is worth
LOADER = """
const key = '%s';
const packed = "%s";
const page = document;
const bytes = [];
const digit = (k) => (k = packed.charCodeAt(k)) - (k > 92 ? 36 : 35);
let value = 0;
let bits = 0;
for (let k = 0; packed[k]; k += 2) {
value |= (digit(k) + 91 * digit(k + 1)) << bits;
for (bits += 13; bits > 7; bits -= 8, value >>= 8) bytes.push(value);
}
const stream = new Blob([new Uint8Array(bytes.slice(0, %d))]).stream();
const inflated = stream.pipeThrough(new DecompressionStream('deflate-raw'));
const [style, script, data] = (await new Response(inflated).text()).split('\\0');
const element = page.createElement('script');
element.textContent = `window.${key}=(()=>{${script};return show})()`;
page.head.append(element);
for (const place of page.querySelectorAll(`[data-stepper=${key}]:not([data-mounted])`)) {
const whole = JSON.parse(data);
place.querySelectorAll('li').forEach((said, k) => (whole.trace.steps[k].sentence = said.textContent));
place.dataset.mounted = '';
place.firstChild.hidden = true;
place.insertAdjacentHTML('afterbegin', `<style>${style}</style>`);
window[key](place.appendChild(page.createElement('div')), whole, whole.options);
}
element.remove();
"""


def fragment(data: dict, still: str, said: int = 0) -> str:
    """HTML that plays ``data`` where scripts run; elsewhere it shows ``still``.

    Parameters
    ----------
    data : dict
        {"trace", "layout", "options"}, see :func:`course.widgets.stepper.assets.parts` for what else it may hold.
    still : str
        The still frame.
    said : int
        How many steps' sentences stand in the still frame's list.
    """
    steps = [{k: v for k, v in step.items() if k != "sentence"} for step in data["trace"]["steps"][:said]]
    sent = data | {"trace": data["trace"] | {"steps": steps + data["trace"]["steps"][said:]}}
    text = json.dumps(sent, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    packed = _deflate("\0".join((style(data), script(data), text)))
    key = "s" + hashlib.sha256(packed).hexdigest()[:8]
    loader = javascript(shorten([LOADER])) % (key, as_text(packed), len(packed))
    return f"<div data-stepper={key}><div>{still}</div></div><script type=module>{loader}</script>"


def as_text(packed: bytes) -> str:
    """13 bits, lowest first, as two digits of base 91, lower first."""
    bits = np.unpackbits(np.frombuffer(packed, np.uint8), bitorder="little")
    bits = np.pad(bits, (0, -bits.size % 13)).reshape(-1, 13)
    high, low = np.divmod(bits @ (1 << np.arange(13)), 91)
    codes = np.stack([low, high], 1).ravel() + FIRST
    return (codes + (codes >= LEFT_OUT)).astype(np.uint8).tobytes().decode("ascii").replace("</", "<\\/")


def _deflate(text: str) -> bytes:
    level = 9 if len(text) < LARGE else 6
    squeeze = zlib.compressobj(level, zlib.DEFLATED, -15, 6)
    return squeeze.compress(text.encode("utf-8")) + squeeze.flush()
