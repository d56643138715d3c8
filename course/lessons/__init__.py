"""One package a lesson, found by name; what each holds is listed in :mod:`course.lessons.declare`."""
