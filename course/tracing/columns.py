"""What has a place in the layout, and in which column: nodes, ghosts of shared leaves, bends of long edges."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .trace import Node

WIDTH, HEIGHT, LETTER, WIDEST, LANE = 96, 52, 7.2, 176, 14
GHOSTS_FROM = 3


@dataclass(eq=False)
class Item:
    """Something with a place: a node, a ghost of one, or a bend of a long edge (``node`` is None)."""

    key: Any
    node: Node | None
    column: int = 0
    ghost: bool = False
    before: list[Item] = field(default_factory=list)
    after: list[Item] = field(default_factory=list)
    side: int = 0
    y: float = 0.0
    edge: Any = None

    @property
    def height(self) -> float:
        """A box, or a lane for an edge."""
        return HEIGHT if self.node else LANE

    @property
    def width(self) -> float:
        """Room for the name; a bend needs none."""
        return box_width(self.node.name) if self.node else 0.0


def box_width(name: str) -> int:
    """Wide enough for the name at 12 px, at least ``WIDTH``."""
    return int(min(max(WIDTH, LETTER * len(name) + 20), WIDEST))


def items_of(nodes: list[Node]) -> tuple[list[Item], list[tuple[Item, Item, int]]]:
    """One item for each node and each ghost, and the edges (from, to, slot) between them."""
    items = {node.id: Item(node.id, node) for node in nodes}
    readers = defaultdict(list)
    for node in nodes:
        for slot, parent in enumerate(node.parents):
            readers[parent].append((node.id, slot))
    edges = []
    for parent, places in readers.items():
        leaf = not items[parent].node.parents and len({reader for reader, _ in places}) >= GHOSTS_FROM
        copies = {places[0][0]: items[parent]}
        for reader, slot in places:
            source = items[parent]
            if leaf and reader not in copies:
                key = f"{parent}@{reader}"
                copies[reader] = items[key] = Item(key, source.node, ghost=True)
            edges.append((copies[reader] if leaf else source, items[reader], slot))
    for source, target, _ in edges:
        source.after.append(target)
        target.before.append(source)
    return list(items.values()), sorted(edges, key=lambda e: (e[1].key, e[2]))


def into_columns(items: list[Item]) -> list[Item]:
    """Put each item in the column before its first reader; return the spine, one item a column from its start on."""
    order = sorted(items, key=lambda item: item.node.id)
    distance: dict[Item, int] = {}
    for item in reversed(order):
        distance[item] = 1 + max((distance[reader] for reader in item.after), default=-1)
    last = max(distance.values())
    for item in items:
        item.column = last - distance[item] if item.before or item.after else 0
    depth = _depths(order)
    path = [max((item for item in items if not item.after), key=lambda item: (depth[item], item.node.id))]
    while path[-1].before:
        nearest = [item for item in path[-1].before if item.column == path[-1].column - 1]
        if not nearest:
            break
        path.append(max(nearest, key=depth.__getitem__))
    return path[::-1]


def _depths(order: list[Item]) -> dict[Item, int]:
    """The number of edges on the longest path that ends in each item; ``order`` has parents before their readers."""
    depth: dict[Item, int] = {}
    for item in order:
        depth[item] = 1 + max((depth[source] for source in item.before), default=-1)
    return depth


def with_bends(items: list[Item], edges: list) -> tuple[list[list[Item]], dict[tuple, list[Item]]]:
    """The items by column, with a bend for each column a long edge crosses. ``chains`` has the stops of each edge.

    Edges from the same item to the same reader share their bends.
    """
    columns: list[list[Item]] = [[] for _ in range(1 + max(item.column for item in items))]
    for item in sorted(items, key=lambda i: (i.node.id, str(i.key))):
        columns[item.column].append(item)
        item.before, item.after = [], []
    chains: dict[tuple, list[Item]] = {}
    for source, target, _ in edges:
        if (source, target) in chains:
            continue
        bends = [
            Item((source.key, target.key, column), None, column) for column in range(source.column + 1, target.column)
        ]
        stops = [source, *bends, target]
        for bend in bends:
            columns[bend.column].append(bend)
        for left, right in pairwise(stops):
            left.after.append(right)
            right.before.append(left)
        chains[source, target] = stops
    return columns, chains
