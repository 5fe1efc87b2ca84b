"""Conductances of the faces that touch an edge where the temperature field is singular.

Near the line where the bare tip meets the insulated shaft the rise behaves as rho^(1/2) sin(theta/2), near the
tip's sharp end as rho^(2/3) sin(2 theta/3) (rho: distance from the edge, theta: angle from the held wall). A
straight difference between cell centres carries too little heat there: about 2/3 of it in the first case, 4/5 in
the second, and uniform errors of first order follow everywhere. So the few faces that touch the edge get the
conductance that is exact for the singular mode, as the radial faces get the one that is exact for a shell.
"""

import math

import numpy as np

from lesionsim.grid.shapes import Grid
from lesionsim.problem.network import Resistances

Array = np.ndarray

TIP_SHAFT = 0.5  # exponent of the mode: held wall, then insulated wall, in one plane
TIP_END = 2.0 / 3.0  # exponent: two held walls, tissue fills three quarters around the edge


def mode(exponent: float, along: float, away: float) -> float:
    """Evaluate rho^exponent sin(exponent * theta) for a place in coordinates along and away from the held wall."""
    return math.hypot(along, away) ** exponent * math.sin(exponent * (math.atan2(away, along) % (2 * math.pi)))


def excess(exponent: float, ray: float, length: float, difference: float, distance: float) -> float:
    """Return by how much the mode's heat through a face exceeds that of a straight difference.

    Parameters
    ----------
    ray : float, rad, the angle at which the face leaves the edge
    length : float, m, of the face from the edge
    difference : float, of the mode between the two nodes, `distance` (m) apart
    """
    return math.cos(exponent * ray) * length**exponent * distance / (length * difference)


def tip_shaft_factors(across: float, tip: float, shaft: float) -> tuple[float, float]:
    """Factors for the last held wall face and for the face between the last tip and the first shaft cell.

    Parameters
    ----------
    across, tip, shaft : float, m, size of these cells away from the wall, and along it on either side
    """
    on_tip = mode(TIP_SHAFT, 0.5 * tip, 0.5 * across)
    on_shaft = mode(TIP_SHAFT, -0.5 * shaft, 0.5 * across)
    wall = excess(TIP_SHAFT, 0.0, tip, on_tip, 0.5 * across)
    between = excess(TIP_SHAFT, 0.5 * math.pi, across, on_shaft - on_tip, 0.5 * (tip + shaft))
    return wall, between


def tip_end_factors(outside: float, tip: float, ahead: float) -> tuple[float, float]:
    """Factors for the held face next to the sharp end and for the face that continues the other wall.

    Parameters
    ----------
    outside, tip, ahead : float, m: cell size away from the held wall, along it, and along it past the edge
    """
    on_tip = mode(TIP_END, 0.5 * tip, 0.5 * outside)
    past = mode(TIP_END, -0.5 * ahead, 0.5 * outside)
    wall = excess(TIP_END, 0.0, tip, on_tip, 0.5 * outside)
    between = excess(TIP_END, 0.5 * math.pi, outside, past - on_tip, 0.5 * (tip + ahead))
    return wall, between


def strengthen(before: Array, after: Array, face: tuple[int, int], factor: float) -> None:
    """Multiply the conductance of one face, in place."""
    before[face] /= factor
    after[face] /= factor


def sharpen_end(half: Resistances, grid: Grid, i: int, j: int) -> None:
    """Correct, in place, the four faces that touch the tip's sharp end between cells i - 1, i and j - 1, j."""
    dr, dz = np.diff(grid.r_face), np.diff(grid.z_face)
    side, below = tip_end_factors(dr[i], dz[j], dz[j - 1])
    end, beyond = tip_end_factors(dz[j - 1], dr[i - 1], dr[i])
    strengthen(half.r_before, half.r_after, (i, j + 1), side)
    strengthen(half.z_before, half.z_after, (i + 1, j), below)
    strengthen(half.z_before, half.z_after, (i, j), end)
    strengthen(half.r_before, half.r_after, (i, j), beyond)


def sharpen_shaft_line(half: Resistances, grid: Grid, i: int, j: int) -> None:
    """Correct, in place, the two faces that touch the line between tip (cell j - 1) and shaft (cell j)."""
    dz = np.diff(grid.z_face)
    wall, between = tip_shaft_factors(float(np.diff(grid.r_face)[i]), dz[j - 1], dz[j])
    strengthen(half.r_before, half.r_after, (i, j), wall)
    strengthen(half.z_before, half.z_after, (i + 1, j), between)
