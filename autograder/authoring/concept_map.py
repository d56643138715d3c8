"""The course's ideas as one picture: a column a lesson, an arrow from each idea to those that build on it."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from html import escape

from course.lessons.concept import Idea

WIDTH, HEIGHT, GAP_X, GAP_Y, TOP, MARGIN = 156, 40, 46, 14, 76, 16
BLUE, GREY, INK = "#0072b2", "#8a8f98", "#1b1f24"
STYLE = f"""text{{font:12px system-ui,sans-serif;fill:{INK};text-anchor:middle}}
.head{{font-weight:600;font-size:13px}}.box{{fill:#fff;stroke:{BLUE};stroke-width:1.2}}
.need{{fill:none;stroke:{GREY};stroke-width:1.1;opacity:.75}}.paper{{fill:#f6f8fa}}"""

Place = tuple[float, float]


def concept_map(lessons: Mapping[str, Sequence[Idea]]) -> str:
    """The picture as SVG, with the same in words as its description.

    Parameters
    ----------
    lessons : the ideas of each lesson by its title, in order of the course

    Raises
    ------
    ValueError
        If an idea appears twice, or needs one that no earlier place in the course brings.
    """
    _check(lessons)
    columns = [column for column in lessons.items() if column[1]]
    places = _places(columns)
    needs = [(need, idea.name) for _, ideas in columns for idea in ideas for need in idea.needs]
    width = 2 * MARGIN + len(columns) * (WIDTH + GAP_X) - GAP_X
    height = TOP + MARGIN + max(len(ideas) for _, ideas in columns) * (HEIGHT + GAP_Y)
    body = [_arrow(places[a], places[b]) for a, b in needs]
    body += [_head(number, title) for number, (title, _) in enumerate(columns)]
    body += [_box(name, place) for name, place in places.items()]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-labelledby="t d">\n<title id="t">Concept map of the course</title>\n'
        f'<desc id="d">{escape(in_words(lessons))}</desc>\n<style>{STYLE}</style>\n'
        f'<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        f'<path d="M0,0 8,4 0,8z" fill="{GREY}"/></marker></defs>\n'
        f'<rect class="paper" width="{width}" height="{height}" rx="8"/>\n' + "\n".join(body) + "\n</svg>\n"
    )


def in_words(lessons: Mapping[str, Sequence[Idea]]) -> str:
    """One sentence an idea: "Chain rule. Upstream gradient, from chain rule."."""
    said = []
    for title, ideas in lessons.items():
        said += [f"{title}:"] * bool(ideas)
        said += [f"{idea.name}, from {' and '.join(idea.needs)}." if idea.needs else f"{idea.name}." for idea in ideas]
    return " ".join(said)


def _check(lessons: Mapping[str, Sequence[Idea]]) -> None:
    known: set[str] = set()
    for title, ideas in lessons.items():
        for idea in ideas:
            if idea.name in known:
                raise ValueError(f"{title}: the idea {idea.name!r} is there twice; an idea belongs to one lesson")
            for need in idea.needs:
                if need not in known:
                    raise ValueError(f"{title}: {idea.name!r} needs {need!r}, which nothing before it brings")
            known.add(idea.name)


def _places(columns: Sequence[tuple[str, Sequence[Idea]]]) -> dict[str, Place]:
    """Top left corner of each idea's box."""
    return {
        idea.name: (MARGIN + column * (WIDTH + GAP_X), TOP + row * (HEIGHT + GAP_Y))
        for column, (_, ideas) in enumerate(columns)
        for row, idea in enumerate(ideas)
    }


def _head(number: int, title: str) -> str:
    x = MARGIN + number * (WIDTH + GAP_X) + WIDTH / 2
    return f'<text class="head">{_lines(title, x, 30, 20)}</text>'


def _box(name: str, place: Place) -> str:
    x, y = place
    middle = y + HEIGHT / 2
    return (
        f'<rect class="box" x="{x:g}" y="{y:g}" width="{WIDTH}" height="{HEIGHT}" rx="6"/>'
        f"<text>{_lines(name, x + WIDTH / 2, middle, 22)}</text>"
    )


def _lines(words: str, x: float, middle: float, wide: int) -> str:
    """The words on one or more lines around ``middle``."""
    lines = textwrap.wrap(words, wide)
    first = middle + 4 - 7 * (len(lines) - 1)
    return "".join(f'<tspan x="{x:g}" y="{first + 14 * n:g}">{escape(line)}</tspan>' for n, line in enumerate(lines))


def _arrow(start: Place, end: Place) -> str:
    """From the right side of a box to the left of another; within a column along its left side."""
    (x1, y1), (x2, y2) = start, end
    y1, y2 = y1 + HEIGHT / 2, y2 + HEIGHT / 2
    if x1 == x2:
        path = f"M{x1:g},{y1:g} C{x1 - 12:g},{y1:g} {x2 - 12:g},{y2:g} {x2:g},{y2:g}"
    else:
        reach = GAP_X * 0.8
        x1 += WIDTH
        path = f"M{x1:g},{y1:g} C{x1 + reach:g},{y1:g} {x2 - reach:g},{y2:g} {x2:g},{y2:g}"
    return f'<path class="need" marker-end="url(#tip)" d="{path}"/>'
