"""Does a submission get its answers elsewhere? At home the key can be read; what is handed in should not lean on it."""

from __future__ import annotations

import re
from collections.abc import Iterable

# Without one of these words no line is looked at.
_WORDS = re.compile(r"course|lessons|marshal|CodeType|decode|zlib|codecs|exec|fromhex|torch|sympy|np\.|numpy\.")
# Code that does not stand where it is read.
_DISGUISED = re.compile(
    r"\bmarshal\b|\bCodeType\b|\b[ab]\d\d_?decode\b|\bb64decode\b|\bzlib\b|\bcodecs\.|\bexec\s*\(|\bbytes\.fromhex\b"
)
# Code that changes what it is judged with.
_MEDDLES = re.compile(r"\bcourse\.lessons\.\w+\.drives\b|\bimport\b.*\bdrives\b|\b(?:np|numpy)(?:\.\w+)+\s*=(?!=)")
# In an answer: what differentiates for you.
_BORROWS = re.compile(r"^\s*(?:import|from)\s+(?:torch|sympy|jax|tensorflow|autograd)\b")
_KEY = re.compile(
    r"course[./\\]lessons[./\\]\w+[./\\]key\b"  # course.lessons.slug.key, and its path
    r"|\bfrom\s+course\.lessons\.\w+\s+import\b.*\bkey\b"
    r"|\blessons\s+import\s+(?:\w+\s*,\s*)*declare\b|\bcourse\.lessons\.declare\b"
    r"|\bcourse\.checks\.(?!oracle\b|(?:check|ready)\s*\()\w+"
    r"|\bcourse\.checks\s+import\s+(?!(?:\(?\s*(?:check|ready)\b(?:\s+as\s+\w+)?[\s,)]*)+$)"
    r"|\bgetsource(?:lines|file)?\s*\(.*\bcourse\b"
    r"|[\"'](?:key|reference)[\"'].*\bcourse\b|\bcourse\b.*[\"']\.?(?:key|reference)[\"'.]"
)


_FOUND = {
    _KEY: "looks the answers up",
    _DISGUISED: "runs code that does not stand in it",
    _MEDDLES: "changes what it is judged with",
    _BORROWS: "has a package differentiate",
}


def key_use(texts: Iterable[tuple[str, str, str]]) -> list[str]:
    """A note for each cell in which a line is not what an answer is made of, with the first such line.

    Parameters
    ----------
    texts : iterable of (str, str, str)
        Name of a cell, what the student handed in, what was released (nothing, if the cell is the student's own): a
        line that was released says nothing.
    """
    notes = []
    for name, text, released in texts:
        if not _WORDS.search(text):
            continue
        given = {line.strip() for line in released.splitlines()}
        for number, line in enumerate(text.splitlines(), 1):
            found = None if line.strip() in given else _found(line.partition(" #")[0][:2000], released)
            if found:
                notes.append(f"{name}, line {number}, {found}: {line.strip()[:200]}")
                break
    return notes


def _found(line: str, released: str) -> str | None:
    for words, what in _FOUND.items():
        if words.search(line) and (words is not _BORROWS or released):
            return what
    return None
