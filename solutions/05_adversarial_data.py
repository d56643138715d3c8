# %% [markdown]
# # 5 · Adversarial data
#
# So far the gradient went to the weights. The same backward pass has another leaf: the **data**. Follow it one way and you mend a data set until a fixed
# classifier gets every point right. Turn the sign and you have the best known way of fooling a net: adversarial examples.
# Here the data has two coordinates, so that you can watch every point walk.
#
# **You will be able to** take the gradient of a loss with respect to the data, for a line and for a deep net; move points with it without
# losing the originals; attack a net in one step (FGSM) and in many (PGD) within a budget; tell a net that withstands an attack
# from an attack that is blind.
#
# **You need** the chain rule and NumPy as in lesson 1, and Python classes: `__init__`, `self`, a method. It helps to have seen the hinge loss (lesson 4), but it is
# explained again.
#
# [Where this lesson stands in the course](../concept_map.svg)

# %% [markdown]
# **Notation.** `dV` is the gradient of the loss with respect to `V`, and has the shape of `V`.
#
# | symbol | meaning | shape |
# |---|---|---|
# | `x`, `X` | one point; all of them, one a row | (d,), (n, d) |
# | `t` | label, −1 or +1 | (), (n,); for nets of layers a column, (n, 1) |
# | `w` | weights of the linear classifier, the bias last | (d + 1,) |
# | `y` | the answer; its sign is the verdict | as `t` |
# | `L` | loss of one point | () |
# | η, `eta` | step size | () |
# | ε, `eps` | budget: how far an attacked point may go | () |
#
# The product $t\,y$ is the *margin* of a point: above 0 it is right, at 1 or more the hinge loss $\max(0, 1 - t\,y)$ is content. The source calls the
# points `data`, the labels `target`, the gradient with respect to a point `gradient_x`, and keeps `w` in a (1, d + 1) array.

# %%
import numpy as np
from IPython.display import display

from course import activations, gradcheck
from course.attacks import margin_gradient
from course.checks import ready
from course.datasets import two_clouds
from course.lessons.adversarial_data import compiled, figures, nets, predictions
from course.lessons.adversarial_data.classifier import answers, mean_hinge
from course.lessons.adversarial_data.classifier import train as train_step_by_step
from course.lessons.adversarial_data.live import figures as live_figures
from course.lessons.adversarial_data.parts import in_parts
from course.lessons.adversarial_data.robustness import figures as attack_figures
from course.lessons.adversarial_data.settings import DATA_ETA, DATA_STEPS, ETA, SEED, STEPS
from course.widgets import picture, predict, step_through
from course.widgets.live import Choice, Slider, live


def show(precision=6, **arrays):
    """Print arrays by name, rounded."""
    for name, value in arrays.items():
        print(f"{name} =", np.array2string(np.asarray(value), precision=precision, prefix=f"{name} = ", threshold=50))


# %% [markdown]
# ## 1. A classifier, and what it gets wrong · 15 min
#
# The data of the source: 1000 points around (0, 0) with label −1 and 1000 around (3, 3) with label +1. The classifier is a line,
# $y = w_1 x_1 + w_2 x_2 + w_3$, trained with the hinge loss: 100,000 steps of size 0.001, one point a step.

# %%
rng = np.random.default_rng(SEED)
X, labels = two_clouds(rng)
t = labels[:, 0]
samples = rng.integers(len(X), size=STEPS)

w = compiled.train(X, t, samples, ETA)
show(w=w, mean_hinge=mean_hinge(X, t, w))

# %% [markdown]
# That was fast since the loop is compiled. The readable loop, in plain NumPy, does the same to the last digits:

# %%
few = samples[:3000]
difference = np.abs(train_step_by_step(X, t, few, ETA) - compiled.train(X, t, few, ETA)).max()
show(difference=difference)


# %% [markdown]
# ### Exercise 1: `wrong_points`
#
# Which points are wrong? A point is, if the sign of its answer is not its label. Return the *numbers* of these points, counted from 0, in an array.
#
# **Expected:** `wrong_points(np.array([0.7, -0.2, 1.5, 0.4]), np.array([1.0, 1.0, -1.0, -1.0]))` is `[1, 2, 3]`.


# %% nbgrader={"grade": false, "grade_id": "wrong_points", "locked": false, "schema_version": 3, "solution": true, "task": false}
def wrong_points(y, t):
    """Numbers of the points whose answer y has not the sign of their label t; both have shape (n,)."""
    ### BEGIN SOLUTION
    return np.flatnonzero(np.sign(y) != t)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_wrong_points", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("adversarial_data/wrong_points", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_wrong_points", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: wrong_points on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("adversarial_data/wrong_points", points=1, seed=7)
