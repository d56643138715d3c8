"""From a folder of submissions to nbgrader's gradebook, out of a student's reach.

Two processes for each submission, forked warm and confined (``nursery``, ``sandbox``): S runs the student's cells
(``student``), T runs the tests and never a line of the student's (``tester``). Between them goes plain data only
(``channel``, ``plain``); in T a thing of the student's is a proxy (``remote``, ``proxies``).

Read in this order: ``lesson`` and ``preflight`` (what is read), ``match`` (the two put together), ``sitting`` (one
submission), ``submission``, ``result``, ``run`` (a class), ``gradebook`` and ``publish`` (what people look at).
"""
