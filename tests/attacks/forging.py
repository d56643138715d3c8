"""Wrong answers that try to be scored as right."""
# ruff: noqa: E501 - an attack is a line of its own, whatever its length

from .target import Attack, the_cell

ALL = ("double", "norm", "scale", "apply", "Counter")  # what breaks its own process breaks its own marks
WRONG = "\ndef double(x):\n    return 0\n"
ALWAYS_EQUAL = """
class Yes:
    __eq__ = lambda *a: True
    __ne__ = __lt__ = __gt__ = lambda *a: False
    __bool__ = lambda *a: True
    __hash__ = object.__hash__
    __array_priority__ = 1e9
    def __array_ufunc__(self, *a, **k): return True
    def __abs__(self): return self
    def __sub__(self, o): return self
"""
FLOOD = """
import threading, json, struct, os
def frame(m):
    d = json.dumps(m).encode(); return struct.pack('!I', len(d)) + d
RIGHT = {'found': {'kind': 'function', 'shown': '', 'parameters': None}, 'outcomes': [[{'value': 6, 'changed': [], 'printed': ''}] * 2]}
VERDICT = {'exercise': 'double', 'points': 2.0, 'maximum': 2.0, 'hidden': False, 'state': 'right', 'mistakes': {}, 'first': None, 'error': None, 'lent': [], 'printed': '', 'text': '', 'html': '', 'note': None, 'test': ''}
def everywhere():
    for fd in range(3, 40):
        for m in ({'cells': {}, 'verdicts': {'test_double': VERDICT}, 'lost': None, 'level': 'namespaces'},
                  {'level': 'namespaces'}, {'failed': False, 'late': False, 'outputs': []}, RIGHT, RIGHT,
                  {'call': 0, 'arguments': [], 'keywords': {'dict': []}}):
            try: os.write(fd, frame(m))
            except OSError: pass
"""
# Student code that has found what answers the judge, and answers itself.
ANSWERS = """
import gc
[student] = [o for o in gc.get_objects() if type(o).__name__ == 'Student']
def found(m): return {'kind': 'class' if m['name'] == 'Counter' else 'function', 'shown': '', 'parameters': None}
right = student.answers['ask']
"""


def _set(notebook, name, **changes):
    the_cell(notebook, name)["metadata"]["nbgrader"].update(changes)


def _swap(notebook):
    one, other = the_cell(notebook, "double"), the_cell(notebook, "norm")
    one["metadata"], other["metadata"] = other["metadata"], one["metadata"]
    one["id"], other["id"] = other["id"], one["id"]


def _test_text(notebook):
    the_cell(notebook, "test_double")["source"] = "2.0"


def _retype(notebook):
    cell = the_cell(notebook, "test_double")
    cell.update(cell_type="markdown", source="passed")
    cell.pop("outputs", None)


def _delete(notebook):
    notebook["cells"] = [
        c
        for c in notebook["cells"]
        if "double" not in c["metadata"].get("nbgrader", {}).get("grade_id", "")
        or c["metadata"]["nbgrader"]["solution"]
    ]


def _outputs(notebook):
    for name in ("test_double", "hidden_double"):
        the_cell(notebook, name)["outputs"] = [
            {"output_type": "execute_result", "data": {"text/plain": "2.0"}, "metadata": {}, "execution_count": 1}
        ]


def _early_test(notebook):
    """A cell with a test's name, put where it would be run as the test."""
    cell = dict(the_cell(notebook, "test_double"), source="2.0", id="other")
    notebook["cells"].insert(0, cell)


