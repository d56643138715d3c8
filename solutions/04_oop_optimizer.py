# %% [markdown]
# # 4 · Model, loss, optimiser
#
# Three small classes that know as little of each other as possible: a **model** that answers, a **loss** that says how bad the answer is, an
# **optimiser** that moves the weights. You grow them from empty shells to a classifier that gets 98.5 % of 2000 points right, and give
# each a contract that a test can hold it to. On the way you hunt what Python 2, a picture and a plot hid in the published lesson.
#
# **You will be able to** split a training program into parts that can be exchanged; say for every method what it may change and what
# it may not; prove it with a test that fails when the promise is broken; read a loss curve and a decision map, and mistrust both.
#
# **You need** the chain rule and NumPy as in lesson 1, and Python classes: `__init__`, `self`, a method.
#
# [Where this lesson stands in the course](../concept_map.svg)

# %% [markdown]
# **Notation.** `dV` is the gradient of the loss with respect to `V`, and has the shape of `V`.
#
# | symbol | meaning | shape |
# |---|---|---|
# | `x`, `X` | one example; all of them, one a row | (d,), (n, d) |
# | `t` | label, −1 or +1; all of them | (), (n,) |
# | `w` | weights, the bias last | (d + 1,) |
# | `y` | the model's answer; all of them | (), (n,) |
# | `L` | loss of one example | () |
# | η, `eta` | step size (learning rate) | () |
#
# The source writes $f(x, \omega)$ for $y$, keeps `w` in a (1, d + 1) array, and calls its labels `y` and its outputs `y` too. Its loss takes
# the whole model (`loss.evaluate(model, x, t)`) and calls `forward` itself; ours takes the answer, and needs no model.

# %%
import time

import numpy as np
from IPython.display import display

from course import gradcheck, layers
from course.checks import ready
from course.datasets import two_clouds
from course.lessons.oop_optimizer import compiled, figures, predictions
from course.lessons.oop_optimizer.faults import GRID
from course.lessons.oop_optimizer.settings import ETA, EVERY, HINGE_ETA, HINGE_STEPS, STEPS
from course.lessons.progress import Progress
from course.widgets import picture, predict, step_through
from course.widgets.live import Choice, Slider, live


def show(precision=6, **arrays):
    """Print arrays by name, rounded."""
    for name, value in arrays.items():
        print(f"{name} =", np.array2string(np.asarray(value), precision=precision, prefix=f"{name} = "))


# %% [markdown]
# ## 1. Three parts, still empty · 10 min
#
# Learning means: find the weights that make the loss small, $\min_\omega L(f(x, \omega), t)$. There are three nouns in that sentence, and
# each becomes a class. At first they only say what they will be asked.


# %%
class Model:
    def forward(self, x):
        """The answer y = f(x, w)."""


class Loss:
    def evaluate(self, y, t):
        """How bad the answer y is if the label is t."""


class Optimiser:
    def step(self, parameters, gradients):
        """Move the parameters a little, so that the loss gets smaller."""


# %% [markdown]
# Nothing is computed yet, and the most important thing is said already: who asks whom for what. Here is what each of them **may not** do.
#
# | rule | why |
# |---|---|
# | `forward` changes no input | the caller still needs it, the backward pass too |
# | `gradient` and `backward` move no weight | another gradient may yet be computed with the old ones |
# | a gradient has its parameter's shape | NumPy would broadcast any other in silence |
# | only the optimiser moves weights | there is one place to look when they are wrong |
# | gradients that a layer keeps add up; `zero_gradients` sets them to zero | where paths meet, gradients add |
#
# Each exercise below is tested on the rules that concern it. First, the data: 1000 points around (0, 0) with label −1 and 1000 around
# (3, 3) with label +1, drawn from a generator with a seed, so that you get the same points tomorrow.

# %%
rng = np.random.default_rng(0)
X, labels = two_clouds(rng)
print("X", X.shape, " labels", labels.shape)

# %%
picture(*figures.clouds(X, labels[:, 0]))

# %% [markdown]
# The labels come as a column, as in the source. Before you go on:

# %%
predict(predictions.SHAPE_TRAP)

# %%
t = labels[:, 0]
samples = rng.integers(len(X), size=STEPS)
print("t", t.shape, " samples", samples.shape, samples[:8])

# %% [markdown]
# `samples` says which example each of the 100,000 steps will use. The source draws inside its loop, from NumPy's global generator; drawn
# beforehand, the same draws can be given to two programs, and then their results can be compared to the last digit.
#
# ## 2. One step by hand · 10 min
#
# One example, three weights (the last is the bias), one step. All of this lesson's classes do nothing else.

