"""The first version of a new lesson file: small, but it builds, and has one of each kind of cell."""

from __future__ import annotations

import json
from string import Template

_SKELETON = Template('''\
# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # $title
#
# What the reader can do at the end.

# %% [markdown]
# ## A first exercise · 5 min
#
# Write `double(x)`, twice its argument: `double(3)` is 6.

# %% nbgrader=$answer
def double(x):
    """Twice x."""
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION


# %% nbgrader=$test
assert double(3) == 6, f"double(3) gave {double(3)}, expected 6"

# %% nbgrader=$hidden
# Hidden test: the same exercise on inputs you have not seen; it runs when your work is graded.
### BEGIN HIDDEN TESTS
assert double(-0.5) == -1
### END HIDDEN TESTS
''')


def skeleton(name: str) -> str:
    """The text of lesson file ``name`` (NN_slug)."""
    return _SKELETON.substitute(
        title=name.partition("_")[2].replace("_", " ").capitalize(),
        answer=_nbgrader("double", solution=True),
        test=_nbgrader("test_double", grade=True, locked=True, points=1),
        hidden=_nbgrader("hidden_double", grade=True, locked=True, points=1),
    )


def _nbgrader(grade_id: str, **switches: bool | int) -> str:
    """Metadata as jupytext writes them: all keys, sorted."""
    off = dict.fromkeys(("grade", "locked", "solution", "task"), False)
    return json.dumps(off | {"grade_id": grade_id, "schema_version": 3} | switches, sort_keys=True)
