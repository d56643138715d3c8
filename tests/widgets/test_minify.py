"""Shorter code that is still the same code."""

import pytest

from course.widgets.stepper.minify import css, javascript


@pytest.mark.parametrize(
    ("long", "short"),
    [
        ("const a = 1; // why\nconst b = 2;", "const a=1;const b=2;"),
        ('say("a // b  c");', 'say("a // b  c");'),
        ("f(`x  ${a + `y  ${ b }`}  // z`) ;", "f(`x  ${a + `y  ${ b }`}  // z`);"),
        ("s.replace(/[ \"'`] +/g, '');", "s.replace(/[ \"'`] +/g,'');"),
        ("a + +b - -c;", "a+ +b- -c;"),
        ("if (a) { b(); }", "if(a){b()}"),
        ("return typeof x in y;", "return typeof x in y;"),
        ("const half = a / 2 / b;", "const half=a/2/b;"),
    ],
)
def test_javascript(long: str, short: str):
    assert javascript(long) == short


def test_css():
    assert css("/* why */ .a > .b,\n.c { color: red;\n margin: 0 1px; }") == ".a>.b,.c{color:red;margin:0 1px}"