# %%
predict(predictions.HAND_OUTPUT)

# %%
w, x, label = np.array([0.5, -0.25, 0.2]), np.array([0.4, 1.2]), 1.0

y = w[0] * x[0] + w[1] * x[1] + w[2]
L = (label - y) ** 2
show(y=y, L=L)

# %% [markdown]
# The chain rule, with one factor for the loss and one for the model:
#
# $$ \frac{\partial L}{\partial w} = \frac{\partial L}{\partial y}\,\frac{\partial y}{\partial w}, \qquad \frac{\partial L}{\partial y} = -2(t - y), \qquad \frac{\partial y}{\partial w} = (x_1, x_2, 1) $$

# %%
predict(predictions.DIRECTION)

# %%
predict(predictions.LARGER_WEIGHT)

# %%
dy = -2 * (label - y)
dw = dy * np.array([x[0], x[1], 1.0])
show(dy=dy, dw=dw, w_new=w - 0.1 * dw)


# %% [markdown]
# Watch it: forward, the loss, and back. At `w` two slices come together again, the weights and the bias.


# %%
def one_step(w, x, t):
    y = x @ w[:-1] + w[-1]
    L = (t - y) ** 2
    dy = -2 * (t - y)
    dw = dy * np.append(x, 1.0)
    return L, dw


step_through(one_step, w, x, label, title="one step of least squares")

# %% [markdown]
# ## 3. A model and a loss · 25 min
#
# ### Exercise 1: `LinearModel`
#
# $y = w^\top x$, without a bias for now. `forward` takes one example of shape (d,) and gives a number, or n examples of shape (n, d) and
# gives n numbers: with the operands in the right order one line does both.
#
# **Expected:** with w = [0.5, −0.25], `forward(np.array([0.4, 1.2]))` is −0.1, and for the rows [0.4, 1.2], [0.8, 2.4] it is [−0.1, −0.2].


