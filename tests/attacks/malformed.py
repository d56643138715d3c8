"""Files as they come: broken, mended by hand, from other programs. What can be read is graded."""
# ruff: noqa: E501 - an attack is a line of its own, whatever its length

import json
import os

from .target import Attack, the_cell

STUB = 'def double(x):\n    raise NotImplementedError("write your code here")  # replace this line'
ALL = ("double", "norm", "scale", "apply", "Counter")


def _bytes(change):
    return lambda path, data: path.write_bytes(change(data))


def _elsewhere(path, data):
    other = path.parents[3] / "elsewhere.ipynb"
    other.write_bytes(data)
    path.symlink_to(other)


def _folder_link(path, data):
    real = path.parents[3] / "linked"
    real.mkdir()
    (real / path.name).write_bytes(data)
    path.parent.rmdir()
    path.parent.symlink_to(real)


def _renamed(path, data):
    path.with_name("homework final(2).ipynb").write_bytes(data)


def _with(name, content):
    def place(path, data):
        path.write_bytes(data)
        (path.parent / name).write_bytes(content)

    return place


def _linked_data(path, data):
    path.write_bytes(data)
    (path.parent / "data.csv").symlink_to("/etc/passwd")
    os.mkfifo(path.parent / "pipe")


def _schema(version):
    def spoil(notebook):
        for cell in notebook["cells"]:
            if "nbgrader" in cell["metadata"]:
                cell["metadata"]["nbgrader"]["schema_version"] = version

    return spoil


def _copied(notebook):
    cell = the_cell(notebook, "double")
    stub = dict(cell, source=STUB, id="copy")
    notebook["cells"].append(stub)


def _copied_test(notebook):
    notebook["cells"].append(dict(the_cell(notebook, "test_double"), id="copy"))


def _without(*names):
    def spoil(notebook):
        notebook["cells"] = [
            c for c in notebook["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") not in names
        ]

    return spoil


def _no_metadata(notebook):
    for cell in notebook["cells"]:
        cell["metadata"] = {}


def _nothing_but_text(notebook):
    for cell in notebook["cells"]:
        cell["metadata"] = {}
        cell.pop("id", None)
    notebook["nbformat_minor"] = 4


