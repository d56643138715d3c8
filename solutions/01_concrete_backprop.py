# %% [markdown]
# # 1 · Concrete backprop
#
# Two small nets, every number of them. First you watch one neuron learn, with all values on the table. Then you take a
# 2-2-1 net forward and backward, write each step yourself, and see a library that knows nothing of your code agree with you to ten digits.
# Last, you hunt three bugs that real authors published, each with a test that passed.
#
# **You will be able to** carry a gradient back through any chain of products and sigmoids; say the shape of every
# gradient before you compute it; tell a test that proves something from one that can't fail.
#
# **How to use this notebook.** Run the cells in order (Shift+Enter). Where it says *Predict*, answer before you read on: people who predict
# first remember what they see. Where it says *Exercise*, write the body of the function, run the cell, then run the check below it. A check
# never punishes you: try as often as you like.
#
# **You need** Python functions and NumPy arrays, the matrix product, and the chain rule: if $L$ depends on $y$ and $y$ on $z$, then
# $\frac{dL}{dz} = \frac{dL}{dy}\,\frac{dy}{dz}$.

# %% [markdown]
# [Where this lesson stands in the course](../concept_map.svg)
#
# **Notation.** `dV` is the gradient of the loss $L$ with respect to `V`. It has the shape of `V`, always.
#
# | symbol | meaning | shape |
# |---|---|---|
# | `A0` = `x` | data, one example a row | (n, d) |
# | `W1`, `W2` | weights of layer 1 and 2 | (d, m), (m, C) |
# | `Z1`, `A1` | pre-activation and activation of the hidden layer | (n, m) |
# | `Z2`, `A2` = `y` | the same for the output | (n, C) |
# | `t` | target | (n, C) |
# | `L` | loss, one number | () |
#
# *Upstream gradient*: what arrives at a node from the loss. *Local gradient*: derivative of the node's output by its input. The whole of
# backpropagation is **upstream · local**, added up where paths meet. (The source lessons write `d_Z2` and `df/dZ` for what is `dZ2` and `dZ` here.)

# %%
import timeit
from math import exp

import numpy as np
from IPython.display import display

from course import activations, gradcheck
from course.checks import ready
from course.lessons.concrete_backprop import figures, predictions
from course.widgets import picture, predict, step_through


def show(precision=8, **arrays):
    """Print arrays by name, rounded."""
    for name, value in arrays.items():
        print(f"{name} =", np.array2string(np.asarray(value), precision=precision, prefix=f"{name} = "))


# %% [markdown]
# ## 1. One neuron, all its numbers · 10 min
#
# A neuron with one weight: $z = wx$, then $y = \sigma(z) = \frac{1}{1 + e^{-z}}$, then the loss $L = \frac12 (y - t)^2$. Going forward is arithmetic.

# %%
x, w, t = 2.0, 0.3, 0.2

z = w * x
y = 1 / (1 + exp(-z))
L = 0.5 * (y - t) ** 2
show(z=z, y=y, L=L)

# %%
predict(predictions.NEURON_DIRECTION)

# %% [markdown]
# Going backward, each line takes the gradient that has just arrived (upstream) and multiplies it with the derivative of one small step
# (local):
#
# | step forward | local gradient | in numbers |
# |---|---|---|
# | $L = \frac12 (y - t)^2$ | $\frac{dL}{dy} = y - t$ | 0.4457 |
# | $y = \sigma(z)$ | $\frac{dy}{dz} = y (1 - y)$ | 0.2288 |
# | $z = wx$ | $\frac{dz}{dw} = x$ | 2 |

# %%
dL = 1.0
dy = dL * (y - t)
dz = dy * (y * (1 - y))
dw = dz * x
show(dy=dy, dz=dz, dw=dw)


# %% [markdown]
# Is `dw` right? Nudge `w` a little both ways and see how much the loss moves. No calculus needed, so no calculus can be wrong.


# %%
def neuron_loss(w):
    return 0.5 * (1 / (1 + np.exp(-w * x)) - t) ** 2


