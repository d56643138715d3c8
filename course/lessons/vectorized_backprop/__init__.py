"""Lesson 02: backpropagation for a mini-batch, and how to check a gradient (source 002)."""