### END HIDDEN TESTS

# %%
if ready("adversarial_data", "wrong_points"):
    wrong = wrong_points(answers(X, w), t)
    print(f"{len(wrong)} of {len(X)} points are wrong, {100 * (1 - len(wrong) / len(X)):.2f} % are right")

# %%
picture(*figures.classified(X, t, w))

# %% [markdown]
# No straight line gets all of them right: the clouds overlap. The usual way on is a better classifier. Here we do the opposite: the
# classifier is **fixed** from now on, and the data has to give way.
#
# ## 2. The other leaf · 25 min
#
# The loss of one point depends on the weights *and* on the point. Training asks for $\partial L/\partial w$. Nobody keeps us from
# asking for $\partial L/\partial x$: how should this point change for its loss to grow, or to fall?
#
# $$ \frac{\partial L}{\partial x} = \frac{\partial L}{\partial y}\,\frac{\partial y}{\partial x}, \qquad \frac{\partial L}{\partial y} = -t \text{ if } t\,y < 1 \text{ else } 0, \qquad \frac{\partial y}{\partial x} = (w_1, w_2) $$
#
# Step through one point, forward only. On the way back watch the two leaves: `w` gets a gradient, and `x` gets one.

# %%
x_hand, t_hand, w_hand = np.array([0.4, 1.2]), 1.0, np.array([0.5, -0.25, 0.2])


def loss_of_a_point(x, t, w):
    y = x @ w[:-1] + w[-1]
    L = np.maximum(0, 1 - t * y)
    return L


step_through(loss_of_a_point, x_hand, t_hand, w_hand, title="one point, one loss, two leaves")

# %%
predict(predictions.SAME_LINE)

# %%
predict(predictions.INSIDE_MOVES)

# %% [markdown]
# ### Exercise 2: `compute_dx`
#
# The gradient of the hinge loss of one point with respect to that point. Write it in short lines with these names, `y`, `L`, `dy`, `dx`: the stepper
# will play them.
#
# **Expected:** `compute_dx(x_hand, t_hand, w_hand)` is `[-0.5, 0.25]`; with the label −1 in place of +1 it is `[0.5, -0.25]`, and for any point with
# $t\,y > 1$ it is `[0, 0]`.


# %% nbgrader={"grade": false, "grade_id": "compute_dx", "locked": false, "schema_version": 3, "solution": true, "task": false}
def compute_dx(x, t, w):
    """Gradient of the hinge loss with respect to x, shape (d,); w has shape (d + 1,), the bias last."""
    ### BEGIN SOLUTION
    y = x @ w[:-1] + w[-1]
    L = np.maximum(0, 1 - t * y)
    dy = np.where(1 - t * y > 0, -t, 0.0)
    dx = dy * w[:-1]
    ### END SOLUTION
    return dx


# %% nbgrader={"grade": true, "grade_id": "test_compute_dx", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("adversarial_data/compute_dx", points=2)

# %% nbgrader={"grade": true, "grade_id": "hidden_compute_dx", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: compute_dx on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("adversarial_data/compute_dx", points=1, seed=7)
### END HIDDEN TESTS

# %%
step_through(compute_dx, x_hand, t_hand, w_hand, title="your gradient of one point")

# %% [markdown]
# A second opinion without calculus: nudge the point, in each coordinate both ways, and see how the loss moves.

# %%
if ready("adversarial_data", "compute_dx"):
    for label in (1.0, -1.0):
        dx = compute_dx(x_hand, label, w_hand)
        print(
            f"label {label:+.0f}:",
            gradcheck.check_gradient(lambda x, t=label: loss_of_a_point(x, t, w_hand), x_hand, dx),
        )

# %% [markdown]
# ### Exercise 3: `move_point`
#
# The line that the source leaves to its reader: $x \leftarrow x - \eta\,\frac{\partial L}{\partial y}\frac{\partial y}{\partial x}$. Return a **new** point; the
# one you were given is still needed.
#
# **Expected:** `move_point(x_hand, t_hand, w_hand, 0.1)` is `[0.45, 1.175]`.


# %% nbgrader={"grade": false, "grade_id": "move_point", "locked": false, "schema_version": 3, "solution": true, "task": false}
def move_point(x, t, w, eta):
    """The point after one step of size eta against its gradient, as a new array of shape (d,)."""
    ### BEGIN SOLUTION
    return x - eta * compute_dx(x, t, w)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_move_point", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("adversarial_data/move_point", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_move_point", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: move_point on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("adversarial_data/move_point", points=1, seed=7)
### END HIDDEN TESTS

# %%
predict(predictions.WAY_TO_GO)

# %%
predict(predictions.VISITS)

