"""From (r, z) to three dimensions: half resistances, walls and points repeated around the axis.

Whatever is exact at the probe's edges in (r, z) stays so: each cell around has its share of the ring.
"""

from typing import NamedTuple

import numpy as np

from lesionsim.grid.around import Wedges, to_next
from lesionsim.grid.shapes import Grid
from lesionsim.kernels.arrays import PERFUSION, WARMING, Laws, Network, Turn, Walls
from lesionsim.problem.network import Medium, Resistances

Array = np.ndarray


class Halves(NamedTuple):
    """Conductivity of the six halves of each cell, (nr, nt, nz): for heat or current through that face."""

    inner: Array
    outer: Array
    last: Array
    next: Array
    lower: Array
    upper: Array


def even(values: Array) -> Halves:
    """Return halves that are all alike."""
    return Halves(values, values, values, values, values, values)


def filled(halves: Halves, where: Array, value: float) -> Halves:
    """Put one conductivity into some cells; `where` is (nr, nz)."""
    return Halves(*(np.where(where[:, None, :], value, each) for each in halves))


def framed_around(cells: Array, value: float, closed: bool = False) -> Array:
    """Put a frame of wall points around (nr, nt, nz) cells; of a whole circle the ends stand for each other."""
    whole = np.full(tuple(size + 2 for size in cells.shape), value, dtype=cells.dtype)
    whole[1:-1, 1:-1, 1:-1] = cells
    if closed:
        whole[:, 0], whole[:, -1] = whole[:, -2], whole[:, 1]
    return whole


def repeated(points: Array, count: int) -> Array:
    """Repeat an array over (nr + 2, nz + 2) points around the axis, ends included."""
    return np.repeat(points[:, None, :], count + 2, axis=1)


class Faces(NamedTuple):
    """Half resistances times conductivity on both sides of all faces in three dimensions; inf is closed."""

    before: Array  # (3, nr + 2, nt + 2, nz + 2): faces towards larger r, larger z, the next cell around
    after: Array


def faces_around(half: Resistances, grid: Grid, around: Wedges, opaque: Array) -> Faces:
    """Repeat the half resistances of (r, z), and add those around the axis.

    Parameters
    ----------
    opaque : (nr, nz) bool, cells through which nothing flows around the axis: prescribed ones
    """
    count = around.count
    part = np.ones(count + 2)
    part[1:-1] = around.share
    if around.closed:
        part[0], part[-1] = part[-2], part[1]
    part = part[:, None]
    shape = np.where(opaque[:, None, :], np.inf, to_next(grid, around))
    here = framed_around(shape, np.inf, around.closed)
    there = np.roll(here, -1, axis=1)
    there[:, -1] = np.inf
    return Faces(
        np.stack([repeated(half.r_before, count) / part, repeated(half.z_before, count) / part, here]),
        np.stack([repeated(half.r_after, count) / part, repeated(half.z_after, count) / part, there]),
    )


def conductances_of(faces: Faces, halves: Halves, closed: bool) -> Array:
    """Put the half resistances of every face in series.

    Returns
    -------
    (3, nr + 2, nt + 2, nz + 2) array, W/K
    """
    inner, outer, last, next_, lower, upper = (framed_around(each, 1.0, closed) for each in halves)
    r = 1.0 / (faces.before[0] / outer + faces.after[0] / np.roll(inner, -1, axis=0))
    z = 1.0 / (faces.before[1] / upper + faces.after[1] / np.roll(lower, -1, axis=2))
    turn = 1.0 / (faces.before[2] / next_ + faces.after[2] / np.roll(last, -1, axis=1))
    return np.stack([r, z, turn])


def without(conductance: Array, cells: Array, closed: bool) -> Array:
    """Let nothing flow through any face of some cells; `cells` is (nr, nt, nz) bool."""
    if cells.any():
        out = framed_around(cells, False, closed)
        for direction, axis in enumerate((0, 2, 1)):
            conductance[direction][out | np.roll(out, -1, axis=axis)] = 0.0
    return conductance


class Vessels(NamedTuple):
    """What blood vessels do to cells, each (nr, nt, nz)."""

    exchange: Array  # W/K
    blood_c: Array  # °C
    inside: Array  # bool, cells of the vessels themselves: at the temperature of their blood


