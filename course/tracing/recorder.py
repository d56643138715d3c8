"""record(fn, *inputs): run a NumPy function once plainly and once on recording arrays, and say what happened."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable
from types import FrameType, FunctionType
from typing import Any

import numpy as np

from .backward import backward
from .call import Call, undisturbed
from .checks import checks, notes
from .errors import RecordingError
from .graph import Graph, Part
from .inputs import check_all
from .loss import candidates, missing, picker
from .plain import PlainRun, plain_run
from .recorded import RecordedRun, recorded_run
from .source import Source
from .steps import play
from .trace import Node, Step, Trace

_TRANSPARENT = {"<listcomp>", "<dictcomp>", "<setcomp>", "<genexpr>"}


def record(
    fn: Callable[..., Any],
    *inputs: Any,
    of: str | None = None,
    title: str | None = None,
    max_steps: int = 2000,
    step_into: Iterable[Callable[..., Any]] = (),
    **kwargs: Any,
) -> Trace:
    """Record a function that computes a loss, and if you wrote it the gradients too, in ordinary NumPy.

    Parameters
    ----------
    fn : a Python function. Its loss is the variable ``of``; else one named loss, L, E, J, f, cost or objective; else
        the number it returns (or the first number in a returned tuple).
    *inputs, **kwargs : the arguments of ``fn``: float arrays, numbers, lists or dicts of them; anything else is passed
        on as it is. They are copied first and never changed.
    of : name of the variable to differentiate.
    title : of the trace; the function's name if left out.
    max_steps : steps kept in the trace; ``Trace.note`` says when there are more.
    step_into : functions from other files or cells whose lines and variables should be followed too.

    Returns
    -------
    Trace. Variables after the loss named dV, d_V, dL_dV, grad_V or gV are compared with dL/dV, in ``Trace.checks``. If
    ``fn`` raises, the trace goes up to there and ``Trace.error`` says where.

    Raises
    ------
    RecordingError : for arguments or lines that cannot be recorded, with what to write instead.
    """
    try:
        return _record(fn, inputs, kwargs, of, title, max_steps, step_into)
    except RecordingError as error:
        raise RecordingError(str(error)) from None  # without the inside of the recorder in the traceback


def _record(
    fn: Callable, inputs: tuple, kwargs: dict, of: str | None, title: str | None, max_steps: int, step_into: Iterable
) -> Trace:
    function = _function(fn)
    call = _call(fn, function, inputs, kwargs, step_into)
    check_all(call.bound.arguments)
    with undisturbed(function):
        plain = plain_run(call)
    run = _find_loss(call, plain, of, function)
    title = title or function.__name__.replace("<lambda>", "function")
    return _trace(call, plain, run, title, max_steps)


def _function(fn: Callable) -> FunctionType:
    inner = fn
    while isinstance(inner, functools.partial):
        inner = inner.func
    inner = getattr(inner, "__func__", inner)
    inner = inspect.unwrap(inner) if isinstance(inner, FunctionType) else None
    if not isinstance(inner, FunctionType):
        raise RecordingError(f"{fn!r} is not a Python function: pass one that you wrote with def or lambda.")
    if inspect.isgeneratorfunction(inner) or inspect.iscoroutinefunction(inner):
        raise RecordingError(f"{inner.__name__} is a generator or coroutine: pass a function that returns its loss.")
    return inner


def _call(fn: Callable, function: FunctionType, inputs: tuple, kwargs: dict, step_into: Iterable[Callable]) -> Call:
    try:
        bound = inspect.signature(fn).bind(*inputs, **kwargs)
    except TypeError as error:
        raise RecordingError(f"The arguments do not fit {function.__name__}{inspect.signature(fn)}: {error}.") from None
    bound.apply_defaults()
    code = function.__code__
    inside = {code} | {_function(f).__code__ for f in step_into}

    def wanted(frame: FrameType) -> bool:
        """Functions of the same file or notebook share their global variables."""
        known = frame.f_globals is function.__globals__ and frame.f_code.co_name not in _TRANSPARENT
        return known or frame.f_code in inside

    return Call(fn, code, bound, Source(code), wanted)


def _find_loss(call: Call, plain: PlainRun, of: str | None, function: FunctionType) -> RecordedRun:
    """Record with each candidate for the loss until one depends on the arguments."""
    for loss in list(candidates(plain, of)) or ([None] if plain.error else []):
        with undisturbed(function):
            run = recorded_run(call, plain, loss, picker(plain))
        run.arguments = set(call.bound.arguments)
        run.loss_tick, run.loss_is_named = (loss[1], True) if loss else (len(plain.watcher.path), False)
        if run.loss is not None or plain.error:
            return run
    raise missing(plain, of)


def _trace(call: Call, plain: PlainRun, run: RecordedRun, title: str, max_steps: int) -> Trace:
    graph = Graph(run)
    moves = list(backward(graph.loss, graph.parts)) if graph.loss else []
    found = checks(plain.watcher, graph, call.source) if graph.loss else ()
    steps = tuple(play(graph, moves, found))
    remarks = (notes(plain.watcher, graph, call.source) if graph.loss else []) + _not_finite(graph)
    if len(steps) > max_steps:
        remarks.append(
            f"Stopped after {max_steps} of {len(steps)} steps; record(..., max_steps={len(steps)}) keeps all."
        )
        steps = steps[:max_steps]
    error = plain.error and {"line": plain.error_line, "type": type(plain.error).__name__, "message": str(plain.error)}
    nodes = tuple(_node(part) for part in graph.parts[: _last_node(steps) + 1])
    return Trace(title, call.source.text, nodes, steps, found, " ".join(remarks) or None, error or None)


def _last_node(steps: tuple[Step, ...]) -> int:
    """The last node to keep: where the steps were cut before the backward pass, what they reached."""
    return max((step.node for step in steps), default=-1)


def _not_finite(graph: Graph) -> list[str]:
    """Where the first NaN or infinity comes from."""
    for part in graph.shown():
        if not np.all(np.isfinite(part.value)):
            return [
                f"{part.name} is the first value that is not finite" + (f" (line {part.line})." if part.line else ".")
            ]
    return []


def _node(part: Part) -> Node:
    gradient = None if part.gradient is None else np.asarray(part.gradient)
    group = None if part.group is None else part.group.id
    return Node(part.id, part.name, part.label, part.kind, np.shape(part.value), part.value, gradient,
                tuple(p.id for p in part.parents), part.line, part.formula or part.name, group)  # fmt: skip