# %% [markdown]
# ## 3. An optimiser for the data · 25 min
#
# ### Exercise 4: `DataOptimizer`
#
# The same loop as in training: each number in `samples` says which point this step is about. What moves is that point, and nothing else. `run` returns the moved
# points as a **new** array. The caller's `X` stays as it was, and so does `w`.
#
# **Expected:** two visits to one point move it on from where the first visit left it.


# %% nbgrader={"grade": false, "grade_id": "DataOptimizer", "locked": false, "schema_version": 3, "solution": true, "task": false}
class DataOptimizer:
    """Moves points until a fixed linear classifier is content with them."""

    def __init__(self, eta):
        self.eta = eta

    def run(self, X, t, w, samples):
        """The points, shape (n, d), after one step for each number in samples: a new array."""
        ### BEGIN SOLUTION
        moved = X.copy()
        for i in samples:
            moved[i] = move_point(moved[i], t[i], w, self.eta)
        return moved
        ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_DataOptimizer", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("adversarial_data/DataOptimizer", points=3)

# %% nbgrader={"grade": true, "grade_id": "hidden_DataOptimizer", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: DataOptimizer on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("adversarial_data/DataOptimizer", points=1, seed=7)
### END HIDDEN TESTS

# %%
data_samples = np.random.default_rng(SEED + 1).integers(len(X), size=DATA_STEPS)

if ready("adversarial_data", "DataOptimizer"):
    mine, optimiser = [X], DataOptimizer(DATA_ETA)
    for part in in_parts(data_samples[:20_000], 2_000, lambda: mean_hinge(mine[-1], t, w)):
        mine.append(optimiser.run(mine[-1], t, w, part))
    twin = compiled.move(X, t, w, data_samples[:20_000], DATA_ETA)
    show(largest_difference_from_the_compiled_loop=np.abs(mine[-1] - twin).max())

# %% [markdown]
# The source takes 500,000 steps of size 0.05. The compiled loop does all of them, and we keep the points every 5,000 steps to see the ways they went.

# %%
path, losses = [X], [mean_hinge(X, t, w)]
for part in in_parts(data_samples, 5_000, lambda: losses[-1]):
    path.append(compiled.move(path[-1], t, w, part, DATA_ETA))
    losses.append(mean_hinge(path[-1], t, w))
path, X_moved = np.array(path), path[-1]

right = np.mean(np.sign(answers(X_moved, w)) == t)
print(f"accuracy {100 * right:.0f} %, mean hinge {mean_hinge(X_moved, t, w):g}")

# %%
picture(*figures.before_and_after(X, X_moved, t, w))

# %%
picture(*figures.paths(path, t, w))

# %% [markdown]
# *Investigate.* Some points moved that were on their right side from the start: which, and why? Why are all ways parallel, and where does each end?

# %%
picture(*figures.loss_curve(np.array(losses), 5_000))

# %% [markdown]
# Nine tenths of the 500,000 steps did nothing: by then every point had arrived, and its gradient was 0.
#
# ### Exercise 5: `distances`
#
# How far did each point go, in a straight line?
#
# **Expected:** from (1, 1) to (4, 5) it is 5, and for a point that stayed it is 0.


# %% nbgrader={"grade": false, "grade_id": "distances", "locked": false, "schema_version": 3, "solution": true, "task": false}
def distances(X, X_moved):
    """The straight distance that each point went, shape (n,), for two arrays of shape (n, d)."""
    ### BEGIN SOLUTION
    return np.sqrt(np.sum((X_moved - X) ** 2, axis=1))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_distances", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("adversarial_data/distances", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_distances", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: distances on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("adversarial_data/distances", points=1, seed=7)
### END HIDDEN TESTS

# %%
if ready("adversarial_data", "distances"):
    went = distances(X, X_moved)
    needed = np.maximum(0, 1 - t * answers(X, w)) / np.linalg.norm(w[:-1])
    print(f"{np.sum(went > 0)} points moved; the furthest went {went.max():.2f} and had to go {needed.max():.2f}")
    display(picture(*figures.how_far(went, needed)))

# %% [markdown]
# The furthest point moves about 1.5, as in the source. (That one number hangs on the draw: the clouds' most mistaken point decides it. Of sixty seeds that were tried the least gave 1.4 and the most 3.6.)
#
# *Modify:* in the cell with `compiled.move`, take a step size of 5 in place of 0.05. What did you expect of the distances, and what did you see?
#
# ## 4. Bug hunts: what the source's run left behind · 25 min
#
# ### Hunt 1: the original that was none
#
# The source keeps its data safe, or so it looks: `x_orig = x.copy()`, then `x_mod = opt.run(x_orig, ...)`. This is its loop, with the gap filled in:


