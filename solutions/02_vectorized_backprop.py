# %% [markdown]
# # 2 · Vectorised backprop, and how to check a gradient
#
# One layer, a whole batch of examples at once. First the batch goes through it one example at a time, then in a single product, and you keep
# a ledger of the shapes. Then you build the tool that tells whether any gradient, of any net, is right: gradient checking. You will see it
# accuse a gradient that is right, find out why, and learn how small a small step should be.
#
# **You will be able to** write the backward pass of a layer for a batch without a loop; say where the factors ½, $n$ and $C$ of a loss go;
# check any gradient by differences, and choose the step so that you can trust the answer.
#
# **You need** lesson 1: upstream times local, and that a gradient has the shape of what it belongs to. A word on floats: a computer keeps about
# 16 digits of a number in float64 and 7 in float32.
#
# [Where this lesson stands in the course](../concept_map.svg)

# %% [markdown]
# **Notation.** As in lesson 1, `dV` is the gradient of the loss $L$ with respect to `V`, and has its shape.
#
# | symbol | meaning | shape | here |
# |---|---|---|---|
# | `X` | data, one example a row | (n, d) | (4, 3) |
# | `W` | weights, shared by all examples | (d, C) | (3, 2) |
# | `Z` | pre-activation | (n, C) | (4, 2) |
# | `Y`, `T` | output, target | (n, C) | (4, 2) |
# | `L` | loss, one number | () | () |
#
# $\circ$ is the [Hadamard product](https://en.wikipedia.org/wiki/Hadamard_product_(matrices)): entry by entry, `*` in NumPy. The source of this
# lesson writes $l$ for $L$, $agg(Y, T)$ for the sum of the squared differences, $\frac{\partial l}{\partial W}$ for `dW`, `WW` for weights that
# are nudged, and `loss1`, `loss2` for the two losses of section 2.

# %%
import timeit

import numpy as np

from course import activations, gradcheck
from course.checks import ready
from course.lessons.vectorized_backprop import curves, example, figures, predictions
from course.lessons.vectorized_backprop.ledger import ledger
from course.tracing import record
from course.widgets import picture, predict, step_through


def show(precision=8, **arrays):
    """Print arrays by name, rounded."""
    for name, value in arrays.items():
        print(f"{name} =", np.array2string(np.asarray(value), precision=precision, prefix=f"{name} = "))


# %% [markdown]
# ## 1. One layer, four examples · 20 min
#
# $$ Z = XW, \qquad Y = Z, \qquad L = \tfrac12 \sum_{i,j} (Y_{ij} - T_{ij})^2 $$
#
# These are the source's numbers, drawn by torch with seed 42 (in section 4 you will draw them yourself). They are whole numbers, so you can follow by hand.

# %%
X = np.array([[1.0, 2.0, 1.0], [1.0, 2.0, 0.0], [0.0, 1.0, 2.0], [1.0, 0.0, 1.0]])
W = np.array([[1.0, 2.0], [1.0, 2.0], [2.0, 1.0]])
T = np.array([[2.0, 7.0], [6.0, 4.0], [6.0, 5.0], [0.0, 4.0]])
n, d, C = 4, 3, 2

# %% [markdown]
# First one example at a time, as in lesson 1. An example is a row. Its gradient for `W` is an outer product: each of its $d$ inputs times each of
# its $C$ errors. All examples use the *same* `W`, and where paths meet gradients add up, so `dW` **adds** over the batch:

# %%
dW = np.zeros((d, C))
L = 0.0
for x, t in zip(X, T, strict=True):
    y = x @ W  #              (2,)   = (3,) @ (3, 2)
    L += 0.5 * np.sum((y - t) ** 2)
    dy = y - t  #             (2,)   the shape of y
    dW += np.outer(x, dy)  #  (3, 2) the shape of W
    print("this example adds", (np.outer(x, dy) + 0.0).tolist())
show(L=L, dW=dW)


# %% [markdown]
# Now all four at once: one product for the forward pass of the whole batch. Beside each line stands a **shape ledger**: which shapes go in and which one
# comes out. Write it into your own code until you no longer need it; most mistakes in backprop show there first.


# %%
def linear_layer(X, W, T):
    Z = X @ W
    Y = Z
    L = 0.5 * np.sum((Y - T) ** 2)
    return L


print(ledger(record(linear_layer, X, W, T)))
show(Y=X @ W)

# %%
predict(predictions.SHAPE_OF_DW)

# %% [markdown]
# Step through it, and go on past the loss to see each gradient arrive. Compare the shape on each arrow back with the one on the way there.

