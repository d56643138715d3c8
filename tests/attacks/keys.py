"""Submissions to the real lessons 01, 04 and 05 that look for right answers instead of writing them, or borrow them.

Each says by hand what it earns: nothing for an exercise whose answer is not worked out by the submission itself.
"""
# ruff: noqa: E501 - an attack is a line of its own, whatever its length

from __future__ import annotations

from dataclasses import dataclass, field

L01, L04, L05 = "01_concrete_backprop", "04_oop_optimizer", "05_adversarial_data"
FUNCTIONS = {
    "sigmoid": "Z",
    "sigmoid_derivative": "Z",
    "forward": "A0, W1, W2",
    "loss": "y, t",
    "compute_dZ2": "Z2, t",
    "compute_dW2": "A1, dZ2",
    "compute_dA1": "dZ2, W2",
    "compute_dZ1": "dA1, Z1",
    "compute_dW1": "A0, dZ1",
    "network": "A0, W1, W2, t",
    "update": "W, dW, step_size",
    "forward_b": "W, x",
    "backward_b": "W, x",
    "revealing_x": "",
    "revealing_shape": "",
    "l2_norm": "y",
}
CLASSES = ("LinearModel", "SquaredError", "AffineModel", "SGD", "HingeLoss", "Linear")


@dataclass(frozen=True)
class Key:
    """A submission: the released notebook with these answers, and ``top`` in a cell above all.

    ``earns`` are points by exercise; one that is not named earns nothing. ``look``: the instructor is told; ``shows``: what its cells print if they come to their end.
    """

    name: str
    answers: dict[str, str]
    earns: dict[str, float] = field(default_factory=dict)
    lesson: str = L01
    top: str = ""
    look: bool = False
    shows: str = ""
    seconds: float = 30


def everywhere(body: str, setup: str = "") -> dict[str, str]:
    """Every answer of lesson 01 does the same, with its own name in place of NAME."""
    answers = {
        n: f"def {n}({arguments}):\n    given = ({arguments}{',' * bool(arguments)})\n    {body.replace('NAME', n)}\n"
        for n, arguments in FUNCTIONS.items()
    }
    return answers | {"sigmoid": setup + answers["sigmoid"]}


def one(name: str, cell: str, **more: object) -> Key:
    """All in the first cell; the others are empty."""
    lesson = more.get("lesson", L01)
    names = FUNCTIONS if lesson == L01 else (*CLASSES, "compute_dw", "train", "accuracy", "broken_rule")
    return Key(name, dict.fromkeys(names, "") | {next(iter(names)): cell}, **more)


HUNT = """
import gc, sys, types
WANTED = {names!r}
def all_that_is(kind):
    found, seen, todo = [], set(), list(gc.get_objects())
    while todo and len(seen) < 2_000_000:
        o = todo.pop()
        if id(o) in seen: continue
        seen.add(id(o))
        if isinstance(o, kind): found.append(o)
        if isinstance(o, (types.FunctionType, types.CodeType, tuple, types.CellType)): todo += gc.get_referents(o)
        if isinstance(o, types.CodeType): todo += [c for c in o.co_consts if isinstance(c, types.CodeType)]
    return found
"""
_HUNT = HUNT.format(names=list(FUNCTIONS))
# The library's own, which exercises of lesson 01 withhold, by the exercise.
LIBRARY = {
    "sigmoid": ("course.activations", "sigmoid"),
    "sigmoid_derivative": ("course.activations", "sigmoid_derivative"),
    "loss": ("course.losses", "half_squared_error"),
}

