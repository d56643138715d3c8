"""A trace as the plain data that the JavaScript core reads: no more fields, digits and arrays than it paints."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from ...tracing.layout import layout
from .inside import Call, calls

if TYPE_CHECKING:
    from ...tracing.trace import Trace

DIGITS = 5  # significant, enough for what is painted and for the checks' own words
NODE_FIELDS = ("id", "name", "op", "kind", "value", "gradient", "parents")  # what the drawing reads
ARRAYS = ("value", "gradient", "upstream", "local", "product", "before", "total")


def plain(trace: Trace, *, opening: bool = True) -> dict:
    """What the core reads.

    Parameters
    ----------
    trace : Trace
    opening : bool
        Whether helper calls can be opened.

    Returns
    -------
    dict with "trace", the trace's JSON form without what is inside helper calls, "layout", and "groups", what is
    inside, by the id of the call's node.
    """
    inside = calls(trace) if opening else {}
    more = [step for call in inside.values() for step in (*call.forward, *call.backward)]
    whole = json.loads(replace(trace, steps=(*trace.steps, *more)).to_json())
    nodes = {node["id"]: _node(node) for node in whole["nodes"]}
    _lighten(whole)
    for check in whole["checks"]:
        del check["worst"]
    steps = iter(whole["steps"])
    shown = {
        "nodes": [nodes[node["id"]] for node in whole["nodes"] if node["group"] is None],
        "steps": list(islice(steps, len(trace.steps))),
    }
    groups = {owner: _group(call, nodes, steps) for owner, call in inside.items()}
    whole = {key: value for key, value in whole.items() if value is not None and key != "version"}
    return {"trace": whole | shown, "layout": _placed(layout(trace))} | ({"groups": groups} if groups else {})


def _node(node: dict) -> dict:
    """Its kind only where it is said: of what is given."""
    return {key: node[key] for key in NODE_FIELDS if key != "kind" or not node["parents"]}


def _group(call: Call, nodes: dict, steps: Iterator[dict]) -> dict:
    *inner, own = call.nodes
    return {
        "nodes": [nodes[node.id] for node in inner],
        "out": {"op": own.op, "parents": list(own.parents)},
        "forward": [_unsaid(step) for step in islice(steps, len(call.forward))],
        "backward": [_unsaid(step) for step in islice(steps, len(call.backward))],
        "layout": _placed(call.layout),
    }


def _unsaid(step: dict) -> dict:
    """Without its sentence, which the core makes of the formula."""
    return {key: value for key, value in step.items() if key != "sentence"}


def _lighten(whole: dict) -> None:
    """Round the arrays, and empty those that nothing names."""
    used = {item.get(field) for part in ("nodes", "steps", "checks") for item in whole[part] for field in ARRAYS}
    for index, array in enumerate(whole["arrays"]):
        array["data"] = [_rounded(x) for x in array["data"]] if index in used else []


def _rounded(x: float | str) -> float | str:
    return float(f"{x:.{DIGITS}g}") if isinstance(x, float) else x


def _placed(places: dict) -> dict:
    """A layout; its edges know their reader, and by the slot whom it reads."""
    edges = [{key: edge[key] for key in ("to", "slot", "points")} for edge in places["edges"]]
    nodes = [{key: value for key, value in node.items() if value is not None} for node in places["nodes"]]
    return _in_pixels(places | {"nodes": nodes, "edges": edges})


def _in_pixels(place: object) -> object:
    """Whole numbers as integers: ``108`` and not ``108.0``."""
    if isinstance(place, dict):
        return {key: _in_pixels(value) for key, value in place.items()}
    if isinstance(place, list | tuple):
        return [_in_pixels(value) for value in place]
    return int(place) if isinstance(place, float) and place.is_integer() else place
