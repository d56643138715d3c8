"""The student's own gradients beside the true ones: ``dW1`` against dL/dW1, and the first line that is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from .graph import Graph, Part
from .source import Source
from .trace import Check
from .watcher import WORD, Watcher, Write

RTOL, RTOL_SINGLE = 1e-6, 1e-3


def target(variable: str, loss: str) -> Iterator[str]:
    """The names V for which ``variable`` reads as dL/dV: dV, d_V, dL_dV, dLdV, grad_V, gV and the like."""
    losses = "|".join(re.escape(name) for name in (loss, "loss", "cost", "L", "E", "J", "f"))
    for prefix in (rf"d(?:{losses})_?d_?", "d_?", "grad_?", "g_?", "delta_?"):
        match = re.match(prefix, variable)
        if match and match.end() < len(variable):
            yield variable[match.end() :]


def standing_for(variable: str, loss: str, called: dict[str, list[Part]]) -> list[Part]:
    """The nodes whose gradient ``variable`` is by its name; ``grads['W1']`` goes with ``params['W1']`` or ``W1``."""
    base, bracket, key = variable.partition("['")
    if bracket and base in ("grads", "grad", "gradients"):
        return next((nodes for name, nodes in called.items() if name == key[:-2] or name.endswith(bracket + key)), [])
    return next((called[name] for name in target(variable, loss) if name in called), [])


def own_writes(watcher: Watcher, graph: Graph) -> dict[str, list[Write]]:
    """The writes of the recorded function itself that are not nodes of the graph, by variable."""
    called = graph.called()
    found: dict[str, list[Write]] = {}
    for write in watcher.writes:
        if write.depth == 0 and write.name not in called:
            found.setdefault(write.name, []).append(write)
    return found


def pairs(watcher: Watcher, graph: Graph) -> Iterator[tuple[Write, list[Part]]]:
    """Each written variable that stands for a gradient, with the nodes it may belong to, likeliest first; by line run.

    A variable that belongs to one node counts with its last value. Where a loop has given V several values, the
    backward loop is taken to meet them in reverse order.
    """
    called = graph.called()
    found = []
    for variable, writes in own_writes(watcher, graph).items():
        nodes = standing_for(variable, graph.loss.name, called)
        if len(nodes) == 1:
            found.append((writes[-1], nodes))
        elif len(writes) <= len(nodes):
            backward = nodes[::-1]
            found += [(write, [backward[n], *backward[:n], *backward[n + 1 :]]) for n, write in enumerate(writes)]
    return iter(sorted(found, key=lambda pair: pair[0].tick))


class Verdict(NamedTuple):
    """How a value compares with the gradient, in words; the largest difference and its index."""

    ok: bool
    message: str
    difference: float | None = None
    worst: tuple[int, ...] | None = None


def compare(write: Write, part: Part, derivative: str) -> Verdict:
    """Hold the student's value against the gradient of ``part``: relative 1e-6 in float64, 1e-3 in float32."""
    got, expected = np.asarray(write.value), part.gradient
    if expected is None and part.value.dtype.kind in "iu":
        return Verdict(False, f"{part.name} holds integers, so it has no gradient: pass {part.name}.astype(float)")
    expected = np.zeros(part.value.shape) if expected is None else expected
    if got.shape != expected.shape:
        message = f"{write.name} has shape {got.shape}, expected {expected.shape}, the shape of {part.name}"
        return Verdict(False, message)
    difference = np.nan_to_num(np.abs(got - expected), nan=np.inf)
    worst = tuple(int(i) for i in np.unravel_index(np.argmax(difference), difference.shape))
    largest, scale = float(difference[worst]), float(np.max(np.abs(expected)))
    reported = largest if np.isfinite(largest) else None
    if largest <= (RTOL_SINGLE if got.dtype == np.float32 else RTOL) * scale or largest <= 1e-300:
        return Verdict(True, f"{write.name} equals {derivative}", reported)
    place = f"[{', '.join(map(str, worst))}]" if worst else ""
    message = f"{write.name}{place} is {got[worst]:.6g}, expected {expected[worst]:.6g}"
    return Verdict(False, message, reported, worst)