def network_around(
    grid: Grid, around: Wedges, conductance: Array, medium: Medium, blood_c: float, takes_part: Array, vessels: Vessels
) -> Network:
    """Make the network of cells in three dimensions; see `network`.

    Parameters
    ----------
    medium : its entries are numbers or (nr, nt, nz) arrays; conductivity is not used
    takes_part : (nr, nz) bool
    """
    volume = grid.volume[:, None, :] * around.share[None, :, None] * (takes_part[:, None, :] & ~vessels.inside)
    with np.errstate(divide="ignore"):
        warming = np.where(volume > 0, 1.0 / (medium.heat_capacity * np.maximum(volume, 1e-300)), 0.0)
    perfusion = framed_around(medium.perfusion * volume, 0.0).ravel()
    exchange = vessels.exchange * (volume > 0)
    source = framed_around(medium.heat * volume + exchange * (vessels.blood_c - blood_c), 0.0).ravel()
    walls = framed_around(exchange, 0.0).ravel()
    points = np.stack([perfusion + walls, source, framed_around(warming, 0.0).ravel(), perfusion, walls])
    stride = (around.count + 2) * (grid.z.size + 2)
    return Network(conductance.ravel(), points, stride, float(blood_c))


def fastest_rate_around(net: Network, turn: Turn, factor: float | Array = 1.0) -> float:
    """Bound the fastest decay rate of the network, 1/s (Gershgorin)."""
    r, z, next_ = net.conductance.reshape(3, -1)
    total = r + np.roll(r, net.stride) + z + np.roll(z, 1) + next_ + np.roll(next_, turn.stride)
    return float(np.max(factor * net.points[WARMING] * (2.0 * total + net.points[PERFUSION])))


def turn_of(grid: Grid, around: Wedges) -> Turn:
    """Tell who is whose neighbour around the axis."""
    nr, nt, nz = grid.r.size, around.count, grid.z.size
    if not around.closed:
        return Turn(nz + 2, np.zeros((2, 0), dtype=np.int64))
    number = np.arange((nr + 2) * (nt + 2) * (nz + 2)).reshape(nr + 2, nt + 2, nz + 2)
    beyond = np.concatenate([number[:, 0].ravel(), number[:, -1].ravel()])
    return Turn(nz + 2, np.stack([beyond, np.concatenate([number[:, -2].ravel(), number[:, 1].ravel()])]))


def points_around(points: Array, grid: Grid, count: int) -> Array:
    """Return the numbers of points of (r, z) in three dimensions, (count, ...): one set for each cell around."""
    row, column = np.divmod(points, grid.z.size + 2)
    cell = np.arange(1, count + 1).reshape(-1, *([1] * np.ndim(points)))
    return (row * (count + 2) + cell) * (grid.z.size + 2) + column


def walls_around(walls: Walls, grid: Grid, around: Wedges) -> Walls:
    """Repeat walls around the axis; the tip's surface comes first among the points that are held."""
    count = around.count
    surface, others = walls.hold[: walls.tip_weight.size], walls.hold[walls.tip_weight.size :]
    first, rest = (points_around(each, grid, count).ravel() for each in (surface, others))
    part = around.share
    return Walls(
        tip=wall_faces(walls.tip, grid, count),
        outer=wall_faces(walls.outer, grid, count),
        surface=np.stack([points_around(each, grid, count).ravel() for each in walls.surface]),
        tip_weight=(part[:, None] * walls.tip_weight).ravel(),
        near_weight=np.tile(walls.near_weight, count),
        hold=np.concatenate([first, rest]),
    )


def wall_faces(rows: Array, grid: Grid, count: int) -> Array:
    """Repeat wall point, tissue point and face around the axis."""
    flat = (grid.r.size + 2) * (grid.z.size + 2)
    whole = (grid.r.size + 2) * (count + 2) * (grid.z.size + 2)
    direction, point = np.divmod(rows[2], flat)
    face = points_around(point, grid, count) + direction * whole
    wall, tissue = (points_around(each, grid, count).ravel() for each in rows[:2])
    return np.stack([wall, tissue, face.ravel()])


class Followed(NamedTuple):
    """What follows temperature: tables of each material, and its value where mixtures are judged."""

    tables: Array  # (2 materials, m)
    reference: Array  # (materials,) conductivity
    start_c: float
    step_c: float


def laws_around(faces: Faces, halves: Halves, material: Array, followed: Followed, closed: bool) -> Laws:
    """Let conductivity follow temperature: half resistances are for each point's own material.

    Parameters
    ----------
    halves : conductivity of each half cell where each material has its reference value
    material : (nr, nt, nz) int
    """
    own = followed.reference[material]
    inner, outer, last, next_, lower, upper = (framed_around(each / own, 1.0, closed) for each in halves)
    before = np.stack([faces.before[0] / outer, faces.before[1] / upper, faces.before[2] / next_])
    after = np.stack(
        [
            faces.after[0] / np.roll(inner, -1, axis=0),
            faces.after[1] / np.roll(lower, -1, axis=2),
            faces.after[2] / np.roll(last, -1, axis=1),
        ]
    )
    points = framed_around(material.astype(np.int64), followed.reference.size - 1, closed).ravel()
    resistance = np.stack([before.reshape(-1), after.reshape(-1)])
    return Laws(resistance, followed.tables, followed.start_c, followed.step_c, points)
