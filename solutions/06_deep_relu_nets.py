# %% [markdown]
# # 6 · Deep ReLU nets
#
# A model becomes a list of layers, and each layer knows two things: how its output depends on its input, and how on its weights. The published
# lesson needed three versions to get there. The first can't learn, the second hides a bug behind a bug, and the third trains to 98 %, passes
# all its tests, and has the **wrong gradient in every layer but the last**. You build the layers, find all of that, and prove it.
#
# **You will be able to** write a layer's forward and backward pass and chain any number of layers; train with mini-batches; check the
# gradient of a whole net, layer by layer, and step aside at kinks; say why deep nets die, blow up or fade, and what initialisation does about
# it; tell a test that can't see a fault from one that can.
#
# **You need** lesson 1's chain rule, lesson 2's gradient check, and the layer and the optimiser of lesson 4.
#
# [Where this lesson stands in the course](../concept_map.svg)

# %% [markdown]
# **Notation.** `dV` is the gradient of the loss with respect to `V`, and has the shape of `V`.
#
# | symbol | meaning | shape |
# |---|---|---|
# | `X`, `T` | a batch of examples, one a row; their labels, −1 or 1 | (n, d), (n, 1) |
# | `W`, `b` | weights and biases of a layer with d inputs and m units | (d, m), (m,) |
# | `Z`, `A` | before and after the ReLU: $Z = XW + b$, $A = \max(0, Z)$ | (n, m) |
# | `dA`, `dX` | what arrives at a layer; what it hands down | (n, m), (n, d) |
# | 2-5-5-1 | a net with 2 inputs, two layers of 5 units, 1 output | |
#
# The source keeps weights and biases in one `w` of shape (d + 1, m), the bias in the last row, with a column of ones at its input, `xext`. It writes
# `dLdx` for what arrives, `layer.gradient()` for $\partial y/\partial \omega$ and `layer.backward()` for $\partial y/\partial x$.

# %%
import time

import numpy as np
from IPython.display import display

from course import gradcheck, layers, losses
from course.checks import ready
from course.datasets import two_clouds
from course.lessons.deep_relu_nets import compiled, faults, figures, nets, predictions
from course.lessons.deep_relu_nets.depth import figures as deep
from course.lessons.deep_relu_nets.movie import figures as movie
from course.lessons.deep_relu_nets.settings import DEEP_ETA, DEEP_SIZES, DEEP_STEPS, ETA, SIZES, STEPS
from course.lessons.progress import Progress
from course.optimizers import SGD
from course.widgets import picture, predict, step_through
from course.widgets.live import Choice, Slider, live


def show(precision=6, **arrays):
    """Print arrays by name, rounded."""
    for name, value in arrays.items():
        print(f"{name} =", np.array2string(np.asarray(value), precision=precision, prefix=f"{name} = "))


# %% [markdown]
# ## 1. One unit, on and off · 10 min
#
# The numbers of this section are those of the source's own unit test; you will meet them again. One unit, two inputs:

# %%
predict(predictions.UNIT_OUTPUT)

# %%
W, b = np.array([[1.0], [2.0]]), np.array([0.0])
x, t = np.array([[-0.1, 0.1]]), np.array([[1.0]])

Z = x @ W + b
A = np.maximum(0, Z)
L = np.sum((t - A) ** 2)
show(Z=Z, A=A, L=L)

# %%
predict(predictions.TEST_NUMBER)

# %% [markdown]
# Going back, the ReLU is a switch. Where the unit is on it passes the gradient on as it is, where it is off it stops it:
#
# | step forward | local gradient | in numbers |
# |---|---|---|
# | $L = (t - A)^2$ | $\frac{dL}{dA} = -2(t - A)$ | −1.8 |
# | $A = \max(0, Z)$ | 1 if $Z > 0$, else 0 | 1 |
# | $Z = xW + b$ | by W: $x$; by b: 1; by x: $W$ | [−0.1, 0.1]; 1; [1, 2] |

# %%
dA = -2 * (t - A)
dZ = dA * (Z > 0)
dW, db, dx = x.T @ dZ, dZ.sum(axis=0), dZ @ W.T
show(dA=dA, dW=dW, db=db, dx=dx)

# %%
predict(predictions.UNIT_OFF)


# %% [markdown]
# Watch both examples at once, as a batch: for the second row the unit is off, and nothing comes back through it.


# %%
def one_unit(X, W, b, T):
    Z = X @ W + b
    A = np.maximum(0, Z)
    L = np.sum((A - T) ** 2)
    dA = 2 * (A - T)
    dZ = dA * (Z > 0)
    dW = X.T @ dZ
    db = dZ.sum(axis=0)
    return L, dW, db


step_through(one_unit, np.array([[-0.1, 0.1], [0.1, -0.1]]), W, b, np.ones((2, 1)), title="one unit, on and off")

# %% [markdown]
# ### At the kink
#
# Exactly at 0 a ReLU has no slope. Something has to be returned there all the same.

# %%
predict(predictions.KINK)

# %%
picture(*figures.kink())

# %% [markdown]
# So the slope at 0 is a **convention**: 0 in this course, in the source (`z > 0`) and in PyTorch; some courses take 1/2, which is what central
# differences say. No convention is wrong, but a check must know which one is meant.
#
# ### Exercise 1: `compute_dZ`
#
# $dZ = dA \odot [Z > 0]$: the upstream gradient where the unit is on, 0 where it is off, and 0 at $Z = 0$.
#
# **Expected:** for dA = [[5, 5, 5]] and Z = [[−1, 0, 2]] it is [[0, 0, 5]].


