"""Lesson 07: nodes that split and join, any graph, and a small engine of one's own (source 004, its last part)."""
