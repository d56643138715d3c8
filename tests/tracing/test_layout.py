"""No crossings on the reference graphs, and on any graph no edge over a node and no two nodes in one place."""

import time

import numpy as np
import pytest

from course.tracing import Node, Trace, record
from course.tracing.layout import layout

from .geometry import crossings, over_nodes, overlaps
from .reference_graphs import GRAPHS


def random_trace(seed, largest=60):
    """A random graph of up to ``largest`` nodes whose last node every other one leads to."""
    rng = np.random.default_rng(seed)
    count = int(rng.integers(2, largest + 1))
    parents = [[] for _ in range(count)]
    for n in range(count - 1):
        for reader in rng.integers(n + 1, min(count, n + 1 + int(rng.integers(1, 12))), size=int(rng.integers(1, 4))):
            parents[reader].append(n)
    nodes = tuple(
        Node(n, f"v{n}" * int(rng.integers(1, 5)), "op", "op", (), np.array(0.0), parents=tuple(p))
        for n, p in enumerate(parents)
    )
    return Trace("random", "", nodes, ())


@pytest.mark.parametrize("name", GRAPHS)
def test_reference_graph_has_no_crossing(name):
    fn, *inputs = GRAPHS[name]
    placed = layout(record(fn, *inputs))
    assert crossings(placed) == 0
    assert over_nodes(placed) == overlaps(placed) == []


@pytest.mark.parametrize("seed", range(200))
def test_no_edge_over_a_node_on_random_graphs(seed):
    trace = random_trace(seed)
    placed = layout(trace)
    assert over_nodes(placed) == overlaps(placed) == []
    assert len(placed["edges"]) == sum(len(node.parents) for node in trace.nodes)
    assert all(
        b["x"] >= 0 and b["x"] + b["w"] <= placed["width"] and b["y"] >= 0 and b["y"] + b["h"] <= placed["height"]
        for b in placed["nodes"]
    )


def test_few_crossings_on_random_graphs():
    assert sum(crossings(layout(random_trace(seed, 25))) for seed in range(40)) <= 160


def test_spine_is_one_straight_line():
    fn, *inputs = GRAPHS["ex221"]
    trace = record(fn, *inputs)
    rows = {box["id"]: box["y"] for box in layout(trace)["nodes"]}
    names = {node.name: rows[node.id] for node in trace.nodes if node.id in rows}
    assert len({names[n] for n in ("x", "Z1", "A1", "Z2", "y", "y − t", "(y − t)²", "loss")}) == 1
    assert names["W1"] < names["Z1"] and names["t"] < names["y"]


def test_unused_argument_stands_at_the_start():
    def fn(x, eta):
        y = x * 2
        loss = np.sum(y)
        return loss

    trace = record(fn, np.ones(2), 0.1)
    placed = layout(trace)
    assert {box["id"]: box["x"] for box in placed["nodes"]}[1] == 12
    assert overlaps(placed) == []


def test_long_edges_run_level():
    placed = [layout(random_trace(seed, 25)) for seed in range(40)]
    long = [edge["points"][1:-1] for one in placed for edge in one["edges"] if len(edge["points"]) > 4]
    assert sum(len({y for _, y in bends}) > 1 for bends in long) <= 10 < len(long) / 10


def test_shared_leaf_has_a_ghost_beside_each_further_reader():
    fn, *inputs = GRAPHS["rnn8"]
    placed = layout(record(fn, *inputs))
    ghosts = [box for box in placed["nodes"] if box["ghost_of"] is not None]
    assert len(ghosts) == 3 * 7
    assert {e["from"] for e in placed["edges"]} <= {box["id"] for box in placed["nodes"] if box["ghost_of"] is None}


def test_large_graph_is_placed_in_time():
    fn, *inputs = GRAPHS["rnn8"]
    trace = record(fn, [inputs[0][0]] * 40, *inputs[1:])
    start = time.perf_counter()
    layout(trace)
    assert time.perf_counter() - start < 2.0