# %%
step_through(linear_layer, X, W, T, title="the linear layer, four examples at once")

# %% [markdown]
# ### Exercise 1: `shape_ledger`
#
# The source says: *check that the shapes fit together.* So do it once in letters, for `Z` = `X @ W` with `X` (n, d) and `W` (d, C). Return four shapes.
#
# **Expected:** `shape_ledger(4, 3, 2)` is `((4, 2), (4, 2), (3, 2), (4, 3))`.


# %% nbgrader={"grade": false, "grade_id": "shape_ledger", "locked": false, "schema_version": 3, "solution": true, "task": false}
def shape_ledger(n, d, C):
    """The shapes of Z, dZ, dW and dX, each a tuple, for n examples, d inputs and C outputs."""
    ### BEGIN SOLUTION
    return (n, C), (n, C), (d, C), (n, d)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_shape_ledger", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("vectorized_backprop/shape_ledger", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_shape_ledger", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: shape_ledger on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("vectorized_backprop/shape_ledger", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 2: `compute_dW`
#
# The loop above, without the loop: $dW = X^\top dZ$. (In the linear layer $dZ = dY = Y - T$.) The product multiplies along the batch and adds up, which is just what the loop did.

# %%
predict(predictions.FIRST_OF_DW)

# %% [markdown]
# **Expected:** `compute_dW(X, X @ W - T)` is `[[3, 1], [-1, 3], [4, -3]]`, as in the loop.


# %% nbgrader={"grade": false, "grade_id": "compute_dW", "locked": false, "schema_version": 3, "solution": true, "task": false}
def compute_dW(X, dZ):
    """Gradient for the weights, shape (d, C), from X of shape (n, d) and dZ of shape (n, C)."""
    ### BEGIN SOLUTION
    return X.T @ dZ
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_compute_dW", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("vectorized_backprop/compute_dW", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_compute_dW", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: compute_dW on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("vectorized_backprop/compute_dW", points=1, seed=7)
### END HIDDEN TESTS

# %%
predict(predictions.BATCH_TWICE)

# %%
if ready("vectorized_backprop", "compute_dW"):
    twice_X, twice_T = np.vstack([X, X]), np.vstack([T, T])
    show(once=compute_dW(X, X @ W - T), twice=compute_dW(twice_X, twice_X @ W - twice_T))

# %% [markdown]
# ### What the loop costs
#
# Before you run it: with 2000 examples, how many times slower is the loop, 10, 100 or 1000 times?


# %%
def dW_in_a_loop(X, dZ):
    total = np.zeros((X.shape[1], dZ.shape[1]))
    for x, dz in zip(X, dZ, strict=True):
        total += np.outer(x, dz)
    return total


if ready("vectorized_backprop", "compute_dW"):
    rng = np.random.default_rng(0)
    many_X, many_dZ = rng.normal(size=(2000, 8)), rng.normal(size=(2000, 4))
    assert np.allclose(dW_in_a_loop(many_X, many_dZ), compute_dW(many_X, many_dZ))
    slow = min(timeit.repeat(lambda: dW_in_a_loop(many_X, many_dZ), number=1, repeat=3))
    fast = min(timeit.repeat(lambda: compute_dW(many_X, many_dZ), number=1, repeat=10))
    print(f"loop {1e3 * slow:.1f} ms, one product {1e3 * fast:.2f} ms: {slow / fast:.0f} times faster")

# %% [markdown]
# ## 2. Two losses and a factor · 20 min
#
# The source computes two losses of the same output, `loss1` and `loss2`. The first is torch's `MSELoss`:
#
# $$ L_1 = \frac{1}{nC} \sum_{i,j} (Y_{ij} - T_{ij})^2, \qquad L_2 = \tfrac12 \sum_{i,j} (Y_{ij} - T_{ij})^2 $$
#
# ### Exercise 3: `losses`
#
# Both of them, in this order.
#
# **Expected:** `losses(X @ W, T)` is `(4.25, 17.0)`.


# %% nbgrader={"grade": false, "grade_id": "losses", "locked": false, "schema_version": 3, "solution": true, "task": false}
def losses(Y, T):
    """The mean of the squared differences, and half their sum: two numbers."""
    ### BEGIN SOLUTION
    mean = np.mean((Y - T) ** 2)
    half = 0.5 * np.sum((Y - T) ** 2)
    ### END SOLUTION
    return mean, half


# %% nbgrader={"grade": true, "grade_id": "test_losses", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("vectorized_backprop/losses", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_losses", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: losses on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("vectorized_backprop/losses", points=1, seed=7)
### END HIDDEN TESTS

# %%
predict(predictions.WITHOUT_HALF)

# %% [markdown]
# ### Exercise 4: `loss_ratio`
#
# How many times the first is the second? The source's text says: $n$ times. Divide the two formulas and see for yourself.

# %%
predict(predictions.RATIO)

# %% [markdown]
# **Expected:** `loss_ratio(4, 2)` is 4, since 17 / 4.25 = 4.


# %% nbgrader={"grade": false, "grade_id": "loss_ratio", "locked": false, "schema_version": 3, "solution": true, "task": false}
def loss_ratio(n, C):
    """Half the sum divided by the mean, for n examples and C outputs: one number."""
    ### BEGIN SOLUTION
    return n * C / 2
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_loss_ratio", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("vectorized_backprop/loss_ratio", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_loss_ratio", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: loss_ratio on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("vectorized_backprop/loss_ratio", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 5: `compute_dY_mean`
#
# The gradient of the *first* loss, the mean, with respect to `Y`. (That of the second is $Y - T$: the ½ and the 2 cancel.) What is a factor in the loss is a factor in every gradient, and in the end a factor in the step size.
#
# **Expected:** `compute_dY_mean(X @ W, T)` is `[[0.75, 0], [-0.75, 0.5], [-0.25, -0.25], [0.75, -0.25]]`.


# %% nbgrader={"grade": false, "grade_id": "compute_dY_mean", "locked": false, "schema_version": 3, "solution": true, "task": false}
def compute_dY_mean(Y, T):
    """Gradient of the mean of the squared differences with respect to Y; all shapes are (n, C)."""
    ### BEGIN SOLUTION
    return 2 * (Y - T) / Y.size
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_compute_dY_mean", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("vectorized_backprop/compute_dY_mean", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_compute_dY_mean", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: compute_dY_mean on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("vectorized_backprop/compute_dY_mean", points=1, seed=7)
### END HIDDEN TESTS

# %%
if ready("vectorized_backprop", "losses", "loss_ratio"):
    rng = np.random.default_rng(0)
    for rows, columns in [(4, 2), (10, 2), (10, 1), (10, 3), (7, 5)]:
        mean, half = losses(rng.normal(size=(rows, columns)), rng.normal(size=(rows, columns)))
        print(f"n = {rows:>2}, C = {columns}: ½Σ / mean = {half / mean:5.2f}   n·C/2 = {loss_ratio(rows, columns)}")

# %% [markdown]
# *Modify:* add your own sizes. For which of them is the source's sentence true?
#
# ## 3. The sigmoid layer · 35 min
#
# $$ Z = XW, \qquad Y = \sigma(Z), \qquad L = \tfrac12 \sum_{i,j} (Y_{ij} - T_{ij})^2 $$
#
# A product mixes entries: one row of `X` with one column of `W`. A sigmoid mixes nothing: entry $(i, j)$ of `Z` makes entry $(i, j)$ of `Y`, and no other. So on the way back
# its local gradient multiplies **entry by entry**:
#
# $$ dZ = dY \circ \sigma'(Z) = (Y - T) \circ Y \circ (1 - Y) $$
#
# The step through the product stays what it was: $dW = X^\top dZ$.

# %%
predict(predictions.POSITIVE_IN_DZ)

# %% [markdown]
# ### Exercise 6: `compute_dZ`
#
# From `Y`, *after* the sigmoid: that is what the forward pass has left behind, so nothing needs to be computed twice.
#
# **Expected:** for `Y = activations.sigmoid(X @ W)`, the first row of `compute_dZ(Y, T)` is `[-0.00669255, -0.00546216]` and the last one `[0.04303412, -0.13767252]`.


# %% nbgrader={"grade": false, "grade_id": "compute_dZ", "locked": false, "schema_version": 3, "solution": true, "task": false}
def compute_dZ(Y, T):
    """Gradient at the pre-activation, for Y = sigmoid(Z) and half the sum of squares; all shapes are (n, C)."""
    ### BEGIN SOLUTION
    return (Y - T) * Y * (1 - Y)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_compute_dZ", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("vectorized_backprop/compute_dZ", points=2)

# %% nbgrader={"grade": true, "grade_id": "hidden_compute_dZ", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: compute_dZ on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("vectorized_backprop/compute_dZ", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 7: `network`
#
# Both passes in one function, six short lines: `Z`, `Y`, `L`, then `dZ`, `dW`, `dX`. Use these names, so that ledger and stepper know them. `activations.sigmoid` is there for you. `dX` is
# the gradient of the *data*: $dX = dZ\,W^\top$.
#
# **Expected:** `L` = `61.4605511`, `dW` = `[[-0.19168428, -0.1505403], [-0.50272156, -0.09670408], [-0.03022799, -0.2850717]]`.


# %% nbgrader={"grade": false, "grade_id": "network", "locked": false, "schema_version": 3, "solution": true, "task": false}
def network(X, W, T):
    """Both passes of the sigmoid layer: the loss L, and dZ, dW and dX."""
    ### BEGIN SOLUTION
    Z = X @ W
    Y = activations.sigmoid(Z)
    L = 0.5 * np.sum((Y - T) ** 2)
    dZ = (Y - T) * Y * (1 - Y)
    dW = X.T @ dZ
    dX = dZ @ W.T
    ### END SOLUTION
    return L, dZ, dW, dX


# %% nbgrader={"grade": true, "grade_id": "test_network", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("vectorized_backprop/network", points=3)

# %% nbgrader={"grade": true, "grade_id": "hidden_network", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: network on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("vectorized_backprop/network", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# The ledger of **your** code, each gradient beside what it belongs to; ✗ marks a shape that does not fit. Then step through it: what calls itself a gradient and is none gets a cross.

# %%
print(ledger(record(network, X, W, T)))

# %%
step_through(network, X, W, T, title="your sigmoid layer")

# %% [markdown]
# ### Exercise 8: `compute_db`
#
# The source has no bias; real layers do: $Z = XW + b$ with one number for each output, shape (C,). NumPy adds the same `b` to every row. What is copied on the way there is **added up** on the way back.
#
# **Expected:** for the `dZ` of this lesson, `compute_db(dZ)` is `[-0.22496905, -0.22150881]`.


# %% nbgrader={"grade": false, "grade_id": "compute_db", "locked": false, "schema_version": 3, "solution": true, "task": false}
def compute_db(dZ):
    """Gradient for a bias shared by all examples, shape (C,), from dZ of shape (n, C)."""
    ### BEGIN SOLUTION
    return dZ.sum(axis=0)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_compute_db", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("vectorized_backprop/compute_db", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_compute_db", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: compute_db on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("vectorized_backprop/compute_db", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# ## 4. PyTorch says the same · 15 min
#
# Loading torch takes a few seconds. A GPU is not needed. If you have one and a torch
# [built for it](https://pytorch.org/get-started/locally/), switch it on; in the source this is a line to be uncommented.

# %%
import torch

USE_GPU = False  # True: compute on the GPU

gpu_there = torch.cuda.is_available()
device = torch.device("cuda" if USE_GPU and gpu_there else "cpu")
if gpu_there:
    print(f"There is a GPU. Computing on: {device}. The switch is USE_GPU.")
else:
    print("There is no GPU that torch can use: everything below runs on the CPU, with the same results.")

# %% [markdown]
# The numbers, drawn as the source draws them, in this order:

# %%
torch.manual_seed(42)
DOMAIN = 10
drawn_T = torch.randint(DOMAIN, (n, C))
drawn_X = torch.randint(int(DOMAIN / 2.9), (n, d))
drawn_W = torch.randint(int(DOMAIN / 2.9), (d, C))
print("T:", drawn_T.tolist(), "\nX:", drawn_X.tolist(), "\nW:", drawn_W.tolist())
print("the numbers of section 1:", all(np.array_equal(a, b) for a, b in [(drawn_T, T), (drawn_X, X), (drawn_W, W)]))

# %%
predict(predictions.INTEGER_WEIGHTS)

# %%
try:
    torch.randint(int(DOMAIN / 2.9), (d, C), requires_grad=True)
except RuntimeError as error:
    print("RuntimeError:", error)

# %% [markdown]
# The cure is to make them floats first, and only then ask for a gradient. We take float64: section 6 shows what seven digits would do.
#
# `requires_grad` on `W` makes torch write down every operation that `W` goes into. From a single number at the end, `backward()` then goes back through
# what was written down, and leaves the gradient in `W.grad`.

# %%
torch_X, torch_T = (drawn.to(device, torch.float64) for drawn in (drawn_X, drawn_T))
torch_W = drawn_W.to(device, torch.float64).requires_grad_()

torch_Y = torch_X.mm(torch_W)
loss1 = torch.nn.MSELoss()(torch_Y, torch_T)
loss2 = (torch_Y - torch_T).pow(2).sum() / 2
print(f"loss1 = {loss1.item()}, loss2 = {loss2.item()}")
print(
    "the plain sum, which torch once called size_average=False:",
    torch.nn.MSELoss(reduction="sum")(torch_Y, torch_T).item(),
)

# %%
loss2.backward()
print("W.grad:", torch_W.grad.tolist())
print("by hand, Xᵀ(Y − T):", torch_X.T.mm(torch_Y - torch_T).tolist())

# %%
predict(predictions.GRADIENT_OF_X)

# %%
print("X.grad:", torch_X.grad)

# %%
predict(predictions.NOT_RESET)

# %% [markdown]
# So we reset it, and let the sigmoid layer go backward. The source's line `W.grad.data.zero_()` still works; `W.grad = None` is today's way.

# %%
torch_W.grad = None
torch_Y = torch.sigmoid(torch_X.mm(torch_W))
loss1 = torch.nn.MSELoss()(torch_Y, torch_T)
loss2 = (torch_Y - torch_T).pow(2).sum() / 2
loss2.backward()
print(f"loss1 = {loss1.item():.4f}, loss2 = {loss2.item():.4f}")
show(dW_by_torch=torch_W.grad.cpu().numpy())

# %%
if ready("vectorized_backprop", "network"):
    worst = np.abs(network(X, W, T)[2] - torch_W.grad.cpu().numpy()).max()
    verdict = "agree" if worst < 1e-10 else "DISAGREE"
    print(f"largest difference between your dW and torch's: {worst:.1e} ({verdict})")

# %% [markdown]
# ## 5. Gradient checking: you write it · 35 min
#
# torch may not be at hand, or you may be writing a layer that torch does not have. Then you check by **differences**: nudge one entry, and see how much the loss moves. There is no calculus in it, so no calculus can be wrong. (More on it in [these notes](https://cs231n.github.io/neural-networks-3/#gradcheck).)
#
# $$ \text{forward:}\quad dV_k \approx \frac{f(V + \varepsilon e_k) - f(V)}{\varepsilon} \qquad\qquad \text{central:}\quad dV_k \approx \frac{f(V + \varepsilon e_k) - f(V - \varepsilon e_k)}{2\varepsilon} $$
#
# $\varepsilon e_k$ is an array of the shape of `V`, with $\varepsilon$ at entry $k$ and 0 everywhere else. There are as many of them as entries. These are the source's, printed when `DEBUG` is on:

# %%
DEBUG = True
epsilon = 1e-4

for k in np.ndindex(W.shape):
    perturbation = np.zeros(W.shape)
    perturbation[k] = epsilon
    if DEBUG:
        print(f"entry {k}:", perturbation.tolist())

# %% [markdown]
# To have something to try them on, with slopes you can work out by hand:


# %%
def practice(V):
    return np.sum(V**3) + np.sum(V) ** 3


V = np.array([[1.0, 2.0, 3.0]])
show(value=practice(V), slopes=3 * V**2 + 3 * np.sum(V) ** 2)

# %% [markdown]
# ### Exercise 9: `forward_difference`
#
# `f` is a function of one array that returns a number; `V` is where you want its gradient. Nudge one entry at a time. `np.ndindex(V.shape)` gives all indices, of any shape. Leave `V` itself as it was: copy before you nudge.
#
# **Expected:** `forward_difference(practice, V, 0.1)` is `[[113.12, 122.42, 137.72]]`. The true slopes are 111, 120 and 135: this $\varepsilon$ is large on purpose. (The check calls it with `practice` as `f`.)


# %% nbgrader={"grade": false, "grade_id": "forward_difference", "locked": false, "schema_version": 3, "solution": true, "task": false}
def forward_difference(f, V, eps):
    """One-sided differences of f at V with step eps; the shape of V."""
    ### BEGIN SOLUTION
    dV = np.zeros(V.shape)
    for k in np.ndindex(V.shape):
        up = V.copy()
        up[k] += eps
        dV[k] = (f(up) - f(V)) / eps
    return dV
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_forward_difference", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("vectorized_backprop/forward_difference", points=2)

# %% nbgrader={"grade": true, "grade_id": "hidden_forward_difference", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: forward_difference on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("vectorized_backprop/forward_difference", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 10: `central_difference`
#
# The same from both sides. It costs twice as much. Is it worth it?

# %%
predict(predictions.TENFOLD)

# %% [markdown]
# **Expected:** `central_difference(practice, V, 0.1)` is `[[111.02, 120.02, 135.02]]`.


# %% nbgrader={"grade": false, "grade_id": "central_difference", "locked": false, "schema_version": 3, "solution": true, "task": false}
def central_difference(f, V, eps):
    """Two-sided differences of f at V with step eps; the shape of V."""
    ### BEGIN SOLUTION
    dV = np.zeros(V.shape)
    for k in np.ndindex(V.shape):
        up, down = V.copy(), V.copy()
        up[k] += eps
        down[k] -= eps
        dV[k] = (f(up) - f(down)) / (2 * eps)
    return dV
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_central_difference", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("vectorized_backprop/central_difference", points=2)

# %% nbgrader={"grade": true, "grade_id": "hidden_central_difference", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: central_difference on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("vectorized_backprop/central_difference", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 11: `gradient_table`
#
# The source ends with a table: one row for each entry of `W`, in the order in which you read it, and three columns: analytic, numerical, analytic minus numerical.
#
# **Expected:** for two arrays of shape (3, 2), an array of shape (6, 3). `ravel` and `np.column_stack` are good tools here.


# %% nbgrader={"grade": false, "grade_id": "gradient_table", "locked": false, "schema_version": 3, "solution": true, "task": false}
def gradient_table(analytic, numerical):
    """An array with one row an entry; columns: analytic, numerical, analytic - numerical."""
    ### BEGIN SOLUTION
    return np.column_stack([analytic.ravel(), numerical.ravel(), (analytic - numerical).ravel()])
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_gradient_table", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("vectorized_backprop/gradient_table", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_gradient_table", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: gradient_table on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("vectorized_backprop/gradient_table", points=1, seed=7)
### END HIDDEN TESTS


# %%
def loss_of(V):
    """The loss of the sigmoid layer as a function of its weights alone."""
    return 0.5 * np.sum((activations.sigmoid(X @ V) - T) ** 2)


if ready("vectorized_backprop", "network", "central_difference", "gradient_table"):
    dW = network(X, W, T)[2]
    print("      analytic      numerical     difference")
    for row in gradient_table(dW, central_difference(loss_of, W, epsilon)):
        print("  ".join(f"{number:>13.10f}" for number in row))

# %% [markdown]
# ### Exercise 12: `worst_entry`
#
# Nobody reads a table of a million rows. Report one number and where it is: the **largest relative error**
#
# $$ \frac{|a_k - b_k|}{s}, \qquad s = \text{the largest entry, by size, of both arrays} $$
#
# and the index $k$ at which it occurs. (One scale for the whole array: a gradient that happens to be nearly 0 should not turn a rounding error into an alarm.) `np.unravel_index` makes a row and a column of what `np.argmax` returns.
#
# **Expected:** for the two columns the source printed, as arrays of shape (3, 2): error `0.04193568`, index `(0, 1)`.


# %% nbgrader={"grade": false, "grade_id": "worst_entry", "locked": false, "schema_version": 3, "solution": true, "task": false}
def worst_entry(analytic, numerical):
    """The largest relative error, and the index (a tuple) of the entry where it is."""
    ### BEGIN SOLUTION
    error = np.abs(analytic - numerical) / max(np.abs(analytic).max(), np.abs(numerical).max())
    index = np.unravel_index(np.argmax(error), error.shape)
    ### END SOLUTION
    return error[index], index


# %% nbgrader={"grade": true, "grade_id": "test_worst_entry", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("vectorized_backprop/worst_entry", points=2)

# %% nbgrader={"grade": true, "grade_id": "hidden_worst_entry", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: worst_entry on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("vectorized_backprop/worst_entry", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# ### The report
#
# Your functions together, on a net with a bias: one line for each parameter, and the data as well.

# %%
parameters = {"W": W, "b": np.array([0.3, -0.2]), "X": X}


def biased_loss(W, b, X):
    return 0.5 * np.sum((activations.sigmoid(X @ W + b) - T) ** 2)


def report(gradients, eps=1e-5):
    for name, gradient in gradients.items():
        numerical = central_difference(
            lambda V, name=name: biased_loss(**{**parameters, name: V}), parameters[name], eps
        )
        error, index = worst_entry(gradient, numerical)
        verdict = "agree" if error < 1e-6 else "DISAGREE"
        print(f"d{name} {verdict:<9} relative error {error:.1e}, worst at {list(map(int, index))}")


# %%
if ready("vectorized_backprop", "compute_dZ", "compute_dW", "compute_db", "central_difference", "worst_entry"):
    dZ = compute_dZ(activations.sigmoid(X @ W + parameters["b"]), T)
    gradients = {"W": compute_dW(X, dZ), "b": compute_db(dZ), "X": dZ @ W.T}
    report(gradients)
    print("with one sign wrong:")
    gradients["W"][2, 1] *= -1
    report(gradients)

# %% [markdown]
# *Modify:* spoil something else: forget a factor, average over the batch, swap two entries. Which error does the report show? What errors mean, as a rule of thumb in float64 with a central difference: below 1e-7 fine, above 1e-4 a mistake, between them look closer (a
# kink, or a step that does not suit). The course's own version is `gradcheck.check_gradient`.
#
# ## 6. How small is small? · 30 min
#
# The source ran this check in float32 with ε = 1e-4 and printed a table. Here it is beside what today's NumPy gives in float32:


# %%
def loss_of_32(V):
    """The same loss with every number in float32."""
    V, X32, T32 = (array.astype(np.float32) for array in (V, X, T))
    Y = 1 / (1 + np.exp(-(X32 @ V)))
    return float(np.sum((Y - T32) ** 2) / np.float32(2))


if ready("vectorized_backprop", "network", "central_difference"):
    right = network(X, W, T)[2].ravel()
    ours = central_difference(loss_of_32, W, 1e-4).ravel()
    print("source: analytic  numerical    here: analytic  numerical")
    for (analytic, numerical), a, b in zip(example.SOURCE_TABLE, right, ours, strict=True):
        print(f"{analytic:>16.6f} {numerical:>10.6f} {a:>17.6f} {b:>10.6f}")

# %% [markdown]
# What can be reproduced, and what can't:
#
# - **The numerical columns agree as far as they can.** They are multiples of one number, as you will see in a moment, and may differ by a multiple or two from one version of torch or NumPy to the next.
# - **The analytic column can't be reproduced.** It differs from the right gradient by up to 0.0006, where float32 explains less than 0.000001. The source's torch was years older and we do not know what it did differently. "Close to" is all that can be said.
# - **The third column looks like a failed check**: differences of 0.02 in gradients of 0.15. Yet the gradient is right. It is the *check* that is wrong.

# %%
predict(predictions.FLOAT32_STEP)

# %%
step = np.spacing(np.float32(61.46)) / 2e-4
print(f"one step: {step:.7f}")
print("the source's numerical column, in steps:", np.round(example.SOURCE_TABLE[:, 1] / step, 3).tolist())

# %%
picture(*figures.columns_in_steps())

# %% [markdown]
# Why? Because in float32 the loss itself is a staircase, and its two ends stand on stairs:

# %%
picture(*figures.loss_in_steps())

# %%
predict(predictions.BEST_STEP)

# %% [markdown]
# Two errors pull in opposite directions. A **large** step sees the curve bend: the error of the forward difference goes with $\varepsilon$, that of the central one with $\varepsilon^2$. A **small** step divides the rounding of the loss by next to nothing: that error goes with $1/\varepsilon$. Their sum is a V.
#
# Choose a curve and **drag the square**, or give it the focus and press ← and →. On the right you see what your difference sees, at the entry of `W` where it is furthest off: the loss around its two points, and the slope it should have.

# %%
figures.difference_curves()

# %% [markdown]
# *Investigate:* Where is the bottom of each of the four curves? What is the error of the source's check (float32, central, 1e-4)? Which part of a curve does the dashed grey line explain? Then switch the kink on and find out at which ε it strikes.
#
# ### Exercise 13: `working_eps`
#
# Repair the source's check without leaving float32: return a step with which its central difference agrees with the right gradient to 0.001, relative. With its own 1e-4 it is off by 0.05.


# %% nbgrader={"grade": false, "grade_id": "working_eps", "locked": false, "schema_version": 3, "solution": true, "task": false}
def working_eps():
    """A step at which the float32 check agrees to 0.001."""
    ### BEGIN SOLUTION
    return 1e-2
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_working_eps", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("vectorized_backprop/working_eps", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_working_eps", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: working_eps on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("vectorized_backprop/working_eps", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# The bottoms of the four curves:

# %%
for precision in curves.PRECISIONS:
    for kind in curves.KINDS:
        curve = curves.curve(precision, kind)
        best = curve.errors.argmin()
        print(f"{precision}, {kind}: best ε {curves.STEPS[best]:.0e}, error {curve.errors[best]:.0e}")

# %% [markdown]
# So check in **float64**, with **central** differences and a step of about **1e-5**, even if you train in float32.
#
# ## 7. Kinks · 10 min
#
# Differences take for granted that the function is smooth between the two points. ReLU is not:

# %%
predict(predictions.AT_THE_KINK)

# %%
figures.kink_chord()

# %% [markdown]
# torch says relu'(0) = 0, a convention. A check at a kink tells you nothing about your code: move the point, or leave that entry out.
#
# ### Exercise 14: `across_the_kink`
#
# It need not be *at* 0. Return a `z` that is not 0 and a step `eps`, as a tuple, for which the central difference of ReLU is neither 0 nor 1.


# %% nbgrader={"grade": false, "grade_id": "across_the_kink", "locked": false, "schema_version": 3, "solution": true, "task": false}
def across_the_kink():
    """(z, eps) with z not 0, where the central difference of ReLU is neither of its slopes."""
    ### BEGIN SOLUTION
    return 0.01, 0.1
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_across_the_kink", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("vectorized_backprop/across_the_kink", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_across_the_kink", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: across_the_kink on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("vectorized_backprop/across_the_kink", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# ## 8. Bug hunts · 15 min
#
# ### Hunt 1: a sentence with a test
#
# The source says, twice, in a comment: *the two loss values should differ by a factor of n.* Below the comment it prints both, and they do: 4.25 and 17, and $n$ is 4.

# %%
predict(predictions.WHY_N_PASSED)

# %% [markdown]
# ### Exercise 15: `revealing_sizes`
#
# Return sizes `(n, C)` for which the sentence is visibly false.


# %% nbgrader={"grade": false, "grade_id": "revealing_sizes", "locked": false, "schema_version": 3, "solution": true, "task": false}
def revealing_sizes():
    """Two whole numbers (n, C): for a batch of that shape the losses' ratio is not n."""
    ### BEGIN SOLUTION
    return 10, 3
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_revealing_sizes", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("vectorized_backprop/revealing_sizes", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_revealing_sizes", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: revealing_sizes on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("vectorized_backprop/revealing_sizes", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# ### Hunt 2: a formula and its code
#
# For the sigmoid layer the source prints
#
# $$ \frac{\partial l}{\partial W} = \frac{\partial l}{\partial Y}\,\frac{\partial Y}{\partial Z}\,\frac{\partial Y}{\partial W} = X^\top (Y \circ (1 - Y) \circ (Y - T)) $$

# %%
predict(predictions.CHAIN_RULE)

# %% [markdown]
# Its code is right, so its own comparison with torch passed: nobody runs a formula. Take it at its word, and a check finds out at once:

# %%
Y = activations.sigmoid(X @ W)
dY_dZ = Y * (1 - Y)
at_its_word = X.T @ (dY_dZ * dY_dZ * (Y - T))  # ∂Y/∂W goes through the sigmoid once more
print(gradcheck.check_gradient(loss_of, W, at_its_word))

# %% [markdown]
# ### And the rest of it
#
# | in the source | why it went unseen | what to do |
# |---|---|---|
# | the formula of the loss has no ½, the code has | only the code was run | one definition of the loss, used by both |
# | whole-number tensors with `requires_grad=True` | torch allowed it then | floats first, then `requires_grad_()` |
# | a check in float32 with ε = 1e-4 | "close to" was the only test | float64, ε = 1e-5, and a number that says how close |
# | `print(X.grad)` prints `None` | nobody asked for that gradient | compute it: $dX = dZ\,W^\top$; lesson 5 is built on it |
# | `W.grad.data.zero_()` in the middle of a cell | run the cells out of order, and gradients add up | reset right before `backward()` |
#
# ## 9. What you have seen · 5 min
#
# | step forward | way back | shape |
# |---|---|---|
# | $L = \frac12\sum(Y - T)^2$ | $dY = Y - T$ | (n, C) |
# | $L = \frac{1}{nC}\sum(Y - T)^2$ | $dY = \frac{2}{nC}(Y - T)$ | (n, C) |
# | $Y = \sigma(Z)$ | $dZ = dY \circ Y \circ (1 - Y)$ | (n, C) |
# | $Z = XW + b$ | $dW = X^\top dZ$, $dX = dZ\,W^\top$, $db = \sum_i dZ_i$ | (d, C), (n, d), (C,) |
#
# - A batch costs no loop: the product in $X^\top dZ$ adds up over the examples.
# - What is shared forward is summed backward: `W` and `b` by all examples.
# - Half the sum is $nC/2$ times the mean. Every factor of the loss is a factor of every gradient.
# - A gradient check is a measurement. Its step has a best size, its precision a limit, and a kink in between spoils it.
# - A check at special sizes ($C = 2$, square, one example) proves little.
#
# **What next.** Lesson 3 trains a net by this check's own gradient, differences only, beside one with backprop, and counts what it costs.
#
# [The concept map](../concept_map.svg) · [Lesson 3](../03_two_gradients/03_two_gradients.ipynb)
