"""JavaScript and CSS made shorter without being parsed: comments go, and spaces that separate nothing.

Good for the modules beside this file, which end each statement with a semicolon; not a general tool.
"""

from __future__ import annotations

import re
from itertools import pairwise

from .tokens import Token, tokens

WORD = re.compile(r"[\w$]")


def javascript(code: str) -> str:
    """The same program in fewer characters."""
    kept: list[Token] = []
    for token in tokens(code):
        gap = token.kind in ("space", "comment")
        if not gap:
            kept.append(token)
        elif kept and kept[-1].kind != "space":
            kept.append(Token("space", " "))
    return re.sub(r"(?<![\w$)])\(([\w$]+)\)=>", r"\1=>", "".join(_tight([*kept, Token("sign", "")])))


def _tight(kept: list[Token]) -> list[str]:
    out: list[str] = []
    for token, behind in pairwise(kept):
        if token.kind == "space" and not (out and _must_part(out[-1][-1:], behind.text[:1])):
            continue
        if token.text in ("}", "]", ")") and out and out[-1] in ((";", ",") if token.text == "}" else (",",)):
            out.pop()
        out.append("let" if token == Token("word", "const") else token.text)
    return _joined(out)


def _joined(pieces: list[str]) -> list[str]:
    """``let a=1;let b=2;`` as ``let a=1,b=2;``."""
    out: list[str] = []
    started = [False]  # for each open bracket, whether the statement we are in began with let
    for k, piece in enumerate(pieces):
        if piece in ("(", "[", "{", "${"):
            started.append(False)
        elif piece in (")", "]", "}"):
            started.pop()
        if piece == "let" and started[-1] and out[-1] == ";":
            out[-1] = ","
            continue
        if out[-1:] == [","] and piece == " " and pieces[k - 1] == "let":
            continue
        started[-1] = piece == "let" or (started[-1] and (piece != ";" or pieces[k + 1 : k + 2] == ["let"]))
        out.append(piece)
    return out


def _must_part(left: str, right: str) -> bool:
    return bool(WORD.match(left) and WORD.match(right)) or (left == right and left in ("+", "-"))


def css(code: str) -> str:
    """The same rules in fewer characters."""
    code = re.sub(r"/\*.*?\*/", "", code, flags=re.DOTALL)
    code = re.sub(r" ?([{};,>]) ?", r"\1", re.sub(r"\s+", " ", code))
    code = re.sub(r"(?<=[ ,(:])0\.", ".", code.replace(": ", ":"))
    return code.replace(";}", "}").strip()