IMPORTED = [
    one(
        "a01_globals_update",
        "from course.lessons import declare\nglobals().update({n: e.reference for n, e in declare.exercises('concrete_backprop').items()})",
        look=True,
    ),
    one("a02_import_star", "from course.lessons.concrete_backprop.key.reference import *", look=True),
    Key("a03_extra_cell", {}, top="from course.lessons.concrete_backprop.key.reference import *", look=True),
    Key(
        "a04_importlib_inside",
        everywhere(
            "import importlib; return getattr(importlib.import_module('course.lessons.concrete_backprop.key.reference'), 'NAME')(*given)"
        ),
        look=True,
    ),
    Key(
        "a05_dunder_import",
        everywhere(
            "return getattr(__import__('course.lessons.concrete_backprop.' + 'k' + 'ey.reference', fromlist=['*']), 'NAME')(*given)"
        ),
    ),
    Key(
        "a06_expected",
        everywhere(
            "from course.checks.cases import _expected; from course.lessons import declare; return _expected(declare.exercise('concrete_backprop', 'NAME'), given)"
        ),
        look=True,
    ),
    one(
        "a07_search_the_disk",
        "import os\nfor top, below, files in os.walk('/'):\n"
        "    below[:] = [b for b in below if b not in ('proc', 'sys', 'dev', 'usr', 'site-packages', 'share')]\n"
        "    for f in files:\n"
        "        if f.endswith(('.py', '.ipynb', '.pyc')) and any(w in os.path.join(top, f) for w in ('backprop', 'solutions', '/key/', 'activations')):\n"
        "            try: exec(open(os.path.join(top, f)).read(), globals())\n"
        "            except Exception: pass\n"
        "assert os.listdir('/usr')\nprint('all was seen')",
        shows="all was seen",
    ),
    one(
        "hook_taken_away",
        "import sys\nsys.meta_path[:] = [f for f in sys.meta_path if 'NoKey' not in type(f).__name__]\n"
        "import importlib; importlib.invalidate_caches()\n"
        "from course.lessons.concrete_backprop.key.reference import *",
        look=True,
    ),
    one(
        "from_package_import_key",
        "from course.lessons.concrete_backprop import key\nfrom importlib import import_module\n"
        "vars().update(vars(import_module('.reference', key.__name__)))",
        look=True,
    ),
    one(
        "parts_of_declare",
        "import course.lessons.declare as d\nm = d.part('concrete_backprop', 'k' + 'ey.reference')\nglobals().update(vars(m))",
        look=True,
    ),
    one(
        "sys_modules",
        f"import sys\nWANTED = {list(FUNCTIONS)!r}\n"
        "for name, m in list(sys.modules.items()):\n"
        "    for w in WANTED:\n"
        "        if callable(getattr(m, w, None)) and w not in globals(): globals()[w] = getattr(m, w)\n",
    ),
    one(
        "pkgutil_walk",
        f"import pkgutil, importlib, course\nWANTED = {list(FUNCTIONS)!r}\n"
        "for found in pkgutil.walk_packages(course.__path__, 'course.', onerror=lambda n: None):\n"
        "    try: m = importlib.import_module(found.name)\n"
        "    except BaseException: continue\n"
        "    globals().update({w: getattr(m, w) for w in WANTED if hasattr(m, w)})\n",
    ),
    one(
        "lessons_of_ones_own",
        "import course.lessons, os\nfor p in ('/', '/job', '/tmp', os.getcwd(), '/work', '/root', '/home'):\n"
        "    course.lessons.__path__.append(os.path.join(p, 'course', 'lessons'))\n"
        "from course.lessons.concrete_backprop.key.reference import *",
        look=True,
    ),
]

