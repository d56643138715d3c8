"""What stands in the tests' process for a thing of the student's: it looks alike and asks process S at every touch."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Set

from .errors import Place
from .wire import NotPlainError

Use = Callable[..., object]


class RemoteObject:
    """An object of the student's: attributes, items, length and iteration are asked for, nothing else passes."""

    def __init__(self, use: Use, number: int, about: dict) -> None:
        self.__dict__.update(_use=use, _number=number, _about=about)

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._use(self, "get", [name])

    def __setattr__(self, name: str, value: object) -> None:
        self._use(self, "set", [name, value])

    def __getitem__(self, key: object) -> object:
        return self._use(self, "item", [key])

    def __setitem__(self, key: object, value: object) -> None:
        self._use(self, "set item", [key, value])

    def __len__(self) -> int:
        found = self._use(self, "length", [])
        return found if type(found) is int and found >= 0 else 0

    def __iter__(self) -> Iterator:
        found = self._use(self, "list", [])
        return iter(found if type(found) is list else [])

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return self._about["shown"]


class RemoteOperand:
    """Arithmetic between objects of a class that the student was to write.

    It gives objects of theirs only. Were a number allowed to come back, `f(x) - 5` could be whatever passes the test.
    """


def _operator(name: str, action: str) -> Callable:
    def operate(self: RemoteObject, *others: object) -> object:
        found = self._use(self, action, [name, *others])
        if not isinstance(found, RemoteObject):
            raise TypeError(f"{name} of two objects gave a {type(found).__name__} and no object")
        return found

    return operate


for _name in ("add", "sub", "mul", "truediv", "matmul", "pow"):
    setattr(RemoteOperand, f"__{_name}__", _operator(_name, "operate"))
    setattr(RemoteOperand, f"__r{_name}__", _operator(_name, "operate from the right"))
RemoteOperand.__neg__ = _operator("neg", "operate")


class RemoteFunction(RemoteObject):
    """Anything of the student's that can be called."""

    def __init__(self, use: Use, number: int, about: dict) -> None:
        super().__init__(use, number, about)
        self.__dict__.update(__name__=about["name"], __code__=Place(about["name"]))
        if about["signature"] is not None:
            self.__dict__["__signature__"] = about["signature"]

    def __call__(self, *arguments: object, **keywords: object) -> object:
        """What theirs gives, or its error."""
        return self._use(self, "call", list(arguments), keywords)


class _ClassKind(type):
    """A class of the student's: making an object of it asks S for one."""

    def __call__(cls, *arguments: object, **keywords: object) -> object:
        return cls._use(cls, "call", list(arguments), keywords)

    def __getattr__(cls, name: str) -> object:
        if name.startswith("_"):
            raise AttributeError(name)
        return cls._use(cls, "get", [name])

    def __instancecheck__(cls, value: object) -> bool:
        return isinstance(value, RemoteObject) and value._about["type"] == cls.__name__


def proxy(use: Use, content: object, name: str = "", operands: Set[str] = frozenset()) -> object:
    """The proxy for a handle as S describes it; ``name`` is what the notebook calls it."""
    number, kind, about = content
    if type(number) is not int or number < 0 or type(about) is not dict:
        raise NotPlainError("a broken handle")
    told = _told(about) | {"name": name or "function"}
    if kind == "class":
        body = {
            "_use": staticmethod(use),
            "_number": number,
            "__signature__": told["signature"],
            "__module__": "__main__",
        }
        return _ClassKind(name or told["shown"], (), {k: v for k, v in body.items() if v is not None})
    base = RemoteFunction if kind == "function" else RemoteObject
    bases = (base, RemoteOperand) if told["type"] in operands else (base,)
    return type(told["type"], bases, {"__module__": told["module"]})(use, number, told)


def _told(about: dict) -> dict:
    """What S says of a thing, cut to size: it serves messages only."""
    texts = {key: str(about.get(key, ""))[:200] for key in ("type", "module", "shown")}
    if not texts["type"].isidentifier():
        texts["type"] = "object"
    return texts | {"signature": _signature(about.get("parameters"))}


class _Shown:
    """A default value, of which only the looks are known."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return self.text


def _signature(parameters: object) -> inspect.Signature | None:
    try:
        made = [
            inspect.Parameter(
                name[:100],
                inspect._ParameterKind(kind),
                default=inspect.Parameter.empty if default is None else _Shown(default[:40]),
            )
            for name, kind, default in parameters[:100]
        ]
        return inspect.Signature(made)
    except (TypeError, ValueError, AttributeError):
        return None
