# %% [markdown]
# # 7 · Split nodes
#
# Until now every net was a chain. Real nets are not: a value is used twice, paths split and meet again, weights are shared, signals take short
# cuts. One rule is all that is new: **where paths meet on the way back, gradients add.** With it and a good order you can differentiate
# any graph, and at the end of this lesson you do, with an engine of your own.
#
# **You will be able to** send gradients back through splits, sums, products and concatenations; through shared weights and short
# cuts; find an order for the way back, and say why any other one is wrong; write reverse mode in thirty lines.
#
# **You need** lesson 1 (upstream times local) and Python classes. [Where this lesson stands in the course](../concept_map.svg)
#
# **Notation.** `dV` is the gradient of the loss with respect to `V`, and has its shape. A *child* is computed from its *parents*; seen from a parent,
# the child is a *consumer*. (The source writes $\partial\mathcal{L}/\partial x$ and $\bar y = (y_1, y_2)$ for the outputs of a split.)

# %%
import numpy as np
from IPython.display import display

from course import gradcheck
from course.checks import ready
from course.lessons.split_nodes import faults, figures, predictions
from course.widgets import picture, predict, step_through
from course.widgets.live import Slider, live


def show(precision=6, **arrays):
    """Print arrays by name, rounded."""
    for name, value in arrays.items():
        print(f"{name} =", np.array2string(np.asarray(value), precision=precision, prefix=f"{name} = "))


# %% [markdown]
# ## 1. A node that splits · 15 min
#
# Let $x$ go two ways: $(y_1, y_2) = (f_1(x), f_2(x))$, and let both reach the loss. Move $x$ a little: $y_1$ moves, and $y_2$ moves, and the loss feels
# both. So the two effects add:
#
# $$ \frac{dL}{dx} = \frac{dL}{dy_1}\frac{dy_1}{dx} + \frac{dL}{dy_2}\frac{dy_2}{dx}, \qquad\text{or}\qquad dx = dy_1\,f_1'(x) + dy_2\,f_2'(x). $$

# %%
predict(predictions.TWO_PATHS)

# %% [markdown]
# Watch it happen. Step backward to `x` and look at **so far**: the first share waits there until the second has come.


# %%
def split(x):
    y1 = x**2
    y2 = np.sin(x)
    L = 3 * y1 + 2 * y2
    dx = 3 * 2 * x + 2 * np.cos(x)
    return L, dx


step_through(split, 0.5, title="a node that splits")

# %% [markdown]
# ### Exercise 1: `split_gradient`
#
# The same split, $y_1 = x^2$ and $y_2 = \sin x$, entry by entry on arrays, for whatever upstream gradients arrive.
#
# **Expected:** for `x` = `[[0.5, 1, -2]]`, `dy1` = `[[1, 2, 3]]`, `dy2` = `[[4, 5, 6]]`: `[[4.51033025, 6.70151153, -14.49688102]]`.


