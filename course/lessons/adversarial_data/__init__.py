"""Lesson 05: the gradient with respect to the data, to mend it and to attack with it (source 004)."""
