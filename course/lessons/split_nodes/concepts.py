"""Lesson 07's part of the concept map."""

from ..concept import Idea

IDEAS = (
    Idea("splitting node", ("gradient with respect to the data",)),
    Idea("gradients add where paths meet", ("splitting node",)),
    Idea("joint node", ("gradients add where paths meet",)),
    Idea("shared weights", ("joint node",)),
    Idea("residual connection", ("joint node",)),
    Idea("order for the way back", ("gradients add where paths meet",)),
    Idea("reverse mode over any graph", ("order for the way back",)),
    Idea("an engine of your own", ("reverse mode over any graph",)),
)