# %% nbgrader={"grade": false, "grade_id": "LinearModel", "locked": false, "schema_version": 3, "solution": true, "task": false}
class LinearModel:
    """y = w·x; the weights w have shape (d,)."""

    def __init__(self, w):
        self.w = w

    def forward(self, x):
        """A number for x of shape (d,), shape (n,) for x of shape (n, d)."""
        ### BEGIN SOLUTION
        return x @ self.w
        ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_LinearModel", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("oop_optimizer/LinearModel", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_LinearModel", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: LinearModel on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("oop_optimizer/LinearModel", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 2: `SquaredError`
#
# $L = (t - y)^2$ for each example on its own, and its derivative with respect to $y$. Both must work for one number and for whole arrays, and
# `gradient` must not lean on what `evaluate` was asked before: keep no state.
#
# **Expected:** for y = 0.1 and t = 1, `evaluate` gives 0.81 and `gradient` gives −1.8.


# %% nbgrader={"grade": false, "grade_id": "SquaredError", "locked": false, "schema_version": 3, "solution": true, "task": false}
class SquaredError:
    """The squared error of each example."""

    def evaluate(self, y, t):
        """L for answers y and labels t, of the same shape; that shape."""
        ### BEGIN SOLUTION
        return (t - y) ** 2
        ### END SOLUTION

    def gradient(self, y, t):
        """dL/dy, the shape of y."""
        ### BEGIN SOLUTION
        return -2 * (t - y)
        ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_SquaredError", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("oop_optimizer/SquaredError", points=2)

# %% nbgrader={"grade": true, "grade_id": "hidden_SquaredError", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: SquaredError on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("oop_optimizer/SquaredError", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# Is your gradient one? Central differences know no calculus:

# %%
if ready("oop_optimizer", "SquaredError"):
    some_y, some_t = np.array([0.1, -2.0, 1.7]), np.array([1.0, 1.0, -1.0])
    mine = SquaredError().gradient(some_y, some_t)
    print(gradcheck.check_gradient(lambda v: np.sum(SquaredError().evaluate(v, some_t)), some_y, mine))

# %% [markdown]
# ## 4. A bias, and gradients · 30 min
#
# Without a bias the line $y = 0$ passes through the origin, the middle of one cloud. So the model gets one more weight, and says how its
# answer depends on each of them.
#
# ### Exercise 3: `AffineModel`
#
# $y = w_1x_1 + \dots + w_dx_d + w_{d+1}$, all weights 0 at the start. `gradient(x)` is $\partial y/\partial w$ for one example, in the shape
# of `w`; `gradient_x(x)` is $\partial y/\partial x$, in the shape of `x`. Nobody needs the second one today; lesson 5 is built on it.
#
# What you return belongs to the caller, who may scale it in place: hand out no view of your own weights.
#
# **Expected:** with `w` = [0.5, −0.25, 0.2] and x = [0.4, 1.2], `forward` gives 0.1, `gradient` [0.4, 1.2, 1] and `gradient_x` [0.5, −0.25].


# %% nbgrader={"grade": false, "grade_id": "AffineModel", "locked": false, "schema_version": 3, "solution": true, "task": false}
class AffineModel:
    """y = w[0] x[0] + ... + w[d-1] x[d-1] + w[d]; the weights w have shape (d + 1,) and start at 0."""

    def __init__(self, d):
        ### BEGIN SOLUTION
        self.w = np.zeros(d + 1)
        ### END SOLUTION

    def forward(self, x):
        """A number for x of shape (d,), shape (n,) for x of shape (n, d)."""
        ### BEGIN SOLUTION
        return x @ self.w[:-1] + self.w[-1]
        ### END SOLUTION

    def gradient(self, x):
        """dy/dw for one x of shape (d,); the shape of w."""
        ### BEGIN SOLUTION
        return np.concatenate((x, [1.0]))
        ### END SOLUTION

    def gradient_x(self, x):
        """dy/dx for one x of shape (d,); the shape of x."""
        ### BEGIN SOLUTION
        return self.w[:-1].copy()
        ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_AffineModel", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("oop_optimizer/AffineModel", points=3)

# %% nbgrader={"grade": true, "grade_id": "hidden_AffineModel", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: AffineModel on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("oop_optimizer/AffineModel", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 4: `compute_dw`
#
# The chain rule, with your classes: ask the model for its answer, the loss for $\partial L/\partial y$, the model for
# $\partial y/\partial w$. This function knows neither which model nor which loss it is given; that is the point of the two classes. It
# returns the gradient, and moves nothing.
#
# **Expected:** for the example of section 2, `dw` is [−0.72, −2.16, −1.8].


# %% nbgrader={"grade": false, "grade_id": "compute_dw", "locked": false, "schema_version": 3, "solution": true, "task": false}
def compute_dw(model, loss, x, t):
    """dL/dw at one example x with label t, the shape of model.w."""
    ### BEGIN SOLUTION
    y = model.forward(x)
    return loss.gradient(y, t) * model.gradient(x)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_compute_dw", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("oop_optimizer/compute_dw", points=2)

# %% nbgrader={"grade": true, "grade_id": "hidden_compute_dw", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: compute_dw on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("oop_optimizer/compute_dw", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# Now step through **your own** classes: your lines, from `forward` through the loss and back.


# %%
def my_step(w, x, t):
    model, loss = AffineModel(len(x)), SquaredError()
    model.w = w
    y = model.forward(x)
    L = loss.evaluate(y, t)
    dy = loss.gradient(y, t)
    dw = dy * model.gradient(x)
    return L, dw


if ready("oop_optimizer", "AffineModel", "SquaredError"):
    display(step_through(my_step, w, x, label, title="your model and your loss"))

# %% [markdown]
# ## 5. The optimiser moves, nobody else · 40 min
#
# ### Exercise 5: `SGD`
#
# `step` gets a list of parameters and a list of gradients, and moves each parameter against its gradient: $V \leftarrow V - \eta\,dV$, **in
# place**, so that the model, which holds the same array, sees it. The gradients stay as they are. A gradient that has not its
# parameter's shape is refused with a `ValueError`: the source's last version broadcast one column over all neurons of a layer, and nothing said so.
#
# **Expected:** with `W = np.array([1.0, 2.0])`, `SGD(0.1).step([W], [np.array([1.0, -1.0])])` leaves `W` at [0.9, 2.1].


# %% nbgrader={"grade": false, "grade_id": "SGD", "locked": false, "schema_version": 3, "solution": true, "task": false}
class SGD:
    """Gradient descent with a fixed step size eta."""

    def __init__(self, eta):
        self.step_size = eta

    def step(self, parameters, gradients):
        """Move every parameter in place; ValueError if a gradient has another shape than its parameter."""
        ### BEGIN SOLUTION
        for V, dV in zip(parameters, gradients, strict=True):
            if V.shape != dV.shape:
                raise ValueError(f"a gradient has its parameter's shape: {V.shape} is expected, got {dV.shape}")
            V -= self.step_size * dV
        ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_SGD", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("oop_optimizer/SGD", points=2)

# %% nbgrader={"grade": true, "grade_id": "hidden_SGD", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: SGD on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("oop_optimizer/SGD", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# ### A record, and what Python 2 left behind
#
# The source watches the loss every 1000 steps, in an array that it makes beforehand. That line, and a few others, are Python 2 of 2016. Run
# them today:

# %%
for line in ["print N_samples", "for t in xrange(100): pass", "np.zeros((np.ceil(100000/1000), 1))"]:
    try:
        exec(line, {"np": np})  # noqa: S102
    except (SyntaxError, NameError, TypeError) as error:
        print(f"{line:<38} {type(error).__name__}: {error}")

# %% [markdown]
# `print` has become a function, `xrange` is `range`, and an array's size has to be a whole number: `np.ceil` gives a float. These three
# stop at once, so they are harmless. The fourth leftover did not stop: `/` between whole numbers used to round down.

# %%
predict(predictions.PYTHON2_RECORDS)

# %% [markdown]
# ### Exercise 6: `loss_record`
#
# Zeros, as many as there are records before the steps 0, every, 2·every, … below `steps`. Shape (k,).
#
# **Expected:** 4 zeros for 4000 steps and every 1000, and 5 for 4001.


# %% nbgrader={"grade": false, "grade_id": "loss_record", "locked": false, "schema_version": 3, "solution": true, "task": false}
def loss_record(steps, every):
    """Zeros, one for each of the steps 0, every, 2 * every ... that are below steps."""
    ### BEGIN SOLUTION
    return np.zeros(len(range(0, steps, every)))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_loss_record", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("oop_optimizer/loss_record", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_loss_record", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: loss_record on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("oop_optimizer/loss_record", points=1, seed=7)
### END HIDDEN TESTS

# %%
predict(predictions.FIRST_RECORD)

# %% [markdown]
# ### Exercise 7: `train`
#
# For each index in `samples`, one step on that example alone: stochastic gradient descent. Before the steps 0, every, 2·every, …, write the
# **mean** loss over **all** data into the record. Use `loss_record`, `compute_dw` and `optimiser.step([model.w], [dw])`; the loop itself touches no
# weight.
#
# **Expected:** with one example, x = [0.4, 1.2] and t = 1, η = 0.1 and `samples` = [0, 0], every 1: the record [1, 0.2304] and w = [0.1184, 0.3552, 0.296].


# %% nbgrader={"grade": false, "grade_id": "train", "locked": false, "schema_version": 3, "solution": true, "task": false}
def train(model, loss, optimiser, X, t, samples, every):
    """One step for each index in samples; the record of the mean loss over all data, shape (records,)."""
    ### BEGIN SOLUTION
    losses = loss_record(len(samples), every)
    for k, i in enumerate(samples):
        if k % every == 0:
            losses[k // every] = np.mean(loss.evaluate(model.forward(X), t))
        dw = compute_dw(model, loss, X[i], t[i])
        optimiser.step([model.w], [dw])
    return losses
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_train", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("oop_optimizer/train", points=3)

# %% nbgrader={"grade": true, "grade_id": "hidden_train", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: train on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("oop_optimizer/train", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# All the parts together, at the source's full length: 100,000 steps with η = 0.001.

# %%
if ready("oop_optimizer", "AffineModel", "SquaredError", "compute_dw", "SGD", "loss_record", "train"):
    fitted, loss = AffineModel(2), SquaredError()
    watched = Progress(samples, lambda: np.mean(loss.evaluate(fitted.forward(X), t)))
    losses = train(fitted, loss, SGD(ETA), X, t, watched, EVERY)
    show(w=fitted.w, first=losses[0], last=losses[-1])
    display(picture(*figures.loss_curve(losses, EVERY)))

# %% [markdown]
# The source ends near w = [0.28, 0.28, −0.83] with its own draws. Yours differ in the second digit, as another sample of the same kind should.
#
# *Modify:* record every 10 steps over the first 2000 samples. Where does the steep part end? And what changes in the weights?
#
# ### The same loop, compiled
#
# `compiled.train` is the loop you have just written, once more, in a form that numba turns into machine code. You read the one and
# run the other where it has to be fast: the live figure below trains a model at every move of a slider. A twin like this is worth only as
# much as the test that keeps it equal. With the same draws:

# %%
compiled.train(X, t, samples[:10], ETA)
start = time.perf_counter()
w_twin, losses_twin, path = compiled.train(X, t, samples, ETA, "squared", EVERY)
print(f"compiled: {1e6 * (time.perf_counter() - start) / STEPS:.3f} µs a step")
show(w_twin=w_twin)

# %%
if ready("oop_optimizer", "AffineModel", "SquaredError", "compute_dw", "SGD", "loss_record", "train"):
    start = time.perf_counter()
    again = AffineModel(2)
    train(again, SquaredError(), SGD(ETA), X, t, samples[:10_000], EVERY)
    print(f"your loop: {1e6 * (time.perf_counter() - start) / 10_000:.1f} µs a step")
    print(f"largest difference after 10,000 steps: {np.abs(again.w - path[10]).max():.1e}")

# %% [markdown]
# ### How long may a step be?

# %%
predict(predictions.STEP_TOO_LONG)

# %%
for eta in (0.001, 0.01, 0.05, 0.06):
    w_end, some_losses, _ = compiled.train(X, t, samples[:10_000], eta, "squared", EVERY)
    show(precision=3, eta=eta, w=w_end, loss=some_losses[-1])

# %% [markdown]
# ## 6. See what it has learned · 25 min
#
# ### Exercise 8: `accuracy`
#
# The share of examples whose answer has the sign of its label.
#
# **Expected:** with w = [1, 0, 0], the points [2, 5], [−1, 3], [4, 0] and the labels 1, 1, 1 it is 2/3.


# %% nbgrader={"grade": false, "grade_id": "accuracy", "locked": false, "schema_version": 3, "solution": true, "task": false}
def accuracy(model, X, t):
    """Share of the n examples that lie on their side; X of shape (n, d), t of shape (n,)."""
    ### BEGIN SOLUTION
    return np.mean(np.sign(model.forward(X)) == t)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_accuracy", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("oop_optimizer/accuracy", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_accuracy", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: accuracy on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("oop_optimizer/accuracy", points=1, seed=7)
### END HIDDEN TESTS

# %%
if ready("oop_optimizer", "AffineModel", "accuracy"):
    best = AffineModel(2)
    best.w = w_twin
    print(f"least squares: {100 * accuracy(best, X, t):.2f} % right")

# %% [markdown]
# ### Exercise 9: `extent`
#
# A decision map asks the model at every point of a grid and shows the answers as colours. `imshow` wants to know where the picture's
# **edges** lie: left, right, bottom, top. Each grid point is the **centre** of its pixel, and all steps of the grid are equal.
#
# **Expected:** for xs = [0, 1, 2, 3, 4] and ys = [0, 1, 2, 3]: −0.5, 4.5, −0.5, 3.5.


# %% nbgrader={"grade": false, "grade_id": "extent", "locked": false, "schema_version": 3, "solution": true, "task": false}
def extent(xs, ys):
    """Left, right, bottom and top edge of a picture whose pixels have their centres at xs, ys (evenly spaced)."""
    ### BEGIN SOLUTION
    half_x, half_y = (xs[1] - xs[0]) / 2, (ys[1] - ys[0]) / 2
    return xs[0] - half_x, xs[-1] + half_x, ys[0] - half_y, ys[-1] + half_y
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_extent", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("oop_optimizer/extent", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_extent", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: extent on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("oop_optimizer/extent", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# First the model as it starts, all weights zero, then as it ended. What will the first map look like?

# %%
picture(*figures.decision_map(np.zeros(3), X, t))

# %%
if ready("oop_optimizer", "extent"):
    display(picture(*figures.decision_map(w_twin, X, t, shown=extent(GRID, GRID))))

# %% [markdown]
# ## 7. Bug hunts · 25 min
#
# Two lines from the published lesson. Both ran, both gave a picture that looked right, both are wrong. Say what is wrong, then **show it**.
#
# ### Hunt 1: the map
#
# ```python
# xx = np.arange(-5.0, 8.0, delta)
# ...
# plt.imshow(Z, origin='lower', extent=(-6, 8, -6, 8), ...)
# plt.contour(XX, YY, Z, [0])
# ```

# %%
predict(predictions.SHOWN_AT)

# %% [markdown]
# Here it is beside a map with the right edges, both in two flat colours only, so that one sees where the colour changes:

# %%
picture(*figures.published_map(w_twin, X, t))

# %%
predict(predictions.WHY_PICTURE_PASSED)

# %% [markdown]
# ### Exercise 10: `off_the_map`
#
# Return a point $(x_1, x_2)$, both between −6 and 8, at which the published picture shows the colour of one class while the model with w = [0.28,
# 0.28, −0.83] answers the other. (The colour shown at a position $p$ was computed at $-5 + \frac{13}{14}(p + 6)$, on both axes.)


# %% nbgrader={"grade": false, "grade_id": "off_the_map", "locked": false, "schema_version": 3, "solution": true, "task": false}
def off_the_map():
    """Two numbers: a point whose colour in the published picture is that of the wrong class."""
    ### BEGIN SOLUTION
    return 0.5, 2.2
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_off_the_map", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("oop_optimizer/off_the_map", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_off_the_map", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: off_the_map on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("oop_optimizer/off_the_map", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# ### Hunt 2: the record
#
# ```python
# if t % 1000 == 0:
#     self.l[i] = np.sum(loss.evaluate(model, data[:1000, :], target[:1000, 0]))
# ```
#
# To save time the loss is taken over the first 1000 of the 2000 points. Look again at how the data was made.

# %%
predict(predictions.ONE_CLASS)

# %%
predict(predictions.WHY_RECORD_PASSED)

# %% [markdown]
# Now give the published lesson one slip more: let its draws reach only the first 1000 points, so that no point of class +1 is ever used.
# A record is there to sound the alarm. What will this one do?

# %%
_, _, one_sided = compiled.train(X, t, samples[:20_000] % 1000, ETA, "squared", 200)
picture(*figures.two_records(one_sided, X, t, 200))

# %% [markdown]
# ### Exercise 11: `flattering_weights`
#
# Return three weights (the bias last) with which the published record would show a mean loss of at most 0.05, while no more than 60 % of all points are
# right. There are many.


# %% nbgrader={"grade": false, "grade_id": "flattering_weights", "locked": false, "schema_version": 3, "solution": true, "task": false}
def flattering_weights():
    """Three numbers: weights of a useless model that the published record praises."""
    ### BEGIN SOLUTION
    return [0.0, 0.0, -0.9]
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_flattering_weights", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("oop_optimizer/flattering_weights", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_flattering_weights", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: flattering_weights on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("oop_optimizer/flattering_weights", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# ### And the rest of it
#
# | in the source | why it went unseen | what to do |
# |---|---|---|
# | `xrange`, `print x` | right in Python 2 | they stop at once today: mend and go on |
# | `np.zeros((np.ceil(n/1000), 1))` | NumPy of 2016 took a float; `/` rounded down, so `ceil` had nothing to do, and only multiples of 1000 were tried | whole numbers: `-(-n // 1000)` or `len(range(0, n, 1000))` |
# | `eta` used before it is defined, `model.w = model.w - eta * "gradient"` | a sketch, never run | a sketch that runs: a stub that raises |
# | `gradient_x` returns `self.w[0, :-1]` | nobody changed what they got | a view is shared: return a copy |
# | `if (1 - t*y) > 0` in the hinge's gradient | one sample a step; for an array of samples it raises | `np.where` |
# | no seed anywhere | every run looks like the last one | pass a generator |
#
# ## 8. A loss made for the purpose · 25 min
#
# Least squares wants $y = t$ exactly. But we only ask on which side a point lies.

# %%
predict(predictions.FAR_BUT_RIGHT)

# %%
predict(predictions.HINGE_FAR)

# %%
picture(*figures.losses_by_margin())

# %% [markdown]
# ### Exercise 12: `HingeLoss`
#
# $L = \max(0, 1 - t\,y)$, for one number and for arrays. Its derivative with respect to $y$ is $-t$ where $1 - t\,y > 0$, and 0 elsewhere (at
# the kink itself too, by convention). The same two methods as `SquaredError`: nothing else in your program has to change.
#
# **Expected:** for y = [0.5, 3, 0.5] and t = [1, 1, −1]: loss [0.5, 0, 1.5], gradient [−1, 0, 1].


# %% nbgrader={"grade": false, "grade_id": "HingeLoss", "locked": false, "schema_version": 3, "solution": true, "task": false}
class HingeLoss:
    """The hinge loss of each example, for labels -1 and +1."""

    def evaluate(self, y, t):
        """L for answers y and labels t, of the same shape; that shape."""
        ### BEGIN SOLUTION
        return np.maximum(0, 1 - t * y)
        ### END SOLUTION

    def gradient(self, y, t):
        """dL/dy, the shape of y; 0 at the kink."""
        ### BEGIN SOLUTION
        return np.where(1 - t * y > 0, -t, 0.0)
        ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_HingeLoss", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("oop_optimizer/HingeLoss", points=2)

# %% nbgrader={"grade": true, "grade_id": "hidden_HingeLoss", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: HingeLoss on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("oop_optimizer/HingeLoss", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# Same model, same optimiser, same loop, another loss: 10,000 steps with η = 0.01.

# %%
if ready("oop_optimizer", "AffineModel", "HingeLoss", "compute_dw", "SGD", "loss_record", "train", "accuracy"):
    hinged, hinge = AffineModel(2), HingeLoss()
    watched = Progress(samples[:HINGE_STEPS], lambda: np.mean(hinge.evaluate(hinged.forward(X), t)))
    hinge_losses = train(hinged, hinge, SGD(HINGE_ETA), X, t, watched, EVERY)
    show(w=hinged.w)
    print(f"hinge: {100 * accuracy(hinged, X, t):.2f} % right")
    display(picture(*figures.loss_curve(hinge_losses, EVERY, "mean hinge loss")))

# %%
if ready("oop_optimizer", "AffineModel", "HingeLoss", "compute_dw", "SGD", "loss_record", "train"):
    display(picture(*figures.decision_map(hinged.w, X, t)))

# %% [markdown]
# Now turn the knobs yourself. Every move trains a model anew, with up to 100,000 steps. *Predict* before each move:
#
# 1. Least squares, 20,000 steps: at which η do the weights run away? (You have computed it.) Does the same happen with the hinge?
# 2. η = 0.0001: how many steps until 98 % are right? And with η = 0.01?
# 3. The hinge, η = 0.1: why does the curve jump, and the line with it?

# %%
live(
    figures.training(),
    Slider("eta", "learning rate η", 1e-4, 0.1, value=1e-3, log=True),
    Slider("steps", "number of steps", 100, 100_000, value=20_000, log=True),
    Choice("loss", "loss", tuple(figures.LOSSES)),
    title="train it: learning rate, steps, loss",
)

# %% [markdown]
# ## 9. The contract, tested · 40 min
#
# Your model asks for its gradient and multiplies it in at once. A net of many layers can't: each layer has to remember what it saw, receive an
# upstream gradient, **add** its share to `dW`, and hand the rest down. That is the layer of lessons 6 and 7, and here is its contract in full.

# %%
predict(predictions.TWICE)

# %% [markdown]
# ### Exercise 13: `Linear`
#
# For a batch X (n, d), weights W (d, m) and bias b (m,):
#
# $$ Z = XW + b, \qquad dX = dZ\,W^\top, \qquad dW \mathrel{+}= X^\top dZ, \qquad db \mathrel{+}= \sum_i dZ_i $$
#
# `forward` keeps X for the way back. `backward` returns dX and adds to `self.dW` and `self.db`. `zero_gradients` sets both to zeros of the right shape,
# and is called once at the start.
#
# **Expected:** with W = [[1], [2]], b = [0.5], X = [[3, 4]] and dZ = [[10]]: Z = [[11.5]], dX = [[10, 20]], dW = [[30], [40]], db = [10]; after the
# same `backward` once more dW = [[60], [80]].


# %% nbgrader={"grade": false, "grade_id": "Linear", "locked": false, "schema_version": 3, "solution": true, "task": false}
class Linear:
    """Z = X W + b, with gradients dW and db that add up until zero_gradients is called."""

    def __init__(self, W, b):
        self.W, self.b = W, b
        self.zero_gradients()

    def forward(self, X):
        """Z of shape (n, m) for X of shape (n, d)."""
        ### BEGIN SOLUTION
        self.X = X
        return X @ self.W + self.b
        ### END SOLUTION

    def backward(self, dZ):
        """Add to dW and db; dX of shape (n, d) for dZ of shape (n, m)."""
        ### BEGIN SOLUTION
        self.dW += self.X.T @ dZ
        self.db += dZ.sum(axis=0)
        return dZ @ self.W.T
        ### END SOLUTION

    def zero_gradients(self):
        """Set dW and db to zeros, in the shapes of W and b."""
        ### BEGIN SOLUTION
        self.dW = np.zeros_like(self.W)
        self.db = np.zeros_like(self.b)
        ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_Linear", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("oop_optimizer/Linear", points=3)

# %% nbgrader={"grade": true, "grade_id": "hidden_Linear", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: Linear on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("oop_optimizer/Linear", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# PyTorch keeps the same contract: its `backward` adds to `.grad`, and you have to zero it. (Loading torch takes a few seconds.)

# %%
import torch

few = np.random.default_rng(1)
W0, b0, X0, dZ0 = few.normal(size=(4, 3)), few.normal(size=3), few.normal(size=(5, 4)), few.normal(size=(5, 3))
torch_W, torch_b = torch.tensor(W0, requires_grad=True), torch.tensor(b0, requires_grad=True)
for _ in range(2):
    (torch.tensor(X0) @ torch_W + torch_b).backward(torch.tensor(dZ0))

# %%
if ready("oop_optimizer", "Linear"):
    layer = Linear(W0.copy(), b0.copy())
    for _ in range(2):
        layer.forward(X0)
        layer.backward(dZ0)
    worst = max(np.abs(layer.dW - torch_W.grad.numpy()).max(), np.abs(layer.db - torch_b.grad.numpy()).max())
    print(
        f"after two backward calls, largest difference from torch: {worst:.1e}",
        "(agree)" if worst < 1e-10 else "(DISAGREE)",
    )

# %% [markdown]
# ### Exercise 14: `broken_rule`
#
# Now you are the examiner. `layer` has `W`, `b`, `dW`, `db`, `forward`, `backward` and `zero_gradients`, and its gradients are zero. Use it, and return
# the number of the **first** rule that it breaks, or 0:
#
# 1. `forward` changes no input
# 2. `backward` moves no parameter (there are two)
# 3. a gradient has its parameter's shape (there are two)
# 4. two `backward` calls with the same upstream gradient add up to twice the first
# 5. `zero_gradients` sets every gradient to zero
#
# Your examiner is tried on a layer that keeps all rules and on five that break one each. Remember that `before = X` is not a copy.
#
# **Expected:** 0 for the course's own `layers.Linear`, 4 for a layer whose `backward` writes `self.dW = ...` where it should add.


# %% nbgrader={"grade": false, "grade_id": "broken_rule", "locked": false, "schema_version": 3, "solution": true, "task": false}
def broken_rule(layer, X, dZ):
    """Number of the first rule that the layer breaks, 0 if it keeps them all."""
    ### BEGIN SOLUTION
    X_before, W_before, b_before = X.copy(), layer.W.copy(), layer.b.copy()
    layer.forward(X)
    if not np.array_equal(X, X_before):
        return 1
    layer.backward(dZ)
    if not (np.array_equal(layer.W, W_before) and np.array_equal(layer.b, b_before)):
        return 2
    if layer.dW.shape != layer.W.shape or layer.db.shape != layer.b.shape:
        return 3
    dW, db = layer.dW.copy(), layer.db.copy()
    layer.forward(X)
    layer.backward(dZ)
    if not (np.allclose(layer.dW, 2 * dW) and np.allclose(layer.db, 2 * db)):
        return 4
    layer.zero_gradients()
    return 5 if layer.dW.any() or layer.db.any() else 0
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_broken_rule", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("oop_optimizer/broken_rule", points=3)

# %% nbgrader={"grade": true, "grade_id": "hidden_broken_rule", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: broken_rule on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("oop_optimizer/broken_rule", points=1, seed=7)
### END HIDDEN TESTS

# %%
if ready("oop_optimizer", "broken_rule", "Linear"):
    inputs = [few.normal(size=shape) for shape in [(5, 4), (5, 3)]]
    print("the course's layer breaks rule", broken_rule(layers.Linear(W0, b0), *[V.copy() for V in inputs]))
    print("your layer breaks rule        ", broken_rule(Linear(W0.copy(), b0.copy()), *[V.copy() for V in inputs]))

# %% [markdown]
# *Make:* write a layer that breaks a rule your examiner does not look for, and then the rule. (What if `backward` changes `dZ`? What if `forward`
# answers differently the second time?)
#
# ## 10. What you have seen · 5 min
#
# | part | asked for | gives | may change |
# |---|---|---|---|
# | model | `forward(x)`, `gradient(x)`, `gradient_x(x)` | $y$, $\partial y/\partial w$, $\partial y/\partial x$ | nothing |
# | loss | `evaluate(y, t)`, `gradient(y, t)` | $L$, $\partial L/\partial y$ | nothing |
# | chain rule | `compute_dw` | $\frac{\partial L}{\partial y}\frac{\partial y}{\partial w}$ | nothing |
# | layer | `forward(X)`, `backward(dZ)` | $Z$, $dX$ | its own gradients, by adding |
# | optimiser | `step(parameters, gradients)` | | the parameters |
#
# - Parts that know little of each other can be exchanged one by one: the hinge loss took no change anywhere else.
# - A contract is worth the test that fails when it is broken. You have written both sides.
# - Least squares punishes points for being too right; the hinge lets them go.
# - A picture can be right where you look and wrong everywhere else. A record shows what it was told to look at.
#
# **What next.** About 1.5 % of the points are still on the wrong side. Lesson 5 leaves the model alone and moves the *points*: the same chain
# rule, with `gradient_x` in place of `gradient`.
#
# [The concept map](../concept_map.svg) · [Lesson 5](../05_adversarial_data/05_adversarial_data.ipynb)
