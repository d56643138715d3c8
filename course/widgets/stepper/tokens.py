"""JavaScript cut into tokens, as far as making it shorter needs: words, literals, spaces, comments and signs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

TOKEN = re.compile(
    r"""(?P<comment>//[^\n]*)
      | (?P<literal>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'
        | (?:(?<=[(=,:]\ )|(?<=[(!]))/(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\\n])+/[a-z]*)
      | (?P<template>`)
      | (?P<space>\s+)
      | (?P<word>[\w$]+)
      | (?P<sign>.)""",
    re.VERBOSE,
)


class Token(NamedTuple):
    """A piece of code; ``kind`` is comment, literal, space, word or sign. A template's text is a literal."""

    kind: str
    text: str


def tokens(code: str) -> Iterator[Token]:
    """The tokens of ``code``, which joined give it again."""
    at = 0
    while at < len(code):
        at = yield from _token(code, at)


def _token(code: str, at: int) -> Iterator[Token]:
    found = TOKEN.match(code, at)
    if found["template"]:
        return (yield from _template(code, at + 1))
    yield Token(found.lastgroup, found[0])
    return found.end()


def _template(code: str, at: int) -> Iterator[Token]:
    """From behind the backtick that opens a template; its holes are cut like any other code."""
    start = at - 1
    while code[at] != "`":
        if code.startswith("${", at):
            yield Token("literal", code[start:at])
            at = yield from _hole(code, at + 2)
            start = at
        else:
            at += 2 if code[at] == "\\" else 1
    yield Token("literal", code[start : at + 1])
    return at + 1


def _hole(code: str, at: int) -> Iterator[Token]:
    yield Token("sign", "${")
    depth = 1
    while depth:
        depth += {"{": 1, "}": -1}.get(code[at], 0)
        at = yield from _token(code, at)
    return at
