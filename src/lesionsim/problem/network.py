"""The network of conductances: flow through a face = conductance times difference.

The grid gives the shapes of half cells, tissues give conductivity; here the two meet. Heat and current use it
alike, and kernels know neither. Points are the cells with a frame of wall points (`kernels.arrays`).
"""

from typing import NamedTuple

import numpy as np

from lesionsim.grid.shapes import Grid
from lesionsim.kernels.arrays import FULL_PERFUSION, PERFUSION, SOURCE, WARMING, Network

Array = np.ndarray
POINTS = 5  # rows of Network.points


class Resistances(NamedTuple):
    """Half resistances times conductivity on both sides of each face, on (nr + 2, nz + 2) points; inf is closed."""

    r_before: Array
    r_after: Array
    z_before: Array
    z_after: Array


def framed(cells: Array, value: float) -> Array:
    """Put a frame of one wall point on each side around an array over cells."""
    points = np.full((cells.shape[0] + 2, cells.shape[1] + 2), value)
    points[1:-1, 1:-1] = cells
    return points


def resistances(grid: Grid) -> Resistances:
    """Collect half resistances of all faces between cells; every face to a wall is closed.

    The face of index (i, j) in `r_*` lies between the points (i, j) and (i + 1, j), in `z_*` between (i, j) and
    (i, j + 1).
    """
    r_after = np.roll(framed(grid.to_inner, np.inf), -1, axis=0)
    z_after = np.roll(framed(grid.to_lower, np.inf), -1, axis=1)
    return Resistances(framed(grid.to_outer, np.inf), r_after, framed(grid.to_upper, np.inf), z_after)


def open_wall(half: Resistances, side: str, shape: float | Array = 0.0) -> Resistances:
    """Let heat pass to the wall points of one side of the grid.

    Parameters
    ----------
    side : "inner", "outer" (r), "lower" or "upper" (z)
    shape : 1/m or array; resistance between the wall point and the cell's face (0: the face has the wall's
        temperature), for unit conductivity of the wall
    """
    arrays = [array.copy() for array in half]
    if side == "inner":
        arrays[0][0, 1:-1] = shape
    elif side == "outer":
        arrays[1][-2, 1:-1] = shape
    elif side == "lower":
        arrays[2][1:-1, 0] = shape
    else:
        arrays[3][1:-1, -2] = shape
    return Resistances(*arrays)


def conductances(half: Resistances, conductivity: Array) -> Array:
    """Put the two half resistances of every face in series.

    Parameters
    ----------
    half : Resistances
    conductivity : (nr + 2, nz + 2) array, W/m/K, of every point

    Returns
    -------
    (2 n,) array, W/K: faces towards larger r, then towards larger z, flat over points
    """
    found = np.empty((2, *conductivity.shape))
    np.divide(half.r_before, conductivity, out=found[0])
    found[0] += half.r_after / np.concatenate([conductivity[1:], conductivity[:1]])
    np.divide(half.z_before, conductivity, out=found[1])
    found[1] += half.z_after / np.concatenate([conductivity[:, 1:], conductivity[:, :1]], axis=1)
    return np.divide(1.0, found, out=found).ravel()


class Medium(NamedTuple):
    """What fills the cells; each entry a number or an array over cells, SI units."""

    conductivity: float | Array  # W/m/K
    heat_capacity: float | Array  # J/m3/K
    perfusion: float | Array = 0.0  # W/m3/K
    heat: float | Array = 0.0  # W/m3


def network(grid: Grid, half: Resistances, medium: Medium, blood_c: float, tissue: Array | bool = True) -> Network:
    """Turn shapes and properties into conductances.

    Parameters
    ----------
    tissue : bool or (nr, nz) array; cells that are not tissue (the probe) keep a prescribed temperature
    """
    volume = grid.volume * tissue
    filled, shape = volume > 0, (grid.r.size + 2, grid.z.size + 2)
    conductivity, points = np.ones(shape), np.zeros((POINTS, *shape))
    cells = points[:, 1:-1, 1:-1]
    np.copyto(conductivity[1:-1, 1:-1], medium.conductivity, where=filled)
    cells[PERFUSION] = medium.perfusion * volume
    cells[SOURCE] = medium.heat * volume
    np.divide(1.0, medium.heat_capacity * volume, out=cells[WARMING], where=filled)
    cells[FULL_PERFUSION] = cells[PERFUSION]
    return Network(conductances(half, conductivity), points.reshape(POINTS, -1), grid.z.size + 2, float(blood_c))


def fastest_rate(net: Network, factor: float | Array = 1.0) -> float:
    """Bound the fastest decay rate of the network, 1/s (Gershgorin): sets the number of stages.

    Parameters
    ----------
    factor : number or (n,) array, by which properties that change with temperature may raise the rate of each point
    """
    n = net.points.shape[1]
    r, z = net.conductance[:n], net.conductance[n:]
    around = r + shifted(r, net.stride) + z + shifted(z, 1)
    return float(np.max(factor * net.points[WARMING] * (2.0 * around + net.points[PERFUSION])))


def shifted(values: Array, by: int) -> Array:
    """Move values to later places, the last to the first: `np.roll`, without what that spends on other shapes."""
    return np.concatenate([values[-by:], values[:-by]])
