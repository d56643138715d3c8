"""Live figures, Python's side: what may be drawn, where it lands, what a browser's values mean, what stays."""

import math
import re
from urllib.parse import unquote
from xml.etree import ElementTree

import numpy as np
import pytest

from course.widgets.live import Arrows, Bars, Choice, Image, Line, Panel, Points, Rule, Scene, Slider, Toggle, live
from course.widgets.live.axis import Axis, axis_of
from course.widgets.live.compute import Figure
from course.widgets.live.contour import zero_contour
from course.widgets.live.controls import nice
from course.widgets.live.picture import picture
from course.widgets.live.plain import MOST_POINTS, plain, thin

LINE = Line([1.0, 2.0], [3.0, 4.0])


def one(*layers, text="Something is seen.", **axes):
    return Scene(Panel(layers, **axes), text)


def numbers(frame, ref):
    return np.frombuffer(frame["numbers"], "<f4")[ref[0] : ref[0] + ref[1]]


BAD = {
    "colour": (lambda: Line([1], [2], colour="red"), "Line.colour must be one of blue, orange, .*; got 'red'"),
    "dash": (lambda: Line([1], [2], dash="wavy"), "Line.dash must be one of solid, dashed, dotted; got 'wavy'"),
    "marker": (lambda: Points([1], [2], marker="star"), "Points.marker must be one of circle, .*; got 'star'"),
    "lengths": (lambda: Line([1, 2], [1, 2, 3]), "a Line must have one length; x has 2, y has 3"),
    "arrow lengths": (lambda: Arrows([1], [1], [1, 2], [1]), "x has 1, y has 1, dx has 2, dy has 1"),
    "bar lengths": (lambda: Bars(("a", "b"), [1.0]), "labels has 2, values has 1"),
    "shape": (lambda: Line([[1, 2]], [1]), r"Line.x must have shape \(n,\); its shape is \(1, 2\)"),
    "not numbers": (lambda: Line(["a"], [1]), "Line.x must be numbers in an array; got list"),
    "empty line": (lambda: Line([], []), "a Line must have at least one point; it has none"),
    "empty bars": (lambda: Bars((), []), "a set of Bars must have at least one point"),
    "empty panel": (lambda: Panel(()), "a Panel must have at least one layer; it has none. Give it one of Line, "),
    "no layer": (lambda: Panel(([1, 2],)), "a layer must be one of Line, .*; got list"),
    "no panel": (lambda: Scene((), "text"), r"Scene.panels holds Panels, at least one; got \[\]"),
    "no text": (lambda: one(LINE, text=" "), "a Scene needs its text"),
    "scale": (lambda: Panel((LINE,), xscale="ln"), "Panel.xscale must be one of linear, log; got 'ln'"),
    "limits": (lambda: Panel((LINE,), ylim=(2, 1)), r"Panel.ylim must be finite with low < high; got \(2, 1\)"),
    "not a pair": (lambda: Panel((LINE,), ylim=3), r"Panel.ylim must be a pair \(low, high\) of numbers; got 3"),
    "log of zero": (
        lambda: Panel((Line([1, 2], [1.0, 0.0], "loss"),), yscale="log"),
        r"a log axis shows numbers above 0 only; Line 'loss' has y = 0. Leave a gap with np.where\(y > 0, y, np.nan\)",
    ),
    "log limits": (lambda: Panel((LINE,), xscale="log", xlim=(0, 1)), r"a log axis starts above 0; Panel.xlim is \(0"),
    "log image": (
        lambda: Panel((Image(np.eye(2), (1, 2), (1, 2)),), xscale="log"),
        "an Image and equal=True need linear axes; one is 'log'",
    ),
    "two images": (lambda: Panel((Image(np.eye(2), (0, 1), (0, 1)),) * 2), "a Panel holds one Image"),
    "flat image": (lambda: Image([1.0, 2.0], (0, 1), (0, 1)), r"Image.values needs 2 rows .*; its shape is \(2,\)"),
    "huge image": (
        lambda: Image(np.zeros((600, 600)), (0, 1), (0, 1)),
        "holds at most 250,000 numbers; it has 360,000",
    ),
    "two bar labels": (
        lambda: Panel((Bars("ab", [1, 2]), Bars("cd", [1, 2]))),
        "all Bars of a Panel share their labels",
    ),
    "rule": (lambda: Rule(), "a Rule must have an x or a y, and not both; got x=None, y=None"),
    "drag name": (lambda: Points([1], [1], drag="a b"), "the name of an argument of the scene; got 'a b'"),
    "one drag twice": (lambda: one(*[Points([1], [1], drag="p")] * 2), "each drag name belongs to one set of Points"),
    "size": (lambda: Points([1], [1], size=-1), "a radius of at most 20 pixels; got -1"),
    "slider ends": (lambda: Slider("a", "a", 2, 1), "Slider 'a' needs finite low < high; got 2 and 1"),
    "slider value": (lambda: Slider("a", "a", 0, 1, value=3), "Slider 'a' lies in 0 to 1; got value=3"),
    "slider step": (lambda: Slider("a", "a", 0, 1, step=0), "needs a step above 0; got 0"),
    "slider fine": (lambda: Slider("a", "a", 0, 1e6, step=1), "has at most 1001 positions; take a step above 1"),
    "slider log": (lambda: Slider("a", "a", 0, 1, log=True), "a log Slider starts above 0; 'a' starts at 0"),
    "name": (lambda: Slider("ε²", "a", 0, 1), "Slider.name must be the name of an argument of the scene; got 'ε²'"),
    "label": (lambda: Toggle("a", " "), "Toggle 'a' needs a label"),
    "toggle": (lambda: Toggle("a", "a", 1), "Toggle 'a' starts at True or False; got 1"),
    "one option": (lambda: Choice("a", "a", ("x",)), r"needs at least two different options; got \('x',\)"),
    "option": (lambda: Choice("a", "a", ("x", "y"), "z"), "Choice 'a' starts at one of x, y; got 'z'"),
    "two controls": (
        lambda: live(lambda a: None, Toggle("a", "a"), Toggle("a", "b"), title="t"),
        "each control needs a name of its own; a is there twice",
    ),
    "no argument": (
        lambda: live(lambda b: None, Toggle("a", "a"), title="t"),
        r"each control is an argument of the scene; <lambda>\(b\) has no a. Add it",
    ),
    "no function": (lambda: live(LINE, title="t"), r"live\(\) takes a function, without \(\); got Line"),
    "no control": (
        lambda: live(lambda a: None, "a", title="t"),
        "a control must be a Slider, Choice or Toggle; got str",
    ),
    "no title": (lambda: live(lambda: None, title=""), "a live figure needs a title"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_told_with_rule_value_and_way_out(name):
    make, words = BAD[name]
    with pytest.raises((ValueError, TypeError), match=words):
        make()


def test_a_layer_keeps_its_numbers_when_the_lesson_changes_the_array():
    x = np.array([1.0, 2.0])
    line = Line(x, x)
    x += 5
    assert line.x.tolist() == [1, 2]


@pytest.mark.parametrize(
    ("low", "high", "labels"),
    [
        (0, 1, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
        (-3, 3, ["−3", "−2", "−1", "0", "1", "2", "3"]),
        (0, 0.1, ["0.00", "0.02", "0.04", "0.06", "0.08", "0.10"]),
        (0, 1.3, ["0.00", "0.25", "0.50", "0.75", "1.00", "1.25"]),
        (0, 1e6, ["0", "2·10⁵", "4·10⁵", "6·10⁵", "8·10⁵", "10⁶"]),
        (0, 2e-5, ["0", "5·10⁻⁶", "10⁻⁵", "1.5·10⁻⁵", "2·10⁻⁵"]),
    ],
)
def test_linear_ticks(low, high, labels):
    assert [label for _, label in Axis(low, high).ticks()] == labels


@pytest.mark.parametrize(
    ("low", "high", "labels"),
    [
        (1e-3, 1, ["10⁻³", "10⁻²", "10⁻¹", "10⁰"]),
        (1e-16, 1, ["10⁻¹⁵", "10⁻¹²", "10⁻⁹", "10⁻⁶", "10⁻³", "10⁰"]),
        (2, 30, ["2", "5", "10", "20"]),
        (1e-6, 9e-6, ["10⁻⁶", "2·10⁻⁶", "5·10⁻⁶"]),
        (3.1, 4.2, ["3.2", "3.4", "3.6", "3.8", "4.0", "4.2"]),
    ],
)
def test_log_ticks(low, high, labels):
    assert [label for _, label in Axis(low, high, log=True).ticks()] == labels


@pytest.mark.parametrize("scale", ["linear", "log"])
@pytest.mark.parametrize("size", [1e-30, 1e-3, 1.0, 7.7e4, 1e30])
def test_an_axis_holds_its_values_between_few_ticks(scale, size):
    values = size * np.random.default_rng(0).uniform(0.5, 3, 20)
    axis = axis_of(values, None, scale)
    assert axis.low <= values.min() < values.max() <= axis.high
    ticks = [value for value, _ in axis.ticks()]
    assert 2 <= len(ticks) <= 9
    assert all(axis.low * (1 - 1e-9) <= value <= axis.high * (1 + 1e-9) for value in ticks)
    assert len({label for _, label in axis.ticks()}) == len(ticks)


def test_an_axis_of_one_value_or_of_none_has_a_width():
    for values in ([3.0], [0.0], [np.nan], []):
        for scale in ("linear", "log"):
            if values != [0.0] or scale == "linear":
                axis = axis_of(np.array(values), None, scale)
                assert math.isfinite(axis.low) and axis.low < axis.high


def test_places_on_a_log_axis_and_gaps():
    placed = Axis(1e-4, 1.0, log=True).place([1e-4, 1e-2, 1.0, np.nan, np.inf])
    assert placed == pytest.approx([0, 0.5, 1, np.nan, np.nan], nan_ok=True)


def test_gaps_and_far_points_reach_the_browser_as_nan_and_bounded():
    frame = plain(one(Line([0, 1, 2], [0.0, np.nan, np.inf]), Points([1], [1e300]), ylim=(0, 1)))
    line, points = frame["panels"][0]["layers"]
    assert np.isnan(numbers(frame, line["y"])).tolist() == [False, True, True]
    assert numbers(frame, points["y"]) == pytest.approx([1e4])


def test_no_points_and_no_arrows_are_fine():
    frame = plain(one(Points([], [], "wrong"), Arrows([], [], [], []), LINE))
    assert [layer["label"] for layer in frame["panels"][0]["layers"]] == ["wrong", "", ""]


def test_contour_of_a_circle_is_the_circle():
    t = np.linspace(-2, 2, 41)
    pieces = zero_contour(t[None, :] ** 2 + t[:, None] ** 2 - 1.47**2)
    x, y = -2 + 0.1 * pieces[:, 0::2], -2 + 0.1 * pieces[:, 1::2]
    assert np.hypot(x, y) == pytest.approx(1.47, abs=2e-3)
    assert np.hypot(np.diff(x), np.diff(y)).sum() == pytest.approx(2 * np.pi * 1.47, rel=1e-2)
    ends = np.round(pieces.reshape(-1, 2), 9)
    assert set(np.unique(ends, axis=0, return_counts=True)[1]) == {2}, "every end meets exactly one other"


@pytest.mark.parametrize("corner", [3.0, -3.0])
def test_contour_at_a_saddle_cuts_off_the_corners_that_differ_from_the_middle(corner):
    sign = np.sign(corner)
    pieces = zero_contour(np.array([[corner, -sign], [-sign, corner]]))
    # The mean has the sign of the larger corners, (0, 0) and (1, 1), so the other two are cut off.
    middles = sorted(map(tuple, ((pieces[:, :2] + pieces[:, 2:]) / 2).tolist()))
    assert middles == [pytest.approx((0.125, 0.875)), pytest.approx((0.875, 0.125))]


def test_contour_leaves_out_what_is_not_finite():
    values = np.array([[-1.0, 1.0, np.nan], [-1.0, 1.0, 1.0]])
    assert zero_contour(values).tolist() == [[0.5, 0, 0.5, 1]]


def test_a_long_line_keeps_its_spike_and_its_gap():
    v = np.sin(np.arange(100_000) / 9e3)
    v[54_321], v[70_123] = 9, np.nan
    u, w = thin(np.arange(100_000.0), v)
    assert len(u) <= MOST_POINTS + 1
    assert 9 in w[u == 54_321] and np.isnan(w[u == 70_123]).tolist() == [True] and u[-1] == 99_999


def test_bars_stand_on_zero_or_on_the_bottom_and_share_their_place():
    bars = (Bars(("a", "b"), [1.0, 2.0]), Bars(("a", "b"), [3.0, -1.0]))
    frame = plain(one(*bars))
    panel = frame["panels"][0]
    first, second = panel["layers"]
    assert [label for _, label in panel["x"]["ticks"]] == ["a", "b"]
    assert np.all(numbers(frame, first["x2"]) <= numbers(frame, second["x"]))
    zero = {label: place for place, label in panel["y"]["ticks"]}["0"]
    assert numbers(frame, first["y"]) == pytest.approx(zero)
    log = plain(one(bars[0], yscale="log"))
    assert numbers(log, log["panels"][0]["layers"][0]["y"]) == pytest.approx(0)


def test_image_shades_and_extent():
    frame = plain(one(Image([[-4.0, 0.0], [1.0, np.nan]], (0, 2), (0, 1), limits=(-2, 2)), xlim=(0, 4)))
    layer = frame["panels"][0]["layers"][0]
    assert numbers(frame, layer["values"]) == pytest.approx([-1, 0, 0.5, np.nan], nan_ok=True)
    assert layer["box"] == pytest.approx([0, 0.5, 0, 1])


@pytest.mark.parametrize(
    ("slider", "values", "start"),
    [
        (Slider("a", "a", 0, 1, step=0.25), [0, 0.25, 0.5, 0.75, 1], 0.5),
        (Slider("a", "a", 1, 5, step=2), [1, 3, 5], 3),
        (Slider("a", "a", 0, 1, step=0.4), [0, 0.4, 0.8, 1], 0.8),
        (Slider("a", "a", 1e-3, 1.0, value=0.02, step=1, log=True), [1e-3, 1e-2, 0.02, 0.1, 1.0], 0.02),
        (Slider("a", "a", 1, 1000, step=1, log=True), [1, 10, 100, 1000], 100),
    ],
)
def test_slider_positions(slider, values, start):
    assert slider.values() == pytest.approx(values)
    assert slider.values()[slider.start()] == start
    assert all(type(value) is (int if slider.whole else float) for value in slider.values())


def test_default_positions_hold_the_decades_and_the_hundredths():
    assert {1e-8, 1e-5, 1e-1} <= set(Slider("a", "a", 1e-8, 1e-1, log=True).values())
    assert len(Slider("a", "a", 0.0, 1.0).values()) == 101


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (0.05, "0.05"),
        (0, "0"),
        (-2.5, "−2.5"),
        (20_000, "20,000"),
        (12_345, "12,345"),
        (1e-5, "10⁻⁵"),
        (3.16e-5, "3.16·10⁻⁵"),
    ],
)
def test_names_of_numbers(value, name):
    assert nice(value) == name


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        ([1, 5, 12], ["0", "2", "4", "6", "8", "10", "12"]),
        ([0.0, 11.3], ["0.0", "2.5", "5.0", "7.5", "10.0", "12.5"]),
    ],
)
def test_counts_have_whole_ticks(values, labels):
    assert [label for _, label in axis_of(np.array(values, float), None, "linear").ticks()] == labels