# %%
def published_run(data, t, w, samples, eta):
    for i in samples:
        dy = -t[i] if 1 - t[i] * (data[i, :] @ w[:-1] + w[-1]) > 0 else 0.0
        data[i, :] = data[i, :] - eta * (dy * w[:-1])
    return data


x_orig = X.copy()
x_mod = published_run(x_orig, t, w, data_samples[:60_000], DATA_ETA)
show(accuracy=np.mean(np.sign(answers(x_mod, w)) == t), mean_hinge=mean_hinge(x_mod, t, w))

# %% [markdown]
# 100 % right, hinge 0. So how far did the points go?

# %%
predict(predictions.ORIGINAL_LOST)

# %%
show(furthest=np.abs(x_mod - x_orig).max(), one_array=x_mod is x_orig)

# %%
predict(predictions.WHY_IN_PLACE_PASSED)

# %% [markdown]
# ### Exercise 6: `keeps_its_input`
#
# Now write the test that would have caught it. `run` is any function of `X`. Return `True` if `run(X)` leaves `X` as it was, and `False` if not. Yours will be tried on six
# runs: some change `X` and return a copy, one changes a single row, one exchanges rows.


# %% nbgrader={"grade": false, "grade_id": "keeps_its_input", "locked": false, "schema_version": 3, "solution": true, "task": false}
def keeps_its_input(run, X):
    """Whether run(X) leaves X, of shape (n, d), as it was: True or False."""
    ### BEGIN SOLUTION
    before = X.copy()
    run(X)
    return np.array_equal(before, X)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_keeps_its_input", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("adversarial_data/keeps_its_input", points=2)

# %% nbgrader={"grade": true, "grade_id": "hidden_keeps_its_input", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: keeps_its_input on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("adversarial_data/keeps_its_input", points=1, seed=7)
### END HIDDEN TESTS

# %%
if ready("adversarial_data", "keeps_its_input", "DataOptimizer"):
    some = data_samples[:2_000]
    print("published:", keeps_its_input(lambda data: published_run(data, t, w, some, DATA_ETA), X.copy()))
    print("yours:    ", keeps_its_input(lambda data: DataOptimizer(DATA_ETA).run(data, t, w, some), X.copy()))

# %% [markdown]
# ### Hunt 2: a gradient that is a window
#
# The source's `gradient_x` returns `self.w[0, :-1]`. Right numbers. A gradient belongs to whoever asked for it, so somebody scales it, in place:


# %%
def gradient_x(w):
    return w[:-1]


def one_step(x, t, w, eta):
    step = gradient_x(w)
    step *= -eta * t
    return x - step


# %%
predict(predictions.VIEW)

# %%
w_fixed = w.copy()
one_step(X[0], t[0], w_fixed, DATA_ETA)
show(w_before=w, w_after=w_fixed)

# %% [markdown]
# In the source nobody scales it, so nothing shows. `w[:-1].copy()` would cost nothing and keep it so.
#
# ### Hunt 3: the picture that is out of place
#
# The source draws its map with `extent=(-6, 8, -6, 8)`, and computes it on a grid from −5 to 7.95. The contour is drawn at its true place.

# %%
predict(predictions.PIXEL)

# %%
picture(*figures.published_map(w, X_moved, t))

# %% [markdown]
# On the left the colours change well before the line does. Twenty-two moved points stand on (very pale) ground of the other colour, although all points are right.
#
# ### Exercise 7: `looks_wrong`
#
# Return a point (x₁, x₂) of the picture, each coordinate between −6 and 8, at which the published map shows the colour of the *other* side. The checks use
# w = (1.13, 1.01, −3.01). There are many.


