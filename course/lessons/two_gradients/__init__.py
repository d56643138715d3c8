"""Lesson 03: the analytic gradient of a two-layer tanh net, the numerical one, and what each costs (source 003)."""
