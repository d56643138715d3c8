"""Lesson 06: layers, the model as a list, and the three versions of the source's ReLU net."""
