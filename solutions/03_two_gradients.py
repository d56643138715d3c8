# %% [markdown]
# # 3 · Two gradients
#
# One net, one loss, and its gradient twice: once by the chain rule, all 31 numbers in one sweep, and once without any calculus, by nudging one weight
# after the other. Both train the net to follow a sine. One of them also tells you when the other is wrong; and one of them you can't afford.
#
# **You will be able to** write the five formulas of a two-layer net with biases, for regression and for classification; get a gradient from nothing but
# a loss, one weight at a time or all at once; say what each costs; catch a training step that is wrong and trains all the same.
#
# **How to use this notebook.** Run the cells in order (Shift+Enter). Where it says *Predict*, answer before you read on: people who predict
# first remember what they see. Where it says *Exercise*, write the body of the function, run the cell, then run the check below it. A check
# never punishes you: try as often as you like.
#
# **You need** lesson 1 (upstream · local, and the shapes); lesson 2's central difference is explained once more.
#
# [Where this lesson stands in the course](../concept_map.svg)

# %% [markdown]
# **Notation.** `dV` is the gradient of the loss $L$ with respect to `V`, and has the shape of `V`. One example a row.
#
# | symbol | meaning | shape | in the source |
# |---|---|---|---|
# | `X`, `T` | data, target | (n, d), (n, C) | `X`, `Y` |
# | `W1`, `W2` | weights; **row 0 is the bias** | (d + 1, m), (m + 1, C) | the same |
# | `Z1`, `A1` | pre-activation and activation of the hidden layer | (n, m) | `net1`, `Z` |
# | `Z2`, `Y` | pre-activation of the output, and the output | (n, C) | `net2`, `O` |
# | `dZ2`, `dZ1` | their gradients | (n, C), (n, m) | `G2`, `G1` |
# | `L` | loss, one number | () | $\mathcal E$ |
# | $\eta$, $h$ | step size, nudge | () | `eta`, `h` |

# %%
import time

import numpy as np
from IPython.display import display

from course import activations, gradcheck
from course.activations import softmax
from course.checks import ready
from course.lessons.two_gradients import compiled, cost, figures, predictions, problems, training
from course.widgets import picture, predict, step_through
from course.widgets.live import Slider, live


def show(precision=8, **arrays):
    """Print arrays by name, rounded."""
    for name, value in arrays.items():
        print(f"{name} =", np.array2string(np.asarray(value), precision=precision, prefix=f"{name} = "))


# %% [markdown]
# ## 1. Two ways to one slope · 10 min
#
# A neuron with a weight and a bias, $y = \tanh(wx + b)$, and the loss $L = \frac12 (y - t)^2$.

# %%
x, w, b, t = 2.0, 0.3, 0.1, 0.2

z = w * x + b
y = np.tanh(z)
L = 0.5 * (y - t) ** 2
show(z=z, y=y, L=L)

# %% [markdown]
# **The first way** goes back through the three lines, upstream times local. The local gradient of tanh is $1 - \tanh^2 z$, that is $1 - y^2$:

# %%
dy = y - t
dz = dy * (1 - y**2)
dw = dz * x
db = dz
show(dw=dw, db=db)


# %% [markdown]
# **The second way** knows nothing of tanh. It asks for the loss a little to the right and a little to the left, and divides by the way between:
#
# $$ \frac{dL}{dw} \approx \frac{L(w + h) - L(w - h)}{2h} $$


# %%
def neuron_loss(w, b):
    return 0.5 * (np.tanh(w * x + b) - t) ** 2


h = 1e-5
show(
    dw=(neuron_loss(w + h, b) - neuron_loss(w - h, b)) / (2 * h),
    db=(neuron_loss(w, b + h) - neuron_loss(w, b - h)) / (2 * h),
)

# %%
predict(predictions.NEURON_LOSSES)

# %% [markdown]
# Now step through the first way. Where is $1 - y^2$? Where do `dw` and `db` part?


# %%
def neuron(x, w, b, t):
    z = w * x + b
    y = np.tanh(z)
    L = 0.5 * (y - t) ** 2
    dy = y - t
    dz = dy * (1 - y**2)
    dw = dz * x
    db = dz
    return L, dw, db


step_through(neuron, 2.0, 0.3, 0.1, 0.2, title="one tanh neuron with a bias")

# %% [markdown]
# ## 2. The net of this lesson · 10 min
#
# $$ Z_1 = [\mathbf 1, X]\,W_1, \qquad A_1 = \tanh Z_1, \qquad Z_2 = [\mathbf 1, A_1]\,W_2, \qquad Y = f_2(Z_2) $$
#
# A column of ones stands before the data and before the hidden layer, so **row 0 of each weight matrix is its bias** and needs no formula of its own.
# For regression $f_2$ does nothing, $Y = Z_2$, and the loss is
#
# $$ L = \frac1n \sum_{i=1}^n \tfrac12 \lVert Y_i - T_i \rVert^2 $$
#
# This one loss is what both gradients will be gradients of. Here is the problem: 25 points on a sine, ten hidden units, one output.

# %%
P = problems.analytic_problem()
print("X", P.X.shape, "  T", P.T.shape, "  W1", P.W1.shape, "  W2", P.W2.shape)

# %%
predict(predictions.PARAMETERS)

# %% [markdown]
# The net before it has learnt anything:

# %%
picture(*figures.fit(P, P.W1, P.W2, 10))

# %% [markdown]
# To follow each number by hand we use a smaller one first: three examples, two hidden units. Step forward to the loss, and then let the stepper go back.

# %%
X = np.array([[-1.0], [0.5], [2.0]])
T = np.array([[-0.5], [0.5], [1.0]])
W1 = np.array([[0.1, -0.2], [0.5, 0.3]])
W2 = np.array([[0.2], [0.4], [-0.6]])


