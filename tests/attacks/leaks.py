"""Submissions to lesson 01 that keep what a hidden test asks them with, and show it wherever they can.

`shown()` is all that was kept, every number with its digits; a test looks for those of the hidden cases.
"""
# ruff: noqa: E501 - an attack is a line of its own, whatever its length

from __future__ import annotations

from .keys import LINE, Key

KEEP = """
import builtins, threading, numpy as np
builtins.kept = getattr(builtins, "kept", [])
def keep(*arrays):
    for a in arrays: builtins.kept += [f"{abs(v):.15f}" for v in np.ravel(a)[:4]]
def shown(): return " ".join(builtins.kept[-12:])
def last(): return builtins.kept[-1] if builtins.kept else "nothing"
"""
SIGMOID = KEEP + "def sigmoid(Z):\n    keep(Z)\n    return 1 / (1 + np.exp(-Z))\n"


def _after(name: str, cell: str) -> Key:
    """`sigmoid` is right and keeps; a later cell tells."""
    return Key(name, {"sigmoid": SIGMOID, "sigmoid_derivative": cell})


LEAKS = [
    Key("printed", {"loss": KEEP + "def loss(y, t):\n    keep(y, t); print(shown()); return 0.0"}),
    Key("printed_and_right", {"sigmoid": SIGMOID.replace("keep(Z)", "keep(Z); print(shown())")}),
    Key(
        "standard_error",
        {
            "loss": KEEP
            + "import os, sys\ndef loss(y, t):\n    keep(y, t); sys.__stderr__.write(shown()); os.write(1, shown().encode()); return 0.0"
        },
    ),
    Key("message_of_an_error", {"loss": KEEP + "def loss(y, t):\n    keep(y, t); raise ValueError(shown())"}),
    Key("message_of_a_stub", {"loss": KEEP + "def loss(y, t):\n    keep(y, t); raise NotImplementedError(shown())"}),
    Key(
        "name_of_an_error",
        {
            "loss": KEEP
            + "def loss(y, t):\n    keep(y, t); raise type('E_' + last().replace('.', '_'), (Exception,), {})()"
        },
    ),
    Key(
        "builtin_name_of_an_error",
        {
            "loss": KEEP
            + "def loss(y, t):\n    keep(y, t); raise type('E_' + last().replace('.', '_'), (Exception,), {'__module__': 'builtins'})()"
        },
    ),
    Key(
        "warning",
        {"loss": KEEP + "import warnings\ndef loss(y, t):\n    keep(y, t); warnings.warn(shown()); return 0.0"},
    ),
    Key("returned_as_text", {"loss": KEEP + "def loss(y, t):\n    keep(y, t); return last()"}),
    Key("returned_as_numbers", {"loss": KEEP + "def loss(y, t):\n    keep(y, t); return float(y.ravel()[0])"}),
    Key(
        "name_of_a_class",
        {"loss": KEEP + "def loss(y, t):\n    keep(y, t); return type('C' + last(), (), {'__module__': last()})()"},
    ),
    Key(
        "line_of_code",
        {"loss": KEEP + "def loss(y, t):\n    keep(y, t); exec(compile('1 / 0 # ' + shown(), shown(), 'exec'))"},
    ),
    _after(
        "a_later_function_prints",
        "def sigmoid_derivative(Z):\n    print(shown()); return sigmoid(Z) * (1 - sigmoid(Z))",
    ),
    _after("a_later_function_fails", "def sigmoid_derivative(Z):\n    raise ValueError(shown())"),
    _after(
        "a_later_function_returns", "def sigmoid_derivative(Z):\n    return np.array([float(x) for x in builtins.kept])"
    ),
    _after(
        "what_is_no_function",
        "class Box:\n    def __repr__(self): return last()\nsigmoid_derivative = Box()",
    ),
    _after(
        "name_of_no_function",
        "class Box:\n    @property\n    def __class__(self): return type(last(), (), {})\nsigmoid_derivative = Box()",
    ),
    _after(
        "names_of_arguments",
        "import inspect\nclass Box:\n    def __call__(self, Z): return Z\n    @property\n    def __signature__(self):\n"
        "        return inspect.Signature([inspect.Parameter('n' + w.replace('.', '_'), 1) for w in dict.fromkeys(builtins.kept)])\nsigmoid_derivative = Box()",
    ),
    _after(
        "a_thread_prints",
        "import time\ndef tell():\n    for _ in range(3000): print(shown()); time.sleep(0.001)\nthreading.Thread(target=tell, daemon=True).start()",
    ),
    _after("at_exit", "import atexit\natexit.register(lambda: print(shown()))"),
    Key(
        "a_file",
        {
            "sigmoid": KEEP + "import pathlib\nfor place in ('kept', '/tmp/kept', '/dev/shm/kept'):\n"
            "    try: print(pathlib.Path(place).read_text())\n    except OSError: pass\n"
            "def sigmoid(Z):\n    keep(Z)\n    for place in ('kept', '/tmp/kept', '/dev/shm/kept'):\n        try: pathlib.Path(place).write_text(shown())\n        except OSError: pass\n"
            "    return 1 / (1 + np.exp(-Z))\n",
            # Lent to it, sigmoid wants a new process for its hidden test, in which the cells are run again.
            "sigmoid_derivative": "def sigmoid_derivative(Z): return 0 * Z",
            "forward": "def forward(A0, W1, W2): return compute_dZ1(A0, W1)",
        },
    ),
    Key(
        "display",
        {
            "loss": KEEP
            + "from IPython.display import display\ndef loss(y, t):\n    keep(y, t); display(shown()); get_ipython().display_pub.publish({'text/plain': shown()}); return 0.0"
        },
    ),
    Key(
        "record_of_cells",
        {
            "loss": KEEP
            + "import sys\ndef loss(y, t):\n    keep(y, t)\n    for m in list(sys.modules.values()):\n        if hasattr(m, 'RECORD'): m.RECORD.stream('stdout', shown()); m.RECORD.outputs.append({'output_type': 'stream', 'name': 'stdout', 'text': shown()})\n    return 0.0"
        },
    ),
    Key(
        "first_wrong_line",
        {
            "forward": KEEP
            + LINE
            + "def forward(A0, W1, W2):\n    keep(A0, W1, W2); return 1, 2, 3, 4\n_student.answers['trail'] = lambda m: {'value': shown()}\n"
        },
    ),
    Key(
        "what_stands_there",
        {
            "sigmoid": SIGMOID
            + LINE
            + "_right = _student.answers['ask']\ndef _ask(m):\n    told = _right(m)\n    return {'found': {'kind': 'other', 'shown': shown()}, 'outcomes': []} if m['name'] != 'sigmoid' else told\n_student.answers['ask'] = _ask\n"
        },
    ),
    Key(
        "what_is_no_plain_data",
        {
            "sigmoid": SIGMOID + LINE + "_right = _student.answers['ask']\ndef _ask(m):\n    told = _right(m)\n"
            "    builtins.asked = getattr(builtins, 'asked', 0) + (m['name'] == 'sigmoid')\n"
            "    if builtins.asked > 1: told['outcomes'] = [[{'value': {'int': last()}, 'changed': [], 'printed': ''}] * 2]\n    return told\n_student.answers['ask'] = _ask\n"
        },
    ),
    Key(
        "names_of_what_changed",
        {
            "sigmoid": SIGMOID + LINE + "_right = _student.answers['ask']\ndef _ask(m):\n    told = _right(m)\n"
            "    for came in told['outcomes']:\n        for o in came: o['changed'] = ['n' + last().replace('.', '_')]\n    return told\n_student.answers['ask'] = _ask\n"
        },
    ),
    Key(
        "words_of_an_error",
        {
            "sigmoid": SIGMOID
            + LINE
            + "_right = _student.answers['ask']\ndef _ask(m):\n    told = _right(m)\n    e = {n: last() for n in ('kind', 'ancestor', 'message', 'text', 'name')} | {'line': 3, 'own': True, 'hidden': True}\n"
            "    for came in told['outcomes']:\n        for o in came: o['error'] = e; o['printed'] = shown()\n    return told\n_student.answers['ask'] = _ask\n"
        },
    ),
]