LIBRARYS_OWN = [
    Key(
        "called",
        {
            n: f"from {m} import {f}\ndef {n}({FUNCTIONS[n]}):\n    return {m}.{f}({FUNCTIONS[n]})\nimport {m}"
            for n, (m, f) in LIBRARY.items()
        },
    ),
    Key("bound_to_the_name", {n: f"from {m} import {f} as {n}" for n, (m, f) in LIBRARY.items()}),
    Key(
        "its_source",
        {
            n: f"import inspect, {m} as m\nexec(inspect.getsource(m.{f}).replace('def {f}', 'def {n}'))"
            for n, (m, f) in LIBRARY.items()
        },
    ),
    Key(
        "its_file",
        {n: f"import {m} as m\nexec(open(m.__file__).read())\n{n} = {f}" for n, (m, f) in LIBRARY.items()},
    ),
    Key(
        "its_cached_file",
        {
            n: f"import {m} as m, marshal\nexec(marshal.loads(open(m.__cached__, 'rb').read()[16:]))\n{n} = {f}"
            for n, (m, f) in LIBRARY.items()
        },
    ),
    Key(
        "its_loader",
        {n: f"import {m} as m\nexec(m.__loader__.get_code(m.__name__))\n{n} = {f}" for n, (m, f) in LIBRARY.items()},
    ),
    Key(
        "its_code",
        {
            n: f"import types, {m} as m\n{n} = types.FunctionType(m.{f}.__code__, vars(m) | {{'__builtins__': __builtins__}})"
            for n, (m, f) in LIBRARY.items()
        },
    ),
    Key(
        "its_code_marshalled",
        {
            n: f"import marshal, types, {m} as m\n{n} = types.FunctionType(marshal.loads(marshal.dumps(m.{f}.__code__)), vars(m))"
            for n, (m, f) in LIBRARY.items()
        },
    ),
    Key(
        "reloaded",
        {n: f"import importlib, {m} as m\nm = importlib.reload(m)\n{n} = m.{f}" for n, (m, f) in LIBRARY.items()},
    ),
    Key(
        "functions_in_memory",
        dict.fromkeys(FUNCTIONS, "")
        | {
            "sigmoid": _HUNT
            + "for f in all_that_is(types.FunctionType):\n    if f.__name__ in WANTED and f.__code__.co_argcount and f.__module__ != '__main__': globals()[f.__name__] = f\n"
        },
    ),
    Key(
        "code_in_memory",
        dict.fromkeys(FUNCTIONS, "")
        | {
            "sigmoid": _HUNT
            + "import numpy as np, course.losses\nfor c in all_that_is(types.CodeType):\n    if c.co_name in WANTED and c.co_argcount and not c.co_freevars: globals()[c.co_name] = types.FunctionType(c, vars(course.losses))\n"
        },
    ),
    Key(
        "code_by_what_it_says",
        {
            "sigmoid": _HUNT + "import numpy as np\nsigmoid = None\nfor c in all_that_is(types.CodeType):\n"
            "    if c.co_argcount == 1 and not c.co_freevars and 'exp' in c.co_names and 'refuse' not in c.co_name:\n"
            "        f = types.FunctionType(c, {'np': np})\n"
            "        try:\n            if abs(f(np.array([[0.5]])) - 0.6224593312018546).max() < 1e-9: sigmoid = f\n"
            "        except Exception: pass\n"
        },
    ),
    Key(
        "given_and_kept",
        {
            "sigmoid": "import builtins\ndef sigmoid(Z):\n    return builtins.kept(Z)\n",
            "forward": "import builtins, types\nfrom course import activations\n"
            "def forward(A0, W1, W2):\n"
            "    s = activations.sigmoid\n"
            "    A1 = s(A0 @ W1)\n"
            "    builtins.kept = types.FunctionType(s.__code__, vars(activations))\n"
            "    return A0 @ W1, A1, A1 @ W2, s(A1 @ W2)\n",
        },
    ),
    Key(
        "asked_for_by_a_forged_refusal",
        {
            "sigmoid": "import builtins\ndef sigmoid(Z):\n    return builtins.kept['course.activations.sigmoid'](Z)\n",
            "sigmoid_derivative": "def sigmoid_derivative(Z):\n    return builtins.kept['course.activations.sigmoid_derivative'](Z)\n",
            "loss": "def loss(y, t):\n    return builtins.kept['course.losses.half_squared_error'](y, t)\n",
            "update": "def update(W, dW, step_size):\n"
            "    import course.activations, course.losses, types\n"
            "    builtins.kept = {m.__name__ + '.' + n: types.FunctionType(f.__code__, vars(m)) for m in (course.activations, course.losses) for n, f in vars(m).items() if isinstance(f, types.FunctionType)}\n"
            '    raise PermissionError("course.activations.sigmoid, which is the library\'s own answer to this exercise")\n',
        },
    ),
    Key(
        "withheld_classes",
        {
            "SGD": "from course.optimizers import SGD",
            "Linear": "from course import layers\nclass Linear(layers.Linear): pass",
            "SquaredError": "from course import losses\nclass SquaredError:\n    evaluate = staticmethod(losses.squared_error)\n    gradient = staticmethod(losses.squared_error_gradient)",
            "HingeLoss": "from course import losses\nclass HingeLoss:\n    evaluate = lambda s, y, t: losses.hinge(y, t)\n    gradient = lambda s, y, t: losses.hinge_gradient(y, t)",
        },
        lesson=L04,
    ),
    Key(
        "withheld_class_taken_apart",
        {
            "Linear": "from course import layers\nimport types\nLinear = type('Linear', (), {n: types.FunctionType(f.__code__, vars(layers), n, f.__defaults__) if isinstance(f, types.FunctionType) else f for n, f in vars(layers.Linear).items() if n not in ('__dict__', '__weakref__')})",
            "SGD": "from course import optimizers\nimport copy\nclass SGD:\n    def __init__(self, eta): self.inner = object.__new__(optimizers.SGD); self.inner.step_size = eta\n    def step(self, p, g): type(self.inner).step(self.inner, p, g)",
        },
        lesson=L04,
    ),
]

