"""Interpolate between cells around the axis: cubic along theta between four slices, in each as in (r, z).

A slice is the half plane at the middle of one cell around. Nodes beyond the axis belong to the slice half a turn
away; so a field that rises across the axis keeps its slope there.
"""

from typing import NamedTuple

import numpy as np

from lesionsim.grid.around import Wedges
from lesionsim.grid.stencil import BEYOND_AXIS, NODES, ProbeLines, Stencils, crossed, fine_lines
from lesionsim.kernels.arrays import Lines

Array = np.ndarray


class NodesAround(NamedTuple):
    """Nodes and weights for each of m places; rows and columns are cell numbers, -1 and n are walls."""

    slice: Array  # (m, 64)
    row: Array
    column: Array
    weight: Array


def whole_circle(around: Wedges) -> int:
    """Return how many slices a whole circle has, mirror images included."""
    return around.count if around.closed else 2 * around.count


def folded(around: Wedges, number: Array) -> Array:
    """Return the slice that stands for any number, before the first, beyond the last or in the mirrored half.

    >>> from lesionsim.grid.around import wedges
    >>> folded(wedges(4, closed=False), np.array([-1, 3, 4, 8])), folded(wedges(4, closed=True), np.array([-1, 8]))
    (array([0, 3, 3, 0]), array([7, 0]))
    """
    number = number % whole_circle(around)
    return number if around.closed else np.minimum(number, 2 * around.count - 1 - number)


def opposite(around: Wedges) -> Array:
    """Return the slice half a turn away from each slice, (nt,)."""
    return folded(around, np.arange(around.count) + whole_circle(around) // 2)


def between_slices(around: Wedges, theta: Array) -> Stencils:
    """Choose the four slices around each angle, not yet folded, and their cubic weights.

    Parameters
    ----------
    theta : (m,) array, rad, any turn
    """
    position = theta / (2 * np.pi) * whole_circle(around) - 0.5
    first = np.floor(position)
    t = position - first
    weight = np.stack([
        -t * (t - 1) * (t - 2) / 6,
        (t + 1) * (t - 1) * (t - 2) / 2,
        -(t + 1) * t * (t - 2) / 2,
        (t + 1) * t * (t - 1) / 6,
    ], axis=-1)  # fmt: skip
    return Stencils(first.astype(np.int64)[..., None] + np.arange(-1, NODES - 1), weight)


def nodes_around(lines: ProbeLines, around: Wedges, r: Array, z: Array, theta: Array) -> NodesAround:
    """Return the 64 nodes around each of m places.

    Parameters
    ----------
    r, z : (m,) arrays, m
    theta : (m,) array, rad
    """
    row, column, weight = (each.reshape(-1, 1, NODES * NODES) for each in crossed(lines, r, z, around=True))
    number, share = (each[:, :, None] for each in between_slices(around, theta))
    half_turn = whole_circle(around) // 2
    slices = folded(around, np.where(row <= BEYOND_AXIS, number + half_turn, number))
    row = np.where(row <= BEYOND_AXIS, BEYOND_AXIS - row, row)
    every = np.broadcast_arrays(slices, row, column, weight * share)
    return NodesAround(*(each.reshape(-1, NODES**3) for each in every))


def stencils_around(lines: ProbeLines, around: Wedges, places: Array | list[tuple[float, float, float]]) -> Stencils:
    """Return 64 flat point numbers and weights for single places, points ordered as (r, theta, z) with a frame.

    Parameters
    ----------
    places : (m, 3) array of (r, z, theta), m and rad
    """
    nodes = nodes_around(lines, around, *np.asarray(places, dtype=float).reshape(-1, 3).T)
    index = ((nodes.row + 1) * (around.count + 2) + nodes.slice + 1) * (lines.z.size + 2) + nodes.column + 1
    return Stencils(index, nodes.weight)


def fine_lines_around(lines: ProbeLines, tip_length: float, parts: int) -> Lines:
    """Prepare the stencils for slices with two rows more: the first cells of the opposite slice; see `with_opposite`.

    Parameters
    ----------
    tip_length, parts : as in `fine_lines`
    """
    found = fine_lines(lines, tip_length, parts, around=True)
    first, second = BEYOND_AXIS, BEYOND_AXIS - 1
    index = found.across_index
    index = np.where(index == first, -1, np.where(index == second, lines.r.size + 1, index))
    return found._replace(across_index=index)


def with_opposite(points: Array, around: Wedges) -> Array:
    """Put the first two cells of the opposite slice into each slice, in place of its frame at the axis and at the end.

    Parameters
    ----------
    points : (nt, nr + 2, nz + 2) array over points

    Returns
    -------
    (nt, nr + 3, nz + 2) array
    """
    beyond = points[opposite(around), 1:3]
    return np.concatenate([beyond[:, :1], points[:, 1:], beyond[:, 1:]], axis=1)


def slice_at(points: Array, around: Wedges, theta: float) -> Array:
    """Return a field over points on the half plane at any angle, for `fine_lines_around`.

    Parameters
    ----------
    points : (nt, nr + 2, nz + 2) array over points
    theta : rad

    Returns
    -------
    (nr + 3, nz + 2) array
    """
    number, weight = between_slices(around, np.array([theta]))
    return np.asarray(np.tensordot(weight[0], with_opposite(points, around)[folded(around, number[0])], axes=1))
