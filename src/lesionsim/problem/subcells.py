"""Small parts of grid cells, where bodies of anatomy are looked up.

A cell (r, theta, z) is divided in each direction, with the cell's node between two parts, so that a half cell
consists of whole parts. Lengths in mm, in the frame of the anatomy; the grid's own are in m.
"""

from typing import NamedTuple

import numpy as np

from lesionsim import units
from lesionsim.grid.shapes import Grid
from lesionsim.scenario.placement import Placement, to_anatomy

Array = np.ndarray
Places = tuple[Array, Array, Array]  # x, y and z, mm, of shapes that fit together


class Lattice(NamedTuple):
    """The cells around the probe, mm and radians, and how the probe lies in the anatomy."""

    r_face: Array  # (nr + 1,)
    r: Array  # (nr,) nodes
    theta_face: Array  # (nt + 1,)
    z_face: Array  # (nz + 1,)
    turn: Array  # (3, 3) from the probe's axes to those of the anatomy
    origin: Array  # (3,) the end of the tip in the anatomy

    @property
    def shape(self) -> tuple[int, int, int]:
        """Return the numbers of cells along r, theta and z."""
        return self.r.size, self.theta_face.size - 1, self.z_face.size - 1


class Parts(NamedTuple):
    """Parts of some cells: places of their middles, their sizes, and their weights within a cell."""

    x: Array  # mm, in a shape that fits to (c, p, p, p): cell, then r, theta, z within it
    y: Array
    z: Array
    r: Array  # (c, p) mm, middles of the rings
    size: Places  # (c, p) mm, (c,) rad, (c,) mm along r, theta and z
    volume_share: Array  # (c, p) of the cell's volume in each ring; over theta and z it is even
    series_share: Array  # (c, p) of the cell's resistance along r, and of its conductance around the axis

    @property
    def shape(self) -> tuple[int, int, int, int]:
        """Return the number of cells, and of parts along each direction."""
        cells, parts = self.r.shape
        return cells, parts, parts, parts


class Key(NamedTuple):
    """The cells of a grid as bytes, by which what was computed for them is remembered."""

    r_face: bytes  # m
    r: bytes
    z_face: bytes
    theta_face: bytes  # rad


def key_of(grid: Grid, theta_face: Array) -> Key:
    """Return the key of a grid with these faces around the axis, radians."""
    turn = np.asarray(theta_face, dtype=float)
    return Key(grid.r_face.tobytes(), grid.r.tobytes(), grid.z_face.tobytes(), turn.tobytes())


def lattice_of(key: Key, placement: Placement) -> Lattice:
    """Return cells in mm, with the way from the probe's frame to that of the anatomy."""
    turn, origin = to_anatomy(placement)
    r_face, r, z_face, theta_face = (np.frombuffer(each) for each in key)
    of_r, nodes, of_z = (each / units.M_PER_MM for each in (r_face, r, z_face))
    return Lattice(of_r, nodes, theta_face, of_z, np.array(turn), np.array(origin))


def in_anatomy(lattice: Lattice, places: Places) -> Places:
    """Move places from the probe's frame to that of the anatomy.

    The arrays need only fit together in shape; they stay small where the probe is not tilted.
    """
    first, second, third = (
        sum((part * place for part, place in zip(row, places, strict=True) if part), start=shift)
        for row, shift in zip(lattice.turn, lattice.origin, strict=True)
    )
    return first, second, third


def in_probe(lattice: Lattice, places: Places) -> Places:
    """Move places from the anatomy's frame to that of the probe."""
    shifted = [place - shift for place, shift in zip(places, lattice.origin, strict=True)]
    first, second, third = (
        sum(part * place for part, place in zip(column, shifted, strict=True)) for column in lattice.turn.T
    )
    return first, second, third