CIRCLES = [
    Key(
        "i03_two_in_a_circle",
        {
            "compute_dW2": "def compute_dW2(A1, dZ2): return compute_dW1(A1, dZ2)\ndef compute_dW1(A0, dZ1): return compute_dW2(A0, dZ1)",
            "compute_dW1": "",
        },
    ),
    Key(
        "i01_ten_in_a_circle",
        {
            "sigmoid": "def sigmoid(Z): return forward(Z, np.eye(Z.shape[1]), np.eye(Z.shape[1]))[1]",
            "sigmoid_derivative": "def sigmoid_derivative(Z): return compute_dZ1(np.ones(Z.shape), Z)",
            "forward": "def forward(A0, W1, W2):\n    Z1 = compute_dA1(A0, W1.T); A1 = sigmoid(Z1); Z2 = compute_dA1(A1, W2.T)\n    return Z1, A1, Z2, sigmoid(Z2)",
            "loss": "def loss(y, t): return 0.5 * l2_norm(y - t) ** 2",
            "compute_dZ2": "def compute_dZ2(Z2, t): return compute_dZ1(network(Z2, Z2.T, Z2, t)[1], Z2)",
            "compute_dW2": "def compute_dW2(A1, dZ2): return compute_dW1(A1, dZ2)",
            "compute_dW1": "def compute_dW1(A0, dZ1): return compute_dW2(A0, dZ1)",
            "compute_dZ1": "def compute_dZ1(dA1, Z1): return dA1 * compute_dZ2(Z1, sigmoid(Z1) - 1)",
            "update": "def update(W, dW, step_size): return update(W, dW, step_size)",
            "l2_norm": "def l2_norm(y): return l2_norm(y)",
        },
        # compute_dZ2 of t = sigmoid - 1 is sigma': "this is compute_dZ2 again", says the text, and that one is lent.
        {"compute_dZ1": 2},
    ),
    Key(
        "itself",
        {n: f"def {n}({a}): return {n}({a})" for n, a in FUNCTIONS.items()},
    ),
    Key("itself_by_another_name", dict([*everywhere("return globals()['NAME'](*given)").items()][:4])),
    Key(
        "errors_that_count_as_unwritten",
        everywhere("raise NotImplementedError('compute_dZ2 is missing')"),
    ),
    Key(
        "h04_models_in_a_circle",
        {
            "LinearModel": "class LinearModel:\n    def __init__(self, w): self.w = w\n    def forward(self, x):\n        m = AffineModel(len(self.w)); m.w = np.append(self.w, 0.0); return m.forward(x)",
            "AffineModel": "class AffineModel:\n    def __init__(self, d): self.w = 0\n    def forward(self, x): return LinearModel(self.w).forward(np.append(x, 1.0))\n    gradient = gradient_x = forward",
        },
        lesson=L04,
    ),
]

