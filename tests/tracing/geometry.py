"""Judging a layout: do edges cross, does one run over a node, do nodes overlap."""

from __future__ import annotations


def _turn(a, b, c):
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _cross(p, q, r, s):
    return _turn(p, q, r) * _turn(p, q, s) < 0 and _turn(r, s, p) * _turn(r, s, q) < 0


def segments(edge):
    return list(zip(edge["points"], edge["points"][1:], strict=False))


def crossings(placed):
    """Pairs of edges with no common end that cross."""
    edges = placed["edges"]
    count = 0
    for n, one in enumerate(edges):
        for other in edges[:n]:
            if tuple(one["points"][0]) == tuple(other["points"][0]) or tuple(one["points"][-1]) == tuple(
                other["points"][-1]
            ):
                continue
            count += any(_cross(*a, *b) for a in segments(one) for b in segments(other))
    return count


def _enters(p, q, box):
    """Whether the segment runs through the inside of the box (Liang-Barsky, shrunk by half a px)."""
    x0, y0, x1, y1 = box["x"] + 0.5, box["y"] + 0.5, box["x"] + box["w"] - 0.5, box["y"] + box["h"] - 0.5
    dx, dy, low, high = q[0] - p[0], q[1] - p[1], 0.0, 1.0
    for step, room in ((-dx, p[0] - x0), (dx, x1 - p[0]), (-dy, p[1] - y0), (dy, y1 - p[1])):
        if step == 0 and room < 0:
            return False
        if step < 0:
            low = max(low, room / step)
        elif step > 0:
            high = min(high, room / step)
    return low < high


def over_nodes(placed):
    """Edges that run through a box."""
    return [
        (e["from"], e["to"], b["id"])
        for e in placed["edges"]
        for p, q in segments(e)
        for b in placed["nodes"]
        if _enters(p, q, b)
    ]


def overlaps(placed):
    boxes = placed["nodes"]
    return [
        (a["id"], b["id"])
        for n, a in enumerate(boxes)
        for b in boxes[:n]
        if a["x"] < b["x"] + b["w"]
        and b["x"] < a["x"] + a["w"]
        and a["y"] < b["y"] + b["h"]
        and b["y"] < a["y"] + a["h"]
    ]
