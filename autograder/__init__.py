"""What an instructor runs (``python -m autograder``): build the notebooks from the lesson files, check that they agree.

It may import ``course``; ``course`` never imports it.
"""
