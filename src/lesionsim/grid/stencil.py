"""Interpolate between cell centres: cubic along r, then along z, with the probe's surface and the axis as nodes.

Along r beside the probe the nodes are the surface, the cell centres and the outer wall; ahead of the probe the
axis mirrors the first cells. Along z inside the probe's radius the flat end is a node. Surface values are kept
in the probe's own cells next to the surface (see `kernels.surface`).
"""

from typing import NamedTuple

import numpy as np

from lesionsim.kernels.arrays import Lines

Array = np.ndarray
NODES = 4
SAME_RADIUS = 1e-9  # a place this share outside the probe's radius is on it
BEYOND_AXIS = -2  # minus the number of a cell: how a node beyond the axis is told, where it is no mirror image


class ProbeLines(NamedTuple):
    """The lines of an (r, z) grid around a probe; lengths in m."""

    r: Array  # (nr,) cell centres
    z: Array  # (nz,)
    r_face: Array  # (nr + 1,)
    z_face: Array  # (nz + 1,)
    radius: float  # of the probe
    walls: bool  # whether the outer walls have a temperature of their own


class Stencils(NamedTuple):
    """Four nodes and weights for each wanted coordinate; indices are cell numbers, -1 and n are walls."""

    index: Array  # type: ignore[assignment]  # (m, 4); shadows tuple.index, which nobody asks of stencils
    weight: Array  # (m, 4)