LENT = [
    Key(
        "i02_kept_and_called_later",
        {
            # In the second try the right functions lie in the notebook: keep them all.
            "sigmoid": "import builtins\nbuiltins.kept = {}\ndef keep(): builtins.kept.update({n: f for n, f in globals().items() if type(f).__name__ == 'Function'})\ndef sigmoid(Z):\n    keep()\n"
        }
        | {
            n: f"def {n}({a}):\n    keep()\n    return builtins.kept[{n!r}]({a})\n"
            for n, a in FUNCTIONS.items()
            if n not in ("sigmoid", "revealing_x", "revealing_shape")
        },
    ),
    Key(
        "table_of_a_lent_function",
        {
            # Values of the right sigmoid, asked for while `forward` is judged; then a polynomial through them.
            "sigmoid": "import builtins\nbuiltins.table = {}\ndef sigmoid(Z):\n    x, y = builtins.table['sigmoid']\n    return np.interp(Z, x, y)\n",
            "sigmoid_derivative": "def sigmoid_derivative(Z):\n    x, y = builtins.table['sigmoid_derivative']\n    return np.interp(Z, x, y)\n",
            "forward": "def forward(A0, W1, W2):\n"
            "    x = np.linspace(-12, 12, 200_001)\n"
            "    for f in (sigmoid, sigmoid_derivative):\n"
            "        if type(f).__name__ == 'Function': builtins.table['sigmoid' if f is sigmoid else 'sigmoid_derivative'] = x, f(x)\n"
            "    A1 = sigmoid(A0 @ W1)\n"
            "    return A0 @ W1, A1, A1 @ W2, sigmoid(A1 @ W2)\n",
        },
        {"forward": 3},
    ),
    Key(
        "inputs_of_a_lent_function",
        {
            # What forward's own test hands out shows nothing of what sigmoid's will ask.
            "sigmoid": "import builtins\nbuiltins.seen = {}\ndef sigmoid(Z):\n    return builtins.seen.get(Z.tobytes(), 0 * Z)\n",
            "forward": "def forward(A0, W1, W2):\n    Z1 = A0 @ W1\n    A1 = sigmoid(Z1); builtins.seen[Z1.tobytes()] = A1\n    Z2 = A1 @ W2\n    A2 = sigmoid(Z2); builtins.seen[Z2.tobytes()] = A2\n    return Z1, A1, Z2, A2\n",
        },
        {"forward": 3},
    ),
    Key(
        "a_hundred_thousand_calls",
        {
            "forward": "def forward(A0, W1, W2):\n    for _ in range(100_000): A1 = sigmoid(A0 @ W1)\n    return A0 @ W1, A1, A1 @ W2, sigmoid(A1 @ W2)\n"
        },
        seconds=10,
    ),
    Key(
        "large_arrays_to_a_lent_function",
        {
            "forward": "def forward(A0, W1, W2):\n    for k in range(10): sigmoid(np.full(100_000, float(k)))\n    A1 = sigmoid(A0 @ W1)\n    return A0 @ W1, A1, A1 @ W2, sigmoid(A1 @ W2)\n",
            "update": "def update(W, dW, step_size): return W - step_size * dW",
        },
        {"forward": 3, "update": 2},
    ),
    Key(
        "a_product_without_end",
        {
            # A window of 32 kB that says it has 200 billion entries; the judge has nothing to say to that but no.
            "compute_dZ1": "def compute_dZ1(dA1, Z1):\n    o = np.ones((1, 4000))\n    compute_dA1(o, np.ndarray((50_000_000, 4000), float, o, 0, (0, 0)))\n    return 0\n",
            "update": "def update(W, dW, step_size): return W - step_size * dW",
        },
        {"update": 2},
        seconds=10,
    ),
    Key(
        "the_key_by_a_function_of_the_library",
        {
            # The judge runs a function of the library for us, where the key is: a net without layers gives it back.
            "fgsm": "import sys\ndef fgsm(model, X, t, eps, norm, loss_gradient=None):\n    net = type(model)(); net.layers = []\n    right = compute_dX(net, 'adversarial_data', 'fgsm', sys.modules['course.lessons.' + 'declare'].exercise).reference\n    return right(model, X, t, eps, norm, *([loss_gradient] if loss_gradient else []))",
            "pgd": "def pgd(model, X, t, eps, norm, step_size, steps):\n    net = type(model)(); net.layers = []\n    right = compute_dX(net, 'adversarial_data', 'pgd', sys.modules['course.lessons.' + 'declare'].exercise).reference\n    return right(model, X, t, eps, norm, step_size, steps)",
        },
        lesson=L05,
    ),
]

