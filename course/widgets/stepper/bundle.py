"""The one string that a page needs to play a trace: code, style and data, deflated, in base 85, and a loader.

The loader inflates it, runs the code as an inline script (whoever allowed the loader allows that; blob and data
addresses may be forbidden) and mounts a stepper in every waiting place with its key, so a second view of the same
cell works too.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib

from .assets import script, style
from .minify import javascript

LOADER = """
const [key, length, packed] = ["%s", %d, "%s"];
const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%%&()*+-;<=>?@^_`{|}~";
const bytes = new Uint8Array(length + 3);
for (let i = 0, at = 0; at < length; at += 4) {
let value = 0;
for (let k = 0; k < 5; k++) value = value * 85 + digits.indexOf(packed[i++]);
bytes.set([value >>> 24, value >>> 16, value >>> 8, value], at);
}
const stream = new Blob([bytes.slice(0, length)]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
const { script, style, data } = await new Response(stream).json();
const element = document.createElement("script");
element.textContent = `window[${JSON.stringify(key)}] = (() => {${script}; return mount; })()`;
document.head.append(element);
for (const place of document.querySelectorAll(`[data-stepper="${key}"]:not([data-mounted])`)) {
place.dataset.mounted = "";
for (const still of place.children) still.hidden = true;
const root = place.appendChild(document.createElement("div"));
place.prepend(Object.assign(document.createElement("style"), { textContent: style }));
root.stepper = window[key](root, structuredClone(data), data.options);
}
element.remove();
"""


def fragment(data: dict, still: str) -> str:
    """HTML that plays ``data`` ({"trace", "layout", "options"}) where scripts run; elsewhere it shows ``still``."""
    packed = _deflate({"script": script(), "style": style(), "data": data})
    key = "s" + hashlib.sha256(packed).hexdigest()[:12]
    loader = javascript(LOADER) % (key, len(packed), base64.b85encode(packed, pad=True).decode())
    return f'<div data-stepper="{key}"><div>{still}</div></div><script type="module">{loader}</script>'


def _deflate(content: dict) -> bytes:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    return squeeze.compress(text.encode("utf-8")) + squeeze.flush()