def scene(eps, kind, on, point=None):
    if kind == "raises":
        raise ZeroDivisionError("division by zero")
    if kind == "none":
        return None
    return one(Points([eps], [1.0], drag="point"), text=f"{eps} {kind} {on} {point}")


FIGURE = Figure(
    scene, (Slider("eps", "ε", 0, 1, step=0.5), Choice("kind", "kind", ("a", "raises", "none")), Toggle("on", "x"))
)


def test_what_a_browser_sends_becomes_the_arguments():
    sent = {"eps": 2, "kind": 0, "on": 1, "point": [0, 0.5, 1e-3]}
    assert FIGURE.frame(sent)["text"] == "1.0 a True (0, 0.5, 0.001)"


@pytest.mark.parametrize(
    "sent", [{}, {"eps": 99, "kind": "b", "on": None}, {"point": [0, math.nan, 1]}, {"point": "x"}]
)
def test_what_cannot_be_read_is_as_at_the_start(sent):
    assert FIGURE.frame(sent)["text"] == "0.5 a False None"


@pytest.mark.parametrize(
    ("position", "words"),
    [(1, "scene() stopped with ZeroDivisionError: division by zero"), (2, "it returned NoneType")],
)
def test_an_error_of_the_scene_is_told_with_the_values(position, words):
    frame = FIGURE.frame({"eps": 0, "kind": position})
    assert words in frame["error"]
    assert frame["at"].startswith(f"ε = 0, kind = {('', 'raises', 'none')[position]}, x = off")


