"""Submissions that take what they can: each loses what it spoils itself, and no more time than it is given."""
# ruff: noqa: E501 - an attack is a line of its own, whatever its length

from .target import Attack

RIGHT = "\ndef double(x):\n    return 2 * x\n"
STUBBORN = (
    "    while True:\n        try:\n            while True: sum(range(1000))\n        except BaseException: pass\n"
)

SHARED = "    for _ in range(36): a = {0: a, 1: a}\n    return a"
LINE = """
import gc, struct
[student] = [o for o in gc.get_objects() if type(o).__name__ == 'Student']
def send(text): student.channel._socket.sendall(struct.pack('!I', len(text)) + text.encode())
"""


def _cells_that_end_it(notebook):
    cell = {
        "cell_type": "code",
        "metadata": {},
        "outputs": [],
        "execution_count": None,
        "source": "import os; os._exit(0)",
    }
    notebook["cells"][2:2] = [cell | {"id": f"end-{k}"} for k in range(70)]


ATTACKS = [
    Attack("endless_cell", "while True: pass" + RIGHT, loses=(), says="too long"),  # what it defines counts
    Attack("endless_function", "def double(x):\n    while True: pass"),
    Attack("endless_stubborn_cell", "if True:\n" + STUBBORN + RIGHT, says="lost"),
    Attack("endless_stubborn_function", "def double(x):\n" + STUBBORN, says="lost"),
    Attack(
        "endless_signals_off",
        "import signal\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\nsignal.setitimer = lambda *a: None\ndef double(x):\n    while True: pass",
        says="lost",
    ),
    Attack("endless_in_c", "def double(x):\n    return len(str(10 ** (10 ** 9)))"),
    Attack("endless_regex", "import re\ndef double(x):\n    return re.match(r'(a+)+$', 'a' * 60 + 'b')"),
    Attack("sleeps", "import time\ndef double(x):\n    time.sleep(1e6)"),
    Attack("deadlock", "import threading\nl = threading.Lock()\nl.acquire()\ndef double(x):\n    l.acquire()"),
    Attack("memory_array", "def double(x):\n    return np.ones(1 << 34)"),
    Attack("memory_list", "def double(x):\n    a = [0]\n    while True: a += a"),
    Attack("memory_string", "def double(x):\n    return 'a' * (1 << 40)"),
    Attack("recursion", "import sys\nsys.setrecursionlimit(10**9)\ndef double(x):\n    return double(x)"),
    Attack("fork_bomb", "import os\ndef double(x):\n    while True: os.fork()"),
    Attack(
        "threads",
        "import threading, time\ndef double(x):\n    while True: threading.Thread(target=time.sleep, args=(60,)).start()",
    ),
    Attack("open_files", "def double(x):\n    f = []\n    while True: f.append(open('/dev/null'))"),
    Attack(
        "fill_disk",
        "def double(x):\n    i = 0\n    while True:\n        i += 1\n        open(f'/job/{i}', 'wb').write(b'0' * (1 << 20))",
    ),
    Attack(
        "fill_inodes",
        "def double(x):\n    i = 0\n    while True:\n        i += 1\n        open(f'/job/{i}', 'wb').close()",
    ),
    Attack("flood_of_prints", "for _ in range(200000): print('x' * 100)" + RIGHT, ()),
    Attack(
        "function_floods_prints", "def double(x):\n    for _ in range(20000): print('x' * 100)\n    return 2 * x", ()
    ),
    Attack(
        "huge_display",
        "from IPython.display import display\ndisplay({'text/plain': 'x' * 50_000_000, 'image/png': 'A' * 50_000_000}, raw=True)"
        + RIGHT,
        (),
    ),
    Attack("huge_answer", "def double(x):\n    return np.zeros(20_000_000)"),
    Attack("deep_answer", "def double(x):\n    a = []\n    for _ in range(100000): a = [a]\n    return a"),
    Attack("wide_answer", "def double(x):\n    return [[]] * 10_000_000"),
    Attack("shared_lists", f"def double(x):\n    a = 1.0\n{SHARED.replace('{0: a, 1: a}', '[a, a]')}"),
    Attack("shared_dicts", f"def double(x):\n    a = 1.0\n{SHARED}"),
    Attack(
        "nested_message",
        LINE + "def double(x):\n    send('{\"found\": [' + ','.join(['[' * 15 + ']' * 15] * 1_050_000) + ']}')",
        says="lost",
    ),
    Attack("endless_range", "def apply(x):\n    return range(10**15)", ("apply",), "apply"),
    Attack(
        "endless_window",
        "def apply(x):\n    o = np.ones(1)\n    return [o, np.ndarray((10**7, 10**6), float, o, 0, (0, 0))]",
        ("apply",),
        "apply",
    ),
    Attack(
        "endless_window_to_a_function",
        "def apply(x):\n    o = np.ones(1)\n    x(np.ndarray((10**7, 10**6), float, o, 0, (0, 0)))\n    return [o, np.ndarray((10**7, 10**6), float, o, 0, (0, 0))]",
        ("apply",),
        "apply",
    ),
    Attack("cells_that_end_it", spoil=_cells_that_end_it, loses=(), says="lost"),
    Attack("looped_answer", "def double(x):\n    a = []\n    a.append(a)\n    return a"),
    Attack("huge_number", "def double(x):\n    return 10 ** 100000"),
    Attack("huge_error", "def double(x):\n    raise ValueError('x' * 100_000_000)"),
    Attack("error_of_errors", "class E(Exception):\n    def __str__(self): raise E()\ndef double(x):\n    raise E()"),
    Attack("exits_in_cell", "import os\nos._exit(0)" + RIGHT, says="ended"),
    Attack("exits_in_function", "import os\ndef double(x):\n    os._exit(0)", says="ended"),
    Attack("crashes", "import ctypes\nctypes.string_at(0)" + RIGHT, says="ended"),
    Attack("crashes_in_function", "import ctypes\ndef double(x):\n    ctypes.string_at(0)", says="ended"),
    Attack("aborts", "import os\nos.abort()" + RIGHT, says="ended"),
    Attack("kills_itself", "import os, signal\ndef double(x):\n    os.kill(os.getpid(), signal.SIGKILL)"),
    Attack("exits_in_extra_cell", extra="import os\nos._exit(0)", loses=(), says="ended"),
    Attack("endless_callbacks", "def apply(f):\n    while True: f(1)", ("apply",), "apply"),
    Attack("infinite_generator", "def apply(f):\n    while True: yield f(1)", ("apply",), "apply"),
    Attack(
        "endless_len",
        "class Counter:\n    def __init__(self, start): pass\n    def up(self, by):\n        while True: pass\n    value = 0",
        ("Counter",),
        "Counter",
    ),
    Attack(
        "answer_that_fails_to_pack",
        "class L(list):\n    def __iter__(self):\n        while True: yield 1\ndef double(x):\n    return L([1])",
    ),
    Attack(
        "repr_never_ends", "class R:\n    def __repr__(self):\n        while True: pass\ndef double(x):\n    return R()"
    ),
]
