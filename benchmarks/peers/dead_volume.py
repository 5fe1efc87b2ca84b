"""The volume inside a level line, cut exactly through triangles instead of counting cells."""

import numpy as np

from .b1_problem import MM


def volume_mm3(r: np.ndarray, area: np.ndarray, level: np.ndarray) -> float:
    """Volume swept around the axis by the parts of triangles where `level` is positive.

    The level is linear in each triangle, so the cut is exact for given corner values.

    Parameters
    ----------
    r : (corner, triangle) array, m
    area : (triangle,) array, m²
    level : (corner, triangle) array, positive inside
    """
    corners_inside = (level > 0).sum(axis=0)
    order = np.argsort(level, axis=0)
    r, level = np.take_along_axis(r, order, axis=0), np.take_along_axis(level, order, axis=0)
    one, two, three = (corners_inside == count for count in (1, 2, 3))
    swept = _whole(r[:, three], area[three]).sum()
    swept += _corner(r[::-1, one], area[one], level[::-1, one]).sum()
    swept += (_whole(r[:, two], area[two]) - _corner(r[:, two], area[two], level[:, two])).sum()
    return float(swept) / MM**3


def _whole(r: np.ndarray, area: np.ndarray) -> np.ndarray:
    """Volume swept by whole triangles (Pappus)."""
    return 2 * np.pi * area * r.mean(axis=0)


def _corner(r: np.ndarray, area: np.ndarray, level: np.ndarray) -> np.ndarray:
    """Volume swept by what the level line cuts off at the first corner."""
    along_1 = level[0] / (level[0] - level[1])
    along_2 = level[0] / (level[0] - level[2])
    centre = r[0] + (along_1 * (r[1] - r[0]) + along_2 * (r[2] - r[0])) / 3
    return 2 * np.pi * area * along_1 * along_2 * centre
