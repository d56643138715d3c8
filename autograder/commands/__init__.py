"""One module a command: its docstring's first line is the help.

Each has ``add_arguments(parser)`` and ``run(course, options)``, which returns the exit code.
"""