def test_arguments_that_nothing_fills_are_told():
    unfilled = Figure(lambda a, b: one(LINE), (Toggle("a", "a"),)).frame({})
    assert "nothing fills the argument b. Add a control, a drag='b' or a default" in unfilled["error"]
    unasked = Figure(lambda: one(Points([1], [1], drag="p")), ()).frame({})
    assert "drag='p' must be an argument that no control fills. Add p=None" in unasked["error"]


def test_a_drag_without_default_gets_none_first():
    seen = []
    figure = Figure(lambda p: seen.append(p) or one(Points([1], [1], drag="p")), ())
    figure.frame(figure.start())
    assert seen == [None]


def everything():
    grid = np.outer(np.linspace(-1, 1, 5), np.ones(4))
    panels = (
        Panel((Line([1, 2, 3], [1, np.nan, 3], "a <b>"), Rule(y=2, label="rule")), title="one & two", yscale="log"),
        Panel((Image(grid, (0, 1), (0, 1), contour=True), Points([0.5], [0.5], "p", drag="p")), equal=True),
        Panel((Bars(("a", "b"), [1, np.nan], label="bars"), Arrows([0], [0], [1], [1], label="arrow"))),
    )
    return Scene(panels, 'It says "1 < 2".')


def test_the_still_picture_is_wellformed_named_and_small():
    html = live(lambda p=None: everything(), title="All <kinds>").to_html()
    source, alt = re.search(r'src="data:image/svg\+xml,([^"]*)" alt="([^"]*)"', html).groups()
    ElementTree.fromstring(unquote(source))
    assert alt == "All &lt;kinds&gt;: It says &quot;1 &lt; 2&quot;."
    assert "nan" not in unquote(source)
    assert "Run this cell to move it" in html and len(html) < 8_000
    assert not re.search(r"<script|<svg", html), "what an untrusted notebook would lose"


