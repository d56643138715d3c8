# %% [markdown]
# # 0 · Start here
#
# Ten minutes, so that nothing in the lessons gets between you and backpropagation: how a notebook works, how to step through a
# computation, how to check your answers, and how to keep your work.
#
# [The whole course on one picture](../concept_map.svg): each box an idea, each arrow "builds on".

# %% [markdown]
# ## Notebooks in two minutes · 2 min
#
# A notebook is a row of *cells*. Click into the cell below and press **Shift+Enter**: it runs, and the next one is chosen.

# %%
6 * 7

# %% [markdown]
# The number in brackets says in which order cells ran. Python remembers everything that has run, also what you have deleted since: so when
# something is strange, choose **Kernel → Restart Kernel and Run All Cells** and look again. The lessons are written so that this never does
# harm, whether your answers are there yet or not.

# %% [markdown]
# ## Step through a computation · 3 min
#
# Everything that you and the lessons compute can be played, forward and backward. Run this cell:

# %%
from course.widgets import step_through


def rectangle(a, b):
    area = a * b
    L = (area - 6.0) ** 2
    dL_darea = 2 * (area - 6.0)
    da = dL_darea * b
    db = dL_darea * a
    return L, da, db


step_through(rectangle, 2.0, 4.0, title="how far is the area from 6?")

# %% [markdown]
# - **▶ and the arrows** step; the slider jumps. Click a box or a line of code to go there.
# - **Keys**, once you have clicked the picture: ← → one step, Home and End, Page Up and Page Down, Space plays, B goes to the first step
#   backward, F to the first step forward, + and − change the speed.
# - In each box: the value on the left, its gradient on the right.
# - On the way back you see **upstream · local = this path**, and what has been added up so far.
# - A check mark beside a line says that the variable really is the gradient it is named after. Change `* b` to `* a` in the line of `da`,
#   run the cell again, and find the cross.

# %% [markdown]
# ## Predict · 1 min
#
# Before you run something, say what will happen. It takes seconds, and those who do it learn more from what they then see.

# %%
from course.lessons.start_here import predictions
from course.widgets import predict

predict(predictions.AREA_GRADIENT)

# %% [markdown]
# ## Check, and hand in · 2 min
#
# An *exercise* is a function for you to write. Below it stands a cell with `check(...)`: run it, as often as you like. It calls your function,
# compares what comes back, and when something is wrong it tells you what was called, which value is the first wrong one, often which
# mistake it is, and asks a question that helps. The mark that it shows is the mark you will get for the visible test; a hidden test asks the same of
# other inputs.
#
# Each answer is judged on its own, and with its arguments alone: a constant may stand in the same cell, other variables of the notebook are
# out of reach. It is made of your own code and NumPy: what the course's library could compute for you says no while you are judged.
#
# To hand in, save the notebook (Ctrl+S) and give the file to your instructor, in the way they have told you. The file's name stays as it is.
# If you import a module of your own, or read a data file, hand it in as well. While your work is graded, a call of your function may take
# 10 seconds, a cell 30 (so may all the cells together that you have added), a gigabyte of memory and 32 MiB of files; there is no network,
# and no other program is started.

# %% [markdown]
# ## Keep your work · 1 min
#
# On your own computer the notebook file is your work. On **Binder** everything is deleted when you leave, or do nothing for ten minutes:
# choose **File → Download** before that, and upload the file again next time.

# %% [markdown]
# ## What you need, and the notation · 1 min
#
# Python functions and NumPy arrays; multiplying matrices; derivatives and the chain rule. [Lesson 1](../01_concrete_backprop/01_concrete_backprop.ipynb) begins with
# one neuron and uses nothing else.
#
# | symbol | meaning | shape |
# |---|---|---|
# | `X`, `T`, `Y` | data, target, output | (n, d), (n, C), (n, C) |
# | `W1`, `b1` | weights, bias of layer 1 | (d, m), (m,) |
# | `Z1`, `A1` | pre-activation, activation | (n, m) |
# | `L` | loss, a number | () |
# | `dV` | gradient of `L` with respect to `V` | that of `V` |
# | upstream, local | dL/d(output of a node), d(output)/d(input) | |
