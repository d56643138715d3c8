"""Where a grid of values crosses zero: marching squares."""

from __future__ import annotations

import numpy as np


def zero_contour(values: np.ndarray) -> np.ndarray:
    r"""Pieces of the line on which the values, linear between grid points, are 0.

    On an edge between neighbours :math:`a < 0 \le b` the crossing lies :math:`a / (a - b)` of the way from a to b. A
    cell has two crossings, or four at a saddle, where the mean of the corners tells which belong together.

    Parameters
    ----------
    values : ndarray of shape (rows, columns)
        Cells with a corner that is not finite are left out.

    Returns
    -------
    ndarray of shape (n, 4)
        From (column, row) to (column, row), in units of the grid: column0, row0, column1, row1.
    """
    a, b = values[:-1, :-1], values[:-1, 1:]  # the corners of a cell: its lower row
    d, c = values[1:, :-1], values[1:, 1:]  # its upper row
    row, column = np.indices(a.shape)
    with np.errstate(all="ignore"):
        lower, right = (column + a / (a - b), row), (column + 1, row + b / (b - c))
        upper, left = (column + d / (d - c), row + 1), (column, row + a / (a - d))
    edges = np.array([lower, right, upper, left])  # (4 edges, 2 coordinates, rows - 1, columns - 1)
    below = np.array([a < 0, b < 0, c < 0, d < 0])
    crossed = below != np.roll(below, -1, axis=0)
    finite = np.isfinite(a + b + c + d)
    saddle = crossed.all(axis=0) & finite
    pieces = []
    for first in range(4):
        for second in range(first + 1, 4):
            cells = crossed[first] & crossed[second] & ~saddle & finite
            pieces.append(_join(edges, first, second, cells))
    # At a saddle the corners with the mean's own sign are joined, and each of the other two is cut off.
    with_a = (a + b + c + d < 0) == below[0]
    for cells, pairs in ((saddle & with_a, ((0, 1), (2, 3))), (saddle & ~with_a, ((3, 0), (1, 2)))):
        pieces += [_join(edges, first, second, cells) for first, second in pairs]
    return np.concatenate(pieces)


def _join(edges: np.ndarray, first: int, second: int, cells: np.ndarray) -> np.ndarray:
    return np.concatenate([edges[first][:, cells], edges[second][:, cells]]).T
