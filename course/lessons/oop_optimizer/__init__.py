"""Lesson 04: model, loss and optimiser as classes, each with a contract (source 004, first part)."""
