"""Shorter code that is still the same code."""

import re

import pytest

from course.widgets.stepper import assets
from course.widgets.stepper.minify import css, javascript
from course.widgets.stepper.rename import shorten
from course.widgets.stepper.tokens import tokens


@pytest.mark.parametrize(
    ("long", "short"),
    [
        ("const a = 1; // why\nconst b = 2;", "let a=1,b=2;"),
        ("let a = () => { let b = 1; c(); let d; };\nlet e;", "let a=()=>{let b=1;c();let d},e;"),
        ("f(); let a = 1;", "f();let a=1;"),
        ("a.map((x) => x); b.map(async (x) => x);", "a.map(x=>x);b.map(async(x)=>x);"),
        ('say("a // b  c");', 'say("a // b  c");'),
        ("f(`x  ${a + `y  ${ b }`}  // z`) ;", "f(`x  ${a+`y  ${b}`}  // z`);"),
        ("s.replace(/[ \"'`] +/g, '');", "s.replace(/[ \"'`] +/g,'');"),
        ("a + +b - -c;", "a+ +b- -c;"),
        ("if (a) { b(); }", "if(a){b()}"),
        ("return typeof x in y;", "return typeof x in y;"),
        ("const half = a / 2 / b;", "let half=a/2/b;"),
    ],
)
def test_javascript(long: str, short: str):
    assert javascript(long) == short


def test_css():
    assert css("/* why */ .a > .b,\n.c { color: red;\n margin: 0 1px; }") == ".a>.b,.c{color:red;margin:0 1px}"


@pytest.mark.parametrize(
    ("modules", "short"),
    [
        (["const long = 1;\nuse(long);"], "const a = 1;\nuse(a);"),
        (["const long = ({ long }) => long;"], "const long = ({ long }) => long;"),
        (["const long = a.long + b.other;\nconst other = 2;"], "const long = a.long + b.other;\nconst other = 2;"),
        (["const long = `${long} long ${[...long]}`;"], "const a = `${a} long ${[...a]}`;"),
        (["const long = 'long' / 2;"], "const a = 'long' / 2;"),
        (
            ["function far(near) { return near; }\ndocument.body.append(far);"],
            "function a(b) { return b; }\ndocument.body.append(a);",
        ),
        (
            ["const one = 1;", "f((two) => two + one);", "f((tree) => tree);"],
            "const a = 1;\nf((b) => b + a);\nf((a) => a);",
        ),
    ],
)
def test_names_that_are_only_variables_are_shortened(modules: list[str], short: str):
    assert shorten(modules) == short


def test_own_properties_are_shortened_and_outside_names_are_not():
    assert shorten(["const far = { near: 1 };\nfar.near;"], ["far"], ["near"]) == "const far = { a: 1 };\nfar.a;"


def test_tokens_join_to_the_code():
    for file in assets.HERE.glob("*.js"):
        code = file.read_text("utf-8")
        assert "".join(token.text for token in tokens(code)) == code


def test_names_of_the_joined_modules_do_not_clash():
    every = [file.read_text("utf-8") for file in assets.HERE.glob("*.js")]
    top = re.findall(r"^(?:export )?(?:const|let|function) (\w+)", "\n".join(every), re.MULTILINE)
    assert len(top) == len(set(top))
    in_markup = set(re.findall(r"data-(\w+)", "\n".join(every)))
    assert not in_markup & set(assets.OWN.split())