def _old_format(notebook):
    cells = [c | {"input": c.pop("source")} for c in notebook["cells"]]
    return {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": cells}]}


def _reversed(notebook):
    notebook["cells"].reverse()


def _one_string(notebook):
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"])


def _broken_cells(notebook):
    notebook["cells"] += [
        None,
        5,
        "x",
        {"cell_type": "code"},
        {"cell_type": 3, "source": 4},
        {"source": "1/0", "metadata": []},
    ]


def _kernel(notebook):
    notebook["metadata"] = {"kernelspec": {"name": "julia-1.9", "language": "julia"}}


def _markdown_answer(notebook):
    the_cell(notebook, "double")["cell_type"] = "markdown"


def _set(name, text):
    return lambda notebook: the_cell(notebook, name).update(source=text)


ATTACKS = [
    Attack("not_json", place=_bytes(lambda d: d[: len(d) // 2]), loses=ALL, state="unreadable", says="JSON"),
    Attack("empty", place=_bytes(lambda d: b""), loses=ALL, state="unreadable", says="empty"),
    Attack("a_page", place=_bytes(lambda d: b"<html>"), loses=ALL, state="unreadable", says="JSON"),
    Attack("a_list", place=_bytes(lambda d: b"[]"), loses=ALL, state="unreadable", says="list"),
    Attack("no_cells", place=_bytes(lambda d: b"{}"), loses=ALL, state="unreadable", says="no cells"),
    Attack("nested", place=_bytes(lambda d: b"[" * 200_000), loses=ALL, state="unreadable"),
    Attack("nulls", place=_bytes(lambda d: b"\0" * 1000), loses=ALL, state="unreadable"),
    Attack("huge", place=_bytes(lambda d: b" " * (65 << 20)), loses=ALL, state="unreadable", says="MiB"),
    Attack("folder_for_file", place=lambda p, d: p.mkdir(), loses=ALL, state="unreadable"),
    Attack("pipe_for_file", place=lambda p, d: os.mkfifo(p), loses=ALL, state="unreadable", says="no file"),
    Attack("missing", place=lambda p, d: None, loses=ALL, state="unreadable", says="no notebook at all"),
    Attack("symlink", place=_elsewhere, loses=ALL, state="unreadable", says="link"),
    Attack("symlinked_folder", place=_folder_link, loses=ALL, state="unreadable", says="link"),
    Attack("wrong_name", place=_renamed, loses=(), state="needs a look", says="homework final(2)"),
    Attack("byte_order_mark", place=_bytes(lambda d: b"\xef\xbb\xbf" + d), loses=(), says="byte order mark"),
    Attack("utf_16", place=_bytes(lambda d: d.decode().encode("utf-16")), loses=(), says="byte order mark"),
    Attack(
        "latin_1",
        "# \u00e9\ndef double(x):\n    return 2 * x",
        (),
        place=_bytes(lambda d: json.dumps(json.loads(d), ensure_ascii=False).encode("latin-1")),
        says="Latin-1",
    ),
    Attack("bad_timestamp", place=_with("timestamp.txt", b"yesterday, sort of \xff"), loses=(), says="timestamp.txt"),
    Attack("good_timestamp", place=_with("timestamp.txt", b"2026-03-01 12:00:00 UTC"), loses=(), state="graded"),
    Attack("linked_data", place=_linked_data, loses=(), says="data.csv"),
    Attack("module_in_front", place=_with("numpy.py", b"raise SystemExit"), loses=(), state="graded"),
    Attack(
        "data_file", "def double(x):\n    return float(open('two.txt').read()) * x", (), place=_with("two.txt", b"2")
    ),
    Attack("old_schema", spoil=_schema(0), loses=(), state="graded"),
    Attack("new_schema", spoil=_schema(99), loses=(), state="graded"),
    Attack("strange_schema", spoil=_schema({"a": []}), loses=(), state="graded"),
    Attack("copied_answer", spoil=_copied, loses=(), state="graded"),
    Attack(
        "copied_before",
        spoil=lambda n: n["cells"].insert(1, dict(the_cell(n, "double"), source="def double(x):\n    return 0")),
        loses=(),
        says="2 cells double",
    ),
    Attack("copied_test", spoil=_copied_test, loses=(), state="graded"),
    Attack("deleted_test", spoil=_without("test_double", "hidden_norm"), loses=(), says="changed or deleted"),
    Attack("deleted_answer", spoil=_without("double"), says="missing"),
    Attack("no_metadata", spoil=_no_metadata, loses=(), state="graded"),
    Attack("names_lost", spoil=_nothing_but_text, loses=(), says="lost its name"),
    Attack("version_3", spoil=_old_format, loses=(), says="version 3"),
    Attack("reversed", spoil=_reversed, loses=(), state="graded"),
    Attack("text_as_one_string", spoil=_one_string, loses=(), state="graded"),
    Attack("broken_cells", spoil=_broken_cells, loses=(), says="broken cells"),
    Attack("other_kernel", spoil=_kernel, loses=(), state="graded"),
    Attack("answer_is_markdown", spoil=_markdown_answer, state="needs a look", says="text cell"),
    Attack("syntax_error", "def double(x)\n    return 2 * x", state="graded"),
    Attack("tabs_and_spaces", "def double(x):\n\ty = 2\n        return y * x", state="graded"),
    Attack("null_in_code", "def double(x):\n    return 2 * x\n\0", state="graded"),
    Attack("half_a_surrogate", "s = '\ud800'\ndef double(x):\n    return 2 * x", state="graded"),
    Attack("unknown_magic", "%%nothing\ndef double(x): return 2 * x"),
    Attack("shell_escape", "!echo hello\ndef double(x):\n    return 2 * x", ()),
    Attack(
        "warnings_and_stderr",
        "import sys, warnings\ndef double(x):\n    warnings.warn('careful')\n    print('x', file=sys.stderr)\n    np.exp(np.array([1e9]))\n    return 2 * x",
        (),
        state="graded",
    ),
    Attack(
        "progress_bar",
        "from tqdm import tqdm\ndef double(x):\n    for _ in tqdm(range(3)): pass\n    return 2 * x",
        (),
        state="graded",
    ),
    Attack(
        "import_broken_by_hand",
        spoil=lambda n: n["cells"][1].update(source="import numpy as"),
        loses=(),
        state="graded",
    ),
    Attack(
        "imports_added",
        "def double(x):\n    return math.fsum([x, x])",
        (),
        spoil=lambda n: n["cells"][1].update(source="import math\nimport numpy as np\nstart = np.array([1.0, 2.0])"),
        state="graded",
    ),
    Attack("uses_a_variable", "def double(x):\n    return start[1] * x", state="graded"),
    Attack("later_cell_counts", "def double(x):\n    return 0", extra="helper = 2"),
    Attack("empty_answer", spoil=_set("double", "")),
]