def small_net(X, W1, W2, T):
    ones = np.ones((len(X), 1))
    Z1 = np.hstack([ones, X]) @ W1
    A1 = np.tanh(Z1)
    Z2 = np.hstack([ones, A1]) @ W2
    L = 0.5 * np.sum((Z2 - T) ** 2) / len(T)
    return L


step_through(small_net, X, W1, W2, T, title="the net, with three examples and two hidden units")

# %% [markdown]
# ## 3. Forward: you write it · 20 min
#
# ### Exercise 1: `augment`
#
# Put a column of ones **before** the columns of `X`. `np.ones` and `np.hstack` do it.
#
# **Expected:** `augment(X)` is `[[1, -1], [1, 0.5], [1, 2]]`.


# %% nbgrader={"grade": false, "grade_id": "augment", "locked": false, "schema_version": 3, "solution": true, "task": false}
def augment(X):
    """A column of ones, then the columns of X: shape (n, d + 1) for X of shape (n, d)."""
    ### BEGIN SOLUTION
    return np.hstack([np.ones((len(X), 1)), X])
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_augment", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("two_gradients/augment", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_augment", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: augment on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("two_gradients/augment", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 2: `forward`
#
# The three arrays of the forward pass for regression, where $Y = Z_2$. `np.tanh` works entry by entry.
#
# **Expected:** `Z1` = `[[-0.4, -0.5], [0.35, -0.05], [1.1, 0.4]]`, `A1` = `[[-0.3799489623, -0.4621171573], ...]` and
# `Y` = `[[0.3252907095], [0.3645252427], [0.2922302314]]`.


# %% nbgrader={"grade": false, "grade_id": "forward", "locked": false, "schema_version": 3, "solution": true, "task": false}
def forward(X, W1, W2):
    """Z1 and A1 of shape (n, m), and Y of shape (n, C)."""
    ### BEGIN SOLUTION
    Z1 = augment(X) @ W1
    A1 = np.tanh(Z1)
    Y = augment(A1) @ W2
    ### END SOLUTION
    return Z1, A1, Y


# %% nbgrader={"grade": true, "grade_id": "test_forward", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("two_gradients/forward", points=2)

# %% nbgrader={"grade": true, "grade_id": "hidden_forward", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: forward on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("two_gradients/forward", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 3: `net_loss`
#
# The loss of the net: ½ the squared differences, summed over the C outputs, averaged over the n **examples**. Call `forward`.
#
# **Expected:** `net_loss(X, W1, W2, T)` is `0.2000660351`.


# %% nbgrader={"grade": false, "grade_id": "net_loss", "locked": false, "schema_version": 3, "solution": true, "task": false}
def net_loss(X, W1, W2, T):
    """The loss of the net with weights W1 and W2 on data X and targets T: one number."""
    ### BEGIN SOLUTION
    _, _, Y = forward(X, W1, W2)
    return 0.5 * np.sum((Y - T) ** 2) / len(T)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_net_loss", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("two_gradients/net_loss", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_net_loss", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: net_loss on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("two_gradients/net_loss", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# ## 4. Backward: five formulas · 30 min
#
# | step forward | its way back | shape |
# |---|---|---|
# | $L = \frac1n \sum \frac12 (Y - T)^2$, $Y = f_2(Z_2)$ | $dZ_2 = \dfrac{\partial L}{\partial Y} \odot f_2'(Z_2) = \frac1n (Y - T)$ | (n, C) |
# | $Z_2 = [\mathbf 1, A_1]\,W_2$ | $dW_2 = [\mathbf 1, A_1]^\top dZ_2$ | (m + 1, C) |
# | | $dA_1 = dZ_2\,(W_2 \text{ without row } 0)^\top$ | (n, m) |
# | $A_1 = \tanh Z_1$ | $dZ_1 = dA_1 \odot (1 - \tanh^2 Z_1)$ | (n, m) |
# | $Z_1 = [\mathbf 1, X]\,W_1$ | $dW_1 = [\mathbf 1, X]^\top dZ_1$ | (d + 1, m) |
#
# $\odot$ multiplies entry by entry: `*` in NumPy. The other products are matrix products: `@`.
#
# ### Exercise 4: `compute_dZ2`
#
# $f_2$ does nothing, so $f_2' = 1$. The 2 of the square meets the ½; the 1/n stays.
#
# **Expected:** `dZ2` = `[[0.2750969032], [-0.0451582524], [-0.2359232562]]`.


# %% nbgrader={"grade": false, "grade_id": "compute_dZ2", "locked": false, "schema_version": 3, "solution": true, "task": false}
def compute_dZ2(Y, T):
    """Gradient of the loss with respect to Z2; Y, T and the result have shape (n, C)."""
    ### BEGIN SOLUTION
    return (Y - T) / len(Y)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_compute_dZ2", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("two_gradients/compute_dZ2", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_compute_dZ2", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: compute_dZ2 on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("two_gradients/compute_dZ2", points=1, seed=7)
### END HIDDEN TESTS

# %%
predict(predictions.SHAPE_OF_DW2)

# %% [markdown]
# ### Exercise 5: `compute_dW2`
#
# As in lesson 1, with what really went into the product: A1 *and* its ones. The bias row comes out by itself.
#
# **Expected:** `dW2` = `[[-0.0059846055], [-0.3085692504], [-0.2145097623]]`.


# %% nbgrader={"grade": false, "grade_id": "compute_dW2", "locked": false, "schema_version": 3, "solution": true, "task": false}
def compute_dW2(A1, dZ2):
    """Gradient of the loss with respect to W2, shape (m + 1, C), from A1 of shape (n, m) and dZ2 of shape (n, C)."""
    ### BEGIN SOLUTION
    return augment(A1).T @ dZ2
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_compute_dW2", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("two_gradients/compute_dW2", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_compute_dW2", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: compute_dW2 on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("two_gradients/compute_dW2", points=1, seed=7)
### END HIDDEN TESTS

# %%
predict(predictions.NOTHING_BACK)

# %%
predict(predictions.STEEPEST_TANH)

# %% [markdown]
# ### Exercise 6: `compute_dZ1`
#
# Two steps at once: back through `W2`, without its bias row, and back through the tanh. `W2[1:]` is everything but row 0.
#
# **Expected:** `dZ1` = `[[0.0941534321, -0.1298096015], [-0.0160194654, 0.0270273268], [-0.0338975777, 0.1211190531]]`.


# %% nbgrader={"grade": false, "grade_id": "compute_dZ1", "locked": false, "schema_version": 3, "solution": true, "task": false}
def compute_dZ1(dZ2, W2, Z1):
    """Gradient of the loss with respect to Z1, shape (n, m); dZ2 is (n, C) and W2 is (m + 1, C)."""
    ### BEGIN SOLUTION
    return dZ2 @ W2[1:].T * (1 - np.tanh(Z1) ** 2)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_compute_dZ1", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("two_gradients/compute_dZ1", points=2)

# %% nbgrader={"grade": true, "grade_id": "hidden_compute_dZ1", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: compute_dZ1 on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("two_gradients/compute_dZ1", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 7: `compute_dW1`
#
# You have done it before, one layer up.
#
# **Expected:** `dW1` = `[[0.0442363890, 0.0183367785], [-0.1699583201, 0.3855613712]]`.


# %% nbgrader={"grade": false, "grade_id": "compute_dW1", "locked": false, "schema_version": 3, "solution": true, "task": false}
def compute_dW1(X, dZ1):
    """Gradient of the loss with respect to W1, shape (d + 1, m), from X of shape (n, d) and dZ1 of shape (n, m)."""
    ### BEGIN SOLUTION
    return augment(X).T @ dZ1
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_compute_dW1", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("two_gradients/compute_dW1", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_compute_dW1", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: compute_dW1 on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("two_gradients/compute_dW1", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# ## 5. The whole step, and 100,000 of them · 25 min
#
# ### Exercise 8: `network`
#
# Both passes in one function: `Z1`, `A1`, `Z2`, `L` on the way forward, `dZ2`, `dW2`, `dA1`, `dZ1`, `dW1` on the way back. Use these names, so that the stepper
# knows them. Call `augment`; write the rest out as formulas.
#
# **Expected:** `L` = `0.2000660351`, and `dW1`, `dW2` as above.


# %% nbgrader={"grade": false, "grade_id": "network", "locked": false, "schema_version": 3, "solution": true, "task": false}
def network(X, W1, W2, T):
    """Both passes: the loss L, and the gradients dW1 and dW2."""
    ### BEGIN SOLUTION
    Z1 = augment(X) @ W1
    A1 = np.tanh(Z1)
    Z2 = augment(A1) @ W2
    L = 0.5 * np.sum((Z2 - T) ** 2) / len(T)
    dZ2 = (Z2 - T) / len(T)
    dW2 = augment(A1).T @ dZ2
    dA1 = dZ2 @ W2[1:].T
    dZ1 = dA1 * (1 - A1**2)
    dW1 = augment(X).T @ dZ1
    ### END SOLUTION
    return L, dW1, dW2


# %% nbgrader={"grade": true, "grade_id": "test_network", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("two_gradients/network", points=3)

# %% nbgrader={"grade": true, "grade_id": "hidden_network", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: network on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("two_gradients/network", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# Step through **your** code: your lines, your names, your numbers. Where one of your `d...` variables is the gradient it says it
# is, it gets a check mark; where it is not, a cross, and the difference.

# %%
step_through(network, X, W1, W2, T, title="your network")

# %% [markdown]
# ### Exercise 9: `train_step`
#
# One step of gradient descent, $W_k - \eta\,dW_k$ for both matrices. **The order matters:** both gradients belong to the weights that made the prediction. Get
# both, then move both. Return new arrays: whoever called you still has the old ones.
#
# **Expected:** with step size 0.1, `W1` becomes `[[0.0955763611, -0.2018336778], [0.5169958320, 0.2614438629]]` and `W2` becomes
# `[[0.2005984605], [0.4308569250], [-0.5785490238]]`.


# %% nbgrader={"grade": false, "grade_id": "train_step", "locked": false, "schema_version": 3, "solution": true, "task": false}
def train_step(X, W1, W2, T, step_size):
    """W1 and W2 after one step of gradient descent, as new arrays."""
    ### BEGIN SOLUTION
    _, dW1, dW2 = network(X, W1, W2, T)
    return W1 - step_size * dW1, W2 - step_size * dW2
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_train_step", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("two_gradients/train_step", points=2)

# %% nbgrader={"grade": true, "grade_id": "hidden_train_step", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: train_step on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("two_gradients/train_step", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# Now the sine: 100,000 steps with all 25 points and $\eta = 0.1$. NumPy would spend most of the time *calling* functions on these
# small arrays, so the lesson has a compiled twin of `train_step`. Does it take the same steps as yours?

# %%
if ready("two_gradients", "train_step"):
    mine, start = (P.W1, P.W2), time.perf_counter()
    for _ in range(2000):
        mine = train_step(P.X, *mine, P.T, 0.1)
    yours = (time.perf_counter() - start) / 2000
    twin = compiled.train(P.X, P.W1, P.W2, P.T, 0.1, 2000)
    difference = max(np.abs(a - b).max() for a, b in zip(mine, twin[:2], strict=True))
    print(f"largest difference after 2,000 steps: {difference:.1e}")
    print(f"yours takes {1e6 * yours:.0f} µs a step: {1e5 * yours:.1f} s for 100,000 of them")


# %%
def advance(W1, W2, steps):
    return compiled.train(P.X, W1, W2, P.T, 0.1, steps)


W1_fit, W2_fit, losses = training.descend(advance, P.W1, P.W2, 100_000)
print(f"mean square error on the data: {2 * losses[-1]:.1e}")

# %%
picture(*figures.fit(P, W1_fit, W2_fit, 10))

# %%
picture(*figures.loss_curve(losses))

# %% [markdown]
# *Investigate:* where is the fit worst, and how many data points are there? *Modify:* take `advance` with a step size of 0.01, then of 1. Or draw a mini-batch:
# `idx = rng.choice(len(P.X), 5)` before each step of your own `train_step`, with `P.X[idx]` and `P.T[idx]`. What happens to the loss curve?
#
# ## 6. The same lines classify · 25 min
#
# For classes, the output is a row of probabilities, $Y = \mathrm{softmax}(Z_2)$, the target is one-hot, and the loss is the **cross-entropy**:
#
# $$ L = -\frac1n \sum_{i=1}^n \sum_{j=1}^C T_{ij} \log Y_{ij} $$
#
# ### Exercise 10: `cross_entropy`
#
# **Expected:** for `Y` = `[[0.7, 0.2, 0.1], [0.1, 0.8, 0.1]]` and `T` = `[[1, 0, 0], [0, 0, 1]]` it is `1.3296300185`: the mean of $-\log 0.7$ and $-\log 0.1$.


# %% nbgrader={"grade": false, "grade_id": "cross_entropy", "locked": false, "schema_version": 3, "solution": true, "task": false}
def cross_entropy(Y, T):
    """Cross-entropy of probabilities Y and targets T, both of shape (n, C): one number."""
    ### BEGIN SOLUTION
    return -np.sum(T * np.log(Y)) / len(Y)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_cross_entropy", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("two_gradients/cross_entropy", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_cross_entropy", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: cross_entropy on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("two_gradients/cross_entropy", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# Back through the logarithm and the softmax, everything cancels that can: $\dfrac{\partial L}{\partial Y} = -\dfrac{T}{nY}$ meets the softmax's derivatives, and what is left is
#
# $$ dZ_2 = \frac1n (Y - T) $$
#
# **the very formula of the regression.** This is no accident: each output function has a loss that fits it in this way.

# %%
predict(predictions.SAME_DZ2)

# %% [markdown]
# ### Exercise 11: `network_softmax`
#
# `network` again with two other lines, `Y` and `L`. `softmax` has been imported; you may call your `cross_entropy` and `compute_dZ2`.
#
# **Expected:** with the `W2_classes` and `T_classes` of the next cell, `L` = `1.0379433695` and
# `dW1` = `[[-0.0795051645, -0.0428322650], [0.1119396554, -0.5151180953]]`.

# %%
W2_classes = np.array([[0.2, -0.1, 0.3], [0.4, 0.5, -0.2], [-0.6, 0.1, 0.7]])
T_classes = np.eye(3)
show(Y=softmax(np.array([[0.0, 1.0, 2.0]])), T=T_classes)


# %% nbgrader={"grade": false, "grade_id": "network_softmax", "locked": false, "schema_version": 3, "solution": true, "task": false}
def network_softmax(X, W1, W2, T):
    """Both passes with a softmax output: the cross-entropy L, and the gradients dW1 and dW2."""
    ### BEGIN SOLUTION
    Z1 = augment(X) @ W1
    A1 = np.tanh(Z1)
    Z2 = augment(A1) @ W2
    Y = softmax(Z2)
    L = cross_entropy(Y, T)
    dZ2 = compute_dZ2(Y, T)
    dW2 = augment(A1).T @ dZ2
    dZ1 = dZ2 @ W2[1:].T * (1 - A1**2)
    dW1 = augment(X).T @ dZ1
    ### END SOLUTION
    return L, dW1, dW2


# %% nbgrader={"grade": true, "grade_id": "test_network_softmax", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("two_gradients/network_softmax", points=3)

# %% nbgrader={"grade": true, "grade_id": "hidden_network_softmax", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: network_softmax on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("two_gradients/network_softmax", points=1, seed=7)
### END HIDDEN TESTS

# %%
step_through(network_softmax, X, W1, W2_classes, T_classes, title="your classifier")

# %% [markdown]
# Three arms of points, three classes, twelve hidden units; 2,000 steps with your own function:

# %%
if ready("two_gradients", "network_softmax"):
    arms = problems.three_arms()
    V1, V2 = arms.W1, arms.W2
    for _ in range(2000):
        L, dV1, dV2 = network_softmax(arms.X, V1, V2, arms.T)
        V1, V2 = V1 - 0.5 * dV1, V2 - 0.5 * dV2
    print(f"cross-entropy {L:.4f}")
    display(picture(*figures.arms(arms, V1, V2)))

# %% [markdown]
# ## 7. The same gradient without calculus · 30 min
#
# Forget all of section 4. With `net_loss` alone, for each weight $V_k$:
#
# $$ dV_k \approx \frac{L(V + h e_k) - L(V - h e_k)}{2h} $$
#
# where $V + h e_k$ is the weights with $h$ added to number $k$ and to no other.

# %%
predict(predictions.MANY_LOSSES)

# %% [markdown]
# ### Exercise 12: `numerical_gradient`
#
# For every entry of `W1`: nudge it up, take the loss; nudge it down, take the loss; divide the difference by $2h$. Then the same for `W2`. **Every slope at the same
# weights:** work on copies, or put back what you nudged. `for k in np.ndindex(W1.shape)` runs over the index pairs.
#
# **Expected:** with `h = 1e-5`, the `dW1` and `dW2` of `network` to nine digits.


# %% nbgrader={"grade": false, "grade_id": "numerical_gradient", "locked": false, "schema_version": 3, "solution": true, "task": false}
def numerical_gradient(X, W1, W2, T, h):
    """Central differences of net_loss: dW1 of the shape of W1, dW2 of the shape of W2."""
    ### BEGIN SOLUTION
    slopes = []
    for W, loss in ((W1, lambda V: net_loss(X, V, W2, T)), (W2, lambda V: net_loss(X, W1, V, T))):
        dW = np.zeros(W.shape)
        for k in np.ndindex(W.shape):
            up, down = W.copy(), W.copy()
            up[k] += h
            down[k] -= h
            dW[k] = (loss(up) - loss(down)) / (2 * h)
        slopes.append(dW)
    dW1, dW2 = slopes
    ### END SOLUTION
    return dW1, dW2


# %% nbgrader={"grade": true, "grade_id": "test_numerical_gradient", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("two_gradients/numerical_gradient", points=3)

# %% nbgrader={"grade": true, "grade_id": "hidden_numerical_gradient", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: numerical_gradient on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("two_gradients/numerical_gradient", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# Two people who share no line of code, one loss. Do your two gradients agree on the sine net?

# %%
if ready("two_gradients", "network", "numerical_gradient"):
    _, *analytic = network(P.X, P.W1, P.W2, P.T)
    numerical = numerical_gradient(P.X, P.W1, P.W2, P.T, 1e-5)
    for name, one, other in zip(["dW1", "dW2"], analytic, numerical, strict=True):
        print(f"{name}: largest relative difference {gradcheck.relative_error(one, other).max():.1e}")

# %% [markdown]
# And how many times was the net run? Count it:

# %%
if ready("two_gradients", "network", "numerical_gradient"):
    with cost.count_calls(globals(), "net_loss") as runs:
        numerical_gradient(P.X, P.W1, P.W2, P.T, 1e-5)
    print(f"numerical: {runs.count} losses, so {runs.count} forward passes and none backward")
    print("analytic:  1 forward pass and 1 backward")

# %%
predict(predictions.MORE_LOSSES)

# %% [markdown]
# ### All nudges at once
#
# The losses have nothing to do with each other, so a stack of nets can be run in one go. Two things are needed. First, `@` on stacks: it multiplies
# the last two axes and lets the first one be.

# %%
stack = np.ones((9, 4, 5))
print((np.ones((6, 4)) @ stack).shape, "nine products of (6, 4) with (4, 5)")

# %% [markdown]
# Second, all the nudges: with the weights in one row `v`, the rows of `v + h * np.eye(P)` are the weights with one number nudged, each row another.

# %%
v = np.array([10.0, 20.0, 30.0])
print(v + 0.1 * np.eye(3))

# %% [markdown]
# ### Exercise 13: `many_losses`
#
# The losses of k nets on the same data: `W1s` is (k, d + 1, m) and `W2s` is (k, m + 1, C). Your `augment` knows no stacks, but the second layer
# can do without: $[\mathbf 1, A_1]\,W_2$ is `A1 @ W2s[:, 1:] + W2s[:, :1]`. In the end, sum over the axes of the examples and outputs, `axis=(1, 2)`.
#
# **Expected:** for the two nets of the next cell, `[0.2000660351, 0.2236915426]`.

# %%
W1s, W2s = np.stack([W1, -W1]), np.stack([W2, W2])
print("W1s", W1s.shape, "  W2s", W2s.shape)


# %% nbgrader={"grade": false, "grade_id": "many_losses", "locked": false, "schema_version": 3, "solution": true, "task": false}
def many_losses(X, W1s, W2s, T):
    """The loss of each of k nets: an array of shape (k,)."""
    ### BEGIN SOLUTION
    A1 = np.tanh(augment(X) @ W1s)
    Y = A1 @ W2s[:, 1:] + W2s[:, :1]
    return 0.5 * np.sum((Y - T) ** 2, axis=(1, 2)) / len(T)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_many_losses", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("two_gradients/many_losses", points=2)

# %% nbgrader={"grade": true, "grade_id": "hidden_many_losses", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: many_losses on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("two_gradients/many_losses", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 14: `vectorised_gradient`
#
# What `numerical_gradient` does, with one call of `many_losses` for all $2P$ nets:
#
# 1. put the weights in one row, `W1` first: `np.concatenate([W1.ravel(), W2.ravel()])`;
# 2. stack the rows nudged up on the rows nudged down;
# 3. cut each row into a `W1` and a `W2`: `rows[:, :W1.size].reshape(-1, *W1.shape)` is the stack of first matrices;
# 4. take the losses, subtract the lower half from the upper, divide by $2h$, and cut the P slopes into `dW1` and `dW2`.
#
# **Expected:** what `numerical_gradient` gives.


# %% nbgrader={"grade": false, "grade_id": "vectorised_gradient", "locked": false, "schema_version": 3, "solution": true, "task": false}
def vectorised_gradient(X, W1, W2, T, h):
    """Central differences of the loss, all in one batch: dW1 of the shape of W1, dW2 of the shape of W2."""
    ### BEGIN SOLUTION
    v = np.concatenate([W1.ravel(), W2.ravel()])
    nudges = h * np.eye(v.size)
    rows = np.concatenate([v + nudges, v - nudges])
    W1s = rows[:, : W1.size].reshape(-1, *W1.shape)
    W2s = rows[:, W1.size :].reshape(-1, *W2.shape)
    losses = many_losses(X, W1s, W2s, T)
    slopes = (losses[: v.size] - losses[v.size :]) / (2 * h)
    dW1, dW2 = slopes[: W1.size].reshape(W1.shape), slopes[W1.size :].reshape(W2.shape)
    ### END SOLUTION
    return dW1, dW2


# %% nbgrader={"grade": true, "grade_id": "test_vectorised_gradient", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("two_gradients/vectorised_gradient", points=3)

# %% nbgrader={"grade": true, "grade_id": "hidden_vectorised_gradient", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: vectorised_gradient on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("two_gradients/vectorised_gradient", points=1, seed=7)
### END HIDDEN TESTS

# %%
if ready("two_gradients", "numerical_gradient", "vectorised_gradient"):
    for way in (numerical_gradient, vectorised_gradient):
        start = time.perf_counter()
        for _ in range(100):
            way(P.X, P.W1, P.W2, P.T, 1e-5)
        print(f"{way.__name__:<20} {1e4 * (time.perf_counter() - start):6.0f} µs a gradient")

# %% [markdown]
# ### Where nudging lies: a kink
#
# Central differences need a slope to find. tanh has one everywhere; relu has none at 0, and all within $h$ of it are told a tale.

# %%
predict(predictions.KINK)

# %%
for z in (0.0, 5e-6, 1e-3, -1e-3):
    slope = gradcheck.numerical_gradient(lambda v: float(activations.relu(v)), np.array(z), eps=1e-5)
    print(f"z = {z:8.0e}   slope {float(activations.relu_derivative(np.array(z)))}   nudged {float(slope):.2f}")

# %% [markdown]
# ## 8. Training without calculus · 15 min
#
# The second half of the source: 25 points from $(-\pi, \pi)$, the same net, and 10,000 steps down the *numerical* gradient of all 31 weights. Then the net is tested on
# $(-2\pi, 2\pi)$, twice as far as it has seen. The source's data are reproduced to the last digit; it prints the mean square, twice our loss.

# %%
Q = problems.numerical_problem()
X_test, T_test = problems.test_points()

if ready("two_gradients", "net_loss"):
    print(f"loss = {2 * net_loss(Q.X, Q.W1, Q.W2, Q.T):.3f}")

# %%
predict(predictions.TWICE_THE_STEP)

# %%
predict(predictions.FAR_OUT)

# %%
W1_nudged, W2_nudged = Q.W1, Q.W2

if ready("two_gradients", "net_loss", "vectorised_gradient"):

    def step(W1, W2):
        dW1, dW2 = vectorised_gradient(Q.X, W1, W2, Q.T, 1e-5)
        return W1 - 0.02 * dW1, W2 - 0.02 * dW2

    advance_nudged = training.repeat(step, lambda W1, W2: net_loss(Q.X, W1, W2, Q.T))
    W1_nudged, W2_nudged, _ = training.descend(advance_nudged, Q.W1, Q.W2, 10_000)
    print(f"training loss = {2 * net_loss(Q.X, W1_nudged, W2_nudged, Q.T):.4f}")
    print(f"testing loss = {2 * net_loss(X_test, W1_nudged, W2_nudged, T_test):.3f}")

# %%
picture(*figures.fit(Q, W1_nudged, W2_nudged, 2 * np.pi))

# %% [markdown]
# Between the points it knows, the net is good. Beyond them, on grey ground, it is not a little worse: it has no idea. A low training loss says nothing about
# places without data.
#
# *Investigate:* go further out. From where on is the prediction flat? *Make:* give it data from $(-2\pi, 2\pi)$. Does the same net, with ten hidden units, still manage?
#
# ## 9. What a gradient costs · 10 min
#
# The nudged gradient needs $2P$ forward passes for $P$ weights, the chain rule one forward and one backward, whatever $P$ is. Measured here and now, on your own code:

# %%
if ready("two_gradients", "network", "numerical_gradient", "vectorised_gradient"):
    ways = network, numerical_gradient, vectorised_gradient
    costs = [cost.measure(m, ways) for m in (1, 2, 5, 10, 20, 50, 100)]
    for one in costs:
        print(
            f"{one.m:4} hidden units {one.parameters:4} parameters {one.passes:4} passes   "
            f"loop {1e3 * one.loop:7.3f} ms   batch {1e3 * one.batch:7.3f} ms   analytic {1e3 * one.analytic:6.3f} ms"
        )
    display(picture(*figures.cost(costs)))

# %% [markdown]
# Move the slider: every position is measured again on your machine.

# %%
if ready("two_gradients", "network", "numerical_gradient", "vectorised_gradient"):
    hidden = Slider("hidden", "hidden units", 1, 100, value=10, step=1)
    display(live(figures.cost_scene(costs, ways), hidden, title="what a gradient costs"))

# %% [markdown]
# *Investigate:* the batch is far faster than the loop for small nets and hardly faster for large ones. What did it save: work, or calls?
#
# So why nudge at all? Because it can't be wrong in the same way. A net with a million weights is trained by the chain rule; its gradients are **checked** by nudging a few
# of them.
#
# ## 10. Bug hunts · 35 min
#
# Five faults from the published lesson. It ran, and its curve followed the sine. For each: find it, **show it**, say why nobody saw it.
#
# ### Hunt 1: the order of the update
#
# The published step, with our names:


# %%
def published_step(X, W1, W2, T, step_size):
    ones = np.ones((len(X), 1))
    Z1 = np.hstack([ones, X]) @ W1
    A1 = np.tanh(Z1)
    Z2 = np.hstack([ones, A1]) @ W2
    L = 0.5 * np.sum((Z2 - T) ** 2) / len(T)
    dZ2 = (Z2 - T) / len(T)
    dW2 = np.hstack([ones, A1]).T @ dZ2
    W2 = W2 - step_size * dW2
    dZ1 = (dZ2 @ W2[1:].T) * (1 - A1**2)
    dW1 = np.hstack([ones, X]).T @ dZ1
    W1 = W1 - step_size * dW1
    return W1, W2


# %%
predict(predictions.HOW_FAR_OFF)

# %% [markdown]
# A check of single formulas finds nothing here: each line is right. The **whole step** has to be checked. What gradient did it use? You only see the weights before and
# after.
#
# ### Exercise 15: `gradient_used`
#
# Solve $W_{after} = W_{before} - \eta\,dW$ for $dW$.
#
# **Expected:** `gradient_used(np.array([[1.0, 2.0]]), np.array([[0.9, 2.3]]), 0.1)` is `[[1, -3]]`.


# %% nbgrader={"grade": false, "grade_id": "gradient_used", "locked": false, "schema_version": 3, "solution": true, "task": false}
def gradient_used(W_before, W_after, step_size):
    """The gradient that a step of gradient descent must have used; all arrays have one shape."""
    ### BEGIN SOLUTION
    return (W_before - W_after) / step_size
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_gradient_used", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("two_gradients/gradient_used", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_gradient_used", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: gradient_used on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("two_gradients/gradient_used", points=1, seed=7)
### END HIDDEN TESTS

# %%
if ready("two_gradients", "net_loss", "gradient_used"):
    W1_moved, W2_moved = published_step(P.X, P.W1, P.W2, P.T, 0.1)
    used1, used2 = gradient_used(P.W1, W1_moved, 0.1), gradient_used(P.W2, W2_moved, 0.1)
    print("W1:", gradcheck.check_gradient(lambda V: net_loss(P.X, V, P.W2, P.T), P.W1, used1))
    print("W2:", gradcheck.check_gradient(lambda V: net_loss(P.X, P.W1, V, P.T), P.W2, used2))

# %% [markdown]
# Step through it, and look for the cross: the stepper says which line spoilt `dZ1`.

# %%
step_through(published_step, X, W1, W2, T, 0.1, title="the published step")

# %%
predict(predictions.WHY_ORDER_PASSED)

# %%
picture(*figures.order(P))

# %% [markdown]
# ### Exercise 16: `revealing_step_size`
#
# At the published step size the fault is small. Return a step size, at most 1, at which the `dW1` used in the first step on the 25 points is more than **10 %** off.
# The figure and `gradient_used` help.


# %% nbgrader={"grade": false, "grade_id": "revealing_step_size", "locked": false, "schema_version": 3, "solution": true, "task": false}
def revealing_step_size():
    """A step size at which the published order shows."""
    ### BEGIN SOLUTION
    return 0.8
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_revealing_step_size", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("two_gradients/revealing_step_size", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_revealing_step_size", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: revealing_step_size on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("two_gradients/revealing_step_size", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# ### Hunt 2: two losses
#
# The analytic half of the source goes down ½ the mean of the squares. Its numerical half prints, and goes down, this:


# %%
def published_loss(Y, T):
    return np.mean(np.power(Y - T, 2))


# %%
predict(predictions.RATIO_OF_LOSSES)

# %%
if ready("two_gradients", "forward", "network"):
    of_published = gradcheck.numerical_gradient(lambda V: published_loss(forward(X, W1, V)[-1], T), W2)
    show(ratio=(of_published / network(X, W1, W2, T)[2]).ravel())

# %% [markdown]
# A ratio that is the same everywhere is a gradient of **another loss**: a ½, a 1/n, a 1/C. It trains, with another step size than you think. And it can hide:
#
# ### Exercise 17: `hiding_shape`
#
# `published_loss` divides by all n·C entries and has no ½; ours divides by n and has it. Return a shape `(n, C)` of the outputs for which the two are **equal**, so
# that a comparison of both gradients would find nothing.


# %% nbgrader={"grade": false, "grade_id": "hiding_shape", "locked": false, "schema_version": 3, "solution": true, "task": false}
def hiding_shape():
    """Two whole numbers (n, C): for outputs of that shape the two losses are the same."""
    ### BEGIN SOLUTION
    return 6, 2
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_hiding_shape", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("two_gradients/hiding_shape", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_hiding_shape", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: hiding_shape on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("two_gradients/hiding_shape", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# ### Hunt 3: the seed
#
# The published set-up, in its order: the data are drawn, *then* the seed is set. Run the cell twice. Which numbers stay?


# %%
shared = np.random.RandomState()  # the one generator behind np.random.seed, np.random.uniform and np.random.randn


def published_problem(seed):
    X = shared.uniform(-10, 10, 25).reshape((25, 1))
    shared.seed(seed)
    W1 = shared.randn(2, 10)
    return X, W1


for _ in range(2):
    X_drawn, W1_drawn = published_problem(11)
    show(precision=4, X=X_drawn[:3].ravel(), W1=W1_drawn[0, :3])

# %% [markdown]
# ### Exercise 18: `make_problem`
#
# The same without a trap: one generator made from the seed, `np.random.default_rng(seed)`, and everything drawn from it. `X` is uniform in (−reach, reach), `T` its
# sine; the weights are standard normal, `rng.normal(size=...)`.
#
# **Expected:** the same seed gives the same four arrays, another seed gives others; all shapes as the docstring says.


# %% nbgrader={"grade": false, "grade_id": "make_problem", "locked": false, "schema_version": 3, "solution": true, "task": false}
def make_problem(seed, n, m, reach):
    """X and T of shape (n, 1), W1 of shape (2, m), W2 of shape (m + 1, 1)."""
    ### BEGIN SOLUTION
    rng = np.random.default_rng(seed)
    X = rng.uniform(-reach, reach, size=(n, 1))
    T = np.sin(X)
    W1 = rng.normal(size=(2, m))
    W2 = rng.normal(size=(m + 1, 1))
    ### END SOLUTION
    return X, T, W1, W2


# %% nbgrader={"grade": true, "grade_id": "test_make_problem", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("two_gradients/make_problem", points=2)

# %% nbgrader={"grade": true, "grade_id": "hidden_make_problem", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: make_problem on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("two_gradients/make_problem", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# ### Hunt 4: who is `i`?
#
# The published loop over the steps, with the work left out and one line added at its end: every tenth step should be recorded.


# %%
def update_weight(row, column):
    """The work, left out here."""


def published_record(m, steps=40, every=10):
    recorded = 0
    for i in range(steps):
        for rows, columns in [(2, m), (m + 1, 1)]:
            for i in range(rows):
                for j in range(columns):
                    update_weight(i, j)
        if i % every == 0:
            recorded += 1
    return recorded


# %%
predict(predictions.SHADOWED)

# %%
predict(predictions.RECORDS)

# %%
print("with 10 hidden units:", published_record(10), "records in 40 steps, where 4 are meant")

# %% [markdown]
# `for` gives `i` its next value at the start of each round, so all 40 steps are made: as long as nobody *uses* `i`, nothing is wrong. Give loop variables names
# (`step`, `row`, `column`), and none can shadow another.
#
# ### Exercise 19: `revealing_m`
#
# Return a number of hidden units, from 1 to 60, for which the loop records **nothing at all**.


# %% nbgrader={"grade": false, "grade_id": "revealing_m", "locked": false, "schema_version": 3, "solution": true, "task": false}
def revealing_m():
    """A number of hidden units with which the published loop never records."""
    ### BEGIN SOLUTION
    return 7
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_revealing_m", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("two_gradients/revealing_m", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_revealing_m", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: revealing_m on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("two_gradients/revealing_m", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# ### Hunt 5: a moving target
#
# The published numerical update runs over the weights and moves each one **as soon as its slope is known**. The next slope is then taken at other weights. In the end
# the loss is lower, but which gradient was that?


# %%
def moving_step(W1, W2, loss, step_size, h):
    W1, W2 = W1.copy(), W2.copy()
    for W in (W1, W2):
        for k in np.ndindex(W.shape):
            old = W[k]
            W[k] = old + h
            up = loss(W1, W2)
            W[k] = old - h
            down = loss(W1, W2)
            W[k] = old - step_size * (up - down) / (2 * h)
    return W1, W2


if ready("two_gradients", "net_loss", "network", "gradient_used"):
    for step_size in (1e-4, 1e-2, 1e-1):
        moved1, moved2 = moving_step(P.W1, P.W2, lambda A, B: net_loss(P.X, A, B, P.T), step_size, 1e-5)
        for name, W, moved, dW in zip(
            ["W1", "W2"], (P.W1, P.W2), (moved1, moved2), network(P.X, P.W1, P.W2, P.T)[1:], strict=True
        ):
            off = gradcheck.relative_error(gradient_used(W, moved, step_size), dW).max()
            print(f"step size {step_size:6g}   {name}: the slopes used are {100 * off:6.2f} % off the gradient")

# %% [markdown]
# This has a name, coordinate descent, and is a method of its own. But it is not gradient descent: it depends on the order of the weights, it can't be done in one batch,
# and **no gradient check will ever agree with it**. Say which of the two you mean.
#
# ### Exercise 20: `numerical_step`
#
# One step of gradient descent with central differences: every slope at the *same* weights, then all weights move. Return new arrays; call your `numerical_gradient`.
#
# **Expected:** with step size 0.1 and `h = 1e-5` on the small net, what `train_step` gives, to nine digits.


# %% nbgrader={"grade": false, "grade_id": "numerical_step", "locked": false, "schema_version": 3, "solution": true, "task": false}
def numerical_step(X, W1, W2, T, step_size, h):
    """W1 and W2 after one step down the numerical gradient, as new arrays."""
    ### BEGIN SOLUTION
    dW1, dW2 = numerical_gradient(X, W1, W2, T, h)
    return W1 - step_size * dW1, W2 - step_size * dW2
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_numerical_step", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("two_gradients/numerical_step", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_numerical_step", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: numerical_step on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("two_gradients/numerical_step", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# ### And the rest of it
#
# | in the source | why it went unseen | what to do |
# |---|---|---|
# | a stray word before the first `import` | the cell stops with a syntax error, but an older run had left everything in memory | Restart and run all before you trust a notebook |
# | `update` reads `X`, `Y` and `eta` from the notebook | there is only one of each, so far | arguments: a function works with what it is given |
# | `f1`, `f2` are the activations, and inside `update` two losses | the losses are local, so nobody calls the wrong one yet | two things, two names |
# | `W2 -= ...` changes the caller's array | it is meant here; in a check it spoils the comparison | new arrays, and one place that assigns them |
# | the training loss is printed for the mean square, the formula has a ½ | both go to zero | one function for the loss, called by everybody |
#
# ## 11. What you have seen · 5 min
#
# | step forward | way back | shape |
# |---|---|---|
# | half the squared error, linear output | $dZ_2 = \frac1n (Y - T)$ | that of $Y$ |
# | cross-entropy, softmax output | $dZ_2 = \frac1n (Y - T)$, the same | that of $Y$ |
# | $Z_2 = [\mathbf 1, A_1] W_2$ | $dW_2 = [\mathbf 1, A_1]^\top dZ_2$, and $dA_1 = dZ_2\, W_2[1{:}]^\top$ | bias row in, bias row out |
# | $A_1 = \tanh Z_1$ | $dZ_1 = dA_1 \odot (1 - A_1^2)$ | that of $Z_1$ |
# | any loss at all | $(L(V + he_k) - L(V - he_k)) / 2h$ | one number for two passes |
#
# - A bias is a weight whose input is 1. It gets a gradient like all others and hands none back.
# - All gradients of a step belong to one set of weights: compute all, then move all.
# - Nudging costs $2P$ passes, the chain rule about as much as two or three. Train with the one, check with the other.
# - A constant ratio between two gradients means two losses.
# - That it trains proves little: four of these five faults did.
# - Outside its data a net has no idea, and its training loss doesn't say so.
#
# **What next.** Lesson 4 takes the same parts, model, loss and optimiser, out of the script and makes a class of each, with a contract that says who may change what.
#
# [The concept map](../concept_map.svg) · [Lesson 4](../04_oop_optimizer/04_oop_optimizer.ipynb)