def lagrange(position: Array, number: Array, wanted: Array) -> Stencils:
    """Choose the four nodes around each wanted coordinate and their cubic Lagrange weights.

    Parameters
    ----------
    position : (n,) increasing array, m
    number : (n,) array, the cell number of each node
    wanted : (m,) array, m
    """
    count = min(NODES, position.size)
    start = np.clip(np.searchsorted(position, wanted) - count // 2, 0, position.size - count)
    nodes = start[:, None] + np.arange(count)
    x = position[nodes]
    weight = np.ones((wanted.size, NODES))
    weight[:, count:] = 0.0
    for a in range(count):
        for b in range(count):
            if a != b:
                weight[:, a] *= (wanted - x[:, b]) / (x[:, a] - x[:, b])
    index = np.empty((wanted.size, NODES), dtype=np.int64)
    index[:, :count] = number[nodes]
    index[:, count:] = index[:, :1]
    return Stencils(index, weight)


def _end_nodes(lines: ProbeLines, centres: Array, faces: Array, first: int) -> tuple[Array, Array]:
    """Return centres and cell numbers from `first` on, with the outer wall as last node where it has a value."""
    number = np.arange(first, centres.size + lines.walls)
    return np.concatenate([centres[first:], faces[-1:]])[: number.size], number


def beside(lines: ProbeLines, r: Array) -> Stencils:
    """Nodes along r at z > 0, for r at or outside the probe's surface."""
    i = int(np.searchsorted(lines.r, lines.radius))
    position, number = _end_nodes(lines, lines.r, lines.r_face, i)
    return lagrange(np.concatenate([[lines.radius], position]), np.concatenate([[i - 1], number]), r)


def ahead(lines: ProbeLines, r: Array, around: bool = False) -> Stencils:
    """Nodes along r at z < 0, mirrored at the axis; with `around`, those beyond it are BEYOND_AXIS minus a cell."""
    position, number = _end_nodes(lines, lines.r, lines.r_face, 0)
    mirrored = np.arange(1, -1, -1)
    beyond = BEYOND_AXIS - mirrored if around else mirrored
    return lagrange(np.concatenate([-lines.r[mirrored], position]), np.concatenate([beyond, number]), r)


def on_end(lines: ProbeLines, r: Array, around: bool = False) -> Stencils:
    """Nodes along r on the probe's flat end; `around` as in `ahead`."""
    inner = np.arange(int(np.searchsorted(lines.r, lines.radius)))
    mirrored = inner[1::-1]
    beyond = BEYOND_AXIS - mirrored if around else mirrored
    position = np.concatenate([-lines.r[mirrored], lines.r[inner]])
    return lagrange(position, np.concatenate([beyond, inner]), r)


def along_outside(lines: ProbeLines, z: Array) -> Stencils:
    """Nodes along z at or outside the probe's radius."""
    position, number = _end_nodes(lines, lines.z, lines.z_face, 0)
    if lines.walls:
        position = np.concatenate([lines.z_face[:1], position])
        number = np.concatenate([[-1], number])
    return lagrange(position, number, z)


def along_ahead(lines: ProbeLines, z: Array) -> Stencils:
    """Nodes along z inside the probe's radius, from the lower wall to the probe's flat end at z = 0."""
    j = int(np.searchsorted(lines.z, 0.0))
    position, number = np.concatenate([lines.z[:j], [0.0]]), np.arange(j + 1)
    if lines.walls:
        position, number = np.concatenate([lines.z_face[:1], position]), np.concatenate([[-1], number])
    return lagrange(position, number, z)


def stencils(lines: ProbeLines, places: Array | list[tuple[float, float]]) -> Stencils:
    """Combine both directions for single places: 16 flat point numbers and weights each.

    Parameters
    ----------
    places : (m, 2) array of (r, z), m
    """
    r, z = np.asarray(places, dtype=float).reshape(-1, 2).T
    row, column, weight = crossed(lines, r, z)
    index = (row + 1) * (lines.z.size + 2) + column + 1
    return Stencils(index.reshape(-1, NODES * NODES), weight.reshape(-1, NODES * NODES))


def crossed(lines: ProbeLines, r: Array, z: Array, around: bool = False) -> tuple[Array, Array, Array]:
    """Return row, column and weight of the 16 nodes around each of m places, (m, 4, 4); see `ahead` for `around`."""
    if r.size == 0:
        none = np.zeros((0, NODES, NODES), dtype=np.int64)
        return none, none, np.zeros((0, NODES, NODES))
    outside = ((r > lines.radius * (1 + SAME_RADIUS)) | (z > 0))[:, None]
    far, near = along_outside(lines, z), along_ahead(lines, np.minimum(z, 0.0))
    column = np.where(outside, far.index, near.index)
    below, past = ahead(lines, r, around), column >= int(np.searchsorted(lines.z, 0.0))
    side, end = beside(lines, np.maximum(r, lines.radius)), on_end(lines, np.minimum(r, lines.radius), around)
    row = np.where(outside, side.index, end.index)[:, None, :]
    row_weight = np.where(outside, side.weight, end.weight)[:, None, :]
    row = np.where(past[:, :, None], row, below.index[:, None, :])
    weight = np.where(past[:, :, None], row_weight, below.weight[:, None, :])
    weight = weight * np.where(outside, far.weight, near.weight)[:, :, None]
    return row, np.broadcast_to(column[:, :, None], row.shape), weight


def divided(face: Array, parts: int) -> Array:
    """Divide every cell into equal parts; the faces stay."""
    fraction = np.arange(parts) / parts
    fine = face[:-1, None] + np.diff(face)[:, None] * fraction
    return np.concatenate([fine.ravel(), face[-1:]])


def nearest(values: Array, wanted: float) -> int:
    """Return the number of the value nearest to the wanted one."""
    return int(np.argmin(np.abs(values - wanted)))


def fine_lines(lines: ProbeLines, tip_length: float, parts: int, around: bool = False) -> Lines:
    """Prepare the stencils from cells to lines that divide every cell, faces included.

    Parameters
    ----------
    tip_length : float, m
    parts : int, fine parts of each cell
    around : whether nodes beyond the axis are told apart; see `ahead`
    """
    r, z = divided(lines.r_face, parts), divided(lines.z_face, parts)
    beneath, end = ahead(lines, r, around), on_end(lines, np.minimum(r, lines.radius), around)
    across = [beneath, beside(lines, np.maximum(r, lines.radius)), end]
    along = [along_ahead(lines, np.minimum(z, 0.0)), along_outside(lines, z)]
    return Lines(
        r, z,
        across_index=np.stack([stencil.index for stencil in across]),
        across_weight=np.stack([stencil.weight for stencil in across]),
        along_index=np.stack([stencil.index for stencil in along]),
        along_weight=np.stack([stencil.weight for stencil in along]),
        first_outside=nearest(r, lines.radius),
        end=nearest(z, 0.0),
        tip_end=nearest(z, tip_length),
        end_column=int(np.searchsorted(lines.z, 0.0)),
        parts=parts,
    )  # fmt: skip