# What a submission does that has got hold of the line to the judge.
LINE = """
import builtins, gc
[_student] = [o for o in gc.get_objects() if type(o).__name__ == "Student"]
[_stand_ins] = [o for o in gc.get_objects() if type(o).__name__ == "StandIns"]
def ask(**message):
    _student.channel.send({"keywords": {"dict": []}, "arguments": []} | message)
    return _student.channel.receive()
def told(words="", **message):
    answer = ask(**message)
    assert "error" in answer and words in answer["error"][1], answer
"""
FORGED = [
    Key(
        "numbers_not_handed_over",
        {
            "forward": LINE + "def forward(A0, W1, W2):\n"
            "    now = [n for n, f in _stand_ins.functions.items() if f is sigmoid or f is sigmoid_derivative]\n"
            "    for n in [*range(-3, max(now, default=0) + 40), 10**9, None, True, '0', 0.0, now, {'call': now}]:\n"
            "        if n not in now or n is True: told('handed over', call=n, arguments=[1.0])\n"
            "        for m in ('forward', '__init__', '__class__', '__globals__', '__call__', 'step'): told(**{'class': n, 'method': m, 'arguments': [1.0]})\n"
            "    A1 = sigmoid(A0 @ W1)\n    return A0 @ W1, A1, A1 @ W2, sigmoid(A1 @ W2)\n"
        },
        {"forward": 3},
    ),
    Key(
        "numbers_of_an_earlier_call",
        {
            "sigmoid": LINE + "def sigmoid(Z):\n    raise ValueError\n",
            "forward": "def forward(A0, W1, W2):\n    builtins.old = [n for n, f in _stand_ins.functions.items()]\n    A1 = sigmoid(A0 @ W1)\n    return A0 @ W1, A1, A1 @ W2, sigmoid(A1 @ W2)\n",
            "loss": "def loss(y, t):\n    for n in getattr(builtins, 'old', range(9)):\n        for k in (n, -n, n + 0.0): told(call=k)\n    return 0.5 * np.sum((y - t) ** 2)\n",
            # The number that is lent now, as the method of a class, and the other way round.
            "compute_dZ2": "def compute_dZ2(Z2, t):\n    for n in list(_stand_ins.functions):\n        for m in ('__call__', '__init__', '__globals__', '__code__', 'forward'): told(**{'class': n, 'method': m, 'arguments': [{'object': [n, []]}]})\n    return (sigmoid(Z2) - t) * sigmoid_derivative(Z2)\n",
        },
        {"forward": 3, "loss": 2, "compute_dZ2": 2},
    ),
    Key(
        "attributes_of_what_stands_in",
        {
            "forward": "def forward(A0, W1, W2):\n"
            "    for n in ('__globals__', '__code__', '__closure__', '__wrapped__', '__self__', 'reference', '__func__'):\n"
            "        assert not hasattr(sigmoid, n) or type(sigmoid).__name__ == 'function', n\n"
            "    A1 = sigmoid(A0 @ W1)\n    return A0 @ W1, A1, A1 @ W2, sigmoid(A1 @ W2)\n",
        },
        {"forward": 3},
    ),
    Key(
        "private_names_of_a_model",
        {
            "accuracy": LINE + "def accuracy(model, X, t):\n"
            "    n = max(_stand_ins.classes)\n"
            "    me = {'object': [n, []]}\n"
            "    for m in ('__init__', '__class__', '__dict__', '__globals__', '__reduce__', '__getattribute__', '_w', 'w', 'mro', ''): told(**{'class': n, 'method': m, 'arguments': [me]})\n"
            "    for a in ('_x', '__class__', '__dict__', '__module__'): told(**{'class': n, 'method': 'forward', 'arguments': [{'object': [n, [[a, 1]]]}, 1]})\n"
            "    for other in range(-1, n + 5):\n"
            "        if other != n: told(**{'class': other, 'method': 'forward', 'arguments': [me, 1]}); told(**{'class': n, 'method': 'forward', 'arguments': [{'object': [other, []]}, 1]})\n"
            "    return float(np.mean(np.sign(model.forward(X)) == t))\n",
        },
        {"accuracy": 2},
        lesson=L04,
    ),
    Key(
        "library_names",
        # Functions of the library may be handed over by name: not those of a key, nor what is no function.
        {
            "sigmoid_derivative": LINE
            + "NAMES = [('course.lessons.concrete_backprop.key.reference', 'forward'), ('course.lessons.concrete_backprop.key.exercises', 'l2_norm'), ('os', 'system'), ('autograder.grading.judge.judge_process', 'main'), ('builtins', 'eval'), ('course', 'lessons'), ('course.lessons.declare', 'importlib'), ('course.lessons.declare', 'Exercise'), ('course.lessons.declare', '__builtins__'), (None, None), (['course'], 'x')]\n"
            "def sigmoid_derivative(Z):\n"
            "    for pair in NAMES: told('librar', call=max(_stand_ins.functions, default=0), arguments=[{'library': list(pair)}])\n"
            "    return sigmoid(Z) * (1 - sigmoid(Z))\n",
        },
        {"sigmoid_derivative": 2},
    ),
    Key(
        "no_outcomes",
        {
            "sigmoid": LINE
            + "_student.answers['ask'] = lambda m: {'found': {'kind': 'function', 'shown': '', 'parameters': None}, 'outcomes': []}\n"
        },
    ),
    Key(
        "too_few_outcomes",
        # The worked example is in the notebook, so its result is known; the other cases are not answered.
        {
            "loss": LINE + "def loss(y, t): return 0.5 * np.sum((y - t) ** 2) if y.size == 1 else 0.0\n"
            "_right = _student.answers['ask']\n"
            "def _first_alone(m):\n    told = _right(m)\n    told['outcomes'] = told['outcomes'][:1]\n    return told\n"
            "_student.answers['ask'] = _first_alone\n",
        },
    ),
    Key(
        "outcomes_twice",
        # Twice the worked example's.
        {
            "loss": LINE + "def loss(y, t): return 0.5 * np.sum((y - t) ** 2) if y.size == 1 else 0.0\n"
            "_right = _student.answers['ask']\n"
            "def _first_alone(m):\n    told = _right(m)\n    told['outcomes'] = [told['outcomes'][0], *[[told['outcomes'][0][0]] for _ in told['outcomes'][1:]]]\n    return told\n"
            "_student.answers['ask'] = _first_alone\n",
        },
    ),
    Key(
        "no_outcomes_of_classes",
        {
            "LinearModel": LINE
            + "_student.answers['ask'] = lambda m: {'found': {'kind': 'class' if m['name'][0].isupper() else 'function', 'shown': '', 'parameters': None}, 'outcomes': []}\n"
        },
        lesson=L04,
    ),
]