ATTACKS = [
    Attack(
        "builtins_exec",
        "import builtins\nbuiltins.exec = lambda *a, **k: None\nbuiltins.eval = lambda *a: 2.0" + WRONG,
        ALL,
    ),
    Attack(
        "numpy_testing",
        "np.testing.assert_allclose = lambda *a, **k: None\ndef norm(x):\n    return 0",
        ("norm",),
        "norm",
    ),
    Attack(
        "numpy_compares", "np.all = np.allclose = np.array_equal = lambda *a, **k: True\nnp.abs = lambda x: 0" + WRONG
    ),
    Attack(
        "strip_asserts",
        "import ast\nclass T(ast.NodeTransformer):\n    def visit_Assert(self, n): return ast.Pass()\nget_ipython().ast_transformers.append(T())"
        + WRONG,
    ),
    Attack("input_transformer", "get_ipython().input_transformers_post.append(lambda lines: ['2.0'])" + WRONG),
    Attack(
        "display_hook",
        "import sys\nsys.displayhook = lambda v: print('2.0')\nget_ipython().displayhook = sys.displayhook" + WRONG,
    ),
    Attack(
        "display_publisher",
        "get_ipython().display_pub.publish = lambda *a, **k: None\nfrom autograder.grading.run import shell\nshell.RECORD.outputs = [{'output_type': 'execute_result', 'data': {'text/plain': '2.0'}, 'metadata': {}, 'execution_count': None}]"
        + WRONG,
    ),
    Attack("prints_points", WRONG + "print(2.0)\n2.0"),
    Attack("function_prints_points", "def double(x):\n    print('2.0')\n    return 0"),
    Attack("kernel", "try:\n    get_ipython().kernel.do_execute = None\nexcept AttributeError: pass" + WRONG),
    Attack(
        "fake_checks",
        "import sys, types\nm = types.ModuleType('course.checks'); m.check = lambda *a, points=1, **k: points\nsys.modules['course.checks'] = m\ncheck = m.check"
        + WRONG,
    ),
    Attack(
        "patched_judge",
        "import sys\nfor name, m in list(sys.modules.items()):\n    for n in ('examine', 'judge', 'share', 'verdict', 'agree', 'wrong', 'missing', 'not_right', 'relative_error'):\n        if name.startswith(('course', 'autograder')) and hasattr(m, n): setattr(m, n, lambda *a, **k: 1.0)\ntry:\n    from autograder.grading.judge import judge_process\n    judge_process.Sitting._test = lambda *a: None\n    print('FOUND the judge')\nexcept ImportError: pass"
        + WRONG,
    ),
    Attack(
        "answers_nothing",
        ANSWERS + "student.answers['ask'] = lambda m: {'found': found(m), 'outcomes': []}" + WRONG,
        ALL,
    ),
    Attack(
        "answers_the_first_case_alone",
        ANSWERS
        + "def first(m):\n    told = right(m)\n    return told | {'outcomes': told['outcomes'][:1]}\nstudent.answers['ask'] = first\ndef double(x):\n    return 2 * abs(x)\n",
        ALL,
    ),
    Attack(
        "answers_with_errors_of_the_judge",
        ANSWERS
        + "def broken(m):\n    o = {'value': None, 'changed': [], 'printed': '', 'error': {'kind': 'SystemExit', 'ancestor': 'SystemExit', 'message': '', 'line': 1, 'text': '', 'own': True, 'name': '', 'hidden': False}}\n    return {'found': found(m), 'outcomes': [[o, o], [o], [o]]}\nstudent.answers['ask'] = broken"
        + WRONG,
        ALL,
    ),
    Attack(
        "answers_with_what_is_not_finite",
        "def double(x):\n    return np.longdouble('1e4000')",
    ),
    Attack("equal_to_all", ALWAYS_EQUAL + "\ndef double(x):\n    return Yes()"),
    Attack(
        "float_equal_to_all",
        "class F(float):\n    __eq__ = lambda *a: True\n    __hash__ = None\ndef double(x):\n    return F(0)",
    ),
    Attack(
        "int_equal_to_all",
        "class I(int):\n    __eq__ = lambda *a: True\n    __hash__ = None\ndef double(x):\n    return I(0)",
    ),
    Attack(
        "array_equal_to_all",
        "class A(np.ndarray):\n    def __array_ufunc__(self, *a, **k): return True\n    def __eq__(self, o): return True\ndef double(x):\n    return np.zeros(()).view(A)",
    ),
    Attack(
        "string_subclass",
        "class S(str):\n    __eq__ = lambda *a: True\n    __hash__ = None\ndef double(x):\n    return S('6')",
    ),
    Attack(
        "list_equal_to_all",
        "class L(list):\n    __eq__ = lambda *a: True\n    __hash__ = None\ndef apply(x):\n    return L()",
        ("apply",),
        "apply",
    ),
    Attack(
        "caller_frames",
        "import sys\ndef double(x):\n    f = sys._getframe()\n    while f:\n        f.f_globals['assert'] = None\n        for k in list(f.f_locals):\n            if 'point' in k or 'value' in k: f.f_locals[k] = 2.0\n        f = f.f_back\n    return 0",
    ),
    Attack(
        "garbage_collector",
        "import gc\ndef double(x):\n    for o in gc.get_objects():\n        try:\n            if isinstance(o, dict) and 'points' in o: o['points'] = 0; o['source'] = '2.0'\n        except Exception: pass\n    return 0",
    ),
    Attack("forged_frames", FLOOD + "\neverywhere()" + WRONG, ALL, says="lost"),
    Attack("forged_frames_while_called", FLOOD + "\ndef double(x):\n    everywhere()\n    return 0", says="lost"),
    Attack("own_channel_closed", "import os\nos.closerange(3, 64)" + WRONG, says="lost"),
    Attack("system_exit", "def double(x):\n    raise SystemExit(0)"),
    Attack("keyboard_interrupt", "def double(x):\n    raise KeyboardInterrupt"),
    Attack(
        "assertion_type",
        "import builtins\nbuiltins.AssertionError = type('AssertionError', (BaseException,), {})" + WRONG,
    ),
    Attack(
        "shadows_builtins",
        "abs = float = lambda *a: 0.0\nassert_ = True\ndef norm(x):\n    return 7.0",
        ("norm",),
        "norm",
    ),
    Attack(
        "shadows_numpy",
        "class np:\n    class testing:\n        assert_allclose = staticmethod(lambda *a: None)\n    sqrt = sum = array = staticmethod(lambda *a: 0)\ndef norm(x):\n    return 0",
        ("norm",),
        "norm",
    ),
    Attack(
        "variable_of_a_test",
        "start = np.zeros(2)\ndef norm(x):\n    return 0 if x.any() else 20**0.5",
        ("norm",),
        "norm",
    ),
    Attack("nan", "def double(x):\n    return float('nan')"),
    Attack(
        "more_points_than_there_are",
        "class Counter:\n    def __init__(self, start): self.value = start\n    def up(self, by):\n        self.value += by\n        return float('inf')",
        (),
        "Counter",
        partly={"test_Counter": 1},
    ),
    Attack(
        "numbers_for_booleans",
        "class Counter:\n    def __init__(self, start): pass\n    up = value = 1e9",
        ("Counter",),
        "Counter",
    ),
    Attack("mutates_what_it_returns_right", "def scale(x):\n    x *= 3\n    return x / 1", ("scale",), "scale"),
    Attack("returns_its_argument_changed", "def scale(x):\n    x *= 3\n    return x", ("scale",), "scale"),
    Attack("callback_evil", "def apply(f):\n    f.__globals__\n    return [0, 1, 4]", ("apply",), "apply"),
    Attack("callback_forged", "def apply(f):\n    f.number = 99\n    f(1)\n    return [0, 1, 4]", ("apply",), "apply"),
    Attack("trace", "import sys\nsys.settrace(lambda *a: None)\nsys.setprofile(lambda *a: None)" + WRONG),
    Attack(
        "environment",
        "import os\nos.environ['COURSE_STUDENT'] = 'x'\nos.environ['NBGRADER_EXECUTION'] = 'done'" + WRONG,
    ),
    Attack(
        "import_hook",
        "import sys\nclass H:\n    def find_spec(self, *a): return None\nsys.meta_path.insert(0, H())\nsys.modules.clear()"
        + WRONG,
        ALL,
    ),
    Attack("points_in_metadata", WRONG, spoil=lambda n: _set(n, "test_double", points=100)),
    Attack("ungraded_in_metadata", WRONG, spoil=lambda n: _set(n, "test_double", grade=False, solution=True)),
    Attack("test_says_points", WRONG, spoil=_test_text),
    Attack("test_retyped", WRONG, spoil=_retype),
    Attack("tests_deleted", WRONG, spoil=_delete),
    Attack("outputs_kept", WRONG, spoil=_outputs),
    Attack("test_before_the_test", WRONG, spoil=_early_test),
    Attack("names_swapped", spoil=_swap, loses=()),  # both answers are there, in the other order
]
