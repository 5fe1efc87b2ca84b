"""Graded axes: small cells where the field is steep, growing with the distance from there."""

import math

import numpy as np


def graded(start: float, end: float, first_cell: float, growth: float, fewest: int = 2) -> np.ndarray:
    """Place cell faces from `start`, where cells are small, to `end`.

    The cell size is h = first_cell + growth * (distance from start): faces lie on an exponential map, so halving
    `growth` and quartering `first_cell` refines every cell in proportion.

    Parameters
    ----------
    start, end : float, m; `end` may be smaller than `start`
    first_cell, growth : float, m and 1
    fewest : int, of cells; a parabola to the probe's surface needs two

    Returns
    -------
    (cells + 1,) array of faces in m, from `start` to `end`

    Examples
    --------
    >>> graded(0.0, 1.0, 0.1, 0.25).round(3)
    array([0.   , 0.114, 0.26 , 0.448, 0.69 , 1.   ])
    """
    length = abs(end - start)
    stretch = math.log1p(growth * length / first_cell)
    cells = max(fewest, round(stretch / growth))
    fraction = np.expm1(np.linspace(0.0, stretch, cells + 1)) / math.expm1(stretch)
    faces = start + (end - start) * fraction
    faces[-1] = end
    return faces


def graded_both_ways(start: float, end: float, first_cell: float, growth: float) -> np.ndarray:
    """Place cell faces between two ends that both need small cells."""
    middle = 0.5 * (start + end)
    first = graded(start, middle, first_cell, growth)
    second = graded(end, middle, first_cell, growth)
    return np.concatenate([first, second[-2::-1]])


def radial_faces(probe_radius: float, outer_radius: float, first_cell: float, growth: float) -> np.ndarray:
    """Place faces from the axis to the outer wall, smallest at the probe's surface."""
    inside = graded(probe_radius, 0.0, first_cell, growth)
    outside = graded(probe_radius, outer_radius, first_cell, growth)
    return np.concatenate([inside[:0:-1], outside])


def axial_faces(ahead: float, tip_length: float, behind: float, first_cell: float, growth: float) -> np.ndarray:
    """Place faces from -ahead to `behind`, smallest at the tip's end (0) and at the tip-shaft line."""
    below = graded(0.0, -ahead, first_cell, growth)
    tip = graded_both_ways(0.0, tip_length, first_cell, growth)
    shaft = graded(tip_length, behind, first_cell, growth)
    return np.concatenate([below[:0:-1], tip, shaft[1:]])
