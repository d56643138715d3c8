"""Shorter names in a program of ours: a name that is only ever a variable gets a shorter one.

A name of the top level, which other modules see, gets the same new name everywhere. Any other gets one for its module,
whatever the scope: one new name for one old name leaves every scope as it was, so nothing has to be parsed. A name that
also stands where it may be a property (after a dot, before a colon, between the braces of a record) stays, and so does
one that nothing here declares: it belongs to the browser.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import product
from string import ascii_letters

from .tokens import Token, tokens

RESERVED = {"as", "do", "if", "in", "is", "of"}
PAIRS = {")": "(", "]": "[", "}": "{"}
TOP_LEVEL = re.compile(r"^(?:const|let|function) (\w+)", re.MULTILINE)


def shorten(modules: list[str], keep: Iterable[str] = (), own: Iterable[str] = ()) -> str:
    """The modules as one program with short names.

    Parameters
    ----------
    modules : list of str
        Their code without imports and exports; what starts a line there is of the top level.
    keep : names that are called from outside.
    own : names of properties that only this program has.
    """
    cut = [list(tokens(code)) for code in modules]
    solid = [[token for token in found if token.kind not in ("space", "comment")] for found in cut]
    properties = {name for found in solid for name in _properties(found)} | set(keep)
    shared = {name for code in modules for name in TOP_LEVEL.findall(code)}
    words = Counter(token.text for found in solid for token in found if token.kind == "word")
    everywhere = _new_names((shared - properties) | set(own), words, set(words))
    return "\n".join(
        _renamed(*each, properties | shared | set(own), everywhere) for each in zip(cut, solid, strict=True)
    )


def _renamed(cut: list[Token], solid: list[Token], fixed: set[str], everywhere: dict[str, str]) -> str:
    words = Counter(token.text for token in solid if token.kind == "word")
    taken = set(words) | {everywhere[word] for word in words if word in everywhere}
    new = everywhere | _new_names(set(_declared(solid)) - fixed, words, taken)
    return "".join(new.get(token.text, token.text) if token.kind == "word" else token.text for token in cut)


def _new_names(names: set[str], words: Counter, taken: set[str]) -> dict[str, str]:
    """The shortest for the most frequent."""
    long = [word for word, _ in words.most_common() if word in names and len(word) > 1]
    return dict(zip(long, (name for name in _names() if name not in taken), strict=False))


def _declared(solid: list[Token]) -> Iterator[str]:
    """Names after ``const``, ``let`` and ``function``, and parameters."""
    for k, token in enumerate(solid[:-1]):
        behind = solid[k + 1]
        if token.text in ("const", "let", "function"):
            yield behind.text
            if behind.text == "[":
                yield from _bound(solid, k + 1, 1)
            elif token.text == "function":
                yield from _bound(solid, k + 2, 1)
        elif behind.text == "=" and solid[k + 2].text == ">":
            yield token.text
            if token.text == ")":
                yield from _bound(solid, k, -1)


def _bound(solid: list[Token], at: int, way: int) -> Iterator[str]:
    """The words that a list of parameters or of parts names, from the bracket at ``at`` to the one that matches."""
    depth = 0
    while True:
        text = solid[at].text
        depth += (text in PAIRS.values()) - (text in PAIRS)
        if solid[at].kind == "word" and solid[at - 1].text in ("(", "[", ",", "."):
            yield text
        if not depth:
            return
        at += way


def _properties(solid: list[Token]) -> Iterator[str]:
    """Names that are a property, or may be one."""
    around: list[str] = []
    for k, token in enumerate(solid[:-1]):
        before, behind = solid[k - 1].text if k else "", solid[k + 1].text
        if token.kind == "sign" and token.text in ("(", "[", "{", "${"):
            around.append(token.text)
        elif token.kind == "sign" and token.text in PAIRS:
            around.pop()
        spread = before == "." and solid[k - 2].text == "."
        listed = around[-1:] == ["{"] and before in ("{", ",", "get") and behind in (",", "}", "=", "(")
        if (before == "." and not spread) or (before in ("{", ",") and behind == ":") or listed:
            yield token.text


def _names() -> Iterator[str]:
    for length in (1, 2):
        yield from (name for name in map("".join, product(ascii_letters, repeat=length)) if name not in RESERVED)
