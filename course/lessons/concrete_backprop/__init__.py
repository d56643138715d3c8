"""Lesson 01: two small nets in numbers, forward and backward (sources 000 and 001)."""
