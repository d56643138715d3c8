"""The plane of source 004's pictures: its grid, the extent it was published with, and the one that fits."""

import numpy as np

# The grid runs from -5 to 7.95; the picture was drawn from -6 to 8.
GRID = np.arange(-5.0, 8.0, 0.05)
PUBLISHED_EXTENT = (-6.0, 8.0, -6.0, 8.0)


def extent(xs: np.ndarray, ys: np.ndarray) -> tuple[float, float, float, float]:
    """Left, right, bottom and top *edge* of a picture whose pixels have their centres at the grid xs, ys."""
    dx, dy = (xs[1] - xs[0]) / 2, (ys[1] - ys[0]) / 2
    return xs[0] - dx, xs[-1] + dx, ys[0] - dy, ys[-1] + dy
