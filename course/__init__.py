"""Backpropagation, small enough to read: the reference library behind the notebooks.

Importing it loads NumPy and nothing else. The tracer, the widgets and the checks are imported by name:
``course.tracing``, ``course.widgets``, ``course.checks``.
"""

from . import activations as activations
from . import datasets as datasets
from . import gradcheck as gradcheck
from . import layers as layers
from . import losses as losses
from . import optimizers as optimizers
