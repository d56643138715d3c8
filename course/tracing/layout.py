"""Where each node stands: the longest path to the loss is a straight line, everything else hangs on it.

``layout(trace)`` gives plain data in px. A node stands as late as it can, in the column before its first reader; a leaf
that is read in three places or more has a copy (a ghost) beside each further reader; leaves stand above the spine. An
edge over several columns has a place of its own in each, so no edge runs over a node.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .columns import HEIGHT, WIDTH, Item, into_columns, items_of, with_bends
from .order import sort_columns

if TYPE_CHECKING:
    from .trace import Trace

GAP_X, GAP_Y, MARGIN = 44, 18, 12


def layout(trace: Trace) -> dict[str, Any]:
    """Place the nodes of ``trace`` that are not inside another.

    Returns
    -------
    dict with "width", "height", "nodes" [{"id", "x", "y", "w", "h", "ghost_of"}] (x, y the top left corner; a ghost's
    id is "id@reader", its ``ghost_of`` the id of the node it repeats) and "edges" [{"from", "to", "slot", "points"}],
    which lead from a parent (or its ghost beside the reader; "from" is the parent's own id) to its reader.
    """
    nodes = [node for node in trace.nodes if node.group is None]
    if not nodes:
        return {"width": 2 * MARGIN, "height": 2 * MARGIN, "nodes": [], "edges": []}
    items, edges = items_of(nodes)
    spine = into_columns(items)
    columns, chains = with_bends(items, edges)
    sort_columns(columns, spine)
    _heights(columns, spine, chains)
    return _plain(columns, edges, chains)


def _heights(columns: list[list[Item]], spine: list[Item], chains: dict) -> None:
    """Stack each column around y = 0, as near to it as order allows, and pull long edges straight."""
    straight = [stops[1:-1] for stops in chains.values() if len(stops) > 3]
    on_spine = set(spine)
    for _ in range(12):
        for column in columns:
            _stack(column, on_spine)
        if not _pull_straight(straight):
            break
    for column in columns:
        _stack(column, on_spine)


def _stack(column: list[Item], spine: set[Item]) -> None:
    middle = next((n for n, item in enumerate(column) if item in spine), None)
    if middle is None:
        middle = sum(item.side < 0 for item in column)
        below, above = column[middle:], column[:middle]
        floor = ceiling = 0.0
    else:
        below, above = column[middle + 1 :], column[:middle]
        floor, ceiling = HEIGHT / 2, -HEIGHT / 2
    for item in below:
        item.y = max(item.y, floor + GAP_Y + item.height / 2)
        floor = item.y + item.height / 2
    for item in reversed(above):
        item.y = min(item.y, ceiling - GAP_Y - item.height / 2)
        ceiling = item.y - item.height / 2


def _pull_straight(chains: list[list[Item]]) -> bool:
    """Put all bends of an edge at the height of the outermost. True if anything moved."""
    moved = False
    for bends in chains:
        far = max((bend.y for bend in bends), key=abs)
        if all((bend.y < 0) == (far < 0) for bend in bends):
            moved |= any(bend.y != far for bend in bends)
            for bend in bends:
                bend.y = far
    return moved


def _plain(columns: list[list[Item]], edges: list, chains: dict) -> dict[str, Any]:
    every = [item for column in columns for item in column]
    top = min(item.y - item.height / 2 for item in every) - MARGIN
    bottom = max(item.y + item.height / 2 for item in every) + MARGIN
    lefts, x = [], float(MARGIN)
    for column in columns:
        lefts.append(x)
        x += max([item.width for item in column] + [WIDTH]) + GAP_X
    widths = [right - left - GAP_X for left, right in zip(lefts, [*lefts[1:], x], strict=True)]
    nodes = [_box(item, lefts, widths, top) for item in every if item.node]
    lines = [
        {
            "from": source.node.id,
            "to": target.node.id,
            "slot": slot,
            "points": _points(chains[source, target], lefts, widths, top),
        }
        for source, target, slot in edges
    ]
    return {"width": round(x - GAP_X + MARGIN), "height": round(bottom - top), "nodes": nodes, "edges": lines}


def _box(item: Item, lefts: list[float], widths: list[float], top: float) -> dict[str, Any]:
    """A node's box, as wide as its column: then every edge leaves and arrives at the column's rim."""
    ghost_of = item.node.id if item.ghost else None
    x, w = lefts[item.column], widths[item.column]
    return {"id": item.key, "x": x, "y": item.y - HEIGHT / 2 - top, "w": w, "h": HEIGHT, "ghost_of": ghost_of}


def _points(stops: list[Item], lefts: list[float], widths: list[float], top: float) -> list[list[float]]:
    """Out of the right side of the first box, level through every column in between, into the left side of the last."""
    first, *bends, last = stops
    points = [[lefts[first.column] + widths[first.column], first.y - top]]
    for bend in bends:
        left = lefts[bend.column]
        points += [[left, bend.y - top], [left + widths[bend.column], bend.y - top]]
    return [*points, [lefts[last.column], last.y - top]]
