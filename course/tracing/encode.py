"""A Trace as JSON (version 1), and back. Equal arrays are stored once; a large one as a corner that says so."""

from __future__ import annotations

import json
import math
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from .trace import Trace

LARGEST = 400
_ARRAYS = {"value", "gradient", "upstream", "local", "product", "before", "total"}


def corner(array: np.ndarray) -> np.ndarray:
    """The first entries along each axis, at most ``LARGEST`` in all: of a matrix 20 × 20."""
    if array.size <= LARGEST:
        return array
    left, shown = LARGEST, []
    for axis, n in enumerate(sorted(array.shape)):
        shown.append(min(n, int(left ** (1 / (array.ndim - axis)) + 1e-9)))
        left //= max(shown[-1], 1)
    sizes = dict(zip(np.argsort(array.shape, kind="stable"), shown, strict=True))
    return array[tuple(slice(sizes[axis]) for axis in range(array.ndim))]


def _number(value: float) -> float | int | str:
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return (
        int(value)
        if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 and str(value) != "-0.0"
        else value
    )


class _Store:
    """Arrays by content."""

    def __init__(self) -> None:
        self.arrays: list[dict] = []
        self._index: dict[tuple, int] = {}

    def put(self, array: Any) -> int:
        array = np.asarray(array)
        shown = np.ascontiguousarray(corner(array)).reshape(corner(array).shape)
        key = (array.shape, shown.astype(float).tobytes())
        if key not in self._index:
            self._index[key] = len(self.arrays)
            entry = {"shape": list(shown.shape), "data": [_number(v) for v in shown.ravel().tolist()]}
            if shown.shape != array.shape:
                entry["cut"] = list(array.shape)
            self.arrays.append(entry)
        return self._index[key]


def _plain(record: Any, store: _Store, keep_null: bool) -> dict:
    """A record as a dict: arrays as indexes, tuples as lists."""
    found = {}
    for item in fields(record):
        value = getattr(record, item.name)
        if value is not None or keep_null:
            in_store = item.name in _ARRAYS and value is not None
            found[item.name] = store.put(value) if in_store else list(value) if isinstance(value, tuple) else value
    return found


def to_json(trace: Trace, version: int) -> str:
    """The trace as a JSON text."""
    store = _Store()
    nodes = [_plain(node, store, True) for node in trace.nodes]
    steps = [_plain(step, store, False) for step in trace.steps]
    checks = [_plain(check, store, True) for check in trace.checks]
    whole = {
        "version": version, "title": trace.title, "code": trace.code, "arrays": store.arrays, "nodes": nodes,
        "steps": steps, "checks": checks, "note": trace.note, "error": trace.error,
    }  # fmt: skip
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def from_json(text: str | dict, version: int, kinds: tuple[type, type, type, type]) -> Trace:
    """The trace that :func:`to_json` wrote. Cut arrays come back as their corner.

    Raises
    ------
    ValueError : for another version.
    """
    whole = json.loads(text) if isinstance(text, str) else text
    if whole.get("version") != version:
        raise ValueError(f"This trace has version {whole.get('version')!r}, expected {version}: record it again.")
    trace, node, step, check = kinds
    arrays = [
        np.array([float(v) if isinstance(v, str) else v for v in a["data"]]).reshape(a["shape"])
        for a in whole["arrays"]
    ]
    arrays = [a.astype(float) if a.dtype.kind in "iu" else a for a in arrays]

    def records(kind: type, items: list[dict]) -> tuple:
        names = [item.name for item in fields(kind)]
        return tuple(kind(**{name: _back(name, item.get(name), arrays) for name in names}) for item in items)

    return trace(whole["title"], whole["code"], records(node, whole["nodes"]), records(step, whole["steps"]),
                 records(check, whole["checks"]), whole["note"], whole["error"])  # fmt: skip


def _back(key: str, value: Any, arrays: list[np.ndarray]) -> Any:
    if key in _ARRAYS:
        return None if value is None else arrays[value]
    return tuple(value) if isinstance(value, list) else value
