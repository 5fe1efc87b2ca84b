"""Nerves as straight pieces with a round section, and points on their sections."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

Array = np.ndarray

RINGS = ((1.0, 48), (2 / 3, 16), (1 / 3, 8), (0.0, 1))  # shares of the radius, and points on each
PARALLEL = 1e-9  # a piece whose direction is this close to the axis's has no direction around it
ON_AXIS_MM = 1e-9


class Pieces(NamedTuple):
    """Straight pieces of one or many nerves, all lengths in mm."""

    start: Array  # (n, 3) x, y, z
    along: Array  # (n, 3) unit vector
    across: Array  # (n, 2, 3) two unit vectors square to it and to each other
    length: Array  # (n,)
    radius: Array  # (n,) of the section
    before: Array  # (n,) length of the nerve before this piece
    nerve: Array  # (n,) number of the nerve

    @property
    def nerves(self) -> int:
        """Number of nerves."""
        return int(self.nerve[-1]) + 1


def pieces_of(lines_mm: Sequence[Array], diameters_mm: Sequence[float]) -> Pieces:
    """Cut nerves into straight pieces.

    Parameters
    ----------
    lines_mm : the points of each nerve, (points, 3) arrays
    diameters_mm : thickness of each nerve
    """
    counts = [len(points) - 1 for points in lines_mm]
    start = np.concatenate([points[:-1] for points in lines_mm])
    steps = np.concatenate([np.diff(points, axis=0) for points in lines_mm])
    length = np.linalg.norm(steps, axis=1)
    before = np.concatenate([np.concatenate([[0.0], np.cumsum(part)[:-1]]) for part in parted(length, counts)])
    along = steps / length[:, None]
    radius = np.repeat(np.asarray(diameters_mm, dtype=float) / 2, counts)
    across = square_to(along, start + steps / 2)
    return Pieces(start, along, across, length, radius, before, np.repeat(np.arange(len(counts)), counts))


def parted(values: Array, counts: Sequence[int]) -> list[Array]:
    """Cut values into runs of so many."""
    return np.split(values, np.cumsum(counts)[:-1])


def square_to(along: Array, through: Array) -> Array:
    """Return two unit vectors square to each of n directions and to each other, (n, 2, 3).

    The first points away from the probe's axis, so that nothing depends on how a nerve lies around it, nor on where a
    straight line is cut.

    Parameters
    ----------
    along : (n, 3) unit vectors
    through : (n, 3) a point of each line
    """
    level = np.stack([-along[:, 1], along[:, 0], np.zeros(len(along))], axis=1)  # square to the line and to the axis
    level *= np.where(np.sum(level * through, axis=1, keepdims=True) < 0, -1.0, 1.0)
    parallel = np.hypot(along[:, 0], along[:, 1]) < PARALLEL
    on_axis = np.hypot(through[:, 0], through[:, 1]) < ON_AXIS_MM
    outward = through * (1.0, 1.0, 0.0)
    outward[on_axis] = (1.0, 0.0, 0.0)
    one = np.where(parallel[:, None], outward, level)
    one -= np.sum(one * along, axis=1, keepdims=True) * along
    one /= np.linalg.norm(one, axis=1, keepdims=True)
    return np.stack([one, np.cross(along, one)], axis=1)


def section() -> Array:
    """Return points on a disc of radius 1, (m, 2), its middle last."""
    angles = [np.linspace(0, 2 * np.pi, count, endpoint=False) for _, count in RINGS]
    shares = np.repeat([share for share, _ in RINGS], [count for _, count in RINGS])
    around = np.concatenate(angles)
    return np.stack([shares * np.cos(around), shares * np.sin(around)], axis=1)


def places(pieces: Pieces, number: Array, at_mm: Array, disc: Array) -> tuple[Array, Array]:
    """Return (r, z) in mm of points on sections, (k, m) arrays; see `spots`."""
    x, y, z = spots(pieces, number, at_mm, disc)
    return np.hypot(x, y), z


def places_around(pieces: Pieces, number: Array, at_mm: Array, disc: Array) -> tuple[Array, Array, Array]:
    """Return (r, z) in mm and the angle around the probe in rad of points on sections, (k, m) arrays; see `spots`."""
    x, y, z = spots(pieces, number, at_mm, disc)
    r = np.hypot(x, y)
    return r, z, np.arctan2(y, x)


def spots(pieces: Pieces, number: Array, at_mm: Array, disc: Array) -> tuple[Array, Array, Array]:
    """Return (x, y, z) in mm of points on sections.

    Parameters
    ----------
    number, at_mm : (k,) arrays, piece and distance from its start of each section
    disc : (m, 2) or (k, m, 2) array, points on a disc of radius 1

    Returns
    -------
    (x, y, z) : (k, m) arrays
    """
    middle = pieces.start[number] + at_mm[:, None] * pieces.along[number]
    reach = pieces.radius[number, None, None] * pieces.across[number]
    x, y, z = (middle[:, None, axis] + (disc[..., 0] * reach[:, 0, axis, None] + disc[..., 1] * reach[:, 1, axis, None])
               for axis in range(3))  # fmt: skip
    return x, y, z


def stations(pieces: Pieces, step_mm: float) -> tuple[Array, Array]:
    """Return sections at most so far apart along every piece, both ends included: (piece number, distance in mm)."""
    counts = np.maximum(np.ceil(pieces.length / step_mm).astype(int), 2) + 1
    number = np.repeat(np.arange(counts.size), counts)
    first = np.repeat(np.cumsum(counts) - counts, counts)
    share = (np.arange(number.size) - first) / (counts[number] - 1)
    return number, share * pieces.length[number]