def _best(write: Write, parts: list[Part], loss: str) -> tuple[Part, Verdict]:
    """The node whose gradient it is; if it is none's, the likeliest."""
    with np.errstate(all="ignore"):
        found = [(part, compare(write, part, f"∂{loss}/∂{part.name}")) for part in parts]
    return next(((part, verdict) for part, verdict in found if verdict.ok), found[0])


def checks(watcher: Watcher, graph: Graph, source: Source) -> tuple[Check, ...]:
    """One check for each pair; the first wrong one says so, and says so too if an overwritten variable is the cause."""
    found, wrong = [], False
    for write, parts in pairs(watcher, graph):
        part, verdict = _best(write, parts, graph.loss.name)
        if not verdict.ok and write.tick <= graph.run.loss_tick and graph.run.loss_is_named:
            continue  # before the loss: a local derivative, or a step size called dt
        ok, message, difference, worst = verdict
        if not ok and not wrong:
            wrong = True
            message = f"First wrong line, {source.where(write.line)}: {message}.{blame(write, watcher, graph, source)}"
        found.append(Check(write.name, write.line, part.id, ok, np.asarray(write.value), message, difference, worst))
    return tuple(found)


def stale_uses(watcher: Watcher, graph: Graph, source: Source) -> Iterator[tuple[Write, Write]]:
    """(The write that changed a node's variable once the loss was known, a later write computed from that variable)."""
    called = graph.called()
    loss_tick = graph.run.loss_tick
    changed: dict[str, Write] = {}
    for write in watcher.writes:
        if write.tick <= loss_tick or write.depth:
            continue
        words = set(WORD.findall(source[write.line]))
        for name in words & set(changed) - {write.name}:
            yield changed[name], write
        if write.name in called and _is_update(write, source[write.line]):
            changed[write.name] = write


def _is_update(write: Write, text: str) -> bool:
    """Whether the line makes the variable's new value from its old one: ``W -= ...``, ``W = W - ...``."""
    return write.in_place or bool(re.search(r"[-+*/@]=", text)) or WORD.findall(text).count(write.name) > 1


def blame(wrong: Write, watcher: Watcher, graph: Graph, source: Source) -> str:
    """The overwritten variable behind a wrong value, if the lines it was computed from used one."""
    suspects, reached = {}, {wrong.name}
    for changed, user in stale_uses(watcher, graph, source):
        suspects.setdefault(user.name, changed)
    for write in reversed([w for w in watcher.writes if w.tick <= wrong.tick and w.depth == 0]):
        if write.name not in reached:
            continue
        if write.name in suspects:
            changed = suspects[write.name]
            return (
                f" It was computed from {changed.name} (through {source.where(write.line)}), which "
                f"{source.where(changed.line)} had already changed: update {changed.name} after its last use."
            )
        reached |= set(WORD.findall(source[write.line]))
    return ""


def _outside(watcher: Watcher, graph: Graph) -> list[str]:
    """Gradients the student computes for arrays that are not arguments: they cannot be compared."""
    outside = {part.name for part in graph.parts if part.op is None and part.kind == "constant"}
    pairs = [(v, name) for v in own_writes(watcher, graph) for name in target(v, graph.loss.name) if name in outside]
    return [f"{name} is not an argument, so {v} is not checked: make it one." for v, name in pairs]


def notes(watcher: Watcher, graph: Graph, source: Source) -> list[str]:
    """What to say about variables that were changed before their last use, and gradients that cannot be checked."""
    called, seen = graph.called(), {}
    for changed, user in stale_uses(watcher, graph, source):
        seen.setdefault((changed.name, changed.line), (changed, user))
    said = []
    for changed, user in seen.values():
        outside = changed.in_place and called[changed.name][0].kind == "input"
        end = ", in place: the caller's array changes too." if outside else "."
        said.append(
            f"{changed.name} is changed at {source.where(changed.line)} before {source.where(user.line)} uses it{end}"
        )
    return said + _outside(watcher, graph)
