"""The order of the items in each column: few crossings, the spine in the middle, leaves above it."""

from __future__ import annotations

from bisect import bisect_right, insort
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .columns import Item

SWEEPS = 12


def sort_columns(columns: list[list[Item]], spine: list[Item]) -> None:
    """Order every column in place: seed from the loss backward, then sweeps and single moves; the best order wins."""
    _seed(columns, spine)
    fixed = set(spine)
    best, order = crossings(columns), [list(column) for column in columns]
    for sweep in range(SWEEPS):
        if best == 0:
            break
        _sweep(columns, fixed, leftward=sweep % 2 == 0)
        _shift(columns)
        if (now := crossings(columns)) < best:
            best, order = now, [list(column) for column in columns]
    for column, items in zip(columns, order, strict=True):
        column[:] = items
    for column in columns:
        middle = next((n for n, item in enumerate(column) if item in fixed), None)
        for n, item in enumerate(column):
            item.side = item.side if middle is None else (n > middle) - (n < middle)


def crossings(columns: list[list[Item]]) -> int:
    """How many pairs of edges cross, between all neighbouring columns."""
    return sum(_between(left, right) for left, right in pairwise(columns))


def _between(left: list[Item], right: list[Item]) -> int:
    place = {item: n for n, item in enumerate(right)}
    seen: list[int] = []
    count = 0
    for item in left:
        ends = sorted(place[after] for after in item.after if after in place)
        count += sum(len(seen) - bisect_right(seen, end) for end in ends)
        for end in ends:
            insort(seen, end)
    return count


def _seed(columns: list[list[Item]], spine: list[Item]) -> None:
    """From the loss backward: what feeds the same reader stands together, leaves above the spine."""
    on_spine = {item.column: item for item in spine}
    for item in spine:
        item.side = 0
    for index in range(len(columns) - 1, -1, -1):
        column, middle = columns[index], on_spine.get(index)
        after = columns[index + 1] if index + 1 < len(columns) else []
        place = {item: n for n, item in enumerate(after)}
        for item in column:
            if item is not middle:
                item.side = _side(item)
        column.sort(key=lambda item: (item.side, _mean([place[a] for a in item.after if a in place], 0.0)))


def _side(item: Item) -> int:
    """Above (-1) for leaves and what feeds something above; long edges go below, and so does the rest."""
    if item.node is not None and not item.before:
        return max((reader.side for reader in item.after), default=-1) or -1
    sides = [reader.side for reader in item.after]
    outer = [side for side in sides if side]
    return outer[0] if outer else 1


def _mean(values: list[float], default: float) -> float:
    return sum(values) / len(values) if values else default


def _sweep(columns: list[list[Item]], fixed: set[Item], leftward: bool) -> None:
    """Sort each column by the mean place of its neighbours; the spine keeps its rank among them."""
    indexes = range(len(columns) - 2, -1, -1) if leftward else range(1, len(columns))
    for index in indexes:
        column = columns[index]
        near = columns[index + 1] if leftward else columns[index - 1]
        place = {item: n for n, item in enumerate(near)}
        old = {item: n for n, item in enumerate(column)}
        means = {}
        for item in column:
            neighbours = item.after if leftward else item.before
            means[item] = _mean([float(place[n]) for n in neighbours if n in place], float(old[item]))
        column.sort(key=lambda item: (means[item], old[item]))


def _shift(columns: list[list[Item]]) -> None:
    """Move single items within their column wherever that removes crossings."""
    for index, column in enumerate(columns):
        near = [*columns[max(0, index - 1) : index], *columns[index + 1 : index + 2]]
        place = {item: n for neighbour in near for n, item in enumerate(neighbour)}
        ends = {item: ([place[i] for i in item.before], [place[i] for i in item.after]) for item in column}
        for item in list(column):
            _best_place(column, item, ends)


def _best_place(column: list[Item], item: Item, ends: dict[Item, tuple[list[int], list[int]]]) -> None:
    """Put ``item`` where it crosses least: passing another item changes the count by what the two edges' ends say."""
    start = column.index(item)
    column.pop(start)
    change, changes = 0, [0]
    for other in column:
        change += sum(
            (theirs > mine) - (theirs < mine)
            for side in (0, 1)
            for mine in ends[item][side]
            for theirs in ends[other][side]
        )
        changes.append(change)
    least = min(changes)
    column.insert(min((n for n, c in enumerate(changes) if c == least), key=lambda n: abs(n - start)), item)