nudge = 1e-5
slope = (neuron_loss(w + nudge) - neuron_loss(w - nudge)) / (2 * nudge)
show(slope=slope, dw=dw)


# %% [markdown]
# Now watch it. Use the buttons, or click the picture and press → and ←, Home and End, Space to play. On the way back, look for
# **upstream · local** at every step.


# %%
def neuron(x, w, t):
    z = w * x
    y = 1 / (1 + np.exp(-z))
    L = 0.5 * (y - t) ** 2
    dy = y - t
    dz = dy * y * (1 - y)
    dw = dz * x
    return L, dw


step_through(neuron, 2.0, 0.3, 0.2, title="one neuron, forward and backward")

# %% [markdown]
# ## 2. The net of this lesson · 10 min
#
# Two inputs, two hidden units, one output; every activation is a sigmoid:
#
# $$ x = A_0 \xrightarrow{\;W_1\;} Z_1 \xrightarrow{\;\sigma\;} A_1 \xrightarrow{\;W_2\;} Z_2 \xrightarrow{\;\sigma\;} A_2 = y, \qquad L = \tfrac12 (y - t)^2 $$

# %%
A0 = np.array([[0.35, 0.9]])
W1 = np.array([[0.1, 0.4], [0.8, 0.6]])
W2 = np.array([[0.3], [0.9]])
t = np.array([[0.5]])

# %% [markdown]
# Everything is a 2-D array, also a single example: one row of `A0` is one example. The shapes then tell you what can be multiplied
# with what.

# %%
predict(predictions.FIRST_ENTRY)

# %%
show(Z1=A0 @ W1)


# %% [markdown]
# Here is the whole net, forward only. The stepper works out the way back by itself: step on past the loss, and watch each gradient arrive.
# You will write these steps in a moment, so look at the shapes.


# %%
def two_layers(A0, W1, W2, t):
    Z1 = A0 @ W1
    A1 = activations.sigmoid(Z1)
    Z2 = A1 @ W2
    A2 = activations.sigmoid(Z2)
    L = 0.5 * np.sum((A2 - t) ** 2)
    return L


step_through(two_layers, A0, W1, W2, t, title="the 2-2-1 net")

# %% [markdown]
# ## 3. Forward: you write it · 20 min
#
# ### Exercise 1: `sigmoid`
#
# $\sigma(z) = \dfrac{1}{1 + e^{-z}}$ for every entry of an array, in one line: `np.exp` works on whole arrays.
#
# **Expected:** `sigmoid(np.array([[0.755, 0.68]]))` is `[[0.6802671967, 0.6637386974]]`.


