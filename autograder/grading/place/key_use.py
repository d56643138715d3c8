"""Does a submission look the answers up? At home the key can be read; what is handed in should not lean on it."""

from __future__ import annotations

import re
from collections.abc import Iterable

# Without one of these words no line is looked at.
_WORDS = re.compile(r"course|lessons|marshal|CodeType|decode|zlib|codecs|exec|fromhex")
# Code that does not stand where it is read.
_DISGUISED = re.compile(
    r"\bmarshal\b|\bCodeType\b|\b[ab]\d\d_?decode\b|\bb64decode\b|\bzlib\b|\bcodecs\.|\bexec\s*\(|\bbytes\.fromhex\b"
)
_KEY = re.compile(
    r"course[./\\]lessons[./\\]\w+[./\\]key\b"  # course.lessons.slug.key, and its path
    r"|\bfrom\s+course\.lessons\.\w+\s+import\b.*\bkey\b"
    r"|\blessons\s+import\s+(?:\w+\s*,\s*)*declare\b|\bcourse\.lessons\.declare\b"
    r"|\bcourse\.checks\.(?!oracle\b|(?:check|ready)\s*\()\w+"
    r"|\bcourse\.checks\s+import\s+(?!(?:\(?\s*(?:check|ready)\b(?:\s+as\s+\w+)?[\s,)]*)+$)"
    r"|\bgetsource(?:lines|file)?\s*\(.*\bcourse\b"
    r"|[\"'](?:key|reference)[\"'].*\bcourse\b|\bcourse\b.*[\"']\.?(?:key|reference)[\"'.]"
)


def key_use(texts: Iterable[tuple[str, str, str]]) -> list[str]:
    """A note for each cell in which a line names the answer key, with that line.

    Parameters
    ----------
    texts : iterable of (str, str, str)
        Name of a cell, what the student handed in, what was released: a line that was released says nothing.
    """
    notes = []
    for name, text, released in texts:
        if not _WORDS.search(text):
            continue
        given = {line.strip() for line in released.splitlines()}
        for number, line in enumerate(text.splitlines(), 1):
            said = line.partition(" #")[0][:2000]
            found = "looks the answers up" if _KEY.search(said) else "runs code that does not stand in it"
            if line.strip() not in given and (_KEY.search(said) or _DISGUISED.search(said)):
                notes.append(f"{name}, line {number}, {found}: {line.strip()[:200]}")
                break
    return notes
