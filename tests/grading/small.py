"""A small lesson with every kind of cell that is graded: by tests, in part, by hand; and the key that judges it."""

from autograder.layout import Course
from tests.authoring.courses import new_course
from tests.authoring.lessons import answer, graded, hidden, lesson, mark

NAME = "01_small"


def _call(name: str, points: float, seed: int = 0) -> str:
    return f'from course.checks import check\n\ncheck("small/{name}", points={points}, seed={seed})'


LESSON = lesson(
    "# %% [markdown]\n# ## Two functions · 5 min",
    "# %%\n# %matplotlib inline\nimport math  # noqa",
    answer("double", "return 2 * x"),
    graded("test_double", _call("double", 2), points=2),
    hidden("hidden_double", _call("double", 0.5, 7), points=0.5),
    answer("halve", "return x / 2, x / 4"),
    graded("test_halve", _call("halve", 2), points=2),
    answer("double_twice", "return double(double(x))"),
    graded("test_double_twice", _call("double_twice", 1)),
    mark("why", "[markdown] ", grade=True, solution=True, points=3)
    + "\n# Why?\n#\n# <!-- BEGIN SOLUTION -->\n# Because it is so.\n# <!-- END SOLUTION -->",
    mark("draw", "[markdown] ", locked=True, task=True, points=4)
    + "\n# Draw it.\n#\n# <!-- BEGIN MARK SCHEME -->\n# Two arrows.\n# <!-- END MARK SCHEME -->",
)
EXERCISES = """
from course.lessons.declare import Exercise


def _draw(rng):
    return {"x": float(rng.uniform(1, 5))}


EXERCISES = (
    Exercise("double", lambda x: 2 * x, ("y",), _draw),
    Exercise("halve", lambda x: (x / 2, x / 4), ("half", "quarter"), _draw),
    Exercise("double_twice", lambda x: 4 * x, ("y",), _draw),
)
"""


def small_course(root, name: str = NAME, **more: str) -> Course:
    """A course with this lesson, its key, and ``more`` lessons."""
    course = new_course(root, **{f"L{name}": LESSON}, **more)
    for name, text in (("__init__.py", ""), ("key/__init__.py", ""), ("key/exercises.py", EXERCISES)):
        path = course.root / "course" / "lessons" / "small" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return course