# %% nbgrader={"grade": false, "grade_id": "sigmoid", "locked": false, "schema_version": 3, "solution": true, "task": false}
def sigmoid(Z):
    """The sigmoid of every entry of Z, an array of any shape."""
    ### BEGIN SOLUTION
    return 1 / (1 + np.exp(-Z))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_sigmoid", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("concrete_backprop/sigmoid", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_sigmoid", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: sigmoid on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("concrete_backprop/sigmoid", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 2: `sigmoid_derivative`
#
# The sigmoid has a derivative that is made of itself: $\sigma'(z) = \sigma(z)\,(1 - \sigma(z))$. The argument is the
# *pre-activation* $z$.

# %%
predict(predictions.STEEPEST)

# %% [markdown]
# **Expected:** `sigmoid_derivative(np.array([[0.755, 0.68]]))` is `[[0.2175037378, 0.2231896390]]`.


# %% nbgrader={"grade": false, "grade_id": "sigmoid_derivative", "locked": false, "schema_version": 3, "solution": true, "task": false}
def sigmoid_derivative(Z):
    """The derivative of the sigmoid at every entry of Z, an array of any shape."""
    ### BEGIN SOLUTION
    return sigmoid(Z) * (1 - sigmoid(Z))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_sigmoid_derivative", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("concrete_backprop/sigmoid_derivative", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_sigmoid_derivative", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: sigmoid_derivative on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("concrete_backprop/sigmoid_derivative", points=1, seed=7)
### END HIDDEN TESTS

# %%
picture(*figures.sigmoid_and_slope())


# %% [markdown]
# ### Why on whole arrays?
#
# The same two functions, one number at a time, as you would write them in plain Python. Before you run the cell: how many times slower
# will they be, 2, 10 or 50 times?


# %%
def sigmoid_one(z):
    return 1.0 / (1.0 + exp(-z))


def sigmoid_derivative_one(z):
    return sigmoid_one(z) * (1 - sigmoid_one(z))


def one_by_one(function, Z):
    return np.array([function(z) for z in Z.ravel()]).reshape(Z.shape)


numbers = np.random.default_rng(0).normal(size=(300, 200))
for loop, whole in [(sigmoid_one, activations.sigmoid), (sigmoid_derivative_one, activations.sigmoid_derivative)]:
    assert np.allclose(one_by_one(loop, numbers), whole(numbers), rtol=1e-12)
    slow = min(timeit.repeat(lambda loop=loop: one_by_one(loop, numbers), number=1, repeat=3))
    fast = min(timeit.repeat(lambda whole=whole: whole(numbers), number=1, repeat=10))
    print(
        f"{whole.__name__:<20} one by one {1e3 * slow:6.1f} ms   whole array {1e3 * fast:5.2f} ms   {slow / fast:4.0f} times faster"
    )

# %% [markdown]
# ### Exercise 3: `forward`
#
# All four arrays of the forward pass, in the order in which they come about. You will need every one of them on the way back: that is why
# they are returned, not only the last.
#
# **Expected:** `Z1` = `[[0.755, 0.68]]`, `A1` = `[[0.6802671967, 0.6637386974]]`, `Z2` = `[[0.8014449867]]`, `A2` = `[[0.6902834929]]`.


# %% nbgrader={"grade": false, "grade_id": "forward", "locked": false, "schema_version": 3, "solution": true, "task": false}
def forward(A0, W1, W2):
    """The forward pass: Z1, A1 of shape (n, m) and Z2, A2 of shape (n, C)."""
    ### BEGIN SOLUTION
    Z1 = A0 @ W1
    A1 = sigmoid(Z1)
    Z2 = A1 @ W2
    A2 = sigmoid(Z2)
    ### END SOLUTION
    return Z1, A1, Z2, A2


# %% nbgrader={"grade": true, "grade_id": "test_forward", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("concrete_backprop/forward", points=2)

# %% nbgrader={"grade": true, "grade_id": "hidden_forward", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: forward on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("concrete_backprop/forward", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 4: `loss`
#
# $L = \frac12 \sum (y - t)^2$ over all outputs of all examples. One number comes out. The ½ is there to cancel the 2 that the derivative
# brings down.
#
# **Expected:** `loss(np.array([[0.6902834929]]), t)` is `0.0181039038`.


# %% nbgrader={"grade": false, "grade_id": "loss", "locked": false, "schema_version": 3, "solution": true, "task": false}
def loss(y, t):
    """Half the sum of squared differences between y and t, both of shape (n, C): one number."""
    ### BEGIN SOLUTION
    return 0.5 * np.sum((y - t) ** 2)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_loss", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("concrete_backprop/loss", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_loss", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: loss on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("concrete_backprop/loss", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# ## 4. Backward: one step at a time · 30 min
#
# Five gradients, from the loss back to the first weights. Each is a function of its own that takes what has arrived and what the forward
# pass left behind, so a slip in one can't spoil the next.
#
# | step forward | its way back |
# |---|---|
# | $L = \frac12\sum(A_2 - t)^2$, $A_2 = \sigma(Z_2)$ | $dZ_2 = (A_2 - t) \odot \sigma'(Z_2)$ |
# | $Z_2 = A_1 W_2$ | $dW_2 = A_1^\top dZ_2$ and $dA_1 = dZ_2 W_2^\top$ |
# | $A_1 = \sigma(Z_1)$ | $dZ_1 = dA_1 \odot \sigma'(Z_1)$ |
# | $Z_1 = A_0 W_1$ | $dW_1 = A_0^\top dZ_1$ |
#
# $\odot$ multiplies entry by entry: `*` in NumPy. The other products are matrix products: `@`.

# %%
predict(predictions.SIGN_OF_DZ2)

# %% [markdown]
# ### Exercise 5: `compute_dZ2`
#
# Upstream $(y - t)$ times local $\sigma'(Z_2)$, where $y = \sigma(Z_2)$.
#
# **Expected:** `dZ2` = `[[0.0406811251]]`.


# %% nbgrader={"grade": false, "grade_id": "compute_dZ2", "locked": false, "schema_version": 3, "solution": true, "task": false}
def compute_dZ2(Z2, t):
    """Gradient of the loss with respect to Z2; Z2, t and the result have shape (n, C)."""
    ### BEGIN SOLUTION
    return (sigmoid(Z2) - t) * sigmoid_derivative(Z2)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_compute_dZ2", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("concrete_backprop/compute_dZ2", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_compute_dZ2", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: compute_dZ2 on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("concrete_backprop/compute_dZ2", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 6: `compute_dW2`
#
# $Z_2 = A_1 W_2$, and `dW2` must have the shape of `W2`. With `A1` (n, m) and `dZ2` (n, C), there is one way to multiply
# them to (m, C), and it adds up over the examples by itself.
#
# **Expected:** `dW2` = `[[0.0276740349], [0.0270016370]]`.


# %% nbgrader={"grade": false, "grade_id": "compute_dW2", "locked": false, "schema_version": 3, "solution": true, "task": false}
def compute_dW2(A1, dZ2):
    """Gradient of the loss with respect to W2, shape (m, C), from A1 of shape (n, m) and dZ2 of shape (n, C)."""
    ### BEGIN SOLUTION
    return A1.T @ dZ2
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_compute_dW2", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("concrete_backprop/compute_dW2", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_compute_dW2", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: compute_dW2 on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("concrete_backprop/compute_dW2", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 7: `compute_dA1`
#
# The other factor of the same product. What went forward through `W2` comes back through `W2`.

# %%
predict(predictions.RATIO_OF_DA1)

# %% [markdown]
# **Expected:** `dA1` = `[[0.0122043375, 0.0366130126]]`.


# %% nbgrader={"grade": false, "grade_id": "compute_dA1", "locked": false, "schema_version": 3, "solution": true, "task": false}
def compute_dA1(dZ2, W2):
    """Gradient of the loss with respect to A1, shape (n, m), from dZ2 of shape (n, C) and W2 of shape (m, C)."""
    ### BEGIN SOLUTION
    return dZ2 @ W2.T
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_compute_dA1", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("concrete_backprop/compute_dA1", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_compute_dA1", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: compute_dA1 on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("concrete_backprop/compute_dA1", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 8: `compute_dZ1`
#
# Back through the hidden sigmoid. This is `compute_dZ2` again, with `dA1` as the upstream gradient.
#
# **Expected:** `dZ1` = `[[0.0026544890, 0.0081716451]]`.


# %% nbgrader={"grade": false, "grade_id": "compute_dZ1", "locked": false, "schema_version": 3, "solution": true, "task": false}
def compute_dZ1(dA1, Z1):
    """Gradient of the loss with respect to Z1; dA1, Z1 and the result have shape (n, m)."""
    ### BEGIN SOLUTION
    return dA1 * sigmoid_derivative(Z1)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_compute_dZ1", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("concrete_backprop/compute_dZ1", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_compute_dZ1", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: compute_dZ1 on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("concrete_backprop/compute_dZ1", points=1, seed=7)
### END HIDDEN TESTS

# %%
predict(predictions.SHAPE_OF_DW1)

# %% [markdown]
# ### Exercise 9: `compute_dW1`
#
# The last one. You have done it before, one layer up.
#
# **Expected:** `dW1` = `[[0.0009290712, 0.0028600758], [0.0023890401, 0.0073544806]]`.


# %% nbgrader={"grade": false, "grade_id": "compute_dW1", "locked": false, "schema_version": 3, "solution": true, "task": false}
def compute_dW1(A0, dZ1):
    """Gradient of the loss with respect to W1, shape (d, m), from A0 of shape (n, d) and dZ1 of shape (n, m)."""
    ### BEGIN SOLUTION
    return A0.T @ dZ1
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_compute_dW1", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("concrete_backprop/compute_dW1", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_compute_dW1", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: compute_dW1 on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("concrete_backprop/compute_dW1", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# ## 5. Both passes, stepped through: your own code · 20 min
#
# ### Exercise 10: `network`
#
# Put it all together in one function, ten short lines: `Z1`, `A1`, `Z2`, `A2`, `L` on the way forward and `dZ2`, `dW2`, `dA1`, `dZ1`,
# `dW1` on the way back. Use these names, so that the stepper below knows them. Call `sigmoid`; write the rest out as formulas.
#
# **Expected:** `L` = `0.0181039038`, and `dW1`, `dW2` as above.


# %% nbgrader={"grade": false, "grade_id": "network", "locked": false, "schema_version": 3, "solution": true, "task": false}
def network(A0, W1, W2, t):
    """Both passes: the loss L, and the gradients dW1 and dW2."""
    ### BEGIN SOLUTION
    Z1 = A0 @ W1
    A1 = sigmoid(Z1)
    Z2 = A1 @ W2
    A2 = sigmoid(Z2)
    L = 0.5 * np.sum((A2 - t) ** 2)
    dZ2 = (A2 - t) * A2 * (1 - A2)
    dW2 = A1.T @ dZ2
    dA1 = dZ2 @ W2.T
    dZ1 = dA1 * A1 * (1 - A1)
    dW1 = A0.T @ dZ1
    ### END SOLUTION
    return L, dW1, dW2


# %% nbgrader={"grade": true, "grade_id": "test_network", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("concrete_backprop/network", points=3)

# %% nbgrader={"grade": true, "grade_id": "hidden_network", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: network on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("concrete_backprop/network", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# And now step through **your** code: your lines, your names, your numbers. Where one of your `d...` variables is the gradient it says it
# is, it gets a check mark; where it is not, a cross, and the difference.

# %%
step_through(network, A0, W1, W2, t, title="your network")

# %% [markdown]
# ### A second opinion without calculus
#
# Central differences, entry by entry, as with the neuron. This costs two forward passes for every weight; your backward pass cost about one
# for all of them together.

# %%
if ready("concrete_backprop", "network"):
    L, dW1, dW2 = network(A0, W1, W2, t)
    print("dW1:", gradcheck.check_gradient(lambda V: network(A0, V, W2, t)[0], W1, dW1))
    print("dW2:", gradcheck.check_gradient(lambda V: network(A0, W1, V, t)[0], W2, dW2))

# %% [markdown]
# ### A third opinion: PyTorch
#
# The same net in PyTorch, which records what you compute and goes back by itself. In float64, so that there is something to compare: float32 has
# seven digits only. (Loading torch takes a few seconds.)

# %%
import torch

torch_A0, torch_t = torch.tensor(A0), torch.tensor(t)
torch_W1, torch_W2 = torch.tensor(W1, requires_grad=True), torch.tensor(W2, requires_grad=True)

torch_y = torch.sigmoid(torch.sigmoid(torch_A0 @ torch_W1) @ torch_W2)
torch_L = 0.5 * ((torch_y - torch_t) ** 2).sum()
torch_L.backward()
show(precision=10, L=torch_L.item(), dW1=torch_W1.grad.numpy(), dW2=torch_W2.grad.numpy())

# %%
if ready("concrete_backprop", "network"):
    L, dW1, dW2 = network(A0, W1, W2, t)
    worst = max(np.abs(dW1 - torch_W1.grad.numpy()).max(), np.abs(dW2 - torch_W2.grad.numpy()).max())
    print(
        f"largest difference between your gradients and torch's: {worst:.1e}",
        "(agree)" if worst < 1e-10 else "(DISAGREE)",
    )

# %% [markdown]
# ## 6. Learn: take the step · 10 min
#
# ### Exercise 11: `update`
#
# The gradient points uphill, so the step goes the other way: $W - \eta\,dW$ with the step size $\eta$. Return a **new** array. Whoever
# called you still needs the old one: the gradients of the other layer were computed with it.
#
# **Expected:** `update(W1, dW1, 1.0)` is `[[0.0990709288, 0.3971399242], [0.7976109599, 0.5926455194]]`.


# %% nbgrader={"grade": false, "grade_id": "update", "locked": false, "schema_version": 3, "solution": true, "task": false}
def update(W, dW, step_size):
    """The weights after one step of gradient descent, as a new array."""
    ### BEGIN SOLUTION
    return W - step_size * dW
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_update", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("concrete_backprop/update", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_update", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: update on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("concrete_backprop/update", points=1, seed=7)
### END HIDDEN TESTS

# %%
predict(predictions.AFTER_ONE_STEP)

# %%
if ready("concrete_backprop", "network", "update"):
    V1, V2, losses = W1, W2, []
    for _ in range(101):
        L, dV1, dV2 = network(A0, V1, V2, t)
        V1, V2 = update(V1, dV1, 1.0), update(V2, dV2, 1.0)
        losses.append(L)
    display(picture(*figures.loss_curve(losses)))

# %% [markdown]
# *Modify:* change the step size to 0.1, to 10, to 100. What did you expect, and what did you see?
#
# ## 7. Part B: gradients of everything, the data too · 20 min
#
# A matrix, a column vector, a sigmoid, and the squared length at the end:
#
# $$ Z = Wx, \qquad y = \sigma(Z), \qquad f = \lVert y \rVert_2^2 = \sum_i y_i^2 $$
#
# Here an example is a *column*, as in most textbooks, so the order of the products turns round. And this time we also want to know how $f$
# changes when the **data** changes: $dx$. Lesson 5 is built on that one gradient.

# %%
W = np.array([[2.0, 1.0, 2.0], [1.0, 3.0, 1.0], [7.0, 4.0, 7.0]])
x = np.array([[1.0], [0.0], [-1.0]])


def part_b(W, x):
    Z = W @ x
    y = activations.sigmoid(Z)
    f = np.sum(y**2)
    return f


step_through(part_b, W, x, title="part B: sigmoid(Wx) and its squared length")

# %% [markdown]
# ### Exercise 12: `forward_b`
#
# **Expected** for this `W` and `x`: `Z` is all 0, `y` is all 0.5, and `f` is 0.75.


# %% nbgrader={"grade": false, "grade_id": "forward_b", "locked": false, "schema_version": 3, "solution": true, "task": false}
def forward_b(W, x):
    """Z and y of shape (m, 1), and the number f."""
    ### BEGIN SOLUTION
    Z = W @ x
    y = sigmoid(Z)
    f = np.sum(y**2)
    ### END SOLUTION
    return Z, y, f


# %% nbgrader={"grade": true, "grade_id": "test_forward_b", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("concrete_backprop/forward_b", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_forward_b", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: forward_b on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("concrete_backprop/forward_b", points=1, seed=7)
### END HIDDEN TESTS

# %%
predict(predictions.DF_DY)

# %% [markdown]
# ### Exercise 13: `backward_b`
#
# $$ dy = 2y, \qquad dZ = dy \odot \sigma'(Z), \qquad dW = dZ\,x^\top, \qquad dx = W^\top dZ $$
#
# Write `Z`, `y` and `f` once more, then the four gradients, all with these names: seven short lines for the stepper to play.
#
# **Expected:** `dy` is all 1, `dZ` all 0.25, each row of `dW` is `[0.25, 0, -0.25]`, and `dx` is `[[2.5], [2], [2.5]]`.


# %% nbgrader={"grade": false, "grade_id": "backward_b", "locked": false, "schema_version": 3, "solution": true, "task": false}
def backward_b(W, x):
    """The gradients of f: dy and dZ of shape (m, 1), dW of W's shape, dx of x's shape."""
    ### BEGIN SOLUTION
    Z = W @ x
    y = sigmoid(Z)
    f = np.sum(y**2)
    dy = 2 * y
    dZ = dy * y * (1 - y)
    dW = dZ @ x.T
    dx = W.T @ dZ
    ### END SOLUTION
    return dy, dZ, dW, dx


# %% nbgrader={"grade": true, "grade_id": "test_backward_b", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("concrete_backprop/backward_b", points=3)

# %% nbgrader={"grade": true, "grade_id": "hidden_backward_b", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: backward_b on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("concrete_backprop/backward_b", points=1, seed=7)
### END HIDDEN TESTS

# %%
step_through(backward_b, W, x, title="your part B")

# %% [markdown]
# ### Torch, node by node
#
# PyTorch forgets the gradients of everything between input and output, unless you ask it to keep them: `retain_grad()`. Then each can be
# compared, and not the last ones only.

# %%
torch_W, torch_x = torch.tensor(W, requires_grad=True), torch.tensor(x, requires_grad=True)
torch_Z = torch_W @ torch_x
torch_y = torch.sigmoid(torch_Z)
torch_f = (torch_y**2).sum()
for node in (torch_Z, torch_y, torch_f):
    node.retain_grad()
torch_f.backward()

torch_gradients = {
    "df": torch_f.grad, "dy": torch_y.grad, "dZ": torch_Z.grad, "dW": torch_W.grad, "dx": torch_x.grad
}  # fmt: skip
show(**{name: gradient.numpy() for name, gradient in torch_gradients.items()})

# %%
if ready("concrete_backprop", "backward_b"):
    for name, mine in zip(["dy", "dZ", "dW", "dx"], backward_b(W, x), strict=True):
        difference = np.abs(mine - torch_gradients[name].numpy()).max()
        print(
            f"{name}: largest difference from torch {difference:.1e}", "(agree)" if difference < 1e-10 else "(DISAGREE)"
        )

# %% [markdown]
# ## 8. Bug hunts · 25 min
#
# Three lines from published lessons. Each ran, each was tested, each test passed, each is wrong. Find out what is wrong, then **show it**:
# build an input on which the wrong code can't hide.
#
# ### Hunt 1: the sigmoid of source 001
#
# Its author compared every gradient of part B with torch, and all agreed.


# %%
def published_sigmoid(X):
    return 1 / (1 + np.exp(X))


def published_gradients(W, x):
    y = published_sigmoid(W @ x)
    dZ = 2 * y * y * (1 - y)
    return dZ @ x.T, W.T @ dZ


show(dW=published_gradients(W, x)[0], dx=published_gradients(W, x)[1])

# %%
predict(predictions.FLIPPED_AT_ZERO)

# %%
predict(predictions.WHY_FLIP_PASSED)

# %%
picture(*figures.flipped_sign())

# %% [markdown]
# ### Exercise 14: `revealing_x`
#
# Return an `x` of shape (3, 1), with the `W` above, for which `published_gradients` are visibly not the gradients of $f$.
# There are many.


# %% nbgrader={"grade": false, "grade_id": "revealing_x", "locked": false, "schema_version": 3, "solution": true, "task": false}
def revealing_x():
    """A column of three numbers at which the published sigmoid gives wrong gradients."""
    ### BEGIN SOLUTION
    return np.array([[1.0], [0.5], [0.2]])
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_revealing_x", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("concrete_backprop/revealing_x", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_revealing_x", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: revealing_x on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("concrete_backprop/revealing_x", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# ### Hunt 2: the product of source 000
#
# For the 2-2-1 net this gave `dZ2` = 0.0406811251, which is right:


# %%
def published_dZ2(Z2, error):
    return np.dot(activations.sigmoid_derivative(Z2), error)  # error = y - t


Z2 = np.array([[0.8014449867]])
show(dZ2=published_dZ2(Z2, activations.sigmoid(Z2) - t))

# %%
predict(predictions.WHY_PRODUCT_PASSED)

# %% [markdown]
# ### Exercise 15: `revealing_shape`
#
# For most shapes $(n, C)$ of `Z2` the line simply stops with an error: annoying, but honest. Return a shape `(n, C)` for which it **runs** and is
# **wrong**: the dangerous case.


# %% nbgrader={"grade": false, "grade_id": "revealing_shape", "locked": false, "schema_version": 3, "solution": true, "task": false}
def revealing_shape():
    """Two whole numbers (n, C): with Z2 of that shape the published line runs, and is wrong."""
    ### BEGIN SOLUTION
    return 3, 3
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_revealing_shape", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("concrete_backprop/revealing_shape", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_revealing_shape", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: revealing_shape on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("concrete_backprop/revealing_shape", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# ### Hunt 3: the norm of source 001
#
# The number is what the lesson needed, so every test passed. The *name* is the bug: the next reader will call it and get something else.


# %%
def published_l2_norm(Y):
    return np.linalg.norm(Y) ** 2


# %%
predict(predictions.NORM_HIDES)

# %% [markdown]
# ### Exercise 16: `l2_norm`
#
# Write the function that the name promises: the Euclidean length of `y`, an array of any shape.
#
# **Expected:** `l2_norm(np.array([[3.0], [4.0]]))` is 5.


# %% nbgrader={"grade": false, "grade_id": "l2_norm", "locked": false, "schema_version": 3, "solution": true, "task": false}
def l2_norm(y):
    """The Euclidean length of y: one number."""
    ### BEGIN SOLUTION
    return np.sqrt(np.sum(y**2))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_l2_norm", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("concrete_backprop/l2_norm", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_l2_norm", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: l2_norm on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("concrete_backprop/l2_norm", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# ### And the rest of it
#
# | in the sources | why it went unseen | what to do |
# |---|---|---|
# | `igma = torch.sigmoid`, then `sigma(...)` | an older cell had left `sigma` behind in the notebook's memory | Restart and run all before you trust a notebook |
# | `np.matrix`, where `*` means matrix product | each line looks the same with either meaning | 2-D arrays: `*` by entry, `@` for products |
# | loss as `0.5 * (y-t).T * (y-t)` | right for one output; for several it is no number | `0.5 * np.sum((y - t) ** 2)` |
# | float32 and the square of a square root: f = 0.74999997 | nearly right | float64 while you check gradients |
#
# ## 9. What you have seen · 5 min
#
# | step forward | local gradient | way back | shape |
# |---|---|---|---|
# | $L = \frac12\sum(y - t)^2$ | $y - t$ | $dy = y - t$ | that of $y$ |
# | $A = \sigma(Z)$ | $\sigma'(Z)$, by entry | $dZ = dA \odot \sigma'(Z)$ | that of $Z$ |
# | $Z = AW$ | $W^\top$, $A^\top$ | $dA = dZ\,W^\top$, $dW = A^\top dZ$ | that of $A$, of $W$ |
# | $Z = Wx$ | $x^\top$, $W^\top$ | $dW = dZ\,x^\top$, $dx = W^\top dZ$ | that of $W$, of $x$ |
# | $f = \lVert y\rVert^2$ | $2y$ | $dy = 2y$ | that of $y$ |
#
# - A gradient has the shape of what it belongs to. If you know the shapes, there is mostly one way to multiply.
# - Backpropagation is upstream times local, from the loss to the leaves, once.
# - A gradient costs about as much as the forward pass. Central differences cost two forward passes *for every number*.
# - A test at a special point (zero, one, a square, a single output) proves little. Test where nothing is special.
#
# **What next.** Lesson 2 feeds whole mini-batches, looks at where the losses' factors ½, n and C go, and makes the second opinion of this lesson a
# tool: gradient checking, with the curve that shows how small a nudge should be.
#
# [The concept map](../concept_map.svg) · [Lesson 2](../02_vectorized_backprop/02_vectorized_backprop.ipynb)
