"""Lesson files for tests, put together from cells; a wrong one differs from the right one in a single place."""

import json

SWITCHES = ("grade", "locked", "solution", "task")
TITLE = "# %% [markdown]\n# # A small lesson\n#\n# What it is for."


def mark(name: str, kind: str = "", /, **metadata: object) -> str:
    """The first line of a cell, as jupytext writes it; a key that is given as None is left out."""
    full = dict.fromkeys(SWITCHES, False) | {"grade_id": name, "schema_version": 3} | metadata
    kept = {key: value for key, value in full.items() if value is not None}
    return f"# %% {kind}nbgrader={json.dumps(kept, sort_keys=True)}"


def answer(name: str, line: str, **metadata: object) -> str:
    """A function of x that the student writes."""
    code = f"def {name}(x):\n    ### BEGIN SOLUTION\n    {line}\n    ### END SOLUTION"
    return f"{mark(name, **{'solution': True} | metadata)}\n{code}"


def graded(name: str, code: str, **metadata: object) -> str:
    """A test cell."""
    return f"{mark(name, **{'grade': True, 'locked': True, 'points': 1} | metadata)}\n{code}"


def hidden(name: str, code: str, **metadata: object) -> str:
    """A test cell of which the student sees the first line."""
    return graded(name, f"# Hidden test.\n### BEGIN HIDDEN TESTS\n{code}\n### END HIDDEN TESTS", **metadata)


def lesson(*cells: str) -> str:
    """The text of a lesson file."""
    return "\n\n".join([TITLE, *cells]) + "\n"


SMALL = lesson(
    "# %% [markdown]\n# ## Two functions · 5 min",
    "# %%\n# %matplotlib inline\nimport math  # noqa",
    "# %%\n1 + 1",
    "# %%\n\n1 + 1\n\n\n",
    answer("double", "return 2 * x"),
    graded("test_double", "assert double(3) == 6", points=2),
    hidden("hidden_double", "assert double(-0.5) == -1", points=0.5),
    "# %% [markdown]\n# ## Points in part · 10 min",
    answer("halve", "return x / 2"),
    graded("test_halve", "print('Two cases.')\n(1.5 if halve(1) == 0.5 else 0.0) + 0.5 * (halve(4) == 2)", points=2),
    answer("double_twice", "return double(double(x))"),
    graded("test_double_twice", "assert double_twice(1) == 4"),
    mark("rules", "[markdown] ", locked=True) + '\n# A text that students cannot change: é, ∂L/∂W, "quotes".',
    mark("why", "[markdown] ", grade=True, solution=True, points=3)
    + "\n# Why?\n#\n# <!-- BEGIN SOLUTION -->\n# Because it is so.\n# <!-- END SOLUTION -->",
    mark("draw", "[markdown] ", locked=True, task=True, points=4)
    + "\n# Draw it.\n#\n# <!-- BEGIN MARK SCHEME -->\n# Two arrows.\n# <!-- END MARK SCHEME -->",
)