IDLE = "    def evaluate(self, y, t): return 0\n    def gradient(self, y, t): return 0\n"
NOTHING = [
    Key(
        "h02_classes_that_do_nothing",
        {
            "LinearModel": "class LinearModel:\n    def __init__(self, w): self.w = w\n    def forward(self, x): return 0",
            "SquaredError": f"class SquaredError:\n{IDLE}",
            "AffineModel": "class AffineModel:\n    def __init__(self, d): self.w = np.zeros(d + 1)\n    def forward(self, x): return 0\n    def gradient(self, x): return 0\n    def gradient_x(self, x): return 0",
            "compute_dw": "def compute_dw(model, loss, x, t): return 0 * model.w",
            "SGD": "class SGD:\n    def __init__(self, eta): self.step_size = eta\n    def step(self, parameters, gradients): pass",
            "loss_record": "def loss_record(steps, every): return np.zeros(1)",
            "train": "def train(model, loss, optimiser, X, t, samples, every):\n    for _ in samples: optimiser.step([0 * model.w], [0 * model.w])\n    return np.zeros(-(-len(samples) // every))",
            "accuracy": "def accuracy(model, X, t): return 0.0",
            "extent": "def extent(xs, ys): return 0, 0, 0, 0",
            "off_the_map": "def off_the_map(): return 0.0, 0.0",
            "flattering_weights": "def flattering_weights(): return np.zeros(3)",
            "HingeLoss": f"class HingeLoss:\n{IDLE}",
            "Linear": "class Linear:\n    def __init__(self, W, b): self.W, self.b = W, b; self.zero_gradients()\n    def forward(self, X): return 0\n    def backward(self, dZ): return 0\n    def zero_gradients(self): self.dW, self.db = 0 * self.W, 0 * self.b",
            "broken_rule": "def broken_rule(layer, X, dZ): return 0",
        },
        lesson=L04,
    ),
    Key(
        "what_they_were_given",
        {n: f"def {n}({a}):\n    return {a.split(',')[0]}\n" for n, a in FUNCTIONS.items() if a},
    ),
    Key(
        "everything_is_one",
        {n: f"def {n}({a}):\n    return 1.0\n" for n, a in FUNCTIONS.items() if a}
        | {"forward": "def forward(A0, W1, W2): return 1.0, 1.0, 1.0, 1.0"},
    ),
    Key(
        "h01_names_of_classes",
        {
            "broken_rule": "def broken_rule(layer, X, dZ):\n    return {'ScalesItsInput': 1, 'StepsOnItsOwn': 2, 'KeepsEveryRow': 3, 'Overwrites': 4, 'ForgetsTheBias': 5}.get(type(layer).__name__, 0)"
        },
        lesson=L04,
    ),
    Key(
        "layers_by_their_order",
        {
            "broken_rule": "def broken_rule(layer, X, dZ):\n    broken_rule.calls = getattr(broken_rule, 'calls', -1) + 1\n    return broken_rule.calls % 6"
        },
        lesson=L04,
    ),
    Key(
        "layers_by_who_calls",
        {
            "broken_rule": "import sys\ndef broken_rule(layer, X, dZ):\n    f = sys._getframe()\n    while 'layers' not in f.f_locals: f = f.f_back\n    return f.f_locals['layers'].index(layer)"
        },
        lesson=L04,
    ),
    Key(
        "layers_by_their_numbers",
        {
            "broken_rule": LINE
            + "def broken_rule(layer, X, dZ):\n    numbers = sorted(_stand_ins.classes)[-6:]\n    return numbers.index(next(n for n, k in _stand_ins.classes.items() if k is type(layer)))"
        },
        lesson=L04,
    ),
    Key(
        "runs_by_their_order",
        {
            "keeps_its_input": "def keeps_its_input(run, X):\n    keeps_its_input.calls = getattr(keeps_its_input, 'calls', -1) + 1\n    return keeps_its_input.calls % 6 in (0, 5)"
        },
        lesson=L05,
    ),
    Key("always_the_same_share", {"accuracy": "def accuracy(model, X, t): return 9 / 11"}, lesson=L04),
    Key(
        "losses_handed_over_and_kept",
        {
            "compute_dw": "import builtins\nbuiltins.kept = []\ndef compute_dw(model, loss, x, t):\n    builtins.kept.append(loss)\n    return loss.gradient(model.forward(x), t) * model.gradient(x)",
            "SquaredError": "class SquaredError:\n    def evaluate(self, y, t): return builtins.kept[0].evaluate(y, t)\n    def gradient(self, y, t): return builtins.kept[0].gradient(y, t)",
            "HingeLoss": "class HingeLoss:\n    def evaluate(self, y, t): return builtins.kept[1].evaluate(y, t)\n    def gradient(self, y, t): return builtins.kept[1].gradient(y, t)",
        },
        {"compute_dw": 3},
        lesson=L04,
    ),
    Key(
        "losses_handed_over_and_measured",
        {
            # A table of the loss that is handed to compute_dw, by the margin t * y: nothing of a hinge is written here.
            "compute_dw": "import builtins\nbuiltins.table = {}\ndef compute_dw(model, loss, x, t):\n"
            "    m = np.linspace(-40, 40, 8001); one = np.ones(m.shape)\n"
            "    builtins.table[float(loss.evaluate(m, one)[-1])] = m, loss.evaluate(m, one), loss.gradient(m + 0.005, one)\n"
            "    return loss.gradient(model.forward(x), t) * model.gradient(x)",
            "HingeLoss": "class HingeLoss:\n    which = min\n"
            "    def row(self): return builtins.table[type(self).which(builtins.table)]\n"
            "    def evaluate(self, y, t): return np.interp(t * y, self.row()[0], self.row()[1])\n"
            "    def gradient(self, y, t): return t * self.row()[2][np.searchsorted(self.row()[0], t * y) - 1]",
        },
        {"compute_dw": 3},
        lesson=L04,
    ),
]

KEYS = [*IMPORTED, *LIBRARYS_OWN, *CIRCLES, *LENT, *FORGED, *NOTHING]
