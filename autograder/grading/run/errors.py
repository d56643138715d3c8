"""The student's error, raised again in the tests' process: same kind, same words, and the line it came through."""

from __future__ import annotations

import builtins
import linecache

from course.checks.call import TooLongError

_TEXT = {"type": 100, "ancestor": 100, "message": 2000, "name": 100, "text": 300}


def too_long(seconds: float) -> TooLongError:
    """What `check` knows how to report."""
    return TooLongError(f"no answer after {seconds:g} s")


def rebuilt(described: object) -> Exception:
    """An exception of the builtin class that the student's descends from, under its own name."""
    said = described if type(described) is dict else {}
    texts = {key: said[key][:longest] if type(said.get(key)) is str else "" for key, longest in _TEXT.items()}
    ancestor = getattr(builtins, texts["ancestor"], None)
    if not (isinstance(ancestor, type) and issubclass(ancestor, Exception)):
        ancestor = Exception  # SystemExit and KeyboardInterrupt of theirs must not stop us
    message = texts["message"]
    fields = {"__str__": lambda _: message, "__module__": "builtins", "__init__": lambda *_: None}
    name = texts["type"] if texts["type"].isidentifier() else ancestor.__name__
    made = type(name, (ancestor,), fields)
    error = made.__new__(made)
    if issubclass(ancestor, NameError):
        error.name = texts["name"]
    return error


class Place:
    """What `check` asks of a function's code to find the failing line in a traceback."""

    co_firstlineno = 1

    def __init__(self, name: str) -> None:
        self.co_name, self.co_filename = name, f"<your {name}>"

    def throw(self, error: Exception, line: object, text: object) -> None:
        """Raise ``error`` as if by line ``line`` of the student's function, which reads ``text``."""
        if type(line) is not int or not 1 <= line <= 10_000 or type(text) is not str:
            raise error
        lines = ["\n"] * (line - 1) + [text[:300] + "\n"]
        linecache.cache[self.co_filename] = (1, None, lines, self.co_filename)
        code = compile("\n" * (line - 1) + "raise error", self.co_filename, "exec")
        exec(code.replace(co_name=self.co_name), {"error": error})  # noqa: S102  our own two words
