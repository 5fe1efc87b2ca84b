"""The probe and the outer boundary as walls of the network."""

import numpy as np

from lesionsim.grid.shapes import Grid
from lesionsim.kernels.arrays import SURFACE, Walls
from lesionsim.problem.edges import sharpen_end, sharpen_shaft_line
from lesionsim.problem.network import Resistances, open_wall

Array = np.ndarray


def point_of(grid: Grid, i: Array | int, j: Array | int) -> Array:
    """Return the flat point number of cell (i, j); -1 and nr or nz name the wall points around."""
    return (np.asarray(i) + 1) * (grid.z.size + 2) + np.asarray(j) + 1


def inside_probe(grid: Grid, radius: float) -> Array:
    """Mark the cells that the probe fills: r < radius and z > 0."""
    return (grid.r[:, None] < radius) & (grid.z[None, :] > 0)


def first_outside(grid: Grid, radius: float) -> int:
    """Return the index of the first cell outside the probe's radius."""
    return int(np.searchsorted(grid.r, radius))


def probe_openings(half: Resistances, grid: Grid, radius: float, tip_length: float) -> tuple[Resistances, Resistances]:
    """Seal the probe, then open its tip.

    Returns
    -------
    (held, free) : Resistances; with the tip's surface at the probe cells' temperature, and sealed
    """
    probe = inside_probe(grid, radius)
    sealed = Resistances(*(array.copy() for array in half))
    sealed.r_before[1:-1, 1:-1][probe] = np.inf
    sealed.r_after[:-2, 1:-1][probe] = np.inf
    sealed.z_before[1:-1, 1:-1][probe] = np.inf
    sealed.z_after[1:-1, :-2][probe] = np.inf
    i, j = first_outside(grid, radius), int(np.searchsorted(grid.z, 0.0))
    on_tip = (grid.z > 0) & (grid.z < tip_length)
    side_end = np.searchsorted(grid.z, tip_length)
    held = Resistances(*(array.copy() for array in sealed))
    held.r_before[i, 1:-1][on_tip] = 0.0
    held.z_after[1 : i + 1, j] = 0.0  # the face below cell j: point column j is cell j - 1
    sharpen_end(sealed, grid, i, j)
    sharpen_end(held, grid, i, j)
    sharpen_shaft_line(held, grid, i, int(side_end))
    return held, sealed


def open_outer(half: Resistances) -> Resistances:
    """Let heat pass to the outer walls: r = R, and both ends in z."""
    for side in ("outer", "lower", "upper"):
        half = open_wall(half, side)
    return half


def parabola_weight(near: Array, far: Array) -> Array:
    """Weight of the nearer of two points so that a parabola of zero slope at distance 0 passes both."""
    return far**2 / (far**2 - near**2)


def probe_walls(grid: Grid, radius: float, tip_length: float, outer_open: bool, metal: bool = False) -> Walls:
    """List the wall points of the active tip, of the whole probe surface and of the outer boundary.

    Where the probe is metal, it touches the outer boundary too.
    """
    i, j = first_outside(grid, radius), int(np.searchsorted(grid.z, 0.0))
    side, end = np.arange(j, grid.z.size), np.arange(i)
    tip = side[grid.z[side] < tip_length]
    n = point_of(grid, grid.r.size, grid.z.size) + 1
    side_area = 2 * np.pi * radius * np.diff(grid.z_face)[tip]
    area = np.concatenate([side_area, np.pi * np.diff(grid.r_face**2)[end]])
    tip_side, tip_end = (point_of(grid, i - 1, tip), point_of(grid, i, tip)), point_of(grid, end, j)
    below_end = point_of(grid, end, j - 1)
    near = parabola_weight(grid.r[i] - radius, grid.r[i + 1] - radius)
    near_end = parabola_weight(-grid.z[j - 1], -grid.z[j - 2])
    return Walls(
        tip=np.stack(
            [
                np.concatenate([tip_side[0], tip_end]),
                np.concatenate([tip_side[1], below_end]),
                np.concatenate([tip_side[0], n + below_end]),
            ]
        ),
        outer=outer_faces(grid, 0.0 if metal else radius, int(n)) if outer_open else np.zeros((3, 0), dtype=np.int64),
        surface=np.stack(
            [
                np.concatenate([point_of(grid, i - 1, side), tip_end]),
                np.concatenate([point_of(grid, i, side), below_end]),
                np.concatenate([point_of(grid, i + 1, side), point_of(grid, end, j - 2)]),
            ]
        ),
        tip_weight=area / area.sum(),
        near_weight=np.concatenate([np.full(side.size, near), np.full(end.size, near_end)]),
        hold=np.concatenate([tip_side[0], tip_end]),
    )


def while_held(walls: Walls) -> Walls:
    """Leave the tip's surface out of what follows from the tissue: it is prescribed."""
    kept = ~np.isin(walls.surface[SURFACE], walls.hold)
    return walls._replace(surface=walls.surface[:, kept], near_weight=walls.near_weight[kept])


def outer_faces(grid: Grid, radius: float, n: int) -> Array:
    """List wall points, tissue points and faces of the outer boundary."""
    nr, nz = grid.r.size, grid.z.size
    along, across = np.arange(nz), np.arange(nr)
    behind = across[grid.r > radius]
    wall = [point_of(grid, nr, along), point_of(grid, across, -1), point_of(grid, behind, nz)]
    tissue = [point_of(grid, nr - 1, along), point_of(grid, across, 0), point_of(grid, behind, nz - 1)]
    face = [tissue[0], n + wall[1], n + tissue[2]]
    return np.stack([np.concatenate(wall), np.concatenate(tissue), np.concatenate(face)])