# %% nbgrader={"grade": false, "grade_id": "split_gradient", "locked": false, "schema_version": 3, "solution": true, "task": false}
def split_gradient(x, dy1, dy2):
    """Gradient with respect to x; x, dy1, dy2 and the result have one shape."""
    ### BEGIN SOLUTION
    dx = dy1 * 2 * x
    dx = dx + dy2 * np.cos(x)
    return dx
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_split_gradient", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("split_nodes/split_gradient", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_split_gradient", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: split_gradient on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("split_nodes/split_gradient", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# ## 2. Nodes that join · 25 min
#
# The source announces joint nodes and stops. There are few of them, and each answers one question: *if this operand moves, how does the
# result move?*
#
# | forward | way back |
# |---|---|
# | $Y = A + B$ | both get $dY$, whole |
# | $Y = A \odot B$ | each gets $dY$ times the other |
# | $Y = [A, B]$ | each gets its own columns of $dY$ |

# %%
predict(predictions.FACTOR)

# %%
predict(predictions.BROADCAST)

# %% [markdown]
# ### Exercise 2: `join_sum`
#
# $Y = A + b$, where `b` of shape (m,) is added to every row of `A` (n, m). NumPy copied `b` for you, n times, in silence. A copy is a split.
#
# **Expected:** `dA` is `dY`; `db` has shape (m,).


# %% nbgrader={"grade": false, "grade_id": "join_sum", "locked": false, "schema_version": 3, "solution": true, "task": false}
def join_sum(dY, A, b):
    """dA of A's shape and db of b's shape, for Y = A + b."""
    ### BEGIN SOLUTION
    dA = dY.copy()
    db = dY.sum(axis=0)
    ### END SOLUTION
    return dA, db


# %% nbgrader={"grade": true, "grade_id": "test_join_sum", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("split_nodes/join_sum", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_join_sum", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: join_sum on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("split_nodes/join_sum", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 3: `join_product`
#
# $Y = A \odot B$, entry by entry.
#
# **Expected:** for `dY` = `[[2, 5]]`, `A` = `[[3, 1]]`, `B` = `[[4, -2]]`: `dA` = `[[8, -10]]` and `dB` = `[[6, 5]]`.


# %% nbgrader={"grade": false, "grade_id": "join_product", "locked": false, "schema_version": 3, "solution": true, "task": false}
def join_product(dY, A, B):
    """dA and dB, for Y = A * B; all of one shape."""
    ### BEGIN SOLUTION
    dA = dY * B
    dB = dY * A
    ### END SOLUTION
    return dA, dB


# %% nbgrader={"grade": true, "grade_id": "test_join_product", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("split_nodes/join_product", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_join_product", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: join_product on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("split_nodes/join_product", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 4: `join_concat`
#
# `Y = np.concatenate([A, B], axis=1)`, with `A` of p columns and `B` of q. Numbers are moved, not changed.
#
# **Expected:** `dA` has the shape of `A`, `dB` that of `B`, and side by side they are `dY`.


# %% nbgrader={"grade": false, "grade_id": "join_concat", "locked": false, "schema_version": 3, "solution": true, "task": false}
def join_concat(dY, A, B):
    """dA and dB, for Y = [A, B] side by side."""
    ### BEGIN SOLUTION
    p = A.shape[1]
    dA = dY[:, :p]
    dB = dY[:, p:]
    ### END SOLUTION
    return dA, dB


# %% nbgrader={"grade": true, "grade_id": "test_join_concat", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("split_nodes/join_concat", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_join_concat", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: join_concat on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("split_nodes/join_concat", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# ## 3. Two that matter today · 25 min
#
# **Residual connection.** $Y = X + \tanh(XW)$: a layer with a short cut around it. `X` splits, and the two paths join in a sum. Nets of a hundred layers
# train because of it.

# %%
predict(predictions.SKIP_WITH_ZERO_WEIGHTS)


# %%
def short_cut(X, W):
    Z = X @ W
    H = np.tanh(Z)
    Y = X + H
    L = np.sum(Y**2)
    return L


X = np.array([[0.5, -1.0, 0.25], [1.5, 0.75, -0.5]])
W = np.array([[0.2, -0.4, 0.1], [0.3, 0.6, -0.2], [-0.5, 0.1, 0.7]])
step_through(short_cut, X, W, title="a residual connection")

# %% [markdown]
# ### Exercise 5: `residual`
#
# Both gradients of $Y = X + \tanh(XW)$ for a given `dY`. Remember $\tanh'(z) = 1 - \tanh(z)^2$.
#
# **Expected:** with `W` all 0, `dX` is `dY`. For `X` = `[[1]]`, `W` = `[[0.5]]`, `dY` = `[[2]]`: `dX` = `[[2.78644773]]`, `dW` = `[[1.57289547]]`.


# %% nbgrader={"grade": false, "grade_id": "residual", "locked": false, "schema_version": 3, "solution": true, "task": false}
def residual(X, W, dY):
    """dX of X's shape and dW of W's shape, for Y = X + tanh(X @ W)."""
    ### BEGIN SOLUTION
    H = np.tanh(X @ W)
    dZ = dY * (1 - H**2)
    dX = dY + dZ @ W.T
    dW = X.T @ dZ
    ### END SOLUTION
    return dX, dW


# %% nbgrader={"grade": true, "grade_id": "test_residual", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("split_nodes/residual", points=2)

# %% nbgrader={"grade": true, "grade_id": "hidden_residual", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: residual on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("split_nodes/residual", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# **Shared weights.** An autoencoder squeezes the data through a narrow layer and back: $H = XW$, then $Y = HW^\top$. It uses the *same* `W` twice, so
# `W` is a node that splits.

# %%
predict(predictions.TIED)

# %% [markdown]
# ### Exercise 6: `tied_weights`
#
# `dW` for a given `dY`. Give the two uses names of their own for a moment, $H = XW_1$ and $Y = HW_2$ with $W_2 = W^\top$; compute each gradient; turn the
# second one back; add.
#
# **Expected:** for `X` = `[[1, 2]]`, `W` = `[[1], [3]]`, `dY` = `[[1, 1]]`: `dW` = `[[4], [8]] + [[7], [7]]`.


# %% nbgrader={"grade": false, "grade_id": "tied_weights", "locked": false, "schema_version": 3, "solution": true, "task": false}
def tied_weights(X, W, dY):
    """dW of W's shape (d, m), for H = X @ W and Y = H @ W.T; X and dY have shape (n, d)."""
    ### BEGIN SOLUTION
    H = X @ W
    encoder = X.T @ (dY @ W)
    decoder = dY.T @ H
    return encoder + decoder
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_tied_weights", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("split_nodes/tied_weights", points=2)

# %% nbgrader={"grade": true, "grade_id": "hidden_tied_weights", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: tied_weights on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("split_nodes/tied_weights", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# Check it without calculus, as always:

# %%
if ready("split_nodes", "tied_weights"):
    X6, W6 = np.random.default_rng(1).normal(size=(4, 5)), np.random.default_rng(2).normal(size=(5, 3))
    dY6 = np.random.default_rng(3).normal(size=(4, 5))
    print(gradcheck.check_gradient(lambda V: np.sum(dY6 * (X6 @ V @ V.T)), W6, tied_weights(X6, W6, dY6)))

# %% [markdown]
# ## 4. Any graph: who waits for whom · 25 min
#
# From now on a graph is a list of **edges** `(child, parent, local)`: the child is computed from the parent, and `local` is d(child)/d(parent). This is all
# that the way back has to know.

# %%
kite = [("L", "a", 2.0), ("L", "b", -1.0), ("a", "x", 3.0), ("b", "x", 0.5), ("b", "a", 4.0)]

# %% [markdown]
# A node may hand its gradient on when **all** its shares have come in, and not before. So first count them.
#
# ### Exercise 7: `consumers`
#
# For each node, how many edges lead to it from above? The loss gets 0.
#
# **Expected** for the kite: `{"L": 0, "a": 2, "b": 1, "x": 2}`. For `x * x` there are two edges from the product to `x`, and both count.


# %% nbgrader={"grade": false, "grade_id": "consumers", "locked": false, "schema_version": 3, "solution": true, "task": false}
def consumers(edges):
    """A dict from node name to the number of shares that it waits for."""
    ### BEGIN SOLUTION
    waiting = {}
    for child, parent, _ in edges:
        waiting.setdefault(child, 0)
        waiting[parent] = waiting.get(parent, 0) + 1
    return waiting
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_consumers", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("split_nodes/consumers", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_consumers", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: consumers on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("split_nodes/consumers", points=1, seed=7)
### END HIDDEN TESTS

# %%
predict(predictions.VALID_ORDER)

# %% [markdown]
# ### Exercise 8: `backward_order`
#
# A list of the nodes that lead to the loss, the loss first, each node **after everything that consumes it**. There are many such orders, and every one of them is
# right. If yours is not, the check answers with the pair that stands the wrong way round.
#
# **Expected** for the kite: `["L", "b", "a", "x"]`, the only one.
#
# A way that works: start with the loss; whenever a node is done, take one off the counts of its parents; a parent whose count
# has come to 0 is free.


# %% nbgrader={"grade": false, "grade_id": "backward_order", "locked": false, "schema_version": 3, "solution": true, "task": false}
def backward_order(edges, loss):
    """Names of the nodes that lead to the loss, each after all that consume it."""
    ### BEGIN SOLUTION
    reached, new = {loss}, [loss]
    while new:
        node = new.pop()
        for child, parent, _ in edges:
            if child == node and parent not in reached:
                reached.add(parent)
                new.append(parent)
    waiting = {node: sum(1 for child, parent, _ in edges if parent == node and child in reached) for node in reached}
    order, free = [], [loss]
    while free:
        node = free.pop()
        order.append(node)
        for child, parent, _ in edges:
            if child == node:
                waiting[parent] -= 1
                if waiting[parent] == 0:
                    free.append(parent)
    return order
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_backward_order", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("split_nodes/backward_order", points=2)

# %% nbgrader={"grade": true, "grade_id": "hidden_backward_order", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: backward_order on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("split_nodes/backward_order", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 9: `reverse_mode`
#
# All gradients of a graph: the loss starts with 1; in a valid order, every node sends `gradient * local` along each of its edges, and what arrives is
# **added**.
#
# **Expected** for the kite: L: 1, b: −1, a: 2 + (−1)·4 = −2, x: (−2)·3 + (−1)·0.5 = −6.5.


# %% nbgrader={"grade": false, "grade_id": "reverse_mode", "locked": false, "schema_version": 3, "solution": true, "task": false}
def reverse_mode(edges, loss):
    """A dict from node name to dL/d(node)."""
    ### BEGIN SOLUTION
    gradient = dict.fromkeys(backward_order(edges, loss), 0.0)
    gradient[loss] = 1.0
    for node in list(gradient):
        for child, parent, local in edges:
            if child == node:
                gradient[parent] += gradient[node] * local
    return gradient
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_reverse_mode", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("split_nodes/reverse_mode", points=2)

# %% nbgrader={"grade": true, "grade_id": "hidden_reverse_mode", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: reverse_mode on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("split_nodes/reverse_mode", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# ## 5. What an order is worth · 10 min
#
# One can do without: start at the loss, follow every path on its own, add up at the end. It is even right. Put diamonds on top of each other, a node that splits
# in two that join, and again:

# %%
predict(predictions.TEN_DIAMONDS)

# %%
live(figures.cost_scene, Slider("count", "diamonds", 1, 12, value=4, step=1), title="every path, or in order?")

# %%
picture(*figures.cost())

# %% [markdown]
# A published teaching library walked its graphs this way: 18 diamonds took 2.8 seconds. Its tests passed, since they only asked for the right
# numbers on small graphs.
#
# ## 6. Bug hunts · 15 min
#
# ### Hunt 1: shares mixed up
#
# A widely used exercise tests the way back through a product with two equal factors. This code passes:


# %%
def published_product(dy, a, b):
    return dy * a, dy * b  # da, db


show(shares=published_product(1.0, 3.0, 3.0))

# %% [markdown]
# ### Exercise 10: `revealing_factors`
#
# Return two numbers `(a, b)` for which the shares are visibly wrong.


# %% nbgrader={"grade": false, "grade_id": "revealing_factors", "locked": false, "schema_version": 3, "solution": true, "task": false}
def revealing_factors():
    """Two numbers (a, b) at which the published shares are wrong."""
    ### BEGIN SOLUTION
    return 2.0, 5.0
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_revealing_factors", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("split_nodes/revealing_factors", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_revealing_factors", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: revealing_factors on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("split_nodes/revealing_factors", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# ### Hunt 2: `=` for `+=`
#
# The most common fault of all in home-made engines. On a chain it does no harm:

# %%
chain = [("L", "b", 2.0), ("b", "a", 3.0), ("a", "x", 0.5)]
print(faults.overwriting_reverse_mode(chain, "L"))

# %%
predict(predictions.SQUARE_AS_PRODUCT)

# %% [markdown]
# ### Exercise 11: `revealing_graph`
#
# Return a list of edges, with a node `"L"` as the loss, on which overwriting gives a wrong gradient. The smallest one has two edges.


# %% nbgrader={"grade": false, "grade_id": "revealing_graph", "locked": false, "schema_version": 3, "solution": true, "task": false}
def revealing_graph():
    """Edges (child, parent, local) on which `=` instead of `+=` shows."""
    ### BEGIN SOLUTION
    return [("L", "a", 2.0), ("L", "x", 1.0), ("a", "x", 3.0)]
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_revealing_graph", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("split_nodes/revealing_graph", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_revealing_graph", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: revealing_graph on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("split_nodes/revealing_graph", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# ## 7. An engine of your own · 40 min
#
# *Record, order, accumulate*, in one class. Each operation makes a new `Var` that keeps its `parents` and, for each of them, a **pullback**: the function from
# the upstream gradient to the share of that parent. The sum is done for you.
#
# ### Exercise 12: `Var`
#
# Write the missing operations and the two methods. All arrays in a product or a difference have one shape here, so nothing is
# broadcast.
#
# - `a - b`, `a * b` entry by entry, `a @ b`, `a.sigmoid()`
# - `order()`: all nodes that lead to this one, each after everything that consumes it, this one first. Count with `id(node)`, since a `Var` may appear twice.
# - `backward()`: set `gradient` of every node that leads here; this one's is all ones.
#
# **Expected:** lesson 1's net runs on it, with the gradients of lesson 1; and `v * v + v` gives `2v + 1`.


# %% nbgrader={"grade": false, "grade_id": "Var", "locked": false, "schema_version": 3, "solution": true, "task": false}
class Var:
    """An array that remembers where it came from."""

    def __init__(self, value, parents=(), pullbacks=(), op="input"):
        self.value = np.asarray(value, dtype=float)
        self.parents, self.pullbacks, self.op = parents, pullbacks, op
        self.gradient = np.zeros_like(self.value)

    def __add__(self, other):
        return Var(self.value + other.value, (self, other), (lambda up: up, lambda up: up), "add")

    def sum(self):
        return Var(self.value.sum(), (self,), (lambda up: up * np.ones_like(self.value),), "sum")

    def __sub__(self, other):
        ### BEGIN SOLUTION
        return Var(self.value - other.value, (self, other), (lambda up: up, lambda up: -up), "subtract")
        ### END SOLUTION

    def __mul__(self, other):
        ### BEGIN SOLUTION
        pullbacks = (lambda up: up * other.value, lambda up: up * self.value)
        return Var(self.value * other.value, (self, other), pullbacks, "multiply")
        ### END SOLUTION

    def __matmul__(self, other):
        ### BEGIN SOLUTION
        pullbacks = (lambda up: up @ other.value.T, lambda up: self.value.T @ up)
        return Var(self.value @ other.value, (self, other), pullbacks, "matmul")
        ### END SOLUTION

    def sigmoid(self):
        ### BEGIN SOLUTION
        A = 1 / (1 + np.exp(-self.value))
        return Var(A, (self,), (lambda up: up * A * (1 - A),), "sigmoid")
        ### END SOLUTION

    def order(self):
        ### BEGIN SOLUTION
        waiting, seen, new = {}, {id(self)}, [self]
        while new:
            for parent in new.pop().parents:
                waiting[id(parent)] = waiting.get(id(parent), 0) + 1
                if id(parent) not in seen:
                    seen.add(id(parent))
                    new.append(parent)
        order, free = [], [self]
        while free:
            order.append(free.pop())
            for parent in order[-1].parents:
                waiting[id(parent)] -= 1
                if waiting[id(parent)] == 0:
                    free.append(parent)
        return order
        ### END SOLUTION

    def backward(self):
        ### BEGIN SOLUTION
        nodes = self.order()
        for node in nodes:
            node.gradient = np.zeros_like(node.value)
        self.gradient = np.ones_like(self.value)
        for node in nodes:
            for parent, pullback in zip(node.parents, node.pullbacks, strict=True):
                parent.gradient = parent.gradient + pullback(node.gradient)
        ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_Var", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("split_nodes/Var", points=4)

# %% nbgrader={"grade": true, "grade_id": "hidden_Var", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
# Hidden test: Var on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("split_nodes/Var", points=2, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# Now it runs lesson 1's net, and the stepper plays **your** graph, in **your** order, with **your** pullbacks:

# %%
if ready("split_nodes", "Var"):
    net = {
        "A0": Var([[0.35, 0.9]]),
        "W1": Var([[0.1, 0.4], [0.8, 0.6]]),
        "W2": Var([[0.3], [0.9]]),
        "t": Var([[0.5]]),
    }
    for name, node in net.items():
        node.name = name
    error = ((net["A0"] @ net["W1"]).sigmoid() @ net["W2"]).sigmoid() - net["t"]
    L = (error * error).sum()
    L.backward()
    display(step_through(L, title="lesson 1's net on your engine (without the ½)"))

# %% [markdown]
# And PyTorch, which does the same in a larger way, agrees:

# %%
import torch

if ready("split_nodes", "Var"):
    leaves = {name: torch.tensor(node.value, requires_grad=True) for name, node in net.items()}
    hidden = torch.sigmoid(leaves["A0"] @ leaves["W1"])
    ((torch.sigmoid(hidden @ leaves["W2"]) - leaves["t"]) ** 2).sum().backward()
    worst = max(np.abs(leaves[name].grad.numpy() - node.gradient).max() for name, node in net.items())
    print(
        f"largest difference between your engine and torch: {worst:.1e}", "(agree)" if worst < 1e-10 else "(DISAGREE)"
    )

# %% [markdown]
# ## 8. What you have seen · 5 min
#
# | node | way back |
# |---|---|
# | splits: $y_1 = f_1(x)$, $y_2 = f_2(x)$ | $dx = dy_1 f_1'(x) + dy_2 f_2'(x)$ |
# | $Y = A + b$, broadcast | $dA = dY$, $db = \sum_i dY_i$ |
# | $Y = A \odot B$ | $dA = dY \odot B$, $dB = dY \odot A$ |
# | $Y = [A, B]$ | each its own columns |
# | shared weights | the shares of all uses, added |
# | residual | $dX = dY +$ what comes through the layer |
#
# - Along a path gradients multiply; where paths meet they add.
# - A node waits until all its shares are in. Any order that respects this is right.
# - Following every path on its own gives the right numbers too, at a price that doubles with every diamond.
# - `+=`, never `=`.
#
# **What next.** You have built what sits at the bottom of every deep learning library. Take a model you know, draw its graph, find its splits and
# joints, and run it on your engine.
#
# [The concept map](../concept_map.svg) · [Back to the start](../00_start_here/00_start_here.ipynb)
