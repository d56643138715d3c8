"""Which of a lesson's own cells some code leans on."""

import pytest

from autograder.grading.place.dependencies import loaded, needed, parsed


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("y = x + 1", {"x"}),
        ("def f(x):\n    y = x\n    return y + z", {"z"}),
        ("def f(x):\n    return [x * k for k in ks]", {"ks"}),
        ("def f():\n    def g(a):\n        return a + b\n    return g", {"b"}),
        ("class A(B):\n    c = d\n    def m(self):\n        return self.e + h", {"B", "d", "h"}),
        ("def f(x=start):\n    global n\n    n = n + x", {"start", "n"}),
        ("def f(x):\n    raise NotImplementedError\n    return dx", {"NotImplementedError"}),
        ("class A:\n    def f(self):\n        raise NotImplementedError()\n        return dx", {"NotImplementedError"}),
        ("def f(x):\n    if x:\n        raise NotImplementedError\n    return w", {"NotImplementedError", "w"}),
        ("lambda v: v + u", {"u"}),
    ],
)
def test_names_that_are_read_of_the_notebook(code, names):
    assert loaded(parsed(code)) == names


def test_only_what_makes_a_name_or_changes_it_is_run():
    cells = ["import numpy as np\nX = np.ones(3)", "X[0] = 2\nprint(X)", "Y = X + 1", "show(Y)", "f(3)", "Z = 1"]
    kept = needed([parsed(cell) for cell in cells], {"X", "f"})
    assert [len(statements) for statements in kept] == [2, 1, 0, 0, 0, 0]


def test_a_cell_that_fills_it_is_run():
    assert [len(s) for s in needed([parsed("v = []"), parsed("v.append(1)"), parsed("fill(v)")], {"v"})] == [1, 1, 1]


def test_who_can_reach_any_name_needs_everything():
    assert [len(s) for s in needed([parsed("a = 1"), parsed("b = 2")], {"globals"})] == [1, 1]