# %% nbgrader={"grade": false, "grade_id": "compute_dZ", "locked": false, "schema_version": 3, "solution": true, "task": false}
def compute_dZ(dA, Z):
    """Gradient with respect to Z, of its shape (n, m), from dA of the same shape; 0 where Z is 0."""
    ### BEGIN SOLUTION
    return dA * (Z > 0)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_compute_dZ", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("deep_relu_nets/compute_dZ", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_compute_dZ", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: compute_dZ on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("deep_relu_nets/compute_dZ", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# ## 2. A layer · 25 min
#
# A layer of m units does this for all its units at once, and keeps what it will need on the way back. In lesson 4 you wrote the linear layer; here is
# ours again, in use. Its contract: `backward` **adds** to `dW` and `db`, hands down `dX`, and moves nothing.

# %%
linear = layers.Linear(np.array([[1.0, 0.5], [2.0, -1.0]]), np.array([0.0, 0.3]))
show(Z=linear.forward(x))
show(dX=linear.backward(np.array([[1.0, 10.0]])), dW=linear.dW, db=linear.db)

# %% [markdown]
# Each column of `dW` belongs to one unit: the input, times what has arrived at **that** unit. Remember this picture of two different columns.
#
# ### Exercise 2: `ReluLayer`
#
# The linear layer and the ReLU after it, as one layer. It inherits `W`, `b`, `dW`, `db` and `zero_gradients` from `layers.Linear`; you write
# `forward` and `backward`:
#
# $$ Z = XW + b, \qquad A = \max(0, Z) $$
#
# $$ dZ = dA \odot [Z > 0], \qquad dW \mathrel{+}= X^\top dZ, \qquad db \mathrel{+}= \sum_i dZ_i, \qquad dX = dZ\,W^\top $$
#
# The source wrote two methods for the way back, one for each gradient. One method is enough, since both begin with dZ.
#
# **Expected:** the source's unit test. With W = [[1], [2]], b = [0]: `forward` of [[−0.1, 0.1]] is [[0.1]]; after `backward` of [[1]] dW is [[−0.1], [0.1]],
# db is [1], and dX is [[1, 2]].


# %% nbgrader={"grade": false, "grade_id": "ReluLayer", "locked": false, "schema_version": 3, "solution": true, "task": false}
class ReluLayer(layers.Linear):
    """A = relu(X W + b), with gradients dW and db that add up until zero_gradients is called."""

    def forward(self, X):
        """A of shape (n, m) for X of shape (n, d)."""
        ### BEGIN SOLUTION
        self.X = X
        self.Z = X @ self.W + self.b
        return np.maximum(0, self.Z)
        ### END SOLUTION

    def backward(self, dA):
        """Add to dW and db; dX of shape (n, d) for dA of shape (n, m)."""
        ### BEGIN SOLUTION
        dZ = dA * (self.Z > 0)
        self.dW += self.X.T @ dZ
        self.db += dZ.sum(axis=0)
        return dZ @ self.W.T
        ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_ReluLayer", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("deep_relu_nets/ReluLayer", points=3)

# %% nbgrader={"grade": true, "grade_id": "hidden_ReluLayer", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: ReluLayer on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("deep_relu_nets/ReluLayer", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# ## 3. The model is a list · 30 min
#
# With layers $y_1 = f_1(x)$, $y_2 = f_2(y_1)$, … the model is a list, and the chain rule for the weights $\omega_m$ of layer $m$ of $N$ reads
#
# $$ \frac{\partial L}{\partial \omega_m} = \frac{\partial L}{\partial y_N} \left( \prod_{i=m}^{N-1} \frac{\partial y_{i+1}}{\partial y_i} \right) \frac{\partial y_m}{\partial \omega_m} $$
#
# The factors in the middle are the same for all $m$, up to where they stop. So one walk from the loss to the input serves all layers: each gets
# $\partial L/\partial y_m$, uses it for its own weights, and hands down $\partial L/\partial y_{m-1}$.
#
# ### Exercise 3: `backward_chain`
#
# The walk by itself, for one example. `jacobians[i]` is $\partial y / \partial x$ of layer i, of shape (outputs, inputs), the first layer first; `dy`, of shape
# (outputs of the last layer,), is $\partial L/\partial y_N$. Return a list: the gradient with respect to the **input** of each layer, the first layer first.
#
# **Expected:** for dy = [1, 2] and the Jacobians J1 = [[3]], J2 = [[1], [1]]: [[9], [3]].


# %% nbgrader={"grade": false, "grade_id": "backward_chain", "locked": false, "schema_version": 3, "solution": true, "task": false}
def backward_chain(dy, jacobians):
    """A list with the gradient with respect to each layer's input, in the order of the layers."""
    ### BEGIN SOLUTION
    gradients = []
    for J in jacobians[::-1]:
        dy = dy @ J
        gradients.append(dy)
    return gradients[::-1]
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_backward_chain", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("deep_relu_nets/backward_chain", points=2)

# %% nbgrader={"grade": true, "grade_id": "hidden_backward_chain", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: backward_chain on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("deep_relu_nets/backward_chain", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# A Jacobian with respect to the *weights* is another matter:

# %%
predict(predictions.JACOBIAN)

# %% [markdown]
# That is why a layer does not hand out $\partial y/\partial W$. It takes what has arrived, and gives $\partial L/\partial W$, which has the shape of $W$. Remember this,
# too: in section 8 somebody has put those numbers into a matrix, and they did not fit.
#
# ### Exercise 4: `Network`
#
# The model: a list of layers. `forward` sends X through all of them. `backward` sends the gradient of the output back through all of them, and
# returns the gradient with respect to X; each layer adds to its own `dW` and `db` on the way. (Look out: `list.reverse()` changes the list for good;
# `reversed(list)` doesn't.)


# %% nbgrader={"grade": false, "grade_id": "Network", "locked": false, "schema_version": 3, "solution": true, "task": false}
class Network:
    """Layers one after the other; itself a layer."""

    def __init__(self, layers):
        self.layers = layers

    def forward(self, X):
        """Output of the last layer, shape (n, C)."""
        ### BEGIN SOLUTION
        for layer in self.layers:
            X = layer.forward(X)
        return X
        ### END SOLUTION

    def backward(self, dY):
        """Gradient with respect to X, of shape (n, d), for dY of shape (n, C)."""
        ### BEGIN SOLUTION
        for layer in reversed(self.layers):
            dY = layer.backward(dY)
        return dY
        ### END SOLUTION

    def zero_gradients(self):
        """Forget the gradients of all layers."""
        for layer in self.layers:
            layer.zero_gradients()

    @property
    def parameters(self):
        """Every W and b, in order."""
        return [V for layer in self.layers for V in layer.parameters]

    @property
    def gradients(self):
        """Every dW and db, in order."""
        return [V for layer in self.layers for V in layer.gradients]


# %% nbgrader={"grade": true, "grade_id": "test_Network", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("deep_relu_nets/Network", points=3)

# %% nbgrader={"grade": true, "grade_id": "hidden_Network", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: Network on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("deep_relu_nets/Network", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# Step through **your own** classes: two layers, four examples, forward and back.


# %%
def my_net(X, W1, b1, W2, b2, T):
    hidden, output = net.layers
    hidden.W, hidden.b, output.W, output.b = W1, b1, W2, b2
    net.zero_gradients()
    Y = net.forward(X)
    L = np.mean((Y - T) ** 2)
    dY = 2 * (Y - T) / Y.size
    dX = net.backward(dY)
    return L, dX


few = np.random.default_rng(4)
small = [few.normal(size=shape) for shape in [(4, 2), (2, 3), (3,), (3, 1), (1,)]]
labels_4 = np.array([[-1.0], [1.0], [1.0], [-1.0]])
if ready("deep_relu_nets", "ReluLayer", "Network"):
    net = Network([ReluLayer(*small[1:3]), layers.Linear(*small[3:5])])
    display(step_through(my_net, *small, labels_4, title="your net 2-3-1"))

# %% [markdown]
# And a second opinion: PyTorch, with the same weights. (Loading torch takes a few seconds.)

# %%
import torch

torch_X, *torch_V = [torch.tensor(V, requires_grad=True) for V in small]
torch_A = torch.relu(torch_X @ torch_V[0] + torch_V[1])
torch_L = ((torch_A @ torch_V[2] + torch_V[3] - torch.tensor(labels_4)) ** 2).mean()
torch_L.backward()

# %%
if ready("deep_relu_nets", "ReluLayer", "Network"):
    net = Network([ReluLayer(*small[1:3]), layers.Linear(*small[3:5])])
    net.backward(losses.mean_squared_error_gradient(net.forward(small[0]), labels_4))
    worst = max(np.abs(mine - V.grad.numpy()).max() for mine, V in zip(net.gradients, torch_V, strict=True))
    print(f"largest difference from torch: {worst:.1e}", "(agree)" if worst < 1e-10 else "(DISAGREE)")

# %% [markdown]
# ## 4. First version: nothing moves, then everything dies · 25 min
#
# The data of lesson 4, and the source's first net: 2-10-100-30-10-1, 10,000 steps with η = 0.01, all weights N(0, 1). **All** layers are ReLU layers, the last one
# too, and none has a bias. Here is its layer, in today's Python:
#
# ```python
# class FirstReluLayer:
#     def __init__(self, w):
#         self.w = w
#         self.x = np.zeros((1, len(w)))
#
#     def forward(self, x):
#         self.z = np.dot(x, self.w)
#         return np.maximum(0, self.z)
#
#     def gradient(self):                               # dy/dw
#         on = np.where(self.z > 0, 1.0, 0.0)
#         return np.dot(on[:, np.newaxis], self.x).T
# ```

# %%
predict(predictions.NEVER_STORED)

# %%
first = faults.FirstReluLayer(np.array([[1.0, -0.5], [2.0, 0.3]]))
first.forward(np.array([0.4, 0.7]))
show(z=first.z, gradient=first.gradient())

# %% [markdown]
# A net that never learns still draws a picture, since random weights draw one too. What would the first number to look at have been? The loss,
# which stayed where it was to the last digit.
#
# Now mend that one line (`self.x = x`, and a right gradient), and let it learn. Before you do, think about what this net *can* say.

# %%
predict(predictions.NO_MINUS_ONE)

# %%
predict(predictions.AT_THE_ORIGIN)

# %%
rng = np.random.default_rng(0)
X, T = two_clouds(rng)
draws = rng.integers(len(X), size=(STEPS, 1))

starts = [nets.start(np.random.default_rng(seed), DEEP_SIZES, bias=False) for seed in range(8)]
first_steps = [
    compiled.train(X, T, draws[:6], V, DEEP_SIZES, DEEP_ETA, 1, bias=False, relu_output=True)[1] for V in starts
]
picture(*deep.deaths(first_steps))

# %% [markdown]
# Most are gone after **one** step, two never were alive. The answers of such a net are in the hundreds (why, is section 9) and its gradients larger still: one step throws the weights so
# far that the last unit is off for all 2000 points. From then on its gradient is 0 for every example: it is **dead**, and no later step can
# wake it. After all 10,000 steps:

# %%
for seed, V in enumerate(starts[:3]):
    y_start, _ = nets.answers(V, DEEP_SIZES, X, relu_output=True)
    V_end, _, _ = compiled.train(
        X, T, draws[:DEEP_STEPS], V, DEEP_SIZES, DEEP_ETA, DEEP_STEPS, bias=False, relu_output=True
    )
    y_end, Z_end = nets.answers(V_end, DEEP_SIZES, X, relu_output=True)
    print(f"seed {seed}: largest answer {y_start.max():7.1f} at the start, {y_end.max():.1f} at the end")

# %% [markdown]
# ### Exercise 5: `dead_units`
#
# How many units of a layer are off for **every** example? Z has shape (n, m), a row for each example. A unit with z = 0 gives 0 and stops the gradient: it is off.
#
# **Expected:** for Z = [[1, −2, 0], [−1, −3, 0]] it is 2.


# %% nbgrader={"grade": false, "grade_id": "dead_units", "locked": false, "schema_version": 3, "solution": true, "task": false}
def dead_units(Z):
    """Number of columns of Z, of shape (n, m), in which no entry is above 0."""
    ### BEGIN SOLUTION
    return int(np.sum(np.all(Z <= 0, axis=0)))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_dead_units", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("deep_relu_nets/dead_units", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_dead_units", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: dead_units on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("deep_relu_nets/dead_units", points=1, seed=7)
### END HIDDEN TESTS

# %%
if ready("deep_relu_nets", "dead_units"):
    print("units per layer:          ", DEEP_SIZES[1:])
    print("dead after 10,000 steps:  ", tuple(dead_units(Z) for Z in Z_end))

# %% [markdown]
# ## 5. Second version: the weights move too early · 15 min
#
# The second version is the first once more, with a loss of its own, and with one variable less in the optimiser:
#
# ```python
# for layer in reversed(model.architecture):
#     layer.w = layer.w - eta * np.dot(layer.gradient(), dLdx.T)
#     dLdx = np.dot(dLdx, layer.backward())
# ```

# %%
predict(predictions.WHY_ORDER_HID)

# %% [markdown]
# ### Exercise 6: `backward_step`
#
# Write the loop right, for layers in the source's manner: `layer.gradient(dy)` gives $\partial L/\partial w$ and `layer.backward(dy)` gives $\partial L/\partial x$, both
# from what has arrived, **with the weights as they are when you ask**. Move every `layer.w` against its gradient, and return the gradient with
# respect to the net's input.


# %% nbgrader={"grade": false, "grade_id": "backward_step", "locked": false, "schema_version": 3, "solution": true, "task": false}
def backward_step(layers, dy, eta):
    """Move layer.w of every layer by -eta times its gradient; the gradient with respect to the net's input."""
    ### BEGIN SOLUTION
    for layer in reversed(layers):
        tmp = layer.w - eta * layer.gradient(dy)
        dy = layer.backward(dy)
        layer.w = tmp
    return dy
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_backward_step", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("deep_relu_nets/backward_step", points=2)

# %% nbgrader={"grade": true, "grade_id": "hidden_backward_step", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: backward_step on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("deep_relu_nets/backward_step", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# How wrong is the early version? Here is the gradient that it hands to the first layer of 2-5-1, beside the right one, for two step sizes:


# %%
def early_step(stack, dy, eta):
    for layer in reversed(stack):
        layer.w = layer.w - eta * layer.gradient(dy)
        dy = layer.backward(dy)
    return dy


for eta in (0.001, 0.1):
    found = []
    for way in (early_step, lambda stack, dy, eta: stack[0].backward(stack[1].backward(dy))):
        noise = np.random.default_rng(1)
        stack = [faults.SplitLayer(np.abs(noise.normal(size=shape))) for shape in [(3, 5), (6, 1)]]
        y = stack[1].forward(stack[0].forward(np.array([[1.0, 2.0]])))
        found.append(way(stack, 2 * (y - 1), eta))
    print(f"η = {eta}: {np.linalg.norm(found[0] - found[1]) / np.linalg.norm(found[1]):.1%} off")

# %% [markdown]
# A small η hides it, as in lesson 3. Layers that keep their gradients, and an optimiser that moves everything at the end, can't make this mistake:
# that is what lesson 4's contract is for.
#
# ## 6. Biases, a linear output, mini-batches · 30 min
#
# The third version gets what was missing: a bias in every layer, and a **linear** last layer, which can say −1. It is much smaller, 2-5-5-1, and trains
# 100,000 steps with η = 0.001 on the squared error. Like all before it takes *one* example a step.
#
# One example's gradient points roughly the right way. A **mini-batch** takes the mean over a few.

# %%
predict(predictions.BATCH_NOISE)

# %% [markdown]
# With batches, shapes bite. One example a step never shows what happens here:

# %%
predict(predictions.TRAP)

# %%
Y_batch, T_batch = np.array([[0.9], [-1.1], [0.8]]), np.array([1.0, -1.0, 1.0])
show(right=np.mean((Y_batch[:, 0] - T_batch) ** 2), trapped=np.mean((Y_batch - T_batch) ** 2))

# %% [markdown]
# ### Exercise 7: `revealing_shapes`
#
# Return two shapes, that of y and that of t, for **7** examples with one answer and one label each: so that both hold 7 numbers, `y - t` runs without an error, and
# the result is **not** 7 numbers.


# %% nbgrader={"grade": false, "grade_id": "revealing_shapes", "locked": false, "schema_version": 3, "solution": true, "task": false}
def revealing_shapes():
    """Two tuples: the shapes of y and t, such as ((7, 1), (7, 1)), which hides it."""
    ### BEGIN SOLUTION
    return (7,), (7, 1)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_revealing_shapes", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("deep_relu_nets/revealing_shapes", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_revealing_shapes", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: revealing_shapes on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("deep_relu_nets/revealing_shapes", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 8: `train`
#
# One step for each row of `batches`, which says which examples to use. The loss is the mean of $(Y - T)^2$ over the batch, so $dY = 2(Y - T)/n$ with the n of the
# **batch**. Set the gradients to zero, go back, and let `SGD(eta).step(network.parameters, network.gradients)` move. Before the steps 0, every,
# 2·every, … record the mean squared error over **all** data. Return the records as an array.


# %% nbgrader={"grade": false, "grade_id": "train", "locked": false, "schema_version": 3, "solution": true, "task": false}
def train(network, X, T, batches, eta, every):
    """One step for each batch; the records of the mean squared error over all data, shape (records,)."""
    ### BEGIN SOLUTION
    records = []
    for k, batch in enumerate(batches):
        if k % every == 0:
            records.append(np.mean((network.forward(X) - T) ** 2))
        Y = network.forward(X[batch])
        network.zero_gradients()
        network.backward(2 * (Y - T[batch]) / len(batch))
        SGD(eta).step(network.parameters, network.gradients)
    return np.array(records)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_train", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("deep_relu_nets/train", points=3)

# %% nbgrader={"grade": true, "grade_id": "hidden_train", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: train on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("deep_relu_nets/train", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# Your classes, your loop: 100,000 examples, in 10,000 batches of 10.

# %%
begin = nets.start(np.random.default_rng(10), SIZES)
tens = draws.reshape(-1, 10)

if ready("deep_relu_nets", "ReluLayer", "Network", "train"):
    (W1, b1), (W2, b2), (W3, b3) = nets.split(begin, SIZES)
    mine = Network([ReluLayer(W1, b1), ReluLayer(W2, b2), layers.Linear(W3, b3)])
    watched = Progress(tens, lambda: losses.mean_squared_error(mine.forward(X), T))
    my_losses = train(mine, X, T, watched, 10 * ETA, 100)
    show(first=my_losses[0], last=my_losses[-1], right=nets.share(mine.forward(X)[:, 0], T))

# %% [markdown]
# (Ten times the source's η, since there are ten times fewer steps.) The same once more with the compiled twin, `compiled.train`: your loop, in a form
# that numba turns into machine code, for all the long runs below. With the same draws it has to end where you ended.

# %%
compiled.train(X, T, tens[:10], begin, SIZES, ETA)
start = time.perf_counter()
twin, twin_losses, _ = compiled.train(X, T, tens, begin, SIZES, 10 * ETA, 100)
print(f"compiled: {time.perf_counter() - start:.2f} s")
if ready("deep_relu_nets", "ReluLayer", "Network", "train"):
    print(f"largest difference of the weights after 10,000 steps: {np.abs(nets.flat(mine) - twin).max():.1e}")

# %% [markdown]
# And now what the source does: one example a step, 100,000 steps, η = 0.001, a record every 100 steps.

# %%
trained, source_losses, _ = compiled.train(X, T, draws, begin, SIZES, ETA, 100)
y_trained, Z_trained = nets.answers(trained, SIZES, X)
show(last=source_losses[-1], right=nets.share(y_trained, T))
picture(*figures.loss_curves({"batches of one, η = 0.001": [source_losses]}, 100, "2-5-5-1, one example a step"))

# %%
picture(*figures.histogram(y_trained, T))

# %%
picture(*figures.decision_map(trained, SIZES, X, T))

# %%
if ready("deep_relu_nets", "dead_units"):
    print("dead units in the two hidden layers:", [dead_units(Z) for Z in Z_trained])

# %% [markdown]
# Three plots, as in the source, and all look good. *Modify:* another seed in `begin`; batches of 100 with η = 0.1; what do you expect of the curve?
#
# ## 7. Third version: tested, trained, wrong · 15 min
#
# Here are the optimiser and the ReLU layer that trained the published net (`on` is 1 where z > 0, else 0):
#
# ```python
# class PublishedReluLayer:
#     def gradient(self):                                     # with respect to the parameters
#         return np.dot(on.T, self.xext)
#     def backward(self):                                     # with respect to the inputs
#         return (on * self.w)[:-1]
#
# dLdx = loss.gradient(model, xi, yi)
# for layer in reversed(model.architecture):
#     tmp = layer.w - eta * np.dot(dLdx, layer.gradient()).T
#     dLdx = np.dot(dLdx, layer.backward().T)
#     layer.w = tmp
# ```
#
# The order is right now: `tmp` waits. And there are unit tests, for forward, loss and gradient. Here they are, with the source's numbers:

# %%
w_test, x_test = np.array([[1.0], [2.0], [0.0]]), np.array([[-0.1, 0.1]])


def published_test_forward(layer):
    assert layer.forward(x_test) == 0.1
    assert layer.forward(-x_test) == 0.0


def published_test_loss(layer):
    y = layer.forward(x_test)
    assert np.isclose((1.0 - y) ** 2, 0.81)
    assert np.isclose(-2 * (1.0 - y), -1.8)


def published_test_gradient(layer):
    layer.forward(x_test)
    assert np.all(layer.gradient() == [[-0.1, 0.1, 1.0]])
    assert np.all(layer.backward() == [[1.0], [2.0]])


for test in (published_test_forward, published_test_loss, published_test_gradient):
    test(faults.PublishedReluLayer(w_test))
    print(test.__name__, "passed")

# %%
predict(predictions.WHY_TESTS_PASSED)

# %% [markdown]
# There is more that these tests don't see. The published `test_gradient` computes `dLdx`, from **all 2000 labels** of the notebook, since it takes a global `y` where it
# means `t`, and nobody notices, because it then never *uses* `dLdx`. Each factor of the chain rule was tested by itself; their **product** never was.
#
# ## 8. The gradient check · 45 min
#
# A check of the whole net needs no idea of what is wrong. First it needs to know about kinks: if a unit goes on or off between the two ends of a central difference, the
# two will disagree, and nobody is to blame.
#
# ### Exercise 9: `kink_free_gradient`
#
# Central differences, entry by entry, $\big(f(V + \varepsilon e_k) - f(V - \varepsilon e_k)\big) / 2\varepsilon$, that say nothing where they know nothing. `f(V)` returns **two** things: the loss, and an
# array of bool, which units are on. Where these arrays differ between the two ends, put `np.nan`. Leave V as it is.


# %% nbgrader={"grade": false, "grade_id": "kink_free_gradient", "locked": false, "schema_version": 3, "solution": true, "task": false}
def kink_free_gradient(f, V, eps):
    """Numerical gradient of the shape of V; NaN where a unit goes on or off between V - eps and V + eps."""
    ### BEGIN SOLUTION
    dV = np.zeros_like(V)
    for k in np.ndindex(V.shape):
        step = np.zeros_like(V)
        step[k] = eps
        L_up, on_up = f(V + step)
        L_down, on_down = f(V - step)
        same = (on_up == on_down).all()
        dV[k] = (L_up - L_down) / (2 * eps) if same else np.nan
    return dV
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_kink_free_gradient", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("deep_relu_nets/kink_free_gradient", points=2)

# %% nbgrader={"grade": true, "grade_id": "hidden_kink_free_gradient", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: kink_free_gradient on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("deep_relu_nets/kink_free_gradient", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# Try it where it matters: z lies within ε of the kink for the first row of x, and far from it for the second.

# %%
if ready("deep_relu_nets", "kink_free_gradient", "compute_dZ"):
    x_two, w_two = np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([[1e-6], [0.5]])
    plain = gradcheck.numerical_gradient(lambda w: np.sum(np.maximum(0, x_two @ w)), w_two)
    careful = kink_free_gradient(lambda w: (np.sum(np.maximum(0, x_two @ w)), x_two @ w > 0), w_two, 1e-5)
    show(analytic=(x_two.T @ compute_dZ(np.ones((2, 1)), x_two @ w_two)).T, plain=plain.T, careful=careful.T)

# %% [markdown]
# ### Exercise 10: `layer_errors`
#
# For every layer of `network`, in order: how far is its `dW` from the numerical gradient N of the mean squared error? Measured as $\lVert dW - N \rVert / \lVert N \rVert$ (`np.linalg.norm`),
# so that it works for large gradients and small ones.
#
# Set the gradients to zero, go forward and back once with all of X, then nudge each layer's `W` (`gradcheck.numerical_gradient(f, V)` does the nudging, for a function `f` that puts its argument
# into `layer.W` and returns the loss), and put `W` back. Random data lies far from all kinks: no need to skip any here.


# %% nbgrader={"grade": false, "grade_id": "layer_errors", "locked": false, "schema_version": 3, "solution": true, "task": false}
def layer_errors(network, X, T):
    """Relative error of every layer's dW, shape (layers,)."""
    ### BEGIN SOLUTION
    Y = network.forward(X)
    network.zero_gradients()
    network.backward(2 * (Y - T) / Y.size)
    errors = []
    for layer in network.layers:
        W = layer.W

        def loss_at(V, layer=layer):
            layer.W = V
            return np.mean((network.forward(X) - T) ** 2)

        N = gradcheck.numerical_gradient(loss_at, W)
        layer.W = W
        errors.append(np.linalg.norm(layer.dW - N) / np.linalg.norm(N))
    return np.array(errors)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_layer_errors", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("deep_relu_nets/layer_errors", points=3)

# %% nbgrader={"grade": true, "grade_id": "hidden_layer_errors", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: layer_errors on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("deep_relu_nets/layer_errors", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# Now the moment of truth. `faults.PublishedDW` is a ReLU layer with one thing changed: its `dW` comes from the published line. One net 2-5-5-1 with each, same
# weights, one example:

# %%
pairs = list(nets.split(nets.start(np.random.default_rng(434), SIZES), SIZES))
if ready("deep_relu_nets", "ReluLayer", "Network", "layer_errors"):
    found = {}
    for name, kind in [("yours", ReluLayer), ("published", faults.PublishedDW)]:
        net = Network([kind(*pairs[0]), kind(*pairs[1]), layers.Linear(*pairs[2])])
        found[name] = layer_errors(net, X[:1], T[:1])
        print(f"{name:<10}", "  ".join(f"layer {k + 1}: {error:.1e}" for k, error in enumerate(found[name])))
    display(picture(*figures.errors_by_layer(found)))

# %% [markdown]
# Relative errors of 2.0 and 1.2 where 1e-6 would be much. And the linear layer, with its single output, agrees to ten digits.
#
# ### What is wrong
#
# `layer.gradient()` has a row for each of the m outputs, and `dLdx` a number for each. `np.dot(dLdx, layer.gradient())` **adds up over the outputs**: what is left is one row, transposed to one
# column of shape (d + 1, 1). `layer.w - eta * column` then broadcasts it over all m columns of w. Every unit of a layer gets the same step, the sum of what all of them should get.

# %%
show(published=faults.published_dw(np.array([[1.0, 10.0]]), np.array([[-0.1, 0.1, 1.0]]), np.ones((1, 2))))

# %%
predict(predictions.ONE_OF_FIVE)

# %% [markdown]
# ### Exercise 11: `revealing_case`
#
# Write the test that was missing. Return `w` of shape (d + 1, m), `x` of shape (1, d) and the upstream `dy` of shape (1, m) of **one** ReLU layer, for which the published `dw` is wrong.


# %% nbgrader={"grade": false, "grade_id": "revealing_case", "locked": false, "schema_version": 3, "solution": true, "task": false}
def revealing_case():
    """Three arrays w, x, dy: a layer, its input, and what arrives, for which the published gradient is wrong."""
    ### BEGIN SOLUTION
    w = np.array([[1.0, 2.0], [2.0, 1.0], [0.5, 0.5]])
    x = np.array([[-0.1, 0.1]])
    dy = np.array([[1.0, -3.0]])
    return w, x, dy
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_revealing_case", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("deep_relu_nets/revealing_case", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_revealing_case", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: revealing_case on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("deep_relu_nets/revealing_case", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 12: `compute_dw`
#
# And mend it, in the source's terms, for a whole batch: `dy` and `z` of shape (n, m), `xext` of shape (n, d + 1) with its column of ones; the result has the shape of w, (d + 1, m).
#
# **Expected:** for dy = [[1, 10]], xext = [[−0.1, 0.1, 1]], z = [[1, 1]]: [[−0.1, −1], [0.1, 1], [1, 10]]. Two columns, and they differ.


# %% nbgrader={"grade": false, "grade_id": "compute_dw", "locked": false, "schema_version": 3, "solution": true, "task": false}
def compute_dw(dy, xext, z):
    """dL/dw, shape (d + 1, m), of one ReLU layer with the pre-activation z."""
    ### BEGIN SOLUTION
    return xext.T @ (dy * (z > 0))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_compute_dw", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("deep_relu_nets/compute_dw", points=2)

# %% nbgrader={"grade": true, "grade_id": "hidden_compute_dw", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: compute_dw on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("deep_relu_nets/compute_dw", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# ### Does it matter?
#
# Twenty seeds, 100,000 steps each, with the right gradient and with the published one; the same weights at the start, the same draws.

# %%
runs = {"right gradient": [], "published gradient": []}
shares = {name: [] for name in runs}
for seed in range(20):
    V = nets.start(np.random.default_rng(seed), SIZES)
    for published, name in enumerate(runs):
        V_end, record, _ = compiled.train(X, T, draws, V, SIZES, ETA, 4000, published=bool(published))
        runs[name].append(record)
        shares[name].append(nets.share(nets.answers(V_end, SIZES, X)[0], T))

# %%
picture(*figures.loss_curves(runs, 4000, "twenty seeds each"))

# %%
picture(*deep.accuracies(shares))

# %%
predict(predictions.WHY_IT_TRAINS)

# %% [markdown]
# Whoever tries one seed and looks at the accuracy sees a good net, most of the time. Twenty seeds tell more: some losses far behind, and a few nets that fail where the right gradient does not. The gradient check told
# everything at once, on one example, before any training.
#
# **A net that trains is no proof of its gradient.** Check the gradient of the *whole* net, with more than one unit a layer, before you train.
#
# ## 9. Where to start: initialisation · 25 min
#
# The source draws all weights from N(0, 1). In 2-5-5-1 that works; in 2-10-100-30-10-1 the first answers were in the hundreds. Why?

# %%
predict(predictions.GROWTH)

# %% [markdown]
# A unit adds up d products. With weights of variance $s^2$ its variance is about $d\,s^2$ times the mean square of its inputs, and the ReLU lets half of the square through. For the signal to keep its size, $s^2 = 2/d$: that
# is **He's** initialisation. **Xavier's** (Glorot's) is older, made for tanh, and looks at both directions, $s^2 = 2/(d + m)$: forward the sum has d terms, backward m.

# %%
predict(predictions.WITH_HE)

# %% [markdown]
# ### Exercise 13: `weight_scales`
#
# The standard deviation of a new weight matrix of shape (d, m): the source's, He's, and Xavier's.
#
# **Expected:** for d = 100, m = 30: 1, 0.141421, 0.124035.


# %% nbgrader={"grade": false, "grade_id": "weight_scales", "locked": false, "schema_version": 3, "solution": true, "task": false}
def weight_scales(d, m):
    """Three numbers: standard deviation of the weights by N(0, 1), by He and by Xavier."""
    ### BEGIN SOLUTION
    return 1.0, np.sqrt(2 / d), np.sqrt(2 / (d + m))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_weight_scales", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("deep_relu_nets/weight_scales", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_weight_scales", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: weight_scales on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("deep_relu_nets/weight_scales", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# Ten hidden layers of 50 units, untrained, one pass forward and one back with 200 of the points. Read the left panel from left to right, the right one from right to left: that is how they come about.

# %%
tall = (2, *[50] * 10, 1)
some = slice(None, None, 10)
profiles = {
    name: nets.profile(nets.start(np.random.default_rng(0), tall, name), tall, X[some], T[some])
    for name in nets.SCHEMES
}
picture(*deep.by_layer(profiles))

# %%
for name, found_profile in profiles.items():
    print(f"{name:<8} dead before the first step, by layer:", found_profile.dead.tolist())

# %% [markdown]
# N(0, 1) swells forward **and** backward, both by five at every layer; Xavier fades, since it does not know of the half that a ReLU cuts off; He keeps its size. Some units are dead before the first step, under any scheme:
# behind a few layers all signals are positive, and a unit with mostly negative weights never goes on.
#
# ### Turn the knobs
#
# *Predict* before each move:
#
# 1. N(0, 1), width 5: how many layers until η = 0.001 does not work any more? And with He?
# 2. η up to 0.1 and more: who runs away first, who dies? Look at the dead units.
# 3. Batches of 1, 10, 100 with as many examples: what happens to the curve, and why is the largest batch slowest?
# 4. Depth 6, Xavier: where is the gradient smallest, and what does the loss do meanwhile?

# %%
live(
    movie.training(),
    Slider("depth", "hidden layers", 1, 6, value=2, step=1),
    Slider("width", "units a layer", 2, 30, value=5, step=1),
    Choice("scheme", "initialisation", nets.SCHEMES),
    Slider("eta", "learning rate η", 1e-4, 1.0, value=1e-3, log=True),
    Choice("batch", "batch size", (1, 10, 100)),
    Slider("examples", "examples seen", 100, 50_000, value=20_000, log=True),
    title="a net in training: depth, width, initialisation, step, batch",
)

# %% [markdown]
# ## 10. What the net has folded · 15 min
#
# While no unit switches, a ReLU net is an ordinary linear function. Each unit of the first layer switches along a straight line; the plane is folded there. Units of the second layer fold along lines that are straight
# inside each region, and bend where they cross a fold of the first.

# %%
predict(predictions.REGIONS)

# %%
picture(*deep.folds(trained, SIZES, X, T))

# %% [markdown]
# ### Exercise 14: `count_patterns`
#
# Z has a row for each point and a column for each unit of the net (all ReLU layers side by side). Points with the same units on lie on the same linear piece. How many different sets of units are on? (On means z > 0.)
#
# **Expected:** for Z = [[1, −1], [3, −2], [1, 1]] it is 2.


# %% nbgrader={"grade": false, "grade_id": "count_patterns", "locked": false, "schema_version": 3, "solution": true, "task": false}
def count_patterns(Z):
    """How many different sets of units are on among the n rows of Z, of shape (n, m)."""
    ### BEGIN SOLUTION
    return len({tuple(row) for row in Z > 0})
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_count_patterns", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("deep_relu_nets/count_patterns", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_count_patterns", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: count_patterns on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("deep_relu_nets/count_patterns", points=1, seed=7)
### END HIDDEN TESTS

# %%
if ready("deep_relu_nets", "count_patterns"):
    for name, V in [("untrained", begin), ("trained", trained)]:
        _, Zs = nets.answers(V, SIZES, figures.on_grid())
        print(
            f"{name:<10} {count_patterns(Zs[0]):>3} pieces by layer 1, {count_patterns(np.hstack(Zs)):>3} by both layers"
        )

# %% [markdown]
# ### And the rest of it
#
# | in the source | why it went unseen | what to do |
# |---|---|---|
# | `self.x` never set | the program runs, the picture is drawn | look at one gradient, or at the loss after a step |
# | `w` moved before `backward()` | every gradient was 0 anyway | keep the gradients, move at the end |
# | `np.dot(dLdx, gradient()).T` of shape (d + 1, 1) | NumPy broadcasts; tests with one output; it trains | compare shapes before you subtract; check the whole net |
# | `test_gradient` uses the global `y` for `t` | `dLdx` is computed and never used | a test takes all it needs as arguments |
# | `assert l.evaluate(nn, x, t) == 0.81` | luck: 0.9·0.9 happens to round so | `np.isclose` |
# | `dydz = np.tile(np.where(z > 0, 1, 0), (d + 1, 1))` | one example a step; for a batch the shapes don't fit | `dZ @ W.T`, for any n |
# | `w / sum(w * w)`, commented out: weights scaled by the *square* of their length | it did not help, so it was switched off | He, or Xavier |
# | `class linearLayer: # this is a linear layer with relu activation` | nobody runs a comment | let the code say it |
# | the loss recorded as a sum over 2000 points | only its shape was looked at | a mean |
# | `xrange`, `print`, `np.zeros((np.ceil(...), 1))`, a picture with another extent than its grid | Python 2; the contour was right | lesson 4 |
#
# ## 11. What you have seen · 5 min
#
# | step forward | way back | shape |
# |---|---|---|
# | $Z = XW + b$ | $dW = X^\top dZ$, $db = \sum_i dZ_i$, $dX = dZ\,W^\top$ | of $W$, $b$, $X$ |
# | $A = \max(0, Z)$ | $dZ = dA \odot [Z > 0]$ | of $Z$ |
# | $Y = f_N(\dots f_1(X))$ | one walk from the last layer to the first | of each layer's input |
# | mean over a batch | 1/n once, at the loss | |
#
# - Each unit has its own column of dW: the input times what has arrived at that unit.
# - Two bugs can hide each other, and a right last layer can hide wrong ones below. A net that trains proves little.
# - Test with more than one output, more than one example, an upstream gradient that is not 1; and test the product, not the factors.
# - A ReLU that is off for all data stops learning. Too long a step kills; so does a bad start. He's scale keeps signal and gradient at their size.
#
# **What next.** A list of layers is a path. Lesson 7 lets paths split and join: then gradients add, and the order of the walk back is no longer given.
#
# [The concept map](../concept_map.svg) · [Lesson 7](../07_split_nodes/07_split_nodes.ipynb)