def test_the_picture_has_the_sign_of_every_series():
    svg = picture(plain(everything()))
    for sign in ("—", "┄", "●", "▮", "→"):
        assert f"{sign}</tspan>" in svg


def test_two_outputs_never_both_kinds_in_one(monkeypatch):
    pytest.importorskip("anywidget")
    import IPython.display

    shown = []
    monkeypatch.setattr(IPython.display, "display", lambda data, raw=False: shown.append((data, raw)))
    live(lambda p=None: everything(), title="t")._ipython_display_()
    (still, raw), (widget, _) = shown
    assert raw and set(still) == {"text/html", "text/plain"}
    assert f'data-live-still="{widget.spec["key"]}"' in still["text/html"]
    assert "text/html" not in widget._repr_mimebundle_()[0]


def test_the_widget_answers_a_question_with_one_frame():
    pytest.importorskip("anywidget")
    widget = live(scene, *FIGURE.controls, title="t").widget()
    assert widget.frame["text"] == "0.5 a False None"
    seen = []
    widget.observe(lambda change: seen.append(change["new"]), "frame")
    widget._handle_custom_msg({"values": {"eps": 0}, "ask": "me 1"}, [])
    assert [(frame["text"], frame["ask"]) for frame in seen] == [("0.0 a False None", "me 1")]
    widget._handle_custom_msg("nonsense", [])
    assert len(seen) == 1


def test_importing_live_loads_numpy_only():
    import subprocess
    import sys

    heavy = {"anywidget", "ipywidgets", "matplotlib", "IPython"}
    code = f"import sys, course.widgets.live; print({heavy} & set(sys.modules))"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "set()"