def cell_of(lattice: Lattice, places: Places) -> tuple[Array, Array]:
    """Find the cells that places of the anatomy lie in.

    Returns
    -------
    flat numbers of cells, and whether each place lies in one at all; the number of others means nothing
    """
    x, y, z = in_probe(lattice, places)
    around = lattice.theta_face[0] + np.mod(np.arctan2(y, x) - lattice.theta_face[0], 2 * np.pi)
    pairs = (lattice.r_face, np.hypot(x, y)), (lattice.theta_face, around), (lattice.z_face, z)
    numbers = [np.searchsorted(face, place, side="right") - 1 for face, place in pairs]
    inside = np.logical_and.reduce([(n >= 0) & (n < size) for n, size in zip(numbers, lattice.shape, strict=True)])
    fitting = tuple(np.where(inside, number, 0) for number in numbers)
    return np.ravel_multi_index(fitting, lattice.shape), inside


def middles(lattice: Lattice) -> Places:
    """Return the middles of all cells, mm, in shapes that fit to (nr, nt, nz)."""
    theta = 0.5 * (lattice.theta_face[:-1] + lattice.theta_face[1:])[:, None]
    r = lattice.r[:, None, None]
    z = 0.5 * (lattice.z_face[:-1] + lattice.z_face[1:])[None, None, :]
    return in_anatomy(lattice, (r * np.cos(theta), r * np.sin(theta), z))


def reach(lattice: Lattice) -> Array:
    """Return how far the points of each cell are from its middle at most, mm, (nr, nt, nz)."""
    half_turn = 0.5 * np.diff(lattice.theta_face)[:, None]
    r = lattice.r[:, None, None]
    corner = (lattice.r_face[side, None, None] for side in (slice(None, -1), slice(1, None)))
    squares = (r**2 + c**2 - 2 * r * c * np.cos(np.minimum(half_turn, np.pi)) for c in corner)
    return np.sqrt(np.maximum(*squares) + 0.25 * np.diff(lattice.z_face) ** 2)


def ring_faces(lattice: Lattice, parts: int) -> Array:
    """Divide every ring, with its node as the face in the middle; (nr, parts + 1) mm."""
    fraction = np.arange(parts // 2 + 1) / (parts // 2)
    inner, node, outer = lattice.r_face[:-1, None], lattice.r[:, None], lattice.r_face[1:, None]
    return np.concatenate([inner + (node - inner) * fraction[:-1], node + (outer - node) * fraction], axis=1)


def shares_of_rings(face: Array) -> tuple[Array, Array]:
    """Return each ring part's share of its cell's volume, and of its resistance along r."""
    inner, outer = face[:, :-1], face[:, 1:]
    area = outer**2 - inner**2
    on_axis = face[:, :1] == 0  # where no heat comes from
    flat = 2 * (outer - inner) / (outer + inner)
    resistance = np.where(on_axis, flat, np.log(outer / np.where(on_axis, outer, inner)))
    return area / area.sum(axis=1, keepdims=True), resistance / resistance.sum(axis=1, keepdims=True)


def parts_of(lattice: Lattice, cells: Array, parts: int) -> Parts:
    """Divide some cells.

    Parameters
    ----------
    cells : (c,) flat numbers of cells
    parts : int, even, along each direction
    """
    i, j, k = np.unravel_index(cells, lattice.shape)
    rings = ring_faces(lattice, parts)
    volume, series = shares_of_rings(rings)
    r, middle = 0.5 * (rings[:, 1:] + rings[:, :-1])[i], (np.arange(parts) + 0.5) / parts
    turn, height = np.diff(lattice.theta_face), np.diff(lattice.z_face)
    theta = lattice.theta_face[:-1, None] + turn[:, None] * middle
    z = lattice.z_face[:-1, None] + height[:, None] * middle
    cosine, sine = (function(theta)[j][:, None, :, None] for function in (np.cos, np.sin))
    along = r[:, :, None, None]
    places = in_anatomy(lattice, (along * cosine, along * sine, z[k][:, None, None, :]))
    sizes = np.diff(rings, axis=1)[i], turn[j] / parts, height[k] / parts
    return Parts(*places, r, sizes, volume[i], series[i])


def chosen(parts: Parts, rows: Array) -> Parts:
    """Return the parts of some of the cells."""
    width, turn, height = parts.size
    x, y, z, r, volume, series = (
        each[rows] for each in (parts.x, parts.y, parts.z, parts.r, parts.volume_share, parts.series_share)
    )
    return Parts(x, y, z, r, (width[rows], turn[rows], height[rows]), volume, series)