# %% nbgrader={"grade": false, "grade_id": "looks_wrong", "locked": false, "schema_version": 3, "solution": true, "task": false}
def looks_wrong():
    """Two coordinates of a point where the published map has the wrong colour."""
    ### BEGIN SOLUTION
    return 0.5, 2.2
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_looks_wrong", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("adversarial_data/looks_wrong", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_looks_wrong", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: looks_wrong on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("adversarial_data/looks_wrong", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# ## 5. Turn the sign · 40 min
#
# A step *against* dx makes a point easier. A step *along* dx makes it harder, and it finds the shortest way to do so. A point that was
# moved a little and is now answered wrongly is an **adversarial example**. First we need the gradient of all points at once, through any net of layers.
#
# Our two victims: the line, and a net with two hidden layers of 16 relu units. The net is trained on 200 of the points only, until it gets all of these right.

# %%
some = np.r_[0:100, 1000:1100]
X_few, t_few = X[some], labels[some]

line = nets.linear_net(w)
deep = nets.drawn_net(np.random.default_rng(1), 2, 16, 16, 1)
nets.train_net(deep, X_few, t_few)
for name, model in (("line", line), ("deep", deep)):
    few, all_points = 100 * nets.accuracy(model, X_few, t_few), 100 * nets.accuracy(model, X, labels)
    print(f"{name}: {few:.1f} % of the 200 points, {all_points:.1f} % of all 2000")


# %% [markdown]
# Here is a small net with three points. Step back to the end and look at `dX`: each row is the gradient of that point's own loss, here the *margin loss* $L = -t\,y$.


# %%
def small_net(X, W1, b1, W2, b2, t):
    Z1 = X @ W1 + b1
    A1 = activations.relu(Z1)
    y = A1 @ W2 + b2
    L = np.sum(-t * y)
    return L


draw = np.random.default_rng(3)
small = [draw.normal(size=shape) for shape in [(2, 4), (4,), (4, 1), (1,)]]
step_through(small_net, X_few[95:98], *small, t_few[95:98], title="the data as a leaf of a net")

# %% [markdown]
# ### Exercise 8: `compute_dX`
#
# A model has `forward(X)`, which gives `y` of shape (n, 1), and `backward(dY)`, which hands a gradient back through all its layers and returns it. `loss_gradient(y, t)` is
# $\partial L/\partial y$. Each point has a loss of its own: there is no mean, and no 1/n.
#
# **Expected:** for the line and the margin loss, each row is $-t\,(w_1, w_2)$.


# %% nbgrader={"grade": false, "grade_id": "compute_dX", "locked": false, "schema_version": 3, "solution": true, "task": false}
def compute_dX(model, X, t, loss_gradient):
    """Gradient of every point's own loss with respect to the point: shape (n, d), that of X; t has shape (n, 1)."""
    ### BEGIN SOLUTION
    y = model.forward(X)
    return model.backward(loss_gradient(y, t))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_compute_dX", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("adversarial_data/compute_dX", points=2)

# %% nbgrader={"grade": true, "grade_id": "hidden_compute_dX", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: compute_dX on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("adversarial_data/compute_dX", points=1, seed=7)
### END HIDDEN TESTS

# %%
if ready("adversarial_data", "compute_dX"):
    dX = compute_dX(deep, X_few, t_few, margin_gradient)
    print(gradcheck.check_gradient(lambda V: float(np.sum(-t_few * deep.forward(V))), X_few, dX))

# %% [markdown]
# ### A third opinion: PyTorch
#
# In PyTorch the data is a leaf like any other: `requires_grad=True`, and `X.grad` is there after `backward`. In float64, so that there is something to compare. (Loading
# torch takes a few seconds.)

# %%
import torch

torch_weights = [torch.tensor(V) for V in deep.parameters]


def torch_deep(X):
    W1, b1, W2, b2, W3, b3 = torch_weights
    return torch.relu(torch.relu(X @ W1 + b1) @ W2 + b2) @ W3 + b3


def torch_dX(X):
    leaf = torch.tensor(X, requires_grad=True)
    (-torch.tensor(t_few) * torch_deep(leaf)).sum().backward()
    return leaf.grad.numpy()


if ready("adversarial_data", "compute_dX"):
    worst = np.abs(compute_dX(deep, X_few, t_few, margin_gradient) - torch_dX(X_few)).max()
    print(f"largest difference between your dX and torch's: {worst:.1e}", "(agree)" if worst < 1e-10 else "(DISAGREE)")

# %% [markdown]
# ### How far, and in which norm?
#
# "A little" needs a measure. Two are in use. In the norm **2** a point may go anywhere in a disc of radius ε. In the norm **∞** every coordinate may change by ε on its own: a box.
# (For a picture: every pixel by a shade or so.) Where in each ball does the loss grow most?

# %%
picture(*attack_figures.two_balls(w))

# %% [markdown]
# In the disc: straight along the gradient. In the box: into a corner, each coordinate as far as it may, in the direction of its **sign**.
#
# ### Exercise 9: `steepest`
#
# For every row of `dX` the best direction of norm 1: `np.sign(dX)` if `norm` is `np.inf`, and the row divided by its length if it is 2. A row of zeros (a point whose loss is flat)
# stays a row of zeros.
#
# **Expected:** for the row (3, −4), (1, −1) and (0.6, −0.8).


# %% nbgrader={"grade": false, "grade_id": "steepest", "locked": false, "schema_version": 3, "solution": true, "task": false}
def steepest(dX, norm):
    """The direction of norm 1 in which each row's loss grows fastest; dX has shape (n, d), norm is 2 or np.inf."""
    ### BEGIN SOLUTION
    if norm == np.inf:
        return np.sign(dX)
    length = np.linalg.norm(dX, axis=1, keepdims=True)
    return dX / np.where(length > 0, length, 1.0)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_steepest", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("adversarial_data/steepest", points=2)

# %% nbgrader={"grade": true, "grade_id": "hidden_steepest", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: steepest on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("adversarial_data/steepest", points=1, seed=7)
### END HIDDEN TESTS

# %%
predict(predictions.DROP_IN_THE_BOX)

# %% [markdown]
# ### Exercise 10: `fgsm`
#
# One step uphill that spends the whole budget: $X + \varepsilon \cdot \text{steepest}(dX)$. In the norm ∞ this is the *fast gradient sign method*. `loss_gradient` says which loss to
# climb. Return a new array.
#
# **Expected:** with the line, ε = 0.5, and the norm ∞, a point of class +1 moves by (−0.5, −0.5).


# %% nbgrader={"grade": false, "grade_id": "fgsm", "locked": false, "schema_version": 3, "solution": true, "task": false}
def fgsm(model, X, t, eps, norm, loss_gradient=margin_gradient):
    """The points after one step of norm eps up the loss: a new array of shape (n, d)."""
    ### BEGIN SOLUTION
    dX = compute_dX(model, X, t, loss_gradient)
    return X + eps * steepest(dX, norm)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_fgsm", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("adversarial_data/fgsm", points=2)

# %% nbgrader={"grade": true, "grade_id": "hidden_fgsm", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: fgsm on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("adversarial_data/fgsm", points=1, seed=7)
### END HIDDEN TESTS

# %%
if ready("adversarial_data", "fgsm"):
    for name, model in (("line", line), ("deep", deep)):
        kept = [nets.accuracy(model, fgsm(model, X_few, t_few, eps, np.inf), t_few) for eps in (0, 0.25, 0.5, 1)]
        print(f"{name}: right with a budget of 0, 0.25, 0.5, 1:", "  ".join(f"{100 * share:5.1f} %" for share in kept))

# %% [markdown]
# ### Exercise 11: `budget_needed`
#
# For the line the attack can be computed without a gradient. A budget ε takes at most $\varepsilon\,(|w_1| + \dots + |w_d|)$ from $t\,y$ in the box, and $\varepsilon\sqrt{w_1^2 + \dots + w_d^2}$ in the
# disc. So how large must ε be to bring $t\,y$ down to 0? For a point that is wrong already, 0 is enough.
#
# **Expected:** for `y = [3.5, -7, 1.4]`, `t = [1, -1, -1]`, `w = [3, -4, 0.5]` the budgets are `[0.5, 1, 0]` (∞) and `[0.7, 1.4, 0]` (2).


# %% nbgrader={"grade": false, "grade_id": "budget_needed", "locked": false, "schema_version": 3, "solution": true, "task": false}
def budget_needed(y, t, w):
    """The least budget that turns each answer of the line: (eps_inf, eps_2), both of shape (n,), that of y and t."""
    ### BEGIN SOLUTION
    room = np.maximum(0, t * y)
    eps_inf = room / np.sum(np.abs(w[:-1]))
    eps_2 = room / np.sqrt(np.sum(w[:-1] ** 2))
    ### END SOLUTION
    return eps_inf, eps_2


# %% nbgrader={"grade": true, "grade_id": "test_budget_needed", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("adversarial_data/budget_needed", points=2)

# %% nbgrader={"grade": true, "grade_id": "hidden_budget_needed", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: budget_needed on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("adversarial_data/budget_needed", points=1, seed=7)
### END HIDDEN TESTS

# %%
predict(predictions.MANY_INPUTS)

# %% [markdown]
# That is why pictures are so easy to attack: every one of a thousand pixels gives its small share, all in the same direction. In two dimensions the attack has to push
# hard, and you can see it.
#
# ## 6. An attack that sees nothing · 15 min
#
# An attack is to make the loss grow, and the loss was the hinge. So let us climb the hinge.

# %%
predict(predictions.MASKED)

# %%
by_hinge = nets.accuracy_curve(line, X, labels, np.inf, nets.one_shot_up_the_hinge)
by_margin = nets.accuracy_curve(line, X, labels, np.inf, nets.one_shot)
picture(*attack_figures.masked_curves(by_hinge, by_margin, np.mean(t * answers(X, w) >= 1)))

# %% [markdown]
# However large the budget, 92.6 % of the points stand. It looks like the most robust classifier in the world. It is the *attack* that is blind: a
# point beyond the margin has no gradient to follow. This is called gradient masking, and several published defences turned out to be no more than that.
#
# The cure is a loss that never goes flat. The margin loss $L = -t\,y$ will do.

# %%
predict(predictions.NEVER_FLAT)

# %% [markdown]
# ### Exercise 12: `masked_point`
#
# Show it on one point of label +1: return three numbers $(x_1, x_2, \varepsilon)$, with $0 < \varepsilon \le 10$, such that the line answers the point rightly, climbing the hinge
# with that budget in the norm ∞ does not move it at all, and yet some point within ε is answered wrongly. The checks use w = (1.13, 1.01, −3.01).


# %% nbgrader={"grade": false, "grade_id": "masked_point", "locked": false, "schema_version": 3, "solution": true, "task": false}
def masked_point():
    """Two coordinates and a budget: an attack on the hinge does nothing there, though the point can be turned."""
    ### BEGIN SOLUTION
    return 2.5, 2.0, 1.5
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_masked_point", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("adversarial_data/masked_point", points=1)

# %% nbgrader={"grade": true, "grade_id": "hidden_masked_point", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: masked_point on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("adversarial_data/masked_point", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# ## 7. Many short steps · 30 min
#
# The gradient says where the loss grows *here*. For the line that is true everywhere.

# %%
predict(predictions.PGD_ON_A_LINE)

# %% [markdown]
# Through relu layers the gradient changes on the way, and one long step in the first direction overshoots. Better: a short step, look again, another short step. Whoever takes many
# steps must see to the budget: after each step go back to the nearest point of the ball around the **original**. This is *projected gradient descent*, PGD (here ascent).
#
# ### Exercise 13: `project`
#
# The nearest points to `X_adv` that lie within ε of `X`. Points inside stay where they are. In the box each coordinate of the offset `X_adv - X` is cut at ±ε (`np.clip`); in the disc an offset
# that is too long is shortened to length ε.
#
# **Expected:** around X = (1, 1) with ε = 1, the point (4, 1.5) comes back to (2, 1.5) in the norm ∞; the point (4, 5) comes back to (1.6, 1.8) in the norm 2.


# %% nbgrader={"grade": false, "grade_id": "project", "locked": false, "schema_version": 3, "solution": true, "task": false}
def project(X_adv, X, eps, norm):
    """The nearest points to X_adv within eps of X: a new array of shape (n, d); norm is 2 or np.inf."""
    ### BEGIN SOLUTION
    offset = X_adv - X
    if norm == np.inf:
        return X + np.clip(offset, -eps, eps)
    length = np.linalg.norm(offset, axis=1, keepdims=True)
    return X + offset * np.minimum(1, eps / np.where(length > 0, length, 1.0))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "test_project", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("adversarial_data/project", points=2)

# %% nbgrader={"grade": true, "grade_id": "hidden_project", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: project on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("adversarial_data/project", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 14: `pgd`
#
# Start at `X`. Then `steps` times: the gradient of the margin loss *where the points are now*, a step of norm `step_size` up it, and a projection onto the ball around `X`.
#
# **Expected:** with one step of size ε it gives what `fgsm` gives.


# %% nbgrader={"grade": false, "grade_id": "pgd", "locked": false, "schema_version": 3, "solution": true, "task": false}
def pgd(model, X, t, eps, norm, step_size, steps):
    """The points after many short steps up the margin loss, never further than eps from X: shape (n, d)."""
    ### BEGIN SOLUTION
    X_adv = X
    for _ in range(steps):
        dX = compute_dX(model, X_adv, t, margin_gradient)
        X_adv = project(X_adv + step_size * steepest(dX, norm), X, eps, norm)
    ### END SOLUTION
    return X_adv


# %% nbgrader={"grade": true, "grade_id": "test_pgd", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
from course.checks import check

check("adversarial_data/pgd", points=3)

# %% nbgrader={"grade": true, "grade_id": "hidden_pgd", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Hidden test: pgd on inputs you have not seen. It runs when your work is graded.
### BEGIN HIDDEN TESTS
from course.checks import check

check("adversarial_data/pgd", points=1, seed=7)
### END HIDDEN TESTS

# %% [markdown]
# The same attack in PyTorch, with its gradients, its clipping and its norms:


# %%
def torch_pgd(X, eps, norm, step_size, steps):
    start, here = torch.tensor(X), torch.tensor(X)
    for _ in range(steps):
        dX = torch.tensor(torch_dX(here.numpy()))
        if norm == np.inf:
            here = start + (here + step_size * dX.sign() - start).clamp(-eps, eps)
        else:
            offset = here + step_size * torch.nn.functional.normalize(dX, dim=1) - start
            length = torch.linalg.vector_norm(offset, dim=1, keepdim=True)
            here = start + offset * (eps / length).clamp(max=1)
    return here.numpy()


if ready("adversarial_data", "pgd"):
    for norm in (np.inf, 2):
        mine, theirs = pgd(deep, X_few, t_few, 0.5, norm, 0.0625, 20), torch_pgd(X_few, 0.5, norm, 0.0625, 20)
        worst = np.abs(mine - theirs).max()
        print(f"norm {norm}: largest difference from torch {worst:.1e}", "(agree)" if worst < 1e-10 else "(DISAGREE)")

# %% [markdown]
# ### Who stands longer?
#
# The deep net gets all its 200 points right, the line 197. Now each may be moved.

# %%
kept = [nets.accuracy(model, nets.many_steps(model, X_few, t_few, 0.5, 2), t_few) for model in (line, deep)]
predict(predictions.easier_prey(*kept, 0.5))

# %%
if ready("adversarial_data", "fgsm", "pgd", "budget_needed"):

    def twenty_steps(model, X, t, eps, norm):
        return pgd(model, X, t, eps, norm, eps / 8, 20)

    attacks = {"one step": fgsm, "20 steps": twenty_steps}
    curves, exact = {}, {}
    for name, norm, budgets in zip("∞2", (np.inf, 2), budget_needed(answers(X_few, w), t_few[:, 0], w), strict=True):
        curves[name] = {
            f"{who}, {how}": nets.accuracy_curve(model, X_few, t_few, norm, attack)
            for who, model in (("linear", line), ("deep", deep))
            for how, attack in attacks.items()
        }
        exact[name] = np.array([np.mean(budgets > eps) for eps in nets.EPSILONS])
    display(picture(*attack_figures.robust_curves(curves, exact)))

# %%
picture(*attack_figures.attacked_map(deep, X_few, nets.many_steps(deep, X_few, t_few, 0.5, 2), t_few, 0.5))

# %% [markdown]
# The net bends its boundary around the last stubborn points, and comes close to others doing so. Being right on the data and being right *around* the data are two things, and
# only one of them was trained.
#
# *Investigate.* Where does one long step do less harm than twenty short ones, and why not everywhere?
#
# *Make:* train a net that is attacked while it learns: in each step, replace the batch by `pgd(...)` of itself. (`nets.train_net` shows the loop.) Draw its curve into the figure.
#
# ## 8. Drag a point · 10 min
#
# The whole lesson in one figure. Drag the black point, or focus it and use the arrow keys. The arrow is the gradient of $-t\,y$ at that point; the dotted line is the ball of your budget; the blue cross is
# one step, the orange square is where twenty steps end. On the right: what each budget buys.

# %%
live(
    live_figures.attack_scene({"linear": line, "deep": deep}),
    Slider("eps", "budget ε", 0.0, 3.0, value=0.75, step=0.05),
    Choice("norm", "norm", tuple(live_figures.NORMS)),
    Choice("net", "classifier", ("deep", "linear")),
    Choice("label", "label of the point", tuple(live_figures.LABELS)),
    title="a point, its gradient, its ball",
)

# %% [markdown]
# *Try:* at the start, one step cannot turn the point and twenty can. What happens on the way? Find a place where the arrow jumps when you move the point by a hair: there
# is a fold of the relu net. Then take the linear classifier, and look for such a place again.
#
# ### And the rest of it
#
# | in the source | why it went unseen | what to do |
# |---|---|---|
# | `data[idx, :] = data[idx, :] - ...`, and `x_orig` handed in | only the result was looked at | copy at the start of `run`, and test it |
# | `gradient_x` returns a window into the weights | nobody wrote into it | `.copy()` |
# | `extent=(-6, 8, -6, 8)` over a grid from −5 | the contour, drawn with the grid, is right | take the extent from the grid |
# | `xrange`, `print x`: Python 2 | it was 2016 | Python 3 |
# | 500,000 steps, where 45,000 do | the loss was not recorded here | record it, and stop when it is 0 |
#
# ## 9. What you have seen · 5 min
#
# | | moves | along | until |
# |---|---|---|---|
# | training | the weights | $-\,\partial L/\partial w$ | the loss is small on average |
# | mending data | the points | $-\,\partial L/\partial x$ | each point has $t\,y \ge 1$ |
# | FGSM | the points | $\text{sign}(\partial L/\partial x)$, or the unit vector | the budget is spent, in one step |
# | PGD | the points | the same, again and again | the steps are done, always within ε |
#
# - One backward pass has all leaves: weights *and* data. Which of them moves is your choice.
# - For a line, $\partial y/\partial x$ is the same everywhere: all points move along $w$, and one step is the best attack there is.
# - An attack that fails proves nothing, if its gradient is 0. Look at the gradient first.
# - What a function does to its arguments belongs to its result. Test it.
#
# **What next.** Lesson 6 builds the deep net you attacked here: layers, what their gradients look like on the way back, and a published net whose gradient is wrong and that trains all the same.
#
# [The concept map](../concept_map.svg) · [Lesson 6](../06_deep_relu_nets/06_deep_relu_nets.ipynb)
